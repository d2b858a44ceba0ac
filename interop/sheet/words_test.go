package sheet

import (
	"strings"
	"testing"
)

func TestTheListOfWordsIsWellFormed(t *testing.T) {
	multi := map[string]string{}
	for n, line := range strings.Split(wordList, "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		head, tail, ok := strings.Cut(line, " = ")
		if !ok {
			t.Errorf("line %d has no meaning: %q", n+1, line)
			continue
		}
		seen := map[string]bool{head: true}
		for _, phrase := range strings.Split(tail, ", ") {
			if fold(phrase) != phrase {
				t.Errorf("line %d: %q is compared as %q", n+1, phrase, fold(phrase))
			}
			if seen[phrase] {
				t.Errorf("line %d: %q stands there twice", n+1, phrase)
			}
			seen[phrase] = true
			if before, ok := multi[phrase]; ok && (strings.Contains(before, " ") || strings.Contains(head, " ") || before == "-" || head == "-") {
				t.Errorf("line %d: %q means %q already", n+1, phrase, before)
			}
			multi[phrase] = head
		}
	}
}

func TestWordsMeanTheSameInBothLanguagesAndWithSlips(t *testing.T) {
	for _, pair := range [][2]string{
		{"Eintrittswahrscheinlichkeit", "likelihood"}, {"Eintrittswahrscheinlichkiet", "Probability"}, {"Schadensausmaß", "Impact"}, {"Restrisiko", "residual risk"},
		{"Nettoauswirkung", "Residual consequence"}, {"sehr hoch", "Very high"}, {"Verantwortliche Person", "owner"}, {"Maßnahmenverantwortlicher", "control owner"},
		{"Fällig am", "Due date"}, {"E-Mail-Adresse", "mail"}, {"in Bearbeitung", "In progress"},
	} {
		if !sameMeanings(words().meanings(pair[0]), words().meanings(pair[1])) {
			t.Errorf("%q is %v, %q is %v", pair[0], words().meanings(pair[0]), pair[1], words().meanings(pair[1]))
		}
	}
	for _, pair := range [][2]string{{"hoch", "sehr hoch"}, {"Risiko", "Restrisiko"}, {"intern", "extern"}, {"Name", "Status"}} {
		if sameMeanings(words().meanings(pair[0]), words().meanings(pair[1])) {
			t.Errorf("%q and %q are taken for the same", pair[0], pair[1])
		}
	}
}
