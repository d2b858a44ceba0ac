package sheet

import (
	"slices"
	"strconv"
	"strings"

	"surety/interop/sheet/workbook"
	"surety/record"
)

// mostValues bounds how many different texts of a column are listed.
const mostValues = 60

// values lists what the texts of a column mean where the field has a fixed set
// of values and the text is none of its own words, so that a person can see
// and change it. What isn't understood is listed with nothing behind it.
func (p *proposal) values(column *Column, r *reader, cells []workbook.Cell) {
	f := r.slot.field
	if f.Type != record.TypeEnum && f.Type != record.TypeEnums && f.Type != record.TypeInteger {
		return
	}
	texts := distinct(cells, f.Type == record.TypeEnums)
	others := slices.DeleteFunc(slices.Clone(texts), func(text string) bool { return isOwnWord(f, text) || saysNothing(text) })
	if len(others) > mostValues {
		p.note("%s: more than %d different values: is this the right column?", column.Header, mostValues)
		return
	}
	for _, text := range others {
		if _, listed := r.values[comparedText(text)]; listed {
			continue
		}
		if column.Values == nil {
			column.Values = map[string]string{}
		}
		column.Values[text] = r.guess(f, text, texts) // none is undecided, which each row that says it tells
	}
}

// isOwnWord tells that a text is a value or label of the field itself, or a number.
func isOwnWord(f *record.Field, text string) bool {
	if _, err := wholeNumber(workbook.Cell{Kind: workbook.Text, Text: text}, ""); err == nil && f.Type == record.TypeInteger {
		return true
	}
	compared := comparedText(text)
	return slices.ContainsFunc(f.Options, func(o record.Option) bool { return names(o, compared, comparedText) })
}

// guess is the field's word for a text, "" when there is none.
func (r *reader) guess(f *record.Field, text string, column []string) string {
	if f.Type != record.TypeInteger {
		value, err := r.option(f, text)
		if err != nil {
			return ""
		}
		return value
	}
	value, ok := findStep(r.steps, text)
	if !ok {
		value, ok = guessStep(r.steps, text, column)
	}
	if !ok {
		return ""
	}
	return strconv.Itoa(value)
}

// distinct lists the different texts of cells, in the order they appear.
func distinct(cells []workbook.Cell, lists bool) []string {
	var texts []string
	seen := map[string]bool{}
	for _, c := range cells {
		entries := []string{c.Text}
		if lists {
			entries = splitEntries(c.Text, true)
		}
		for _, e := range entries {
			e = strings.Join(strings.Fields(e), " ")
			if key := comparedText(e); e != "" && !seen[key] {
				seen[key] = true
				texts = append(texts, e)
			}
		}
	}
	return texts
}

// stateValues lists which state of the lifecycle each text means.
func (p *proposal) stateValues(column *Column, cells []workbook.Cell) {
	texts := distinct(cells, false)
	for _, text := range texts[:min(len(texts), mostValues)] {
		if saysNothing(text) || decided(column, text) {
			continue
		}
		name, ok := findState(p.kind, text)
		if state, known := p.kind.Lifecycle.State(name); known && names(record.Option{Value: state.Name, Label: state.Label}, comparedText(text), comparedText) {
			continue
		}
		if column.Values == nil {
			column.Values = map[string]string{}
		}
		if !ok {
			if name, ok = nearState(p.kind, text); ok {
				p.note("%s: %q is taken for %s", column.Header, text, p.stateLabel(name))
			}
		}
		column.Values[text] = name
	}
}

// decided tells that a column says already what a text means.
func decided(column *Column, text string) bool {
	for known, value := range column.Values {
		if value != "" && comparedText(known) == comparedText(text) {
			return true
		}
	}
	return false
}

// findState finds the state that a text names.
func findState(kind *record.Kind, text string) (string, bool) {
	options := make([]record.Option, len(kind.Lifecycle.States))
	for i, s := range kind.Lifecycle.States {
		options[i] = record.Option{Value: s.Name, Label: s.Label}
	}
	return findOption(options, strings.TrimSpace(text))
}

// nearby are words for how far something is, and those that come closest where
// a lifecycle is coarser.
var nearby = map[string][]string{
	"progress": {"open", "active", "draft"}, "planned": {"open", "draft"}, "done": {"closed"}, "closed": {"done", "withdrawn"}, "implemented": {"done", "closed"},
	"withdrawn": {"dropped", "closed", "retired"}, "dropped": {"withdrawn", "closed", "retired"}, "accepted": {"closed"}, "active": {"open"}, "open": {"draft", "active"},
}

// nearState proposes the state that comes closest to a text no state is called.
func nearState(kind *record.Kind, text string) (string, bool) {
	for _, said := range words().meanings(text) {
		for _, word := range said {
			for _, near := range nearby[word] {
				for _, state := range kind.Lifecycle.States {
					if !state.Approved && sameMeanings([]meaning{{near}}, words().meanings(state.Label)) {
						return state.Name, true
					}
				}
			}
		}
	}
	return "", false
}

func (p *proposal) stateLabel(name string) string {
	state, _ := p.kind.Lifecycle.State(name)
	return p.reader.Say(state.Label)
}
