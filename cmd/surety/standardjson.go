package main

import (
	"encoding/json"
	"io"

	"surety/pack"
)

// standardLine is a pack in `surety standard list --format json`.
type standardLine struct {
	ID           string `json:"id"`
	Edition      string `json:"edition"`
	Title        string `json:"title"`
	Designation  string `json:"designation"`
	Status       string `json:"status"`
	Requirements int    `json:"requirements"` // of the standard itself, without rules of the house
	Controls     int    `json:"controls"`     // entries of the type control
	Entries      int    `json:"entries"`      // of all types
}

func lineOf(p *pack.Pack) standardLine {
	line := standardLine{ID: p.ID, Edition: p.Edition, Title: p.Title.In("en"), Designation: p.Designation, Status: string(p.Status), Entries: len(p.Entries)}
	for _, e := range p.Entries {
		switch {
		case e.Type == pack.TypeControl:
			line.Controls++
		case e.Force == pack.ForceRequirement:
			line.Requirements++
		}
	}
	return line
}

// standardEntry is an entry in `surety standard show --format json`.
type standardEntry struct {
	ID         string              `json:"id"`
	Clause     string              `json:"clause"`
	Type       pack.Type           `json:"type"`
	Force      pack.Force          `json:"force"`
	Parent     string              `json:"parent,omitempty"`
	Role       string              `json:"role,omitempty"` // it applies only to who declares it
	Title      string              `json:"title"`
	Text       string              `json:"text"`
	Why        string              `json:"why,omitempty"`
	Guidance   string              `json:"guidance,omitempty"` // Markdown
	Evidence   []string            `json:"evidence,omitempty"`
	Pitfalls   []string            `json:"pitfalls,omitempty"`
	Questions  []string            `json:"questions,omitempty"`
	Judge      pack.Judge          `json:"judge,omitempty"`
	Parts      map[string][]string `json:"parts,omitempty"`
	Attributes map[string][]string `json:"attributes"`
	Edges      []standardEdge      `json:"edges"`
	Checks     []standardCheck     `json:"checks,omitempty"`
	Source     string              `json:"source"`    // where its facts come from
	Confirmed  bool                `json:"confirmed"` // against a licensed copy
}

// standardEdge leads from the entry to another, or back to it where the other's
// pack states it.
type standardEdge struct {
	Relation pack.Relation `json:"relation"`
	To       string        `json:"to"` // pack@edition:id
	Back     bool          `json:"back,omitempty"`
	Strength float64       `json:"strength"`
}

type standardCheck struct {
	ID    string     `json:"id"`
	Shape pack.Shape `json:"shape"`
	Of    string     `json:"of,omitempty"`
	Where string     `json:"where,omitempty"`
	Holds string     `json:"holds"`
}

func entryOf(set *pack.Set, e *pack.Entry) standardEntry {
	entry := standardEntry{
		ID: e.ID, Clause: e.Clause, Type: e.Type, Force: e.Force, Title: e.Title.In("en"), Text: e.Text.In("en"), Why: e.Why.In("en"), Guidance: e.Guidance.In("en"),
		Evidence: inEnglish(e.Evidence), Pitfalls: inEnglish(e.Pitfalls), Questions: inEnglish(e.Questions), Judge: e.Judge,
		Attributes: e.Attributes, Edges: []standardEdge{}, Source: e.Pack.SourceOf(e).Name.In("en"), Confirmed: e.Confirmed,
	}
	if entry.Attributes == nil {
		entry.Attributes = map[string][]string{}
	}
	if e.Parent != nil {
		entry.Parent = e.Parent.ID
	}
	if e.Depends != nil {
		entry.Role = e.Depends.Role
	}
	for id, texts := range e.Parts {
		if entry.Parts == nil {
			entry.Parts = map[string][]string{}
		}
		entry.Parts[id] = inEnglish(texts)
	}
	for _, step := range set.Steps(e.Ref()) {
		entry.Edges = append(entry.Edges, standardEdge{Relation: step.Edge.Relation, To: step.Target().String(), Back: step.Back, Strength: step.Edge.Strength})
	}
	for _, check := range e.Checks {
		entry.Checks = append(entry.Checks, standardCheck{ID: check.ID, Shape: check.Shape, Of: check.Of, Where: check.Where, Holds: check.Holds})
	}
	return entry
}

func inEnglish(texts []pack.Text) []string {
	var said []string
	for _, text := range texts {
		said = append(said, text.In("en"))
	}
	return said
}

// writeJSON writes a value for programs to read.
func writeJSON(w io.Writer, value any) error {
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	return encoder.Encode(value)
}
