package record

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"surety/fault"
)

// Encode writes a body as JSON, its fields in the order of declaration.
func (k *Kind) Encode(body any) ([]byte, error) { return json.Marshal(body) }

// Decode reads a body of a layout number, lifted to today's by the upcasts.
// Unknown fields are refused by name.
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
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(body); err != nil {
		return nil, k.explain(err)
	}
	if _, err := decoder.Token(); err != io.EOF {
		return nil, fault.At(fault.Malformed, k.Name, "", "something follows the record's closing brace")
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
	return json.Marshal(loose)
}

// explain turns an error of the JSON decoder into one that names the field.
func (k *Kind) explain(err error) error {
	if typed, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		name, _, _ := strings.Cut(typed.Field, ".")
		expected := typed.Type.String()
		if f := k.Field(name); f != nil {
			expected = string(f.Type)
		}
		return fault.At(fault.Invalid, k.Name, typed.Field, "a %s can't stand here: expected %s", typed.Value, expected)
	}
	if unknown, ok := strings.CutPrefix(err.Error(), "json: unknown field "); ok {
		names := make([]string, len(k.Fields))
		for i, f := range k.Fields {
			names[i] = f.Name
		}
		return fault.At(fault.Invalid, k.Name, strings.Trim(unknown, `"`), "there is no such field: expected one of %s", strings.Join(names, ", "))
	}
	return fault.At(fault.Malformed, k.Name, "", "not readable as JSON: %w", err)
}

// ContentDigest is the digest of what an approval approves: all fields but
// computed ones, approvals, and those marked aside. SHA-256, hexadecimal.
func (k *Kind) ContentDigest(body any) string {
	h := sha256.New()
	for _, f := range k.Fields {
		if f.Is(MarkComputed) || f.Is(MarkAside) || f.Name == "approvals" || !f.IsSet(body) {
			continue
		}
		value, err := json.Marshal(f.Get(body))
		if err != nil {
			panic(fmt.Sprintf("record: %s.%s can't be encoded: %v", k.Name, f.Name, err)) // only types that encode can be declared
		}
		fmt.Fprintf(h, "%s %d\n", f.Name, len(value))
		h.Write(value)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// Approvals lists the approvals of a body that count: by a named person, not
// merely asserted, and of the content as it stands.
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
		if a.By != "" && !a.Asserted && a.Basis == digest {
			counting = append(counting, a)
		}
	}
	return counting
}
