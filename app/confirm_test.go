package app_test

import (
	"strings"
	"testing"
	"time"

	"surety/app"
	"surety/fault"
	"surety/internal/testhouse"
	"surety/isms/assess"
	"surety/isms/document"
	"surety/record"
)

// imported is a policy that came with an import, which says that jonas
// approved it.
func imported(t *testing.T, h *house, jonas app.Actor) *record.Record {
	t.Helper()
	by := h.manager
	by.Origin = app.FromImport
	policy := h.must(t, by, app.Create{
		Kind: "document", Body: &document.Document{Title: "Policy", Type: "security_policy", RequiredBy: "standard", Version: "1.0", Text: "Words."},
		Asserted: []record.Approval{{By: record.Ref(jonas.Person), At: h.Now().AddDate(0, -3, 0), Basis: "made up", Evidence: "made up", Confirmed: h.Now()}},
	})[0]
	if policy.State != "draft" || len(policy.Kind.Approvals(policy.Body)) != 0 {
		t.Fatalf("what an import asserts counts: %s, %+v", policy.State, policy.Body.(*document.Document).Approvals)
	}
	return policy
}

func TestThePersonNamedConfirmsAnImportedApprovalAndAnEditVoidsIt(t *testing.T) {
	h := open(t, testhouse.SQLite)
	jonas := h.colleague(t, "Jonas Reuter", app.Manager)
	policy := imported(t, h, jonas)
	for name, who := range map[string]app.Actor{"somebody else": h.manager, "an import in the name of the person": {
		Account: jonas.Account, Name: jonas.Name, Organization: jonas.Organization, Person: jonas.Person, Roles: jonas.Roles, Origin: app.FromImport,
	}} {
		if _, err := h.Do(t.Context(), who, app.Request{}, app.Confirm{ID: policy.ID, Base: 1, Approval: 1}); !fault.Is(err, fault.Forbidden) {
			t.Errorf("%s confirms it: %v", name, err)
		}
	}
	detail, err := h.Detail(t.Context(), jonas, policy.Key)
	if err != nil || len(detail.Asserted) != 1 || !detail.Asserted[0].MayConfirm || detail.Asserted[0].Number != 1 {
		t.Fatalf("the person named is not asked: %+v, %v", detail.Asserted, err)
	}
	if detail, _ := h.Detail(t.Context(), h.manager, policy.Key); len(detail.Asserted) != 1 || detail.Asserted[0].MayConfirm || !detail.Asserted[0].MayShow {
		t.Errorf("another manager: %+v", detail.Asserted)
	}
	confirmed := h.must(t, jonas, app.Confirm{ID: policy.ID, Base: 1})[0]
	counting := confirmed.Kind.Approvals(confirmed.Body)
	if confirmed.State != "approved" || len(counting) != 1 || counting[0].Asserted || !counting[0].Confirmed.Equal(h.Now().UTC()) || !counting[0].At.Before(counting[0].Confirmed) || counting[0].Version != "1.0" {
		t.Fatalf("after it was confirmed: %s, %+v", confirmed.State, counting)
	}
	if detail, _ := h.Detail(t.Context(), jonas, policy.Key); len(detail.Asserted) != 0 {
		t.Errorf("it is still to be confirmed: %+v", detail.Asserted)
	}
	edited := h.must(t, h.manager, app.Edit{ID: policy.ID, Base: 2, Set: map[string]string{"text": "Other words."}})[0]
	if edited.State != "draft" || len(edited.Kind.Approvals(edited.Body)) != 0 {
		t.Errorf("after an edit it is %s: %+v", edited.State, edited.Kind.Approvals(edited.Body))
	}
	if _, err := h.Do(t.Context(), jonas, app.Request{}, app.Confirm{ID: policy.ID, Base: 3, Approval: 1}); !fault.Is(err, fault.Invalid) {
		t.Errorf("what was confirmed is confirmed again for other words: %v", err)
	}
}

func TestWhoMayNotApproveMayNotConfirmEither(t *testing.T) {
	h := open(t, testhouse.SQLite)
	jonas := h.colleague(t, "Jonas Reuter", app.Contributor)
	policy := imported(t, h, jonas)
	if _, err := h.Do(t.Context(), jonas, app.Request{}, app.Confirm{ID: policy.ID, Base: 1}); !fault.Is(err, fault.Forbidden) {
		t.Errorf("a contributor confirms: %v", err)
	}
	if detail, _ := h.Detail(t.Context(), jonas, policy.Key); len(detail.Asserted) != 1 || detail.Asserted[0].MayConfirm || detail.Asserted[0].MayShow {
		t.Errorf("got %+v", detail.Asserted)
	}
}

func TestAnImportedApprovalIsConfirmedOnlyOfWhatStands(t *testing.T) {
	for _, test := range []struct {
		name, says string
		prepare    func(t *testing.T, h *house, jonas app.Actor, policy *record.Record) app.Confirm
	}{
		{"a stale revision", "", func(t *testing.T, h *house, _ app.Actor, policy *record.Record) app.Confirm {
			h.must(t, h.manager, app.Edit{ID: policy.ID, Base: 1, Set: map[string]string{"text": "New."}})
			return app.Confirm{ID: policy.ID, Base: 1}
		}},
		{"an approval that is not there", "there is no approval 2", func(_ *testing.T, _ *house, _ app.Actor, policy *record.Record) app.Confirm {
			return app.Confirm{ID: policy.ID, Base: 1, Approval: 2}
		}},
		{"one given in person", "was given in person", func(t *testing.T, h *house, jonas app.Actor, policy *record.Record) app.Confirm {
			h.must(t, jonas, app.Move{ID: policy.ID, Base: 1, Transition: "approve"})
			return app.Confirm{ID: policy.ID, Base: 2, Approval: 2}
		}},
		{"a document that was withdrawn", "can't be approved while it is “Withdrawn”", func(t *testing.T, h *house, _ app.Actor, policy *record.Record) app.Confirm {
			h.must(t, h.manager, app.Move{ID: policy.ID, Base: 1, Transition: "withdraw"})
			return app.Confirm{ID: policy.ID, Base: 2}
		}},
		{"work of one's own", "only author", func(t *testing.T, h *house, jonas app.Actor, policy *record.Record) app.Confirm {
			h.must(t, h.manager, app.Edit{ID: policy.ID, Base: 1, Set: map[string]string{"authors": string(jonas.Person)}})
			return app.Confirm{ID: policy.ID, Base: 2}
		}},
		{"another version", "version 0.9 was approved, and 1.0 stands", func(t *testing.T, h *house, jonas app.Actor, policy *record.Record) app.Confirm {
			by := h.manager
			by.Origin = app.FromImport
			h.must(t, by, app.Edit{ID: policy.ID, Base: 1, Asserted: []record.Approval{{By: record.Ref(jonas.Person), At: h.Now(), Version: "0.9"}}})
			return app.Confirm{ID: policy.ID, Base: 2}
		}},
		{"a day to come", "which has not come", func(t *testing.T, h *house, jonas app.Actor, policy *record.Record) app.Confirm {
			by := h.manager
			by.Origin = app.FromImport
			h.must(t, by, app.Edit{ID: policy.ID, Base: 1, Asserted: []record.Approval{{By: record.Ref(jonas.Person), At: h.Now().Add(48 * time.Hour)}}})
			return app.Confirm{ID: policy.ID, Base: 2}
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			h := open(t, testhouse.SQLite)
			jonas := h.colleague(t, "Jonas Reuter", app.Manager)
			policy := imported(t, h, jonas)
			_, err := h.Do(t.Context(), jonas, app.Request{}, test.prepare(t, h, jonas, policy))
			if err == nil || !strings.Contains(err.Error(), test.says) {
				t.Errorf("got %v, want %q", err, test.says)
			}
		})
	}
}

func TestEvidenceWithAFileLetsAnImportedApprovalCountAsAsserted(t *testing.T) {
	h := open(t, testhouse.SQLite)
	jonas := h.colleague(t, "Jonas Reuter", app.Manager)
	policy := imported(t, h, jonas)
	word := h.must(t, h.manager, app.Create{Kind: "evidence", Body: &assess.Evidence{Title: "He told me", Origin: "assertion", Collected: "2026-08-01"}})[0]
	if _, err := h.Do(t.Context(), h.manager, app.Request{}, app.Confirm{ID: policy.ID, Base: 1, Evidence: word.ID}); err == nil || !strings.Contains(err.Error(), "no file is attached") {
		t.Fatalf("evidence without a file: %v", err)
	}
	if _, err := h.Do(t.Context(), h.manager, app.Request{}, app.Confirm{ID: policy.ID, Base: 1, Evidence: policy.ID}); err == nil || !strings.Contains(err.Error(), "it is no evidence") {
		t.Fatalf("a document for evidence: %v", err)
	}
	file, err := h.KeepAttachment(t.Context(), h.manager, h.Catalogue().Kind("evidence"), "minutes.pdf", "application/pdf", strings.NewReader("Approved. J. Reuter"))
	if err != nil {
		t.Fatal(err)
	}
	minutes := h.must(t, h.manager, app.Create{Kind: "evidence", Body: &assess.Evidence{Title: "Minutes", Origin: "document", Collected: "2026-08-01", File: file}})[0]
	contributor := h.colleague(t, "Nele Voss", app.Contributor)
	if _, err := h.Do(t.Context(), contributor, app.Request{}, app.Confirm{ID: policy.ID, Base: 1, Evidence: minutes.ID}); !fault.Is(err, fault.Forbidden) {
		t.Errorf("whoever may not approve puts evidence to it: %v", err)
	}
	shown := h.must(t, h.manager, app.Confirm{ID: policy.ID, Base: 1, Evidence: minutes.ID})[0]
	counting := shown.Kind.Approvals(shown.Body)
	if shown.State != "approved" || len(counting) != 1 || !counting[0].Asserted || counting[0].Evidence.ID() != minutes.ID || !counting[0].Confirmed.IsZero() {
		t.Fatalf("after evidence was put to it: %s, %+v", shown.State, counting)
	}
	for name, command := range map[string]app.Command{
		"the evidence is retired":   app.Move{ID: minutes.ID, Base: 1, Transition: "retire"},
		"its file is taken out":     app.Edit{ID: minutes.ID, Base: 1, Body: &assess.Evidence{Title: "Minutes", Origin: "document", Collected: "2026-08-01"}},
		"evidence is put to it bis": app.Confirm{ID: policy.ID, Base: 2, Approval: 2, Evidence: minutes.ID},
	} {
		if _, err := h.Do(t.Context(), h.manager, app.Request{}, command); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	edited := h.must(t, h.manager, app.Edit{ID: policy.ID, Base: 2, Set: map[string]string{"text": "Other words."}})[0]
	if edited.State != "draft" || len(edited.Kind.Approvals(edited.Body)) != 0 {
		t.Errorf("after an edit it is %s", edited.State)
	}
	if _, err := h.Do(t.Context(), h.manager, app.Request{}, app.Confirm{ID: policy.ID, Base: 3, Evidence: minutes.ID}); err == nil || !strings.Contains(err.Error(), "changed since") {
		t.Errorf("the same evidence shows the approval of other words: %v", err)
	}
	// The approved text is in force until the next version is approved, and so is what shows its approval.
	if _, err := h.Do(t.Context(), h.manager, app.Request{}, app.Move{ID: minutes.ID, Base: 1, Transition: "retire"}); !fault.Is(err, fault.Invalid) {
		t.Errorf("what the text in force rests on is retired: %v", err)
	}
}

func TestWhatWasRevokedIsApprovedAnew(t *testing.T) {
	h := open(t, testhouse.SQLite)
	policy := h.must(t, h.manager, app.Create{Kind: "document", Body: &document.Document{Title: "Policy", Type: "security_policy", RequiredBy: "standard", Version: "1.0", Text: "We protect information."}})[0]
	h.must(t, h.manager, app.Move{ID: policy.ID, Base: 1, Transition: "approve"})
	revoked := h.must(t, h.manager, app.Move{ID: policy.ID, Base: 2, Transition: "revoke"})[0]
	if left := revoked.Kind.Approvals(revoked.Body); revoked.State != "draft" || len(left) != 0 {
		t.Errorf("after it was revoked it is %s, and these approvals count: %v", revoked.State, left)
	}
	again := h.must(t, h.manager, app.Move{ID: policy.ID, Base: 3, Transition: "approve"})[0]
	if counting := again.Kind.Approvals(again.Body); again.State != "approved" || len(counting) != 1 {
		t.Errorf("approved anew it is %s by %d", again.State, len(counting))
	}
}
