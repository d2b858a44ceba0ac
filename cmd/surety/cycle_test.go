package main

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// Harbour Lab is brought through the whole cycle once. Each thing that is broken in
// a copy of it afterwards turns just what depends on it.
func TestAnEmptyOrganizationIsBroughtThroughTheWholeCycle(t *testing.T) {
	l := &laboratory{dir: filepath.Join(t.TempDir(), "conforming")}
	scripts := func(folder string) bool {
		return t.Run(folder, func(t *testing.T) {
			testscript.Run(t, testscript.Params{Dir: filepath.Join("testdata", folder), RequireUniqueNames: true, Setup: l.setUp, Cmds: map[string]func(*testscript.TestScript, bool, []string){
				"exits": exits, "ago": command(l.ago), "serve": command(l.serve), "chapter": command(l.chapter), "keep": command(l.keep), "conforming": command(l.conforming),
				"new": command(l.makes), "edit": command(l.edits), "move": command(l.moves), "verdicts": command(l.verdicts),
			}})
		})
	}
	if scripts("cycle") {
		scripts("breach")
	}
}

// laboratory keeps the organization that stands in order, for scripts that break it.
type laboratory struct{ dir string }

// scene is what a script is about.
type scene struct {
	*prompt
	walk  *walk
	today time.Time
}

// scenery is where a script's environment keeps its scene.
type scenery struct{}

func (l *laboratory) setUp(env *testscript.Env) error {
	env.Values[scenery{}] = &scene{today: time.Now().UTC(), prompt: &prompt{dir: filepath.Join(env.WorkDir, "data"), tokens: map[string]string{}, visitors: map[string]*visitor{}, logins: map[string]string{"mara": "mara@harbour.example"}}}
	return nil
}

// command makes a command of the scripts of what is done to their scene.
func command(does func(*testscript.TestScript, *scene, []string)) func(*testscript.TestScript, bool, []string) {
	return func(ts *testscript.TestScript, not bool, args []string) {
		if not {
			ts.Fatalf("this command can't be turned around")
		}
		s := ts.Value(scenery{}).(*scene)
		s.ts = ts
		does(ts, s, args)
	}
}

// arguments wants so many of them.
func arguments(ts *testscript.TestScript, args []string, usage string) {
	if len(args) != len(strings.Fields(usage)) {
		ts.Fatalf("expected: %s", usage)
	}
}

// ago: "ago DAYS" has it be so many days before today in the commands that follow.
func (*laboratory) ago(ts *testscript.TestScript, s *scene, args []string) {
	arguments(ts, args, "DAYS")
	days, err := strconv.Atoi(args[0])
	if err != nil {
		ts.Fatalf("%v", err)
	}
	s.today = time.Now().UTC().AddDate(0, 0, -days)
	ts.Setenv(standsAt, s.today.Format(time.RFC3339))
}

// serve starts surety over the folder.
func (*laboratory) serve(ts *testscript.TestScript, s *scene, args []string) {
	arguments(ts, args, "")
	s.prompt.serve()
	s.walk = newWalk(s.prompt, ts, s.today)
}

// chapter: "chapter NAME" carries out what a file of this folder says.
func (*laboratory) chapter(ts *testscript.TestScript, s *scene, args []string) {
	arguments(ts, args, "NAME")
	s.walk.chapter(args[0])
}

// keep lets the server end and keeps what it has served.
func (l *laboratory) keep(ts *testscript.TestScript, s *scene, args []string) {
	arguments(ts, args, "")
	s.stop()
	err := os.CopyFS(l.dir, os.DirFS(s.dir))
	if err == nil {
		err = keeps{s.walk.keys, s.tokens, s.logins}.write(l.dir + ".json")
	}
	if err != nil {
		ts.Fatalf("%v", err)
	}
}

// conforming serves a copy of what was kept, days later.
func (l *laboratory) conforming(ts *testscript.TestScript, s *scene, args []string) {
	arguments(ts, args, "")
	if err := os.CopyFS(s.dir, os.DirFS(l.dir)); err != nil {
		ts.Fatalf("%v", err)
	}
	kept, err := readKeeps(l.dir + ".json")
	if err != nil {
		ts.Fatalf("%v", err)
	}
	s.tokens, s.logins = kept.Tokens, kept.Logins
	l.serve(ts, s, nil)
	s.walk.keys = kept.Keys
}

// given are the fields that a script's file says, in JSON.
func (s *scene) given(ts *testscript.TestScript, file string) map[string]any {
	fields := map[string]any{}
	if err := json.Unmarshal([]byte(ts.ReadFile(file)), &fields); err != nil {
		ts.Fatalf("%s: %v", file, err)
	}
	return fields
}

// makes: "new PERSON KIND NAME FILE" makes a record over the API.
func (*laboratory) makes(ts *testscript.TestScript, s *scene, args []string) {
	arguments(ts, args, "PERSON KIND NAME FILE")
	s.walk.do(act{As: args[0], New: args[1], Name: args[2], With: s.given(ts, args[3])})
	s.walk.flush(args[1])
}

// edits: "edit PERSON NAME FILE" changes fields of a record over the API.
func (*laboratory) edits(ts *testscript.TestScript, s *scene, args []string) {
	arguments(ts, args, "PERSON NAME FILE")
	s.walk.do(act{As: args[0], Edit: args[1], With: s.given(ts, args[2])})
}

// moves: "move PERSON NAME TRANSITION" presses a button on a record's page.
func (*laboratory) moves(ts *testscript.TestScript, s *scene, args []string) {
	arguments(ts, args, "PERSON NAME TRANSITION")
	s.walk.do(act{As: args[0], Of: args[1], Move: args[2]})
}

// found is what a requirement's verdict says.
type found struct {
	ID, Verdict, Reason string
	Records             []struct{ Key string }
}

// verdicts: "verdicts FILE" wants that what "surety check --format json" has just
// said is what the file lists, and that all else holds or had no occasion yet.
func (*laboratory) verdicts(ts *testscript.TestScript, s *scene, args []string) {
	arguments(ts, args, "FILE")
	var report struct{ Requirements []found }
	if err := json.Unmarshal([]byte(ts.ReadFile("stdout")), &report); err != nil {
		ts.Fatalf("what check said: %v", err)
	}
	said, reasons, holds := []string{}, map[string]string{}, 0
	for _, f := range report.Requirements {
		switch f.Verdict {
		case "holds":
			holds++
			continue
		case "no_occasion":
			continue
		}
		line := f.ID + " " + f.Verdict
		if f.Verdict == "fails" {
			var names []string
			for _, rec := range f.Records {
				names = append(names, s.walk.name(rec.Key))
			}
			slices.Sort(names)
			line = strings.TrimSpace(line + " " + strings.Join(names, ", "))
		}
		said = append(said, line)
		reasons[line] = f.Reason
	}
	var wanted []string
	for line := range strings.Lines(ts.ReadFile(args[0])) {
		wanted = append(wanted, strings.TrimSpace(line))
	}
	slices.Sort(said)
	slices.Sort(wanted)
	if !slices.Equal(said, wanted) {
		for _, line := range slices.Sorted(maps.Keys(reasons)) {
			ts.Logf("%s: %s", line, reasons[line])
		}
		ts.Fatalf("expected:\n%s\nfound:\n%s", strings.Join(wanted, "\n"), strings.Join(said, "\n"))
	}
	if holds < 130 {
		ts.Fatalf("only %d requirements hold", holds)
	}
}
