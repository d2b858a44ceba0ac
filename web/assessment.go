package web

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"

	"surety/app"
	"surety/fault"
	"surety/isms/risk"
	"surety/language"
	"surety/picture"
	"surety/record"
)

// assessment is a draft of how a risk is assessed anew: nothing is written before
// its reason is given (27001 6.1.2 d asks for comparable results, 8.2 that they are
// kept: the reason stays in the risk's history).
type assessment struct {
	Risk     *record.Record
	Body     *risk.Risk
	Grid     riskGrid
	Approved bool   // the method is
	On       string // inherent or residual
	From, To steps
	Base     int
	Reason   string
	Date     string
	Until    string // the last day of a rating other than the controls give
	Back     string // where one came from
	Wrong    []string
	Stale    bool // somebody changed it in the meantime
}

// usualOverride is for how many days a rating other than the controls give is offered
// to hold: until the risks are assessed again, which mostly is once a year.
const usualOverride = 365

// assessURL drafts an assessment of a risk.
func assessURL(key, on string) string { return recordURL(key) + "/assess?on=" + on }

func (s *server) assessForm(w http.ResponseWriter, v visit) error {
	draft, err := s.draft(v, v.URL.Query())
	if err != nil {
		return err
	}
	today, err := s.app.Today(v.Context(), v.Actor)
	if err != nil {
		return err
	}
	draft.Base, draft.Date, draft.Until = draft.Risk.Revision, string(today), string(draft.Body.OverrideUntil)
	if draft.ByControls() && draft.Until < draft.Date {
		draft.Until = string(today.AddDays(usualOverride))
	}
	return s.showDraft(w, v, http.StatusOK, draft)
}

// draft reads what is to be assessed, and how.
func (s *server) draft(v visit, values url.Values) (*assessment, error) {
	rec, err := s.recordOf(v, v.PathValue("key"), "risk")
	if err != nil {
		return nil, err
	}
	if !app.MayCreate(v.Actor, rec.Kind) {
		return nil, fault.At(fault.Forbidden, rec.Key, "", "%s may not assess this", v.Actor.Name).Mending("ask a manager or a risk owner")
	}
	d := &assessment{Risk: rec, Body: rec.Body.(*risk.Risk), On: values.Get("on"), Back: values.Get("to")}
	if d.On != showResidual {
		d.On = showInherent
	}
	if d.Body.Method == "" {
		return nil, &fault.Error{Kind: fault.Invalid, Record: rec.Key, Field: "method", Message: "it names no method to assess it by", Mend: "edit the risk and choose one"}
	}
	method, err := s.app.Get(v.Context(), v.Actor, string(d.Body.Method))
	if err != nil {
		return nil, err
	}
	state, _ := method.Kind.Lifecycle.State(method.State)
	d.Grid, d.Approved = gridOf(method.Body.(*risk.Method)), state.Approved
	d.From = stepsOf(d.Body, d.On)
	d.To = d.From
	if _, sent := values["consequence"]; sent {
		d.To = steps{whole(values.Get("consequence")), whole(values.Get("likelihood"))}
	}
	return d, nil
}

func (s *server) showDraft(w http.ResponseWriter, v visit, status int, d *assessment) error {
	return s.show(w, v, status, v.reader().Say("Assess %s", d.Risk.Key), assessmentPage(*d))
}

// assess writes what was drafted, with its reason.
func (s *server) assess(w http.ResponseWriter, v visit) error {
	d, err := s.draft(v, v.PostForm)
	if err != nil {
		return err
	}
	if d.Base, err = baseOf(v); err != nil {
		return err
	}
	d.Reason, d.Date = strings.TrimSpace(v.PostFormValue("reason")), v.PostFormValue("assessed")
	d.Until = v.PostFormValue("override_until")
	if v.PostFormValue("act") == "look" {
		return s.showDraft(w, v, http.StatusOK, d)
	}
	if d.check(v); len(d.Wrong) > 0 {
		return s.showDraft(w, v, http.StatusUnprocessableEntity, d)
	}
	_, err = s.app.Do(v.Context(), v.Actor, app.Request{Note: d.Reason}, app.Edit{ID: d.Risk.ID, Base: d.Base, Set: d.fields()})
	switch {
	case err == nil:
		setNotice(w, v.reader().Say("%s is assessed anew.", d.Risk.Key))
		back := recordURL(d.Risk.Key)
		if d.Back != "" {
			back = inHouse(d.Back)
		}
		http.Redirect(w, v.Request, back, http.StatusSeeOther)
		return nil
	case fault.Is(err, fault.Stale):
		d.Stale, d.Base = true, d.Risk.Revision
		return s.showDraft(w, v, http.StatusConflict, d)
	case fault.Is(err, fault.Invalid):
		d.Wrong = strings.Split(plain(v.reader(), err), "\n")
		return s.showDraft(w, v, http.StatusUnprocessableEntity, d)
	}
	return err
}

// mostReason bounds the reason, which history keeps.
const mostReason = 500

func (d *assessment) check(v visit) {
	r := v.reader()
	if _, ok := d.Grid.at(d.To.Consequence, d.To.Likelihood); !ok {
		d.Wrong = append(d.Wrong, r.Say("Choose a consequence and a likelihood of the method."))
	}
	if d.Reason == "" {
		d.Wrong = append(d.Wrong, r.Say("Say why: whoever reads the history wants to know what has changed."))
	}
	if utf8.RuneCountInString(d.Reason) > mostReason {
		d.Wrong = append(d.Wrong, r.Say("The reason is too long: %d characters are kept.", mostReason))
	}
}

// fields are those of the risk that are set.
func (d *assessment) fields() map[string]string {
	prefix := ""
	if d.On == showResidual {
		prefix = "residual_"
	}
	set := map[string]string{prefix + "consequence": strconv.Itoa(d.To.Consequence), prefix + "likelihood": strconv.Itoa(d.To.Likelihood), "assessed": d.Date}
	if d.ByControls() {
		set["override_reason"], set["override_until"] = d.Reason, d.Until
	}
	return set
}

// ByControls tells whether what remains follows from controls, so that another rating
// stands beside theirs with a reason and a day.
func (d assessment) ByControls() bool { return d.On == showResidual && d.Body.ComputedLevel != "" }

// Level is the level that the steps make; nil where they make none.
func (d assessment) Level(at steps) *risk.Level {
	level, ok := d.Grid.Method.Of(at.Consequence, at.Likelihood)
	if !ok {
		return nil
	}
	return &level
}

// Moves tells whether the draft changes the cell.
func (d assessment) Moves() bool { return d.From != d.To }

// Lapses tells whether an acceptance of what remains counts no longer.
func (d assessment) Lapses() bool {
	to := d.Level(d.To)
	return d.Moves() && d.Body.ResidualLevel != "" && (d.On == showResidual && (to == nil || to.Name != d.Body.ResidualLevel))
}

// picture is the matrix with the move that is drafted.
func (d assessment) picture(r language.Reader) picture.Picture {
	heat := d.Grid.heatMap(r, draftMap)
	heat.Title = r.Say("The matrix, with the cell that is drafted")
	from, placed := d.Grid.at(d.From.Consequence, d.From.Likelihood)
	to, known := d.Grid.at(d.To.Consequence, d.To.Likelihood)
	if known {
		heat.Cells[to.Row][to.Column].Mark = true
	}
	if placed && known && from != to {
		heat.Flows = []picture.Flow{{From: from, To: to, Count: 1, Chosen: true}}
	}
	return heat.Picture()
}

// draftMap is the width of the matrix beside a draft.
const draftMap = 440
