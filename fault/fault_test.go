package fault_test

import (
	"errors"
	"fmt"
	"io"
	"testing"

	"surety/fault"
)

func TestAnErrorKeepsItsKindThroughWrapping(t *testing.T) {
	inner := fault.At(fault.Stale, "RISK-0042", "owner", "changed by somebody else")
	for name, err := range map[string]error{
		"wrapped":       fault.Wrap(inner, "save"),
		"wrapped twice": fault.Wrap(fault.Wrap(inner, "save"), "import"),
		"in a list":     fault.List{inner},
	} {
		if !fault.Is(err, fault.Stale) {
			t.Errorf("%s: its kind is %v", name, fault.KindOf(err))
		}
	}
	if fault.KindOf(io.EOF) != fault.Internal {
		t.Error("an error of another make is not internal")
	}
	if fault.Wrap(nil, "save") != nil {
		t.Error("nothing became an error")
	}
}

func TestAnErrorSaysWhereWhatAndWhatToDo(t *testing.T) {
	err := fault.Wrap(&fault.Error{Kind: fault.Invalid, Record: "RISK-0042", Field: "owner", Message: "nobody owns it", Mend: "name an owner"}, "save")
	if got, want := err.Error(), "save: RISK-0042.owner: nobody owns it (name an owner)"; got != want {
		t.Errorf("it says %q, expected %q", got, want)
	}
}

func TestACauseStaysReachableAndIsSaidOnce(t *testing.T) {
	err := fault.New(fault.Unavailable, "the disk: %w", io.ErrShortWrite)
	if !errors.Is(err, io.ErrShortWrite) {
		t.Error("the cause is lost")
	}
	if got, want := err.Error(), "the disk: short write"; got != want {
		t.Errorf("it says %q, expected %q", got, want)
	}
}

func TestEveryKindHasANameAStatusAndAnExitCode(t *testing.T) {
	for kind := fault.Internal; kind <= fault.Uncomputable; kind++ {
		if kind.String() == "" || kind.Status() < 400 || kind.Exit() != 2 {
			t.Errorf("kind %d: %q, %d, %d", kind, kind.String(), kind.Status(), kind.Exit())
		}
	}
}

func TestAnErrorIsSaidInAnotherLanguage(t *testing.T) {
	words := map[string]string{
		"%s is missing": "%s fehlt", "Owner": "Eigentümer", "“%s”: %v": "»%s«: %v", "no day": "kein Tag",
		"name one of %d": "nennen Sie einen von %d", "ask a manager": "fragen Sie eine Leitung",
	}
	say := func(message string, args ...any) string {
		if said, ok := words[message]; ok {
			message = said
		}
		if len(args) == 0 {
			return message
		}
		return fmt.Sprintf(message, args...)
	}
	label := fault.At(fault.Invalid, "RISK-0042", "owner", "%s is missing", fault.Word("Owner")).Mending("name one of %d", 3)
	cause := fault.New(fault.Invalid, "“%s”: %w", "x", fault.New(fault.Invalid, "no day"))
	plain := &fault.Error{Kind: fault.Forbidden, Message: "unknown", Mend: "ask a manager"}
	for got, want := range map[string]string{
		label.Message:       "Owner is missing",
		label.Said(say):     "Eigentümer fehlt",
		label.SaidMend(say): "nennen Sie einen von 3",
		cause.Said(say):     "»x«: kein Tag",
		plain.Said(say):     "unknown",
		plain.SaidMend(say): "fragen Sie eine Leitung",
		cause.SaidMend(say): "",
	} {
		if got != want {
			t.Errorf("it says %q, expected %q", got, want)
		}
	}
}
