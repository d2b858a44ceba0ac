package conform

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"unicode"

	"surety/pack"
)

// WriteJSON writes a report in the form that others script against.
func WriteJSON(w io.Writer, r *Report) error {
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	return encoder.Encode(r)
}

// words say a verdict to people, for requirements and, where they differ, for
// guidance.
var words = map[Verdict]string{
	Holds: "holds", Fails: "FAILS", NeedsPerson: "needs a person", NoOccasion: "no occasion yet",
	NotComputed: "COULD NOT BE COMPUTED", NotFollowed: "not followed", Broken: "own rule broken",
}

// Words says the verdict to people, in the terms of the entry's force.
func (q *Requirement) Words() string { return q.Verdict.words(q.Force) }

func (v Verdict) words(force pack.Force) string {
	if force == pack.ForceGuidance {
		switch v {
		case Holds:
			return "followed"
		case NeedsPerson:
			return "open"
		}
	}
	return words[v]
}

// mostLines bounds the records that a text names for one requirement.
const mostLines = 20

// WriteText writes a report for a person at a terminal. Whatever records hold,
// it can't move the cursor or change colours.
func WriteText(w io.Writer, r *Report) error {
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, "%s: %s, %s\n", plain(r.Pack.Designation), plain(r.ManagementSystem), plain(r.Organization))
	fmt.Fprintf(out, "As of %s. %s\n", r.AsOf.Format("2006-01-02 15:04 MST"), Disclaimer)
	for _, root := range r.Tree() {
		writeBranch(out, root)
	}
	s := r.Summary
	counted := "Requirements"
	if r.strict {
		counted = "Requirements, guidance and rules of your own"
	}
	fmt.Fprintf(out, "\n%s: %d hold, %d fail, %d need a person, %d had no occasion", counted, s.Holds, s.Fails, s.NeedsPerson, s.NoOccasion)
	if s.NotComputed > 0 {
		fmt.Fprintf(out, ", %d could not be computed", s.NotComputed)
	}
	fmt.Fprintln(out, ".")
	return out.Flush()
}

func writeBranch(out *bufio.Writer, b *Branch) {
	if q := b.Requirement; q != nil {
		writeRequirement(out, q)
	} else if b.Verdict != "" {
		fmt.Fprintf(out, "\n%s %s: %s\n", plain(b.Entry.Clause), plain(b.Entry.Title.String()), b.Verdict.words(b.Force))
	}
	for _, below := range b.Branches {
		writeBranch(out, below)
	}
}

func writeRequirement(out *bufio.Writer, q *Requirement) {
	fmt.Fprintf(out, "  %-10s %-22s %s\n", plain(q.ID), q.Words(), plain(q.Entry.Title.String()))
	if q.Verdict == Holds {
		return
	}
	line := func(sign, text string) {
		if text != "" {
			fmt.Fprintf(out, "  %-10s %s%s\n", "", sign, plain(text))
		}
	}
	line("", q.Reason)
	line("Do: ", q.Mend)
	for i, n := range q.Records {
		if i == mostLines {
			line("- ", fmt.Sprintf("and %d more", max(q.Total, len(q.Records))-i))
			break
		}
		line("- ", strings.TrimSpace(n.Key+" "+n.Title))
	}
}

// plain makes one line of a text, with nothing in it that steers a terminal.
func plain(text string) string {
	text = strings.Map(func(c rune) rune {
		switch {
		case unicode.IsSpace(c):
			return ' '
		case unicode.IsControl(c), unicode.Is(unicode.Cf, c):
			return -1
		}
		return c
	}, text)
	return strings.TrimSpace(text)
}
