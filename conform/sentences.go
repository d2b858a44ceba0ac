package conform

import (
	"fmt"

	"surety/expr"
	"surety/pack"
	"surety/record"
)

// Sentences of the program's own, where packs have none.

// emptySentence is why a check that met no record does not hold.
func (n *names) emptySentence(q *question) string {
	switch {
	case q.check.Shape == pack.ShapeGlobal:
		return "Nothing is recorded yet that this could be computed from."
	case selects(q.check):
		return upperFirst(n.noneOf(q)) + "."
	}
	return fmt.Sprintf("No %s is recorded yet, and an empty register shows nothing.", n.label(q.check.Of))
}

// waitingSentence says what an entry that has no occasion waits for.
func (n *names) waitingSentence(s *subject, applies bool) string {
	if !applies {
		return fmt.Sprintf("It applies to whoever acts as %s, which is not declared here.", s.entry.Depends.Role)
	}
	return fmt.Sprintf("No occasion yet: %s.", n.noneOf(s.occasion))
}

// lapseSentence is why a judgement does not count.
func (n *names) lapseSentence(j *judgement) string {
	about := func() string {
		if j.lapse.about == "" {
			return ""
		}
		return n.named(j.lapse.about, n.kindOf(j.lapse.about)).call()
	}
	switch j.lapse.why {
	case withdrawn:
		return "it was withdrawn"
	case notYet:
		return "it is dated " + string(j.body.Judged) + ", which has not come"
	case ranOut:
		return "it ran out on " + string(j.until()) + cutWords(j)
	case judgeLeft:
		return "who gave it works here no more"
	case seenChanged:
		if j.lapse.now == 0 {
			return about() + ", which it saw, is gone"
		}
		return fmt.Sprintf("%s has changed since: revision %d was seen, %d stands", about(), j.lapse.saw, j.lapse.now)
	case ownWork:
		return "it is on nothing but what the judge alone owns"
	}
	if j.lapse.barred() {
		return n.barredSentence(j)
	}
	return ""
}

// cutWords says why a judgement ran out before the day that it names.
func cutWords(j *judgement) string {
	if !j.cut() {
		return ""
	}
	return fmt.Sprintf(", after %s, the longest that one stands here, and not on %s", j.longest.Words(), j.body.Expires)
}

// boundSentences say what a judgement that counts falls short of.
func boundSentences(j *judgement) string {
	said := ""
	if j.cut() {
		said += fmt.Sprintf(" (It stands until %s and not until %s: one stands %s at most here.)", j.until(), j.body.Expires, j.longest.Words())
	}
	if j.holds() && !j.saw() {
		said += " (It names nothing that was seen, neither records nor evidence, so it shows no more than that it was said.)"
	}
	if j.body.Asserted {
		said += " (It was entered by somebody else for whoever judged; its evidence shows it.)"
	}
	return said
}

// barredSentence is why whoever judged was not entitled to.
func (n *names) barredSentence(j *judgement) string {
	judge, duty := n.judgeOf(j), n.duty(j.lapse.duty)
	if j.lapse.charge == nil {
		return fmt.Sprintf("%s held no role with the duty “%s” on that day", judge, duty)
	}
	by := n.named(j.lapse.about, kindAssignment).call()
	switch j.lapse.why {
	case chargedElsewhere:
		return fmt.Sprintf("%s, which gives %s the duty “%s”, is for another management system", by, judge, duty)
	case chargedLater:
		return fmt.Sprintf("%s, which gives %s the duty “%s”, begins on %s", by, judge, duty, j.lapse.charge.From)
	}
	return fmt.Sprintf("%s, which gave %s the duty “%s”, had ended on %s", by, judge, duty, j.lapse.charge.Until)
}

// barredMend is what makes a requirement judged by somebody entitled.
func (n *names) barredMend(j *judgement) string {
	return fmt.Sprintf("Have it judged by somebody who holds a role with the duty “%s” here. If %s did on %s, record the assignment with its dates.",
		n.duty(j.lapse.duty), n.judgeOf(j), j.body.Judged)
}

// judgeOf names who judged, where the reader may see the judgement.
func (n *names) judgeOf(j *judgement) string {
	if n.named(j.record.ID, kindJudgement).ID == "" {
		return "the judge"
	}
	return n.named(j.body.Judge.ID(), fieldPerson).title()
}

// duty is what a duty is called where roles are kept.
func (n *names) duty(value string) string {
	for _, option := range n.catalogue.Kind(kindRole).Field(fieldDuty).Options {
		if option.Value == value {
			return option.Label
		}
	}
	return value
}

func (n *names) kindOf(id record.ID) string { return n.entries[id].Kind }

// personSentence is who is to judge, after what was computed, and what became
// of an earlier judgement.
func personSentence(e *pack.Entry, computed Verdict, j *Judgement) string {
	judge := "somebody entitled"
	switch e.Judge {
	case "":
	case pack.JudgeTopManagement:
		judge = string(e.Judge)
	default:
		judge = "the " + string(e.Judge)
	}
	sentence := fmt.Sprintf("Whether that is right is for %s to judge.", judge)
	switch computed {
	case Holds:
		sentence = fmt.Sprintf("The records are in order; whether that is enough is for %s to judge.", judge)
	case "":
		sentence = fmt.Sprintf("Only a person can judge this: %s.", judge)
	}
	if j != nil && j.Lapsed != "" {
		counts := "no longer counts"
		if j.Mend != "" {
			counts = "does not count"
		}
		sentence += fmt.Sprintf(" The judgement of %s %s: %s.", j.Judged, counts, j.Lapsed)
	}
	return sentence
}

const personMend = "Have it judged, with a reason, what was seen, and the day until which the judgement stands."

// untilOf is the last day before an answer may be another one.
func untilOf(next expr.Day) record.Date {
	if next == 0 {
		return ""
	}
	return (next - 1).Date()
}
