package workbook

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"

	"surety/record"
)

// format is what a number format says of the numbers shown through it.
type format struct {
	date, clock bool
	unit        string // "%" or an ISO 4217 currency
	prefix      string // of an identifier such as "R-"000
	digits      int    // it is padded to; 0 when the format is none of an identifier
}

// builtinFormat is one of the formats that files name by number only
// (ECMA-376 part 1, 18.8.30). Currencies among them depend on the reader's
// country and so say nothing.
func builtinFormat(id int) format {
	switch {
	case id >= 14 && id <= 17, id >= 27 && id <= 31, id == 36, id >= 50 && id <= 54, id == 57, id == 58:
		return format{date: true}
	case id == 22:
		return format{date: true, clock: true}
	case id >= 18 && id <= 21, id >= 32 && id <= 35, id >= 45 && id <= 47, id == 55, id == 56:
		return format{clock: true}
	case id == 9, id == 10:
		return format{unit: "%"}
	}
	return format{}
}

var (
	literalForm    = regexp.MustCompile(`"[^"]*"|\\.|_.|\*.|\[[^\]]*\]`)
	identifierForm = regexp.MustCompile(`^(?:"([^"]*)")?(0{2,15})$`)
)

// parseFormat reads a format code such as dd.mm.yyyy or #,##0.00 "€".
func parseFormat(code string) format {
	code, _, _ = strings.Cut(code, ";") // the section for positive numbers; a literal semicolon in it is rare and harmless
	if groups := identifierForm.FindStringSubmatch(code); groups != nil {
		return format{prefix: groups[1], digits: len(groups[2])}
	}
	var f format
	bare := literalForm.ReplaceAllStringFunc(code, func(literal string) string {
		content := strings.Trim(literal, `"[]\`)
		switch strings.ToLower(content) {
		case "h", "hh", "m", "mm", "s", "ss":
			if literal[0] == '[' { // elapsed time: a number of hours, no date
				f.clock = true
			}
		}
		if literal[0] == '[' {
			content, _, _ = strings.Cut(strings.TrimPrefix(content, "$"), "-")
		}
		if code, ok := record.Currency(content); ok {
			f.unit = code
		}
		return " "
	})
	bare = strings.ToLower(bare)
	f.clock = f.clock || strings.ContainsAny(bare, "hs")
	f.date = strings.ContainsAny(bare, "yd") || strings.Contains(bare, "m") && !f.clock
	if strings.Contains(bare, "general") {
		return format{unit: f.unit}
	}
	if f.unit == "" {
		f.unit = bareUnit(bare)
	}
	return f
}

func bareUnit(bare string) string {
	if strings.Contains(bare, "%") {
		return "%"
	}
	code, _ := record.Currency(strings.Trim(bare, "#,.0 -?"))
	return code
}

// cell makes a cell of a number shown through the format.
func (f format) cell(number float64, date1904 bool) Cell {
	if f.date || f.clock {
		if t, ok := serial(number, date1904); ok && f.date {
			layout := "2006-01-02"
			if f.clock {
				layout += "T15:04:05"
			}
			return Cell{Kind: Date, Text: t.Format(layout), Number: number}
		} else if ok && number < 1 {
			return Cell{Kind: Text, Text: t.Format("15:04")}
		}
	}
	text := strconv.FormatFloat(number, 'g', 15, 64)
	if strings.ContainsAny(text, "e") {
		short, _ := strconv.ParseFloat(text, 64) // digits that were just written
		text = strconv.FormatFloat(short, 'f', -1, 64)
	}
	if f.digits > 0 && number >= 0 && number == math.Trunc(number) {
		text = f.prefix + strings.Repeat("0", max(0, f.digits-len(text))) + text
		return Cell{Kind: Text, Text: text, Number: number}
	}
	return Cell{Kind: Number, Text: text, Number: number, Unit: f.unit}
}

// lastSerial is 9999-12-31, the last day that spreadsheet programs know.
const lastSerial = 2958465

// Serial turns a day number of the 1900 date system into the time it means:
// 46387 is 2026-12-31, fractions are the time of day to the second.
func Serial(number float64) (time.Time, bool) { return serial(number, false) }

// serial knows both date systems (ECMA-376 part 1, 18.17.4.1). The 1900 one
// counts a 29 February 1900 that never was, so days before it are off by one.
func serial(number float64, date1904 bool) (time.Time, bool) {
	if number < 0 || number >= lastSerial+1 || number != number {
		return time.Time{}, false
	}
	base := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	if date1904 {
		base = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	} else if number < 60 {
		base = base.AddDate(0, 0, 1)
	}
	days := math.Floor(number)
	seconds := math.Round((number - days) * 86400)
	return base.AddDate(0, 0, int(days)).Add(time.Duration(seconds) * time.Second), true
}
