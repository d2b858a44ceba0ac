package document

import (
	"slices"

	"surety/fault"
	"surety/record"
)

// StateDisposed is the state of a document or released version whose time was over
// and that was disposed of, before a witness.
const StateDisposed = "disposed"

// retain works out from which day a withdrawn document is to be disposed of: when it
// has been kept, from its withdrawal, for as long as its rule says (27001 7.5.3 f).
func (d *Document) retain(p record.Preparation) {
	switch ended := p.Record != nil && p.Record.Ended(); {
	case !ended:
		d.WithdrawnOn = ""
	case d.WithdrawnOn == "":
		d.WithdrawnOn = record.DateOf(p.Now)
	}
	d.DisposeFrom = disposeFrom(d.WithdrawnOn, d.Retention)
}

// disposeFrom is the day from which something is due for disposal that ended on a day
// and is kept for a period; empty while it holds, or where nothing says how long.
func disposeFrom(ended record.Date, kept record.Period) record.Date {
	if ended == "" || kept == "" {
		return ""
	}
	return ended.Add(kept)
}

// End closes a release on a day. What is to be kept of it is kept as long as its
// document says at that time.
func (r *Release) End(on record.Date, kept record.Period) {
	r.Until, r.DisposeFrom = on, disposeFrom(on, kept)
}

// Disposal is the minutes of what was disposed of, how and before whom (27001 7.5.3 f).
type Disposal struct {
	Documents []record.Ref      `json:"documents" label:"Documents and versions" help:"Whatever is withdrawn or superseded and has been kept for as long as its rule says." to:"document,document_release" back:"disposals" is:"required,index,list" clause:"27001 7.5.3 f"`
	How       string            `json:"how" label:"How" enum:"deleted,shredded,archive=Handed to an archive" is:"required,index,list" clause:"27001 7.5.3 f"`
	Copies    string            `json:"copies,omitzero" label:"What became of copies" help:"Mailboxes, shared folders and backups included." max:"2000"`
	On        record.Date       `json:"on" label:"On" is:"required,index,list"`
	By        record.Ref        `json:"by" label:"Disposed of by" to:"person" back:"disposals" is:"required,index,list,reader"`
	Witness   record.Ref        `json:"witness" label:"Witness" help:"Another person, who saw it and says so here." to:"person" back:"disposals_witnessed" is:"required,index,list,reader,duty"`
	WitnessBy record.Date       `json:"witness_by,omitzero" label:"To be witnessed by" is:"computed,index,due"`
	Label     string            `json:"label,omitzero" label:"Title" is:"computed,title"`
	Approvals []record.Approval `json:"approvals,omitzero" label:"Approvals" is:"computed"`
}

// StateWitnessed is the state of minutes of a disposal that their witness has confirmed.
const StateWitnessed = "witnessed"

// Prepare titles the minutes with what was disposed of, and has its witness say so by
// the day on which it happened.
func (d *Disposal) Prepare(p record.Preparation) error {
	d.WitnessBy = d.On
	if p.Record != nil && p.Record.State == StateWitnessed {
		d.WitnessBy = ""
	}
	if len(d.Documents) == 0 {
		return nil // told as missing
	}
	first, err := p.Lookup.Get(d.Documents[0])
	if err != nil || first == nil {
		return err
	}
	d.Label = first.Title()
	if release, ok := first.Body.(*Release); ok {
		d.Label += " " + release.Version
	}
	if len(d.Documents) > 1 {
		d.Label += " …"
	}
	return nil
}

// Check refuses a witness who watches their own work.
func (d *Disposal) Check(report func(field, format string, args ...any)) {
	if d.Witness != "" && d.Witness == d.By {
		report("witness", "whoever disposes of it can't be the witness: name another person")
	}
}

// disposable refuses a disposal that nobody else has seen, and one of what has to be
// kept.
func disposable(p record.Preparation) error {
	d := p.Record.Body.(*Disposal)
	if p.Actor == "" || p.Actor != d.Witness || p.Actor == d.By {
		return fault.New(fault.Invalid, "only the witness who is named says to have seen it").Mending("ask the witness, or name another")
	}
	today := record.DateOf(p.Now)
	if d.On > today {
		return fault.New(fault.Invalid, "it is to be on %s, and nobody can have seen it yet", d.On)
	}
	for _, ref := range d.Documents {
		rec, err := p.Lookup.Get(ref)
		if err != nil {
			return err
		}
		if rec == nil {
			continue // the store says that it dangles
		}
		if err := kept(rec, today); err != nil {
			return err
		}
	}
	return nil
}

// kept refuses what still holds, or has to be kept for longer.
func kept(rec *record.Record, today record.Date) error {
	from, ended := disposalOf(rec)
	switch {
	case rec.State == StateDisposed:
		return fault.New(fault.Invalid, "%s was disposed of before", rec.Key).Mending("take it out")
	case !ended:
		return fault.New(fault.Invalid, "%s is neither withdrawn nor superseded", rec.Key).Mending("take it out, or withdraw it first")
	case from == "":
		return fault.New(fault.Invalid, "%s does not say how long it is kept", rec.Key).Mending("take it up again, set how long it is kept, and withdraw it")
	case from > today:
		return fault.New(fault.Invalid, "%s has to be kept until %s", rec.Key, from).Mending("take it out")
	}
	return nil
}

// disposalOf tells from which day something is due for disposal, and whether it has
// ended.
func disposalOf(rec *record.Record) (from record.Date, ended bool) {
	switch body := rec.Body.(type) {
	case *Document:
		return body.DisposeFrom, rec.Ended()
	case *Release:
		return body.DisposeFrom, rec.Ended()
	}
	return "", false
}

// words are, by kind, the fields that hold what a document says, and what was said to
// it in reviews: what a disposal destroys, in the past as well.
var words = map[string][]string{
	"document":         {"text", "file"},
	"document_release": {"text", "file"},
	"document_comment": {"passage", "text"},
	"document_review":  {"question"},
	"review_answer":    {"note"},
}

// DisposedFields are the names of the fields of a kind that a disposal destroys.
func DisposedFields(kind *record.Kind) []string { return slices.Clone(words[kind.Name]) }

// Emptied is a record as it stands once it was disposed of: without its words and
// file, and with all that tells which it was.
func Emptied(rec *record.Record) (*record.Record, error) {
	gone := *rec
	gone.Body = rec.Kind.Clone(rec.Body)
	if _, ok := rec.Kind.Lifecycle.State(StateDisposed); ok {
		gone.State = StateDisposed
	}
	for _, name := range words[rec.Kind.Name] {
		if err := rec.Kind.Field(name).Set(gone.Body, nil); err != nil {
			return nil, err
		}
	}
	return &gone, nil
}

// HasVersion tells whether a document, as it was, was of a version.
func HasVersion(rec *record.Record, version string) bool {
	d, ok := rec.Body.(*Document)
	return ok && d.Version == version
}

func disposal() *record.Kind {
	editors := []string{"contributor", "control_owner"}
	return record.MustDefine[Disposal](record.Spec{
		Name: "disposal", Prefix: "DOCDIS", Label: "Disposal", Plural: "Disposals", Concern: "document", Place: "plan", Clause: "27001 7.5.3 f", Editors: editors,
		Help: "Minutes of what was disposed of when it had been kept long enough: what, how, by whom, and who saw it. What is kept for ever becomes a liability.",
		Lifecycle: record.Lifecycle{
			States: []record.State{{Name: "recorded", Label: "Waits for the witness"}, {Name: StateWitnessed, Label: "Witnessed", Approved: true, Frozen: true}},
			Transitions: []record.Transition{
				{Name: "witness", Label: "I have seen it", From: []string{"recorded"}, To: StateWitnessed, Roles: slices.Concat(editors, []string{"reader", "auditor", "risk_owner"}), Field: "witness", Approves: true, Guard: disposable,
					Consequence: "Text and file of the records named are destroyed, in their past as well, and what was said to a document in reviews. Title, version, approvals and days stay. It can't be undone."},
			},
		},
	})
}
