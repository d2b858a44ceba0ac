package app_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"surety/app"
	"surety/fault"
	"surety/isms/document"
	"surety/isms/org"
	"surety/record"
)

// people are Mara, who manages Tom and Ida.
func people(t *testing.T, h *house) (tom, ida app.Actor) {
	t.Helper()
	colleague := func(name string) app.Actor {
		person := h.must(t, h.manager, app.Create{Kind: "person", Body: &org.Person{Name: name, Manager: record.Ref(h.manager.Person)}})[0]
		return app.Actor{Account: "account-" + string(person.ID), Name: name, Organization: h.manager.Organization, Person: person.ID, Roles: []app.Role{app.Contributor}}
	}
	return colleague("Tom Okafor"), colleague("Ida Berg")
}

func task(title string, of app.Actor, due record.Date) app.Create {
	return app.Create{Kind: "task", Body: &org.Task{Title: title, Assignee: record.Ref(of.Person), Due: due}}
}

// said says of each thing that is due what it is and whose.
func said(list []app.Due) (lines []string) {
	for _, d := range list {
		line := string(d.Day) + " " + d.Name.Title
		if d.For != nil {
			line += " for " + d.For.Title
		}
		lines = append(lines, line)
	}
	return lines
}

func workOf(t *testing.T, h *house, actor app.Actor) app.Work {
	t.Helper()
	w, err := h.Work(t.Context(), actor, "2027-01-31", 50)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func TestWhatFallsDueWhileSomebodyIsAwayGoesToTheirDeputyMarkedAsTheirs(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		tom, ida := people(t, h)
		h.must(t, h.manager, task("late", tom, "2026-11-02"), task("meanwhile", tom, "2026-12-01"), task("after", tom, "2026-12-20"), task("Ida's", ida, "2026-12-02"))
		if err := h.StandIn(t.Context(), tom, app.StandInForm{Deputy: string(ida.Person), From: "2026-11-24", Until: "2026-12-04"}); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]string{"2026-11-02 late for Tom Okafor", "2026-12-01 meanwhile for Tom Okafor", "2026-12-02 Ida's"}, said(workOf(t, h, ida).Mine)); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff([]string{"2026-11-02 late", "2026-12-01 meanwhile", "2026-12-20 after"}, said(workOf(t, h, tom).Mine)); diff != "" {
			t.Error(diff)
		}
		if w := workOf(t, h, ida); len(w.For) != 1 || w.For[0].Person.Title != "Tom Okafor" || w.Mine[0].Finish != nil {
			t.Errorf("the deputy's: %+v", w)
		}
		h.now = h.now.AddDate(0, 0, 11) // he is back
		if diff := cmp.Diff([]string{"2026-12-02 Ida's"}, said(workOf(t, h, ida).Mine)); diff != "" {
			t.Error(diff)
		}
	})
}

func TestWhatIsDueFromSomebodyWhoseDeputyIsAwayTooComesToTheDeputysDeputy(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		tom, ida := people(t, h)
		made := h.must(t, h.manager, task("Tom's", tom, "2026-12-01"), task("Tom's later", tom, "2026-12-04"), task("handed to Ida", tom, "2026-12-02"), task("Ida's", ida, "2026-12-02"))
		away := func(who app.Actor, form app.StandInForm) error { return h.StandIn(t.Context(), who, form) }
		for _, err := range []error{
			away(tom, app.StandInForm{Deputy: string(ida.Person), From: "2026-11-24", Until: "2026-12-04"}),
			away(tom, app.StandInForm{Deputy: string(ida.Person), Record: made[2].Key, Until: "2026-12-10"}),
			away(ida, app.StandInForm{Deputy: string(h.manager.Person), From: "2026-11-24", Until: "2026-12-03"}),
		} {
			if err != nil {
				t.Fatal(err)
			}
		}
		want := []string{"2026-12-01 Tom's for Tom Okafor", "2026-12-02 Ida's for Ida Berg", "2026-12-02 handed to Ida for Tom Okafor"}
		if diff := cmp.Diff(want, said(workOf(t, h, h.manager).Mine)); diff != "" {
			t.Error(diff)
		}
		err := away(h.manager, app.StandInForm{Deputy: string(tom.Person), From: "2026-12-01", Until: "2026-12-20"})
		if !fault.Is(err, fault.Invalid) || !strings.Contains(err.Error(), "comes back to you") {
			t.Errorf("three deputies in a circle: %v", err)
		}
		if err := away(h.manager, app.StandInForm{Deputy: string(tom.Person), From: "2026-12-05", Until: "2026-12-20"}); err != nil {
			t.Errorf("when the others are back: %v", err)
		}
	})
}

func TestADocumentThatWaitsToBeReadIsWorkWithoutADay(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		tom, ida := people(t, h)
		role := h.must(t, h.manager, app.Create{Kind: "role", Body: &org.Role{Name: "Administrators", Duty: "other"}})[0]
		h.must(t, h.manager, app.Create{Kind: "assignment", Body: &org.Assignment{Role: record.Ref(role.ID), Person: record.Ref(tom.Person), From: "2026-01-01"}})
		policy := h.must(t, h.manager, app.Create{Kind: "document", Body: &document.Document{Title: "Backup policy", Type: "topic_policy", RequiredBy: "organization", Version: "1", Text: "Back up.", Owner: record.Ref(h.manager.Person), ReaderRoles: []record.Ref{record.Ref(role.ID)}}})[0]
		if w := workOf(t, h, tom); len(w.Read) != 0 {
			t.Errorf("before a version is in force: %+v", w.Read)
		}
		policy = h.must(t, h.manager, app.Move{ID: policy.ID, Base: policy.Revision, Transition: "approve"})[0]
		if w := workOf(t, h, tom); len(w.Read) != 1 || w.Read[0].Document.Key != policy.Key || w.Read[0].Version != "1" {
			t.Errorf("who is asked to read it has %+v", w.Read)
		}
		if w := workOf(t, h, ida); len(w.Read) != 0 {
			t.Errorf("who is not asked has %+v", w.Read)
		}
		h.must(t, tom, app.Create{Kind: "acknowledgement", Body: &document.Acknowledgement{Document: record.Ref(policy.ID), Person: record.Ref(tom.Person), Version: "1", On: "2026-11-24"}})
		if w := workOf(t, h, tom); len(w.Read) != 0 {
			t.Errorf("who has read it still has %+v", w.Read)
		}
	})
}

func TestOneThingIsHandedOnForATimeAndTakenBack(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		tom, ida := people(t, h)
		made := h.must(t, h.manager, task("one", tom, "2026-12-01"), task("two", tom, "2026-12-02"), task("Ida's", ida, "2026-12-03"))
		form := app.StandInForm{Deputy: string(ida.Person), Record: made[0].Key, Until: "2026-12-10"}
		if err := h.StandIn(t.Context(), tom, form); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]string{"2026-12-01 one for Tom Okafor", "2026-12-03 Ida's"}, said(workOf(t, h, ida).Mine)); diff != "" {
			t.Error(diff)
		}
		w := workOf(t, h, tom)
		if diff := cmp.Diff([]string{"2026-12-02 two"}, said(w.Mine)); diff != "" || len(w.Handed) != 1 || w.Handed[0].HandedOn.To.Title != "Ida Berg" {
			t.Error(diff, w.Handed)
		}
		for name, wrong := range map[string]struct {
			actor app.Actor
			form  app.StandInForm
			says  string
		}{
			"another's":  {tom, app.StandInForm{Deputy: string(h.manager.Person), Record: made[2].Key, Until: "2026-12-10"}, "not due from you"},
			"to oneself": {tom, app.StandInForm{Deputy: string(tom.Person), Until: "2026-12-10"}, "nobody stands in for themselves"},
			"to a task":  {tom, app.StandInForm{Deputy: made[0].Key, Until: "2026-12-10"}, "no person"},
			"the past":   {tom, app.StandInForm{Deputy: string(ida.Person), From: "2026-10-01", Until: "2026-11-10"}, "the last day is over"},
			"for ever":   {tom, app.StandInForm{Deputy: string(ida.Person), Until: "2029-11-10"}, "longer than a year"},
			"nobody's":   {app.Actor{Organization: tom.Organization, Roles: tom.Roles}, form, "no person's"},
		} {
			if err := h.StandIn(t.Context(), wrong.actor, wrong.form); !fault.Is(err, fault.Invalid) || !strings.Contains(err.Error(), wrong.says) {
				t.Errorf("%s: %v", name, err)
			}
		}
		if err := h.EndStandIn(t.Context(), ida, w.Handed[0].HandedOn.ID); !fault.Is(err, fault.NotFound) {
			t.Errorf("the deputy took it back: %v", err)
		}
		if err := h.EndStandIn(t.Context(), tom, w.Handed[0].HandedOn.ID); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]string{"2026-12-01 one", "2026-12-02 two"}, said(workOf(t, h, tom).Mine)); diff != "" {
			t.Error(diff)
		}
	})
}

func TestADeputyReadsNothingThatTheyMayNotSee(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		tom, ida := people(t, h)
		plan := h.must(t, h.manager, app.Create{Kind: "document", Mark: record.MarkRestricted, Body: &document.Document{
			Title: "CANARY takeover", Type: "plan", RequiredBy: "organization", Version: "1", Owner: record.Ref(tom.Person), NextReview: "2026-12-01"}})[0]
		if err := h.StandIn(t.Context(), tom, app.StandInForm{Deputy: string(ida.Person), Record: plan.Key, Until: "2026-12-10"}); !fault.Is(err, fault.Invalid) {
			t.Errorf("it was handed to whoever may not see it: %v", err)
		}
		if err := h.StandIn(t.Context(), tom, app.StandInForm{Deputy: string(ida.Person), Until: "2026-12-10"}); err != nil {
			t.Fatal(err)
		}
		w := workOf(t, h, ida)
		if text := fmt.Sprintf("%+v", w.Mine); strings.Contains(text, "CANARY") || strings.Contains(text, plan.Key) || len(w.Mine) != 1 || !w.Mine[0].Name.Restricted {
			t.Errorf("the deputy reads %s", text)
		}
		if w := workOf(t, h, tom); len(w.Mine) != 1 || w.Mine[0].Name.Title != "CANARY takeover" {
			t.Errorf("its owner reads %+v", w.Mine)
		}
	})
}

func TestALineManagerSeesFiguresOfTheirPeopleUnlessThatIsSwitchedOff(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		tom, ida := people(t, h)
		h.must(t, h.manager, task("a", tom, "2026-11-02"), task("b", tom, "2026-11-03"), task("c", tom, "2026-12-24"))
		reports, err := h.Reports(t.Context(), h.manager)
		if err != nil || len(reports) != 2 || reports[0].Person.Title != "Tom Okafor" || reports[0].Overdue != 2 || reports[1].Overdue != 0 {
			t.Errorf("reports: %+v, %v", reports, err)
		}
		if reports, err := h.Reports(t.Context(), ida); err != nil || len(reports) != 0 {
			t.Errorf("a colleague sees %+v, %v", reports, err)
		}
		if err := h.KeepWorkSettings(t.Context(), tom, app.WorkSettings{NoFigures: true}); !fault.Is(err, fault.Forbidden) {
			t.Errorf("a contributor switched it off: %v", err)
		}
		if err := h.KeepWorkSettings(t.Context(), h.manager, app.WorkSettings{NoFigures: true}); err != nil {
			t.Fatal(err)
		}
		if reports, err := h.Reports(t.Context(), h.manager); err != nil || len(reports) != 0 {
			t.Errorf("switched off: %+v, %v", reports, err)
		}
	})
}

func TestWhoAsksWaitsForTheTask(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		tom, ida := people(t, h)
		h.must(t, tom, task("undated", ida, ""), task("soon", ida, "2026-12-01"), task("own", tom, "2026-12-01"))
		var asked []string
		for _, a := range workOf(t, h, tom).Asked {
			asked = append(asked, a.Task.Title+" of "+a.Of.Title)
		}
		if diff := cmp.Diff([]string{"soon of Ida Berg", "undated of Ida Berg"}, asked); diff != "" {
			t.Error(diff)
		}
		if w := workOf(t, h, ida); len(w.Asked) != 0 || w.Mine[0].Finish == nil || w.Mine[0].Finish.Name != "finish" {
			t.Errorf("who is asked: %+v", w)
		}
	})
}

func TestAPersonsWorkTakesFewStatements(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		tom, ida := people(t, h)
		h.must(t, h.manager, task("a", tom, "2026-11-02"), task("b", tom, "2026-11-03"), task("c", ida, "2026-12-24"))
		for name, c := range map[string]struct {
			most int
			do   func() error
		}{
			"what is due": {4, func() error { _, err := h.Due(t.Context(), tom, "2027-01-31", 10); return err }},
			"all of it":   {15, func() error { _, err := h.Work(t.Context(), tom, "2027-01-31", 200); return err }},
			"the figures": {6, func() error { _, err := h.Reports(t.Context(), h.manager); return err }},
		} {
			if err := c.do(); err != nil { // names are kept from then on
				t.Fatal(err)
			}
			ran := h.ran.of(func() {
				if err := c.do(); err != nil {
					t.Error(err)
				}
			})
			if len(ran) > c.most || len(ran) == 0 {
				t.Errorf("%s takes %d statements, expected at most %d: %q", name, len(ran), c.most, ran)
			}
		}
	})
}
