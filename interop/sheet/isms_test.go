package sheet

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"surety/isms"
	"surety/isms/measure"
	"surety/record"
)

func TestEveryKindOfTheProgramIsExportedAndImportedWithoutChange(t *testing.T) {
	catalogue, err := isms.Catalogue()
	must(t, err)
	rapid.Check(t, func(rt *rapid.T) {
		m := &memory{catalogue: catalogue}
		refs := map[string][]record.Ref{}
		for i, k := range catalogue.Kinds() {
			for j := range 2 {
				body := k.New()
				if f := k.TitleField(); f != nil {
					must(t, f.Set(body, fmt.Sprintf("Nr %d %d", i, j)))
				}
				refs[k.Name] = append(refs[k.Name], record.Ref(m.add(k.Name, body, "").ID))
			}
		}
		k := rapid.SampledFrom(catalogue.Kinds()).Draw(rt, "kind")
		for range 3 {
			body := k.New()
			fill(rt, k.Fields, body, refs)
			m.add(k.Name, body, rapid.SampledFrom(k.Lifecycle.States).Draw(rt, "state").Name)
		}
		format := rapid.SampledFrom([]func(*Export, *bytes.Buffer) error{
			func(x *Export, b *bytes.Buffer) error { return x.WriteXLSX(b) },
			func(x *Export, b *bytes.Buffer) error { return x.WriteCSV(b, ';') },
		}).Draw(rt, "format")
		m.roundTrip(rt, k, format)
	})
}

// A register names the thing that each of its rows is of many times.
func TestRowsOfOneThingAreToldApartByWhatTheySayOfIt(t *testing.T) {
	catalogue, err := isms.Catalogue()
	must(t, err)
	m := &memory{catalogue: catalogue}
	hours := m.add("measure", &measure.Measure{Title: "Hours to restore"}, "")
	m.add("reading", &measure.Reading{Measure: record.Ref(hours.ID), From: "2026-01-01", Value: "9"}, "")
	plan := planCSV(t, m, "reading", "Measure;For the period from;Reading\nMEAS-0001;2026-01-01;3\nMEAS-0001;2026-02-01;4\nMEAS-0001;2026-03-01;5\n", nil)
	if s := plan.Summary(); s.Update != 1 || s.Create != 2 || len(plan.Faults) > 0 {
		t.Errorf("of three months of which one was read already %d are updated and %d created: %v", s.Update, s.Create, plan.Faults)
	}
	plan = planCSV(t, m, "reading", "Key;Measure;For the period from;Reading\n;MEAS-0001;2026-02-01;3\n;MEAS-0001;2026-02-01;4\n", nil)
	want := `CSV B3: Measure: "MEAS-0001" stands in row 2 already: each record may be in the file once`
	if len(plan.Faults) != 1 || plan.Faults[0].String() != want {
		t.Errorf("of one month twice it says %v, expected %s", plan.Faults, want)
	}
}

// What offices call their columns, by kind, and where each should go.
func TestUsualHeadingsOfRegistersAreUnderstood(t *testing.T) {
	catalogue, err := isms.Catalogue()
	must(t, err)
	cases := map[string]map[string]string{
		"risk": {
			"Risiko-Nr.": "external_id", "Risikobezeichnung": "title", "Szenario": "scenario", "Bedrohung": "threat", "Schwachstelle": "vulnerability", "Schutzziele": "effects",
			"Betroffene Assets": "assets", "Verantwortlich": "owner", "Auswirkung": "consequence", "Eintrittswahrscheinlichkeit": "likelihood", "Risikostufe": "",
			"Restauswirkung": "residual_consequence", "Restwahrscheinlichkeit": "residual_likelihood", "Priorität": "priority", "Bewertet am": "assessed", "Status": "state",
		},
		"asset": {
			"ID": "external_id", "Asset": "name", "Typ": "type", "Beschreibung": "description", "Eigentümer": "owner", "Standort": "location", "Klassifizierung": "classification",
			"Schutzbedarf Vertraulichkeit": "confidentiality", "Schutzbedarf Integrität": "integrity", "Schutzbedarf Verfügbarkeit": "availability", "Lieferant": "supplier", "Abhängig von": "depends_on",
		},
		"supplier":  {"Lieferant": "name", "Dienstleistung": "service", "Vertragsende": "contract_until", "Verantwortlicher": "owner", "Letzte Prüfung": "reviewed"},
		"person":    {"Name": "name", "E-Mail": "mail", "Funktion": "function", "Abteilung": "unit", "Vorgesetzter": "manager"},
		"control":   {"Maßnahme": "title", "Umsetzungsstatus": "status", "Maßnahmenverantwortlicher": "owner", "Nr.": "external_id", "Seit": "since"},
		"document":  {"Titel": "title", "Version": "version", "Dokumententyp": "type", "Nächste Prüfung": "next_review", "Freigegeben von": "approvals.by", "Freigabedatum": "approvals.at", "Status": "state"},
		"task":      {"Aufgabe": "title", "Zuständig": "assignee", "Fällig am": "due", "Bemerkung": "note", "Status": "state"},
		"objective": {"Ziel": "title", "Verantwortlich": "owner", "Termin": "due", "Kennzahl": "measure"},
	}
	for name, want := range cases {
		t.Run(name, func(t *testing.T) {
			m := &memory{catalogue: catalogue}
			var headings []string
			for h := range want {
				headings = append(headings, h)
			}
			book := read(t, "register.csv", joined("\t", headings, make([]string, len(headings))))
			got := map[string]string{}
			for _, c := range m.propose(t, name, book).Columns {
				got[c.Header] = c.Field
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}
