package sheet

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"surety/record"
)

// kindPerson is the kind whose records are made of names that nobody has yet.
const kindPerson = "person"

var (
	honorificForm = regexp.MustCompile(`^(?i:herrn?|frau|hr\.?|fr\.|mr\.?|mrs\.?|ms\.?|dr\.?|prof\.?|dipl\.-\pL+\.?)\s+`)
	aside         = regexp.MustCompile(`\s*[(\[][^)\]]*[)\]]\s*`)
	partForm      = regexp.MustCompile(`\s*(?:,|/|&|\+|\bund\b|\band\b)\s*`)
	mailForm      = regexp.MustCompile(`^[^@\s<>]+@[^@\s<>]+\.\pL+$`)
)

// personName is a person's name as it is kept: "Lind, Mara" and "Frau Dr. Mara
// Lind (IT)" are Mara Lind; a mail address gives the name in it.
func personName(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if len(text) > longestPhrase {
		return text
	}
	if mailForm.MatchString(text) {
		return nameInMail(text)
	}
	if bare := strings.TrimSpace(aside.ReplaceAllString(text, " ")); bare != "" {
		text = bare
	}
	if last, first, ok := strings.Cut(text, ","); ok && strings.TrimSpace(first) != "" && !strings.Contains(first, ",") {
		text = strings.TrimSpace(withoutHonorific(strings.TrimSpace(first)) + " " + withoutHonorific(last))
	}
	return withoutHonorific(text)
}

func withoutHonorific(name string) string {
	for {
		bare := honorificForm.ReplaceAllString(name, "")
		if bare == name {
			return name
		}
		name = bare
	}
}

func nameInMail(address string) string {
	local, _, _ := strings.Cut(address, "@")
	parts := strings.FieldsFunc(local, func(r rune) bool { return r == '.' || r == '_' || r == '-' })
	for i, part := range parts {
		first, size := utf8.DecodeRuneInString(part)
		parts[i] = string(unicode.ToUpper(first)) + part[size:]
	}
	return strings.Join(parts, " ")
}

// shortForm is a name with only the first letter of the first name, folded:
// "h clausen" for Henrik Clausen and for H. Clausen; short tells the latter.
func shortForm(name string) (form string, short, ok bool) {
	first, last, found := strings.Cut(name, " ")
	letter := fold(first)
	if !found || letter == "" || fold(last) == "" {
		return "", false, false
	}
	n := utf8.RuneCountInString(strings.TrimSuffix(first, "."))
	return letter[:1] + " " + fold(last), n == 1, true
}

// looksLikeName tells a name from other texts that stand in columns of people.
func looksLikeName(name string) bool {
	fields := strings.Fields(name)
	return len(fields) > 0 && len(fields) <= 6 && utf8.RuneCountInString(name) <= 80 &&
		strings.ContainsFunc(name, unicode.IsLetter) && !strings.ContainsAny(name, "0123456789/&;:@\n?!")
}

// variants are the texts under which a reference may be known, the text as it
// stands first.
func variants(text string, kinds []string) []string {
	text = strings.Join(strings.Fields(text), " ")
	all := []string{text}
	add := func(other string) {
		for _, known := range all {
			if known == other || other == "" {
				return
			}
		}
		all = append(all, other)
	}
	if key, _, ok := strings.Cut(text, " "); ok && keyForm.MatchString(key) {
		add(key) // RISK-0042 Fire in the data centre
	}
	for _, k := range kinds {
		if k == kindPerson {
			add(personName(text))
		}
	}
	return all
}

var keyForm = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9]{0,9}-\d{1,9}$`)

// newPerson is the body of a person known by name only.
func newPerson(kind *record.Kind, text string) (any, error) {
	body := kind.New()
	if err := kind.TitleField().Set(body, personName(text)); err != nil {
		return nil, err
	}
	if f := kind.Field("mail"); f != nil && f.Type == record.TypeText && mailForm.MatchString(text) {
		return body, f.Set(body, text)
	}
	return body, nil
}

// somebody leaves out what is written where nobody is known yet, from names that
// people can stand under.
func somebody(f *record.Field, names []string) []string {
	if !slices.Contains(f.To, kindPerson) {
		return names
	}
	return slices.DeleteFunc(names, func(name string) bool {
		switch strings.Join(strings.Fields(fold(name)), " ") {
		case "n n", "nn", "unbekannt", "unknown", "unklar", "vakant", "vacant", "offen", "nicht benannt", "nicht zugewiesen", "unassigned", "niemand", "nobody":
			return true
		}
		return false
	})
}
