package house

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
)

// standing is a room and the floor that it stands on.
type standing struct {
	room
	floor int
	name  string // the room's own: isms/risk, where path is isms/*
}

// check returns what breaks the rules, each with its place, the rule and what is
// expected instead.
func check(packages map[string]*pkg) []string {
	var findings []string
	for _, folder := range slices.Sorted(maps.Keys(packages)) {
		p := packages[folder]
		here, ok := roomOf(p.path)
		if !ok {
			findings = append(findings, fmt.Sprintf("%s stands on no floor: give it a line in the table of floors, or move it into a room that has one", p.path))
			continue
		}
		for _, imported := range p.imports {
			if why := refuse(here, imported); why != "" {
				findings = append(findings, fmt.Sprintf("%s: %s imports %s: %s", imported.place, p.path, imported.name, why))
			}
		}
		if !here.pure {
			continue
		}
		for _, reference := range p.references {
			if from, name, _ := cutLast(reference.name, "."); !sources[from](name) {
				findings = append(findings, fmt.Sprintf("%s: %s uses %s: clock and chance are handed to %s, never taken", reference.place, p.path, reference.name, here.name))
			}
		}
	}
	return findings
}

// refuse says why an import is not allowed, or nothing.
func refuse(here standing, imported use) string {
	if !imported.ours {
		return refuseOutside(here, imported.name)
	}
	there, ok := roomOf(imported.name)
	switch {
	case !ok, there.name == here.name:
		return "" // a package without a floor is a finding of its own
	case there.tests && !here.tests:
		return "it is for tests alone"
	case there.users != nil && !here.tests && !slices.Contains(there.users, here.path):
		return fmt.Sprintf("%s is for %s alone", there.name, strings.Join(there.users, ", "))
	case here.only != nil && !slices.Contains(here.only, there.path):
		return fmt.Sprintf("of ours, %s imports %s alone", here.name, strings.Join(here.only, ", "))
	case there.floor == here.floor:
		return "they stand on one floor, and rooms of one floor do not import each other"
	case there.floor > here.floor:
		return "imports run downwards only, and it stands above"
	}
	return ""
}

func refuseOutside(here standing, imported string) string {
	for _, confined := range confinements {
		if matchesOne(confined.paths, imported) && !slices.Contains(confined.rooms, here.path) {
			return confined.why
		}
	}
	if here.pure && matchesOne(impure, imported) {
		return here.name + " is pure: files, network, databases, clock and chance are handed to it"
	}
	return ""
}

// roomOf finds the room of a package, the longest path first: web/components is
// not one of web/*, and isms itself is none of isms/*.
func roomOf(folder string) (standing, bool) {
	var found standing
	ok := false
	for floor, rooms := range floors {
		for _, r := range rooms {
			name := r.path
			if parent, star := strings.CutSuffix(r.path, "/*"); star {
				rest, below := strings.CutPrefix(folder, parent+"/")
				if !below {
					continue
				}
				first, _, _ := strings.Cut(rest, "/")
				name = path.Join(parent, first)
			}
			if folder != name && !strings.HasPrefix(folder, name+"/") {
				continue
			}
			exact := name == r.path
			if !ok || len(name) > len(found.name) || len(name) == len(found.name) && exact {
				found, ok = standing{room: r, floor: floor, name: name}, true
			}
		}
	}
	return found, ok
}

// matchesOne says whether an import path is one of the patterns, where /... stands
// for all below too.
func matchesOne(patterns []string, imported string) bool {
	return slices.ContainsFunc(patterns, func(pattern string) bool {
		above, all := strings.CutSuffix(pattern, "/...")
		return imported == above || all && strings.HasPrefix(imported, above+"/")
	})
}

func cutLast(text, separator string) (before, after string, found bool) {
	at := strings.LastIndex(text, separator)
	if at < 0 {
		return text, "", false
	}
	return text[:at], text[at+len(separator):], true
}

func oneOf(names ...string) func(string) bool {
	return func(name string) bool { return slices.Contains(names, name) }
}

func noneOf(names ...string) func(string) bool {
	return func(name string) bool { return name != "*" && !slices.Contains(names, name) }
}
