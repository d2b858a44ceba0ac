package calendar_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-ical"
	"github.com/google/go-cmp/cmp"

	"surety/app"
	"surety/connect/calendar"
	"surety/isms"
	"surety/language"
	"surety/record"
)

// TestACalendarIsReadByAnotherProgramAsItWasMeant reads it with a parser that is
// not of the library that wrote it.
func TestACalendarIsReadByAnotherProgramAsItWasMeant(t *testing.T) {
	catalogue, err := isms.Catalogue()
	if err != nil {
		t.Fatal(err)
	}
	kind := catalogue.Kind("document")
	due := func(id record.ID, title string, day record.Date) app.Due {
		return app.Due{Name: app.Name{ID: id, Kind: kind, Key: "DOC-0001", Title: title}, Field: kind.Field("next_review"), Day: day}
	}
	marked, restricted, anothers := due("2", "CANARY takeover", "2026-12-02"), due("3", "a restricted document", "2026-12-03"), due("4", "Backup policy", "2026-12-04")
	marked.Name.Marked, restricted.Name.Restricted = true, true
	restricted.Name.Key = ""
	anothers.For = &app.Name{Title: "Tom Okafor"}
	zone, err := time.LoadLocation("Pacific/Auckland")
	if err != nil {
		t.Fatal(err)
	}
	c := &app.Calendar{Organization: "Nordwerk, Netz; GmbH", Reader: language.For("de", zone), Due: []app.Due{due("1", "Prüfung, Überwachung; "+strings.Repeat("lang ", 40), "2026-12-01"), marked, restricted, anothers}}
	var out bytes.Buffer
	if err := calendar.Write(&out, c, "https://isms.example.org", time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)); err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(out.String(), "\r\n") {
		if len(line) > 75 {
			t.Errorf("a line has %d bytes, which RFC 5545 folds at 75: %s", len(line), line)
		}
	}
	if strings.Contains(out.String(), "CANARY") {
		t.Error("it names what is confidential")
	}
	read, err := ical.NewDecoder(&out).Decode()
	if err != nil {
		t.Fatal(err)
	}
	if name := text(t, read.Props, "X-WR-CALNAME"); name != "Meine Arbeit · Nordwerk, Netz; GmbH" {
		t.Errorf("it is called %q", name)
	}
	var got [][]string
	for _, e := range read.Events() {
		start, err := e.DateTimeStart(zone)
		if err != nil {
			t.Fatal(err)
		}
		end, err := e.DateTimeEnd(zone)
		if err != nil {
			t.Fatal(err)
		}
		if e.Props.Get("DTSTART").ValueType() != ical.ValueDate || end.Sub(start) != 24*time.Hour {
			t.Errorf("%s is no whole day: from %s until %s", text(t, e.Props, "UID"), start, end)
		}
		url := ""
		if p := e.Props.Get("URL"); p != nil {
			url = p.Value
		}
		got = append(got, []string{text(t, e.Props, "UID"), start.Format(time.DateOnly), text(t, e.Props, "SUMMARY"), url})
	}
	want := [][]string{
		{"1.next_review@surety", "2026-12-01", "Prüfung, Überwachung; " + strings.Repeat("lang ", 40) + " · Überprüfen bis", "https://isms.example.org/DOC-0001"},
		{"2.next_review@surety", "2026-12-02", "Dokument mit eingeschränktem Zugang · Überprüfen bis", "https://isms.example.org/DOC-0001"},
		{"3.next_review@surety", "2026-12-03", "Dokument mit eingeschränktem Zugang · Überprüfen bis", ""},
		{"4.next_review@surety", "2026-12-04", "Backup policy · Überprüfen bis · für Tom Okafor", "https://isms.example.org/DOC-0001"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func text(t *testing.T, props ical.Props, name string) string {
	t.Helper()
	value, err := props.Text(name)
	if err != nil {
		t.Fatal(err)
	}
	return value
}
