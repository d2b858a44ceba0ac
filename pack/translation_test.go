package pack

import "testing"

// translatedPack is a small pack with German beside it.
func translatedPack(german string) map[string]string {
	return map[string]string{
		"a/pack.yaml": headerOf("a", "1") + "attributes: [{id: phase, title: Phase, values: [Before, After]}]\n",
		"a/x.yaml": "entries:\n- id: r\n  type: requirement\n  force: requirement\n  title: Owner\n  text: Somebody answers.\n  evidence: [List, Minutes]\n" +
			"  checks:\n  - {id: owned, shape: each, of: risk, holds: risk.title != '', reason: '{key} has no owner.', mend: Name one.}\n" +
			"terms:\n- {id: t, term: risk, text: What may happen., also: [risks]}\n",
		"a/de/x.yaml": german,
	}
}

const wholeGerman = `
title: Titel
sources: [{id: own, name: Eigene Quelle}]
attributes: [{id: phase, title: Phase, values: [Vorher, Nachher]}]
entries:
- id: r
  title: Verantwortung
  text: Jemand steht dafür ein.
  evidence: [Liste, Protokoll]
  checks: [{id: owned, reason: "Für {key} steht niemand ein.", mend: Benennen Sie jemanden.}]
terms:
- {id: t, term: Risiko, text: Was geschehen kann., also: [Risiken, Risikos]}
`

func TestAFolderNamedAfterALanguageSaysThePackInIt(t *testing.T) {
	set := mustLoad(t, translatedPack(wholeGerman))
	p := set.Packs()[0]
	e := p.Entry("r")
	for _, said := range [][2]string{
		{p.Title.In("de"), "Titel"},
		{p.Sources[0].Name.In("de-AT"), "Eigene Quelle"},
		{p.Attributes[0].Name("After").In("de"), "Nachher"},
		{e.Title.In("de"), "Verantwortung"},
		{e.Title.In("fr", "de"), "Verantwortung"},
		{e.Title.In("fr"), "Owner"},
		{e.Title.In("en"), "Owner"},
		{e.Evidence[1].In("de"), "Protokoll"},
		{e.Checks[0].Reason.In("de"), "Für {key} steht niemand ein."},
		{p.Term("t").Term.In("de"), "Risiko"},
	} {
		if said[0] != said[1] {
			t.Errorf("got %q, wanted %q", said[0], said[1])
		}
	}
	if met := set.Linker("de").Read().Segments("Viele Risiken"); len(met) != 2 || met[1].Term != p.Term("t") {
		t.Errorf("the term is not met in German: %v", met)
	}
}

func TestATextThatAPackDoesNotHaveIsNotTranslated(t *testing.T) {
	for _, test := range []struct{ name, german, want string }{
		{"another entry", "entries:\n- {id: q, title: X}\n", "a/de/x.yaml:2:18: the pack has no text entries/q/title; expected the keys and ids of the pack, in lists as many items at most"},
		{"a key that the entry lacks", "entries:\n- {id: r, why: X}\n", "a/de/x.yaml:2:16: the pack has no text entries/r/why; expected the keys and ids of the pack, in lists as many items at most"},
		{"a longer list", "entries:\n- {id: r, evidence: [A, B, C]}\n", "a/de/x.yaml:2:28: the pack has no text entries/r/evidence/2; expected the keys and ids of the pack, in lists as many items at most"},
		{"a placeholder that nothing fills", "entries:\n- {id: r, checks: [{id: owned, mend: 'Fragen Sie {boss}.'}]}\n", "a/de/x.yaml:2:38: nothing is known to put in place of {boss}; expected " + expectedPlaceholders},
		{"twice the same", "entries:\n- {id: r, title: X}\n- {id: r, title: Y}\n", "a/de/x.yaml:3:18: entries/r/title is translated already, in a/de/x.yaml at line 2; expected each text once"},
		{"something else than texts", "entries: 7\n", "a/de/x.yaml:1:10: 7 is no text to YAML; expected \"7\" in quotes"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, problems := load(folderOf(nil), folderOf(translatedPack(test.german)), nil)
			if problems.String() != test.want {
				t.Errorf("got  %s\nwant %s", problems, test.want)
			}
		})
	}
}
