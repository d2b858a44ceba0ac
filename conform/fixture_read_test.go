package conform

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	yaml "go.yaml.in/yaml/v4"
)

// A fixture file is a list. An item with defaults gives records that stand in
// every fixture after it, until the next such item. Every other item is a
// fixture: three sets of records for one check, which must hold over the
// passing ones and fail over the other two. The near miss has the right shape
// and one thing wrong: another owner, date, version or state.
//
//	# dates are relative: -30d, +2m, -1y, today; references name keys
//	- defaults:
//	    - management_system: {key: system, review_interval: P1Y}
//	- check: 4.1-1/external # entry/check
//	  passing:
//	    - issue: {key: a, origin: external, determination: relevant, reviewed: -30d}
//	  failing: []
//	  near_miss:
//	    - issue: {key: a, origin: internal, determination: relevant, reviewed: -30d}
//
// A record whose key is there already changes that record's fields and leaves
// the others as they are; `without: [key]` takes records away, and `annex_a`
// puts one row in for each control of Annex A. What a kind requires and a
// fixture does not name is filled with something harmless.
type fixture struct {
	Check    string
	File     string
	Passing  []draft
	Failing  []draft
	NearMiss []draft
}

// draft is a record as a fixture writes it.
type draft struct {
	Kind   string
	Key    string
	Fields map[string]any
}

type fixtureItem struct {
	Defaults []map[string]any `yaml:"defaults"`
	Check    string           `yaml:"check"`
	Passing  []map[string]any `yaml:"passing"`
	Failing  []map[string]any `yaml:"failing"`
	NearMiss []map[string]any `yaml:"near_miss"`
}

// readFixtures reads every fixture of a folder, by the check it is for.
func readFixtures(t *testing.T, folder string) map[string]fixture {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "*.yaml"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no fixtures in %s: %v", folder, err)
	}
	all := map[string]fixture{}
	for _, file := range files {
		for _, f := range readFixtureFile(t, file) {
			if first, twice := all[f.Check]; twice {
				t.Fatalf("%s: the check %s has fixtures in %s already", file, f.Check, first.File)
			}
			all[f.Check] = f
		}
	}
	return all
}

func readFixtureFile(t *testing.T, file string) []fixture {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var items []fixtureItem
	if err := yaml.Unmarshal(data, &items); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	var fixtures []fixture
	var defaults []draft
	for i, item := range items {
		where := fmt.Sprintf("%s, item %d %s", filepath.Base(file), i+1, item.Check)
		if item.Check == "" {
			defaults = drafts(t, where, nil, item.Defaults)
			continue
		}
		fixtures = append(fixtures, fixture{Check: item.Check, File: filepath.Base(file),
			Passing:  drafts(t, where+", passing", defaults, item.Passing),
			Failing:  drafts(t, where+", failing", defaults, item.Failing),
			NearMiss: drafts(t, where+", near miss", defaults, item.NearMiss)})
	}
	return fixtures
}

// drafts lays the records of one set over the defaults.
func drafts(t *testing.T, where string, defaults []draft, records []map[string]any) []draft {
	t.Helper()
	set := make([]draft, 0, len(defaults)+len(records))
	for _, d := range defaults {
		set = append(set, draft{d.Kind, d.Key, maps.Clone(d.Fields)})
	}
	for _, entry := range records {
		if len(entry) != 1 {
			t.Fatalf("%s: a record is written as one kind with its fields, not %v", where, entry)
		}
		for kind, value := range entry {
			set = lay(t, where, set, kind, value)
		}
	}
	return set
}

func lay(t *testing.T, where string, set []draft, kind string, value any) []draft {
	t.Helper()
	if kind == "without" {
		for _, key := range value.([]any) {
			i := slices.IndexFunc(set, func(d draft) bool { return d.Key == key })
			if i < 0 {
				t.Fatalf("%s: there is no record %v to take away", where, key)
			}
			set = slices.Delete(set, i, i+1)
		}
		return set
	}
	fields, ok := value.(map[string]any)
	if !ok {
		t.Fatalf("%s: the fields of a %s are missing", where, kind)
	}
	if kind == "annex_a" {
		return append(set, annexA(fields)...)
	}
	key, ok := fields["key"].(string)
	if !ok {
		t.Fatalf("%s: a %s has no key", where, kind)
	}
	i := slices.IndexFunc(set, func(d draft) bool { return d.Kind == kind && d.Key == key })
	if i < 0 {
		return append(set, draft{kind, key, fields})
	}
	maps.Copy(set[i].Fields, fields)
	return set
}

// annexA makes one row for each control of Annex A, all alike: 37
// organizational, 8 people, 14 physical and 34 technological ones.
func annexA(fields map[string]any) []draft {
	var rows []draft
	for _, theme := range []struct{ number, controls int }{{5, 37}, {6, 8}, {7, 14}, {8, 34}} {
		for i := range theme.controls {
			row := maps.Clone(fields)
			id := fmt.Sprintf("A.%d.%d", theme.number, i+1)
			row["key"], row["control"] = id, id
			rows = append(rows, draft{"soa_row", id, row})
		}
	}
	return rows
}
