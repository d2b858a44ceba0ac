package sheet

import (
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// writtenOut is the form in which names of people are compared: without case
// and surplus blanks, ä, ö, ü and ß as keyboards without them write them.
func writtenOut(name string) string {
	return umlauts.Replace(norm.NFC.String(comparedText(name)))
}

var digraphs = regexp.MustCompile("ae|oe|ue")

// mostDigraphs bounds how many digraphs of a name are tried one by one.
const mostDigraphs = 3

// spellingsOf are the names under which a person may be kept who is called
// this: "juergen" is Jürgen, but "samuel" is Samuel. A list folds ü to u and ß
// to ss when it looks, so that this is all there is to try.
func spellingsOf(name string) []string {
	out := writtenOut(name)
	all := []string{name}
	places := digraphs.FindAllStringIndex(out, mostDigraphs)
	for chosen := range 1 << len(places) {
		var b strings.Builder
		end := 0
		for i, place := range places {
			b.WriteString(out[end:place[0]])
			end = place[1]
			if chosen>>i&1 == 1 {
				b.WriteByte(out[place[0]])
			} else {
				b.WriteString(out[place[0]:place[1]])
			}
		}
		b.WriteString(out[end:])
		if !slices.Contains(all, b.String()) {
			all = append(all, b.String())
		}
	}
	return all
}

// spelling tells how the names of one kind's records are compared and asked for.
type spelling struct {
	compared func(string) string
	variants func(string) []string
}

// spellingOf is that of a kind: people's names are written in several ways.
func spellingOf(kind string) spelling {
	if kind == kindPerson {
		return spelling{writtenOut, spellingsOf}
	}
	return spelling{normal, func(text string) []string { return []string{text} }}
}

// groups are texts by the form in which they are compared.
func (s spelling) groups(texts []string) map[string][]string {
	by := map[string][]string{}
	for _, text := range texts {
		by[s.compared(text)] = append(by[s.compared(text)], text)
	}
	return by
}

// asked are all that a list is to be asked for.
func (s spelling) asked(texts []string) []string {
	var all []string
	for _, text := range texts {
		all = append(all, s.variants(text)...)
	}
	return all
}
