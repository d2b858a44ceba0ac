package risk_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"surety/isms/risk"
)

func TestAFormulaThatRisesFillsAMatrixOfAnySizeThatIsWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := square(rapid.IntRange(3, 10).Draw(t, "consequences"), rapid.IntRange(3, 10).Draw(t, "likelihoods"))
		for i := range m.Consequence {
			m.Consequence[i].Figure = math.Pow10(i + 2)
		}
		for i := range m.Likelihood {
			m.Likelihood[i].Figure = math.Pow10(i - 3)
		}
		m.Formula = rapid.SampledFrom([]string{
			"consequence * likelihood", "consequence + likelihood", "max(consequence, likelihood)", "min(consequence, likelihood)", "log(amount) + log(rate)", "amount * rate", "pow(consequence, 2) * sqrt(likelihood)",
		}).Draw(t, "formula")
		from := rapid.SliceOfNDistinct(rapid.Float64Range(-3, 60), len(m.Levels), len(m.Levels), rapid.ID[float64]).Draw(t, "from")
		slices.Sort(from)
		for i := range m.Levels {
			m.Levels[i].From = from[i]
		}
		m.Fill()
		if list := faults(m); len(list) > 0 {
			t.Fatal(list)
		}
		if len(m.Matrix) != len(m.Consequence)*len(m.Likelihood) {
			t.Fatalf("%d cells", len(m.Matrix))
		}
		f, err := risk.ParseFormula(m.Formula)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range m.Consequence {
			for _, l := range m.Likelihood {
				score, err := f.Score(risk.Terms{Consequence: float64(c.Value), Likelihood: float64(l.Value), Amount: c.Figure, Rate: l.Figure})
				if err != nil {
					t.Fatal(err)
				}
				// Counted another way: every level above the lowest that begins at the score or below.
				reached := 0
				for _, level := range m.Levels[1:] {
					if level.From <= score {
						reached++
					}
				}
				if got, _ := m.Of(c.Value, l.Value); got.Name != m.Levels[reached].Name {
					t.Fatalf("%d × %d has the score %v and the level %s", c.Value, l.Value, score, got.Name)
				}
			}
		}
	})
}

func TestAWrongFormulaIsRefusedWithItsPlace(t *testing.T) {
	for formula, want := range map[string]string{
		"consequence *":                   "can't be read",
		"consequence ^ 2":                 "character 13: ^ is no sign",
		"impact * likelihood":             "character 1: expected a number",
		"pow(consequence)":                "character 1: pow takes 2, not 1",
		"log(amount)":                     "no number for consequence 1",
		"consequence / (likelihood - 1)":  "no number for consequence 1 and likelihood 1",
		"os.Exit(1)":                      "character 1",
		"func() int { return 1 }()":       "character 1",
		`"a" + "b"`:                       "character 1",
		"1 / 0":                           "no number",
		"2 - consequence":                 "lower consequence",
		strings.Repeat("(", 250) + "1":    "can't be read",
		"min()":                           "character 1",
		"consequence * likelihood == 1.0": "no sign",
	} {
		t.Run(formula[:min(len(formula), 30)], func(t *testing.T) {
			m := square(3, 3)
			m.Formula = formula
			for i := range m.Levels {
				m.Levels[i].From = float64(i)
			}
			m.Fill()
			if list := strings.Join(faults(m), "\n"); !strings.Contains(list, want) {
				t.Errorf("said %q, want %q", list, want)
			}
		})
	}
}

func FuzzAFormula(f *testing.F) {
	for _, seed := range []string{"consequence * likelihood", "log(amount)+log(rate)", "-(1.5)/max(1,2,3)", "((((", "a.b(c)[d]", "pow(0, -1)"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		formula, err := risk.ParseFormula(text)
		if err != nil {
			return
		}
		if score, err := formula.Score(risk.Terms{Consequence: 2, Likelihood: 3, Amount: 10, Rate: 0.1}); err == nil && (math.IsNaN(score) || math.IsInf(score, 0)) {
			t.Errorf("%q gives %v", text, score)
		}
	})
}

func TestLevelsThatBeginAtFallingScoresAreRefused(t *testing.T) {
	m := square(3, 3)
	m.Formula = "consequence * likelihood"
	m.Levels[1].From, m.Levels[2].From = 6, 4
	m.Fill()
	if list := faults(m); !slices.ContainsFunc(list, func(s string) bool { return strings.Contains(s, `"high" begins at the score 4`) }) {
		t.Errorf("said %v", list)
	}
}

func TestOrdersOfMagnitudeAddUpToAYearsLoss(t *testing.T) {
	for _, kind := range risk.Kinds() {
		if kind.Name != "risk_method" {
			continue
		}
		logs, money := kind.Starts[3].Body.(*risk.Method), kind.Starts[4].Body.(*risk.Method)
		for _, cell := range logs.Matrix {
			// 10^(c+2) a time, 10^(l-3) times a year: 10^(c+l-1) a year.
			loss := math.Pow10(cell.Consequence + cell.Likelihood - 1)
			want := "Low"
			switch {
			case loss >= 999_999:
				want = "Very high"
			case loss >= 99_999:
				want = "High"
			case loss >= 9_999:
				want = "Medium"
			}
			other, _ := money.Of(cell.Consequence, cell.Likelihood)
			if cell.Level != want || other.Name != want {
				t.Errorf("%s: %s and %s, expected %s", fmt.Sprint(cell.Consequence, "×", cell.Likelihood), cell.Level, other.Name, want)
			}
		}
	}
}
