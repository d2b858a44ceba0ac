package incident

import (
	"slices"
	"time"

	"surety/record"
)

// KindRule is the kind of rules of notification.
const KindRule = "notice_rule"

// From when a rule's clock runs.
const (
	BeginsAware       = "aware"
	BeginsRecorded    = "recorded"
	BeginsSignificant = "significant"
)

// Stage is one message that a rule asks for: so many hours or months after the
// clock began, or after the stage before it was sent.
type Stage struct {
	Name   string `json:"name" label:"Message" is:"required" max:"100"`
	Hours  int    `json:"hours,omitzero" label:"Within hours"`
	Months int    `json:"months,omitzero" label:"Within months"`
	After  string `json:"after,omitzero" label:"Counted from" enum:"begin=The beginning,previous=The message before"`
	Holds  string `json:"holds,omitzero" label:"What it must say" max:"1000"`
}

// Rule says whom to notify of which incidents, and by when: what a law or a
// contract asks for, as data.
type Rule struct {
	System      record.Ref  `json:"system,omitzero" label:"Management system" to:"management_system" is:"required,index"`
	Title       string      `json:"title" label:"Rule" is:"required,title,search,list"`
	Recipient   string      `json:"recipient" label:"To whom" help:"The authority or customer, and the portal or number." is:"required,search,list" max:"300"`
	Source      string      `json:"source,omitzero" label:"Source" help:"Article of the law, or section of the contract." is:"search,list"`
	Requirement record.Ref  `json:"requirement,omitzero" label:"Requirement" to:"requirement" back:"notice_rules" is:"index" clause:"27001 A.5.31"`
	Severity    string      `json:"severity,omitzero" label:"From severity" enum:"low,moderate,high,critical" help:"Less severe incidents need no notification by this rule; empty: all." is:"index"`
	Personal    bool        `json:"personal_data,omitzero" label:"Only where personal data are concerned" is:"index"`
	Essential   bool        `json:"essential_service,omitzero" label:"Only where an essential service is concerned" is:"index"`
	Begins      string      `json:"begins" label:"The clock begins" enum:"aware=When we are aware,recorded=When it is recorded,significant=When it is found significant" is:"required,index"`
	Stages      []Stage     `json:"stages,omitzero" label:"Messages" clause:"27001 A.5.26"`
	Owner       record.Ref  `json:"owner,omitzero" label:"Owner" to:"person" back:"notice_rules" is:"index,list,duty,reader"`
	Reviewed    record.Date `json:"reviewed,omitzero" label:"Last held against its source" is:"index,list"`
}

// Check refuses stages without a time, and the first counted from one before it.
func (r *Rule) Check(report func(field, format string, args ...any)) {
	for i, s := range r.Stages {
		if s.Hours < 0 || s.Months < 0 || s.Hours == 0 && s.Months == 0 {
			report("stages", "%q has no time: enter hours or months", s.Name)
		}
		if i == 0 && s.After == "previous" {
			report("stages", "%q is the first and can't be counted from one before it", s.Name)
		}
		if slices.ContainsFunc(r.Stages[:i], func(other Stage) bool { return other.Name == s.Name }) {
			report("stages", "%q stands there twice", s.Name)
		}
	}
}

var severities = []string{"low", "moderate", "high", "critical"}

// Applies tells whether the rule asks for notifications of an incident.
func (r *Rule) Applies(i *Incident) bool {
	severe := r.Severity == "" || slices.Index(severities, i.Severity) >= slices.Index(severities, r.Severity)
	return severe && (!r.Personal || i.Personal) && (!r.Essential || i.Essential) && (r.Begins != BeginsSignificant || !i.Significant.IsZero())
}

// Begin is when the rule's clock begins for an incident.
func (r *Rule) Begin(i *Incident) time.Time {
	switch r.Begins {
	case BeginsRecorded:
		return i.Recorded
	case BeginsSignificant:
		return i.Significant
	}
	return i.Aware
}

// Due is by when each stage has to be sent. A stage that is counted from the one
// before runs from when that was sent, and until then from when it has to be.
func (r *Rule) Due(begin time.Time, sent func(stage string) time.Time) []time.Time {
	due := make([]time.Time, len(r.Stages))
	if begin.IsZero() {
		return due
	}
	for i, s := range r.Stages {
		from := begin
		if s.After == "previous" && i > 0 {
			from = due[i-1]
			if at := sent(r.Stages[i-1].Name); !at.IsZero() {
				from = at
			}
		}
		due[i] = addMonths(from.UTC(), s.Months).Add(time.Duration(s.Hours) * time.Hour)
	}
	return due
}

// addMonths moves by calendar months: to the same day of the month, or to its last
// where there is no such day (Regulation (EEC, Euratom) No 1182/71, Article 3).
func addMonths(t time.Time, months int) time.Time {
	first := time.Date(t.Year(), t.Month()+time.Month(months), 1, t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), t.Location())
	last := first.AddDate(0, 1, -1).Day()
	return first.AddDate(0, 0, min(t.Day(), last)-1)
}

func rule() *record.Kind {
	return record.MustDefine[Rule](record.Spec{
		Name: KindRule, Prefix: "NOTICE", Label: "Rule of notification", Plural: "Rules of notification", Concern: "incident", Place: "plan", Clause: "27001 A.5.24", Editors: []string{"contributor", "control_owner"},
		Help:   "Whom law and contracts say to tell of an incident, and by when. With the rules in place, each incident shows its clocks from the minute it is recorded.",
		Starts: starts(),
	})
}

// starts are the clocks that most organizations in the European Union meet.
func starts() []record.Start {
	return []record.Start{
		{Name: "gdpr", Label: "GDPR Article 33: personal data breach", Body: &Rule{
			Title: "Personal data breach to the supervisory authority", Recipient: "Data protection supervisory authority", Source: "Regulation (EU) 2016/679, Article 33",
			Personal: true, Begins: BeginsAware,
			Stages: []Stage{{Name: "Notification", Hours: 72, After: "begin",
				Holds: "Nature of the breach, categories and numbers of people and records; contact; likely consequences; what was done and is proposed. Not needed where a risk to people is unlikely: then say why."}},
		}},
		{Name: "nis2", Label: "NIS 2 Article 23: significant incident", Body: &Rule{
			Title: "Significant incident to the CSIRT or competent authority", Recipient: "National CSIRT or competent authority", Source: "Directive (EU) 2022/2555, Article 23 (4)",
			Severity: "high", Essential: true, Begins: BeginsAware,
			Stages: []Stage{
				{Name: "Early warning", Hours: 24, After: "begin", Holds: "Whether an unlawful or malicious act is suspected, and whether other countries could be concerned."},
				{Name: "Notification", Hours: 72, After: "begin", Holds: "First assessment: severity, effects and, where there are any, indicators of compromise."},
				{Name: "Final report", Months: 1, After: "previous", Holds: "Description, severity and effects; kind of threat or cause; what was and is being done; effects across borders."},
			},
		}},
	}
}
