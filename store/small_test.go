package store

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"surety/fault"
	"surety/internal/testpostgres"
)

func TestAnAttachmentIsKeptByItsDigestAndCheckedWhenRead(t *testing.T) {
	f := newFixture(t, filepath.Join(t.TempDir(), "surety.db"))
	const digest = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"
	for range 2 {
		got, size, err := f.putBlob(f.ctx, strings.NewReader("hello"))
		if err != nil || got != digest || size != 5 {
			t.Fatalf("got %s, %d, %v", got, size, err)
		}
	}
	read := func(digest string) (string, error) {
		r, err := f.store.OpenBlob(f.ctx, digest)
		if err != nil {
			return "", err
		}
		defer r.Close()
		data, err := io.ReadAll(r)
		return string(data), err
	}
	if text, err := read(digest); err != nil || text != "hello" {
		t.Errorf("got %q, %v", text, err)
	}
	files, err := filepath.Glob(filepath.Join(f.opts.Dir, "blobs", "*", "*"))
	if diff := cmp.Diff([]string{filepath.Join(f.opts.Dir, "blobs", "2c", digest)}, files); err != nil || diff != "" {
		t.Error(err, diff)
	}
	if err := os.WriteFile(files[0], []byte("hullo"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := read(digest); !fault.Is(err, fault.Malformed) || !strings.Contains(err.Error(), "was altered") {
		t.Errorf("the altered file gave %v", err)
	}
	for d, kind := range map[string]fault.Kind{strings.Repeat("0", 64): fault.NotFound, "../../etc/passwd": fault.Invalid, "": fault.Invalid} {
		if _, err := read(d); !fault.Is(err, kind) {
			t.Errorf("%q gave %v, expected %v", d, err, kind)
		}
	}
}

func TestAnAttachmentThatIsTooLargeOrCutShortIsNotKept(t *testing.T) {
	f := newFixture(t, filepath.Join(t.TempDir(), "surety.db"))
	broken := errors.New("the connection broke")
	ended, cancel := context.WithCancel(f.ctx)
	cancel()
	for name, c := range map[string]struct {
		ctx  context.Context
		from io.Reader
		kind fault.Kind
	}{
		"too large": {f.ctx, io.LimitReader(endless{}, MostBlob+1), fault.TooLarge},
		"cut short": {f.ctx, io.MultiReader(strings.NewReader("half"), &failing{broken}), fault.Unavailable},
		"given up":  {ended, strings.NewReader("hello"), fault.Unavailable},
	} {
		if _, _, err := f.putBlob(c.ctx, c.from); !fault.Is(err, c.kind) {
			t.Errorf("%s: got %v, expected %v", name, err, c.kind)
		}
	}
	left := 0
	err := filepath.WalkDir(filepath.Join(f.opts.Dir, "uploads"), func(_ string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			left++
		}
		return err
	})
	if err != nil || left > 0 {
		t.Errorf("%d files are left, %v", left, err)
	}
}

type endless struct{}

func (endless) Read(p []byte) (int, error) { return len(p), nil }

type failing struct{ err error }

func (f *failing) Read([]byte) (int, error) { return 0, f.err }

func TestMessagesLeaveOnceTheirWriteIsDurableAndAreTakenUntilFinished(t *testing.T) {
	onBoth(t, func(t *testing.T, f *fixture) {
		failed := errors.New("no")
		if err := f.Write(f.ctx, testAuthor, func(tx *Tx) error {
			return errors.Join(tx.Outbox("mail", []byte("never")), failed)
		}); !errors.Is(err, failed) {
			t.Fatal(err)
		}
		for _, text := range []string{"one", "two"} {
			if err := f.Write(f.ctx, testAuthor, func(tx *Tx) error { return tx.Outbox("mail", []byte(text)) }); err != nil {
				t.Fatal(err)
			}
		}
		take := func() []string {
			list, err := f.store.TakeMessages(f.ctx, []string{"mail"}, 10, time.Second)
			if err != nil {
				t.Fatal(err)
			}
			var texts []string
			for _, m := range list {
				if m.Organization != testOrganization || m.Topic != "mail" {
					t.Errorf("took %+v", m)
				}
				texts = append(texts, string(m.Payload))
				if string(m.Payload) == "one" {
					if err := f.store.FinishMessage(f.ctx, m.ID); err != nil {
						t.Fatal(err)
					}
				}
			}
			return texts
		}
		if diff := cmp.Diff([]string{"one", "two"}, take()); diff != "" {
			t.Error(diff)
		}
		if got := take(); got != nil {
			t.Errorf("what is taken was given again: %v", got)
		}
		f.tick()
		if diff := cmp.Diff([]string{"two"}, take()); diff != "" {
			t.Error(diff)
		}
	})
}

func TestAccountsSessionsAndTokens(t *testing.T) {
	onBoth(t, func(t *testing.T, f *fixture) {
		f.elsewhere(t)
		now := f.clock()
		ann := Account{ID: "a", Organization: testOrganization, Login: "ann", Name: "Ann", Password: "hash", Roles: []string{"manager", "auditor"}, Person: "p", Created: now}
		if err := f.PutAccount(f.ctx, ann); err != nil {
			t.Fatal(err)
		}
		other := ann
		other.ID = "b"
		if err := f.PutAccount(f.ctx, other); !fault.Is(err, fault.Exists) {
			t.Errorf("a taken login gave %v", err)
		}
		if err := f.store.In("org-2").PutAccount(f.ctx, ann); !fault.Is(err, fault.Exists) {
			t.Errorf("another organization's account gave %v", err)
		}
		ann.Disabled, ann.Roles = true, []string{"reader"}
		if err := f.PutAccount(f.ctx, ann); err != nil {
			t.Fatal(err)
		}
		got, err := f.store.AccountByLogin(f.ctx, "ann")
		if diff := cmp.Diff(&ann, got); err != nil || diff != "" {
			t.Error(err, diff)
		}
		if none, err := f.store.AccountByLogin(f.ctx, "eve"); err != nil || none != nil {
			t.Error(none, err)
		}
		names, err := f.AccountNames(f.ctx, "a", "x")
		if diff := cmp.Diff(map[string]string{"a": "Ann"}, names); err != nil || diff != "" {
			t.Error(err, diff)
		}
		list, err := f.store.In("org-2").Accounts(f.ctx)
		if err != nil || len(list) != 0 {
			t.Errorf("the other organization has %v, %v", list, err)
		}
		session := Session{Hash: "h", Account: "a", Created: now, Expires: now.Add(time.Hour), CSRF: "c", Agent: "browser"}
		if err := f.store.PutSession(f.ctx, session); err != nil {
			t.Fatal(err)
		}
		s, account, err := f.store.SessionByHash(f.ctx, "h")
		if diff := cmp.Diff(&session, s) + cmp.Diff(&ann, account); err != nil || diff != "" {
			t.Error(err, diff)
		}
		token := Token{Hash: "t", Name: "script", Account: "a", Owner: TokenOwner{ID: ann.ID, Name: ann.Name, Roles: ann.Roles, Disabled: ann.Disabled}, Roles: []string{"reader"}, Created: now, Expires: now.Add(time.Hour)}
		if err := f.PutToken(f.ctx, token); err != nil {
			t.Fatal(err)
		}
		tk, account, err := f.store.TokenByHash(f.ctx, "t")
		if diff := cmp.Diff(&token, tk) + cmp.Diff(&ann, account); err != nil || diff != "" {
			t.Error(err, diff)
		}
		tokens, err := f.Tokens(f.ctx)
		if diff := cmp.Diff([]Token{token}, tokens); err != nil || diff != "" {
			t.Error(err, diff)
		}
		if err := errors.Join(f.store.DeleteSession(f.ctx, "h"), f.store.In("org-2").DeleteToken(f.ctx, "t")); err != nil {
			t.Fatal(err)
		}
		if s, _, err := f.store.SessionByHash(f.ctx, "h"); err != nil || s != nil {
			t.Error(s, err)
		}
		if tk, _, err := f.store.TokenByHash(f.ctx, "t"); err != nil || tk == nil {
			t.Error("another organization ended the token", err)
		}
		if err := f.DeleteToken(f.ctx, "t"); err != nil {
			t.Fatal(err)
		}
		if tk, _, err := f.store.TokenByHash(f.ctx, "t"); err != nil || tk != nil {
			t.Error(tk, err)
		}
	})
}

func TestSettingsAreOneOrganizations(t *testing.T) {
	onBoth(t, func(t *testing.T, f *fixture) {
		f.elsewhere(t)
		for _, value := range [][]byte{[]byte("dark"), {0, 1}, nil} {
			if err := f.PutSetting(f.ctx, "theme", value); err != nil {
				t.Fatal(err)
			}
			got, err := f.Setting(f.ctx, "theme")
			if err != nil || !bytes.Equal(got, value) {
				t.Errorf("got %v, %v", got, err)
			}
			if got, err := f.store.In("org-2").Setting(f.ctx, "theme"); err != nil || got != nil {
				t.Errorf("another organization has %v, %v", got, err)
			}
		}
	})
}

func TestRowLevelSecurityIsASecondLock(t *testing.T) {
	f := newFixture(t, testpostgres.Database(t))
	f.elsewhere(t)
	f.put("create", f.person("Ann"))
	for _, table := range []string{"record", "k_person", "revision", "log_leaf", "token", "personal", "log_head"} {
		for org, expected := range map[int64]int{0: 0, 1: 1, 2: 1} {
			n := 0
			err := f.store.engine.read(f.ctx, org, func(c *conn) error {
				return c.each(f.ctx, func(rows *sql.Rows) error {
					n++
					return nil
				}, "SELECT DISTINCT org FROM "+table) // a statement that forgets whose rows it is after
			})
			if err != nil || n != expected {
				t.Errorf("in %s organization %d sees the rows of %d, %v, expected %d", table, org, n, err, expected)
			}
		}
	}
	err := f.store.engine.write(f.ctx, 1, simple(func(ctx context.Context, c *conn) error {
		_, err := c.exec(ctx, "INSERT INTO setting (org, name, value) VALUES (2, 'x', 'y')")
		return err
	}))
	if err == nil || !strings.Contains(err.Error(), "row-level security") {
		t.Errorf("writing into another organization gave %v", err)
	}
}

func TestAnOrganizationsIdIsCheckedAndTakenOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, f *fixture) {
		for id, kind := range map[string]fault.Kind{"": fault.Invalid, "a b": fault.Invalid, "../x": fault.Invalid, "ü": fault.Invalid, testOrganization: fault.Exists} {
			if err := f.store.CreateOrganization(f.ctx, id, "X"); !fault.Is(err, kind) {
				t.Errorf("%q gave %v, expected %v", id, err, kind)
			}
		}
		if err := f.store.CreateOrganization(f.ctx, "org-9", " "); !fault.Is(err, fault.Invalid) {
			t.Errorf("no name gave %v", err)
		}
		list, err := f.store.Organizations(f.ctx)
		if err != nil || len(list) != 1 || list[0].ID != testOrganization || list[0].Name != "Test" || !strings.HasPrefix(list[0].Verifier, "surety/org-1+") {
			t.Errorf("the organizations are %+v, %v", list, err)
		}
	})
}
