package way

import "slices"

// need is what is thought of one control of Annex A: why most organizations need
// it, which of the requirements that are offered ask for it, and the question
// whose "no" makes it needless.
type need struct {
	Control      string
	Why          words
	Requirements []string
	Unless       string
}

// Driver is what makes a control necessary here.
type Driver struct {
	Controls, Risks []string // ids of records
	Status          string
}

// Rows are offers for the undecided rows of a Statement of Applicability: what
// risks and requirements drive is included, what an answer makes needless is left
// out, and the rest is included as most organizations need it. Drivers are given
// by control; requirement finds the records that were made of offers.
func Rows(f Facts, language string, undecided map[string]string, drivers map[string]Driver, requirement func(offer string) (id string, ok bool)) []Offer {
	var offers []Offer
	for _, n := range written().Controls {
		row, open := undecided[n.Control]
		if !open {
			continue
		}
		driver := drivers[n.Control]
		var requirements []string
		for _, name := range n.Requirements {
			if id, ok := requirement(name); ok {
				requirements = append(requirements, id)
			}
		}
		o := Offer{ID: "row-" + n.Control, Step: "applicability", Kind: "soa_row", Of: row, Why: n.Why.in(language)}
		o.Body = map[string]any{"compared": string(f.Today), "owner": string(f.Owner)}
		if len(driver.Risks) == 0 && len(requirements) == 0 && f.Answers[n.Unless] == "no" {
			o.Why = written().LeftOut[n.Unless].in(language)
			o.Body["included"], o.Body["exclusion_reason"] = "no", o.Why
			offers = append(offers, o)
			continue
		}
		o.Body["included"], o.Body["reason"], o.Body["status"] = "yes", o.Why, "planned"
		if driver.Status != "" {
			o.Body["status"] = driver.Status
		}
		for field, ids := range map[string][]string{"controls": driver.Controls, "risks": driver.Risks, "requirements": requirements} {
			if len(ids) > 0 {
				slices.Sort(ids)
				o.Body[field] = ids
			}
		}
		offers = append(offers, o)
	}
	return offers
}
