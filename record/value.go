package record

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"surety/fault"
)

// ID identifies a record for ever: a UUIDv7 in its text form. People see the
// key instead.
type ID string

// Ref refers to a record by its ID. In files and requests a key such as
// RISK-0042 may stand in its place; the door to the ISMS resolves it.
type Ref string

// ID is the identity that the reference points to.
func (r Ref) ID() ID { return ID(r) }

// Markdown is a text written in Markdown (CommonMark).
type Markdown string

// Percent is a percentage, 0 to 100.
type Percent float64

// Date is a calendar day in ISO 8601 form, "2026-11-24"; empty means none.
// As text it sorts by time.
type Date string

const dateForm = "2006-01-02"

// ParseDate reads an ISO 8601 calendar date.
func ParseDate(text string) (Date, error) {
	if text == "" {
		return "", nil
	}
	if _, err := time.Parse(dateForm, text); err != nil {
		return "", fault.New(fault.Invalid, "%q is no date: expected the form 2026-11-24", text)
	}
	return Date(text), nil
}

// DateOf is the calendar day of an instant in its own location.
func DateOf(t time.Time) Date { return Date(t.Format(dateForm)) }

// Time is midnight UTC of the day; the zero time when the date is empty or no date.
func (d Date) Time() time.Time {
	t, err := time.Parse(dateForm, string(d))
	if err != nil {
		return time.Time{}
	}
	return t
}

// End is the last instant of the day where a time zone is kept.
func (d Date) End(zone *time.Location) time.Time {
	t := d.Time()
	return time.Date(t.Year(), t.Month(), t.Day()+1, 0, 0, 0, 0, zone).Add(-time.Nanosecond)
}

// IsZero tells that no date is set.
func (d Date) IsZero() bool { return d == "" }

// AddDays moves the date by days; an empty date stays empty.
func (d Date) AddDays(days int) Date {
	if d == "" {
		return d
	}
	return DateOf(d.Time().AddDate(0, 0, days))
}

// Add moves the date forward by a period; an empty date stays empty.
func (d Date) Add(p Period) Date {
	if d == "" {
		return d
	}
	years, months, days := p.Parts()
	return DateOf(d.Time().AddDate(years, months, days))
}

// Period is a span of the calendar in ISO 8601 form: years, months, weeks and
// days, such as "P1Y", "P6M", "P2W" or "P1M14D"; empty means none.
type Period string

var periodForm = regexp.MustCompile(`^P(?:(\d{1,3})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,5})D)?$`)

// ParsePeriod reads an ISO 8601 period of years, months, weeks and days.
func ParsePeriod(text string) (Period, error) {
	if text == "" {
		return "", nil
	}
	if text == "P" || !periodForm.MatchString(text) {
		return "", fault.New(fault.Invalid, "%q is no period: expected a form such as P12M, P1Y or P14D", text)
	}
	return Period(text), nil
}

// IsZero tells that no period is set.
func (p Period) IsZero() bool { return p == "" }

// Parts are the years, months and days of the period; a week is seven days.
func (p Period) Parts() (years, months, days int) {
	groups := periodForm.FindStringSubmatch(string(p))
	if groups == nil {
		return 0, 0, 0
	}
	number := func(i int) int {
		n, _ := strconv.Atoi(groups[i]) // the form allows digits only, or nothing
		return n
	}
	return number(1), number(2), 7*number(3) + number(4)
}

// Words says the period as people do: "12 months".
func (p Period) Words() string {
	years, months, days := p.Parts()
	var words []string
	for _, part := range []struct {
		n    int
		unit string
	}{{years, "year"}, {months, "month"}, {days, "day"}} {
		switch part.n {
		case 0:
		case 1:
			words = append(words, "1 "+part.unit)
		default:
			words = append(words, fmt.Sprintf("%d %ss", part.n, part.unit))
		}
	}
	return strings.Join(words, " ")
}

// Attachment names a file that is kept by its digest.
type Attachment struct {
	Digest string `json:"digest"` // SHA-256, hexadecimal
	Name   string `json:"name"`
	Media  string `json:"media"`
	Size   int64  `json:"size"`
}

// IsZero tells that no file is attached.
func (a Attachment) IsZero() bool { return a.Digest == "" }

// Approval is one person's approval of a record's content as it was.
// It counts while Basis is the content's digest; an edit voids it. One that an
// import asserts has no basis and counts for nothing, until the person named
// confirms it, which ends that it is only asserted, or evidence is put to it.
type Approval struct {
	By        Ref       `json:"by" label:"Approved by" to:"person" is:"required"`
	At        time.Time `json:"at" label:"On" is:"required"`
	Basis     string    `json:"basis,omitzero" label:"Digest of what was approved" max:"64"`
	Version   string    `json:"version,omitzero" label:"Version"`
	Asserted  bool      `json:"asserted,omitzero" label:"Only asserted" help:"Came with an import; counts for nothing until the person named confirms it, or evidence with a file shows it."`
	Confirmed time.Time `json:"confirmed,omitzero" label:"Confirmed on" help:"When the person named confirmed what an import had asserted."`
	Evidence  Ref       `json:"evidence,omitzero" label:"Shown by evidence" to:"evidence" help:"What shows an approval that is only asserted."`
	Note      string    `json:"note,omitzero" label:"Note" max:"2000"`
}

// CountsFor tells whether the approval counts for content of a digest.
func (a Approval) CountsFor(digest string) bool {
	return a.By != "" && a.Basis == digest && (!a.Asserted || a.Evidence != "")
}
