package sheet

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"surety/fault"
	"surety/interop/sheet/workbook"
	"surety/record"
)

var (
	dateForm    = regexp.MustCompile(`^(\d{1,4})([./-]|\. ?)(\d{1,2})([./-]|\. ?)(\d{2,4})$`)
	namedForm   = regexp.MustCompile(`^(\d{1,2})[. -]+(\pL+)[. -]+(\d{2,4})$`)
	usNamedForm = regexp.MustCompile(`^(\pL+)\.? (\d{1,2}),? (\d{4})$`)
	compactForm = regexp.MustCompile(`^(19|20)\d{6}$`)
	clockForm   = regexp.MustCompile(`^(.*?)[T ,]+(?:um )?(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(?: Uhr)?$`)
)

// months are known by the first letters of their English and German names.
var months = []struct {
	start string
	month int
}{{"jan", 1}, {"feb", 2}, {"mar", 3}, {"maer", 3}, {"mrz", 3}, {"apr", 4}, {"may", 5}, {"mai", 5}, {"jun", 6}, {"jul", 7},
	{"aug", 8}, {"sep", 9}, {"okt", 10}, {"oct", 10}, {"nov", 11}, {"dez", 12}, {"dec", 12}}

// orderOf tells what a written date says of the order of day and month: one of
// the orders, "either" when both would do, "" when it is no such date.
func orderOf(text string) string {
	first, sign, second, ok := dateParts(text)
	switch {
	case !ok:
		return ""
	case len(first) == 4:
		return OrderYMD
	case sign == ".", number(first) > 12:
		return OrderDMY // points are written between day and month, never the other way round
	case number(second) > 12:
		return OrderMDY
	}
	return orderEither
}

const orderEither = "either"

func dateParts(text string) (first, sign, second string, ok bool) {
	if clock := clockForm.FindStringSubmatch(strings.TrimSpace(text)); clock != nil {
		text = clock[1]
	}
	parts := dateForm.FindStringSubmatch(strings.TrimSpace(text))
	if parts == nil {
		return "", "", "", false
	}
	return parts[1], strings.TrimSpace(parts[2]), parts[3], true
}

func number(digits string) int {
	n, _ := strconv.Atoi(digits) // digits by their form
	return n
}

// parseDate reads a date in any of the forms that registers use. order decides
// where day and month could be exchanged.
func parseDate(text, order string) (record.Date, error) {
	text = strings.TrimSpace(text)
	if date, err := record.ParseDate(text); err == nil {
		return date, nil
	}
	if parts := dateForm.FindStringSubmatch(text); parts != nil {
		return numericDate(text, order, parts)
	}
	if parts := namedForm.FindStringSubmatch(text); parts != nil {
		return dateOf(text, year(parts[3]), monthNamed(parts[2]), number(parts[1]))
	}
	if parts := usNamedForm.FindStringSubmatch(text); parts != nil {
		return dateOf(text, year(parts[3]), monthNamed(parts[1]), number(parts[2]))
	}
	if compactForm.MatchString(text) {
		return dateOf(text, number(text[:4]), number(text[4:6]), number(text[6:]))
	}
	return "", fault.New(fault.Invalid, "%q is no day: expected a date such as 31.12.2026 or 2026-12-31", text)
}

func numericDate(text, order string, parts []string) (record.Date, error) {
	first, second, third := parts[1], parts[3], parts[5]
	said := orderOf(text)
	if said == orderEither {
		said = order
	} else if order != "" && said != order && said != OrderYMD {
		return "", fault.New(fault.Invalid, "%q does not fit the rest of the column, whose dates are written %s", text, orderWords(order))
	}
	switch said {
	case OrderYMD:
		if len(first) < 4 || len(third) > 2 {
			return "", fault.New(fault.Invalid, "%q is no day: expected the year first, as in 2026-12-31", text)
		}
		return dateOf(text, number(first), number(second), number(third))
	case OrderDMY:
		return dateOf(text, year(third), number(second), number(first))
	case OrderMDY:
		return dateOf(text, year(third), number(first), number(second))
	}
	return "", fault.New(fault.Invalid, "%q can be read two ways: say in the mapping whether the column's dates are dmy (day first) or mdy (month first)", text)
}

func orderWords(order string) fault.Word {
	switch order {
	case OrderDMY:
		return fault.Word("day first")
	case OrderMDY:
		return fault.Word("month first")
	}
	return fault.Word("year first")
}

// year completes a year of two digits: registers tell of the years around 2000.
func year(digits string) int {
	n := number(digits)
	switch {
	case len(digits) > 2:
		return n
	case n < 70:
		return 2000 + n
	}
	return 1900 + n
}

func monthNamed(name string) int {
	name = fold(name)
	for _, m := range months {
		if strings.HasPrefix(name, m.start) {
			return m.month
		}
	}
	return 0
}

func dateOf(text string, year, month, day int) (record.Date, error) {
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if t.Day() != day || int(t.Month()) != month || year < 1900 || year > 9999 {
		return "", fault.New(fault.Invalid, "%q is no day of the calendar", text)
	}
	return record.DateOf(t), nil
}

// A bare number in a column of dates is a day number of the spreadsheet
// program when it lies between 1954 and 2119.
const (
	firstSerial = 20_000
	lastSerial  = 80_000
)

// cellInstant reads a cell as a point in time, midnight UTC where it names a
// day only.
func cellInstant(c workbook.Cell, order string) (time.Time, error) {
	if n, err := strconv.ParseFloat(c.Text, 64); err == nil && n >= firstSerial && n <= lastSerial && c.Kind != workbook.Date {
		t, _ := workbook.Serial(n)
		return t, nil
	}
	text := strings.TrimSpace(c.Text)
	if t, err := time.Parse(time.RFC3339Nano, text); err == nil {
		return t.UTC(), nil
	}
	clock := time.Duration(0)
	if parts := clockForm.FindStringSubmatch(text); parts != nil {
		hour, minute, second := number(parts[2]), number(parts[3]), number(parts[4])
		if hour > 23 || minute > 59 || second > 59 {
			return time.Time{}, fault.New(fault.Invalid, "%q is no time of day", text)
		}
		text, clock = parts[1], time.Duration(hour)*time.Hour+time.Duration(minute)*time.Minute+time.Duration(second)*time.Second
	}
	date, err := parseDate(text, order)
	if err != nil {
		return time.Time{}, err
	}
	return date.Time().Add(clock), nil
}
