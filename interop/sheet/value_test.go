package sheet

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"surety/interop/sheet/workbook"
	"surety/record"
)

func text(s string) workbook.Cell { return workbook.Cell{Kind: workbook.Text, Text: s} }

// readCell reads a cell for a field of the test's risk.
func readCell(t testing.TB, field string, c Column, steps []Step, cell workbook.Cell) (any, error) {
	t.Helper()
	kind := testCatalogue(t).Kind("risk")
	got, _, err := newReader(kind, newSlot(field, field, kind.Field(field)), c, steps).read(cell)
	if got.rows != nil {
		return kind.Field(field).Get(got.rows), err
	}
	if got.names != nil {
		return got.names, err
	}
	return got.value, err
}

func TestCellsAreReadAsPeopleWriteThem(t *testing.T) {
	comma, point := Column{Decimal: ","}, Column{Decimal: "."}
	scale := fiveSteps("Very low", "Low", "Medium", "High", "Very high")
	eur := func(minor int64) record.Money { return record.Money{Minor: minor, Currency: "EUR"} }
	cases := []struct {
		field  string
		column Column
		cell   workbook.Cell
		want   any
	}{
		{"title", Column{}, text("Flood of the\r\n control room\n"), "Flood of the control room"},
		{"scenario", Column{}, text("The river\r\nrises"), record.Markdown("The river\nrises")},
		{"factor", comma, text("1.234,56"), 1234.56},
		{"factor", point, text("1,234.56"), 1234.56},
		{"factor", comma, text("1.234"), 1234.0},
		{"factor", point, text("1.234"), 1.234},
		{"factor", Column{}, text("1.234.567"), 1234567.0},
		{"factor", Column{}, text("1'234.5"), 1234.5},
		{"factor", Column{}, text("12 345,6"), 12345.6},
		{"factor", Column{}, text("−5"), -5.0},
		{"factor", Column{}, text("(5,5)"), -5.5},
		{"factor", Column{}, text(",5"), 0.5},
		{"factor", Column{}, text("0.125"), 0.125},
		{"factor", Column{}, workbook.Cell{Kind: workbook.Number, Number: 1234.5, Text: "1234.5"}, 1234.5},
		{"consequence", Column{}, text("4"), 4},
		{"consequence", Column{}, text("4,0"), 4},
		{"consequence", Column{}, text("hoch"), 4},
		{"consequence", Column{}, text("High"), 4},
		{"consequence", Column{}, text("sehr hoch"), 5},
		{"consequence", Column{}, text("4 - hoch"), 4},
		{"consequence", Column{}, text("hoch (4)"), 4},
		{"consequence", Column{Values: map[string]string{"Schlimm": "5"}}, text(" schlimm "), 5},
		{"consequence", Column{}, workbook.Cell{Kind: workbook.Number, Number: 3, Text: "3"}, 3},
		{"share", comma, text("12,5 %"), record.Percent(12.5)},
		{"share", Column{}, workbook.Cell{Kind: workbook.Number, Number: 0.07, Text: "0.07", Unit: "%"}, record.Percent(7)},
		{"share", Column{Unit: "fraction"}, text("0.5"), record.Percent(50)},
		{"share", Column{}, text("30"), record.Percent(30)},
		{"loss", Column{}, text("1.234,56 €"), eur(123456)},
		{"loss", comma, text("1.200,- €"), eur(120000)},
		{"loss", point, text("EUR 1,200"), eur(120000)},
		{"loss", Column{}, text("CHF 1'200.50"), record.Money{Minor: 120050, Currency: "CHF"}},
		{"loss", Column{}, text("-€5.50"), eur(-550)},
		{"loss", Column{}, text("150 T€"), eur(15_000_000)},
		{"loss", Column{}, text("1,5 Mio. EUR"), eur(150_000_000)},
		{"loss", Column{}, text("$2.5m"), record.Money{Minor: 250_000_000, Currency: "USD"}},
		{"loss", Column{Unit: "T€"}, text("80"), eur(8_000_000)},
		{"loss", Column{}, text("1234.50 XTS"), record.Money{Minor: 123450, Currency: "XTS"}},
		{"loss", Column{}, workbook.Cell{Kind: workbook.Number, Number: 19.99, Text: "19.99", Unit: "EUR"}, eur(1999)},
		{"due", Column{}, text("31.12.2026"), record.Date("2026-12-31")},
		{"due", Column{}, text("1.2.26"), record.Date("2026-02-01")},
		{"due", Column{}, text("12/31/2026"), record.Date("2026-12-31")},
		{"due", Column{}, text("31/12/2026"), record.Date("2026-12-31")},
		{"due", Column{Dates: OrderMDY}, text("01/02/2026"), record.Date("2026-01-02")},
		{"due", Column{Dates: OrderDMY}, text("01/02/2026"), record.Date("2026-02-01")},
		{"due", Column{}, text("2026/12/31"), record.Date("2026-12-31")},
		{"due", Column{}, text("31. Dezember 2026"), record.Date("2026-12-31")},
		{"due", Column{}, text("3. März 2026"), record.Date("2026-03-03")},
		{"due", Column{}, text("Dec 31, 2026"), record.Date("2026-12-31")},
		{"due", Column{}, text("31-Oct-26"), record.Date("2026-10-31")},
		{"due", Column{}, text("20261231"), record.Date("2026-12-31")},
		{"due", Column{}, text("46387"), record.Date("2026-12-31")},
		{"due", Column{}, text("31.12.2026 14:30"), record.Date("2026-12-31")},
		{"due", Column{Values: map[string]string{"Q4 2026": "2026-12-31"}}, text("Q4 2026"), record.Date("2026-12-31")},
		{"due", Column{}, workbook.Cell{Kind: workbook.Date, Text: "2026-12-31T14:30:00"}, record.Date("2026-12-31")},
		{"reviewed", Column{}, text("31.12.2026, 14:30 Uhr"), time.Date(2026, 12, 31, 14, 30, 0, 0, time.UTC)},
		{"reviewed", Column{}, text("2026-12-31T14:30:05.5+01:00"), time.Date(2026, 12, 31, 13, 30, 5, 5e8, time.UTC)},
		{"interval", Column{}, text("12 months"), record.Period("P12M")},
		{"interval", Column{}, text("jährlich"), record.Period("P1Y")},
		{"interval", Column{}, text("alle zwei Jahre"), record.Period("P2Y")},
		{"interval", Column{}, text("Halbjährlich"), record.Period("P6M")},
		{"interval", Column{}, text("14 Tage"), record.Period("P14D")},
		{"interval", Column{Unit: "months"}, text("6"), record.Period("P6M")},
		{"interval", Column{}, text("P1M14D"), record.Period("P1M14D")},
		{"accepted", Column{}, text("x"), true},
		{"accepted", Column{}, text("✓"), true},
		{"accepted", Column{}, text("Ja"), true},
		{"accepted", Column{}, text("Nein"), false},
		{"accepted", Column{}, workbook.Cell{Kind: workbook.Bool, Text: "TRUE", Number: 1}, true},
		{"option", Column{}, text("Vermeiden"), "avoid"},
		{"option", Column{}, text("modify by controls"), "modify"},
		{"option", Column{}, text("2 - Akzeptieren"), "retain"},
		{"effects", Column{}, text("Vertraulichkeit, Verfügbarkeit"), []string{"confidentiality", "availability"}},
		{"effects", Column{}, text("Integrity;\nAvailability"), []string{"integrity", "availability"}},
		{"tags", Column{}, text("a, b; c\n• d"), []string{"a, b", "c", "d"}},
		{"tags", Column{Split: ","}, text("a, b"), []string{"a", "b"}},
		{"assets", Column{}, text("RISK-1;Leitstelle"), []string{"RISK-1", "Leitstelle"}},
		{"actions", Column{}, text("Türen prüfen\nSchlüssel zählen"), []testAction{{What: "Türen prüfen"}, {What: "Schlüssel zählen"}}},
		{"scenario", Column{}, text(" two\r\nlines "), record.Markdown("two\nlines")},
		{"title", Column{}, text("-"), "-"},
		{"title", Column{}, workbook.Cell{Kind: workbook.Number, Number: 0.5, Text: "0.5", Unit: "%"}, "50 %"},
		{"title", Column{}, workbook.Cell{Kind: workbook.Number, Number: 80, Text: "80", Unit: "EUR"}, "80 EUR"},
	}
	for _, c := range cases {
		t.Run(c.field+" "+c.cell.Text, func(t *testing.T) {
			var steps []Step
			if c.field == "consequence" {
				steps = scale
			}
			got, err := readCell(t, c.field, c.column, steps, c.cell)
			if diff := cmp.Diff(c.want, got); diff != "" || err != nil {
				t.Errorf("%v %s", err, diff)
			}
		})
	}
}

func TestWhatACellCannotMeanIsSaidInItsWords(t *testing.T) {
	scale := fiveSteps("Very low", "Low", "Medium", "High", "Very high")
	cases := []struct {
		field  string
		column Column
		cell   workbook.Cell
		want   string
	}{
		{"factor", Column{}, text("1.234"), `"1.234" can be read two ways: say in the mapping whether the column's decimal sign is a comma or a point`},
		{"factor", Column{Decimal: ","}, text("1,234.5"), `"1,234.5" does not fit the rest of the column, whose decimal sign is ","`},
		{"factor", Column{}, text("12.34.567"), `"12.34.567" is no number: its groups of digits aren't of three`},
		{"factor", Column{}, text("viel"), `"viel" is no number`},
		{"consequence", Column{}, text("7"), `"7" is no step of the scale: expected one of 1 Very low, 2 Low, 3 Medium, 4 High, 5 Very high`},
		{"consequence", Column{}, text("riesig"), `"riesig" is no step of the scale: expected one of 1 Very low, 2 Low, 3 Medium, 4 High, 5 Very high`},
		{"consequence", Column{Values: map[string]string{"riesig": ""}}, text("riesig"), `what "riesig" means is not decided: say what it means, or change the cell`},
		{"loss", Column{}, text("1200"), `"1200" names no currency: give the column's unit in the mapping, such as EUR`},
		{"loss", Column{}, text("1,2345 €"), `"1,2345 €" has more decimals than EUR`},
		{"loss", Column{}, text("viel Geld"), `"viel Geld" is no amount: expected a form such as 1.234,56 € or 1200 EUR`},
		{"due", Column{}, text("01/02/2026"), `"01/02/2026" can be read two ways: say in the mapping whether the column's dates are dmy (day first) or mdy (month first)`},
		{"due", Column{Dates: OrderMDY}, text("31/12/2026"), `"31/12/2026" does not fit the rest of the column, whose dates are written month first`},
		{"due", Column{}, text("31.02.2026"), `"31.02.2026" is no day of the calendar`},
		{"due", Column{}, text("Q4 2026"), `"Q4 2026" is no day: expected a date such as 31.12.2026 or 2026-12-31`},
		{"interval", Column{}, text("12"), `"12" has no unit: say in the mapping whether the column is in days, weeks, months or years`},
		{"accepted", Column{}, text("vielleicht"), `"vielleicht" is neither yes nor no`},
		{"option", Column{}, text("abwarten"), `"abwarten" is not one of Modify by controls, Retain, Avoid, Share`},
		{"owner", Column{}, text("Lind; Ito"), `"Lind; Ito" names 2 records where one is expected`},
		{"effects", Column{}, text(strings.Repeat("x;", 2000)), `2000 entries: at most 1000 are kept here`},
		{"assets", Column{}, text(strings.Repeat("x;", 2000)), `2000 entries: at most 1000 are kept here`},
		{"title", Column{}, workbook.Cell{Kind: workbook.Error, Text: "#REF!"}, `the cell holds #REF!: correct it in the file`},
	}
	for _, c := range cases {
		t.Run(c.field+" "+clip(c.cell.Text, 40), func(t *testing.T) {
			var steps []Step
			if c.field == "consequence" {
				steps = scale
			}
			got, err := readCell(t, c.field, c.column, steps, c.cell)
			if fmt.Sprint(err) != c.want {
				t.Errorf("got %v, %v", got, err)
			}
		})
	}
}

func TestSignsForNothingAreBlankExceptInTexts(t *testing.T) {
	kind := testCatalogue(t).Kind("risk")
	for _, sign := range []string{"-", "–", "n/a", "k.A.", "keine", "?"} {
		for _, field := range []string{"due", "owner", "option", "loss", "consequence"} {
			_, ok, err := newReader(kind, newSlot(field, field, kind.Field(field)), Column{}, nil).read(text(sign))
			if ok || err != nil {
				t.Errorf("%s %q: %v %v", field, sign, ok, err)
			}
		}
	}
}

func TestNamesOfPeopleAreBroughtToOneForm(t *testing.T) {
	for written, want := range map[string]string{
		"Mara Lind": "Mara Lind", "Lind, Mara": "Mara Lind", "Frau Dr. Mara Lind (IT)": "Mara Lind", "Lind, Dr. Mara": "Mara Lind",
		"mara.lind@example.org": "Mara Lind", "Hr. Ito": "Ito", "Frank Ito": "Frank Ito", "Mr. T": "T", "(IT)": "(IT)",
	} {
		if got := personName(written); got != want {
			t.Errorf("%s is %q", written, got)
		}
	}
}

func FuzzReadCell(f *testing.F) {
	for _, s := range []string{"1.234,56 €", "31.12.2026 14:30", "4 - hoch", "[{\"what\":\"x\"}]", "alle 2 Jahre", "x, y; z", "-", "(5)", "20261231"} {
		f.Add(s, ",", "dmy", "months")
	}
	kind := testCatalogue(f).Kind("risk")
	steps := fiveSteps("a", "b", "c", "d", "e")
	f.Fuzz(func(t *testing.T, s, decimal, dates, unit string) {
		for _, field := range kind.Fields {
			if field.Is(record.MarkComputed) {
				continue
			}
			r := newReader(kind, newSlot(field.Name, field.Label, field), Column{Decimal: decimal, Dates: dates, Unit: unit}, steps)
			got, ok, err := r.read(text(s))
			if err != nil || !ok || got.value == nil {
				continue
			}
			if err := field.Set(kind.New(), got.value); err != nil {
				t.Errorf("%s reads %q as %T: %v", field.Name, s, got.value, err)
			}
		}
	})
}
