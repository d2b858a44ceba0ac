package expr

import (
	"fmt"
	"slices"
	"strings"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/types"

	"surety/record"
)

// The variables beside the record in question.
const (
	varClock   = "clock"
	varToday   = "today"
	varSystem  = "system"
	varCount   = "count"
	varRecords = "records"
)

// kindSystem is the kind that the variable system is of.
const kindSystem = "management_system"

// Bounds on what an expression may be and do. All that is permitted fits into
// a few lines; more is a mistake or an attack.
const (
	mostCharacters = 4000
	mostNodes      = 500 // after macros are expanded
	mostLevels     = 50
	mostNesting    = 3           // of exists, all, map …
	mostRegexp     = 1000        // instructions of a compiled pattern
	mostSteps      = 1_000_000   // of one evaluation with a loop in a loop
	mostStepsOfAll = 100_000_000 // the same of the shape global, which goes through whole registers
)

// Environment compiles expressions over the kinds of a catalogue. It is safe
// for concurrent use.
type Environment struct {
	cel       *cel.Env
	registry  *registry
	variables map[string]*types.Type
}

// New makes the environment of a catalogue.
func New(catalogue *record.Catalogue) (*Environment, error) {
	r, err := newRegistry(catalogue)
	if err != nil {
		return nil, err
	}
	e := &Environment{registry: r, variables: map[string]*types.Type{
		varClock: clockType, varToday: types.TimestampType, varCount: types.IntType, varRecords: r.structs[nameRegisters].cel,
	}}
	if system := r.record([]string{kindSystem}); system != nil {
		e.variables[varSystem] = system.cel
	}
	for _, k := range catalogue.Kinds() {
		if _, taken := e.variables[k.Name]; taken {
			return nil, fmt.Errorf("expr: a kind can't be called %s, which is a variable of every expression", k.Name)
		}
		e.variables[k.Name] = r.record([]string{k.Name}).cel
	}
	e.cel, err = cel.NewEnv(e.options()...)
	return e, err
}

// Catalogue is the catalogue whose kinds the environment knows.
func (e *Environment) Catalogue() *record.Catalogue { return e.registry.catalogue }

func (e *Environment) options() []cel.EnvOption {
	options := []cel.EnvOption{
		cel.CustomTypeAdapter(e.registry), cel.CustomTypeProvider(e.registry), cel.Macros(dutyMacros()...),
		cel.EnableMacroCallTracking(), cel.EagerlyValidateDeclarations(true),
		cel.ParserExpressionSizeLimit(mostCharacters), cel.ExpressionNodeLimit(mostNodes), cel.ParserRecursionLimit(mostLevels),
		cel.RegexProgramSizeLimit(mostRegexp),
		cel.ASTValidators(cel.ValidateRegexLiterals(), cel.ValidateTimestampLiterals(), cel.ValidateDurationLiterals(), cel.ValidateComprehensionNestingLimit(mostNesting)),
	}
	for name, t := range e.variables {
		options = append(options, cel.Variable(name, t))
	}
	options = append(options, clockFunctions()...)
	options = append(options, recordFunctions(e.registry)...)
	return append(options, valueFunctions()...)
}

// scope says which variables an expression may read beside clock, today and
// system.
type scope struct {
	kind    string // the record in question
	count   bool
	records bool
}

// told lists the variables for messages.
func (s scope) told() string {
	var names []string
	if s.kind != "" {
		names = append(names, s.kind)
	}
	if s.count {
		names = append(names, varCount)
	}
	if s.records {
		names = append(names, varRecords)
	}
	return "expected " + strings.Join(append(names, varSystem, varClock, varToday), ", ")
}

// isRecord tells whether a type is that of a record.
func (r *registry) isRecord(t *types.Type) bool {
	return t.Kind() == types.StructKind && strings.HasSuffix(t.TypeName(), " record")
}

// typeName says a type in words of the language.
func typeName(t *types.Type) string {
	name := cel.FormatCELType(t)
	for long, short := range map[string]string{"google.protobuf.Timestamp": "timestamp", "google.protobuf.Duration": "duration"} {
		name = strings.ReplaceAll(name, long, short)
	}
	return name
}

// nearest is the name that is most like another, if one is near enough.
func nearest(name string, names []string) string {
	best, least := "", len(name)/2+1
	for _, candidate := range slices.Sorted(slices.Values(names)) {
		if d := distance(name, candidate); d < least {
			best, least = candidate, d
		}
	}
	return best
}

// distance is the number of letters to insert, drop or change (Levenshtein).
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			changed := diagonal
			if a[i] != b[j] {
				changed++
			}
			diagonal = row[j+1]
			row[j+1] = min(changed, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
