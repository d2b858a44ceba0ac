package expr_test

import (
	"errors"
	"strings"
	"testing"

	"surety/expr"
	"surety/fault"
)

func TestWhatIsWrongWithAnExpressionIsToldWithLineAndColumn(t *testing.T) {
	env := newEnvironment(t, newRecords(t))
	for _, test := range []struct{ where, want string }{
		{`has(risk.ownr)`, `line 1, column 4: there is no field ownr here: is owner meant?`},
		{"has(risk.owner)\n  && risk.qqqqqqq == 1", `line 2, column 10: there is no field qqqqqqq here`},
		{`document.title == ""`, `line 1, column 1: document is not known here: expected risk, system, clock, today`},
		{`riks.title == ""`, `line 1, column 1: riks is not known here: expected risk, system, clock, today`},
		{`count > 0`, `line 1, column 1: count is not known here: expected risk, system, clock, today`},
		{`size(records.risk) > 0`, `line 1, column 6: records is not known here: expected risk, system, clock, today`},
		{`risk.title`, `line 1, column 1: the expression gives string: expected something that is true or false`},
		{`risk.assessed == "2026-01-01"`, `line 1, column 15: == can't be applied to (timestamp, string)`},
		{`risk.owner == risk.method`, `line 1, column 12: == can't be applied to (person record, risk_method record)`},
		{`risk.owner == "Ada"`, `line 1, column 12: == can't be applied to (person record, string)`},
		{`risk.owner == null`, `line 1, column 15: nothing is ever null: ask with has(…) whether a field is set`},
		{`risk.assets.state == "current"`, `line 1, column 12: a list has no fields: ask of its items with exists or all`},
		{`risk.title.live()`, `line 1, column 5: live wants a record, not string`},
		{`approved(risk.effects)`, `line 1, column 14: approved wants a record, not list(string)`},
		{`clock.past(risk.title)`, `line 1, column 11: past can't be applied to clock.(string)`},
		{`clock.within(risk.assessed, "1 year")`, `line 1, column 29: "1 year" is no period: expected a form such as P12M, P1Y or P14D`},
		{`risk.assessed > date("31.12.2026")`, `line 1, column 22: "31.12.2026" is no date: expected the form 2026-11-24`},
		{`risk.title.matches("(")`, `line 1, column 20: the pattern is no regular expression that can be read`},
		{`risk.assessed > timestamp("soon")`, `line 1, column 27: expected an instant such as "2026-11-24T09:00:00Z"`},
		{`risk.owner["state"] == "active"`, `line 1, column 11: [ ] can't be applied to (person record, string)`},
		{`risk.state == "opn"`, `line 1, column 15: state is never "opn": expected one of open, `},
		{`"opn" != risk.owner.state`, `line 1, column 1: state is never "opn": expected one of active, `},
		{`risk.owner.has_duty("flying")`, `line 1, column 21: duty is never "flying": expected one of top_management, `},
		{`risk.assets.exists(a, a.type in ["process", "horse"])`, `line 1, column 45: type is never "horse": expected one of `},
		{`"bad luck" in risk.effects`, `line 1, column 1: effects is never "bad luck": expected one of `},
		{`risk.tasks.exists(t, t.about.exists(x, x.state == "flying"))`, `state is never "flying": expected one of `},
		{`risk.effects.exists(e, e == "bad luck")`, `line 1, column 29: effects is never "bad luck": expected one of `},
		{`risk.effects.all(e, e in ["integrity", "bad luck"])`, `effects is never "bad luck": expected one of `},
		{`["open", "opn"].exists(s, s == risk.state)`, `line 1, column 10: state is never "opn": expected one of open, `},
		{`risk.tasks.exists(t, ["opn"].exists(s, t.state != s))`, `state is never "opn": expected one of `},
		{`["opn"].exists(s, [s].exists(s, s == risk.state)) || risk.state == "opn"`, `line 1, column 68: state is never "opn": expected one of open, `},
		{`risk.title ==`, `line 1, column 14: the expression ends too early`},
		{`has_duty(risk.owner)`, `line 1, column 9: has_duty is not known here`},
		{`risk.title.top_management()`, `string has no fields`},
		{`risk.title = "x"`, `line 1, column 12: one = compares nothing: expected ==`},
		{`risk.title == "x`, `line 1, column 15: the text that begins here does not end: expected a closing quote`},
		{`risk.title == “x”`, `“ is no sign of the language`},
		{`risk.title == "" and true`, `line 1, column 18: and is written &&`},
		{`risk.title == "" OR true`, `OR is written ||`},
		{`risk.title matches "x"`, `line 1, column 12: matches is too much: expected the end, or an operator such as && before it`},
		{`) == 1`, `) can't stand here: expected a value`},
		{`risk..title == ""`, `.. can't be read here`},
		{`for == 1`, `for is a word of the language: expected another name`},
		{`99999999999999999999 > 1`, `the number is too large to be kept`},
		{`has(risk)`, `has asks for a field, such as has(x.name)`},
		{`risk.assets.all(a)`, `all needs a name and what is asked of each item`},
		{`risk.assets.all(1, true)`, `expected a name for each item of the list, such as x`},
		{`risk.title.all(x, true)`, `all, exists, filter and map go through a list: a string is none`},
		{`risk.title && true`, `string stands here: expected bool`},
		{`risk.tasks.exists(t, t.about.exists(x, x == risk))`, `== can't be applied to`},
		{`risk.tasks.all(a, a.about.all(b, b.tasks.all(c, c.about.all(d, true))))`, `too many of all, exists, filter and map stand in one another`},
		{strings.Repeat("true || ", 600) + "true", `the expression is too long: at most`},
		{strings.Repeat("[", 60) + strings.Repeat("]", 60) + " == []", `the brackets stand too deep in one another`},
		{strings.Repeat("1+1==2&&", 130) + "true", `the expression has too many parts: at most`},
	} {
		_, err := env.Each("risk", test.where, "true")
		var list fault.List
		if !errors.As(err, &list) {
			t.Errorf("%s: %v, want a list of faults", test.where, err)
			continue
		}
		if list[0].Field != "where" || list[0].Kind != fault.Invalid || !strings.Contains(list[0].Message, test.want) {
			t.Errorf("%.60s:\n got %s %q\nwant where %q", test.where, list[0].Field, list[0].Message, test.want)
		}
	}
}

func TestTheFaultsOfBothExpressionsAreTold(t *testing.T) {
	env := newEnvironment(t, newRecords(t))
	_, err := env.Count("risk", "nonsense", "count > system.review_interval")
	var list fault.List
	if !errors.As(err, &list) || len(list) != 2 || list[0].Field != "where" || list[1].Field != "holds" {
		t.Errorf("got %v, want one fault in where and one in holds", err)
	}
}

func TestAnUnknownKindIsNamedWithTheNearest(t *testing.T) {
	env := newEnvironment(t, newRecords(t))
	_, err := env.Each("risc", "", "true")
	if want := `of: there is no kind "risc" (is risk meant?)`; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestOneCheckCompilesInEachShape(t *testing.T) {
	env := newEnvironment(t, newRecords(t))
	if _, err := env.Each("risk", "live(risk)", "has(risk.owner)"); err != nil {
		t.Error(err)
	}
	if _, err := env.Count("person", "person.in_scope", "count <= system.unread_allowed && clock.past(today)"); err != nil {
		t.Error(err)
	}
	if _, err := env.Global(`records.role.exists(r, r.duty == "conformity") && records.risk.all(x, x.owner.live())`); err != nil {
		t.Error(err)
	}
	if _, err := env.Global(`has(records.risk) && risk.title == ""`); err == nil {
		t.Error("a global check reads one risk, and there is none in question")
	}
}

func TestAnErrorOfTheViewIsNeverSwallowed(t *testing.T) {
	for _, text := range []string{
		`risk.owner.state == "active"`,
		`risk.owner.state == "active" || true`,
		`!(risk.owner.live() && false)`,
		`has(risk.owner.mail) || true`,
		`risk.assets.exists(a, a.owner.live()) || true`,
		`risk.treatments.all(t, t.owner.live()) || true`,
		`risk.owner.top_management() || true`,
	} {
		r := world(t)
		r.broken = "p1"
		if strings.Contains(text, "treatments") {
			r.broken = "r1"
		}
		_, err := ask(t, r, "r1", text)
		if !errors.Is(err, errBroken) || !fault.Is(err, fault.Uncomputable) {
			t.Errorf("%s: got %v, want the view's error as one that could not be computed", text, err)
		}
	}
}

func TestAnErrorOfTheViewIsGoneWhenTheViewIsWell(t *testing.T) {
	r := world(t)
	env := newEnvironment(t, r)
	program, err := env.Filter("risk", `risk.owner.state == "active"`)
	if err != nil {
		t.Fatal(err)
	}
	session := env.Session(r, expr.At(today, nil, "s1"))
	r.broken = "p1"
	if _, err := program.Ask(session, r.byID["r1"], 0); err == nil {
		t.Fatal("a broken view gave an answer")
	}
	r.broken = ""
	if got, err := program.Ask(session, r.byID["r1"], 0); err != nil || !got.Holds {
		t.Errorf("got %v, %v, want it to hold", got, err)
	}
}

func TestAReferenceToWhatIsNotThereCanNotBeComputed(t *testing.T) {
	r := world(t)
	delete(r.byID, "p1")
	if _, err := ask(t, r, "r1", `risk.owner.state == "active"`); !fault.Is(err, fault.Uncomputable) {
		t.Errorf("got %v", err)
	}
	if got, err := ask(t, r, "r1", `has(risk.owner)`); err != nil || !got.Holds {
		t.Errorf("whether a reference is set needs no look at what it points to: %v, %v", got, err)
	}
}

func TestAnExpressionThatTakesTooLongIsEnded(t *testing.T) {
	r := world(t)
	wide := `[` + strings.Repeat(`1,`, 160) + `1]`
	_, err := ask(t, r, "r1", wide+`.all(a, `+wide+`.all(b, [1,2,3,4,5,6,7,8,9,10].all(c, a + b + c > 0)))`)
	if !fault.Is(err, fault.Uncomputable) || !strings.Contains(err.Error(), "takes more than 1000000 steps") {
		t.Errorf("got %v, want too many steps", err)
	}
}
