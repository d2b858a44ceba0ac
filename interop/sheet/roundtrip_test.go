package sheet

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"surety/interop/sheet/workbook"
	"surety/language"
	"surety/record"
)

// texts are what cells find hard to carry, among random ones.
func someText(t *rapid.T, label string, most int) string {
	text := rapid.OneOf(
		rapid.StringN(0, 40, 200),
		rapid.SampledFrom([]string{
			"=1+1", "+49 30 1234", "-", "@home", "'=1", "''", "\t", " blanks around ", "31.12.2026", "1.234", "1,5", "TRUE", "ja", "#REF!", "n/a",
			"a;b", "a, b", "x\ny", "x\r\ny", `["a"]`, `[{"what":"x"}]`, "_x0041_", "_x0041_x0042_", "_x005F_", "RISK-0001", "Risk", "Owner", "Key", "\"quoted\"", "12%", "€ 5", "４２", "é", "\u00a0",
		}),
	).Draw(t, label)
	text = strings.Map(func(r rune) rune {
		if r == 0xFFFE || r == 0xFFFF || r == 0xFFFD || (r < ' ' && r != '\n' && r != '\t' && r != '\r') || (r >= 0x7f && r < 0xa0) {
			return -1
		}
		return r
	}, text)
	if letters := []rune(text); len(letters) > most {
		text = string(letters[:most])
	}
	return text
}

// fill sets random values into the fields of a body. refs gives ids to refer to, by kind.
func fill(t *rapid.T, fields []*record.Field, body any, refs map[string][]record.Ref) {
	for _, f := range fields {
		if rapid.IntRange(0, 3).Draw(t, f.Name+"?") == 0 && !f.Is(record.MarkRequired) {
			continue
		}
		if f.Type == record.TypeRows {
			for i := rapid.IntRange(0, 3).Draw(t, f.Name+" rows"); i > 0; i-- {
				fill(t, f.Row, f.AppendRow(body), refs)
			}
			continue
		}
		if value := someValue(t, f, refs); value != nil {
			if err := f.Set(body, value); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func someValue(t *rapid.T, f *record.Field, refs map[string][]record.Ref) any {
	switch f.Type {
	case record.TypeText:
		text := someText(t, f.Name, f.Max)
		if f.OneLine() {
			text = strings.Map(func(r rune) rune {
				if strings.ContainsRune("\r\n\u2028\u2029", r) {
					return ' '
				}
				return r
			}, text)
		}
		if f.Is(record.MarkRequired) && strings.TrimSpace(text) == "" {
			return "something"
		}
		return text
	case record.TypeMarkdown:
		if rapid.IntRange(0, 30).Draw(t, f.Name+" long") == 0 {
			return record.Markdown(strings.Repeat("long ünd 𝄞 ", 8000) + someText(t, f.Name, 100))
		}
		return record.Markdown(someText(t, f.Name, 1000))
	case record.TypeTexts:
		return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) string { return someText(t, "entry", 100) }), 0, 4).Draw(t, f.Name)
	case record.TypeEnum:
		return rapid.SampledFrom(f.Options).Draw(t, f.Name).Value
	case record.TypeEnums:
		values := rapid.SliceOfNDistinct(rapid.SampledFrom(f.Options), 0, len(f.Options), rapid.ID[record.Option]).Draw(t, f.Name)
		var texts []string
		for _, o := range values {
			texts = append(texts, o.Value)
		}
		return texts
	case record.TypeBool:
		return rapid.Bool().Draw(t, f.Name)
	case record.TypeInteger:
		return rapid.OneOf(rapid.IntRange(0, 5), rapid.Int()).Draw(t, f.Name)
	case record.TypeDecimal:
		return rapid.OneOf(rapid.Float64(), rapid.SampledFrom([]float64{1.234, -0.5, 1e21, 1234.567, 0.1 + 0.2})).Draw(t, f.Name)
	case record.TypePercent:
		return record.Percent(rapid.Float64Range(0, 100).Draw(t, f.Name))
	case record.TypeDate:
		return record.DateOf(time.Date(1900, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, rapid.IntRange(0, 100_000).Draw(t, f.Name)))
	case record.TypeInstant:
		return time.Unix(rapid.Int64Range(0, 4e9).Draw(t, f.Name), rapid.Int64Range(0, 1e9-1).Draw(t, f.Name+" ns")).UTC()
	case record.TypePeriod:
		return rapid.SampledFrom([]record.Period{"P1Y", "P12M", "P2W", "P1M14D", "P90D"}).Draw(t, f.Name)
	case record.TypeMoney:
		return record.Money{Minor: rapid.OneOf(rapid.Int64Range(-1e9, 1e9), rapid.Int64Range(-1e15, 1e15)).Draw(t, f.Name), Currency: rapid.SampledFrom([]string{"EUR", "CHF", "JPY", "XTS"}).Draw(t, f.Name+" currency")}
	case record.TypeRef:
		return rapid.SampledFrom(refs[f.To[0]]).Draw(t, f.Name)
	case record.TypeRefs:
		return rapid.SliceOfNDistinct(rapid.SampledFrom(refs[f.To[0]]), 0, 3, rapid.ID[record.Ref]).Draw(t, f.Name)
	case record.TypeAttachment:
		return record.Attachment{Digest: strings.Repeat("ab", 32), Name: someText(t, f.Name, 50), Media: "text/plain", Size: 1}
	}
	return nil
}

// populated is a memory with some random records of each kind.
func populated(t *rapid.T, m *memory) {
	refs := map[string][]record.Ref{}
	for _, name := range []string{"system", "person", "asset", "evidence"} {
		for i := range 3 {
			k := m.catalogue.Kind(name)
			body := k.New()
			if err := k.TitleField().Set(body, fmt.Sprintf("%s %c", name, 'A'+i)); err != nil {
				t.Fatal(err)
			}
			if name == "asset" {
				body.(*testAsset).Type = "site"
			}
			refs[name] = append(refs[name], record.Ref(m.add(name, body, "").ID))
		}
	}
	for _, k := range m.catalogue.Kinds() {
		for range rapid.IntRange(0, 4).Draw(t, k.Name) {
			body := k.New()
			fill(t, k.Fields, body, refs)
			state := rapid.SampledFrom(k.Lifecycle.States).Draw(t, "state").Name
			m.add(k.Name, body, state).Revision = rapid.IntRange(1, 9).Draw(t, "revision")
		}
	}
}

func (m *memory) export(kind *record.Kind) *Export {
	x := &Export{Kind: kind, Key: func(ref record.Ref) string {
		for _, r := range m.records {
			if record.Ref(r.ID) == ref && !strings.HasSuffix(r.Title(), "C") { // those called C aren't for the reader
				return r.Key
			}
		}
		return ""
	}}
	for _, r := range m.records {
		if r.Kind == kind {
			x.Records = append(x.Records, r)
		}
	}
	return x
}

func TestWhatIsExportedAndImportedAgainChangesNothing(t *testing.T) {
	formats := map[string]func(*Export, *bytes.Buffer) error{
		"XLSX":          func(x *Export, b *bytes.Buffer) error { return x.WriteXLSX(b) },
		"CSV":           func(x *Export, b *bytes.Buffer) error { return x.WriteCSV(b, ',') },
		"semicolon CSV": func(x *Export, b *bytes.Buffer) error { return x.WriteCSV(b, ';') },
	}
	for name, write := range formats {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(rt *rapid.T) {
				m := newMemory(t)
				populated(rt, m)
				for _, k := range m.catalogue.Kinds() {
					m.roundTrip(rt, k, write)
				}
			})
		})
	}
}

func (m *memory) roundTrip(t *rapid.T, k *record.Kind, write func(*Export, *bytes.Buffer) error) {
	x := m.export(k)
	x.Reader = language.For(rapid.SampledFrom(language.Names()).Draw(t, "language").Tag, nil)
	var b bytes.Buffer
	if err := write(x, &b); err != nil {
		t.Fatal(err)
	}
	book, err := workbook.Read(context.Background(), "export", b.Bytes(), workbook.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	mapping, err := m.planner().Propose(context.Background(), k, book)
	if err != nil {
		t.Fatal(err)
	}
	plan, err := m.planner().Plan(context.Background(), k, mapping, book)
	if err != nil {
		t.Fatal(err)
	}
	if s := plan.Summary(); s.Rows != len(x.Records) || s.Unchanged != s.Rows || len(s.Faults) > 0 || len(plan.New) > 0 {
		t.Fatalf("%s: %d records, %+v\n%+v", k.Name, len(x.Records), s, changed(plan))
	}
	if len(x.Records) > 0 {
		allMapped(t, k, mapping)
	}
}

// allMapped holds the proposal to every field that can be imported, so that no
// field is unchanged for want of a column.
func allMapped(t *rapid.T, k *record.Kind, m *Mapping) {
	mapped := map[string]bool{}
	for _, c := range m.Columns {
		mapped[c.Field] = true
	}
	for _, s := range slotsOf(k, nil) {
		if s.closed == "" && !strings.Contains(s.path, ".") && !mapped[s.path] {
			t.Fatalf("%s: no column goes to %s: %+v", k.Name, s.path, m.Columns)
		}
	}
}

func changed(plan *Plan) []RowPlan {
	var rows []RowPlan
	for _, r := range plan.Rows {
		if r.Action != Unchanged {
			rows = append(rows, r)
		}
	}
	return rows
}

func TestAnExportOfNothingHasHeadingsOnly(t *testing.T) {
	m := newMemory(t)
	x := m.export(m.catalogue.Kind("asset"))
	var b bytes.Buffer
	must(t, x.WriteXLSX(&b))
	rows := read(t, "empty.xlsx", b.Bytes()).Sheets[0].Rows
	if len(rows) != 1 || rows[0].At(3).Text != "Asset" {
		t.Errorf("%+v", rows)
	}
}
