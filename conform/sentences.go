package conform

import (
	"surety/expr"
	"surety/pack"
	"surety/record"
)

// Sentences of the program's own, where packs have none.

// emptySentence is why a check that met no record does not hold.
func (n *names) emptySentence(q *question) string {
	switch {
	case q.check.Shape == pack.ShapeGlobal:
		return n.words.Say("Nothing is recorded yet that this could be computed from.")
	case selects(q.check):
		return upperFirst(n.noneOf(q)) + "."
	}
	return n.words.Say("No %s is recorded yet, and an empty register shows nothing.", n.label(q.check.Of))
}

// waitingSentence says what an entry that has no occasion waits for.
func (n *names) waitingSentence(s *subject, applies bool) string {
	if !applies {
		return n.words.Say("It applies to whoever acts as %s, which is not declared here.", n.role(s.entry.Depends.Role))
	}
	return n.words.Say("No occasion yet: %s.", n.noneOf(s.occasion))
}

// role is what a role is called that a management system may declare.
func (n *names) role(role string) string {
	kind := n.catalogue.Kind("management_system")
	if kind == nil || kind.Field("roles") == nil {
		return role
	}
	option, ok := kind.Field("roles").Option(role)
	if !ok {
		return role
	}
	return n.words.Say(option.Label)
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
		return n.words.Say("it was withdrawn")
	case notYet:
		return n.words.Say("it is dated %s, which has not come", n.day(j.body.Judged))
	case ranOut:
		if !j.cut() {
			return n.words.Say("it ran out on %s", n.day(j.until()))
		}
		return n.words.Say("it ran out on %s, after %s, the longest that one stands here, and not on %s", n.day(j.until()), n.words.Period(j.longest.Parts()), n.day(j.body.Expires))
	case judgeLeft:
		return n.words.Say("who gave it works here no more")
	case seenChanged:
		if j.lapse.now == 0 {
			return n.words.Say("%s, which it saw, is gone", about())
		}
		return n.words.Say("%s has changed since: revision %d was seen, %d stands", about(), j.lapse.saw, j.lapse.now)
	case ownWork:
		return n.words.Say("it is on nothing but what the judge alone owns")
	}
	if j.lapse.barred() {
		return n.barredSentence(j)
	}
	return ""
}

// boundSentences say what a judgement that counts falls short of.
func (n *names) boundSentences(j *judgement) string {
	said := ""
	if j.cut() {
		said += " " + n.words.Say("(It stands until %s and not until %s: one stands %s at most here.)", n.day(j.until()), n.day(j.body.Expires), n.words.Period(j.longest.Parts()))
	}
	if j.holds() && !j.saw() {
		said += " " + n.words.Say("(It names nothing that was seen, neither records nor evidence, so it shows no more than that it was said.)")
	}
	if j.body.Asserted {
		said += " " + n.words.Say("(It was entered by somebody else for whoever judged; its evidence shows it.)")
	}
	return said
}

// barredSentence is why whoever judged was not entitled to.
func (n *names) barredSentence(j *judgement) string {
	judge, duty := n.judgeOf(j), n.duty(j.lapse.duty)
	if j.lapse.charge == nil {
		return n.words.Say("%s held no role with the duty “%s” on that day", judge, duty)
	}
	by := n.named(j.lapse.about, kindAssignment).call()
	switch j.lapse.why {
	case chargedElsewhere:
		return n.words.Say("%s, which gives %s the duty “%s”, is for another management system", by, judge, duty)
	case chargedLater:
		return n.words.Say("%s, which gives %s the duty “%s”, begins on %s", by, judge, duty, n.day(j.lapse.charge.From))
	}
	return n.words.Say("%s, which gave %s the duty “%s”, had ended on %s", by, judge, duty, n.day(j.lapse.charge.Until))
}

// barredMend is what makes a requirement judged by somebody entitled.
func (n *names) barredMend(j *judgement) string {
	return n.words.Say("Have it judged by somebody who holds a role with the duty “%s” here. If %s did on %s, record the assignment with its dates.",
		n.duty(j.lapse.duty), n.judgeOf(j), n.day(j.body.Judged))
}

// judgeOf names who judged, where the reader may see the judgement.
func (n *names) judgeOf(j *judgement) string {
	if n.named(j.record.ID, kindJudgement).ID == "" {
		return n.words.Say("the judge")
	}
	return n.named(j.body.Judge.ID(), fieldPerson).title()
}

// duty is what a duty is called where roles are kept.
func (n *names) duty(value string) string {
	for _, option := range n.catalogue.Kind(kindRole).Field(fieldDuty).Options {
		if option.Value == value {
			return n.words.Say(option.Label)
		}
	}
	return value
}

func (n *names) kindOf(id record.ID) string { return n.entries[id].Kind }

// personSentence is who is to judge, after what was computed, and what became
// of an earlier judgement.
func (n *names) personSentence(e *pack.Entry, computed Verdict, j *Judgement) string {
	judge := n.judgedBy(e.Judge)
	sentence := n.words.Say("Whether that is right is for %s to judge.", judge)
	switch computed {
	case Holds:
		sentence = n.words.Say("The records are in order; whether that is enough is for %s to judge.", judge)
	case "":
		sentence = n.words.Say("Only a person can judge this: %s.", judge)
	}
	switch {
	case j == nil || j.Lapsed == "":
	case j.Mend != "":
		sentence += " " + n.words.Say("The judgement of %s does not count: %s.", n.day(j.Judged), j.Lapsed)
	default:
		sentence += " " + n.words.Say("The judgement of %s no longer counts: %s.", n.day(j.Judged), j.Lapsed)
	}
	return sentence
}

// judgedBy names within a sentence who is to judge.
func (n *names) judgedBy(judge pack.Judge) string {
	switch judge {
	case pack.JudgeTopManagement:
		return n.words.Say("top management")
	case pack.JudgeSecurityManager:
		return n.words.Say("the security manager")
	case pack.JudgeRiskOwner:
		return n.words.Say("the risk owner")
	case pack.JudgeControlOwner:
		return n.words.Say("the control owner")
	case pack.JudgeDocumentOwner:
		return n.words.Say("the document owner")
	case pack.JudgeInternalAuditor:
		return n.words.Say("the internal auditor")
	}
	return n.words.Say("somebody entitled")
}

// untilOf is the last day before an answer may be another one.
func untilOf(next expr.Day) record.Date {
	if next == 0 {
		return ""
	}
	return (next - 1).Date()
}
