package report

import (
	"context"
	"strconv"
	"strings"

	"surety/app"
	"surety/isms/audit"
	"surety/record"
)

// Nonconformity makes the paper of one nonconformity: what happened, how it was put
// right, its causes, the actions and whether they worked (ISO/IEC 27001 10.2).
func Nonconformity(ctx context.Context, a *app.App, actor app.Actor, idOrKey string) (*Paper, error) {
	return sheetOf(ctx, a, actor, "nonconformity", idOrKey, func(s *sheet) error {
		r := s.reader
		s.facts("found", "source", "finding", "weight", "owner", "due", "requirement")
		s.written(1, "nature")
		s.listed(r.Say("Put right"), "correction", "corrected_by", "corrected_on", "consequences", "dealt")
		s.causes()
		s.listed(r.Say("How far it reaches"), "extent", "similar", "controls", "risks", "reviewed", "reviewers")
		if err := s.actions(); err != nil {
			return err
		}
		s.listed(r.Say("Decided"), "action_needed", "no_action", "proportion", "change_needed", "change_reason", "change")
		return nil
	})
}

// causes are the whys, one below the other, and the causes by branch.
func (s *sheet) causes() {
	r := s.reader
	body := s.rec.Body.(*audit.Nonconformity)
	s.add(heading{1, r.Say("Why it happened")})
	if len(body.Whys)+len(body.Causes) == 0 {
		s.add(paragraph(r.Say("Its cause is not found yet.")))
		return
	}
	whys := &table{name: sheetName(r.Say("Five whys")), columns: []column{{head: "", number: true, short: true}, {head: r.Say("Why?"), strong: true}, {head: r.Say("Because")}}}
	for i, why := range body.Whys {
		whys.rows = append(whys.rows, row{cells: []cell{said(strconv.Itoa(i + 1)), said(why.Why), said(why.Because)}})
	}
	causes := &table{name: sheetName(r.Say("Causes")), columns: []column{{head: r.Say("Branch"), strong: true}, {head: r.Say("Cause")}, {head: r.Say("Root cause"), short: true}}}
	s.rowsOf(causes, "causes", "branch", "cause", "root")
	s.add(whys, causes)
}

// actions are the corrective actions, and the looks at whether they worked.
func (s *sheet) actions() error {
	r := s.reader
	records, err := s.back("corrective_action", "nonconformity")
	if err != nil {
		return err
	}
	t := &table{name: sheetName(r.Say("Corrective actions")), columns: []column{
		{head: r.Say("Key"), short: true, strong: true}, {head: r.Say("Corrective action")}, {head: r.Say("Responsible")}, {head: r.Say("Due"), short: true}, {head: r.Say("Done"), short: true}, {head: r.Say("Result")},
	}}
	for _, rec := range records {
		t.rows = append(t.rows, row{cells: []cell{keyCell(rec), s.of(rec, "title"), s.of(rec, "owner"), s.late(rec, rec.Body.(*audit.CorrectiveAction).Due), s.of(rec, "done"), s.of(rec, "result")}})
	}
	s.add(heading{1, r.Say("Corrective actions")})
	if len(records) == 0 {
		s.add(paragraph(r.Say("No corrective action is entered.")))
	}
	effects := &table{name: sheetName(r.Say("Reviews of effectiveness")), columns: []column{{head: r.Say("Reviewed on"), short: true, strong: true}, {head: r.Say("By")}, {head: r.Say("Worked?"), short: true}, {head: r.Say("Shown by")}}}
	s.rowsOf(effects, "effects", "on", "by", "outcome", "shown")
	s.add(t, effects)
	return nil
}

// Nonconformities makes the paper of the register of nonconformities: what each is
// caused by, what is done about that, and whether it worked. The newest come first
// where no other order is asked for; closed ones are in it.
func Nonconformities(ctx context.Context, a *app.App, actor app.Actor, query app.Query) (*Paper, error) {
	query.Kind, query.IncludeEnded = "nonconformity", true
	if query.Sort == "" {
		query.Sort = "-found"
	}
	return read(ctx, a, actor, func(p *Paper) error {
		s := &sheet{Paper: p, ctx: ctx, app: a, actor: actor, names: app.Names{}}
		records, err := s.fitting(query)
		if err != nil {
			return err
		}
		actions, err := s.fitting(app.Query{Kind: "corrective_action", IncludeEnded: true})
		if err != nil {
			return err
		}
		of := map[record.Ref][]*record.Record{}
		for _, rec := range actions {
			ref := rec.Body.(*audit.CorrectiveAction).Nonconformity
			of[ref] = append(of[ref], rec)
		}
		kind, err := a.Kind("nonconformity")
		if err != nil {
			return err
		}
		r := p.reader
		p.Name, p.Formats, p.Title, p.Wide = "nonconformities", []string{PDF, XLSX, Markdown}, r.Say("Register of nonconformities"), true
		p.Standing = r.Count(len(records), "%d record", "%d records")
		p.Facts = append(p.chosen(kind, query), Fact{Label: r.Say("Records"), Value: r.Number(len(records))})
		if len(records) == 0 {
			p.add(paragraph(r.Say("Nothing fits.")))
		}
		t := &table{name: sheetName(r.Say(kind.Plural)), columns: []column{
			{head: r.Say("Key"), short: true, strong: true}, {head: r.Say("Nonconformity")}, {head: r.Say("Noticed"), short: true}, {head: r.Say("Weight"), short: true}, {head: r.Say("Cause")}, {head: r.Say("Corrective actions")}, {head: r.Say("Worked?")}, {head: r.Say("Responsible")}, {head: r.Say("Due"), short: true}, {head: r.Say("State"), short: true},
		}}
		for _, rec := range records {
			t.rows = append(t.rows, row{cells: s.registered(rec, of[record.Ref(rec.ID)])})
		}
		p.add(t)
		return nil
	})
}

// registered are the cells of a nonconformity in the register.
func (s *sheet) registered(rec *record.Record, actions []*record.Record) []cell {
	r := s.reader
	body := rec.Body.(*audit.Nonconformity)
	noticed := said(r.Day(body.Found.Time()) + "\n" + s.of(rec, "source").text())
	noticed.value = body.Found
	var doing cell
	for i, action := range actions {
		if i > 0 {
			doing.pieces = append(doing.pieces, piece{text: "\n"})
		}
		doing.pieces = append(doing.pieces, piece{text: action.Key, key: action.Key}, piece{text: " " + action.Title() + " (" + s.stateCell(action).text() + ")"})
	}
	worked := said("")
	if n := len(body.Effects); n > 0 {
		worked = s.worked(rec, body.Effects[n-1])
	}
	return []cell{keyCell(rec), said(body.Title), noticed, s.of(rec, "weight"), s.rootOf(body), doing, worked, s.of(rec, "owner"), s.late(rec, body.Due), s.stateCell(rec)}
}

// worked says what the last look at the effect found.
func (s *sheet) worked(rec *record.Record, last audit.Effect) cell {
	words, tone := last.Outcome, bad
	for _, f := range rec.Kind.Field("effects").Row {
		if option, ok := f.Option(last.Outcome); f.Name == "outcome" && ok {
			words = s.reader.Say(option.Label)
		}
	}
	if last.Outcome == "effective" {
		tone = good
	}
	return toned(words+"\n"+s.reader.Day(last.On.Time()), tone)
}

// rootOf is the cause at the root, as far as it is found.
func (s *sheet) rootOf(body *audit.Nonconformity) cell {
	var roots []string
	for _, cause := range body.Causes {
		if cause.Root {
			roots = append(roots, cause.Cause)
		}
	}
	if n := len(body.Whys); n > 0 && len(roots) == 0 {
		roots = []string{body.Whys[n-1].Because}
	}
	if len(roots) == 0 {
		return toned(s.reader.Say("not found yet"), doubtful)
	}
	return said(strings.Join(roots, "; "))
}
