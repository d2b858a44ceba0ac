package conform

import (
	"encoding/json"
	"io"
	"time"

	"surety/pack"
)

// The parts of SARIF 2.1.0 that a report needs (OASIS, sections 3.13 to 3.52).
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool        sarifTool         `json:"tool"`
		Invocations []sarifInvocation `json:"invocations"`
		Results     []sarifResult     `json:"results"`
		Properties  sarifProperties   `json:"properties"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name    string      `json:"name"`
		Version string      `json:"version,omitzero"`
		Rules   []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID         string          `json:"id"`
		Name       string          `json:"name,omitzero"`
		Short      sarifMessage    `json:"shortDescription"`
		Full       *sarifMessage   `json:"fullDescription,omitzero"`
		Help       *sarifMessage   `json:"help,omitzero"`
		Properties sarifProperties `json:"properties"`
	}
	sarifInvocation struct {
		Successful bool      `json:"executionSuccessful"`
		End        time.Time `json:"endTimeUtc"`
	}
	sarifResult struct {
		RuleID     string          `json:"ruleId"`
		RuleIndex  int             `json:"ruleIndex"`
		Kind       string          `json:"kind"`
		Level      string          `json:"level"`
		Message    sarifMessage    `json:"message"`
		Locations  []sarifLocation `json:"locations,omitzero"`
		Properties sarifProperties `json:"properties"`
	}
	sarifLocation struct {
		Logical []sarifLogical `json:"logicalLocations"`
	}
	sarifLogical struct {
		Name string `json:"name"`
		Full string `json:"fullyQualifiedName"`
		Kind string `json:"kind"`
	}
	sarifMessage struct {
		Text string `json:"text"`
	}
	sarifProperties map[string]string
)

// sarifKinds give kind and level of a result. A level other than none stands
// with the kind fail alone (3.27.10).
var sarifKinds = map[Verdict][2]string{
	Holds: {"pass", "none"}, Fails: {"fail", "error"}, NeedsPerson: {"review", "none"}, NoOccasion: {"notApplicable", "none"},
	NotComputed: {"open", "none"}, NotFollowed: {"fail", "error"}, Broken: {"fail", "error"},
}

// sarifUncounted is what is told of an entry that fails and does not count.
var sarifUncounted = [2]string{"informational", "none"}

// WriteSARIF writes a report as SARIF 2.1.0: an entry is a rule, a failing
// record a result. version is that of the program, and may be empty.
func WriteSARIF(w io.Writer, r *Report, version string) error {
	run := sarifRun{
		Tool:        sarifTool{sarifDriver{Name: "surety", Version: version, Rules: []sarifRule{}}},
		Invocations: []sarifInvocation{{Successful: r.Exit() != ExitNotComputed, End: r.AsOf}},
		Results:     []sarifResult{},
		Properties:  sarifProperties{"organization": r.Organization, "management_system": r.ManagementSystem, "standard": r.Standard, "edition": r.Edition, "note": Disclaimer},
	}
	for i := range r.Requirements {
		q := &r.Requirements[i]
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, sarifRuleOf(q.Entry))
		run.Results = append(run.Results, q.sarifResults(i, r.counts(q))...)
	}
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	return encoder.Encode(sarifLog{Schema: "https://json.schemastore.org/sarif-2.1.0.json", Version: "2.1.0", Runs: []sarifRun{run}})
}

func sarifRuleOf(e *pack.Entry) sarifRule {
	rule := sarifRule{ID: e.ID, Short: sarifMessage{e.Title.String()}, Properties: sarifProperties{"clause": e.Clause, "force": string(e.Force)}}
	if text := e.Text.String(); text != "" {
		rule.Full = &sarifMessage{text}
	}
	if help := e.Guidance.String(); help != "" {
		rule.Help = &sarifMessage{help}
	}
	return rule
}

// sarifResults are one result for each record that is named, or one for the
// whole.
func (q *Requirement) sarifResults(rule int, counts bool) []sarifResult {
	result := func(reason, mend string) sarifResult {
		as := sarifKinds[q.Verdict]
		if !counts && q.Verdict.wire() == Fails {
			as = sarifUncounted
		}
		text := reason
		if mend != "" {
			text += " " + mend
		}
		if text == "" {
			text = upperFirst(q.Words()) + "."
		}
		return sarifResult{RuleID: q.ID, RuleIndex: rule, Kind: as[0], Level: as[1], Message: sarifMessage{text},
			Properties: sarifProperties{"verdict": string(q.Verdict.wire()), "force": string(q.Force), "basis": string(q.Basis), "shows": string(q.Shows)}}
	}
	if len(q.Records) == 0 {
		return []sarifResult{result(q.Reason, q.Mend)}
	}
	results := make([]sarifResult, len(q.Records))
	for i, n := range q.Records {
		results[i] = result(n.Reason, n.Mend)
		results[i].Locations = []sarifLocation{{[]sarifLogical{{Name: n.title(), Full: n.call(), Kind: n.Kind}}}}
	}
	return results
}
