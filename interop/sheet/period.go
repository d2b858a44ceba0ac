package sheet

import (
	"regexp"
	"strings"

	"surety/fault"
	"surety/record"
)

// rhythms are words for how often something happens, and the period between.
var rhythms = map[string]record.Period{
	"annually": "P1Y", "annual": "P1Y", "yearly": "P1Y", "jaehrlich": "P1Y", "einmal jaehrlich": "P1Y", "once a year": "P1Y", "every year": "P1Y", "jedes jahr": "P1Y", "per annum": "P1Y", "p a": "P1Y",
	"half yearly": "P6M", "semi annually": "P6M", "semiannually": "P6M", "biannually": "P6M", "twice a year": "P6M", "halbjaehrlich": "P6M", "zweimal jaehrlich": "P6M",
	"quarterly": "P3M", "every quarter": "P3M", "vierteljaehrlich": "P3M", "quartalsweise": "P3M", "quartalsmaessig": "P3M", "jedes quartal": "P3M",
	"monthly": "P1M", "every month": "P1M", "monatlich": "P1M", "jeden monat": "P1M", "bimonthly": "P2M", "zweimonatlich": "P2M",
	"weekly": "P1W", "woechentlich": "P1W", "fortnightly": "P2W", "zweiwoechentlich": "P2W", "daily": "P1D", "taeglich": "P1D",
	"biennially": "P2Y", "zweijaehrlich": "P2Y", "dreijaehrlich": "P3Y", "every other year": "P2Y",
}

var (
	spanForm  = regexp.MustCompile(`^(?:alle |every |after |nach )?(\d{1,4}) ?(\pL+)$`)
	wholeForm = regexp.MustCompile(`^\d{1,4}$`)
)

// smallNumbers are the numbers that people write out.
var smallNumbers = map[string]string{
	"one": "1", "two": "2", "three": "3", "five": "5", "six": "6", "ein": "1", "eine": "1", "einem": "1", "zwei": "2", "drei": "3", "fuenf": "5", "sechs": "6",
}

// parsePeriod reads a span of the calendar: "P1Y", "12 months", "jährlich",
// "alle 2 Jahre"; in gives the unit of bare numbers, 0 when there is none.
func parsePeriod(text string, in byte) (record.Period, error) {
	if p, err := record.ParsePeriod(strings.TrimSpace(text)); err == nil {
		return p, nil
	}
	folded := fold(text)
	if p, ok := rhythms[folded]; ok {
		return p, nil
	}
	fields := strings.Fields(folded)
	for i, f := range fields {
		if digits, ok := smallNumbers[f]; ok {
			fields[i] = digits
		}
	}
	folded = strings.Join(fields, " ")
	if parts := spanForm.FindStringSubmatch(folded); parts != nil {
		if p, ok := periods[parts[2]]; ok {
			return record.ParsePeriod("P" + parts[1] + string(p))
		}
	}
	if wholeForm.MatchString(folded) {
		if in == 0 {
			return "", fault.New(fault.Invalid, "%q has no unit: say in the mapping whether the column is in days, weeks, months or years", text)
		}
		return record.ParsePeriod("P" + folded + string(in))
	}
	return "", fault.New(fault.Invalid, "%q is no period: expected a form such as 12 months, jährlich or P1Y", text)
}
