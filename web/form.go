package web

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/a-h/templ"

	"surety/app"
	"surety/fault"
	"surety/language"
	"surety/record"
	"surety/web/components"
)

// form is a record's form as it is being filled in: texts by input name, so
// that what was typed is kept whatever it was.
type form struct {
	Kind   *record.Kind
	Key    string // empty for a new record
	Base   int
	To     string // where saving leads; empty: to the record
	Start  string // the body that it begins with, if one was chosen
	Offer  string // the offer of the guided way that it is made of; empty: none
	System string // the management system to which that offer was made
	Once   string // names this form, so that sending it twice does nothing twice
	Texts  map[string]string
	Counts map[string]int // rows of each field of rows
	Faults map[string]string
	Other  []string // faults that belong to no input
	Custom []app.CustomField
	Titles map[string]string // titles of keys, shown beside references
	Stale  *staleView
	// Restored says which value of an earlier revision was filled in.
	Restored string
}

// staleView shows what somebody else changed in the meantime.
type staleView struct {
	Revision int
	Changes  []staleChange
}

type staleChange struct{ Label, Theirs, Yours string }

func newForm(kind *record.Kind) *form {
	return &form{Kind: kind, Texts: map[string]string{}, Counts: map[string]int{}, Faults: map[string]string{}, Titles: map[string]string{}}
}

// fill puts a record's values into the form, references as keys.
func (f *form) fill(r language.Reader, rec *record.Record, names app.Names) {
	f.Key, f.Base = rec.Key, rec.Revision
	for id, n := range names {
		if n.Key != "" {
			f.Titles[n.Key] = n.Title
		} else {
			f.Titles[string(id)] = n.Title
		}
	}
	for _, field := range f.Fields() {
		f.fillField(r, field, field.Name, rec.Body, names)
		if field.Type != record.TypeRows {
			continue
		}
		rows := field.Rows(rec.Body)
		f.Counts[field.Name] = len(rows)
		for i, row := range rows {
			for _, rf := range field.Row {
				f.fillField(r, rf, rowName(field, i, rf), row, names)
			}
		}
	}
	f.Texts["mark"] = rec.Mark
	f.Texts["readers"] = refsText(rec.Readers, names)
	for name, value := range rec.Custom {
		f.Texts["custom."+name] = fmt.Sprint(value)
	}
}

func (f *form) fillField(r language.Reader, field *record.Field, name string, body any, names app.Names) {
	switch field.Type {
	case record.TypeRef, record.TypeRefs:
		f.Texts[name] = refsText(field.Refs(body), names)
	case record.TypeTexts, record.TypeEnums:
		f.Texts[name] = strings.ReplaceAll(field.Text(body), "; ", "\n")
	case record.TypePeriod:
		if field.IsSet(body) {
			f.Texts[name] = r.Period(field.Get(body).(record.Period).Parts())
		}
	case record.TypeInteger, record.TypeDecimal, record.TypePercent:
		if field.IsSet(body) {
			f.Texts[name] = field.Text(body)
		}
	case record.TypeMoney:
		f.Texts[name] = names.Said(r, field, body)
	case record.TypeAttachment, record.TypeAttachments:
		var lines []string
		for _, a := range field.Attachments(body) {
			lines = append(lines, attachmentText(a))
		}
		f.Texts[name] = strings.Join(lines, "\n")
	case record.TypeInstant:
		if at := field.Get(body).(time.Time); !at.IsZero() {
			f.Texts[name] = at.In(r.Zone()).Format(instantInput)
		}
	default:
		f.Texts[name] = field.Text(body)
	}
}

// instantInput is how a browser gives and takes a day with its time, in the zone
// of whoever reads it.
const instantInput = "2006-01-02T15:04"

// parseInstant reads an instant as the browser gives it; what was typed where it
// offers no calendar is read in its canonical form.
func parseInstant(r language.Reader, field *record.Field, text string) (any, error) {
	if at, err := time.ParseInLocation(instantInput, text, r.Zone()); err == nil {
		return at.UTC(), nil
	}
	return field.Parse(text)
}

func refsText(refs []record.Ref, names app.Names) string {
	keys := make([]string, len(refs))
	for i, ref := range refs {
		keys[i] = string(ref)
		if n, ok := names[ref.ID()]; ok && n.Key != "" {
			keys[i] = n.Key
		}
	}
	return strings.Join(keys, "; ")
}

func rowName(field *record.Field, i int, rf *record.Field) string {
	return field.Name + "." + strconv.Itoa(i) + "." + rf.Name
}

// Fields are the fields that people fill in.
func (f *form) Fields() []*record.Field {
	var fields []*record.Field
	for _, field := range f.Kind.Fields {
		if !field.Is(record.MarkComputed) {
			fields = append(fields, field)
		}
	}
	return fields
}

// Rows counts up to how many rows of a field the form shows.
func (f *form) Rows(field *record.Field) []int {
	list := make([]int, f.Counts[field.Name])
	for i := range list {
		list[i] = i
	}
	return list
}

// read takes what was sent; it carries out the buttons that add and remove
// rows and tells whether one of them was meant.
func (f *form) read(values url.Values) (rowButton bool) {
	for name, list := range values {
		f.Texts[name] = strings.ReplaceAll(strings.Join(list, "\n"), "\r\n", "\n")
	}
	for _, field := range f.Fields() {
		if field.Type == record.TypeRows {
			n, err := strconv.Atoi(values.Get("count." + field.Name))
			if err != nil || n < 0 || n > field.Max {
				n = 0
			}
			f.Counts[field.Name] = n
		}
		if field.Type == record.TypeBool || field.Type == record.TypeEnums { // unticked boxes are not sent
			if _, sent := values[field.Name]; !sent {
				f.Texts[field.Name] = ""
			}
		}
	}
	f.To, f.Once = values.Get("to"), values.Get("once")
	f.Offer, f.System = values.Get("offer"), values.Get("of-system")
	f.dropFiles(values)
	act, name, _ := strings.Cut(values.Get("row"), ":")
	field := f.Kind.Field(strings.Split(name, ":")[0])
	if field == nil || field.Type != record.TypeRows {
		return false
	}
	switch act {
	case "add":
		if f.Counts[field.Name] < field.Max {
			f.Counts[field.Name]++
		}
	case "remove":
		_, index, _ := strings.Cut(name, ":")
		if i, err := strconv.Atoi(index); err == nil {
			f.removeRow(field, i)
		}
	}
	return true
}

func (f *form) removeRow(field *record.Field, i int) {
	n := f.Counts[field.Name]
	if i < 0 || i >= n {
		return
	}
	for ; i < n-1; i++ {
		for _, rf := range field.Row {
			f.Texts[rowName(field, i, rf)] = f.Texts[rowName(field, i+1, rf)]
		}
	}
	for _, rf := range field.Row {
		delete(f.Texts, rowName(field, n-1, rf))
	}
	f.Counts[field.Name]--
}

// body makes a body of the texts; what can't be read is told at its input.
func (f *form) body(r language.Reader) any {
	body := f.Kind.New()
	for _, field := range f.Fields() {
		if field.Type != record.TypeRows {
			f.parse(r, field, field.Name, body)
			continue
		}
		for _, i := range f.Rows(field) {
			if f.blankRow(field, i) {
				continue
			}
			row := field.AppendRow(body)
			for _, rf := range field.Row {
				f.parse(r, rf, rowName(field, i, rf), row)
			}
		}
	}
	return body
}

func (f *form) blankRow(field *record.Field, i int) bool {
	for _, rf := range field.Row {
		if strings.TrimSpace(f.Texts[rowName(field, i, rf)]) != "" {
			return false
		}
	}
	return true
}

func (f *form) parse(r language.Reader, field *record.Field, name string, body any) {
	text := f.Texts[name]
	var value any
	var err error
	switch field.Type {
	case record.TypeAttachment, record.TypeAttachments:
		value, err = parseAttachments(field, text)
	case record.TypePeriod:
		value, err = parsePeriod(text)
	case record.TypeInstant:
		value, err = parseInstant(r, field, text)
	case record.TypeMoney:
		value, err = parseAmount(r, text)
	case record.TypeRef:
		value = record.Ref(firstWord(text))
	case record.TypeRefs:
		value = parseRefs(text)
	default:
		value, err = field.Parse(text)
	}
	if err == nil {
		err = field.Set(body, value)
	}
	if err != nil {
		f.Faults[name] = faultWords(r, err)
	}
}

// faultWords is what is wrong with a value that can't be read.
func faultWords(r language.Reader, err error) string {
	if e := told(err); e != nil {
		return e.Said(r.Say)
	}
	return err.Error()
}

// custom gathers the organization's own fields.
func (f *form) custom() map[string]any {
	values := map[string]any{}
	for _, c := range f.Custom {
		if text := strings.TrimSpace(f.Texts["custom."+c.Name]); text != "" {
			values[c.Name] = text
		}
	}
	return values
}

func (f *form) readers() []record.Ref { return parseRefs(f.Texts["readers"]) }

// take puts the faults of a refused write at their inputs; false: it is an
// error of another kind.
func (f *form) take(r language.Reader, err error) bool {
	faults, ok := errors.AsType[fault.List](err)
	if !ok {
		one := told(err)
		if one == nil || one.Kind != fault.Invalid {
			return false
		}
		faults = fault.List{one}
	}
	for _, e := range faults {
		name := strings.NewReplacer("[", ".", "]", "").Replace(e.Field)
		if i := strings.IndexByte(e.Field, '['); i > 0 { // rows are counted from 1 for people
			var n int
			var rest string
			if _, err := fmt.Sscanf(e.Field[i:], "[%d].%s", &n, &rest); err == nil {
				name = fmt.Sprintf("%s.%d.%s", e.Field[:i], n-1, rest)
			}
		}
		if _, there := f.Texts[name]; there || f.Kind.Field(name) != nil {
			f.Faults[name] = e.Said(r.Say)
		} else {
			f.Other = append(f.Other, strings.TrimSpace(e.Field+" "+e.Said(r.Say)))
		}
	}
	return true
}

// Messages lists all faults for the head of the form.
func (f *form) Messages(r language.Reader) []components.Fault {
	list := components.Told(f.Other)
	add := func(name, label string) {
		if m := f.Faults[name]; m != "" {
			list = append(list, components.Fault{Text: label + ": " + m, Input: name})
		}
	}
	for _, field := range f.Fields() {
		add(field.Name, r.Say(field.Label))
		for _, i := range f.Rows(field) {
			for _, rf := range field.Row {
				add(rowName(field, i, rf), r.Say("%s, row %d, %s", r.Say(field.Label), i+1, r.Say(rf.Label)))
			}
		}
	}
	for _, c := range f.Custom {
		add("custom."+c.Name, c.Label)
	}
	return list
}

// computed is what a cell that people don't fill in says.
func (f *form) computed(r language.Reader, field *record.Field, name string) string {
	text := f.Texts[name]
	switch field.Type {
	case record.TypeInstant:
		if at, err := parseInstant(r, field, text); err == nil {
			return r.Instant(at.(time.Time))
		}
	case record.TypeRef:
		return f.called(text)
	}
	return text
}

func hasLine(text, line string) bool {
	return slices.Contains(strings.Split(text, "\n"), line)
}

// wrong ties an input to what is wrong with it.
func (f *form) wrong(name string) templ.Attributes {
	if f.Faults[name] == "" {
		return nil
	}
	return templ.Attributes{"aria-invalid": "true", "aria-describedby": name + ".fault"}
}

// described ties an input to its help and to what is wrong with it.
func (f *form) described(field *record.Field, name string) templ.Attributes {
	attributes := templ.Attributes{}
	var ids []string
	if f.Faults[name] != "" {
		ids = append(ids, name+".fault")
		attributes["aria-invalid"] = "true"
	}
	if field.Help != "" && name == field.Name {
		ids = append(ids, name+".help")
	}
	if len(ids) > 0 {
		attributes["aria-describedby"] = strings.Join(ids, " ")
	}
	return attributes
}

// around is what stands around a field's input.
func (f *form) around(r language.Reader, field *record.Field, name string) components.Field {
	return components.Field{Name: name, Label: r.Say(field.Label), Clause: field.Clause, Help: r.Say(field.Help), Fault: f.Faults[name], Required: field.Is(record.MarkRequired), Wide: needsRoom(field)}
}

// needsRoom tells whether a field's input takes the whole width of a form.
func needsRoom(f *record.Field) bool {
	switch f.Type {
	case record.TypeMarkdown, record.TypeTexts, record.TypeRefs, record.TypeAttachment, record.TypeAttachments:
		return true
	case record.TypeText:
		return !f.OneLine() || f.Is(record.MarkTitle)
	}
	return false
}
