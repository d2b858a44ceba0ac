package incident_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"surety/isms/incident"
	"surety/record"
)

// rules are a management system's rules of notification.
type rules []*record.Record

func (r rules) Get(record.Ref) (*record.Record, error) { return nil, nil }

func (r rules) Back(kind, field string, _ record.ID) ([]*record.Record, error) {
	if kind != "notice_rule" || field != "system" {
		return nil, nil
	}
	return r, nil
}

var kinds = func() map[string]*record.Kind {
	byName := map[string]*record.Kind{}
	for _, k := range incident.Kinds() {
		byName[k.Name] = k
	}
	return byName
}()

// start is a rule that the program offers.
func start(t *testing.T, name string) *record.Record {
	t.Helper()
	kind := kinds["notice_rule"]
	for _, s := range kind.Starts {
		if s.Name == name {
			return &record.Record{ID: record.ID("rule-" + name), Kind: kind, State: "current", Body: kind.Clone(s.Body)}
		}
	}
	t.Fatalf("there is no start %s", name)
	return nil
}

// saved is an incident as it is kept, over the one before.
func saved(t *testing.T, now time.Time, lookup rules, i, before *incident.Incident) *incident.Incident {
	t.Helper()
	p := record.Preparation{Now: now, Record: &record.Record{Kind: kinds["incident"], State: "open", Body: i}, Lookup: lookup}
	if before != nil {
		p.Before = before
	}
	if err := i.Prepare(p); err != nil {
		t.Fatal(err)
	}
	return i
}

func at(text string) time.Time {
	t, err := time.Parse("2006-01-02 15:04", text)
	if err != nil {
		panic(err)
	}
	return t
}

func TestAnIncidentNamesEachNotificationWithTheMinuteByWhichItIsDue(t *testing.T) {
	lookup := rules{start(t, "gdpr"), start(t, "nis2")}
	aware := at("2026-01-30 22:15")
	i := saved(t, aware.Add(2*time.Hour), lookup, &incident.Incident{Severity: "high", Personal: true, Essential: true, Aware: aware}, nil)
	want := []string{"2026-02-02 22:15", "2026-01-31 22:15", "2026-02-02 22:15", "2026-03-02 22:15"}
	if len(i.Notices) != len(want) {
		t.Fatalf("%d notifications: %+v", len(i.Notices), i.Notices)
	}
	for n, due := range want {
		if !i.Notices[n].Due.Equal(at(due)) {
			t.Errorf("%s is due %s, want %s", i.Notices[n].Stage, i.Notices[n].Due, due)
		}
	}
	if i.Next != "2026-01-31" {
		t.Errorf("the next is due on %s", i.Next)
	}
}

func TestAFinalReportIsCountedFromTheNotificationThatWasSentByTheCalendar(t *testing.T) {
	lookup := rules{start(t, "nis2")}
	i := saved(t, at("2026-01-30 08:00"), lookup, &incident.Incident{Severity: "critical", Essential: true, Aware: at("2026-01-30 08:00")}, nil)
	i.Notices[1].Sent = at("2026-01-31 09:30")
	saved(t, at("2026-01-31 10:00"), lookup, i, i)
	if due := i.Notices[2].Due; !due.Equal(at("2026-02-28 09:30")) {
		t.Errorf("a month after 31 January is %s", due)
	}
}

func TestARuleThatDoesNotApplyAsksForNothingAndWhatWasEnteredStays(t *testing.T) {
	lookup := rules{start(t, "gdpr")}
	i := saved(t, at("2026-01-30 08:00"), lookup, &incident.Incident{Severity: "low", Aware: at("2026-01-30 07:00")}, nil)
	if len(i.Notices) != 0 {
		t.Fatalf("without personal data: %+v", i.Notices)
	}
	i.Personal = true
	saved(t, at("2026-01-30 09:00"), lookup, i, i)
	i.Notices[0].Instead, i.Notices[0].Reason = "not_required", "The laptop was encrypted; a risk to people is unlikely."
	i.Personal = false
	saved(t, at("2026-01-30 10:00"), lookup, i, i)
	if len(i.Notices) != 1 || i.Next != "" {
		t.Errorf("the reasoned line is gone, or its clock runs on: %+v, next %s", i.Notices, i.Next)
	}
}

// Whatever the incident: each stage of each rule that applies has one line, none
// is due before the clock begins, and saving again changes nothing.
func TestClocksAreTheSameHoweverOftenTheyAreComputed(t *testing.T) {
	random := rand.New(rand.NewPCG(27, 35))
	severities := []string{"low", "moderate", "high", "critical"}
	kind := kinds["notice_rule"]
	for range 2000 {
		var lookup rules
		for n := range random.IntN(4) {
			r := &incident.Rule{Severity: append([]string{""}, severities...)[random.IntN(5)], Personal: random.IntN(2) == 0, Essential: random.IntN(2) == 0,
				Begins: []string{"aware", "recorded", "significant"}[random.IntN(3)]}
			for s := range random.IntN(4) {
				stage := incident.Stage{Name: string(rune('a' + s)), Hours: random.IntN(100), Months: random.IntN(4)}
				if s > 0 && random.IntN(2) == 0 {
					stage.After = "previous"
				}
				r.Stages = append(r.Stages, stage)
			}
			lookup = append(lookup, &record.Record{ID: record.ID(rune('r' + n)), Kind: kind, State: "current", Body: r})
		}
		now := time.Unix(random.Int64N(2e9), 0).UTC()
		i := &incident.Incident{Severity: severities[random.IntN(4)], Personal: random.IntN(2) == 0, Essential: random.IntN(2) == 0, Aware: now.Add(-time.Hour)}
		if random.IntN(2) == 0 {
			i.Significant = now
		}
		saved(t, now, lookup, i, nil)
		expected := 0
		for _, rec := range lookup {
			if r := rec.Body.(*incident.Rule); r.Applies(i) {
				expected += len(r.Stages)
			}
		}
		if len(i.Notices) != expected {
			t.Fatalf("%d notifications for %d stages", len(i.Notices), expected)
		}
		for _, n := range i.Notices {
			if n.Due.Before(i.Aware) {
				t.Fatalf("%s is due at %s, before anybody knew at %s", n.Stage, n.Due, i.Aware)
			}
		}
		again := saved(t, now.Add(time.Hour), lookup, kinds["incident"].Clone(i).(*incident.Incident), i)
		for n := range i.Notices {
			if again.Notices[n] != i.Notices[n] {
				t.Fatalf("%+v became %+v", i.Notices[n], again.Notices[n])
			}
		}
	}
}

func TestAnIncidentIsNotClosedBeforeItWasLearntFromAndAllWereNotified(t *testing.T) {
	kind := kinds["incident"]
	i := &incident.Incident{Cause: "A door was propped open.", Lessons: "The door calls after a minute.", Notices: []incident.Notice{{Recipient: "Authority", Stage: "Notification"}}}
	closing := func() error {
		for _, tr := range kind.Lifecycle.Transitions {
			if tr.Name == "close" {
				return tr.Guard(record.Preparation{Record: &record.Record{Kind: kind, Key: "INC-0001", Body: i}})
			}
		}
		t.Fatal("an incident can't be closed at all")
		return nil
	}
	if closing() == nil {
		t.Error("closed with a notification open")
	}
	i.Notices[0].Sent = at("2026-01-30 08:00")
	if err := closing(); err != nil {
		t.Error(err)
	}
	i.Lessons = " "
	if closing() == nil {
		t.Error("closed without lessons or a reason for none")
	}
}
