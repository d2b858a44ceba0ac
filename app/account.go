package app

import (
	"context"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"surety/fault"
	"surety/record"
	"surety/store"
)

// longestLogin is how many bytes a login has at most.
const longestLogin = 200

// How long things last.
const (
	sessionLife = 12 * time.Hour
	entryLife   = 24 * time.Hour // of a one-time sign-in address
)

// Account is somebody, or a program, that may sign in.
type Account struct {
	ID       string
	Login    string
	Name     string
	Roles    []string
	Person   record.ID
	Disabled bool
	Created  time.Time
}

// NewAccount is what an account is made of.
type NewAccount struct {
	Login    string
	Name     string
	Password string // empty: signs in by one-time addresses or tokens only
	Roles    []Role
	Person   string // id or key of the person it belongs to; empty: none
}

// Session is a sign-in that was granted.
type Session struct {
	Secret  string // goes into the cookie; only its hash is kept
	Expires time.Time
}

// SignIn grants a session for a login and password. The answer is the same,
// and takes the same time, whether the login or the password is wrong. After
// several wrong passwords a login has to wait.
func (a *App) SignIn(ctx context.Context, login, password string) (Session, error) {
	login = normalLogin(login)
	if checkLogin(login) != nil {
		login = "" // nobody's either
	}
	account, err := a.store.AccountByLogin(ctx, login)
	if err != nil {
		return Session{}, fault.Wrap(err, "sign in")
	}
	hash := ""
	if account != nil && !account.Disabled {
		hash = account.Password
	}
	right, err := a.tryPassword(ctx, login, account != nil, password, hash)
	if err != nil {
		return Session{}, err
	}
	if !right {
		return Session{}, &fault.Error{Kind: fault.Unauthenticated, Message: "login or password is wrong"}
	}
	return a.grant(ctx, account.ID, "")
}

func normalLogin(login string) string { return strings.ToLower(strings.TrimSpace(login)) }

// checkLogin refuses what can't be kept as a login, or is too much to remember.
func checkLogin(login string) error {
	if len(login) > longestLogin || !utf8.ValidString(login) || strings.ContainsFunc(login, unicode.IsControl) {
		return fault.At(fault.Invalid, "", "login", "a sign-in name has at most %d bytes of letters, digits and signs", longestLogin)
	}
	return nil
}

func (a *App) grant(ctx context.Context, account, agent string) (Session, error) {
	secret, err := newSecret(a.random)
	if err != nil {
		return Session{}, err
	}
	csrf, err := newSecret(a.random)
	if err != nil {
		return Session{}, err
	}
	now := a.clock()
	session := Session{Secret: secret, Expires: now.Add(sessionLife)}
	err = a.store.PutSession(ctx, store.Session{Hash: secretHash(secret), Account: account, Created: now, Expires: session.Expires, CSRF: csrf, Agent: agent})
	return session, fault.Wrap(err, "keep the session")
}

// ActorOfSession is whose session a secret is, and the token its forms carry,
// masked for this one answer; [SameFormToken] compares it with what comes back.
func (a *App) ActorOfSession(ctx context.Context, secret string) (Actor, string, error) {
	session, account, err := a.own(ctx, secret)
	if err != nil {
		return Actor{}, "", err
	}
	actor := actorOf(account, account.Roles, FromBrowser)
	actor.Preferences = readPreferences(account.Preferences)
	token, err := maskFormToken(a.random, session.CSRF)
	return actor, token, err
}

func actorOf(account *store.Account, roles []string, origin Origin) Actor {
	actor := Actor{Account: account.ID, Name: account.Name, Organization: account.Organization, Person: account.Person, Origin: origin}
	for _, role := range roles {
		actor.Roles = append(actor.Roles, Role(role))
	}
	return actor
}

// SignOut ends a session.
func (a *App) SignOut(ctx context.Context, secret string) error {
	return a.store.DeleteSession(ctx, secretHash(secret))
}

// What marks the row of a session.
const (
	once    = "once"    // of a one-time address: good for nothing but to be exchanged for a session
	entered = "entered" // such a session: whoever has it need not know the old password to set a new one
)

// OneTimeEntry makes the token of an address by which an account can sign in
// once, within a day.
func (a *App) OneTimeEntry(ctx context.Context, account string) (string, error) {
	token, err := newSecret(a.random)
	if err != nil {
		return "", err
	}
	now := a.clock()
	err = a.store.PutSession(ctx, store.Session{Hash: secretHash(token), Account: account, Created: now, Expires: now.Add(entryLife), Agent: once})
	return token, fault.Wrap(err, "keep the one-time address")
}

// EnterOnce exchanges the token of a one-time address for a session.
func (a *App) EnterOnce(ctx context.Context, token string) (Session, error) {
	used := &fault.Error{Kind: fault.Forbidden, Message: "this address has been used, or is over a day old", Mend: "ask a manager for a new one, or sign in with your password"}
	hash := secretHash(token)
	session, account, err := a.store.SessionByHash(ctx, hash)
	if err != nil {
		return Session{}, err
	}
	if session == nil || session.Agent != once || account.Disabled || !session.Expires.After(a.clock()) {
		return Session{}, used
	}
	taken, err := a.store.TakeSession(ctx, hash)
	if err != nil {
		return Session{}, err
	}
	if !taken {
		return Session{}, used // at the same time
	}
	return a.grant(ctx, account.ID, entered)
}

// Accounts lists the accounts of people in the actor's organization; those of
// tokens are listed with [App.Tokens].
func (a *App) Accounts(ctx context.Context, actor Actor) ([]Account, error) {
	if err := onlyManager(actor, "see the accounts"); err != nil {
		return nil, err
	}
	stored, err := a.peoplesAccounts(ctx, actor)
	accounts := make([]Account, len(stored))
	for i, s := range stored {
		accounts[i] = accountOf(s)
	}
	return accounts, err
}

func (a *App) peoplesAccounts(ctx context.Context, actor Actor) ([]store.Account, error) {
	stored, err := a.store.In(actor.Organization).Accounts(ctx)
	return slices.DeleteFunc(stored, func(s store.Account) bool { return strings.HasPrefix(s.Login, tokenLogin) }), err
}

func accountOf(s store.Account) Account {
	return Account{ID: s.ID, Login: s.Login, Name: s.Name, Roles: s.Roles, Person: s.Person, Disabled: s.Disabled, Created: s.Created}
}

func onlyManager(actor Actor, act string) error {
	if actor.Has(Manager) {
		return nil
	}
	return fault.New(fault.Forbidden, "%s may not do this: %s", actor.Name, fault.Word(act)).Mending("ask a manager")
}

// AddAccount adds an account to the actor's organization.
func (a *App) AddAccount(ctx context.Context, actor Actor, n NewAccount) (Account, error) {
	if err := onlyManager(actor, "add accounts"); err != nil {
		return Account{}, err
	}
	account := Account{ID: string(a.newID()), Login: normalLogin(n.Login), Name: strings.TrimSpace(n.Name), Created: a.clock()}
	if account.Login == "" || account.Name == "" || checkLogin(account.Name) != nil {
		return Account{}, fault.New(fault.Invalid, "an account needs a login and a name of at most %d bytes", longestLogin)
	}
	err := checkLogin(account.Login)
	if err != nil {
		return Account{}, err
	}
	if strings.HasPrefix(account.Login, tokenLogin) {
		return Account{}, fault.At(fault.Invalid, "", "login", "a sign-in name does not begin with %s: those are of tokens", tokenLogin)
	}
	if account.Roles, err = roleNames(n.Roles); err != nil {
		return Account{}, err
	}
	if account.Person, err = a.personOf(ctx, actor, n.Person); err != nil {
		return Account{}, err
	}
	hash := ""
	if n.Password != "" {
		if hash, err = hashPassword(a.random, n.Password); err != nil {
			return Account{}, err
		}
	}
	return account, a.putAccount(ctx, actor.Organization, account, hash)
}

// personOf finds the person whose account is meant; none where none is named.
func (a *App) personOf(ctx context.Context, actor Actor, idOrKey string) (record.ID, error) {
	if idOrKey == "" {
		return "", nil
	}
	person, err := a.Get(ctx, actor, idOrKey)
	if err != nil {
		return "", err
	}
	if person.Kind.Name != "person" {
		return "", fault.At(fault.Invalid, person.Key, "", "an account belongs to a person, not to this")
	}
	return person.ID, nil
}

func (a *App) putAccount(ctx context.Context, organization string, account Account, hash string) error {
	return a.store.In(organization).PutAccount(ctx, store.Account{
		ID: account.ID, Organization: organization, Login: account.Login, Name: account.Name, Password: hash,
		Roles: account.Roles, Person: account.Person, Disabled: account.Disabled, Created: account.Created,
	})
}

func roleNames(roles []Role) ([]string, error) {
	if len(roles) == 0 {
		return nil, fault.At(fault.Invalid, "", "roles", "an account needs at least one role")
	}
	var names []string
	for _, role := range roles {
		known := false
		for _, option := range Roles() {
			known = known || option.Value == string(role)
		}
		if !known {
			return nil, fault.At(fault.Invalid, "", "roles", "there is no role %q", role)
		}
		names = append(names, string(role))
	}
	return names, nil
}

// AccountChange is what is to be changed of an account; what is nil stays.
type AccountChange struct {
	Name     *string
	Roles    []Role
	Person   *string // id or key; empty: nobody's
	Password *string
	Disabled *bool
}

// ChangeAccount changes an account, named by id or login. Whoever is disabled,
// or gets another password, is signed out everywhere.
func (a *App) ChangeAccount(ctx context.Context, actor Actor, idOrLogin string, change AccountChange) (Account, error) {
	s, err := a.account(ctx, actor, idOrLogin, "change accounts")
	if err != nil {
		return Account{}, err
	}
	if change.Disabled != nil {
		if s.ID == actor.Account && *change.Disabled {
			return Account{}, fault.New(fault.Invalid, "you can't disable the account that you are using")
		}
		s.Disabled = *change.Disabled
	}
	if change.Name != nil {
		if s.Name = strings.TrimSpace(*change.Name); s.Name == "" {
			return Account{}, fault.At(fault.Invalid, "", "name", "an account needs a name")
		}
	}
	if change.Roles != nil {
		if s.Roles, err = roleNames(change.Roles); err != nil {
			return Account{}, err
		}
	}
	if change.Person != nil {
		if s.Person, err = a.personOf(ctx, actor, *change.Person); err != nil {
			return Account{}, err
		}
	}
	if change.Password != nil {
		if s.Password, err = hashPassword(a.random, *change.Password); err != nil {
			return Account{}, err
		}
	}
	if err := a.store.In(actor.Organization).PutAccount(ctx, *s); err != nil {
		return Account{}, err
	}
	if s.Disabled || change.Password != nil {
		err = a.store.DeleteSessions(ctx, s.ID, "")
	}
	return accountOf(*s), err
}

// account finds an account of the actor's organization by id or login.
func (a *App) account(ctx context.Context, actor Actor, idOrLogin, act string) (*store.Account, error) {
	if err := onlyManager(actor, act); err != nil {
		return nil, err
	}
	accounts, err := a.peoplesAccounts(ctx, actor)
	if err != nil {
		return nil, err
	}
	for _, s := range accounts {
		if s.ID == idOrLogin || s.Login == normalLogin(idOrLogin) {
			return &s, nil
		}
	}
	return nil, fault.New(fault.NotFound, "there is no account %q", idOrLogin)
}

// OneTimeFor makes the token of a one-time address for an account, named by id
// or login, of the actor's organization.
func (a *App) OneTimeFor(ctx context.Context, actor Actor, idOrLogin string) (string, Account, error) {
	s, err := a.account(ctx, actor, idOrLogin, "let others in")
	if err != nil {
		return "", Account{}, err
	}
	if s.Disabled {
		return "", Account{}, fault.New(fault.Invalid, "the account %s is disabled", s.Login).Mending("enable it first")
	}
	token, err := a.OneTimeEntry(ctx, s.ID)
	return token, accountOf(*s), err
}
