package record

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"surety/fault"
)

// Validate finds all that is wrong with a record by its kind: each fault names
// record, field and what was expected. Whether references exist is for the
// store to say.
func (k *Kind) Validate(r *Record) fault.List {
	v := validation{name: r.Name(), faults: nil}
	v.fields(k.Fields, r.Body, "")
	if _, ok := k.Lifecycle.State(r.State); !ok {
		v.report("state", "there is no state %q", r.State)
	}
	if r.Mark != MarkNone && r.Mark != MarkRestricted {
		v.report("mark", "%q is no confidentiality mark: expected none or %q", r.Mark, MarkRestricted)
	}
	if c, ok := r.Body.(Checker); ok {
		c.Check(v.report)
	}
	return v.faults
}

var digestForm = regexp.MustCompile(`^[0-9a-f]{64}$`)

type validation struct {
	name   string
	faults fault.List
}

func (v *validation) report(field, format string, args ...any) {
	v.faults = append(v.faults, fault.At(fault.Invalid, v.name, field, format, args...))
}

func (v *validation) fields(fields []*Field, body any, prefix string) {
	for _, f := range fields {
		name := prefix + f.Name
		if f.Is(MarkRequired) && f.saysNothing(body) {
			v.report(name, "%s is missing", fault.Word(f.Label))
			continue
		}
		if !f.IsSet(body) {
			continue
		}
		if f.Type == TypeRows {
			rows := f.Rows(body)
			if len(rows) > f.Max {
				v.report(name, "%d rows: at most %d are kept here", len(rows), f.Max)
			}
			for i, row := range rows {
				v.fields(f.Row, row, name+"["+strconv.Itoa(i+1)+"].")
			}
			continue
		}
		v.value(f, name, f.Get(body))
	}
}

func (v *validation) value(f *Field, name string, value any) {
	switch value := value.(type) {
	case string:
		v.text(f, name, value)
	case Markdown:
		v.text(f, name, string(value))
	case []string:
		v.count(f, name, len(value))
		for _, text := range value {
			v.text(f, name, text)
		}
	case []Ref:
		v.count(f, name, len(value))
		for i, ref := range value {
			if ref == "" || slicesHas(value[:i], ref) {
				v.report(name, "%s names the same record twice, or nothing", fault.Word(f.Label))
			}
		}
	case Attachment:
		v.attachment(name, value)
	case []Attachment:
		v.count(f, name, len(value))
		for i, a := range value {
			v.attachment(name+"["+strconv.Itoa(i+1)+"]", a)
		}
	case float64:
		v.number(f, name, value)
	case Percent:
		if v.number(f, name, float64(value)) && (value < 0 || value > 100) {
			v.report(name, "%v %% is out of range: expected 0 to 100", float64(value))
		}
	case Date:
		if _, err := ParseDate(string(value)); err != nil {
			v.report(name, "%w", err)
		}
	case Period:
		if _, err := ParsePeriod(string(value)); err != nil {
			v.report(name, "%w", err)
		}
	case Money:
		if _, err := ParseMoney(value.String()); err != nil {
			v.report(name, "%w", err)
		}
	case time.Time:
		if value.Year() < 1900 || value.Year() > 9999 {
			v.report(name, "the year %d can't be meant", value.Year())
		}
	}
}

func slicesHas(refs []Ref, ref Ref) bool {
	for _, r := range refs {
		if r == ref {
			return true
		}
	}
	return false
}

func (v *validation) count(f *Field, name string, n int) {
	if n > f.Max {
		v.report(name, "%d entries: at most %d are kept here", n, f.Max)
	}
}

func (v *validation) number(f *Field, name string, value float64) bool {
	if math.IsNaN(value) || math.IsInf(value, 0) {
		v.report(name, "%s is no finite number", fault.Word(f.Label))
		return false
	}
	return true
}

func (v *validation) text(f *Field, name, value string) {
	if len(f.Options) > 0 {
		if err := f.checkOption(value); err != nil || value == "" {
			v.report(name, "%q is not one of %s", value, f.Values())
		}
		return
	}
	longest := f.Max
	if f.Type == TypeTexts {
		longest = 2000
	}
	if n := utf8.RuneCountInString(value); n > longest {
		v.report(name, "%d characters: at most %d are kept here", n, longest)
	}
	if f.OneLine() && strings.ContainsAny(value, "\r\n\u2028\u2029") {
		v.report(name, "%s is one line: expected no line end in it", fault.Word(f.Label))
	}
	if !IsText(value) {
		v.report(name, "%s holds characters that are no text", fault.Word(f.Label))
	}
}

// longestFileName is the most characters of a file's name: what file systems keep.
const longestFileName = 255

// attachment checks how a file is named; that it is kept is for the store to say.
func (v *validation) attachment(name string, a Attachment) {
	if !digestForm.MatchString(a.Digest) {
		v.report(name+".digest", "%q is no digest of a kept file: expected 64 hexadecimal digits in small letters", clip(a.Digest, 80))
	}
	switch {
	case IsBlank(a.Name):
		v.report(name+".name", "the file has no name")
	case utf8.RuneCountInString(a.Name) > longestFileName:
		v.report(name+".name", "%d characters: a file's name has at most %d", utf8.RuneCountInString(a.Name), longestFileName)
	case !IsText(a.Name) || strings.ContainsAny(a.Name, "\r\n\t/\\"):
		v.report(name+".name", "the file's name holds characters that no name has, such as a line end or a slash")
	}
	if len(a.Media) > longestFileName || !IsText(a.Media) || strings.ContainsAny(a.Media, "\r\n") {
		v.report(name+".media", "it is no media type: expected one such as application/pdf")
	}
}

// clip keeps what a message repeats within a bound.
func clip(text string, most int) string {
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return text
}

// IsText tells that a text is in UTF-8 and without control characters that no
// text needs and that some outputs can't carry.
func IsText(text string) bool {
	return utf8.ValidString(text) && strings.IndexFunc(text, isForbidden) < 0
}

// isForbidden tells control characters that no text needs and that some
// outputs can't carry.
func isForbidden(r rune) bool {
	return unicode.IsControl(r) && r != '\n' && r != '\t' && r != '\r'
}
