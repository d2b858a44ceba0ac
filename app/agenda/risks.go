package agenda

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"surety/app"
	"surety/isms/risk"
)

// risks drafts the highest risks, how they moved, and how far their treatment is
// (9.3.2 f).
func (d *drafting) risks(t *text) error {
	for _, write := range []func(*text) error{d.levels, d.highest, d.moves, d.plans} {
		if err := write(t); err != nil {
			return err
		}
	}
	return nil
}

// levels counts the risks by what remains of them.
func (d *drafting) levels(t *text) error {
	filters := d.ofSystem("risk", nil)
	tallies, err := d.app.Tally(d.ctx, d.actor, app.Query{Kind: "risk", Filters: filters}, "residual_rank", "residual_level")
	if err != nil {
		return err
	}
	inherent, err := d.app.Count(d.ctx, d.actor, app.Query{Kind: "risk", Filters: filters}, "level")
	if err != nil {
		return err
	}
	names, err := d.levelNames()
	if err != nil {
		return err
	}
	slices.SortStableFunc(tallies, func(a, b app.Tally) int { return -cmp.Compare(rankOf(a), rankOf(b)) })
	var rows [][]string
	for _, tally := range tallies {
		name := tally.Values[1]
		if name == "" {
			rows = append(rows, []string{d.Say("What remains is not assessed"), d.Number(tally.Count), "–"})
			continue
		}
		rows = append(rows, []string{escape(spelled(names, name)), d.Number(tally.Count), d.Number(inherent[name])})
	}
	if len(rows) == 0 {
		t.say(d.Say("No risk is on record."))
		return nil
	}
	t.table([]string{d.Say("Level"), d.Say("Remaining"), d.Say("Before treatment")}, rows, "")
	return nil
}

// levelNames are the levels of all methods as they are spelled; what is counted comes
// in small letters.
func (d *drafting) levelNames() ([]string, error) {
	methods, err := d.all("risk_method")
	if err != nil {
		return nil, err
	}
	var names []string
	for _, rec := range methods {
		for _, level := range rec.Body.(*risk.Method).Levels {
			names = append(names, level.Name)
		}
	}
	return names, nil
}

func spelled(names []string, counted string) string {
	for _, name := range names {
		if strings.EqualFold(name, counted) {
			return name
		}
	}
	return counted
}

// highest names the risks of which most remains.
func (d *drafting) highest(t *text) error {
	page, err := d.list(d.highestQuery())
	if err != nil {
		return err
	}
	var rows [][]string
	for _, rec := range page.Records {
		body := rec.Body.(*risk.Risk)
		rows = append(rows, []string{d.link(rec), or(escape(body.Level)), or(escape(body.ResidualLevel)), d.named(body.Owner), d.day(body.Assessed)})
	}
	t.table([]string{d.Say("Highest risks"), d.Say("Level"), d.Say("Remains"), d.Say("Risk owner"), d.Say("Assessed on")}, rows, "")
	return nil
}

// moves names the risks whose level is another than at the period's beginning.
func (d *drafting) moves(t *text) error {
	changed, capped, err := d.changedSince("risk")
	if err != nil {
		return err
	}
	before, err := d.before(changed)
	if err != nil {
		return err
	}
	added, up, down := 0, 0, 0
	var rows [][]string
	for _, rec := range changed {
		now := rec.Body.(*risk.Risk)
		was := before[rec.ID]
		if was == nil {
			added++
			continue
		}
		then := was.Body.(*risk.Risk)
		switch {
		case now.ResidualRank > then.ResidualRank:
			up++
		case now.ResidualRank < then.ResidualRank:
			down++
		default:
			continue
		}
		rows = append(rows, []string{d.link(rec), or(escape(then.ResidualLevel)), or(escape(now.ResidualLevel)), d.day(d.on(rec.Changed))})
	}
	if capped {
		t.say(d.Say("Only the %d risks that changed last were held against what stood before.", mostCompared))
	}
	t.say(d.Say("New: %d. More remains of: %d. Less remains of: %d.", added, up, down))
	t.table([]string{d.Say("Moved"), d.Say("Remained before"), d.Say("Remains"), d.Say("On")}, rows, "/list/risk?sort=-changed")
	return nil
}

// plans says how far treatments are.
func (d *drafting) plans(t *text) error {
	plans, err := d.all("treatment_plan")
	if err != nil {
		return err
	}
	var rows [][]string
	add := func(name, state string, in app.Filter) error {
		states, err := d.app.Count(d.ctx, d.actor, app.Query{Kind: "treatment", IncludeEnded: true, Filters: []app.Filter{in}}, "state")
		if err != nil {
			return err
		}
		late, err := d.app.Count(d.ctx, d.actor, app.Query{Kind: "treatment", Filters: []app.Filter{in, is("state", "open"), {Field: "due", Op: "lt", Values: []string{string(d.today)}}}}, "")
		if err != nil {
			return err
		}
		if states["open"]+states["done"] > 0 {
			rows = append(rows, []string{name, d.Number(states["done"]), d.Number(states["open"]), d.Number(late[""]), state})
		}
		return nil
	}
	for _, rec := range plans {
		if err := add(d.link(rec), d.state(rec), is("plan", string(rec.ID))); err != nil {
			return err
		}
	}
	if err := add(d.Say("In no plan"), "–", app.Filter{Field: "plan", Op: "empty"}); err != nil {
		return err
	}
	t.table([]string{d.Say("Treatment plan"), d.Say("Done"), d.Say("Open"), d.Say("Late"), d.Say("State")}, rows, "/list/treatment_plan")
	return nil
}

// rankOf is the rank that a tally of ranks and levels is of.
func rankOf(t app.Tally) int {
	rank, err := strconv.Atoi(t.Values[0])
	if err != nil {
		return -1 // not assessed
	}
	return rank
}
