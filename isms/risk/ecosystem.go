package risk

import (
	"math"

	"surety/record"
)

// Party is one of the ecosystem by way of whom an attack may come (ISO/IEC 27005,
// A.2.3; workshop 3 of EBIOS RM).
type Party struct {
	System      record.Ref   `json:"system,omitzero" label:"Management system" to:"management_system" is:"required,index"`
	Title       string       `json:"title" label:"Party of the ecosystem" is:"required,title,search,list"`
	Is          record.Ref   `json:"is,omitzero" label:"Is" help:"The supplier or interested party, where it is on record." to:"supplier,interested_party" back:"ecosystem" is:"index,list"`
	Dependency  int          `json:"dependency,omitzero" label:"Dependency" help:"1 to 4: how much we depend on it." is:"index"`
	Penetration int          `json:"penetration,omitzero" label:"Penetration" help:"1 to 4: how far its people or machines reach into ours." is:"index"`
	Maturity    int          `json:"maturity,omitzero" label:"Maturity" help:"1 to 4: how well it looks after security." is:"index"`
	Trust       int          `json:"trust,omitzero" label:"Trust" help:"1 to 4: how sure we are that it means well." is:"index"`
	Danger      float64      `json:"danger,omitzero" label:"Danger" help:"Dependency × penetration ÷ (maturity × trust): from 0.06 to 16." is:"computed,index,list"`
	Zone        string       `json:"zone,omitzero" label:"Zone" enum:"danger=Danger,control=Under control,watch=Watched" is:"computed,index,list"`
	Controls    []record.Ref `json:"controls,omitzero" label:"Held by" help:"Controls that lower the danger." to:"control" back:"ecosystem"`
	Owner       record.Ref   `json:"owner,omitzero" label:"Owner" to:"person" back:"ecosystem" is:"index"`
	Note        string       `json:"note,omitzero" label:"Note" max:"4000"`
	Reviewed    record.Date  `json:"reviewed,omitzero" label:"Last reviewed" is:"index"`
}

// Zones of an ecosystem, by the danger of a party.
const (
	ZoneDanger  = "danger"
	ZoneControl = "control"
	ZoneWatch   = "watch"
)

// Check holds the ratings to their scale.
func (p *Party) Check(report func(field, format string, args ...any)) {
	inFour(report, "dependency", p.Dependency)
	inFour(report, "penetration", p.Penetration)
	inFour(report, "maturity", p.Maturity)
	inFour(report, "trust", p.Trust)
}

// Prepare computes the danger once all four ratings are there: exposure (dependency
// times penetration) over reliability (maturity times trust), as EBIOS RM does it. The
// zones begin at 2.5 and at 0.9: a party of whom we need much and whom we trust little
// stands in the first, one that is weak in one respect in the second.
func (p *Party) Prepare(record.Preparation) error {
	p.Danger, p.Zone = 0, ""
	if min(p.Dependency, p.Penetration, p.Maturity, p.Trust) < 1 {
		return nil
	}
	p.Danger = math.Round(100*float64(p.Dependency*p.Penetration)/float64(p.Maturity*p.Trust)) / 100
	switch {
	case p.Danger >= 2.5:
		p.Zone = ZoneDanger
	case p.Danger >= 0.9:
		p.Zone = ZoneControl
	default:
		p.Zone = ZoneWatch
	}
	return nil
}

func ecosystem() []*record.Kind {
	return []*record.Kind{record.MustDefine[Party](record.Spec{
		Name: "ecosystem_party", Prefix: "ECO", Label: "Party of the ecosystem", Plural: "Parties of the ecosystem", Concern: "risk", Place: "plan", Clause: "27001 6.1.2 c 1", Editors: []string{"risk_owner", "contributor"},
		Help: "By way of whom an attack may come: suppliers, customers, sister companies, with how much you depend on each and how far it can be relied on. Strategic scenarios lead through them.",
	})}
}
