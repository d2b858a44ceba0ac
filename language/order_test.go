package language

import (
	"cmp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
	"pgregory.net/rapid"
)

func TestTextsStandAsAReaderLooksForThem(t *testing.T) {
	o := NewOrder()
	want := []string{"", "-", "(a)", "§ 9", "7", "9a", "10", "Ablage", "Ärger", "Arzt", "e-mail", "Email", "Møller", "Müller", "Straße 2", "Strasse 10", "Zone 9", "zone 10", "zone 10b", "zone 100", "Москва", "漏洞"}
	got := slices.Clone(want)
	slices.Reverse(got)
	slices.SortStableFunc(got, func(a, b string) int { return strings.Compare(o.Key(a), o.Key(b)) })
	if !slices.Equal(got, want) {
		t.Errorf("sorted:\n%q\nexpected:\n%q", got, want)
	}
	for _, same := range [][2]string{{"Ärger", "arger"}, {"STRASSE", "Straße"}, {"Ⅷ", "viii"}, {"zone 010", "Zone 10"}} {
		if o.Key(same[0]) != o.Key(same[1]) {
			t.Errorf("%q and %q do not stand in the same place", same[0], same[1])
		}
	}
}

// drawText draws texts that are alike often enough to matter.
var drawText = rapid.OneOf(rapid.String(), rapid.StringOfN(rapid.RuneFrom([]rune("aAbzä ß-._0129ø漏Ж^~\x01\t")), 0, 8, -1))

func TestKeysOrderAsTheLibraryDoes(t *testing.T) {
	o, library := NewOrder(), collate.New(language.Und, collate.Loose, collate.Numeric)
	rapid.Check(t, func(t *rapid.T) {
		a, b := drawText.Draw(t, "a"), drawText.Draw(t, "b")
		var buffer collate.Buffer
		theirs := cmp.Compare(string(library.KeyFromString(&buffer, a)), string(library.KeyFromString(&buffer, b)))
		if ours := cmp.Compare(o.Key(a), o.Key(b)); ours != theirs {
			t.Fatalf("%q and %q: %d, expected %d", a, b, ours, theirs)
		}
	})
}

func TestAKeyIsATextOfItsOwnSigns(t *testing.T) {
	o := NewOrder()
	rapid.Check(t, func(t *rapid.T) {
		text := drawText.Draw(t, "text")
		if key := o.Key(text); !utf8.ValidString(key) || strings.ContainsAny(key, "\x00\x01") {
			t.Fatalf("the key of %q is %q", text, key)
		}
	})
}

func TestTheKeyOfABeginningIsTheBeginningOfTheKey(t *testing.T) {
	o := NewOrder()
	rapid.Check(t, func(t *rapid.T) {
		begin := strings.TrimRight(rapid.StringMatching(`[ -~]{0,6}`).Draw(t, "begin"), "0123456789")
		whole := begin + drawText.Draw(t, "rest")
		if !strings.HasPrefix(o.Key(whole), o.Key(begin)) {
			t.Fatalf("%q of %q: %q is no beginning of %q", begin, whole, o.Key(begin), o.Key(whole))
		}
	})
}

func BenchmarkOrderKey(b *testing.B) {
	o := NewOrder()
	for name, text := range map[string]string{"ASCII": "ransomware encrypts the billing of site 4711", "German": "größter schaden durch störung der anlage 4711"} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				o.Key(text)
			}
		})
	}
}
