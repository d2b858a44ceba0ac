package main

import (
	"bytes"
	"context"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"go.yaml.in/yaml/v4"

	"surety/app"
	"surety/isms"
	"surety/isms/control"
	"surety/record"
	"surety/store"
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

// laboratory is an organization that people bring through the whole cycle, each
// signed in.
type laboratory struct {
	*testing.T
	*program
	dir    string
	keys   map[string]string    // of records, by name
	actors map[string]app.Actor // people who are signed in, by name
	leave  func(act) bool       // what of the chapters is left for later; nil: nothing
}

// newLaboratory sets an empty one up.
func newLaboratory(t *testing.T, dir string) *laboratory {
	t.Helper()
	l := openLaboratory(t, dir)
	l.clock.set(time.Now().AddDate(0, 0, -sinceCycle)) // so that what is broken is broken later
	token, err := l.SetUpToken(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	session, err := l.SetUp(t.Context(), token, app.SetUpForm{Organization: "Harbour Lab", Name: "Mara Lind", Login: "mara@harbour.example", Password: "correct horse battery"})
	if err != nil {
		t.Fatal(err)
	}
	l.enters("mara", session)
	for name, kind := range map[string]string{"organization": "organization", "isms": "management_system", "mara": "person"} {
		l.keys[name] = l.list(kind)[0].Key
	}
	return l
}

func openLaboratory(t *testing.T, dir string) *laboratory {
	t.Helper()
	p, err := (&commands{Dir: dir, kinds: isms.Kinds()}).open(t.Context(), false)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := p.Close(); err != nil {
			t.Error(err)
		}
	})
	return &laboratory{T: t, program: p, dir: dir, keys: map[string]string{}, actors: map[string]app.Actor{}}
}

// list is all records of a kind.
func (l *laboratory) list(kind string) []*record.Record {
	l.Helper()
	page, err := l.List(l.Context(), l.actors["mara"], store.Query{Kind: kind, Limit: app.MostLimit})
	if err != nil {
		l.Fatal(err)
	}
	return page.Records
}

// enters makes somebody who has a session known by a name.
func (l *laboratory) enters(name string, session app.Session) {
	l.Helper()
	actor, _, err := l.ActorOfSession(l.Context(), session.Secret)
	if err != nil {
		l.Fatal(err)
	}
	l.actors[name] = actor
}

// cycle carries out all chapters.
func (l *laboratory) cycle() {
	l.Helper()
	for _, chapter := range []string{"4-context", "5-leadership", "6-planning", "7-support", "8-operation", "9-evaluation", "10-improvement", "judgements"} {
		text, err := os.ReadFile(filepath.Join("testdata", "cycle", chapter+".yaml"))
		if err != nil {
			l.Fatal(err)
		}
		var acts []act
		decoder := yaml.NewDecoder(bytes.NewReader(text))
		decoder.KnownFields(true)
		if err := decoder.Decode(&acts); err != nil {
			l.Fatalf("%s: %v", chapter, err)
		}
		for _, a := range acts {
			if l.leave == nil || !l.leave(a) {
				l.do(a)
			}
		}
	}
}

func (l *laboratory) do(a act) {
	l.Helper()
	switch {
	case a.New != "":
		l.keys[a.Name] = l.must(a, app.Create{Kind: a.New, Body: l.body(a, a.New, nil)}).Key
	case a.Edit != "":
		rec := l.get(a.Edit)
		l.must(a, app.Edit{ID: rec.ID, Base: rec.Revision, Body: l.body(a, rec.Kind.Name, rec)})
	case a.Move != "":
		rec := l.get(a.Of)
		l.must(a, app.Move{ID: rec.ID, Base: rec.Revision, Transition: a.Move, Note: "By " + a.As})
	case a.Account != "":
		l.account(a)
	case a.Judge != "":
		l.judge(a)
	default:
		l.statement(a)
	}
}

// must carries out a command in somebody's name.
func (l *laboratory) must(a act, command app.Command) *record.Record {
	l.Helper()
	done, err := l.Do(l.Context(), l.actors[a.As], app.Request{}, command)
	if err != nil {
		l.Fatalf("%+v: %v", a, err)
	}
	return done[0]
}

func (l *laboratory) get(name string) *record.Record {
	l.Helper()
	rec, err := l.Get(l.Context(), l.actors["mara"], l.key(name))
	if err != nil {
		l.Fatal(err)
	}
	return rec
}

func (l *laboratory) key(name string) string {
	l.Helper()
	if l.keys[name] == "" {
		l.Fatalf("nothing made %s", name)
	}
	return l.keys[name]
}

// body is a new body of the fields of an act, or what stands with these changed.
func (l *laboratory) body(a act, kind string, stands *record.Record) any {
	l.Helper()
	fields := map[string]any{}
	k := l.Catalogue().Kind(kind)
	if stands != nil {
		text, err := k.Encode(stands.Body)
		if err == nil {
			err = json.Unmarshal(text, &fields)
		}
		if err != nil {
			l.Fatal(err)
		}
	}
	maps.Copy(fields, l.resolve(a.With).(map[string]any))
	text, err := json.Marshal(fields)
	if err != nil {
		l.Fatal(err)
	}
	body, err := k.Decode(text, k.Schema)
	if err != nil {
		l.Fatalf("%+v: %v", a, err)
	}
	return body
}

func (l *laboratory) account(a act) {
	l.Helper()
	n := app.NewAccount{Login: a.Account + "@harbour.example", Name: a.Account, Person: l.key(a.Account)}
	for _, role := range a.Roles {
		n.Roles = append(n.Roles, app.Role(role))
	}
	made, err := l.AddAccount(l.Context(), l.actors["mara"], n)
	if err != nil {
		l.Fatal(err)
	}
	token, err := l.OneTimeEntry(l.Context(), made.ID)
	if err != nil {
		l.Fatal(err)
	}
	session, err := l.EnterOnce(l.Context(), token)
	if err != nil {
		l.Fatal(err)
	}
	l.enters(a.Account, session)
}

// judge records that a requirement holds, with all that was seen as evidence.
func (l *laboratory) judge(a act) {
	l.Helper()
	saw := []any{}
	for _, name := range a.Saw {
		rec := l.get(name)
		saw = append(saw, map[string]any{"record": rec.Key, "revision": rec.Revision})
	}
	l.do(act{As: a.As, New: "judgement", Name: "judgement " + a.Judge, With: map[string]any{
		"system": "@isms", "standard": "iso27001", "edition": "2022", "requirement": a.Judge, "outcome": "holds", "reason": a.Reason,
		"saw": saw, "judge": "@" + a.As, "judged": "today", "expires": "+10m",
	}})
}

// leftOut are the controls that the laboratory does without, and why.
var leftOut = map[string]string{
	"A.8.4":  "Nobody writes programs here.",
	"A.8.25": "Nobody writes programs here.",
	"A.8.28": "Nobody writes programs here.",
	"A.8.30": "Nobody writes programs for us.",
}

// statement does what only a Statement of Applicability takes, as its pages do.
func (l *laboratory) statement(a act) {
	l.Helper()
	var err error
	switch actor := l.actors[a.As]; {
	case a.Statement != "":
		body := l.body(a, "soa", nil).(*control.Statement)
		var made *record.Record
		if made, err = l.BeginStatement(l.Context(), actor, body); err == nil {
			l.keys[a.Statement] = made.Key
		}
	case a.Rows != "":
		l.decide(a)
	case a.PutForward != "":
		_, err = l.PutForward(l.Context(), actor, l.keys[a.PutForward])
	case a.Release != "":
		var s *app.Statement
		if s, err = l.Statement(l.Context(), actor, l.keys[a.Release]); err == nil {
			_, err = l.Do(l.Context(), actor, app.Request{}, app.Move{ID: s.Proposed.ID, Base: s.Proposed.Revision, Transition: "approve"})
		}
	default:
		l.Fatalf("%+v does nothing", a)
	}
	if err != nil {
		l.Fatalf("%+v: %v", a, err)
	}
}

// decide decides on each row of the statement.
func (l *laboratory) decide(a act) {
	l.Helper()
	theme := map[string]string{"5": "@organized", "6": "@people", "7": "@places", "8": "@backup"}
	for _, rec := range l.list("soa_row") {
		id := rec.Body.(*control.Row).Control
		name := "row " + id
		l.keys[name] = rec.Key
		with := map[string]any{"included": "yes", "compared": "today", "status": "implemented", "owner": "@jonas", "risks": []any{"@loss"}, "reason": "Part of working securely here.", "controls": []any{theme[strings.Split(id, ".")[1]]}}
		if why := leftOut[id]; why != "" {
			with = map[string]any{"included": "no", "compared": "today", "exclusion_reason": why}
		}
		l.do(act{As: a.As, Edit: name, With: with})
	}
}

// rows are the names of the rows that are included.
func (l *laboratory) rows() []any {
	var keys []any
	for name, key := range l.keys {
		if id, ok := strings.CutPrefix(name, "row "); ok && leftOut[id] == "" {
			keys = append(keys, key)
		}
	}
	return keys
}

var daysAway = regexp.MustCompile(`^([+-]\d+)([dmy])( \d\d:\d\d)?$`)

// resolve puts keys in the place of @names, and days in that of "-30d" and "today".
func (l *laboratory) resolve(value any) any {
	l.Helper()
	switch v := value.(type) {
	case map[string]any:
		made := map[string]any{}
		for key, inner := range v {
			made[key] = l.resolve(inner)
		}
		return made
	case []any:
		if len(v) == 1 && v[0] == "@rows" {
			return l.rows()
		}
		made := []any{}
		for _, inner := range v {
			made = append(made, l.resolve(inner))
		}
		return made
	case string:
		if name, ok := strings.CutPrefix(v, "@"); ok {
			return l.key(name)
		}
		if v == "today" {
			v = "+0d"
		}
		if m := daysAway.FindStringSubmatch(v); m != nil {
			n, _ := strconv.Atoi(m[1]) // digits, by the pattern
			by := map[string][3]int{"d": {0, 0, n}, "m": {0, n, 0}, "y": {n, 0, 0}}[m[2]]
			day := l.Now().AddDate(by[0], by[1], by[2]).Format(time.DateOnly)
			if m[3] != "" {
				return day + "T" + m[3][1:] + ":00Z"
			}
			return day
		}
		return v
	}
	return value
}

// found is what a requirement's verdict says.
type found struct {
	ID, Verdict, Reason, Judge string
	Records                    []struct{ Key, Kind string }
}

// verdicts are those of ISO/IEC 27001, by requirement, as `surety check` says them.
func (l *laboratory) verdicts() map[string]found {
	l.Helper()
	var out, complaint bytes.Buffer
	code := run(context.WithoutCancel(l.Context()), isms.Kinds(), []string{"--dir", l.dir, "check", "--format", "json"}, streams{strings.NewReader(""), &out, &complaint})
	var report struct{ Requirements []found }
	if err := json.Unmarshal(out.Bytes(), &report); err != nil {
		l.Fatalf("check exits with %d: %v\n%s", code, err, complaint.String())
	}
	all := map[string]found{}
	for _, f := range report.Requirements {
		all[f.ID] = f
	}
	return all
}

// sinceCycle are the days for which the laboratory has stood in order.
const sinceCycle = 3

// Each thing that is broken afterwards turns just what depends on it.
func TestAnEmptyOrganizationIsBroughtThroughTheWholeCycle(t *testing.T) {
	dir := t.TempDir()
	t.Run("to where nothing fails and nothing waits for a person", func(t *testing.T) {
		l := newLaboratory(t, dir)
		for id, f := range l.verdicts() {
			if f.Verdict == "holds" {
				t.Errorf("%s holds over an empty organization", id)
			}
		}
		l.cycle()
		holds := 0
		for id, f := range l.verdicts() {
			switch f.Verdict {
			case "holds":
				holds++
			case "no_occasion":
			default:
				t.Errorf("%s %s: %s %v", id, f.Verdict, f.Reason, f.Records)
			}
		}
		if holds < 160 {
			t.Errorf("only %d requirements hold", holds)
		}
		l.keep()
	})
	if t.Failed() {
		return
	}
	for _, m := range mutations {
		t.Run(m.name, func(t *testing.T) {
			l := openLaboratory(t, copyOf(t, dir))
			l.remember()
			for _, a := range m.acts {
				l.do(a)
			}
			fails, asks := seenAt{}, []string{}
			for id, f := range l.verdicts() {
				switch f.Verdict {
				case "holds", "no_occasion":
				case "needs_person":
					asks = append(asks, id)
				default:
					fails[id] = l.names(f)
				}
			}
			slices.Sort(asks)
			if diff := cmp.Diff(m.fails, fails, cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("-expected +fails:\n%s", diff)
			}
			if diff := cmp.Diff(m.asks, asks, cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("-expected +needs a person:\n%s", diff)
			}
		})
	}
}

// noted is what the laboratory is remembered by in a copy of its data folder.
const noted = "names.json"

// keep writes down how records are called and who is signed in.
func (l *laboratory) keep() {
	l.Helper()
	text, err := json.Marshal(struct {
		Keys   map[string]string
		Actors map[string]app.Actor
	}{l.keys, l.actors})
	if err == nil {
		err = os.WriteFile(filepath.Join(l.dir, noted), text, 0o600)
	}
	if err != nil {
		l.Fatal(err)
	}
}

func (l *laboratory) remember() {
	l.Helper()
	text, err := os.ReadFile(filepath.Join(l.dir, noted))
	if err == nil {
		err = json.Unmarshal(text, &struct {
			Keys   *map[string]string
			Actors *map[string]app.Actor
		}{&l.keys, &l.actors})
	}
	if err != nil {
		l.Fatal(err)
	}
}

// copyOf is a copy of a data folder.
func copyOf(t *testing.T, dir string) string {
	t.Helper()
	to := filepath.Join(t.TempDir(), "copy")
	if err := os.CopyFS(to, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	return to
}

// names are what the records of a verdict are called here.
func (l *laboratory) names(f found) []string {
	var names []string
	for _, rec := range f.Records {
		name := rec.Key
		for n, key := range l.keys {
			if key == rec.Key {
				name = n
			}
		}
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
