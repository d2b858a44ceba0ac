package app_test

import (
	"crypto/rand"
	"fmt"
	"maps"
	"strings"
	"testing"
	"time"

	"surety/app"
	"surety/fault"
	"surety/internal/testhouse"
	"surety/isms/asset"
	"surety/isms/document"
	"surety/isms/org"
	"surety/isms/risk"
	"surety/pack"
	"surety/record"
	"surety/store"
)

// house is an organization that was just set up, with its door.
type house struct {
	*app.App
	manager app.Actor
	now     time.Time
	ran     statements
}

// onBoth runs a test on both engines.
func onBoth(t *testing.T, test func(t *testing.T, h *house)) {
	t.Run("SQLite", func(t *testing.T) { test(t, open(t, testhouse.SQLite)) })
	t.Run("PostgreSQL", func(t *testing.T) { test(t, open(t, testhouse.PostgreSQL)) })
}

// open makes a house of a new database: testhouse.SQLite or testhouse.PostgreSQL.
func open(t testing.TB, database func(testing.TB, string) string) *house {
	t.Helper()
	return openWith(t, database, testhouse.Of(t).Packs)
}

// openWith opens a house that has other packs.
func openWith(t testing.TB, database func(testing.TB, string) string, packs *pack.Set) *house {
	t.Helper()
	parts := testhouse.Of(t)
	dir := t.TempDir()
	h := &house{now: time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)}
	n := 0
	newID := func() record.ID {
		n++
		return record.ID(fmt.Sprintf("01936000-0000-7000-8000-%012x", n))
	}
	clock := func() time.Time { return h.now }
	s, err := store.Open(t.Context(), store.Options{URL: database(t, dir), Dir: dir, Catalogue: parts.Catalogue, Clock: clock, Random: rand.Reader, NewID: newID, Observe: h.ran.note})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	h.App = app.New(app.Options{Store: s, Catalogue: parts.Catalogue, Packs: packs, Language: parts.Language, Clock: clock, Random: rand.Reader, NewID: newID})
	token, err := h.SetUpToken(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	session, err := h.SetUp(t.Context(), token, app.SetUpForm{Organization: "Nordwerk Netz", Name: "Mara Lind", Login: "mara@example.org", Password: "correct horse battery"})
	if err != nil {
		t.Fatal(err)
	}
	if h.manager, _, err = h.ActorOfSession(t.Context(), session.Secret); err != nil {
		t.Fatal(err)
	}
	return h
}

func (h *house) must(t testing.TB, actor app.Actor, commands ...app.Command) []*record.Record {
	t.Helper()
	done, err := h.Do(t.Context(), actor, app.Request{}, commands...)
	if err != nil {
		t.Fatal(err)
	}
	return done
}

// colleague is another person with an account.
func (h *house) colleague(t *testing.T, name string, roles ...app.Role) app.Actor {
	t.Helper()
	person := h.must(t, h.manager, app.Create{Kind: "person", Body: &org.Person{Name: name}})[0]
	account, err := h.AddAccount(t.Context(), h.manager, app.NewAccount{Login: name, Name: name, Password: "correct horse battery", Roles: roles, Person: person.Key})
	if err != nil {
		t.Fatal(err)
	}
	return app.Actor{Account: account.ID, Name: name, Organization: h.manager.Organization, Person: person.ID, Roles: roles, Origin: app.FromBrowser}
}

func TestAStaleWriteIsRefusedWithTheRecordThatStands(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		rec := h.must(t, h.manager, app.Create{Kind: "asset", Body: &asset.Asset{Name: "Billing", Type: "service"}})[0]
		h.must(t, h.manager, app.Edit{ID: rec.ID, Base: 1, Set: map[string]string{"name": "Billing system"}})
		_, err := h.Do(t.Context(), h.manager, app.Request{}, app.Edit{ID: rec.ID, Base: 1, Set: map[string]string{"name": "Invoices"}})
		if !fault.Is(err, fault.Stale) {
			t.Fatalf("a write on an old revision: %v", err)
		}
		stands, err := h.Get(t.Context(), h.manager, rec.Key)
		if err != nil || stands.Title() != "Billing system" || stands.Revision != 2 {
			t.Errorf("what stands is %+v, %v", stands, err)
		}
	})
}

func TestAnEditThatChangesNothingMakesNoRevision(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		rec := h.must(t, h.manager, app.Create{Kind: "asset", Body: &asset.Asset{Name: "Billing", Type: "service"}})[0]
		before, err := h.Position(t.Context(), h.manager)
		if err != nil {
			t.Fatal(err)
		}
		none := ""
		done := h.must(t, h.manager, app.Edit{ID: rec.ID, Base: 1, Body: &asset.Asset{Name: "Billing", Type: "service", DependsOn: []record.Ref{}}, Mark: &none, Readers: &[]record.Ref{}, Custom: map[string]any{}})
		if after, err := h.Position(t.Context(), h.manager); err != nil || after != before || done[0].Revision != 1 {
			t.Errorf("the log stands at %d, before at %d, the record at revision %d, %v", after, before, done[0].Revision, err)
		}
		_, err = h.Do(t.Context(), h.manager, app.Request{}, app.Edit{ID: rec.ID, Base: 2, Set: map[string]string{"name": "Billing"}})
		if !fault.Is(err, fault.Stale) {
			t.Errorf("an edit of a revision that isn't there: %v", err)
		}
		restricted := record.MarkRestricted
		done = h.must(t, h.manager, app.Edit{ID: rec.ID, Base: 1, Set: map[string]string{"name": "Billing"}, Mark: &restricted})
		if done[0].Revision != 2 {
			t.Errorf("another mark is no change")
		}
		done = h.must(t, h.manager, app.Edit{ID: rec.ID, Base: 2, Set: map[string]string{"name": "Billing"}}, app.Move{ID: rec.ID, Base: 3, Transition: "retire"})
		if done[1].Revision != 3 || done[1].State != "retired" {
			t.Errorf("moved after an edit of nothing: %+v", done[1])
		}
	})
}

func TestAllCommandsOfOneRequestHappenOrNone(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		_, err := h.Do(t.Context(), h.manager, app.Request{},
			app.Create{Kind: "asset", Body: &asset.Asset{Name: "Billing", Type: "service"}},
			app.Create{Kind: "asset", Body: &asset.Asset{Type: "service", Owner: "PERSON-0099"}})
		if !fault.Is(err, fault.Invalid) || !strings.Contains(err.Error(), "Asset is missing") {
			t.Fatalf("a record without its name: %v", err)
		}
		listing, err := h.List(t.Context(), h.manager, app.Query{Kind: "asset"})
		if err != nil || len(listing.Records) != 0 {
			t.Errorf("%d assets are there, %v", len(listing.Records), err)
		}
		_, err = h.Do(t.Context(), h.manager, app.Request{}, app.Create{Kind: "asset", Body: &asset.Asset{Name: "Billing", Type: "service", Owner: "PERSON-0099"}})
		if !fault.Is(err, fault.Invalid) || !strings.Contains(err.Error(), "owner") || !strings.Contains(err.Error(), "PERSON-0099") {
			t.Errorf("a reference to nobody: %v", err)
		}
	})
}

func TestARepeatedRequestDoesNothingTwice(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		request := app.Request{ID: "4711"}
		create := func() []*record.Record {
			done, err := h.Do(t.Context(), h.manager, request, app.Create{Kind: "asset", Body: &asset.Asset{Name: "Billing", Type: "service"}})
			if err != nil {
				t.Fatal(err)
			}
			return done
		}
		first, again := create(), create()
		if len(again) != 1 || again[0].ID != first[0].ID {
			t.Errorf("the second time gave %v", again)
		}
		listing, err := h.List(t.Context(), h.manager, app.Query{Kind: "asset"})
		if err != nil || len(listing.Records) != 1 {
			t.Errorf("%d assets are there, %v", len(listing.Records), err)
		}
	})
}

func TestRolesDecideWhoMayWriteWhat(t *testing.T) {
	h := open(t, testhouse.SQLite)
	newAsset := app.Create{Kind: "asset", Body: &asset.Asset{Name: "Billing", Type: "service"}}
	for _, test := range []struct {
		role    app.Role
		allowed bool
	}{{app.Manager, true}, {app.Contributor, true}, {app.ControlOwner, true}, {app.RiskOwner, false}, {app.Auditor, false}, {app.Reader, false}} {
		t.Run(string(test.role), func(t *testing.T) {
			actor := h.colleague(t, "Person "+string(test.role), test.role)
			_, err := h.Do(t.Context(), actor, app.Request{}, newAsset)
			if test.allowed != (err == nil) || err != nil && !fault.Is(err, fault.Forbidden) {
				t.Errorf("said %v", err)
			}
		})
	}
	nobody := h.manager
	nobody.Roles = nil
	if _, err := h.List(t.Context(), nobody, app.Query{Kind: "asset"}); !fault.Is(err, fault.Forbidden) {
		t.Errorf("an account without a role reads: %v", err)
	}
}

func TestNobodyApprovesTheirOwnDocumentAndAnEditVoidsAnApproval(t *testing.T) {
	h := open(t, testhouse.SQLite)
	jonas := h.colleague(t, "Jonas Reuter", app.Manager)
	doc := h.must(t, h.manager, app.Create{Kind: "document", Body: &document.Document{
		Title: "Policy", Type: "security_policy", RequiredBy: "standard", Version: "1.0", Authors: []record.Ref{record.Ref(h.manager.Person)},
	}})[0]
	if _, err := h.Do(t.Context(), h.manager, app.Request{}, app.Move{ID: doc.ID, Base: 1, Transition: "approve"}); !fault.Is(err, fault.Invalid) {
		t.Fatalf("its only author approves it: %v", err)
	}
	doc = h.must(t, jonas, app.Move{ID: doc.ID, Base: 1, Transition: "approve"})[0]
	if doc.State != "approved" || len(doc.Kind.Approvals(doc.Body)) != 1 {
		t.Fatalf("after the approval: %s, %v", doc.State, doc.Kind.Approvals(doc.Body))
	}
	doc = h.must(t, h.manager, app.Edit{ID: doc.ID, Base: 2, Set: map[string]string{"next_review": "2027-11-24"}})[0]
	if doc.State != "approved" {
		t.Error("a new date of review voids the approval")
	}
	doc = h.must(t, h.manager, app.Edit{ID: doc.ID, Base: 3, Set: map[string]string{"text": "New words."}})[0]
	if doc.State != "draft" || len(doc.Kind.Approvals(doc.Body)) != 0 {
		t.Errorf("after an edit of the text: %s, %v", doc.State, doc.Kind.Approvals(doc.Body))
	}
}

func TestAnAcceptanceForSomebodyElseIsOnlyAsserted(t *testing.T) {
	h := open(t, testhouse.SQLite)
	jonas := h.colleague(t, "Jonas Reuter", app.RiskOwner)
	r := h.must(t, h.manager, app.Create{Kind: "risk", Body: &risk.Risk{Title: "Flood", Owner: record.Ref(jonas.Person)}})[0]
	accept := func(actor app.Actor) *risk.Acceptance {
		return h.must(t, actor, app.Create{Kind: "acceptance", Body: &risk.Acceptance{Risk: record.Ref(r.ID), By: record.Ref(jonas.Person)}})[0].Body.(*risk.Acceptance)
	}
	if !accept(h.manager).Asserted {
		t.Error("the manager accepts in the owner's name, and it counts")
	}
	if accept(jonas).Asserted {
		t.Error("the owner's own acceptance does not count")
	}
}

func TestAMarkedRecordIsNowhereForThoseWhoMayNotSeeIt(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		const canary = "CANARY takeover of the board"
		reader := h.colleague(t, "Rita Reader", app.Reader, app.Contributor)
		owner := h.colleague(t, "Otto Owner", app.RiskOwner)
		secret := h.must(t, h.manager, app.Create{Kind: "risk", Mark: record.MarkRestricted, Body: &risk.Risk{Title: canary, Owner: record.Ref(owner.Person)}})[0]
		h.must(t, h.manager, app.Create{Kind: "treatment", Body: &risk.Treatment{Risk: record.Ref(secret.ID), Option: "avoid"}})
		// marked only after it was treated: the treatment follows
		mark, late := record.MarkRestricted, h.must(t, h.manager, app.Create{Kind: "risk", Body: &risk.Risk{Title: canary}})[0]
		h.must(t, h.manager, app.Create{Kind: "treatment", Body: &risk.Treatment{Risk: record.Ref(late.ID), Option: "avoid"}})
		h.must(t, h.manager, app.Edit{ID: late.ID, Base: 1, Mark: &mark})

		if _, err := h.Get(t.Context(), owner, secret.Key); err != nil {
			t.Errorf("its owner does not see it: %v", err)
		}
		if _, err := h.Get(t.Context(), reader, secret.Key); !fault.Is(err, fault.NotFound) {
			t.Errorf("a reader sees it: %v", err)
		}
		listing, err := h.List(t.Context(), reader, app.Query{Kind: "risk"})
		if err != nil || len(listing.Records) != 0 {
			t.Errorf("a list shows %d risks, %v", len(listing.Records), err)
		}
		counts, err := h.Count(t.Context(), reader, app.Query{Kind: "risk"}, "state")
		if err != nil || counts["open"] != 0 {
			t.Errorf("it is counted: %v, %v", counts, err)
		}
		tallies, err := h.Tally(t.Context(), reader, app.Query{Kind: "risk"}, "consequence", "likelihood")
		if err != nil || len(tallies) != 0 {
			t.Errorf("it is tallied: %v, %v", tallies, err)
		}
		for name, one := range map[string]struct {
			actor  app.Actor
			hidden int
		}{"a reader": {reader, 2}, "the owner of one": {owner, 1}, "a manager": {h.manager, 0}} {
			if hidden, err := h.Hidden(t.Context(), one.actor, "risk"); err != nil || hidden != one.hidden {
				t.Errorf("%s is told of %d hidden risks, expected %d: %v", name, hidden, one.hidden, err)
			}
		}
		found, err := h.Search(t.Context(), reader, "canary", nil, 10)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range found {
			if strings.Contains(name.Title, "CANARY") {
				t.Errorf("search finds %s", name.Title)
			}
		}
		if _, err := h.Do(t.Context(), reader, app.Request{}, app.Edit{ID: secret.ID, Base: 1, Set: map[string]string{"title": "mine"}}); !fault.Is(err, fault.NotFound) {
			t.Errorf("a reader edits it: %v", err)
		}
		report, err := h.Verdict(t.Context(), reader, app.VerdictQuery{})
		if err != nil {
			t.Fatal(err)
		}
		told := fmt.Sprintf("%+v", report.Requirements)
		if strings.Contains(told, "CANARY") || strings.Contains(told, secret.Key) {
			t.Error("the verdict names it")
		}
		if !strings.Contains(told, "restricted") {
			t.Error("the verdict hides that a restricted record fails")
		}
	})
}

func TestCountsByAReferenceTellNoMoreThanTheRecordsDo(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		reader := h.colleague(t, "Rita Reader", app.Reader)
		open := h.must(t, h.manager, app.Create{Kind: "person", Body: &org.Person{Name: "Olga Open"}})[0]
		for _, name := range []string{"Canary One", "Canary Two"} {
			hidden := h.must(t, h.manager, app.Create{Kind: "person", Mark: record.MarkRestricted, Body: &org.Person{Name: name}})[0]
			h.must(t, h.manager, app.Create{Kind: "risk", Body: &risk.Risk{Title: "Flood", Owner: record.Ref(hidden.ID)}})
		}
		h.must(t, h.manager, app.Create{Kind: "risk", Body: &risk.Risk{Title: "Fire", Owner: record.Ref(open.ID)}})
		counts, err := h.Count(t.Context(), reader, app.Query{Kind: "risk"}, "owner")
		if want := map[string]int{"restricted": 2, open.Key: 1}; err != nil || !maps.Equal(counts, want) {
			t.Errorf("counted %v, expected %v: %v", counts, want, err)
		}
	})
}

func TestAWrongPasswordWaitsAndAOneTimeAddressIsGoodOnce(t *testing.T) {
	h := open(t, testhouse.SQLite)
	for range 5 {
		if _, err := h.SignIn(t.Context(), "mara@example.org", "wrong horse battery"); !fault.Is(err, fault.Unauthenticated) {
			t.Fatalf("a wrong password: %v", err)
		}
	}
	if _, err := h.SignIn(t.Context(), "mara@example.org", "correct horse battery"); err == nil {
		t.Error("after five wrong passwords the right one is taken at once")
	}
	h.now = h.now.Add(time.Hour)
	if _, err := h.SignIn(t.Context(), " MARA@example.org", "correct horse battery"); err != nil {
		t.Errorf("after an hour: %v", err)
	}
	token, err := h.OneTimeEntry(t.Context(), h.manager.Account)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := h.ActorOfSession(t.Context(), token); err == nil {
		t.Error("a one-time token passes for a session")
	}
	if _, err := h.EnterOnce(t.Context(), token); err != nil {
		t.Fatal(err)
	}
	if _, err := h.EnterOnce(t.Context(), token); !fault.Is(err, fault.Forbidden) {
		t.Errorf("a second time: %v", err)
	}
}

func TestErasingAPersonsNameLeavesTheLogVerifying(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		person := h.must(t, h.manager, app.Create{Kind: "person", Body: &org.Person{Name: "Erasmus Gone"}})[0]
		h.must(t, h.manager, app.Erase{ID: person.ID, Field: "name", Note: "asked for it"})
		now, err := h.Get(t.Context(), h.manager, person.Key)
		if err != nil || strings.Contains(now.Title(), "Erasmus") {
			t.Errorf("it still reads %q, %v", now.Title(), err)
		}
		entries, err := h.History(t.Context(), h.manager, now, 0)
		if err != nil || strings.Contains(fmt.Sprintf("%+v", entries), "Erasmus") {
			t.Errorf("history still has the name: %v", err)
		}
		found, err := h.Search(t.Context(), h.manager, "erasmus", nil, 10)
		if err != nil || len(found) != 0 {
			t.Errorf("search still finds it: %v, %v", found, err)
		}
		verified, err := h.VerifyLog(t.Context(), h.manager)
		if err != nil || !verified.OK() {
			t.Errorf("the log: %+v, %v", verified, err)
		}
	})
}
