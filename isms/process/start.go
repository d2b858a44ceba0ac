package process

import "surety/record"

// starts are processes that a management system can hardly do without, with
// plain words that an organization puts into its own.
func starts() []record.Start {
	list := []struct {
		name  string
		label string
		body  Process
	}{
		{"risk", "Assessing and treating risks", Process{
			Purpose: "Know the risks to information before they happen, and decide what is done about each.",
			Inputs:  []string{"Issues and requirements", "Changes", "Lessons from incidents"}, Outputs: []string{"Assessed risks", "Treatment plan"},
			Criteria: []string{"Every risk assessed within a year", "No treatment past its day without a new one agreed"}, Every: "P12M",
		}},
		{"incident", "Handling incidents", Process{
			Purpose: "Notice, contain and mend what went wrong, and learn from it.",
			Inputs:  []string{"Reported events", "Alarms"}, Outputs: []string{"Closed incidents", "Lessons"},
			Criteria: []string{"Every report assessed within a working day", "A lesson written down for every major incident"},
		}},
		{"access", "Giving and taking access", Process{
			Purpose: "Everybody has the access that their work needs, and nobody keeps it longer.",
			Inputs:  []string{"People who join, move and leave"}, Outputs: []string{"Access given, changed and removed"},
			Criteria: []string{"Access removed within a day of leaving", "All access confirmed once a quarter"}, Every: "P3M",
		}},
		{"awareness", "Keeping people able and aware", Process{
			Purpose: "Whoever affects security can do what the task demands and knows their own part.",
			Inputs:  []string{"Competence that roles need", "New people"}, Outputs: []string{"Qualified holders of roles", "People who know their part"},
			Criteria: []string{"Everybody in scope reached within a year", "No role with a gap and without a plan"}, Every: "P12M",
		}},
		{"evaluation", "Measuring, auditing and reviewing", Process{
			Purpose: "Know whether the management system does what it is for.",
			Inputs:  []string{"Readings of measures", "Records of the processes"}, Outputs: []string{"Findings", "Decisions on improvement"},
			Criteria: []string{"No reading missing at the end of a quarter", "Review held within the year"}, Every: "P12M",
		}},
	}
	starts := make([]record.Start, len(list))
	for i, s := range list {
		s.body.Title, s.body.Type = s.label, "isms"
		starts[i] = record.Start{Name: s.name, Label: s.label, Body: &s.body}
	}
	return starts
}
