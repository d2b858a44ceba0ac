package conform

import "surety/pack"

// decide lays the judgement upon what was computed. A check that fails or
// could not be computed can't be judged away; a judgement that something fails
// counts whatever is computed; and where the entry asks for a judge always, or
// nothing is computed, nothing holds without one.
func (f *finding) decide() {
	computed := worst(f.outcomes)
	if f.occasion != nil && f.occasion.verdict == NotComputed {
		computed = NotComputed
	}
	judged := f.judgement != nil && f.judgement.lapse.why == inForce
	against := judged && !f.judgement.holds()
	switch {
	case computed == NotComputed:
		f.verdict, f.basis = NotComputed, Computed
	case computed == Fails && !f.waiting:
		f.verdict, f.basis = Fails, Computed
	case against:
		f.verdict, f.basis = Fails, Judged
	case f.waiting || computed == NoOccasion:
		f.verdict, f.basis = NoOccasion, Computed
	case judged:
		f.verdict, f.basis = Holds, f.withJudge(computed)
	case computed == "" || computed == NeedsPerson || f.subject.entry.Judgement:
		f.verdict, f.basis = NeedsPerson, f.withJudge(computed)
	default:
		f.verdict, f.basis = Holds, Computed
	}
	f.shows = f.showing()
	f.verdict = asForce(f.subject.entry.Force, f.verdict, f.basis)
}

// withJudge is the basis of a verdict that a person has a part in.
func (f *finding) withJudge(computed Verdict) Basis {
	if computed == "" {
		return Judged
	}
	return Both
}

// asForce says a verdict in the terms of a force. Guidance never fails: it is
// not followed where somebody judged so, with a reason, and otherwise open. A
// house rule is broken.
func asForce(force pack.Force, v Verdict, basis Basis) Verdict {
	switch {
	case v != Fails || force == pack.ForceRequirement:
		return v
	case force == pack.ForceHouse:
		return Broken
	case basis == Judged:
		return NotFollowed
	}
	return NeedsPerson
}

// strength orders what checks show.
var strength = map[pack.Shows]int{pack.ShowsRecorded: 1, pack.ShowsCurrent: 2, pack.ShowsEffective: 3}

// showing is the least that a check shows; of a judgement alone, what is
// current, for it lapses with what it saw. One that names nothing that it saw
// shows that somebody said so, and no more.
func (f *finding) showing() pack.Shows {
	if f.basis != Computed && f.judgement != nil && f.judgement.lapse.why == inForce {
		switch {
		case !f.judgement.saw():
			return pack.ShowsRecorded
		case f.basis == Judged:
			return pack.ShowsCurrent
		}
	}
	least := pack.Shows("")
	for _, o := range f.outcomes {
		shows := o.question.check.Shows
		if shows == "" {
			shows = pack.ShowsRecorded
		}
		if least == "" || strength[shows] < strength[least] {
			least = shows
		}
	}
	if least == "" {
		return pack.ShowsRecorded
	}
	return least
}
