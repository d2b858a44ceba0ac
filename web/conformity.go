package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"surety/app"
	"surety/conform"
	"surety/fault"
	"surety/language"
	"surety/pack"
	"surety/record"
)

// scope says of which management system a verdict is, and as of when; the
// links of its pages carry it on.
type scope struct {
	Query   app.VerdictQuery
	Day     record.Date // as of its end, where the organization is; empty: now
	Systems []*record.Record
}

// mostSystems is how many management systems can be chosen from.
const mostSystems = 50

// scopeOf reads the scope from a page's address.
func (s *server) scopeOf(v visit) (scope, error) {
	values := v.URL.Query()
	sc := scope{Query: app.VerdictQuery{Standard: v.PathValue("standard"), System: values.Get("system")}}
	systems, err := s.app.List(v.Context(), v.Actor, app.Query{Kind: "management_system", Sort: "key", Limit: mostSystems})
	if err != nil {
		return sc, err
	}
	if sc.Systems = systems.Records; len(sc.Systems) > 1 && sc.Query.System == "" {
		sc.Query.System = sc.Systems[0].Key
	}
	if text := values.Get("as_of"); text != "" {
		if sc.Day, err = record.ParseDate(text); err != nil {
			return sc, fault.New(fault.Invalid, "%w", err)
		}
		if sc.Query.AsOf, err = s.app.AsOf(v.Context(), v.Actor, sc.Day); err != nil {
			return sc, err
		}
		if sc.Query.AsOf.IsZero() { // today
			sc.Day = ""
		}
	}
	return sc, nil
}

// carry is what links add to stay in the scope.
func (sc scope) carry(more ...string) string {
	values := url.Values{}
	if len(sc.Systems) > 1 {
		values.Set("system", sc.Query.System)
	}
	if sc.Day != "" {
		values.Set("as_of", string(sc.Day))
	}
	for i := 0; i+1 < len(more); i += 2 {
		if more[i+1] != "" {
			values.Set(more[i], more[i+1])
		}
	}
	if len(values) == 0 {
		return ""
	}
	return "?" + values.Encode()
}

// when says as of when, for a heading.
func (sc scope) when(r language.Reader, report *conform.Report) string {
	if sc.Day != "" {
		return r.Say("as it was at the end of %s", r.Day(sc.Day.Time()))
	}
	return r.Say("as of %s", r.Instant(report.AsOf))
}

// conformityView is the tree of a standard with its verdicts.
type conformityView struct {
	scope
	*conform.Report
	Only string // "open": what does not hold; "fails"; "audit": what a certification auditor would raise

	actor     app.Actor
	catalogue *record.Catalogue
}

func (s *server) conformity(w http.ResponseWriter, v visit) error {
	sc, err := s.scopeOf(v)
	if err != nil {
		return err
	}
	if waits, err := s.evaluating(w, v, sc); waits || err != nil {
		return err
	}
	report, err := s.app.Verdict(v.Context(), v.Actor, sc.Query)
	if err != nil {
		return err
	}
	return s.show(w, v, http.StatusOK, report.Pack.Designation, conformityPage(conformityView{sc, report, v.URL.Query().Get("only"), v.Actor, s.app.Catalogue()}))
}

// URL is the address of a requirement in the scope.
func (c conformityView) URL(id string) string {
	return requirementURL(c.Standard, id) + c.carry()
}

// paperURL is the address of all of it as a paper.
func (c conformityView) paperURL(format string) string {
	return "/conformity/" + c.Pack.Ref().String() + "/paper/conformity." + format + c.carry()
}

// Shows tells whether the filter leaves a branch.
func (c conformityView) Shows(b *conform.Branch) bool {
	switch {
	case b.Verdict == "":
		return false
	case c.Only == "open":
		return b.Verdict != conform.Holds && b.Verdict != conform.NoOccasion
	case c.Only == "fails":
		return b.Verdict.Worse(conform.NeedsPerson)
	case c.Only == "audit":
		return raised(b)
	}
	return true
}

// raised tells whether a certification auditor would raise something in a branch:
// a requirement that fails, could not be computed or lacks the judgement it needs.
// Guidance, information and the house's own rules are no criteria of a certification
// audit (ISO/IEC 17021-1), and Annex A is one through the Statement of
// Applicability alone: whether it is right is for 6.1.3, and what it declares to be
// at work has to be (27001 8.1).
func raised(b *conform.Branch) bool {
	return b.Requirement != nil && isRaised(b.Requirement) || slices.ContainsFunc(b.Branches, raised)
}

func isRaised(q *conform.Requirement) bool {
	declared := q.Entry.Occasion != nil && q.Entry.Occasion.Of == "soa_row"
	return (q.Force == pack.ForceRequirement || declared) && q.Verdict.Worse(conform.Holds)
}

// advises tells a report of guidance alone, of which nothing can fail.
func (c conformityView) advises() bool {
	return !slices.ContainsFunc(c.Requirements, func(q conform.Requirement) bool { return q.Force != pack.ForceGuidance })
}

// failWords name the filter for what does not hold.
func (c conformityView) failWords(r language.Reader) string {
	if c.advises() {
		return r.Say("What is not followed")
	}
	return r.Say("What fails")
}

// Opens tells whether a branch is shown open: where something fails, and all
// of it where only a part is shown.
func (c conformityView) Opens(b *conform.Branch) bool {
	return c.Only != "" || b.Entry.Parent == nil && b.Verdict != conform.Holds || b.Verdict == conform.Fails || b.Verdict == conform.NotComputed
}

// tally counts what stands below a branch.
func tally(b *conform.Branch) clauseView {
	var c clauseView
	tallyInto(&c, b)
	return c
}

func tallyInto(c *clauseView, b *conform.Branch) {
	if b.Requirement != nil && len(b.Branches) == 0 && b.Requirement.Force == pack.ForceRequirement {
		c.add(b.Verdict)
	}
	for _, child := range b.Branches {
		tallyInto(c, child)
	}
}

// summaryWords says the report in a line; where it is of guidance alone, in the
// terms of that.
func (c conformityView) summaryWords(r language.Reader) string {
	if c.advises() {
		s := c.Strictly().Summary
		return r.Say("%d not followed · %d open · %d followed", s.Fails, s.NeedsPerson, s.Holds)
	}
	s := c.Summary
	var parts []string
	if s.NotComputed > 0 {
		parts = append(parts, r.Count(s.NotComputed, "%d could not be computed", "%d could not be computed"))
	}
	parts = append(parts, r.Count(s.Fails, "%d fails", "%d fail"), r.Count(s.NeedsPerson, "%d needs a person", "%d need a person"), r.Count(s.Holds, "%d holds", "%d hold"))
	if s.NoOccasion > 0 {
		parts = append(parts, r.Count(s.NoOccasion, "%d had no occasion yet", "%d had no occasion yet"))
	}
	return strings.Join(parts, " · ")
}

// force names what an entry is where it is no requirement.
func force(r language.Reader, e *pack.Entry) string {
	if e.Force == pack.ForceRequirement {
		return ""
	}
	return r.Say(record.Words(string(e.Force)))
}

// unless gives a text, or nothing where something holds.
func unless(holds bool, text string) string {
	if holds {
		return ""
	}
	return text
}
