package app_test

import (
	"testing"

	"surety/app"
	"surety/fault"
	"surety/isms/org"
	"surety/record"
)

// What no text can hold is
// refused or finds nothing, on both databases.
func TestBytesThatAreNoTextAreNeverOurFault(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		kind := h.Catalogue().Kind("person")
		for _, text := range []string{"\x00", "a\x00b", "\xff", "a\xffb", "\xed\xa0\x80"} {
			tries := map[string]func() error{
				"sign in":    func() error { _, err := h.SignIn(t.Context(), text, "correct horse battery"); return err },
				"a session":  func() error { _, _, err := h.ActorOfSession(t.Context(), text); return err },
				"a token":    func() error { _, err := h.ActorOfToken(t.Context(), text); return err },
				"enter":      func() error { _, err := h.EnterOnce(t.Context(), text); return err },
				"get":        func() error { _, err := h.Get(t.Context(), h.manager, text); return err },
				"get by key": func() error { _, err := h.Get(t.Context(), h.manager, "PERSON-"+text); return err },
				"search":     func() error { _, err := h.Search(t.Context(), h.manager, text, nil, 10); return err },
				"add account": func() error {
					_, err := h.AddAccount(t.Context(), h.manager, app.NewAccount{Login: "x" + text, Name: text, Roles: []app.Role{app.Reader}})
					return err
				},
				"account": func() error { _, _, err := h.OneTimeFor(t.Context(), h.manager, text); return err },
				"token name": func() error {
					_, err := h.AddToken(t.Context(), h.manager, text, []app.Role{app.Reader}, 1)
					return err
				},
				"a person": func() error {
					_, err := h.Do(t.Context(), h.manager, app.Request{}, app.Create{Kind: "person", Body: &org.Person{Name: text}})
					return err
				},
				"a reference": func() error {
					_, err := h.Do(t.Context(), h.manager, app.Request{}, app.Create{Kind: "person", Body: &org.Person{Name: "A", Manager: record.Ref("x" + text)}})
					return err
				},
				"a request id": func() error {
					_, err := h.Do(t.Context(), h.manager, app.Request{ID: text}, app.Create{Kind: "person", Body: &org.Person{Name: "A"}})
					return err
				},
				"a note": func() error {
					_, err := h.Do(t.Context(), h.manager, app.Request{Note: text}, app.Create{Kind: "person", Body: &org.Person{Name: "A"}})
					return err
				},
			}
			for _, part := range []string{"q", "name", "unit", "unit.prefix", "state", "sort", "after", "manager", "joined.ge"} {
				tries["list by "+part] = func() error {
					query, err := app.ParseQuery(kind, map[string][]string{part: {text}})
					if err == nil {
						_, err = h.List(t.Context(), h.manager, query)
					}
					return err
				}
			}
			for name, try := range tries {
				if err := try(); fault.Is(err, fault.Internal) || fault.Is(err, fault.Unavailable) {
					t.Errorf("%s with %q: %v", name, text, err)
				}
			}
		}
	})
}
