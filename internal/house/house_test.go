package house

import (
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

func TestImportsRunDownwardsOnly(t *testing.T) {
	packages, err := readPackages(os.DirFS("../.."))
	if err != nil {
		t.Fatal(err)
	}
	if len(packages) == 0 {
		t.Fatal("no package was read")
	}
	for _, finding := range check(packages) {
		t.Error(finding)
	}
}

// module is a made-up one: each package's folder and the text of its one file.
type module map[string]string

// findings checks a made-up module as the real one is.
func (m module) findings(t *testing.T) []string {
	t.Helper()
	packages := map[string]*pkg{}
	for folder, text := range m {
		packages[folder] = &pkg{path: folder}
		if err := packages[folder].read("surety", folder+"/a.go", []byte("package a\n"+text)); err != nil {
			t.Fatal(err)
		}
	}
	return check(packages)
}

func TestWhatTheRulesAllowIsNoFinding(t *testing.T) {
	got := module{
		"record":                             `import "time"; type T = time.Time`,
		"isms/risk":                          `import ("math/rand/v2"; "surety/record"; "surety/isms/risk/matrix"); var r = rand.New(rand.NewPCG(1, 2))`,
		"isms/risk/matrix":                   `import ("net/url"; "surety/fault")`,
		"isms":                               `import ("surety/isms/risk"; "surety/isms/org")`,
		"store":                              `import ("database/sql"; "os"; "time"; "surety/journal"); var now = time.Now`,
		"app":                                `import ("surety/store"; "surety/conform")`,
		"report":                             `import "surety/app"`,
		"interop/xlsx":                       `import "surety/report"`,
		"web/components":                     `import "net/http"`,
		"web/soa":                            `import ("surety/web/components"; "surety/app")`,
		"web":                                `import ("surety/web/soa"; "surety/interop/xlsx"; "surety/report")`,
		"cmd/surety":                         `import ("surety/web"; "surety/web/soa"; "surety/api"; "surety/store")`,
		"internal/testpostgres":              `import "github.com/jackc/pgx/v5"`,
		"internal/testpostgres/withpostgres": `import "surety/internal/testpostgres"`,
		"internal/testhouse":                 `import ("surety/app"; "surety/internal/testpostgres"; "surety/store")`,
	}.findings(t)
	if len(got) > 0 {
		t.Errorf("findings where nothing is wrong:\n%s", strings.Join(got, "\n"))
	}
}

func TestEachBreachIsNamedWithItsPlaceAndRule(t *testing.T) {
	for _, test := range []struct{ name, folder, text, want string }{
		{"upwards", "record", `import "surety/store"`,
			"record/a.go:2: record imports store: store is for conform, app, cmd/* alone"},
		{"upwards by one floor", "conform", `import "surety/app"`,
			"conform/a.go:2: conform imports app: imports run downwards only, and it stands above"},
		{"a sibling concern", "isms/risk", `import "surety/isms/org"`,
			"isms/risk/a.go:2: isms/risk imports isms/org: of ours, isms/risk imports fault, record alone"},
		{"a concern on the language of checks", "isms/risk/matrix", `import "surety/expr"`,
			"isms/risk/matrix/a.go:2: isms/risk/matrix imports expr: of ours, isms/risk imports fault, record alone"},
		{"the log on a kind", "journal", `import "surety/isms"`,
			"journal/a.go:2: journal imports isms: of ours, journal imports fault, record alone"},
		{"one door on another", "web", `import "surety/api"`,
			"web/a.go:2: web imports api: they stand on one floor, and rooms of one floor do not import each other"},
		{"one format on another", "interop/csv", `import "surety/interop/xlsx"`,
			"interop/csv/a.go:2: interop/csv imports interop/xlsx: they stand on one floor, and rooms of one floor do not import each other"},
		{"a concern's page on another's", "web/soa", `import "surety/web/risk"`,
			"web/soa/a.go:2: web/soa imports web/risk: web/risk is for web, cmd/* alone"},
		{"a door on a page", "api", `import "surety/web/soa"`,
			"api/a.go:2: api imports web/soa: web/soa is for web, cmd/* alone"},
		{"a door past app", "web", `import "surety/store"`,
			"web/a.go:2: web imports store: store is for conform, app, cmd/* alone"},
		{"a test's help in the program", "app", `import "surety/internal/testpostgres"`,
			"app/a.go:2: app imports internal/testpostgres: it is for tests alone"},
		{"SQL in a door", "api", `import "database/sql/driver"`,
			"api/a.go:2: api imports database/sql/driver: SQL stays in store"},
		{"a driver in app", "app", `import _ "modernc.org/sqlite"`,
			"app/a.go:2: app imports modernc.org/sqlite: SQL stays in store"},
		{"HTTP below the doors", "app", `import "net/http"`,
			"app/a.go:2: app imports net/http: HTTP stays at the doors"},
		{"files in a rule", "isms/document", `import "os"`,
			"isms/document/a.go:2: isms/document imports os: isms/document is pure: files, network, databases, clock and chance are handed to it"},
		{"the clock in a rule", "isms/risk", `import "time"; var now = time.Now()`,
			"isms/risk/a.go:2: isms/risk uses time.Now: clock and chance are handed to isms/risk, never taken"},
		{"the clock by another name and uncalled", "journal", `import clock "time"; var now = clock.Now`,
			"journal/a.go:2: journal uses time.Now: clock and chance are handed to journal, never taken"},
		{"the clock without a name", "conform", `import . "time"; var now = Now()`,
			"conform/a.go:2: conform uses time.*: clock and chance are handed to conform, never taken"},
		{"chance that nobody seeded", "isms/risk", `import "math/rand/v2"; var r = rand.Float64()`,
			"isms/risk/a.go:2: isms/risk uses math/rand/v2.Float64: clock and chance are handed to isms/risk, never taken"},
		{"an id of its own making", "record", `import "github.com/google/uuid"; var id, _ = uuid.NewV7()`,
			"record/a.go:2: record uses github.com/google/uuid.NewV7: clock and chance are handed to record, never taken"},
		{"a package of no room", "helpers", ``,
			"helpers stands on no floor: give it a line in the table of floors, or move it into a room that has one"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := module{test.folder: test.text}.findings(t)
			if diff := cmp.Diff([]string{test.want}, got); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
		})
	}
}

func TestOnlyWhatTheProgramIsBuiltOfIsRead(t *testing.T) {
	files := fstest.MapFS{}
	for name, text := range map[string]string{
		"go.mod":                       "module surety\n",
		"record/kind.go":               `import "surety/fault"`,
		"record/kind_test.go":          `import "surety/store"`,
		"record/testdata/old/kind.go":  `import "surety/store"`,
		".tools/cache/module/tool.go":  `import "surety/store"`,
		"isms/risk/matrix/matrix.go":   "",
		"isms/risk/matrix/colours.txt": "not Go",
	} {
		if strings.HasSuffix(name, ".go") {
			text = "package a\n" + text
		}
		files[name] = &fstest.MapFile{Data: []byte(text)}
	}
	packages, err := readPackages(files)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"isms/risk/matrix", "record"}, slices.Sorted(maps.Keys(packages))); diff != "" {
		t.Errorf("packages (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]use{{name: "fault", place: "record/kind.go:2", ours: true}}, packages["record"].imports, cmp.AllowUnexported(use{})); diff != "" {
		t.Errorf("imports of record (-want +got):\n%s", diff)
	}
}
