package sheet

import (
	"strings"

	"surety/interop/sheet/workbook"
	"surety/record"
)

// sampleRows is how many rows a proposal looks at.
const sampleRows = 2000

// votes counts how the cells of a column are written.
type votes struct {
	comma, point, either int // decimal signs
	dmy, mdy, ymd, open  int // orders of dates
	firstEither          string
	firstOpen            string
}

// count adds a cell's text.
func (v *votes) number(text string) {
	switch shapeOf(text) {
	case shapeComma:
		v.comma++
	case shapePoint:
		v.point++
	case shapeEither:
		if v.either++; v.either == 1 {
			v.firstEither = text
		}
	}
}

func (v *votes) date(text string) {
	switch orderOf(text) {
	case OrderDMY:
		v.dmy++
	case OrderMDY:
		v.mdy++
	case OrderYMD:
		v.ymd++
	case orderEither:
		if v.open++; v.open == 1 {
			v.firstOpen = text
		}
	}
}

func (v *votes) add(other votes) {
	v.comma += other.comma
	v.point += other.point
	v.dmy += other.dmy
	v.mdy += other.mdy
}

// decimal is the sign that most cells use; "" where none says.
func (v *votes) decimal() string {
	switch {
	case v.comma > v.point:
		return ","
	case v.point > v.comma:
		return "."
	}
	return ""
}

// order is the order that most cells use; "" where none says.
func (v *votes) order() string {
	switch {
	case v.dmy > v.mdy && v.dmy >= v.ymd:
		return OrderDMY
	case v.mdy > v.dmy && v.mdy >= v.ymd:
		return OrderMDY
	case v.ymd > 0 && v.ymd > v.dmy && v.ymd > v.mdy:
		return OrderYMD
	}
	return ""
}

// countColumn counts the votes of a column's cells for a field of a type.
func countColumn(cells []workbook.Cell, t record.Type) votes {
	var v votes
	for _, c := range cells {
		if c.Kind != workbook.Text {
			continue
		}
		switch t {
		case record.TypeDecimal, record.TypePercent, record.TypeInteger:
			v.number(strings.TrimSuffix(strings.TrimSpace(c.Text), "%"))
		case record.TypeMoney:
			if digits, _, _, err := splitAmount(c.Text); err == nil {
				v.number(digits)
			}
		case record.TypeDate, record.TypeInstant:
			v.date(c.Text)
		}
	}
	return v
}

// settle decides the conventions of the mapped columns: each by its own cells,
// else by what the other columns of the table show. What stays open is noted,
// and planned cells that need it are faults.
func (p *proposal) settle() {
	var all votes
	own := make([]votes, len(p.mapping.Columns))
	for i, s := range p.chosen {
		if s != nil && s.field != nil {
			own[i] = countColumn(p.sample[i], s.field.Type)
			all.add(own[i])
		}
	}
	for i := range p.mapping.Columns {
		column, v := &p.mapping.Columns[i], own[i]
		column.Decimal, column.Dates = v.decimal(), v.order()
		if v.either > 0 && column.Decimal == "" {
			column.Decimal = all.decimal()
			p.openNumber(column, v.firstEither)
		}
		if v.open > 0 && (column.Dates == "" || column.Dates == OrderYMD) {
			column.Dates = all.order()
			p.openDate(column, v.firstOpen)
		}
		if v.comma > 0 && v.point > 0 {
			p.note("%s: some numbers use a decimal comma, others a point", column.Header)
		}
		if v.dmy > 0 && v.mdy > 0 {
			p.note("%s: some dates put the day first, others the month", column.Header)
		}
	}
}

// openNumber says how a number is read that can be read two ways.
func (p *proposal) openNumber(column *Column, example string) {
	switch column.Decimal {
	case ",":
		p.note("%s: %q can be read two ways: read with a decimal comma, as in other columns", column.Header, example)
	case ".":
		p.note("%s: %q can be read two ways: read with a decimal point, as in other columns", column.Header, example)
	default:
		p.note("%s: %q can be read two ways: say whether the decimal sign is a comma or a point", column.Header, example)
	}
}

// openDate says how a date is read that can be read two ways.
func (p *proposal) openDate(column *Column, example string) {
	switch column.Dates {
	case OrderDMY:
		p.note("%s: %q can be read two ways: read with the day first, as in other columns", column.Header, example)
	case OrderMDY:
		p.note("%s: %q can be read two ways: read with the month first, as in other columns", column.Header, example)
	default:
		p.note("%s: %q can be read two ways: say whether day or month comes first", column.Header, example)
	}
}

func (p *proposal) note(format string, args ...any) {
	p.mapping.Notes = append(p.mapping.Notes, p.say(format, args...))
}
