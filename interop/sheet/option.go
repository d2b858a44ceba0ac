package sheet

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"surety/fault"
	"surety/interop/sheet/workbook"
	"surety/record"
)

// Step is one step of a scale: a level's value and what people call it.
type Step struct {
	Value  int
	Labels []string
}

// numberedForm is a word with its number in front or behind: "4 - hoch", "hoch (4)".
var numberedForm = regexp.MustCompile(`^(?:(\d{1,3})\s*[-–—:.=)/ ]\s*(\D+)|(\D+?)\s*[(\[/=:-]\s*(\d{1,3})\s*[)\]]?)$`)

// splitNumbered separates number and word; ok is false when there aren't both.
func splitNumbered(text string) (number int, word string, ok bool) {
	parts := numberedForm.FindStringSubmatch(strings.TrimSpace(text))
	if parts == nil {
		return 0, "", false
	}
	number, _ = strconv.Atoi(parts[1] + parts[4]) // digits by the form
	return number, strings.TrimSpace(parts[2] + parts[3]), true
}

// option reads one value of an enumeration: by value, label, or a word that
// means the same.
func (r *reader) option(f *record.Field, text string) (string, error) {
	if value, ok := r.known[text]; ok {
		return value, nil
	}
	said := strings.TrimSpace(text)
	if value, ok := r.values[comparedText(said)]; ok && value != "" {
		said = value
	}
	value, ok := findOption(f.Options, said)
	if _, word, numbered := splitNumbered(said); !ok && numbered {
		value, ok = findOption(f.Options, word)
	}
	if !ok {
		return "", fault.New(fault.Invalid, "%q is not one of %s", said, labelsOf(f.Options))
	}
	r.known[text] = value
	return value, nil
}

func (r *reader) options(f *record.Field, text string) ([]string, error) {
	var values []string
	entries := splitEntries(text, true)
	if err := tooMany(f, len(entries)); err != nil {
		return nil, err
	}
	for _, entry := range entries {
		value, err := r.option(f, entry)
		if err != nil {
			return nil, err
		}
		if !slices.Contains(values, value) {
			values = append(values, value)
		}
	}
	return values, nil
}

// findOption finds the option that a text names, the surest way first; a
// meaning counts only when no second option has it.
func findOption(options []record.Option, text string) (string, bool) {
	for _, o := range options {
		if o.Value == text {
			return o.Value, true
		}
	}
	folded := fold(text)
	for _, o := range options {
		if names(o, folded, fold) {
			return o.Value, true
		}
	}
	said := words().meanings(text)
	found, count := "", 0
	for _, o := range options {
		if sameMeanings(said, words().meanings(o.Label)) || sameMeanings(said, words().meanings(o.Value)) {
			found, count = o.Value, count+1
		}
	}
	if count == 0 {
		return findAnswer(options, said)
	}
	return found, count == 1
}

// findAnswer reads yes and no where one option is the other's negation, as
// relevant and not_relevant are: registers answer what a form asks as a choice.
func findAnswer(options []record.Option, said []meaning) (string, bool) {
	yes, no := sameMeanings(said, words().meanings("yes")), sameMeanings(said, words().meanings("no"))
	for _, o := range options {
		if !slices.ContainsFunc(options, func(other record.Option) bool { return other.Value == "not_"+o.Value }) {
			continue
		}
		switch {
		case yes:
			return o.Value, true
		case no:
			return "not_" + o.Value, true
		}
	}
	return "", false
}

func labelsOf(options []record.Option) fault.Words {
	labels := make(fault.Words, len(options))
	for i, o := range options {
		labels[i] = fault.Word(o.Label)
	}
	return labels
}

// step reads a level on a scale: its number, a label, or both together.
func (r *reader) step(c workbook.Cell) (int, error) {
	if value, ok := findStep(r.steps, c.Text); ok {
		return value, nil
	}
	if n, err := wholeNumber(c, r.column.Decimal); err == nil {
		for _, s := range r.steps {
			if s.Value == n {
				return n, nil
			}
		}
	}
	return 0, fault.New(fault.Invalid, "%q is no step of the scale: expected one of %s", c.Text, stepsText(r.steps))
}

// findStep finds the step that a text names.
func findStep(steps []Step, text string) (int, bool) {
	if n, err := strconv.Atoi(strings.TrimSpace(text)); err == nil {
		return n, slices.ContainsFunc(steps, func(s Step) bool { return s.Value == n })
	}
	if n, word, ok := splitNumbered(text); ok {
		if slices.ContainsFunc(steps, func(s Step) bool { return s.Value == n }) {
			return n, true
		}
		text = word
	}
	folded, said := fold(text), words().meanings(text)
	for _, s := range steps {
		for _, label := range s.Labels {
			if fold(label) == folded && folded != "" {
				return s.Value, true
			}
		}
	}
	found, count := 0, 0
	for _, s := range steps {
		if slices.ContainsFunc(s.Labels, func(label string) bool { return sameMeanings(said, words().meanings(label)) }) {
			found, count = s.Value, count+1
		}
	}
	return found, count == 1
}

func stepsText(steps []Step) string {
	texts := make([]string, len(steps))
	for i, s := range steps {
		texts[i] = strconv.Itoa(s.Value)
		if len(s.Labels) > 0 {
			texts[i] += " " + s.Labels[0]
		}
	}
	return strings.Join(texts, ", ")
}

// ladders are the usual words for levels, from low to high.
var ladders = [][]string{
	{"low", "medium", "high"},
	{"low", "medium", "high", "veryhigh"},
	{"low", "medium", "high", "critical"},
	{"verylow", "low", "medium", "high", "veryhigh"},
	{"verylow", "low", "medium", "high", "critical"},
	{"rare", "unlikely", "possible", "likely", "certain"},
	{"unlikely", "possible", "likely", "certain"},
	{"rare", "possible", "likely"},
	{"rare", "possible", "likely", "certain"},
	{"unlikely", "possible", "likely"},
}

// guessStep proposes a step for a word that none of the labels has, by its place
// on a ladder that has as many words as the scale has steps and holds all the
// words of the column. It is only ever a proposal in a mapping.
func guessStep(steps []Step, text string, column []string) (int, bool) {
	for _, ladder := range ladders {
		if len(ladder) != len(steps) || !allOn(ladder, column) {
			continue
		}
		if i := rung(ladder, text); i >= 0 {
			values := make([]int, len(steps))
			for j, s := range steps {
				values[j] = s.Value
			}
			slices.Sort(values)
			return values[i], true
		}
	}
	return 0, false
}

func allOn(ladder, texts []string) bool {
	return !slices.ContainsFunc(texts, func(text string) bool {
		_, err := strconv.Atoi(strings.TrimSpace(text))
		return err != nil && rung(ladder, text) < 0
	})
}

func rung(ladder []string, text string) int {
	if _, word, ok := splitNumbered(text); ok {
		text = word
	}
	return slices.IndexFunc(ladder, func(word string) bool { return sameMeanings(words().meanings(text), []meaning{{word}}) })
}
