package main

// mutation breaks one thing of the laboratory, which turns just the requirements
// that are named.
type mutation struct {
	name  string
	acts  []act
	fails seenAt
	asks  []string // those that need a person: a judgement lapsed with what it saw
}

// seenAt are the records at which requirements are seen to fail, by name.
type seenAt = map[string][]string

func edit(as, name string, with map[string]any) act { return act{As: as, Edit: name, With: with} }
func move(as, name, transition string) act          { return act{As: as, Of: name, Move: transition} }

type fields = map[string]any

var withoutOperation = []any{"4", "5", "6", "7", "9", "10"}

var mutations = []mutation{
	{
		name:  "a row of the Statement of Applicability is missing",
		acts:  []act{move("mara", "row A.5.7", "retire")},
		fails: seenAt{"6.1.3-4": {"soa"}},
	},
	{
		name:  "a control that an open treatment needs is left out",
		acts:  []act{edit("mara", "row A.8.13", fields{"included": "no", "status": "", "exclusion_reason": "Too dear."})},
		fails: seenAt{"6.1.3-8": {"row A.8.13"}},
	},
	{
		name:  "a row is left out without a reason",
		acts:  []act{edit("mara", "row A.8.30", fields{"exclusion_reason": ""})},
		fails: seenAt{"6.1.3-8": {"row A.8.30"}},
	},
	{
		name:  "a risk has no owner",
		acts:  []act{edit("mara", "mixed-up", fields{"owner": ""})},
		fails: seenAt{"6.1.2-6": {"mixed-up"}, "6.1.3-10": {"keep-labels"}, "6.1.3-11": {"mixed-up"}},
		asks:  []string{"6.1.2-8"},
	},
	{
		name:  "what remains of a risk rises after its acceptance",
		acts:  []act{edit("mara", "mixed-up", fields{"residual_likelihood": 2})},
		fails: seenAt{"6.1.3-11": {"mixed-up"}},
		asks:  []string{"6.1.2-8"},
	},
	{
		name:  "the approval of a document is revoked",
		acts:  []act{move("mara", "how-risks", "revoke")},
		fails: seenAt{"6.1.2-12": {"method"}, "7.5.1-1": {"how-risks"}},
	},
	{
		name: "the audit cycle has a hole",
		acts: []act{
			move("mara", "audited", "reopen"), edit("lena", "audited", fields{"clauses": withoutOperation}),
			move("lena", "audited", "report"), edit("lena", "next-audit", fields{"clauses": withoutOperation}),
		},
		fails: seenAt{"9.2.1-3": {"programme"}},
		asks:  []string{"4.4-1", "9.2.1-4", "9.2.2-4"},
	},
	{
		name:  "an auditor audits own work",
		acts:  []act{edit("lena", "next-audit", fields{"lead": "@jonas", "ties": []any{map[string]any{"auditor": "@jonas", "tie": "none"}}})},
		fails: seenAt{"9.2.2-4": {"next-audit"}},
	},
	{
		name:  "an input of the management review is missing",
		acts:  []act{move("mara", "review", "reopen"), edit("mara", "review", fields{"feedback": ""})},
		fails: seenAt{"9.3.2-8": {"review"}, "9.3.3-2": {"review"}},
		asks:  []string{"5.1-5", "9.3.1-1"},
	},
	{
		name:  "a nonconformity has no cause",
		acts:  []act{move("mara", "lists", "reopen"), edit("mara", "lists", fields{"causes": []any{}})},
		fails: seenAt{"10.2-4": {"lists"}},
		asks:  []string{"10.2-9"},
	},
	{
		name: "a significant change comes without an assessment",
		acts: []act{{As: "mara", New: "change", Name: "cloud", With: fields{
			"title": "Results go to a cloud", "system": "@isms", "subject": "technology", "planned": "planned", "type": "normal", "concerns": []any{"@program"}, "reason": "Towns want it.",
			"plan": "In spring.", "approver": "@ida", "approved_on": "-2d", "effective": "-1d", "owner": "@jonas", "significant": true, "test": "On a copy", "tested": "-2d", "way_back": "The old one stays",
		}}},
		fails: seenAt{"8.2-2": {"cloud"}},
	},
	{
		name:  "an objective has no result in its frequency",
		acts:  []act{edit("mara", "restore", fields{"results": []any{map[string]any{"on": "-5m", "value": "20 h"}}})},
		fails: seenAt{"6.2-5": {"restore"}},
		asks:  []string{"5.1-1", "6.2-7"},
	},
	{
		name:  "climate change is no longer decided",
		acts:  []act{edit("mara", "climate", fields{"determination": "open"})},
		fails: seenAt{"4.1-1": {"climate"}, "4.1-3": {}},
	},
	{
		name:  "an issue changes after the scope was looked at",
		acts:  []act{edit("mara", "towns", fields{"description": "Now also the county asks."})},
		fails: seenAt{"4.3-2": {"towns"}},
	},
	{
		name:  "a supplier is no longer reviewed",
		acts:  []act{edit("mara", "host", fields{"reviewed": "-2y"})},
		fails: seenAt{"8.1-7": {"host"}},
	},
	{
		name:  "somebody has not read the policy",
		acts:  []act{move("mara", "k-jonas", "retire")},
		fails: seenAt{"7.3-1": {"jonas"}},
	},
	{
		name:  "a person with duties leaves",
		acts:  []act{move("mara", "lena", "leave")},
		fails: seenAt{"5.3-1": {"auditor"}, "9.2.2-1": {"programme"}, "9.2.2-4": {"next-audit"}},
		asks:  []string{"10.2-9", "4.4-1", "5.1-6", "9.1-2"},
	},
	{
		name: "a judgement runs out",
		acts: []act{move("mara", "judgement 5.1-6", "withdraw")},
		asks: []string{"5.1-6"},
	},
}
