package sheet

import (
	"strconv"
	"strings"

	"surety/fault"
)

// shape is what a written number says of its decimal sign.
type shape uint8

const (
	shapeNone   shape = iota // no number
	shapePlain               // 1234: both read it alike
	shapeComma               // 1.234,56 or 1,5
	shapePoint               // 1,234.56 or 1.5
	shapeEither              // 1.234 or 1,234: a thousand, or a little over one
)

// blanksInNumbers are what stands between groups of digits beside point and comma.
var blanksInNumbers = strings.NewReplacer(" ", "", "\u00a0", "", "\u202f", "", "\u2009", "", "'", "", "’", "", "_", "")

// bareNumber takes sign and grouping blanks off; ok is false when what is left
// isn't digits with points and commas.
func bareNumber(text string) (digits string, negative, ok bool) {
	text = strings.TrimSpace(text)
	if inside, found := strings.CutPrefix(text, "("); found && strings.HasSuffix(inside, ")") {
		text, negative = strings.TrimSuffix(inside, ")"), true // as bookkeepers write what is owed
	}
	for _, minus := range []string{"-", "−", "–"} {
		if rest, found := strings.CutPrefix(text, minus); found && !negative {
			text, negative = rest, true
		}
	}
	text = strings.TrimPrefix(text, "+")
	text = blanksInNumbers.Replace(text)
	text = strings.TrimSuffix(strings.TrimSuffix(text, ",-"), ",--")
	for i := 0; i < len(text); i++ {
		if (text[i] < '0' || text[i] > '9') && text[i] != '.' && text[i] != ',' {
			return "", false, false
		}
	}
	return text, negative, strings.ContainsAny(text, "0123456789")
}

// shapeOf tells which decimal sign a number was written with.
func shapeOf(text string) shape {
	digits, _, ok := bareNumber(text)
	if !ok {
		return shapeNone
	}
	commas, points := strings.Count(digits, ","), strings.Count(digits, ".")
	switch {
	case commas == 0 && points == 0:
		return shapePlain
	case commas > 0 && points > 0:
		if strings.LastIndex(digits, ",") > strings.LastIndex(digits, ".") {
			return onceDecimal(digits, commas, shapeComma)
		}
		return onceDecimal(digits, points, shapePoint)
	case commas > 1:
		return shapePoint // grouped by commas
	case points > 1:
		return shapeComma
	}
	sign, decimal := ",", shapeComma
	if points == 1 {
		sign, decimal = ".", shapePoint
	}
	whole, rest, _ := strings.Cut(digits, sign)
	if len(rest) == 3 && len(whole) >= 1 && len(whole) <= 3 && whole[0] != '0' {
		return shapeEither
	}
	return decimal
}

// onceDecimal is the shape of a number with both signs: the decimal one stands once.
func onceDecimal(digits string, count int, decimal shape) shape {
	if count > 1 {
		return shapeNone
	}
	return decimal
}

// plainNumber writes a number with a point and no groups, as strconv reads it.
// decimal is "," or "."; empty where nothing is known yet, and then a number
// that can be read two ways is an error.
func plainNumber(text, decimal string) (string, error) {
	digits, negative, ok := bareNumber(text)
	if !ok {
		return "", fault.New(fault.Invalid, "%q is no number", text)
	}
	group := "."
	switch s := shapeOf(text); {
	case s == shapeNone:
		return "", fault.New(fault.Invalid, "%q is no number", text)
	case s == shapeEither && decimal == "":
		return "", fault.New(fault.Invalid, "%q can be read two ways: say in the mapping whether the column's decimal sign is a comma or a point", text)
	case decimal == "," && s == shapePoint, decimal == "." && s == shapeComma:
		return "", fault.New(fault.Invalid, "%q does not fit the rest of the column, whose decimal sign is %q", text, decimal)
	case s == shapeComma:
		decimal = ","
	case s == shapePoint:
		decimal = "."
	}
	if decimal == "." {
		group = ","
	}
	whole, rest, found := strings.Cut(digits, orPoint(decimal))
	if err := checkGroups(whole, group); err != nil || strings.ContainsAny(rest, ",.") {
		return "", fault.New(fault.Invalid, "%q is no number: its groups of digits aren't of three", text)
	}
	plain := strings.ReplaceAll(whole, group, "")
	if plain == "" {
		plain = "0"
	}
	if found && rest != "" {
		plain += "." + rest
	}
	if negative {
		plain = "-" + plain
	}
	return plain, nil
}

func orPoint(decimal string) string {
	if decimal == "" {
		return "."
	}
	return decimal
}

// checkGroups holds the groups of a whole number to three digits each.
func checkGroups(whole, group string) error {
	groups := strings.Split(whole, group)
	for i, g := range groups {
		if len(groups) > 1 && (i > 0 && len(g) != 3 || len(g) == 0 || len(g) > 3) {
			return strconv.ErrSyntax
		}
	}
	return nil
}
