package journal

import (
	"errors"
	"iter"
	"slices"
	"strings"
	"testing"

	"surety/fault"
)

func TestAnUntouchedLogVerifies(t *testing.T) {
	l := newLedger(t)
	l.fill(5)
	l.own = append(l.own, l.checkpoint())
	l.fill(6)
	l.own = append(l.own, l.checkpoint())
	r := l.verify()
	if !r.OK() {
		t.Fatal(r.Discrepancy)
	}
	if r.Entries != 11 || r.From != 0 || r.To != 10 || r.Root != l.root || r.Own != 2 || r.Values != 55 {
		t.Errorf("the report is %+v", r)
	}
	if !r.LastTime.Equal(l.now) || !r.FirstTime.Before(r.LastTime) {
		t.Errorf("the report's times are %s to %s", r.FirstTime, r.LastTime)
	}
}

func TestAnEmptyLogVerifies(t *testing.T) {
	l := newLedger(t)
	r := l.verify(l.checkpoint())
	if !r.OK() || r.Entries != 0 || r.To != -1 {
		t.Fatalf("the report is %+v", r)
	}
	if !mentions(r.NotExcluded, "rewrote the whole log") {
		t.Errorf("a checkpoint of nothing is taken for proof: %q", r.NotExcluded)
	}
}

func mentions(sentences []fault.Sentence, words string) bool {
	return slices.ContainsFunc(sentences, func(s fault.Sentence) bool { return strings.Contains(s.String(), words) })
}

func TestTheReportSaysHowFarAnOutsideCheckpointReaches(t *testing.T) {
	l := newLedger(t)
	l.fill(4)
	early := l.checkpoint()
	l.fill(3)
	late := l.checkpoint()
	for _, c := range []struct {
		name               string
		outside            [][]byte
		shown, notExcluded string
	}{
		{"none", nil, "7 entries, from first to last", "rewrote the whole log consistently, or that entries at its end were cut off"},
		{"an early one", [][]byte{early}, "The outside checkpoint of 4 entries shows", "says nothing about entries 4 to 6"},
		{"the newest", [][]byte{early, late}, "The outside checkpoint of 7 entries shows", "cut off since, would not be missed"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := l.verify(c.outside...)
			if !r.OK() || len(r.Outside) != len(c.outside) {
				t.Fatalf("the report is %+v", r)
			}
			if !mentions(r.Shown, c.shown) || !mentions(r.NotExcluded, c.notExcluded) {
				t.Errorf("shown: %q\nnot excluded: %q", r.Shown, r.NotExcluded)
			}
			if len(c.outside) > 0 && mentions(r.NotExcluded, "rewrote the whole log") {
				t.Errorf("the outside checkpoint is not taken into account: %q", r.NotExcluded)
			}
		})
	}
}

// TestTheFirstEntryThatDoesNotFitIsNamedWithItsReason breaks a log of nine
// entries, own checkpoints at 3 and 9, in every way that has a reason.
func TestTheFirstEntryThatDoesNotFitIsNamedWithItsReason(t *testing.T) {
	for _, c := range []struct {
		name         string
		breakIt      func(l *ledger)
		from, to     int64
		reason       Reason
		detail       string
		outsideAtSix bool
	}{
		{name: "an envelope not canonical", from: 4, to: 4, reason: ReasonEnvelope, detail: "not canonical",
			breakIt: func(l *ledger) { l.rows[4].envelope = append(l.rows[4].envelope, ' ') }},
		{name: "an envelope of another organization", from: 4, to: 4, reason: ReasonOrganization, detail: "belongs to organization other",
			breakIt: func(l *ledger) { l.reencode(4, func(e *Envelope) { e.Organization = "other" }) }},
		{name: "a removed entry", from: 4, to: 4, reason: ReasonSequence, detail: "sequence 5 stands",
			breakIt: func(l *ledger) { l.rows = slices.Delete(l.rows, 4, 5) }},
		{name: "a repeated entry", from: 5, to: 5, reason: ReasonSequence, detail: "sequence 4 stands",
			breakIt: func(l *ledger) { l.rows = slices.Insert(l.rows, 5, l.rows[4]) }},
		{name: "two entries exchanged", from: 4, to: 4, reason: ReasonSequence, detail: "sequence 5 stands",
			breakIt: func(l *ledger) { l.rows[4], l.rows[5] = l.rows[5], l.rows[4] }},
		{name: "a time that goes back", from: 4, to: 4, reason: ReasonTime, detail: "before that of the entry before",
			breakIt: func(l *ledger) { l.reencode(4, func(e *Envelope) { e.Time = e.Time.AddDate(0, 0, -1) }) }},
		{name: "another actor", from: 4, to: 4, reason: ReasonHash, detail: "leaf hash",
			breakIt: func(l *ledger) { l.reencode(4, func(e *Envelope) { e.Actor = "somebody" }) }},
		{name: "an altered inner hash", from: 7, to: 7, reason: ReasonHash, detail: "parent of parent of the leaf",
			breakIt: func(l *ledger) { l.rows[7].hashes[2][0] ^= 1 }},
		{name: "a missing stored hash", from: 5, to: 5, reason: ReasonHash, detail: "parent of the leaf",
			breakIt: func(l *ledger) { l.rows[5].hashes = l.rows[5].hashes[:1] }},
		{name: "a stored hash too many", from: 4, to: 4, reason: ReasonHash, detail: "2 hashes are stored",
			breakIt: func(l *ledger) { l.rows[4].hashes = append(l.rows[4].hashes, l.rows[4].hashes[0]) }},
		{name: "an altered value", from: 4, to: 4, reason: ReasonValue, detail: "field role does not fit",
			breakIt: func(l *ledger) { l.replaceBody(4, `"owner"`, `"admin"`) }},
		{name: "a body not canonical", from: 4, to: 4, reason: ReasonValue, detail: "not in canonical form",
			breakIt: func(l *ledger) { l.replaceBody(4, `"owner"`, ` "owner"`) }},
		{name: "a value nobody committed to", from: 4, to: 4, reason: ReasonValue, detail: "field more is stored",
			breakIt: func(l *ledger) { l.replaceBody(4, `"role"`, `"more":1,"role"`) }},
		{name: "a value missing from the body", from: 4, to: 4, reason: ReasonMissing, detail: "field level is not stored",
			breakIt: func(l *ledger) { l.replaceBody(4, `"level":4,`, ``) }},
		{name: "an altered seed", from: 4, to: 4, reason: ReasonValue, detail: "does not fit its commitment",
			breakIt: func(l *ledger) { l.rows[4].seed[3] ^= 1 }},
		{name: "a cut seed", from: 4, to: 4, reason: ReasonValue, detail: "seed has 31 bytes",
			breakIt: func(l *ledger) { l.rows[4].seed = l.rows[4].seed[:31] }},
		{name: "an altered sealed value", from: 4, to: 4, reason: ReasonValue, detail: "does not open",
			breakIt: func(l *ledger) { l.rows[4].personal["email"][20] ^= 1 }},
		{name: "a sealed value moved to another revision", from: 4, to: 4, reason: ReasonValue, detail: "does not open",
			breakIt: func(l *ledger) { l.rows[4].personal["email"] = l.rows[1].personal["email"] }},
		{name: "an erasure that is not logged", from: 4, to: 4, reason: ReasonMissing, detail: "field email is not stored",
			breakIt: func(l *ledger) { delete(l.rows[4].personal, "email") }},
		{name: "two erasures that are not logged", from: 4, to: 4, reason: ReasonMissing, detail: "field email is not stored",
			breakIt: func(l *ledger) { clear(l.rows[5].personal); clear(l.rows[4].personal) }},
		{name: "a revision destroyed that is not logged", from: 4, to: 4, reason: ReasonMissing, detail: "field email is not stored",
			breakIt: func(l *ledger) { l.rows[4].body, l.rows[4].seed, l.rows[4].personal = nil, nil, nil }},
		{name: "the log rewritten from entry 4 on", from: 3, to: 8, reason: ReasonCheckpoint, detail: "own checkpoint of 9 entries",
			breakIt: func(l *ledger) { l.rewrite(4) }},
		{name: "the log rewritten, with an outside checkpoint of six", from: 3, to: 5, reason: ReasonCheckpoint, detail: "outside checkpoint of 6 entries",
			outsideAtSix: true, breakIt: func(l *ledger) { l.rewrite(4) }},
		{name: "the end cut off", from: 7, to: 8, reason: ReasonShort, detail: "ends after 7 entries, the log's own checkpoint",
			breakIt: func(l *ledger) { l.rows = l.rows[:7] }},
		{name: "the end cut off, own checkpoints too", from: 5, to: 5, reason: ReasonShort, detail: "the outside checkpoint says that there are 6",
			outsideAtSix: true, breakIt: func(l *ledger) { l.rows, l.own = l.rows[:5], l.own[:1] }},
		{name: "the end cut off, only the head left", from: 5, to: 8, reason: ReasonShort, detail: "its head says that there are 9",
			breakIt: func(l *ledger) { l.rows, l.own = l.rows[:5], nil }},
		{name: "more entries than the head knows", from: 8, to: 8, reason: ReasonLong, detail: "only 8 entries",
			breakIt: func(l *ledger) { l.frontier.size = 8 }},
		{name: "another head root", from: 3, to: 8, reason: ReasonHead, detail: "stored head of 9 entries",
			breakIt: func(l *ledger) { l.root[0] ^= 1; l.own = l.own[:1] }},
		{name: "another head root beside a checkpoint that fits", from: -1, to: -1, reason: ReasonHead, detail: "stored head of 9 entries",
			breakIt: func(l *ledger) { l.root[0] ^= 1 }},
		{name: "an altered own checkpoint", from: -1, to: -1, reason: ReasonSignature, detail: "checkpoint 1 of those kept with the log",
			breakIt: func(l *ledger) { l.own[0][40] ^= 1 }},
		{name: "an altered own checkpoint and an altered value", from: 8, to: 8, reason: ReasonValue, detail: "field role",
			breakIt: func(l *ledger) { l.own[0][40] ^= 1; l.replaceBody(8, `"owner"`, `"admin"`) }},
		{name: "an altered value and one altered later", from: 4, to: 4, reason: ReasonValue, detail: "field role",
			breakIt: func(l *ledger) { l.replaceBody(7, `"owner"`, `"x"`); l.replaceBody(4, `"owner"`, `"x"`) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			l := newLedger(t)
			l.fill(3)
			l.own = append(l.own, l.checkpoint())
			l.now, l.revisions = l.now.AddDate(0, 0, 2), map[string]int64{"person-0": 1, "person-1": 1, "person-2": 1}
			var outside [][]byte
			for i := 3; i < 9; i++ {
				l.write("update", "person-"+string(rune('0'+i%3)), map[string]any{"level": i, "role": "owner"}, map[string]any{"email": "x", "name": "y"})
				if i == 5 && c.outsideAtSix {
					outside = append(outside, l.checkpoint())
				}
			}
			l.own = append(l.own, l.checkpoint())
			if r := l.verify(outside...); !r.OK() {
				t.Fatalf("before it is broken: %v", r.Discrepancy)
			}
			c.breakIt(l)
			r := l.verify(outside...)
			if r.OK() {
				t.Fatal("nothing was found")
			}
			d := r.Discrepancy
			if d.Sequence != c.from || d.Through != c.to || d.Reason != c.reason || !strings.Contains(d.String(), c.detail) {
				t.Errorf("found %d to %d, %s: %s", d.Sequence, d.Through, d.Reason, d)
			}
			if d.Sequence >= 0 && r.Entries != d.Sequence || len(r.NotExcluded) == 0 {
				t.Errorf("the report says that %d entries fit, and does not exclude %q", r.Entries, r.NotExcluded)
			}
		})
	}
}

func (l *ledger) reencode(i int, change func(*Envelope)) {
	l.t.Helper()
	e, err := DecodeEnvelope(l.rows[i].envelope)
	l.must(err)
	change(&e)
	l.rows[i].envelope, err = e.Encode()
	l.must(err)
}

func (l *ledger) replaceBody(i int, old, new string) {
	l.t.Helper()
	body := strings.Replace(string(l.rows[i].body), old, new, 1)
	if body == string(l.rows[i].body) {
		l.t.Fatalf("body %s holds no %s", body, old)
	}
	l.rows[i].body = []byte(body)
}

// rewrite forges the log consistently from an entry on: everything but what is
// signed.
func (l *ledger) rewrite(from int) {
	l.t.Helper()
	l.reencode(from, func(e *Envelope) { e.Actor = "somebody" })
	l.frontier = Frontier{}
	for _, r := range l.rows {
		r.hashes = nil
		for _, hash := range l.frontier.Append(nil, LeafHash(r.envelope)) {
			r.hashes = append(r.hashes, slices.Clone(hash[:]))
		}
	}
	l.root = l.frontier.Root()
}

func TestAConsistentRewriteIsFoundOnlyWithACheckpoint(t *testing.T) {
	l := newLedger(t)
	l.fill(8)
	outside := l.checkpoint()
	l.rewrite(2)
	if r := l.verify(); !r.OK() || !mentions(r.NotExcluded, "rewrote the whole log consistently") {
		t.Errorf("without a checkpoint: %v, not excluded %q", r.Discrepancy, r.NotExcluded)
	}
	if r := l.verify(outside); r.OK() {
		t.Error("with a checkpoint nothing was found")
	}
}

func TestALoggedErasureLeavesTheLogVerifiable(t *testing.T) {
	l := newLedger(t)
	l.fill(6)
	outside := l.checkpoint()
	l.erase("person-1", "email")
	r := l.verify(outside)
	if !r.OK() || r.Erased != 2 || !mentions(r.Shown, "2 values are no longer stored") {
		t.Fatalf("the report is %+v", r)
	}
	delete(l.rows[0].personal, "email")
	if r := l.verify(); r.OK() || r.Discrepancy.Sequence != 0 || r.Discrepancy.Reason != ReasonMissing {
		t.Errorf("the erasure of one person's value excuses another's: %v", r.Discrepancy)
	}
}

func TestAnErasureExcusesNothingThatIsMissingLater(t *testing.T) {
	l := newLedger(t)
	l.fill(3)
	l.erase("person-1", "email")
	l.fill(3)
	delete(l.rows[5].personal, "email")
	if r := l.verify(); r.OK() || r.Discrepancy.Sequence != 5 {
		t.Errorf("found %v, want entry 5 to miss its value", r.Discrepancy)
	}
}

func TestAWholeRevisionCanBeDestroyed(t *testing.T) {
	l := newLedger(t)
	l.fill(3)
	l.rows[2].seed, l.rows[2].body, l.rows[2].personal = nil, nil, nil
	l.erase("person-2", "email", "level", "name", "role", "tags")
	if r := l.verify(); !r.OK() || r.Erased != 5 {
		t.Errorf("found %v, %d erased", r.Discrepancy, r.Erased)
	}
}

func TestValuesWithoutKeyAreCountedAsUnchecked(t *testing.T) {
	l := newLedger(t)
	l.fill(3)
	keyless := func(yield func(Entry, error) bool) {
		for _, r := range l.rows {
			if !yield(l.read(r, nil), nil) {
				return
			}
		}
	}
	r, err := Verify(keyless, l.against())
	if err != nil || !r.OK() || r.Withheld != 6 || r.Values != 9 || !mentions(r.NotExcluded, "6 sealed values were not checked") {
		t.Errorf("the report is %+v (%v)", r, err)
	}
	l.rows[1].personal["phone"] = []byte("anything")
	if r, err := Verify(keyless, l.against()); err != nil || r.OK() || r.Discrepancy.Sequence != 1 {
		t.Errorf("a sealed value that nobody committed to: %+v (%v)", r.Discrepancy, err)
	}
}

func TestAKeyThatOughtToBeThereIsMissedUnlessAnErasureIsLogged(t *testing.T) {
	l := newLedger(t)
	l.fill(3)
	lost := func(yield func(Entry, error) bool) {
		for i, r := range l.rows {
			e := l.read(r, &l.key)
			for j := range e.Personal {
				if i == 1 && e.Personal[j].Name == "email" {
					e.Personal[j].Key, e.Personal[j].Lost = nil, true
				}
			}
			if !yield(e, nil) {
				return
			}
		}
	}
	r, err := Verify(lost, l.against())
	if err != nil || r.OK() || r.Discrepancy.Sequence != 1 || r.Discrepancy.Reason != ReasonKey || r.Withheld != 0 {
		t.Errorf("the report is %+v, %v (%v)", r, r.Discrepancy, err)
	}
	kept := l.rows[1].personal["email"]
	l.erase(r.Discrepancy.Record, "email")
	l.rows[1].personal["email"] = kept // sealed, and its key destroyed
	if r, err := Verify(lost, l.against()); err != nil || !r.OK() {
		t.Errorf("after an erasure: %v (%v)", r.Discrepancy, err)
	}
}

func TestAHeadThatTheLogCannotGoOnFromIsFound(t *testing.T) {
	l := newLedger(t)
	l.fill(5)
	for name, c := range map[string]struct {
		alter func(*Head)
		says  string
	}{
		"other peaks":  {func(h *Head) { h.Peaks[0] = Hash{} }, "not the peaks of their tree"},
		"no peaks":     {func(h *Head) { h.Peaks = []Hash{} }, "not the peaks of their tree"},
		"another time": {func(h *Head) { h.Time = h.Time.Add(1e6) }, "says that the last entry is of"},
	} {
		against := l.against()
		against.Head.Peaks = l.frontier.Peaks()
		envelope, err := DecodeEnvelope(l.rows[4].envelope)
		l.must(err)
		against.Head.Time = envelope.Time
		if r, err := Verify(l.entries(), against); err != nil || !r.OK() {
			t.Fatalf("unaltered: %v (%v)", r.Discrepancy, err)
		}
		c.alter(&against.Head)
		r, err := Verify(l.entries(), against)
		if err != nil || r.OK() || r.Discrepancy.Reason != ReasonHead || !strings.Contains(r.Discrepancy.String(), c.says) {
			t.Errorf("%s: %v (%v)", name, r.Discrepancy, err)
		}
	}
}

func TestAWalkThatCanNotGoOnIsAnErrorAndNoFinding(t *testing.T) {
	l := newLedger(t)
	l.fill(2)
	torn := errors.New("disk gone")
	var broken iter.Seq2[Entry, error] = func(yield func(Entry, error) bool) {
		_ = yield(l.read(l.rows[0], &l.key), nil) && yield(Entry{}, torn)
	}
	if _, err := Verify(broken, l.against()); !errors.Is(err, torn) || !strings.Contains(err.Error(), "entry 1") {
		t.Errorf("got %v", err)
	}
	if _, err := Verify(l.entries(), l.against([]byte("nonsense\n"))); !fault.Is(err, fault.Malformed) || !strings.Contains(err.Error(), "outside checkpoint 1") {
		t.Errorf("an outside checkpoint that is none: %v", err)
	}
	if _, err := Verify(l.entries(), Against{Organization: "a b"}); !fault.Is(err, fault.Invalid) {
		t.Errorf("an organization's id that is none: %v", err)
	}
}
