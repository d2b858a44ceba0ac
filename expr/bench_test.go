package expr_test

import (
	"testing"

	"surety/expr"
)

// BenchmarkAsk evaluates typical checks again and again about one record.
func BenchmarkAsk(b *testing.B) {
	r := world(b)
	env := newEnvironment(b, r)
	for name, text := range map[string]string{
		"field":      `has(risk.owner)`,
		"reference":  `risk.owner.state == "active" && risk.title != ""`,
		"acceptance": `risk.acceptances.exists(a, a.live() && !a.asserted && a.by == risk.owner && a.level == risk.residual_level && !clock.past(a.expires))`,
		"clock":      `clock.within(risk.assessed, system.assessment_interval)`,
		"management": `risk.owner.top_management()`,
	} {
		program, err := env.Filter("risk", text)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(name, func(b *testing.B) {
			session := env.Session(r, expr.At(today, nil, "s1"))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := program.Ask(session, r.byID["r1"], 0); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkCompile(b *testing.B) {
	env := newEnvironment(b, world(b))
	for b.Loop() {
		if _, err := env.Each("risk", `live(risk)`, `risk.acceptances.exists(a, a.live() && a.by == risk.owner && !clock.past(a.expires))`); err != nil {
			b.Fatal(err)
		}
	}
}
