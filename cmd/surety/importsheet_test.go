package main

import (
	"os"
	"path/filepath"
	"testing"
)

// nordwerk is a fresh organization, and a file in a folder beside it.
func nordwerk(t *testing.T, text string) (dir, file string) {
	t.Helper()
	dir, file = t.TempDir(), filepath.Join(t.TempDir(), "register.csv")
	mustSurety(t, dir, "correct horse battery\n", "init", "--organization", "Nordwerk", "--name", "Jürgen Groß", "--login", "juergen@example.org")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return dir, file
}

func TestAnAssetsNeedsAreReadFromWordsAndNumbers(t *testing.T) {
	dir, file := nordwerk(t, "Name;Type;Vertraulichkeit;Integrität;Verfügbarkeit\nRelay;hardware;High;hoch;4\nMeter;hardware;sehr hoch;3 - hoch;gering\n")
	says(t, mustSurety(t, dir, "", "import", "sheet", file, "--kind", "asset", "--dry-run"),
		"confidentiality:  → 3", "integrity:  → 3", "availability:  → 4", "confidentiality:  → 4", "availability:  → 1", "2 rows: 2 to create, 0 to update, 0 unchanged, 0 faults")
}

func TestAPersonIsFoundHoweverAnUmlautIsWritten(t *testing.T) {
	for _, name := range []string{"juergen groß", "Juergen Gross", "Groß, Jürgen", "JÜRGEN GROSS"} {
		dir, file := nordwerk(t, "Name;Type;Owner\nRelay;hardware;"+name+"\n")
		says(t, mustSurety(t, dir, "", "import", "sheet", file, "--kind", "asset", "--dry-run"), "Owner:  → PERSON-0001 Jürgen Groß", "1 row: 1 to create", "0 faults")
	}
	dir, file := nordwerk(t, "Name;Type;Owner\nRelay;hardware;Samül Hoß\n")
	says(t, mustSurety(t, dir, "", "import", "sheet", file, "--kind", "asset"), "new Person: Samül Hoß")
	if err := os.WriteFile(file, []byte("Name;Type;Owner\nMeter;hardware;Samuel Hosse\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	says(t, mustSurety(t, dir, "", "import", "sheet", file, "--kind", "asset", "--dry-run"), "new Person: Samuel Hosse")
}

func TestSoundRowsAreShownBesideAFaultyOneAndOneFaultIsOne(t *testing.T) {
	dir, file := nordwerk(t, "Name;Type\nRelay;hardware\nMeter;Kiste\n")
	out, refused := surety(t, dir, "", "import", "sheet", file, "--kind", "asset", "--dry-run")
	says(t, out, "row 2  create     Relay", "row 3  faulty     Meter", "what \"Kiste\" means is not decided", "2 rows: 1 to create, 0 to update, 0 unchanged, 1 fault; nothing was written", "nothing was imported: 1 fault in")
	if refused == nil {
		t.Error("a faulty file was taken")
	}
}
