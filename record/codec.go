package record

import (
	"crypto/sha256"
	"encoding/hex"
	encoding "encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/go-json-experiment/json"

	"surety/fault"
)

// Encode writes a body as JSON, its fields in the order of declaration.
func (k *Kind) Encode(body any) ([]byte, error) { return encoding.Marshal(body) }

// Decode reads a body of a layout number, lifted to today's by the upcasts.
// Unknown fields, fields given twice and names in other case are refused. It
// reads with the second version of the JSON library, which takes less than half
// the time and says where a fault lies; digests rest on what the first writes.
func (k *Kind) Decode(data []byte, schema int) (any, error) {
	if schema > k.Schema {
		return nil, fault.New(fault.Unsupported, "this %s was written by a newer program (layout %d, this one knows %d)", k.Label, schema, k.Schema)
	}
	if schema < k.Schema {
		lifted, err := k.lift(data, schema)
		if err != nil {
			return nil, err
		}
		data = lifted
	}
	body := k.New()
	if err := json.Unmarshal(data, body, json.RejectUnknownMembers(true)); err != nil {
		return nil, k.explain(err)
	}
	return body, nil
}

func (k *Kind) lift(data []byte, schema int) ([]byte, error) {
	var loose map[string]any
	if err := json.Unmarshal(data, &loose); err != nil {
		return nil, k.explain(err)
	}
	for i := max(schema, 1) - 1; i < len(k.Upcasts); i++ {
		if err := k.Upcasts[i](loose); err != nil {
			return nil, fmt.Errorf("lift %s from layout %d: %w", k.Name, i+1, err)
		}
	}
	return encoding.Marshal(loose)
}

// explain turns an error of the JSON decoder into one that names the field, and
// says what may stand there.
func (k *Kind) explain(err error) error {
	e := ExplainJSON(err)
	e.Record = k.Name
	semantic, ok := errors.AsType[*json.SemanticError](err)
	if !ok {
		return e
	}
	e.Kind = fault.Invalid
	path := slices.Collect(semantic.JSONPointer.Tokens())
	if errors.Is(err, json.ErrUnknownName) && len(path) > 0 {
		e.Message = "there is no such field: expected one of " + strings.Join(k.names(path), ", ")
		return e
	}
	expected := "another form"
	if semantic.GoType != nil {
		expected = semantic.GoType.String()
	}
	if len(path) == 1 && k.Field(path[0]) != nil {
		expected = string(k.Field(path[0]).Type)
	}
	e.Message += ": expected " + expected
	return e
}

// names are the fields that may stand where a path of JSON ends: the kind's, or
// those of the rows of one of its fields.
func (k *Kind) names(path []string) []string {
	fields := k.Fields
	if f := k.Field(path[0]); len(path) > 1 && f != nil {
		fields = f.Row
	}
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = f.Name
	}
	return names
}

// ContentDigest is the digest of what an approval approves: all fields but
// computed ones, approvals, and those marked aside. SHA-256, hexadecimal.
func (k *Kind) ContentDigest(body any) string {
	h := sha256.New()
	for _, f := range k.Fields {
		if f.Is(MarkComputed) || f.Is(MarkAside) || f.Name == "approvals" || !f.IsSet(body) {
			continue
		}
		value, err := encoding.Marshal(f.Get(body))
		if err != nil {
			panic(fmt.Sprintf("record: %s.%s can't be encoded: %v", k.Name, f.Name, err)) // only types that encode can be declared
		}
		fmt.Fprintf(h, "%s %d\n", f.Name, len(value))
		h.Write(value)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// Approvals lists the approvals of a body that count: by a named person, not
// merely asserted without evidence, and of the content as it stands.
func (k *Kind) Approvals(body any) []Approval {
	f := k.ApprovalsField()
	if f == nil {
		return nil
	}
	var counting []Approval
	digest := ""
	for _, a := range f.Get(body).([]Approval) {
		if digest == "" {
			digest = k.ContentDigest(body)
		}
		if a.CountsFor(digest) {
			counting = append(counting, a)
		}
	}
	return counting
}
