package competence

import (
	"cmp"

	"surety/fault"
	"surety/record"
)

// Training is whatever makes people able or aware: a course, coaching, an
// exercise, ten minutes in a team meeting (27001 7.2 c, 7.3).
type Training struct {
	System    record.Ref   `json:"system,omitzero" label:"Management system" to:"management_system" is:"required,index"`
	Title     string       `json:"title" label:"Training" is:"required,title,search,list"`
	About     []string     `json:"about" label:"About" enum:"policy=The policy,contribution=One's own contribution,consequences=What not conforming leads to,skill=A skill" help:"Everybody needs the first three; a skill closes a gap of some." is:"required,list" clause:"27001 7.2 c, 7.3 a-c"`
	Way       string       `json:"way,omitzero" label:"Form" enum:"talk=Talk or briefing,course,e_learning=E-learning,coaching,exercise,reading=Something to read,other" is:"index"`
	Audience  string       `json:"audience,omitzero" label:"For whom" max:"500" is:"search"`
	Owner     record.Ref   `json:"owner,omitzero" label:"Organized by" to:"person" back:"trainings" is:"index,list,duty"`
	Planned   record.Date  `json:"planned" label:"Planned for" is:"required,index,list"`
	Roles     []record.Ref `json:"roles,omitzero" label:"Closes a gap in roles" to:"role" back:"trainings" clause:"27001 7.2 c"`
	People    []record.Ref `json:"people,omitzero" label:"Closes a gap of" help:"Who can't yet do what their role needs." to:"person" back:"trainings_needed" clause:"27001 7.2 c"`
	Sign      string       `json:"worked_if,omitzero" label:"It worked if" help:"What people will do afterwards that they can't do now. Decide it before." max:"1000" clause:"27001 7.2 c"`
	Trainer   string       `json:"trainer,omitzero" label:"Trainer" is:"search"`
	Documents []record.Ref `json:"documents,omitzero" label:"Material" to:"document" back:"trainings"`
	Held      record.Date  `json:"held,omitzero" label:"Held on" is:"index,list"`
	Evaluate  record.Date  `json:"evaluate,omitzero" label:"Effect judged by" help:"Some two or three months later, when everyday work has had its say." is:"index" clause:"27001 7.2 c"`
	Evaluated record.Date  `json:"evaluated,omitzero" label:"Effect judged on" is:"index" clause:"27001 7.2 c"`
	Effect    string       `json:"effect,omitzero" label:"Did it work?" enum:"worked=Yes,partly,not=Not enough" is:"index" clause:"27001 7.2 c"`
	Seen      string       `json:"seen,omitzero" label:"What was seen" help:"What people can do now; where it did not work, what is done instead." max:"2000" is:"search" clause:"27001 7.2 c"`
	Next      record.Date  `json:"next,omitzero" label:"Next step by" is:"computed,index,due"`
}

// Prepare keeps the day of the next step: to hold the training, then to judge
// what it brought.
func (t *Training) Prepare(record.Preparation) error {
	switch {
	case t.Held == "":
		t.Next = t.Planned
	case t.Evaluated == "":
		t.Next = t.Evaluate
	default:
		t.Next = ""
	}
	return nil
}

// Check refuses days in an order that can't be.
func (t *Training) Check(report func(field, format string, args ...any)) {
	if t.Evaluated != "" && (t.Held == "" || t.Evaluated < t.Held) {
		report("evaluated", "the effect can be judged only after the training was held: enter the day on which it was")
	}
}

// attended refuses to call a training held that nobody came to.
func attended(p record.Preparation) error {
	t := p.Record.Body.(*Training)
	if t.Held == "" {
		return fault.At(fault.Invalid, p.Record.Name(), "held", "nothing says when it was held: enter the day first")
	}
	there, err := p.Lookup.Back("attendance", "training", p.Record.ID)
	if err != nil {
		return err
	}
	for _, a := range there {
		if !a.Ended() {
			return nil
		}
	}
	return fault.New(fault.Invalid, "nobody is recorded as having been there: enter who was, or call it off")
}

// judged refuses to close a training of which nobody said whether it worked.
func judged(p record.Preparation) error {
	t := p.Record.Body.(*Training)
	if t.Effect == "" || t.Evaluated == "" {
		return fault.At(fault.Invalid, p.Record.Name(), "effect", "nobody has said whether it worked: enter that and the day first")
	}
	return nil
}

func training() *record.Kind {
	return record.MustDefine[Training](record.Spec{
		Name: "training", Prefix: "TRAIN", Label: "Training", Plural: "Trainings", Concern: "competence", Place: "do", Begins: true, Clause: "27001 7.2", Editors: []string{"contributor"},
		Help:   "Courses, coaching, exercises and briefings: the gap that each closes or the awareness that it makes, who was there, and whether it worked.",
		Starts: starts(),
		Lifecycle: record.Lifecycle{
			States: []record.State{
				{Name: "planned", Label: "Planned"},
				{Name: "held", Label: "Held"},
				{Name: "evaluated", Label: "Effect judged"},
				{Name: "called_off", Label: "Called off", Ended: true},
			},
			Transitions: []record.Transition{
				{Name: "hold", Label: "Was held", From: []string{"planned"}, To: "held", Field: "owner", Guard: attended},
				{Name: "evaluate", Label: "Close with its effect", From: []string{"held"}, To: "evaluated", Field: "owner", Guard: judged},
				{Name: "reopen", Label: "Open again", From: []string{"held", "evaluated"}, To: "planned", Field: "owner"},
				{Name: "call_off", Label: "Call off", From: []string{"planned"}, To: "called_off", Field: "owner",
					Consequence: "The gap that it was to close stays open."},
				{Name: "resume", Label: "Plan again", From: []string{"called_off"}, To: "planned", Field: "owner"},
			},
		},
	})
}

// Attendance is one person's part in a training (27001 7.2 d).
type Attendance struct {
	Training record.Ref        `json:"training" label:"Training" to:"training" back:"attendances" is:"required,index,list,part"`
	Person   record.Ref        `json:"person" label:"Person" to:"person" back:"attendances" is:"required,index,list,reader,tells"`
	On       record.Date       `json:"on,omitzero" label:"On" help:"Empty: on the day of the training." is:"index,list"`
	Result   string            `json:"result" label:"Result" enum:"attended,passed,failed=Not passed" is:"required,index,list"`
	File     record.Attachment `json:"file,omitzero" label:"File" clause:"27001 7.2 d"`
	Note     string            `json:"note,omitzero" label:"Note" max:"1000"`
	Label    string            `json:"label,omitzero" label:"Title" is:"computed,title,search"`
}

// Prepare titles the attendance with the training, and takes its day where no
// other is named.
func (a *Attendance) Prepare(p record.Preparation) error {
	of, err := p.Lookup.Get(a.Training)
	if err != nil || of == nil {
		return err
	}
	a.Label = of.Title()
	if t, ok := of.Body.(*Training); ok {
		a.On = cmp.Or(a.On, t.Held)
	}
	return nil
}

func attendance() *record.Kind {
	return record.MustDefine[Attendance](record.Spec{
		Name: "attendance", Prefix: "ATT", Label: "Attendance", Plural: "Attendances", Concern: "competence", Place: "do", Clause: "27001 7.2 d", Editors: []string{"contributor"},
		Help: "Who took part in a training, on which day and with which result.",
	})
}

// starts are trainings to begin with.
func starts() []record.Start {
	return []record.Start{
		{Name: "awareness", Label: "Awareness for everybody", Body: &Training{
			Title: "What each of us adds to security", About: []string{"policy", "contribution", "consequences"}, Way: "talk",
			Audience: "Everybody in scope, externals included, by team",
			Sign:     "Three people drawn from different units say in a sentence what they do for security, and whom they would call.",
		}},
		{Name: "skill", Label: "Closing a gap", Body: &Training{
			Title: "Restoring a database from backup alone", About: []string{"skill"}, Way: "coaching", Audience: "Holders of the role and their stand-ins",
			Sign: "Each has restored one unaided within the promised time.",
		}},
	}
}
