package measure

import (
	"regexp"
	"strconv"
	"strings"

	"surety/fault"
)

// How a reading stands to what was set for it.
const (
	OnTarget  = "on_target"
	OffTarget = "off_target"
	Alarm     = "alarm"
)

// Goal is what a measure's readings are held against. An empty target or alarm
// is none.
type Goal struct {
	LessIsBetter  bool
	Target, Alarm string
}

// Standing is how a value stands: Alarm where it reaches the value at which
// nobody waits, or else OnTarget or OffTarget; empty where it can't be told.
func (g Goal) Standing(value string) string {
	read, err := number(value)
	if err != nil {
		return ""
	}
	if limit, err := number(g.Alarm); err == nil && !g.better(read, limit) {
		return Alarm
	}
	target, err := number(g.Target)
	switch {
	case err != nil:
		return ""
	case read == target || g.better(read, target):
		return OnTarget
	default:
		return OffTarget
	}
}

// better tells that a value is better than another.
func (g Goal) better(value, than float64) bool {
	if g.LessIsBetter {
		return value < than
	}
	return value > than
}

// Numbers are kept as texts, since 0 is a value like any other and differs from
// none.
var (
	numberForm = regexp.MustCompile(`^-?\d{1,15}(\.\d{1,9})?$`)
	commaForm  = regexp.MustCompile(`^-?\d{1,15},\d{1,9}$`)
	thousands  = regexp.MustCompile(`^-?[1-9]\d{0,2},\d{3}$`)
)

// plain writes a number with a decimal point, where it was written with a
// comma that can't part thousands.
func plain(text string) string {
	text = strings.TrimSpace(text)
	if commaForm.MatchString(text) && !thousands.MatchString(text) {
		return strings.Replace(text, ",", ".", 1)
	}
	return text
}

func number(text string) (float64, error) {
	if !numberForm.MatchString(text) {
		return 0, fault.New(fault.Invalid, "%q is no number: expected digits, with a point before decimals, and no unit", text)
	}
	return strconv.ParseFloat(text, 64)
}
