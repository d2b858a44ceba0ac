package edition_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"surety/app/edition"
	"surety/isms/assess"
	"surety/isms/control"
	"surety/pack"
	"surety/record"
)

const head = `pack: rules
designation: Rules
title: Rules
language: en
status: current
sources: [{id: own, name: Own, confirmed: true}]
`

// change is that of a small rulebook in which each fate is met.
func change(t *testing.T) edition.Change {
	t.Helper()
	entries := func(ids string) string {
		text := "entries:\n"
		for _, id := range strings.Fields(ids) {
			id, role, _ := strings.Cut(id, "/")
			text += "  - {id: " + id + ", type: control, force: guidance, title: Rule " + id + ", text: What rule " + id + " asks for."
			if role != "" {
				text += ", depends: {role: " + role + "}"
			}
			text += "}\n"
		}
		return text
	}
	edges := "edges:\n"
	for _, edge := range strings.Split("a a same,b b widened,c1 c split,c2 c split,d d merged,d e merged,g g narrowed", ",") {
		words := strings.Fields(edge)
		edges += "  - {from: " + words[0] + `, to: {pack: rules, edition: "1", id: ` + words[1] + "}, relation: " + words[2] + "}\n"
	}
	edges += `  - {to: {pack: rules, edition: "1", id: f}, relation: gone}` + "\n" + `  - {from: n, to: {pack: rules, edition: "1"}, relation: new}` + "\n"
	edges += `  - {from: m, to: {pack: rules, edition: "1"}, relation: new}` + "\n"
	set, problems := pack.Load(fstest.MapFS{
		"old/pack.yaml": {Data: []byte(head + "edition: \"1\"\n" + entries("a b c d e f g h"))},
		"now/pack.yaml": {Data: []byte(head + "edition: \"2\"\n" + entries("a b c1 c2 d g n m/pii_processor") + edges)},
	}, nil)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	fates, err := set.Migration("rules", "1", "2")
	if err != nil {
		t.Fatal(err)
	}
	return edition.Change{From: set.Pack(pack.Ref{Pack: "rules", Edition: "1"}), To: set.Pack(pack.Ref{Pack: "rules", Edition: "2"}), Old: "rules@1", Fates: fates}
}

// rows are decided ones of controls of the older edition.
func rows(ids string) []*record.Record {
	var list []*record.Record
	for i, id := range strings.Fields(ids) {
		row := &control.Row{Control: id, Standard: "rules@1", Title: "Rule " + id, Order: i + 10, Included: "yes", Reason: "Because of " + id, Status: "implemented", Compared: "2026-01-01"}
		list = append(list, &record.Record{ID: record.ID("id-" + id), Key: "ROW-" + id, Body: row})
	}
	return list
}

func TestEachRowGoesOnAsTheNewerEditionSays(t *testing.T) {
	list := rows("a b c d e f g h")
	list[4].Body.(*control.Row).Status = "planned"
	own := &record.Record{ID: "id-own", Body: &control.Row{Control: "OWN-1", Own: true}}
	annex := &record.Record{ID: "id-annex", Body: &control.Row{Control: "a", Standard: "iso27001@2022"}}
	var got []string
	for _, row := range change(t).Rows(append(list, own, annex)) {
		words := []string{string(row.Relation) + ":"}
		for _, from := range row.From {
			words = append(words, string(from.ID))
		}
		switch {
		case row.Body == nil:
			words = append(words, "leaves")
		case row.Onto == nil:
			words = append(words, "made as", row.Body.Control, row.Body.Included)
		default:
			words = append(words, "goes on as", row.Body.Control, row.Body.Included)
		}
		if row.Body != nil {
			words = append(words, row.Body.Status, strings.ReplaceAll(row.Body.Reason, "\n", " / "), string(row.Body.Compared))
			if row.Body.Standard != "rules@2" || row.Decided() != (row.Body.Included == "yes") {
				t.Errorf("%+v", row.Body)
			}
		}
		got = append(got, strings.TrimSpace(strings.Join(words, " ")))
	}
	want := []string{
		"same: id-a goes on as a yes implemented Because of a 2026-01-01",
		"widened: id-b goes on as b undecided implemented Because of b",
		"split: id-c goes on as c1 undecided implemented Because of c",
		"split: id-c made as c2 undecided implemented Because of c",
		"merged: id-d id-e goes on as d undecided planned d: Because of d / e: Because of e",
		"narrowed: id-g goes on as g yes implemented Because of g 2026-01-01",
		"new: made as n undecided",
		"merged: id-e leaves",
		"gone: id-f leaves",
		": id-h leaves",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestWhatIsNewForARoleComesWhereThatIsDeclared(t *testing.T) {
	c := change(t)
	c.Roles = []string{"pii_processor"}
	list := c.Rows(rows("a"))
	var made []string
	for _, row := range list {
		if row.Onto == nil {
			made = append(made, row.Body.Control)
		}
	}
	if diff := cmp.Diff([]string{"b", "c1", "c2", "d", "g", "n", "m"}, made); diff != "" {
		t.Error(diff)
	}
}

func TestATitleInOwnWordsIsKeptWhereTheControlIsTheSame(t *testing.T) {
	list := rows("a b")
	for _, rec := range list {
		rec.Body.(*control.Row).Title = "As we call it"
	}
	for _, row := range change(t).Rows(list) {
		if row.Entry.ID == "a" && row.Body.Title != "As we call it" || row.Entry.ID == "b" && row.Body.Title != "Rule b" {
			t.Errorf("%s is called %q", row.Entry.ID, row.Body.Title)
		}
	}
}

func TestReasonsThatAreTooLongTogetherAreCut(t *testing.T) {
	list := rows("d e")
	for _, rec := range list {
		rec.Body.(*control.Row).Reason = strings.Repeat("ä", 1500)
	}
	for _, row := range change(t).Rows(list) {
		if row.Entry != nil && row.Entry.ID == "d" && len([]rune(row.Body.Reason)) != 2000 {
			t.Errorf("the reason has %d letters", len([]rune(row.Body.Reason)))
		}
	}
}

func TestOfJudgementsTheNewestThatStillCountsIsCarriedOverWhereTheSameIsAsked(t *testing.T) {
	kind := assess.Kinds()[1]
	judge := func(id, requirement string, judged, expires record.Date, state string) *record.Record {
		return &record.Record{ID: record.ID(id), Kind: kind, Key: id, State: state, Body: &assess.Judgement{Standard: "rules", Edition: "1", Requirement: requirement, Judged: judged, Expires: expires}}
	}
	list := []*record.Record{
		judge("older", "a", "2026-01-01", "2026-12-31", "given"), judge("newer", "a", "2026-02-01", "2026-12-31", "given"), judge("withdrawn", "a", "2026-03-01", "2026-12-31", "withdrawn"),
		judge("expired", "g", "2025-01-01", "2025-12-31", "given"), judge("widened", "b", "2026-01-01", "2026-12-31", "given"), judge("split", "c", "2026-01-01", "2026-12-31", "given"),
		judge("merged", "d", "2026-01-01", "2026-12-31", "given"), judge("gone", "f", "2026-01-01", "2026-12-31", "given"),
		{ID: "other", Kind: kind, State: "given", Body: &assess.Judgement{Standard: "rules", Edition: "0", Requirement: "a", Expires: "2026-12-31"}},
	}
	var got []string
	for _, j := range change(t).Judgements(list, "2026-06-01") {
		words := []string{string(j.Old.ID), string(j.Relation)}
		for _, entry := range j.New {
			words = append(words, entry.ID)
		}
		if j.Carried {
			words = append(words, "carried")
		}
		got = append(got, strings.Join(words, " "))
	}
	want := []string{"newer same a carried", "widened widened b", "split split c1 c2", "merged merged d", "gone gone"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
