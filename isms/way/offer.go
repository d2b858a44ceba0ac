package way

import (
	"fmt"
	"slices"
	"strings"

	"surety/record"
)

// Facts are what is known of an organization and of whoever takes an offer.
type Facts struct {
	Organization string
	People       int               // 0: not known
	Sector       string            // empty: not known
	Answers      map[string]string // "yes" or "no" by question; absent: not known
	Today        record.Date
	Owner        record.Ref
	// Consequence and Likelihood are how many steps the risk method has.
	Consequence, Likelihood int
}

// Offer is a record that the program would propose, with its reason.
type Offer struct {
	ID    string
	Step  string
	Kind  string
	Of    string // the offer whose record it adds to; empty: it makes a new one
	Group string // of offers of a group one is taken
	Why   string
	// Template names the text that a document begins with; empty: none.
	Template string
	// Body holds the fields as JSON has them. A reference is written "@" and the
	// name of another offer, "@first:kind" for the one record of a kind, or
	// "@each:kind" for all of them.
	Body map[string]any
}

// offer is an offer as it is written down.
type offer struct {
	ID       string
	Step     string
	Kind     string
	Of       string
	Group    string
	Why      words
	Template string
	Sectors  []string
	Sizes    []string
	When     []string // answers that must not be no
	Body     map[string]any
}

// Sizes of organizations, by the people that work there.
const (
	micro  = "micro"  // up to 10
	small  = "small"  // up to 50
	medium = "medium" // up to 250
	large  = "large"
)

func (f Facts) size() string {
	switch {
	case f.People == 0:
		return small
	case f.People <= 10:
		return micro
	case f.People <= 50:
		return small
	case f.People <= 250:
		return medium
	}
	return large
}

func (o offer) suits(f Facts) bool {
	sector := f.Sector
	if sector == "" {
		sector = "office"
	}
	return (len(o.Sectors) == 0 || slices.Contains(o.Sectors, sector)) &&
		(len(o.Sizes) == 0 || slices.Contains(o.Sizes, f.size())) &&
		!slices.ContainsFunc(o.When, func(question string) bool { return f.Answers[question] == "no" })
}

// Offers are what is proposed to an organization, in the order of the steps.
func Offers(f Facts, language string) []Offer {
	var offers []Offer
	for _, o := range written().Offers {
		if o.suits(f) {
			offers = append(offers, Offer{
				ID: o.ID, Step: o.Step, Kind: o.Kind, Of: o.Of, Group: o.Group, Why: o.Why.in(language), Template: o.Template,
				Body: f.fill(o.Body, language).(map[string]any),
			})
		}
	}
	return offers
}

// fill puts the facts into what is written, in one language.
func (f Facts) fill(value any, language string) any {
	switch value := value.(type) {
	case map[string]any:
		if text, ok := value["en"].(string); ok {
			if said, ok := value[language].(string); ok {
				text = said
			}
			return f.fillText(text)
		}
		filled := make(map[string]any, len(value))
		for name, v := range value {
			filled[name] = f.fill(v, language)
		}
		return filled
	case []any:
		filled := make([]any, len(value))
		for i, v := range value {
			filled[i] = f.fill(v, language)
		}
		return filled
	case string:
		return f.fillText(value)
	}
	return value
}

// fillText fills what stands in braces; a number where the whole is one.
func (f Facts) fillText(text string) any {
	var value int
	if n, _ := fmt.Sscanf(text, "{consequence %d}", &value); n == 1 {
		return scaled(value, f.Consequence)
	}
	if n, _ := fmt.Sscanf(text, "{likelihood %d}", &value); n == 1 {
		return scaled(value, f.Likelihood)
	}
	if period, ok := strings.CutPrefix(text, "{in "); ok {
		return string(f.Today.Add(record.Period(strings.TrimSuffix(period, "}"))))
	}
	return strings.NewReplacer("{organization}", f.Organization, "{today}", string(f.Today), "{owner}", string(f.Owner)).Replace(text)
}

// scaled brings a value of one to five onto a scale of so many steps; in doubt it
// is the higher one, as nobody has looked yet.
func scaled(value, steps int) int {
	if steps < 2 {
		steps = 4
	}
	return (value*steps + 4) / 5
}
