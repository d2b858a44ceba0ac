package main

import (
	"testing"

	"surety/app"
	"surety/isms"
	"surety/isms/risk"
)

func TestADraftMethodIsEnoughToReadTheLevelsOfARegister(t *testing.T) {
	ctx := t.Context()
	c := &commands{Dir: t.TempDir(), kinds: isms.Kinds()}
	p, err := c.open(ctx, false)
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	token, err := p.SetUpToken(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.SetUp(ctx, token, app.SetUpForm{Organization: "Acme", Name: "Ada", Login: "ada", Password: "correct horse battery staple"}); err != nil {
		t.Fatal(err)
	}
	ada, err := c.actor(ctx, p)
	if err != nil {
		t.Fatal(err)
	}
	kind := p.Catalogue().Kind("risk_method")
	method := *kind.Starts[1].Body.(*risk.Method)
	method.System = "ISMS-0001"
	if _, err := p.Do(ctx, ada, app.Request{}, app.Create{ID: p.NewID(), Kind: kind.Name, Body: &method}); err != nil {
		t.Fatal(err)
	}
	register := []byte("Nr;Risiko;Eintrittswahrscheinlichkeit;Schadensausmaß\nR-1;Ausfall;mittel;sehr hoch\n")
	plan, err := importer{p.App}.Run(ctx, ada, p.Catalogue().Kind("risk"), "risks.csv", register, "")
	if err != nil || len(plan.Faults) > 0 {
		t.Fatal(err, plan)
	}
	listing, err := p.List(ctx, ada, app.Query{Kind: "risk", Limit: 2})
	if err != nil || len(listing.Records) != 1 {
		t.Fatal(err, listing)
	}
	body := listing.Records[0].Body.(*risk.Risk)
	if body.Likelihood != 2 || body.Consequence != 4 || body.Level != "High" || body.MethodApproved {
		t.Errorf("the risk is read as %+v", body)
	}
}
