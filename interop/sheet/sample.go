package sheet

import (
	"fmt"
	"io"
	"slices"
	"time"

	"surety/fault"
	"surety/language"
	"surety/record"
)

// exampleRows is how many rows a sample file has.
const exampleRows = 2

// WriteSample writes a workbook to begin an import of the kind with: its columns,
// and rows that show what goes into each. All of it is made from the declaration;
// what can't be shown by an example, such as whom a record refers to, stays empty.
func WriteSample(kind *record.Kind, today record.Date, r language.Reader, w io.Writer) error {
	x := &Export{Kind: kind, Reader: r, Sample: true, Key: func(ref record.Ref) string { return string(ref) }}
	for i := range exampleRows {
		body := kind.New()
		for _, f := range kind.Fields {
			if value := exampleValue(f, i, today, r); value != nil {
				if err := f.Set(body, value); err != nil {
					return err
				}
			}
		}
		rec := &record.Record{Kind: kind, State: kind.Lifecycle.Initial(), Body: body}
		if err := mendExample(rec, i); err != nil {
			return err
		}
		x.Records = append(x.Records, rec)
	}
	return x.WriteXLSX(w)
}

// mendExample takes back the examples that the kind's own rules refuse; what must
// be there as a name for machines gets one.
func mendExample(rec *record.Record, row int) error {
	for _, f := range rec.Kind.Fields {
		if !slices.ContainsFunc(rec.Kind.Validate(rec), func(e *fault.Error) bool { return e.Field == f.Name }) {
			continue
		}
		var value any
		if f.Is(record.MarkRequired) && f.Type == record.TypeText {
			value = fmt.Sprintf("example_%d", row+1)
		}
		if err := f.Set(rec.Body, value); err != nil {
			return err
		}
	}
	return nil
}

// inSample tells whether a field is a column of a sample: what people write in a
// cell, not what is computed, attached or a table of its own.
func inSample(f *record.Field) bool {
	switch f.Type {
	case record.TypeRows, record.TypeAttachment, record.TypeAttachments:
		return false
	}
	return !f.Is(record.MarkComputed)
}

// exampleValue is what the sample's row shows for a field; nil: nothing.
func exampleValue(f *record.Field, row int, today record.Date, r language.Reader) any {
	if !inSample(f) {
		return nil
	}
	option := func() string { return f.Options[min(row, len(f.Options)-1)].Value }
	switch f.Type {
	case record.TypeText:
		text := r.Say("Example %d: %s", row+1, r.Say(f.Label))
		if len(text) > f.Max {
			return fmt.Sprint(row + 1)
		}
		return text
	case record.TypeMarkdown:
		if f.Help != "" {
			return record.Markdown(r.Say("Example: %s", r.Say(f.Help)))
		}
		return record.Markdown(r.Say("Example %d: %s", row+1, r.Say(f.Label)))
	case record.TypeTexts:
		return []string{r.Say("first"), r.Say("second")}
	case record.TypeEnum:
		return option()
	case record.TypeEnums:
		return []string{option()}
	case record.TypeBool:
		return row == 0
	case record.TypeInteger:
		return row + 1
	case record.TypeDecimal:
		return float64(row) + 0.5
	case record.TypePercent:
		return record.Percent(25 * (row + 1))
	case record.TypeDate:
		return today
	case record.TypeInstant:
		return today.Time().Add(9 * time.Hour)
	case record.TypePeriod:
		return record.Period("P12M")
	case record.TypeMoney:
		return record.Money{Minor: 100_000 * int64(row+1), Currency: "EUR"}
	}
	return nil
}
