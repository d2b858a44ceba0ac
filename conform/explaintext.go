package conform

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"

	"surety/language"
	"surety/pack"
)

// Why is why an entry's checks say what they say: one explanation a check.
type Why struct {
	Entry  *pack.Entry
	Checks []*Explanation
}

type (
	whyJSON struct {
		Requirement string      `json:"requirement"`
		Judge       pack.Judge  `json:"judge"`
		Checks      []checkJSON `json:"checks"`
		Note        string      `json:"note"`
	}
	checkJSON struct {
		ID         string         `json:"id"`
		Shape      pack.Shape     `json:"shape"`
		Of         string         `json:"of"`
		Where      string         `json:"where"`
		Holds      string         `json:"holds"`
		Record     *Named         `json:"record"`     // null where the whole was asked, or there was nothing to ask
		Considered bool           `json:"considered"` // of a record: it is of the management system, and not retired
		Selected   *reasoningJSON `json:"selected"`   // null where nothing selects
		Answer     *reasoningJSON `json:"answer"`     // null where it was not asked
		Withheld   bool           `json:"withheld"`
	}
	reasoningJSON struct {
		Holds bool   `json:"holds"`
		Until string `json:"until"`
		Parts []Line `json:"parts"`
		Seen  []Line `json:"seen"`
		More  bool   `json:"more"`
	}
)

// WriteWhyJSON writes an explanation in the form that others script against.
func WriteWhyJSON(w io.Writer, why *Why) error {
	told := whyJSON{Requirement: why.Entry.ID, Judge: why.Entry.Judge, Checks: []checkJSON{}, Note: Disclaimer}
	for _, x := range why.Checks {
		check := checkJSON{ID: x.Check.ID, Shape: x.Check.Shape, Of: x.Check.Of, Where: x.Check.Where, Holds: x.Check.Holds,
			Considered: x.Considered, Selected: jsonOf(x.Where), Answer: jsonOf(x.Holds), Withheld: x.Withheld}
		if x.Record.Key != "" {
			check.Record = &x.Record
		}
		told.Checks = append(told.Checks, check)
	}
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	return encoder.Encode(told)
}

func jsonOf(r *Reasoning) *reasoningJSON {
	if r == nil {
		return nil
	}
	return &reasoningJSON{Holds: r.Holds, Until: string(r.Until), Parts: append([]Line{}, r.Parts...), Seen: append([]Line{}, r.Seen...), More: r.More}
}

// WriteWhy writes an explanation for a person at a terminal.
func WriteWhy(w io.Writer, why *Why) error {
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, "%s %s\n%s\n", plain(why.Entry.ID), plain(why.Entry.Title.String()), Disclaimer)
	if len(why.Checks) == 0 {
		terminal := names{words: language.For(language.English, nil)}
		fmt.Fprintf(out, "\nNothing is computed here. %s\n", terminal.personSentence(why.Entry, "", nil))
	}
	for _, x := range why.Checks {
		writeExplanation(out, x)
	}
	return out.Flush()
}

func writeExplanation(out *bufio.Writer, x *Explanation) {
	fmt.Fprintf(out, "\nCheck %s", plain(x.Check.ID))
	if x.Record.Key != "" {
		fmt.Fprintf(out, ", of %s %s", plain(x.Record.Key), plain(x.Record.Title))
	}
	fmt.Fprintln(out)
	writeReasoning(out, "asked where", x.Check.Where, x.Where)
	writeReasoning(out, "holds where", x.Check.Holds, x.Holds)
	switch {
	case x.Record.Key != "" && !x.Considered:
		fmt.Fprintln(out, "  The record is retired or of another management system, and does not count.")
	case x.Record.Key == "" && x.Holds == nil:
		fmt.Fprintln(out, "  There is no record that it could be explained by.")
	}
	if x.Withheld {
		fmt.Fprintln(out, "  Some values are not for you to see.")
	}
}

func writeReasoning(out *bufio.Writer, head, expression string, r *Reasoning) {
	if expression == "" {
		return
	}
	fmt.Fprintf(out, "  %s %s", head, plain(expression))
	if r == nil {
		fmt.Fprintln(out)
		return
	}
	answer := "no"
	if r.Holds {
		answer = "yes"
	}
	fmt.Fprintf(out, ": %s\n", answer)
	for _, line := range r.Parts {
		fmt.Fprintf(out, "    %s = %s\n", plain(line.What), plain(line.Value))
	}
	for _, line := range r.Seen {
		fmt.Fprintf(out, "    seen: %s = %s\n", plain(line.What), plain(line.Value))
	}
	if r.More {
		fmt.Fprintln(out, "    More was read than is shown.")
	}
}
