package pack

import (
	"errors"
	"regexp"
	"slices"

	"surety/fault"
)

// checkChecks checks what an entry computes, but not the types of expressions.
func (r *reader) checkChecks(e *Entry) {
	if len(e.Checks) > 0 && !e.canFail() {
		r.badAt(e, at("checks"), "the force requirement or house, or no checks", "an entry of the force %s can't fail, so nothing is computed for it", e.Force)
	}
	if e.Occasion != nil && !e.canFail() {
		r.badAt(e, at("occasion"), "the force requirement or house, or no occasion", "an entry of the force %s waits for no occasion", e.Force)
	}
	for i, c := range e.Checks {
		first := slices.IndexFunc(e.Checks, func(other *Check) bool { return other.ID == c.ID })
		if first < i && c.ID != "" {
			r.badAt(c, at("id"), "an id of its own", "the entry %q has a check %q already", e.ID, c.ID)
		}
		r.checkShape(e, c)
		r.checkWords(c)
	}
}

// checkShape checks that a check has what its shape needs and nothing else,
// and fills in what an empty register says where the file doesn't.
func (r *reader) checkShape(e *Entry, c *Check) {
	needs := func(key string) {
		if !r.has(c, key) {
			r.badAt(c, nil, "", "a check of the shape %s lacks the key %q", c.Shape, key)
		}
	}
	refuses := func(keys ...string) {
		for _, key := range keys {
			if r.has(c, key) {
				r.badAt(c, at(key), "no such key", "a check of the shape %s has no %s", c.Shape, key)
			}
		}
	}
	switch c.Shape {
	case ShapeEach:
		needs("of")
	case ShapeCount:
		needs("of")
		refuses("field")
	case ShapeGlobal:
		refuses("of", "where", "field")
	}
	if c.Empty == EmptyPerson && !r.has(e, "judge") {
		r.badAt(c, at("empty"), `the key "judge" in its entry`, "the check asks for a person, and %q names none", e.ID)
	}
	if c.Empty == "" {
		c.Empty = EmptyFails
	}
	if c.Shows == ShowsEffective && !e.Judgement {
		r.badAt(c, at("shows"), `recorded or current, or "judgement: true" with a judge in its entry`, "no computation alone shows that something is effective")
	}
	if c.Shows == "" {
		c.Shows = ShowsRecorded
	}
}

var placeholder = regexp.MustCompile(`\{[^{}]*\}|[{}]`)

// placeholders are what the words of a check may leave open. Of the failing
// record: its key, its title and the name of its owner; of the whole: how many
// records fail, or how many were counted.
var placeholders = map[Shape][]string{
	ShapeEach:   {"{key}", "{title}", "{owner}", "{count}"},
	ShapeCount:  {"{count}"},
	ShapeGlobal: {},
}

const expectedPlaceholders = "{key}, {title}, {owner} or {count} in the shape each, {count} in the shape count"

// checkWords checks the placeholders of reason and mend.
func (r *reader) checkWords(c *Check) {
	for key, text := range map[string]Text{"reason": c.Reason, "mend": c.Mend} {
		for _, wording := range text.wordings {
			for _, unknown := range c.unknownPlaceholders(wording.Words) {
				r.badAt(c, at(key), expectedPlaceholders, "nothing is known to put in place of %s", unknown)
			}
		}
	}
}

// unknownPlaceholders are those of a sentence that the check has nothing for.
func (c *Check) unknownPlaceholders(words string) []string {
	if c.Shape == "" {
		return nil
	}
	return slices.DeleteFunc(placeholder.FindAllString(words, -1), func(found string) bool { return slices.Contains(placeholders[c.Shape], found) })
}

// compile type-checks the expressions of a pack by the caller's means, whatever
// else is wrong with it: a person learns of all in one round. Those that lack
// what they are compiled by are left out, since that is told already.
func (r *reader) compile(p *Pack, compile Compile) {
	for _, e := range p.Entries {
		if e.Occasion != nil && e.Occasion.Of != "" {
			r.report(e.Occasion, compile(e.Occasion.Check()), "of")
		}
		for _, c := range e.Checks {
			if c.Holds != "" && (c.Of != "" && c.Shape != "" || c.Shape == ShapeGlobal) {
				r.report(c, compile(*c), "holds")
			}
		}
	}
}

// report tells an error of compiling at the key that it names, or at usual.
func (r *reader) report(object any, err error, usual string) {
	if err == nil {
		return
	}
	var list fault.List
	if !errors.As(err, &list) {
		list = fault.List{{Err: err}}
		var single *fault.Error
		if errors.As(err, &single) {
			list = fault.List{single}
		}
	}
	for _, single := range list {
		key, reason, expected := single.Field, single.Message, single.Mend
		if key == "" || !r.has(object, key) {
			key = usual
		}
		if reason == "" {
			reason = single.Error()
		}
		r.badAt(object, at(key), expected, "%s", reason)
	}
}
