package pack

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// wholeHeader is a header with everything that the mistakes below refer to.
const wholeHeader = `pack: acme
edition: "2026"
designation: ACME rulebook
title: Rules
language: en
status: current
sources: [{id: own, name: Our own}]
attributes: [{id: phase, title: Phase, values: [Early, Late]}]
`

// bareHeader is a header that lacks its sources.
const bareHeader = "pack: acme\nedition: '1'\ndesignation: D\ntitle: T\nlanguage: en\nstatus: current\n"

type mistake struct {
	name, file string
	want       []string
}

// pack is the files of a pack that makes the mistake.
func (m mistake) pack() map[string]string {
	files := map[string]string{"acme/x.yaml": m.file}
	if !strings.HasPrefix(m.file, "pack:") {
		files["acme/pack.yaml"] = wholeHeader
	}
	return files
}

// Each mistake stands in the file x.yaml, beside wholeHeader where it is no
// header itself. What is wanted is all that is told: line and column, what
// stands there, the reason and what was expected.
var mistakes = []mistake{
	// YAML itself
	{"a list that is not closed", "entries: [{id: a}\n\nterms: []\n",
		[]string{`3:1 "terms: []" no YAML: did not find expected ',' or ']', while parsing a flow sequence`}},
	{"a tab for indentation", "entries:\n\t- id: a\n",
		[]string{`2:1 "\t- id: a" no YAML: found character that cannot start any token, while scanning for the next token`}},
	{"a byte that is no UTF-8", "entries:\n- id: \xff\n",
		[]string{`2:7 "\xff" the file is no UTF-8 text from here on; expected a file saved as UTF-8`}},
	{"a control character", "entries:\n- id: a\x01b\n",
		[]string{`2:8 "\x01b" no YAML: control characters are not allowed (value: 1)`}},
	{"an escaped control character", `terms: [{id: a, term: "a\x07b", text: t}]`,
		[]string{`1:23 "\"a\\x07b\", text: …" the text holds control characters; expected text`}},
	{"two documents", "terms: []\n---\nedges: []\n",
		[]string{`2:1 "---" a second YAML document begins here; expected one document a file`}},
	{"an empty file", "# nothing yet\n",
		[]string{`1:1 "# nothing yet" the file is empty; expected keys of a pack, such as entries`}},
	{"an alias to nothing", "entries: *rules\n",
		[]string{`1:10 "*rules" no YAML: unknown anchor 'rules' referenced`}},
	{"an alias", "entries: []\nterms: [{id: a, term: &word risk, text: *word}]\n",
		[]string{`2:23 "&word risk, text…" the anchor &word is of no use: aliases are not followed; expected the value without it`,
			`2:41 "*word}]" the alias *word is not followed; expected the value itself`}},
	{"a tag", "terms: [{id: a, term: !!str 12, text: t}]\n",
		[]string{`1:23 "!!str 12, text: …" tags such as !!str are not used here; expected the value without it, in quotes where it is text`}},
	{"a list where keys are wanted", "- id: a\n",
		[]string{`1:1 "- id: a" a list stands here; expected a file of a pack: keys with values`}},

	// keys and values
	{"an unknown key of a file", "entrys: []\n",
		[]string{`1:1 "entrys: []" a file of a pack has no key "entrys"; expected one of pack, edition, designation, title, text, language, status, replaces, sources, source, holds, attributes, parts, entries, terms, edges`}},
	{"an unknown key of an entry", entryWith("wy: Because."),
		[]string{`3:3 "wy: Because." an entry has no key "wy"; expected one of id, type, parent, clause, force, title, text, why, guidance, evidence, pitfalls, questions, judge, stands, judgement, attributes, parts, source, confirmed, depends, occasion, checks`}},
	{"a key that stands twice", entryWith("why: Because.", "why: Therefore."),
		[]string{`4:3 "why: Therefore." an entry has the key "why" twice; expected each key once`}},
	{"a second header", "entries: []\nedition: \"2027\"\n",
		[]string{`2:10 "\"2027\"" the pack has the key "edition" already, in acme/pack.yaml at line 2; expected the header in one file`}},
	{"an id without quotes", "entries:\n- {id: 5.10, type: clause, force: information, title: T}\n",
		[]string{`2:8 "5.10, type: clau…" 5.10 is no text to YAML; expected "5.10" in quotes`}},
	{"an id with a blank", "entries:\n- {id: \"5 10\", type: clause, force: information, title: T}\n",
		[]string{`2:8 "\"5 10\", type: cl…" "5 10" is not written as it should be; expected letters, digits, dots, hyphens and underscores, as "6.1.2-1"`}},
	{"a text that is not filled in", entryWith("why:"),
		[]string{`3:7 "" nothing stands here; expected text, or no key at all`}},
	{"a list in place of a text", entryWith("why: [a, b]"),
		[]string{`3:8 "[a, b]" a list stands here; expected text`}},
	{"a text in place of a list", entryWith("evidence: records"),
		[]string{`3:13 "records" the text "records" stands here; expected a list of texts`}},
	{"a text without the pack's own language", entryWith("why: {de: Darum.}"),
		[]string{`3:8 "{de: Darum.}" the pack's own language en is missing; expected a text in en`}},
	{"a language that is none", entryWith("why: {en: So., German: Darum.}"),
		[]string{`3:18 "German: Darum.}" "German" is not written as it should be; expected a language tag, as "en" or "de-AT"`}},
	{"a yes in place of true", entryWith("confirmed: yes"),
		[]string{`3:14 "yes" the text "yes" stands here; expected true or false`}},
	{"missing keys", "entries:\n- {id: a}\n",
		[]string{`2:3 "{id: a}" an entry lacks the key "type"`,
			`2:3 "{id: a}" an entry lacks the key "force"`,
			`2:3 "{id: a}" an entry lacks the key "title"`}},

	// header
	{"a header without most keys", "pack: acme\nedition: '1'\n",
		[]string{`1:7 "acme" the header lacks the key "designation"`,
			`1:7 "acme" the header lacks the key "title"`,
			`1:7 "acme" the header lacks the key "language"`,
			`1:7 "acme" the header lacks the key "status"`,
			`1:7 "acme" the header lacks the key "sources"`}},
	{"an edition without quotes", strings.Replace(bareHeader, "'1'", "2026", 1) + "sources: [{id: a, name: A}]\n",
		[]string{`2:10 "2026" 2026 is no text to YAML; expected "2026" in quotes`}},
	{"an id in capitals", strings.Replace(bareHeader, "acme", "ACME", 1) + "sources: [{id: a, name: A}]\n",
		[]string{`1:7 "ACME" "ACME" is not written as it should be; expected lower-case letters, digits and hyphens`}},
	{"a status that is none", strings.Replace(bareHeader, "current", "valid", 1) + "sources: [{id: a, name: A}]\n",
		[]string{`6:9 "valid" there is no status "valid"; expected one of current, legacy, withdrawn`}},
	{"a source that is taken", bareHeader + "sources: [{id: a, name: A}, {id: a, name: B}]\nsource: a\n",
		[]string{`7:34 "a, name: B}]" there are two sources "a"; expected each source once`}},
	{"no sources", bareHeader + "sources: []\n",
		[]string{`7:10 "[]" nothing says where the facts of the pack come from; expected a list of {id, name}`}},
	{"a default source that is not declared", bareHeader + "sources: [{id: a, name: A}]\nsource: b\n",
		[]string{`8:9 "b" there is no source "b"; expected one of a`}},
	{"sources of which none is the default", bareHeader + "sources: [{id: a, name: A}, {id: b, name: B}]\nentries: [{id: c, type: clause, force: information, title: T}]\n",
		[]string{`8:11 "{id: c, type: cl…" nothing says from which source the entry "c" is; expected the key "source" here or in the header`}},
	{"attributes and values that are taken", bareHeader + "sources: [{id: a, name: A}]\nattributes: [{id: p, title: P, values: [x, x]}, {id: p, title: Q, values: [x]}]\n",
		[]string{`8:44 "x]}, {id: p, tit…" the attribute "p" has the value "x" twice; expected each value once`,
			`8:54 "p, title: Q, val…" there are two attributes "p"; expected each attribute once`}},
	{"an edition replaced without its name", bareHeader + "sources: [{id: a, name: A}]\nreplaces: [{pack: acme}]\n",
		[]string{`8:12 "{pack: acme}]" an edition lacks the key "edition"`}},

	// entries
	{"an id that is taken", "entries:\n- {id: a, type: clause, force: information, title: T}\n- {id: a, type: clause, force: information, title: T}\n",
		[]string{`3:8 "a, type: clause,…" there is an entry "a" already, in acme/x.yaml at line 2; expected an id of its own`}},
	{"a parent that is not there", entryWith(`parent: "9"`),
		[]string{`3:11 "\"9\"" there is no entry "9"; expected the id of an entry of this pack`}},
	{"parents that loop", "entries:\n- {id: a, parent: b, type: clause, force: information, title: T}\n- {id: b, parent: a, type: clause, force: information, title: T}\n",
		[]string{`2:19 "b, type: clause,…" the entry "a" stands below itself; expected an entry higher up, or none`,
			`3:19 "a, type: clause,…" the entry "b" stands below itself; expected an entry higher up, or none`}},
	{"a type that is none", "entries:\n- {id: a, type: section, force: information, title: T}\n",
		[]string{`2:17 "section, force: …" there is no type "section"; expected one of clause, theme, requirement, control, guidance, item`}},
	{"a clause that can fail", "entries:\n- {id: a, type: clause, force: requirement, title: T, judge: risk owner, questions: [Q]}\n",
		[]string{`2:32 "requirement, tit…" the force requirement does not fit a clause; expected information`}},
	{"a control that must hold", "entries:\n- {id: a, type: control, force: requirement, title: T, text: X, judge: risk owner, questions: [Q]}\n",
		[]string{`2:33 "requirement, tit…" the force requirement does not fit a control; expected guidance or information or house`}},
	{"a control that says nothing", "entries:\n- {id: a, type: control, force: guidance, title: T}\n",
		[]string{`2:3 "{id: a, type: co…" the control "a" says nothing; expected the key "text" with what it wants, in plain words`}},
	{"an attribute that is not declared", entryWith("attributes: {colour: [red]}"),
		[]string{`3:24 "[red]}" there is no attribute "colour"; expected an attribute that the header declares`}},
	{"a part that is not declared", entryWith("parts: {input: [Ore]}"),
		[]string{`3:18 "[Ore]}" there is no part "input"; expected a part that the header declares`}},
	{"a part of one text", entryWith("parts: {input: Ore}"),
		[]string{`3:18 "Ore}" the text "Ore" stands here; expected a list of texts`,
			`3:18 "Ore}" there is no part "input"; expected a part that the header declares`}},
	{"parts that are taken", bareHeader + "sources: [{id: a, name: A}]\nparts: [{id: p, title: P}, {id: p, title: Q}]\n",
		[]string{`8:33 "p, title: Q}]" there are two parts "p"; expected each part once`}},
	{"a value that is not declared", entryWith("attributes: {phase: [Early, Middle]}"),
		[]string{`3:31 "Middle]}" the attribute "phase" has no value "Middle"; expected one of Early, Late`}},
	{"a source that is not declared", entryWith("source: hearsay"),
		[]string{`3:11 "hearsay" there is no source "hearsay"; expected one of own`}},
	{"a requirement that nothing decides", "entries:\n- {id: a, type: requirement, force: requirement, title: T, text: X}\n",
		[]string{`2:3 "{id: a, type: re…" nothing decides whether "a" holds; expected checks, or questions and a judge`}},
	{"a judge without questions", "entries:\n- {id: a, type: requirement, force: house, title: T, text: X, judge: risk owner}\n",
		[]string{`2:70 "risk owner}" the judge of "a" has nothing to go by; expected questions that the judge answers`}},
	{"a stand without a judge, where nobody judges", checksWith(`{id: c, shape: count, of: risk, holds: count > 0, reason: R, mend: M}`) + "  stands: P2Y\n",
		[]string{`9:11 "P2Y" nobody is named whose judgement could stand; expected the key "judge"`}},
	{"a stand without end", entryWith("judge: top management", "stands: P9Y"),
		[]string{`4:11 "P9Y" "P9Y" is not written as it should be; expected a period of up to five years, as P6M or P2Y`}},
	{"a judgement without a judge", checksWith(`{id: c, shape: count, of: risk, holds: count > 0, reason: R, mend: M}`) + "  judgement: true\n",
		[]string{`9:14 "true" nobody is named who judges; expected the key "judge"`}},
	{"a judge who is none", entryWith("judge: everybody"),
		[]string{`3:10 "everybody" there is no judge "everybody"; expected one of top management, security manager, risk owner, control owner, document owner, internal auditor`}},
	{"checks of guidance", entryWith(`checks: [{id: c, shape: count, of: risk, holds: count > 0, reason: R, mend: M}]`),
		[]string{`3:11 "[{id: c, shape: …" an entry of the force guidance can't fail, so nothing is computed for it; expected the force requirement or house, or no checks`}},
	{"an occasion of guidance", entryWith("occasion: {of: change}"),
		[]string{`3:13 "{of: change}" an entry of the force guidance waits for no occasion; expected the force requirement or house, or no occasion`}},
	{"a role that has no name", entryWith("depends: {}"),
		[]string{`3:12 "{}" what an entry depends on lacks the key "role"`}},

	// checks
	{"a check that holds on nothing", checksWith(`{id: c, shape: each, of: risk, holds: 'true', reason: R, mend: M, empty: holds}`),
		[]string{`4:78 "holds}" a check can't hold because there is nothing to check; expected fails, person or no_occasion`}},
	{"an empty register that nobody judges", checksWith(`{id: c, shape: each, of: risk, holds: 'true', reason: R, mend: M, empty: person}`),
		[]string{`4:78 "person}" the check asks for a person, and "a" names none; expected the key "judge" in its entry`}},
	{"effectiveness that is computed alone", checksWith(`{id: c, shape: each, of: risk, holds: 'true', reason: R, mend: M, shows: effective}`),
		[]string{`4:78 "effective}" no computation alone shows that something is effective; expected recorded or current, or "judgement: true" with a judge in its entry`}},
	{"a shape that is none", checksWith(`{id: c, shape: all, of: risk, holds: 'true', reason: R, mend: M}`),
		[]string{`4:20 "all, of: risk, h…" there is no shape "all"; expected one of each, count, global`}},
	{"a check of no kind", checksWith(`{id: c, shape: each, holds: 'true', reason: R, mend: M}`),
		[]string{`4:5 "{id: c, shape: e…" a check of the shape each lacks the key "of"`}},
	{"a field to mend of a count", checksWith(`{id: c, shape: count, of: risk, holds: count > 0, reason: R, mend: M, field: owner}`),
		[]string{`4:82 "owner}" a check of the shape count has no field; expected no such key`}},
	{"a kind of a global check", checksWith(`{id: c, shape: global, of: risk, holds: 'true', reason: R, mend: M}`),
		[]string{`4:32 "risk, holds: 'tr…" a check of the shape global has no of; expected no such key`}},
	{"a placeholder that nothing fills", checksWith(`{id: c, shape: each, of: risk, holds: 'true', reason: '{key} is late by {days}.', mend: M}`),
		[]string{`4:59 "'{key} is late b…" nothing is known to put in place of {days}; expected {key}, {title}, {owner} or {count} in the shape each, {count} in the shape count`}},
	{"a check that is there twice", checksWith(`{id: c, shape: count, of: risk, holds: count > 0, reason: R, mend: M}`, `{id: c, shape: count, of: risk, holds: count > 0, reason: R, mend: M}`),
		[]string{`5:10 "c, shape: count,…" the entry "a" has a check "c" already; expected an id of its own`}},

	// terms
	{"a term that is taken", "terms:\n- {id: a, term: risk, text: T}\n- {id: a, term: threat, text: T}\n",
		[]string{`3:8 "a, term: threat,…" there is a term "a" already, in acme/x.yaml at line 2; expected an id of its own`}},
	{"a form of two terms", "terms:\n- {id: a, term: risk, text: T, also: [risks]}\n- {id: b, term: peril, text: T, also: [perils, Risks]}\n",
		[]string{`3:48 "Risks]}" "Risks" stands for the term "a" already, in acme/x.yaml at line 2; expected a form that is its own`}},
	{"a form without words", "terms:\n- {id: a, term: '§', text: T}\n",
		[]string{`2:17 "'§', text: T}" "§" holds no word that could be met in a text; expected words`}},
	{"a term that is not there", "terms:\n- {id: a, term: risk, text: T, see: [b]}\n",
		[]string{`2:38 "b]}" there is no other term "b"; expected the id of another term of this pack`}},

	// edges
	{"an edge from an entry that is not there", edgesWith(`{from: z, to: {pack: s, edition: "1", id: x}, relation: same}`),
		[]string{`6:10 "z, to: {pack: s,…" there is no entry "z"; expected the id of an entry of this pack`}},
	{"an edge from nowhere", edgesWith(`{to: {pack: s, edition: "1", id: x}, relation: same}`),
		[]string{`6:3 "{to: {pack: s, e…" the edge comes from no entry; expected the key "from"`}},
	{"an edge to nowhere", edgesWith(`{from: a, to: {pack: s, edition: "1"}, relation: same}`),
		[]string{`6:17 "{pack: s, editio…" the edge leads to no entry; expected the key "id"`}},
	{"a relation that is none", edgesWith(`{from: a, to: {pack: s, edition: "1", id: x}, relation: equals}`),
		[]string{`6:59 "equals}" there is no relation "equals"; expected one of same, merged, split, widened, narrowed, new, gone, supports, related`}},
	{"a strength over 1", edgesWith(`{from: a, to: {pack: s, edition: "1", id: x}, relation: same, strength: 1.5}`),
		[]string{`6:75 "1.5}" 1.5 is no strength; expected a number from 0 to 1`}},
	{"a support of unknown strength", edgesWith(`{from: a, to: {pack: s, edition: "1", id: x}, relation: supports}`),
		[]string{`6:3 "{from: a, to: {p…" an edge of the relation supports lacks the key "strength"`}},
	{"something new with a forerunner", edgesWith(`{from: a, to: {pack: s, edition: "1", id: x}, relation: new}`),
		[]string{`6:45 "x}, relation: ne…" what is new has no forerunner; expected no id: only the edition that had nothing like it`}},
	{"something gone with a successor", edgesWith(`{from: a, to: {pack: s, edition: "1", id: x}, relation: gone}`),
		[]string{`6:10 "a, to: {pack: s,…" what is gone has no successor; expected no from: only the old entry that nothing goes on with`}},
	{"a mapping to the same edition", edgesWith(`{from: a, to: {pack: acme, edition: "2026", id: b}, relation: same}`),
		[]string{`6:17 "{pack: acme, edi…" an entry is not mapped to its own edition; expected another edition or another pack`}},
	{"an edge that is there twice", edgesWith(`{from: a, to: {pack: s, edition: "1", id: x}, relation: same}`, `{from: a, to: {pack: s, edition: "1", id: x}, relation: related, strength: 1}`),
		[]string{`7:3 "{from: a, to: {p…" there is an edge from "a" to s@1:x already, in acme/x.yaml at line 6; expected one edge between two entries`}},
	{"the same and more", edgesWith(`{from: a, to: {pack: s, edition: "1", id: x}, relation: same}`, `{from: b, to: {pack: s, edition: "1", id: x}, relation: split}`),
		[]string{`6:59 "same}" "a" and s@1:x are not the same: one of them has further edges; expected merged or split`}},
	{"a merger of one", edgesWith(`{from: a, to: {pack: s, edition: "1", id: x}, relation: merged}`),
		[]string{`6:59 "merged}" nothing but s@1:x is merged into "a"; expected another edge that is merged into it`}},
	{"a split into one", edgesWith(`{from: a, to: {pack: s, edition: "1", id: x}, relation: split}`),
		[]string{`6:59 "split}" nothing but "a" goes on with s@1:x; expected another edge that takes its other part`}},
	{"new and old at once", edgesWith(`{from: a, to: {pack: s, edition: "1"}, relation: new}`, `{from: a, to: {pack: s, edition: "1", id: x}, relation: widened}`),
		[]string{`6:52 "new}" "a" is not new: it has a forerunner in s@1; expected no edge to that edition`}},
	{"gone and there at once", edgesWith(`{to: {pack: s, edition: "1", id: x}, relation: gone}`, `{from: a, to: {pack: s, edition: "1", id: x}, relation: widened}`),
		[]string{`6:50 "gone}" s@1:x is not gone: an edge goes on with it; expected no edge to it`}},
}

// entryWith is a control with further keys, from line 3 on.
func entryWith(keys ...string) string {
	return "entries:\n- id: a\n  " + strings.Join(keys, "\n  ") + "\n  type: control\n  force: guidance\n  title: T\n  text: X\n"
}

// checksWith is a requirement with checks, from line 3 on.
func checksWith(checks ...string) string {
	return "entries:\n- id: a\n  checks:\n  - " + strings.Join(checks, "\n  - ") + "\n  type: requirement\n  force: requirement\n  title: T\n  text: X\n"
}

// edgesWith is a pack's edges, from line 6 on, with the entries a and b.
func edgesWith(edges ...string) string {
	return "entries:\n- {id: a, type: control, force: guidance, title: T, text: X}\n- {id: b, type: control, force: guidance, title: T, text: X}\n\nedges:\n- " +
		strings.Join(edges, "\n- ") + "\n"
}

func TestEachMistakeIsToldWithItsPlace(t *testing.T) {
	for _, test := range mistakes {
		t.Run(test.name, func(t *testing.T) {
			_, problems := load(folderOf(nil), folderOf(test.pack()), nil)
			var got []string
			for _, p := range problems {
				got = append(got, pointed(t, test.file, p))
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("problems of (-want +got):\n%s\n%s", test.file, diff)
			}
		})
	}
}

// pointed writes a problem with what stands at its place in the file.
func pointed(t *testing.T, file string, p Problem) string {
	t.Helper()
	lines := strings.Split(file, "\n")
	if p.File != "acme/x.yaml" || p.Line < 1 || p.Line > len(lines) || p.Column < 1 || p.Column > len(lines[p.Line-1])+1 {
		t.Fatalf("the place of %s is not in the file", p)
	}
	rest := lines[p.Line-1][p.Column-1:]
	if len(rest) > 16 {
		rest = rest[:16] + "…"
	}
	text := fmt.Sprintf("%d:%d %q %s", p.Line, p.Column, rest, p.Reason)
	if p.Expected != "" {
		text += "; expected " + p.Expected
	}
	return text
}

func TestAPlaceIsTheSameWhateverEndsALine(t *testing.T) {
	for _, end := range []string{"\n", "\r\n", "\r"} {
		for mistake, want := range map[string]string{
			"why: \xff":  "3:8: the file is no UTF-8 text from here on",
			"why: a: b":  "3:9: no YAML: mapping values are not allowed in this context",
			"why: [a, b": "3:13: no YAML: did not find expected ',' or ']', while parsing a flow sequence",
			"wy: ä\x01":  "3:8: no YAML: control characters are not allowed (value: 1)",
		} {
			got := problemsOf(t, strings.Join([]string{"entries:", "- id: ä", "  " + mistake}, end))
			if len(got) != 1 || !strings.HasPrefix(got[0], want) {
				t.Errorf("lines that end in %q: %q, wanted %s", end, got, want)
			}
		}
	}
}
