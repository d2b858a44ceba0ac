package report

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"surety/app"
	"surety/isms/asset"
	"surety/isms/control"
	"surety/isms/org"
	"surety/isms/risk"
	"surety/record"
)

// assessedWidth is the width in which the pictures of an assessment are laid out.
const assessedWidth = 860

// Assessment makes the paper of the whole risk assessment and treatment: the method
// with its criteria, where the risks stand before and after treatment and where they
// are meant to be, each risk with its owner and its assessment, what is done, what
// remains and who accepted it, the comparison with Annex A, and what has no risk or no
// asset (ISO/IEC 27001 6.1.2, 6.1.3, 8.2, 8.3). As a spreadsheet it has a sheet for
// each view.
func Assessment(ctx context.Context, a *app.App, actor app.Actor) (*Paper, error) {
	return read(ctx, a, actor, func(p *Paper) error {
		r := &register{Paper: p, names: app.Names{}}
		if err := r.read(ctx, a, actor, app.Query{Kind: "risk", Sort: "-rank"}); err != nil {
			return err
		}
		s := &assessing{register: r, sheet: &sheet{Paper: p, ctx: ctx, app: a, actor: actor, names: r.names}}
		in := p.reader
		p.Name, p.Formats, p.Title, p.Wide = "risk-assessment", []string{PDF, XLSX, Markdown}, in.Say("Risk assessment and treatment"), true
		p.Standing = in.Count(len(r.risks.Records), "%d risk", "%d risks")
		p.Facts = append(p.Facts, Fact{Label: in.Say("Risks"), Value: in.Number(len(r.risks.Records))})
		p.restrict(r.risks.Records)
		for _, write := range []func() error{s.methods, s.standing, s.year, s.found, s.assessments, s.treated, s.annex, s.uncovered} {
			if err := write(); err != nil {
				return err
			}
		}
		return nil
	})
}

// assessing is the paper on its way.
type assessing struct {
	*register
	sheet *sheet
}

// methods are the criteria by which the risks were assessed (6.1.2 a).
func (s *assessing) methods() error {
	in := s.reader
	s.Paper.add(heading{1, in.Say("Method and criteria")})
	used := map[record.Ref]bool{}
	for _, rec := range s.risks.Records {
		used[rec.Body.(*risk.Risk).Method] = true
	}
	criteria := &table{name: sheetName(in.Say("Criteria")), columns: []column{
		{head: in.Say("Method"), strong: true}, {head: in.Say("Version"), short: true}, {head: in.Say("Level")}, {head: in.Say("May stay as it is"), short: true}, {head: in.Say("Accepted by")}, {head: in.Say("An acceptance lasts at most")}, {head: in.Say("From score"), number: true},
	}}
	scales := &table{name: sheetName(in.Say("Scales")), columns: []column{
		{head: in.Say("Method"), strong: true}, {head: in.Say("Scale")}, {head: in.Say("Step"), number: true}, {head: in.Say("Label")}, {head: in.Say("Means")}, {head: in.Say("In figures"), number: true},
	}}
	for _, ref := range slices.Sorted(maps.Keys(used)) {
		m := s.register.methods[ref]
		if m == nil {
			continue
		}
		if !record.IsBlank(string(m.Description)) {
			s.Paper.add(heading{2, m.Title}, prose(m.Description))
		}
		if m.Formula != "" {
			s.Paper.add(paragraph(in.Say("The matrix follows from the formula %s.", m.Formula)))
		}
		for _, level := range slices.Backward(risk.NewGrid(m).Levels) {
			by := in.Say("the risk owner")
			if level.AcceptedBy != "" {
				by = s.named(s.names, level.AcceptedBy).text()
			}
			stays := in.Say("no")
			if level.Acceptable {
				stays, by = in.Say("yes"), ""
			}
			lasts := ""
			if !level.Lasts.IsZero() {
				lasts = in.Period(level.Lasts.Parts())
			}
			criteria.rows = append(criteria.rows, row{cells: []cell{said(m.Title), said(m.Version), said(level.Name), said(stays), said(by), said(lasts), figureCell(level.From)}})
		}
		for _, scale := range []struct {
			name  string
			steps []risk.Step
		}{{in.Say("Consequence"), m.Consequence}, {in.Say("Likelihood"), m.Likelihood}} {
			for _, step := range scale.steps {
				scales.rows = append(scales.rows, row{cells: []cell{said(m.Title), said(scale.name), numberCell(step.Value), said(step.Label), said(step.Means), figureCell(step.Figure)}})
			}
		}
		for _, c := range m.Categories {
			scales.rows = append(scales.rows, row{cells: []cell{said(m.Title), said(in.Say("Consequence") + ": " + c.Category), numberCell(c.Consequence), said(""), said(c.Means), said("")}})
		}
	}
	s.Paper.add(criteria, heading{2, in.Say("Scales")}, scales)
	return nil
}

// standing is where the risks stand, in pictures with their tables.
func (s *assessing) standing() error {
	in := s.reader
	s.Paper.add(heading{1, in.Say("Where the risks stand")}, figures{table: s.summary(), maps: firstTwo(s.heatMaps())})
	f, err := s.figures(s.sheet.ctx, s.sheet.app, s.sheet.actor)
	if err != nil {
		return err
	}
	aimed := f.Maps(heatWidth)
	for _, p := range slices.Concat(aimed[min(len(aimed), 2):], f.Charts(assessedWidth)) {
		s.withWords(p)
	}
	return nil
}

// found is the register itself, and how each risk was found (6.1.2 c).
func (s *assessing) found() error {
	in := s.reader
	s.Paper.add(heading{1, in.Say("Risk register")}, paragraph(in.Say("Under each level stand the consequence and the likelihood that it comes of, consequence first.")), s.table())
	t := &table{name: sheetName(in.Say("Scenarios")), columns: []column{
		{head: in.Say("Key"), short: true, strong: true}, {head: in.Say("Scenario")}, {head: in.Say("Comes from")}, {head: in.Say("Threat")}, {head: in.Say("Vulnerability")}, {head: in.Say("Assets")}, {head: in.Say("Why this consequence")}, {head: in.Say("Why this likelihood")},
	}}
	for _, rec := range s.risks.Records {
		body := rec.Body.(*risk.Risk)
		t.rows = append(t.rows, row{cells: []cell{
			keyCell(rec), said(unformed(string(body.Scenario))), s.named(s.names, slices.Concat(refs(body.Source), refs(body.Strategic), refs(body.Operational))...),
			s.worded(body.Threat, body.Threats), s.worded(body.Vulnerability, body.Vulnerabilities), s.named(s.names, body.Assets...), said(whyConsequence(body)), said(body.LikelihoodWhy),
		}})
	}
	s.Paper.add(heading{1, in.Say("Scenarios")}, t)
	return nil
}

// worded is a text with records beside it.
func (s *assessing) worded(text string, list []record.Ref) cell {
	c := s.named(s.names, list...)
	if text != "" && len(list) > 0 {
		text += "\n"
	}
	c.pieces = append([]piece{{text: text}}, c.pieces...)
	return c
}

// whyConsequence are the reasons of a consequence, by category where there are some.
func whyConsequence(r *risk.Risk) string {
	lines := filled(r.ConsequenceWhy)
	for _, impact := range r.Impacts {
		lines = append(lines, fmt.Sprintf("%s %d: %s", impact.Category, impact.Consequence, impact.Reason))
	}
	return strings.Join(lines, "\n")
}

// assessments says of each risk when and by which version of the method it was
// assessed, and by when it is to be looked at again (8.2).
func (s *assessing) assessments() error {
	in := s.reader
	systems, err := s.list(s.sheet.ctx, s.sheet.app, s.sheet.actor, app.Query{Kind: "management_system"})
	if err != nil {
		return err
	}
	interval := map[record.Ref]record.Period{}
	for _, rec := range systems.Records {
		interval[record.Ref(rec.ID)] = rec.Body.(*org.ManagementSystem).Assessment
	}
	t := &table{name: sheetName(in.Say("Assessments")), columns: []column{
		{head: in.Say("Key"), short: true, strong: true}, {head: in.Say("Risk")}, {head: in.Say("Owner")}, {head: in.Say("Assessed on"), short: true}, {head: in.Say("Again by"), short: true}, {head: in.Say("Method")}, {head: in.Say("Version"), short: true}, {head: in.Say("Residual level by the controls")}, {head: in.Say("Rated otherwise")},
	}}
	for _, rec := range s.risks.Records {
		body := rec.Body.(*risk.Risk)
		again := record.Date("")
		if every := interval[body.System]; body.Assessed != "" && every != "" {
			again = body.Assessed.Add(every)
		}
		otherwise := said("")
		if body.Overridden() {
			otherwise = said(fmt.Sprintf("%s: %s\n%s", body.ResidualLevel, body.OverrideReason, in.Say("until %s", in.Day(body.OverrideUntil.Time()))))
			if body.OverrideUntil < s.today {
				otherwise.tone = bad
			}
		}
		t.rows = append(t.rows, row{cells: []cell{
			keyCell(rec), said(body.Title), s.named(s.names, refs(body.Owner)...), s.dayCell(body.Assessed), s.sheet.late(rec, again), s.named(s.names, refs(body.Method)...), said(body.MethodVersion), said(body.ComputedLevel), otherwise,
		}})
	}
	s.Paper.add(heading{1, in.Say("Assessments")}, paragraph(in.Say("Each risk keeps the version of the method by which it was assessed; with both its level can be computed again.")), t)
	return nil
}

func (s *assessing) dayCell(day record.Date) cell {
	if day == "" {
		return toned("–", quiet)
	}
	c := said(s.reader.Day(day.Time()))
	c.value = day
	return c
}

// treated is the treatment plan: all treatments, whether or not in a plan (6.1.3 e).
func (s *assessing) treated() error {
	in := s.reader
	treatments, err := s.sheet.fitting(app.Query{Kind: "treatment", Sort: "due"})
	if err != nil {
		return err
	}
	risks := map[record.ID]*record.Record{}
	for _, rec := range s.risks.Records {
		risks[rec.ID] = rec
	}
	s.Paper.add(heading{1, in.Say("Treatment plan")})
	if len(treatments) == 0 {
		s.Paper.add(paragraph(in.Say("Nothing is recorded.")))
	}
	s.Paper.add(s.sheet.treatments(treatments, risks))
	effects := &table{name: sheetName(in.Say("What controls lower")), columns: []column{
		{head: in.Say("Key"), short: true, strong: true}, {head: in.Say("Risk")}, {head: in.Say("Control")}, {head: in.Say("Lowers")}, {head: in.Say("By steps"), number: true}, {head: in.Say("Why")},
	}}
	words := map[string]string{}
	for _, f := range s.risks.Kind.Field("control_effects").Row {
		for _, option := range f.Options {
			words[option.Value] = in.Say(option.Label)
		}
	}
	for _, rec := range s.risks.Records {
		body := rec.Body.(*risk.Risk)
		for _, effect := range body.Lowered {
			effects.rows = append(effects.rows, row{cells: []cell{keyCell(rec), said(body.Title), s.named(s.names, effect.Control), said(words[effect.Lowers]), numberCell(effect.Steps), said(effect.Reason)}})
		}
	}
	if len(effects.rows) > 0 {
		s.Paper.add(heading{2, in.Say("What controls lower")})
	}
	s.Paper.add(effects)
	return nil
}

// annex holds the controls that treatments need against the rows of the Statement of
// Applicability (6.1.3 c): one that a treatment needs and the statement leaves out is
// an omission.
func (s *assessing) annex() error {
	in := s.reader
	rows, err := s.sheet.fitting(app.Query{Kind: "soa_row", Sort: "order"})
	if err != nil {
		return err
	}
	controls, err := s.list(s.sheet.ctx, s.sheet.app, s.sheet.actor, app.Query{Kind: "control"})
	if err != nil {
		return err
	}
	after := map[record.Ref]string{}
	for _, rec := range controls.Records {
		after[record.Ref(rec.ID)] = rec.Body.(*control.Control).Standard
	}
	needed := map[string][]record.Ref{} // risks by the standard's control
	for _, rec := range s.risks.Records {
		id := record.Ref(rec.ID)
		for _, t := range s.register.treatments[id] {
			for _, c := range t.Controls {
				if standard := after[c]; standard != "" && !slices.Contains(needed[standard], id) {
					needed[standard] = append(needed[standard], id)
				}
			}
		}
		s.names[rec.ID] = app.Name{ID: rec.ID, Key: rec.Key, Title: rec.Title(), Kind: rec.Kind}
	}
	t := &table{name: sheetName(in.Say("Comparison with Annex A")), columns: []column{
		{head: in.Say("Control"), short: true, strong: true}, {head: in.Say("Title")}, {head: in.Say("Included?"), short: true}, {head: in.Say("Because of risks")}, {head: in.Say("Needed by treatments of")}, {head: in.Say("Compared on"), short: true}, {head: in.Say("Omission")},
	}}
	for _, rec := range rows {
		body := rec.Body.(*control.Row)
		if body.Standard != "" && !strings.HasPrefix(body.Standard, "iso27001@") {
			continue
		}
		omission := said("")
		if body.Included != "yes" && len(needed[body.Control]) > 0 {
			omission = toned(in.Say("A treatment needs it, and the statement does not include it."), bad)
		}
		t.rows = append(t.rows, row{cells: []cell{
			said(body.Control), said(body.Title), s.sheet.of(rec, "included"), s.keys(body.Risks), s.keys(needed[body.Control]), s.dayCell(body.Compared), omission,
		}})
	}
	s.Paper.add(heading{1, in.Say("Comparison with Annex A")})
	if len(rows) == 0 {
		s.Paper.add(paragraph(in.Say("Nothing is recorded.")))
	}
	s.Paper.add(t)
	return nil
}

// keys are records by key alone.
func (s *assessing) keys(list []record.Ref) cell {
	var c cell
	for i, ref := range list {
		name := s.names[ref.ID()]
		if i > 0 {
			c.pieces = append(c.pieces, piece{text: ", "})
		}
		if name.Restricted || name.Key == "" {
			c.pieces = append(c.pieces, piece{text: s.reader.Say("restricted")})
			continue
		}
		c.pieces = append(c.pieces, piece{text: name.Key, key: name.Key})
	}
	return c
}

// uncovered are assets in scope without a risk, and risks without an asset.
func (s *assessing) uncovered() error {
	in := s.reader
	assets, err := s.list(s.sheet.ctx, s.sheet.app, s.sheet.actor, app.Query{Kind: "asset", Sort: "key"})
	if err != nil {
		return err
	}
	s.restrict(assets.Records)
	named := map[record.Ref]bool{}
	bare := &table{name: sheetName(in.Say("Risks without an asset")), columns: []column{{head: in.Say("Key"), short: true, strong: true}, {head: in.Say("Risk")}, {head: in.Say("Owner")}}}
	for _, rec := range s.risks.Records {
		body := rec.Body.(*risk.Risk)
		for _, ref := range body.Assets {
			named[ref] = true
		}
		if len(body.Assets) == 0 {
			bare.rows = append(bare.rows, row{cells: []cell{keyCell(rec), said(body.Title), s.named(s.names, refs(body.Owner)...)}})
		}
	}
	lone := &table{name: sheetName(in.Say("Assets without a risk")), columns: []column{{head: in.Say("Key"), short: true, strong: true}, {head: in.Say("Asset")}, {head: in.Say("Owner")}, {head: in.Say("Why no risk is recorded")}}}
	for _, rec := range assets.Records {
		if body := rec.Body.(*asset.Asset); body.InScope && !named[record.Ref(rec.ID)] {
			why := said(body.NoRisk)
			if body.NoRisk == "" {
				why = toned(in.Say("no reason"), doubtful)
			}
			lone.rows = append(lone.rows, row{cells: []cell{keyCell(rec), said(body.Name), s.named(s.names, refs(body.Owner)...), why}})
		}
	}
	for _, t := range []*table{lone, bare} {
		s.Paper.add(heading{1, t.name})
		if len(t.rows) == 0 {
			s.Paper.add(paragraph(in.Say("None.")))
		}
		s.Paper.add(t)
	}
	return nil
}

func numberCell(n int) cell {
	c := said(strconv.Itoa(n))
	c.value = n
	return c
}

// figureCell is a figure; nothing where it is 0.
func figureCell(f float64) cell {
	if f == 0 {
		return said("")
	}
	c := said(strconv.FormatFloat(f, 'f', -1, 64))
	c.value = f
	return c
}
