package pack

import "testing"

func TestATextIsGivenInTheFirstLanguageThatItHas(t *testing.T) {
	text := Text{wordings: []Wording{{"en", "risk"}, {"de", "Risiko"}, {"fr-CA", "risque"}}}
	for _, test := range []struct {
		name      string
		languages []string
		want      string
	}{
		{"the language itself", []string{"de"}, "Risiko"},
		{"a region of a language that is there", []string{"de-AT"}, "Risiko"},
		{"the second wish", []string{"pl", "fr-CA", "de"}, "risque"},
		{"a language of which only a region is there", []string{"fr"}, "risk"},
		{"no wish that is there", []string{"pl"}, "risk"},
		{"no wish", nil, "risk"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := text.In(test.languages...); got != test.want {
				t.Errorf("got %q, wanted %q", got, test.want)
			}
		})
	}
	if got := (Text{}).In("en"); got != "" {
		t.Errorf("an empty text says %q", got)
	}
}

func TestTheOwnLanguageComesFirstWhateverTheOrderInTheFile(t *testing.T) {
	set := mustLoad(t, map[string]string{"a/pack.yaml": headerOf("a", "1"), "a/x.yaml": entryWith("why: {pl: P, en: E, de: D}")})
	why := set.Entry(Ref{"a", "1", "a"}).Why.wordings
	if len(why) != 3 || why[0] != (Wording{"en", "E"}) || why[1] != (Wording{"de", "D"}) || why[2] != (Wording{"pl", "P"}) {
		t.Errorf("got %v", why)
	}
}
