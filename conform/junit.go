package conform

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"
)

// The elements of a JUnit report, as far as continuous integration reads them.
type (
	junitSuites struct {
		XMLName xml.Name   `xml:"testsuites"`
		Name    string     `xml:"name,attr"`
		Suite   junitSuite `xml:"testsuite"`
	}
	junitSuite struct {
		Name       string          `xml:"name,attr"`
		Tests      int             `xml:"tests,attr"`
		Failures   int             `xml:"failures,attr"`
		Errors     int             `xml:"errors,attr"`
		Skipped    int             `xml:"skipped,attr"`
		Timestamp  string          `xml:"timestamp,attr"`
		Properties []junitProperty `xml:"properties>property"`
		Cases      []junitCase     `xml:"testcase"`
	}
	junitProperty struct {
		Name  string `xml:"name,attr"`
		Value string `xml:"value,attr"`
	}
	junitCase struct {
		Class   string        `xml:"classname,attr"`
		Name    string        `xml:"name,attr"`
		Failure *junitOutcome `xml:"failure"`
		Error   *junitOutcome `xml:"error"`
		Skipped *junitOutcome `xml:"skipped"`
	}
	junitOutcome struct {
		Message string `xml:"message,attr"`
		Type    string `xml:"type,attr,omitempty"`
		Text    string `xml:",chardata"`
	}
)

// WriteJUnit writes a report in the XML that continuous integration reads: what
// fails is a failure, what could not be computed an error, what needs a person
// or had no occasion is skipped. So is whatever does not count: the file says
// no worse than the exit code does.
func WriteJUnit(w io.Writer, r *Report) error {
	suite := junitSuite{
		Name: r.Standard + "@" + r.Edition, Tests: len(r.Requirements), Timestamp: r.AsOf.Format("2006-01-02T15:04:05"),
		Properties: []junitProperty{{"organization", r.Organization}, {"management_system", r.ManagementSystem}, {"note", Disclaimer}},
	}
	for i := range r.Requirements {
		suite.add(&r.Requirements[i], r.counts(&r.Requirements[i]))
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	encoder := xml.NewEncoder(w)
	encoder.Indent("", "  ")
	if err := encoder.Encode(junitSuites{Name: r.Pack.Designation, Suite: suite}); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}

func (s *junitSuite) add(q *Requirement, counts bool) {
	c := junitCase{Class: fmt.Sprintf("%s.%s", s.Name, q.Clause), Name: q.ID + " " + q.Entry.Title.String()}
	outcome := &junitOutcome{Message: q.Reason, Type: string(q.Verdict.wire()), Text: q.lines()}
	switch {
	case q.Verdict == Holds:
	case !counts:
		outcome.Type, outcome.Message = "", upperFirst(q.Words())+" (not counted): "+q.Reason
		c.Skipped = outcome
		s.Skipped++
	case q.Verdict == NotComputed:
		c.Error = outcome
		s.Errors++
	case q.Verdict.wire() == Fails:
		c.Failure = outcome
		s.Failures++
	default:
		outcome.Type = ""
		c.Skipped = outcome
		s.Skipped++
	}
	s.Cases = append(s.Cases, c)
}

// lines are mend and records of a requirement.
func (q *Requirement) lines() string {
	var lines []string
	if q.Mend != "" {
		lines = append(lines, q.Mend)
	}
	for _, n := range q.Records {
		lines = append(lines, strings.TrimSpace(n.Key+" "+n.Title))
	}
	if more := q.Total - len(q.Records); more > 0 {
		lines = append(lines, fmt.Sprintf("and %d more", more))
	}
	return strings.Join(lines, "\n")
}
