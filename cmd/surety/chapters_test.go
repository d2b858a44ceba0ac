package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"io"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"go.yaml.in/yaml/v4"

	"surety/interop/sheet"
	"surety/isms"
	"surety/language"
	"surety/record"
)

// act is one thing that somebody does in the chapters of testdata/cycle: a new
// record, an edit, a move, or one of those that a Statement of Applicability takes.
type act struct {
	As   string         `yaml:"as"`
	New  string         `yaml:"new"`  // kind
	Name string         `yaml:"name"` // by which later acts refer to it, as @name
	Edit string         `yaml:"edit"` // name
	Move string         `yaml:"move"` // transition
	Of   string         `yaml:"of"`   // name
	With map[string]any `yaml:"with"`

	Account    string   `yaml:"account"` // name of the person who gets one
	Roles      []string `yaml:"roles"`
	Statement  string   `yaml:"statement"` // is begun, with a row for each control
	Rows       string   `yaml:"rows"`      // of it are decided
	PutForward string   `yaml:"put_forward"`
	Release    string   `yaml:"release"`

	Judge  string   `yaml:"judge"` // requirement that holds
	Reason string   `yaml:"reason"`
	Saw    []string `yaml:"saw"` // names
}

// row is a record as somebody gives it: what its fields are to be. One without a
// key is new.
type row struct {
	As, Key string
	Fields  map[string]any
}

// door is a way by which people come to the ISMS. What fails ends the test.
type door interface {
	// put brings records of a kind, in this order.
	put(kind *record.Kind, rows []row)
	// fill opens a page, fills in one of its forms, named as CSS does, and sends it.
	fill(as, path, form string, with map[string]string)
	// account lets a person in.
	account(login, person string, roles []string)
	// keysOf are the keys of all records of a kind, in their order.
	keysOf(kind string) []string
}

// walk brings Harbour Lab through the chapters by a door.
type walk struct {
	door
	catalogue *record.Catalogue
	fails     interface{ Fatalf(string, ...any) }
	today     time.Time
	keys      map[string]string // of records, by name
	waiting   map[string][]act  // new records that nothing has needed yet, by kind
}

func newWalk(d door, fails interface{ Fatalf(string, ...any) }, today time.Time) *walk {
	catalogue, err := (&commands{kinds: isms.Kinds()}).catalogue()
	if err != nil {
		fails.Fatalf("%v", err)
	}
	w := &walk{door: d, catalogue: catalogue, fails: fails, today: today, keys: map[string]string{}, waiting: map[string][]act{}}
	for name, kind := range map[string]string{"organization": "organization", "isms": "management_system", "mara": "person"} {
		w.keys[name] = d.keysOf(kind)[0]
	}
	return w
}

// chapter carries out what a file says.
func (w *walk) chapter(name string) {
	text, err := os.ReadFile(filepath.Join("testdata", "cycle", name+".yaml"))
	if err != nil {
		w.fails.Fatalf("%v", err)
	}
	var acts []act
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	decoder.KnownFields(true)
	if err := decoder.Decode(&acts); err != nil {
		w.fails.Fatalf("%s: %v", name, err)
	}
	for _, a := range acts {
		w.do(a)
	}
	for _, kind := range slices.Sorted(maps.Keys(w.waiting)) {
		w.flush(kind)
	}
}

// own are the kinds by which people say something of their own, each on a page of
// its own.
var own = map[string]bool{"acceptance": true, "acknowledgement": true}

func (w *walk) do(a act) {
	w.need(a)
	switch {
	case own[a.New]:
		w.say(a)
	case a.New != "":
		w.waiting[a.New] = append(w.waiting[a.New], a)
	case a.Edit != "":
		key := w.key(a.Edit)
		w.put(w.kindOf(key), []row{{a.As, key, w.resolve(a.With).(map[string]any)}})
	case a.Move != "":
		w.fill(a.As, "/"+w.key(a.Of), "form[action$='/move/"+a.Move+"']", nil)
	case a.Account != "":
		w.account(a.Account+"@harbour.example", w.key(a.Account), a.Roles)
	case a.Judge != "":
		w.judge(a)
	default:
		w.statement(a)
	}
}

// need brings what an act refers to and was not brought yet, and what refers to the
// record that it moves or changes. What is new waits as long as it can, so that much
// of a kind comes together.
func (w *walk) need(a act) {
	names := append([]string{a.Edit, a.Of, a.Account}, a.Saw...)
	names = append(names, namesIn(a.With)...)
	for kind, acts := range w.waiting {
		if slices.ContainsFunc(acts, func(one act) bool {
			about := namesIn(one.With)
			return slices.Contains(names, one.Name) || slices.Contains(about, a.Of) || slices.Contains(about, a.Edit)
		}) {
			w.flush(kind)
		}
	}
}

func namesIn(value any) []string {
	var names []string
	switch v := value.(type) {
	case map[string]any:
		for _, inner := range v {
			names = append(names, namesIn(inner)...)
		}
	case []any:
		for _, inner := range v {
			names = append(names, namesIn(inner)...)
		}
	case string:
		if name, ok := strings.CutPrefix(v, "@"); ok {
			return []string{name}
		}
	}
	return names
}

func (w *walk) flush(kind string) {
	acts := w.waiting[kind]
	delete(w.waiting, kind)
	var rows []row
	for _, a := range acts {
		rows = append(rows, row{As: a.As, Fields: w.resolve(a.With).(map[string]any)})
	}
	before := w.keysOf(kind)
	w.put(w.catalogue.Kind(kind), rows)
	made := w.keysOf(kind)[len(before):]
	if len(made) != len(acts) {
		w.fails.Fatalf("of %d records of %s there are %v", len(acts), kind, made)
	}
	for i, a := range acts {
		w.keys[a.Name] = made[i]
	}
}

// say says something in one's own name, where the page for it is.
func (w *walk) say(a act) {
	with := w.resolve(a.With).(map[string]any)
	text := func(name string) string { s, _ := with[name].(string); return s }
	before := len(w.keysOf(a.New))
	if a.New == "acknowledgement" {
		w.fill(a.As, "/"+text("document")+"/read", "form[action$='/acknowledge']", nil)
	} else {
		w.fill(a.As, "/new/acceptance?risk="+text("risk")+"&by="+text("by"), "form.record", map[string]string{"expires": text("expires"), "reason": text("reason")})
	}
	w.keys[a.Name] = w.keysOf(a.New)[before]
}

// judge says that a requirement holds, by what was seen.
func (w *walk) judge(a act) {
	var saw []string
	for _, name := range a.Saw {
		saw = append(saw, w.key(name))
	}
	before := len(w.keysOf("judgement"))
	w.fill(a.As, "/conformity/iso27001/"+a.Judge, "#judge", map[string]string{"until": w.resolve("+10m").(string), "reason": a.Reason, "saw": strings.Join(saw, ", ")})
	w.keys["judgement "+a.Judge] = w.keysOf("judgement")[before]
}

// leftOut are the controls that the laboratory does without, and why.
var leftOut = map[string]string{
	"A.8.4":  "Nobody writes programs here.",
	"A.8.25": "Nobody writes programs here.",
	"A.8.28": "Nobody writes programs here.",
	"A.8.30": "Nobody writes programs for us.",
}

// statement does what only a Statement of Applicability takes.
func (w *walk) statement(a act) {
	switch {
	case a.Statement != "":
		w.fill(a.As, "/begin-soa", "form[action='/begin-soa']", map[string]string{"title": a.With["title"].(string), "version": a.With["version"].(string)})
		w.keys[a.Statement] = w.keysOf("soa")[0]
		w.do(act{As: a.As, Edit: a.Statement, With: map[string]any{"owner": a.With["owner"]}})
	case a.Rows != "":
		w.decide(a)
	case a.PutForward != "":
		w.fill(a.As, "/"+w.key(a.PutForward), "form[action$='/put-forward']", nil)
	case a.Release != "":
		w.fill(a.As, "/"+w.key(a.Release), "form[action$='/release']", nil)
	default:
		w.fails.Fatalf("%+v does nothing", a)
	}
}

// decide decides on each row of the statement. Its rows stand in the standard's
// order.
func (w *walk) decide(a act) {
	theme := []struct {
		clause   string
		controls int
		by       string
	}{{"5", 37, "@organized"}, {"6", 8, "@people"}, {"7", 14, "@places"}, {"8", 34, "@backup"}}
	keys, rows := w.keysOf("soa_row"), []row{}
	for _, t := range theme {
		for n := range t.controls {
			id := "A." + t.clause + "." + strconv.Itoa(n+1)
			key := keys[len(rows)]
			w.keys["row "+id] = key
			with := map[string]any{"included": "yes", "compared": "today", "status": "implemented", "owner": "@jonas", "risks": []any{"@loss"}, "reason": "Part of working securely here.", "controls": []any{t.by}}
			if why := leftOut[id]; why != "" {
				with = map[string]any{"included": "no", "compared": "today", "exclusion_reason": why}
			}
			w.need(act{With: with})
			rows = append(rows, row{a.As, key, w.resolve(with).(map[string]any)})
		}
	}
	w.put(w.catalogue.Kind("soa_row"), rows)
}

// rows are the keys of the rows that are included.
func (w *walk) rows() []any {
	var keys []any
	for name, key := range w.keys {
		if id, ok := strings.CutPrefix(name, "row "); ok && leftOut[id] == "" {
			keys = append(keys, key)
		}
	}
	return keys
}

func (w *walk) key(name string) string {
	if w.keys[name] == "" {
		w.fails.Fatalf("nothing made %s", name)
	}
	return w.keys[name]
}

// name is what a record is called here, or its key.
func (w *walk) name(key string) string {
	for name, k := range w.keys {
		if k == key {
			return name
		}
	}
	return key
}

// kindOf is the kind that keys such as RISK-0001 belong to.
func (w *walk) kindOf(key string) *record.Kind {
	prefix := key[:strings.LastIndexByte(key, '-')]
	for _, kind := range w.catalogue.Kinds() {
		if kind.Prefix == prefix {
			return kind
		}
	}
	w.fails.Fatalf("%s is of no kind", key)
	return nil
}

var daysAway = regexp.MustCompile(`^([+-]\d+)([dmy])( \d\d:\d\d)?$`)

// resolve puts keys in the place of @names, and days in that of "-30d" and "today".
func (w *walk) resolve(value any) any {
	switch v := value.(type) {
	case map[string]any:
		made := map[string]any{}
		for key, inner := range v {
			made[key] = w.resolve(inner)
		}
		return made
	case []any:
		if len(v) == 1 && v[0] == "@rows" {
			return w.rows()
		}
		made := []any{}
		for _, inner := range v {
			made = append(made, w.resolve(inner))
		}
		return made
	case string:
		if name, ok := strings.CutPrefix(v, "@"); ok {
			return w.key(name)
		}
		return w.day(v)
	}
	return value
}

// day is the day, or the time of a day, that a text such as "-30d" means.
func (w *walk) day(text string) string {
	if text == "today" {
		text = "+0d"
	}
	m := daysAway.FindStringSubmatch(text)
	if m == nil {
		return text
	}
	n, _ := strconv.Atoi(m[1]) // digits, by the pattern
	by := map[string][3]int{"d": {0, 0, n}, "m": {0, n, 0}, "y": {n, 0, 0}}[m[2]]
	day := w.today.AddDate(by[0], by[1], by[2]).Format(time.DateOnly)
	if m[3] != "" {
		return day + "T" + m[3][1:] + ":00Z"
	}
	return day
}

// sheetOf writes rows as a spreadsheet that has the columns of what is said, and
// keys where records are changed.
func sheetOf(kind *record.Kind, rows []row) ([]byte, error) {
	export := &sheet.Export{Kind: kind, Reader: language.For("en", nil), Key: func(ref record.Ref) string { return string(ref) }}
	said := map[string]bool{"Key": rows[0].Key != ""}
	for _, r := range rows {
		text, err := json.Marshal(r.Fields)
		if err != nil {
			return nil, err
		}
		body, err := kind.Decode(text, kind.Schema)
		if err != nil {
			return nil, err
		}
		export.Records = append(export.Records, &record.Record{Kind: kind, Key: r.Key, Body: body})
		for name := range r.Fields {
			said[kind.Field(name).Label] = true
		}
	}
	var whole, narrow bytes.Buffer
	if err := export.WriteCSV(&whole, ';'); err != nil {
		return nil, err
	}
	reader, writer := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(whole.Bytes(), []byte("\xEF\xBB\xBF")))), csv.NewWriter(&narrow)
	reader.Comma, writer.Comma = ';', ';'
	var columns []int
	for {
		line, err := reader.Read()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
		}
		if columns == nil {
			columns = []int{}
			for i, heading := range line {
				if said[heading] || i > 2 && said[labelOf(kind, heading)] {
					columns = append(columns, i)
				}
			}
		}
		var some []string
		for _, i := range columns {
			some = append(some, line[i])
		}
		if err := writer.Write(some); err != nil {
			return nil, err
		}
	}
	writer.Flush()
	return narrow.Bytes(), writer.Error()
}

// labelOf is the label of a field that heads its column by its name.
func labelOf(kind *record.Kind, name string) string {
	if f := kind.Field(name); f != nil {
		return f.Label
	}
	return ""
}
