package main

import (
	"bytes"
	"slices"
	"testing"

	"surety/app"
	"surety/isms/asset"
	"surety/isms/org"
	"surety/isms/risk"
	"surety/record"
)

func TestAnImportTakesNoReferenceAwayThatItsSenderCantSee(t *testing.T) {
	s := newSite(t)
	ctx := t.Context()
	do := func(commands ...app.Command) []*record.Record {
		t.Helper()
		done, err := s.Do(ctx, s.manager, app.Request{}, commands...)
		if err != nil {
			t.Fatal(err)
		}
		return done
	}
	made := do(app.Create{Kind: "asset", Body: &asset.Asset{Name: "Hill relay", Type: "hardware"}}, app.Create{Kind: "asset", Body: &asset.Asset{Name: "Valley relay", Type: "hardware"}},
		app.Create{Kind: "asset", Body: &asset.Asset{Name: "Hidden relay", Type: "hardware"}, Mark: record.MarkRestricted}, app.Create{Kind: "person", Body: &org.Person{Name: "Tom Okafor"}})
	refs := []record.Ref{record.Ref(made[0].ID), record.Ref(made[1].ID), record.Ref(made[2].ID)}
	rec := do(app.Create{Kind: "risk", Body: &risk.Risk{Title: "Lightning strikes a relay", External: "L-1", Assets: refs}})[0]
	account, err := s.AddAccount(ctx, s.manager, app.NewAccount{Login: "tom@example.org", Name: "Tom Okafor", Password: "correct horse battery", Roles: []app.Role{app.RiskOwner}, Person: made[3].Key})
	if err != nil {
		t.Fatal(err)
	}
	tom := app.Actor{Account: account.ID, Name: "Tom Okafor", Organization: s.manager.Organization, Person: made[3].ID, Roles: []app.Role{app.RiskOwner}, Origin: app.FromBrowser}

	i := importer{s.App}
	file := "Own number;Assets\nL-1;Hill relay\n"
	plan, err := i.Run(ctx, tom, rec.Kind, "risks.csv", []byte(file), "")
	if err != nil || plan.Update != 1 {
		t.Fatalf("%+v, %v", plan, err)
	}
	stands, err := s.Get(ctx, s.manager, rec.Key)
	if err != nil {
		t.Fatal(err)
	}
	if got := stands.Body.(*risk.Risk).Assets; !slices.Equal(got, []record.Ref{refs[0], refs[2]}) {
		t.Errorf("the assets are %v, of %v", got, refs)
	}
	if plan, err = i.Plan(ctx, tom, rec.Kind, "risks.csv", []byte(file), ""); err != nil || plan.Unchanged != 1 {
		t.Errorf("read again: %+v, %v", plan, err)
	}

	var sheet bytes.Buffer
	if err := i.Export(ctx, tom, rec.Kind, &sheet); err != nil {
		t.Fatal(err)
	}
	if plan, err = i.Plan(ctx, tom, rec.Kind, "risk.xlsx", sheet.Bytes(), ""); err != nil || plan.Create+plan.Update+len(plan.Faults) > 0 {
		t.Errorf("what was exported changes something: %d to create, %d to update, %v, %v", plan.Create, plan.Update, plan.Faults, err)
	}
}
