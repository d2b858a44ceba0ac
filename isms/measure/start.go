package measure

import "surety/record"

// starts are measures that most organizations can take, with plain words to
// put into their own.
func starts() []record.Start {
	list := []struct {
		name string
		body Measure
	}{
		{"leavers", Measure{
			Title: "Leavers locked out in time", Need: "Are people who leave locked out before they could do harm?",
			Method: "Of all who left in the period, those whose last account was blocked within a day of leaving. Externals count.", Formula: "in time ÷ all who left × 100",
			Source: "List of leavers of human resources, accounts of the directory", Unit: "%", Better: "more", Target: "100", Alarm: "90", Every: "P3M", Allowance: "P14D", Analysis: "P6M",
		}},
		{"patches", Measure{
			Title: "Critical weaknesses closed in time", Need: "Are weaknesses closed before others use them?",
			Method: "Of the critical weaknesses whose time ended in the period, those that were closed by then. The time begins when the maker publishes.", Formula: "closed in time ÷ due × 100",
			Source: "Export of the scanner", Unit: "%", Better: "more", Target: "95", Alarm: "80", Every: "P1M", Allowance: "P7D", Analysis: "P3M",
		}},
		{"restores", Measure{
			Title: "Restore tests that failed", Need: "Could we bring back what we promise?",
			Method: "Restore tests of the period that failed or took longer than promised.", Source: "Records of the restore tests",
			Unit: "tests", Better: "less", Target: "0", Alarm: "2", Every: "P3M", Allowance: "P14D", Analysis: "P6M",
		}},
		{"overdue", Measure{
			Title: "Actions past their day", Need: "Does the management system do what it decides?",
			Method: "Open treatments and actions past their day at the end of the period.", Source: "The registers of this management system",
			Unit: "actions", Better: "less", Target: "0", Alarm: "5", Every: "P1M", Allowance: "P7D", Analysis: "P3M",
		}},
	}
	starts := make([]record.Start, len(list))
	for i, s := range list {
		s.body.Version = "1"
		starts[i] = record.Start{Name: s.name, Label: s.body.Title, Body: &s.body}
	}
	return starts
}
