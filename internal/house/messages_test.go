package house

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"surety/fault"
	"surety/isms"
	"surety/isms/risk"
	"surety/language"
	"surety/record"
)

// message is something that the program says: where, and whether every language
// must have it.
type message struct {
	at     string
	needed bool
}

// toBrowsers are the floors whose errors people meet in a browser; those of others,
// such as of a backup, are met by whoever runs the program and may stay English.
var toBrowsers = []string{"app/", "interop/", "isms/", "journal/report.go", "record/", "report/", "web/"}

// saidTypes are the types whose constants are words that pages say.
var saidTypes = []string{"Force", "Judge", "Relation", "Status", "Basis", "Shows", "Action", "Role"}

// messages are the messages that the program says: those that stand in its code,
// and the words of its kinds.
func messages(t *testing.T) map[string]message {
	t.Helper()
	said := map[string]message{}
	root := filepath.Join("..", "..")
	set := token.NewFileSet()
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if d != nil && d.IsDir() && d.Name() == "demo" {
			return fs.SkipDir // what it says is an example's
		}
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(set, path, nil, 0)
		if err != nil {
			return err
		}
		inside, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		reaches := slices.ContainsFunc(toBrowsers, func(floor string) bool { return strings.HasPrefix(filepath.ToSlash(inside), floor) })
		ast.Inspect(file, func(n ast.Node) bool {
			for _, text := range messagesOf(n) {
				said[text] = message{set.Position(n.Pos()).String(), true}
			}
			for _, text := range faultsOf(n) {
				text = fault.Key(text)
				said[text] = message{set.Position(n.Pos()).String(), reaches || said[text].needed}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range isms.Kinds() {
		for _, words := range wordsOf(kind) {
			if words != "" {
				said[words] = message{"the kind " + kind.Name, true}
			}
		}
	}
	return said
}

// literal is the text of an expression that is one.
func literal(e ast.Expr) (string, bool) {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	text, err := strconv.Unquote(lit.Value)
	return text, err == nil && text != ""
}

// nameOf is the name that a call calls, without its package or receiver.
func nameOf(call *ast.CallExpr) string {
	switch called := call.Fun.(type) {
	case *ast.SelectorExpr:
		return called.Sel.Name
	case *ast.Ident:
		return called.Name
	}
	return ""
}

// messagesOf are the messages that pages say at a node: Say(message, …),
// Say(ctx, message, …), Count(n, one, many, …), of which many is the key, and the
// words that are handed to them by a variable: constants of types that pages show,
// what keeps a row from being complete, the fields that a statement compares.
func messagesOf(n ast.Node) []string {
	switch n := n.(type) {
	case *ast.CallExpr:
		switch name := nameOf(n); {
		case name == "Say" && len(n.Args) > 0:
			for _, arg := range n.Args[:min(2, len(n.Args))] {
				if text, ok := literal(arg); ok {
					return []string{text}
				}
			}
		case name == "Count" && len(n.Args) > 2:
			if text, ok := literal(n.Args[2]); ok {
				return []string{text}
			}
		}
	case *ast.ValueSpec:
		return constants(n)
	case *ast.FuncDecl:
		switch n.Name.Name {
		case "Problem", "Roles":
			return texts(n.Body)
		}
	}
	return nil
}

// constants are the words among a declaration's values.
func constants(n *ast.ValueSpec) []string {
	if named, ok := n.Type.(*ast.Ident); ok && slices.Contains(saidTypes, named.Name) {
		var list []string
		for _, value := range n.Values {
			if text, ok := literal(value); ok {
				if named.Name == "Role" {
					text = record.Words(text) // as who may do something is said
				}
				list = append(list, text)
			}
		}
		return list
	}
	if name := n.Names[0].Name; slices.Contains([]string{"compared", "newRow", "rowGone", "Disclaimer"}, name) || strings.HasPrefix(name, "Note") {
		return texts(n)
	}
	return nil
}

// texts are all texts below a node.
func texts(n ast.Node) []string {
	var list []string
	ast.Inspect(n, func(n ast.Node) bool {
		if e, ok := n.(*ast.BasicLit); ok {
			if text, ok := literal(e); ok && text != "undecided" {
				list = append(list, text)
			}
		}
		return true
	})
	return list
}

// faultsOf are the messages of errors at a node, as package fault makes them, and
// the acts that somebody may not do.
func faultsOf(n ast.Node) []string {
	at := -1
	switch n := n.(type) {
	case *ast.KeyValueExpr:
		if key, ok := n.Key.(*ast.Ident); ok && (key.Name == "Message" || key.Name == "Mend") {
			if text, ok := literal(n.Value); ok {
				return []string{text}
			}
		}
	case *ast.CallExpr:
		switch nameOf(n) {
		case "Mending", "Word", "say", "show", "exclude", "Sentencef":
			at = 0
		case "note":
			if at = 0; len(n.Args) > 1 {
				if _, first := literal(n.Args[0]); !first {
					at = 1
				}
			}
		case "fault", "cellFault", "entryFault":
			at = 2
		case "report", "refuse", "unreadable", "onlyManager", "forbidden":
			at = 1
		case "At", "account":
			at = 3
		case "New":
			if called, ok := n.Fun.(*ast.SelectorExpr); ok {
				if from, ok := called.X.(*ast.Ident); ok && from.Name == "fault" {
					at = 1
				}
			}
		}
		if at >= 0 && at < len(n.Args) {
			if text, ok := literal(n.Args[at]); ok && strings.ContainsFunc(strings.NewReplacer("%s", "", "%w", "", "%v", "").Replace(text), isLetter) {
				return []string{text}
			}
		}
	}
	return nil
}

func isLetter(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }

// wordsOf are all words of a kind that people read.
func wordsOf(kind *record.Kind) []string {
	list := []string{kind.Label, kind.Plural, kind.Help}
	fields := slices.Clone(kind.Fields)
	for _, f := range kind.Fields {
		fields = append(fields, f.Row...)
	}
	for _, f := range fields {
		list = append(list, f.Label, f.Help)
		for _, o := range f.Options {
			list = append(list, o.Label)
		}
	}
	for _, st := range kind.Lifecycle.States {
		list = append(list, st.Label)
	}
	for _, tr := range kind.Lifecycle.Transitions {
		list = append(list, tr.Label, tr.Consequence)
	}
	for _, start := range kind.Starts {
		list = append(list, start.Label)
		for _, f := range kind.Fields {
			list = append(list, startWords(f, start.Body)...)
			if f.Type != record.TypeRows {
				continue
			}
			for _, row := range f.Rows(start.Body) {
				for _, rf := range f.Row {
					list = append(list, startWords(rf, row)...)
				}
			}
		}
	}
	return list
}

// startWords are the words that a start fills a field with: neither figures nor
// the formula of a risk method, which is reckoned with.
func startWords(f *record.Field, body any) []string {
	var said []string
	switch f.Type {
	case record.TypeText:
		said = []string{f.Get(body).(string)}
	case record.TypeMarkdown:
		said = []string{string(f.Get(body).(record.Markdown))}
	case record.TypeTexts:
		said = slices.Clone(f.Get(body).([]string))
	}
	_, method := body.(*risk.Method)
	return slices.DeleteFunc(said, func(text string) bool {
		return !strings.ContainsFunc(text, unicode.IsLetter) || method && f.Name == "formula"
	})
}

func TestEveryMessageIsSaidInEveryLanguageAndNoneIsLeftOver(t *testing.T) {
	said := messages(t)
	for _, name := range language.Names() {
		if name.Tag == language.English {
			continue
		}
		held := map[string]bool{}
		for _, text := range language.Messages(name.Tag) {
			held[text] = true
			if _, used := said[text]; !used {
				t.Errorf("%s: nobody says %q any more: remove it", name.Name, text)
			}
		}
		for _, text := range slices.Sorted(maps.Keys(said)) {
			if !held[text] && said[text].needed {
				t.Errorf("%s: %q is missing, said at %s", name.Name, text, said[text].at)
			}
		}
	}
}

// verb is what fmt.Sprintf fills.
var verb = regexp.MustCompile(`%%|%[-+#0]*[0-9.]*(\[\d\])?[a-zA-Z]`)

func TestEveryMessageIsFilledAlikeInEveryLanguage(t *testing.T) {
	for _, name := range language.Names() {
		reader := language.For(name.Tag, nil)
		for _, text := range language.Messages(name.Tag) {
			expected := verb.FindAllString(text, -1)
			if got := verb.FindAllString(reader.Say(text), -1); !slices.Equal(got, expected) {
				t.Errorf("%s: %q is filled with %v, expected %v", name.Name, text, got, expected)
			}
		}
	}
}
