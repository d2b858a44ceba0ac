package conform

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"surety/fault"
	"surety/record"
)

// fixtureNow is the instant at which fixtures are judged.
var fixtureNow = time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)

// fixtureSystem is the key of the management system that fixtures are of.
const fixtureSystem = "system"

// builder makes records of drafts as the door to the ISMS would: it fills in,
// prepares, validates and approves. A record's key is its id too.
type builder struct {
	catalogue *record.Catalogue
	records   map[record.ID]*record.Record
}

func buildRecords(t *testing.T, catalogue *record.Catalogue, drafts []draft) map[record.ID]*record.Record {
	t.Helper()
	b := &builder{catalogue: catalogue, records: map[record.ID]*record.Record{}}
	order := map[string]int{}
	for i, k := range catalogue.Kinds() {
		order[k.Name] = i
	}
	// Kinds are declared before those that compute something from them.
	slices.SortStableFunc(drafts, func(a, b draft) int { return cmp.Compare(order[a.Kind], order[b.Kind]) })
	for _, d := range drafts {
		if err := b.add(d); err != nil {
			t.Fatalf("%s %s: %v", d.Kind, d.Key, err)
		}
	}
	if err := b.checkReferences(); err != nil {
		t.Fatal(err)
	}
	return b.records
}

// about are the keys of a draft that are no fields of its kind.
type about struct {
	State    string     `json:"state"`
	Created  string     `json:"created"`
	Changed  string     `json:"changed"`
	Mark     string     `json:"mark"`
	Approved []approval `json:"approvals"`
}

// approval is how a fixture writes one: of the content as it is, unless stale.
type approval struct {
	Version  string `json:"version"`
	By       string `json:"by"`
	At       string `json:"at"`
	Stale    bool   `json:"stale"`
	Asserted bool   `json:"asserted"`
}

func (b *builder) add(d draft) error {
	kind := b.catalogue.Kind(d.Kind)
	if kind == nil {
		return fmt.Errorf("there is no such kind")
	}
	if b.records[record.ID(d.Key)] != nil {
		return fmt.Errorf("the key is taken")
	}
	var head about
	if err := remarshal(d.Fields, &head); err != nil {
		return err
	}
	rec := &record.Record{ID: record.ID(d.Key), Kind: kind, Key: d.Key, Revision: 1, State: cmp.Or(head.State, kind.Lifecycle.Initial()), Mark: head.Mark}
	rec.Created = instant(cmp.Or(head.Created, "-90d"))
	rec.Changed = instant(cmp.Or(head.Changed, "-30d"))
	body, given, err := b.body(kind, d.Fields)
	if err != nil {
		return err
	}
	rec.Body = body
	b.fill(rec)
	if err := b.prepare(rec, given); err != nil {
		return err
	}
	if err := approve(rec, head.Approved); err != nil {
		return err
	}
	b.records[rec.ID] = rec
	faults := kind.Validate(rec)
	if blank(d.Fields) {
		faults = slices.DeleteFunc(faults, func(e *fault.Error) bool { return strings.HasSuffix(e.Message, " is missing") })
	}
	return faults.OrNil()
}

// blank tells that a draft has a text of blanks alone. None such is taken any
// more where a field is required, but what was kept before is judged still.
func blank(value any) bool {
	switch value := value.(type) {
	case string:
		return value != "" && strings.TrimSpace(value) == ""
	case []any:
		return slices.ContainsFunc(value, blank)
	case map[string]any:
		for _, v := range value {
			if blank(v) {
				return true
			}
		}
	}
	return false
}

// body decodes the fields of a draft; given is a second copy, from which
// computed fields are taken that a fixture states itself.
func (b *builder) body(kind *record.Kind, fields map[string]any) (body, given any, err error) {
	plain := map[string]any{}
	for name, value := range fields {
		if name == "key" || name == "approvals" || slices.Contains([]string{"state", "created", "changed", "mark"}, name) {
			continue
		}
		plain[name] = dated(kind.Fields, name, value)
	}
	data, err := json.Marshal(plain)
	if err != nil {
		return nil, nil, err
	}
	if body, err = kind.Decode(data, kind.Schema); err != nil {
		return nil, nil, err
	}
	given, err = kind.Decode(data, kind.Schema)
	return body, given, err
}

// fill sets what the kind requires and no fixture cares about.
func (b *builder) fill(rec *record.Record) {
	for _, f := range rec.Kind.Fields {
		if !f.Is(record.MarkRequired) || f.IsSet(rec.Body) {
			continue
		}
		var value any
		switch {
		case f.Type == record.TypeText && f.Is(record.MarkTitle):
			value = rec.Key
		case f.Type == record.TypeText:
			value = "1"
		case f.Type == record.TypeEnum:
			value = f.Options[0].Value
		case f.Type == record.TypeDate:
			value = record.DateOf(fixtureNow.AddDate(0, 0, -60))
		case f.Type == record.TypePeriod:
			value = record.Period("P1Y")
		case f.Type == record.TypeRef && slices.Equal(f.To, []string{"management_system"}):
			value = record.Ref(fixtureSystem)
		case f.Type == record.TypeInstant:
			value = fixtureNow.AddDate(0, 0, -60)
		default:
			continue // validation names it
		}
		if err := f.Set(rec.Body, value); err != nil {
			panic(err) // the value is of the field's type
		}
	}
}

// prepare computes what the kind computes; a fixture may then say otherwise.
// The write is by the person whose word the record is.
func (b *builder) prepare(rec *record.Record, given any) error {
	preparer, ok := rec.Body.(record.Preparer)
	if ok {
		p := record.Preparation{Now: rec.Changed, Record: rec, Lookup: b}
		if by := rec.Kind.Field("by"); by != nil && len(by.Refs(rec.Body)) > 0 {
			p.Actor = by.Refs(rec.Body)[0]
		}
		if err := preparer.Prepare(p); err != nil {
			return err
		}
	}
	for _, f := range rec.Kind.Fields {
		if f.Is(record.MarkComputed) && f.IsSet(given) {
			if err := f.Set(rec.Body, f.Get(given)); err != nil {
				return err
			}
		}
	}
	return nil
}

func approve(rec *record.Record, approvals []approval) error {
	if len(approvals) == 0 {
		return nil
	}
	field := rec.Kind.ApprovalsField()
	if field == nil {
		return fmt.Errorf("a %s can't be approved", rec.Kind.Name)
	}
	digest := rec.Kind.ContentDigest(rec.Body)
	list := make([]record.Approval, len(approvals))
	for i, a := range approvals {
		list[i] = record.Approval{By: record.Ref(a.By), At: instant(cmp.Or(a.At, "-5d")), Basis: digest, Version: a.Version, Asserted: a.Asserted}
		if a.Stale {
			list[i].Basis = "the digest of something else"
		}
	}
	return field.Set(rec.Body, list)
}

// Get finds a record for those that compute from it.
func (b *builder) Get(ref record.Ref) (*record.Record, error) { return b.records[ref.ID()], nil }

// Back finds what refers to a record, for those that compute from it.
func (b *builder) Back(kind, field string, to record.ID) ([]*record.Record, error) {
	var found []*record.Record
	for _, id := range slices.Sorted(maps.Keys(b.records)) {
		rec := b.records[id]
		if rec.Kind.Name == kind && slices.Contains(rec.Kind.Field(field).Refs(rec.Body), record.Ref(to)) {
			found = append(found, rec)
		}
	}
	return found, nil
}

// checkReferences finds keys that no record of the fixture has.
func (b *builder) checkReferences() error {
	for _, rec := range b.records {
		for _, link := range rec.Kind.Links(rec.Body) {
			target := b.records[link.To.ID()]
			if link.To == "" || target == nil || !slices.Contains(link.Kinds, target.Kind.Name) {
				return fmt.Errorf("%s: %s names %q, which is no %v here", rec.Key, link.Field, link.To, link.Kinds)
			}
		}
	}
	return nil
}

var relative = regexp.MustCompile(`^([+-])(\d+)([dmy])$`)

// instant reads a relative date as noon of that day.
func instant(text string) time.Time {
	day := time.Date(fixtureNow.Year(), fixtureNow.Month(), fixtureNow.Day(), 12, 0, 0, 0, time.UTC)
	groups := relative.FindStringSubmatch(text)
	if groups == nil {
		return day
	}
	n, _ := strconv.Atoi(groups[1] + groups[2]) // digits by the form
	return map[string]time.Time{"d": day.AddDate(0, 0, n), "m": day.AddDate(0, n, 0), "y": day.AddDate(n, 0, 0)}[groups[3]]
}

// dated turns relative dates of a field, and of its rows, into ISO dates.
func dated(fields []*record.Field, name string, value any) any {
	i := slices.IndexFunc(fields, func(f *record.Field) bool { return f.Name == name })
	if i < 0 {
		return value // decoding names it
	}
	switch f := fields[i]; f.Type {
	case record.TypeDate, record.TypeInstant:
		text, ok := value.(string)
		if !ok || (text != "today" && !relative.MatchString(text)) {
			return value
		}
		if f.Type == record.TypeDate {
			return record.DateOf(instant(text))
		}
		return instant(text).Format(time.RFC3339)
	case record.TypeRows:
		rows, ok := value.([]any)
		if !ok {
			return value
		}
		out := make([]any, len(rows))
		for i, row := range rows {
			cells, ok := row.(map[string]any)
			if !ok {
				return value
			}
			copied := map[string]any{}
			for cell, content := range cells {
				copied[cell] = dated(f.Row, cell, content)
			}
			out[i] = copied
		}
		return out
	}
	return value
}

// remarshal reads the keys of a draft that are no fields of its kind.
func remarshal(fields map[string]any, into any) error {
	some := map[string]any{}
	for _, name := range []string{"state", "created", "changed", "mark", "approvals"} {
		if value, ok := fields[name]; ok {
			some[name] = value
		}
	}
	data, err := json.Marshal(some)
	if err != nil {
		return err
	}
	return json.Unmarshal(data, into)
}
