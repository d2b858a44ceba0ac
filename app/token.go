package app

import (
	"context"
	"slices"
	"strings"
	"time"

	"surety/fault"
	"surety/store"
)

// Token is what is known of a token after it was made.
type Token struct {
	ID      string // names it; the secret can't be had from it
	Name    string
	Owner   string // name of whoever it belongs to; empty: the command line's
	Roles   []string
	Created time.Time
	Expires time.Time
}

// tokenLogin begins the logins of the accounts under which tokens work.
const tokenLogin = "token/"

// longestTokenName is how many bytes the name of a token has at most.
const longestTokenName = 100

// AddToken makes a token for a script, which is returned this once. It belongs
// to the actor, may do no more than they may, and is good for nothing once they
// are disabled. What it does is told as done by "token NAME of PERSON"; it is no
// person, and so approves and judges nothing.
func (a *App) AddToken(ctx context.Context, actor Actor, name string, roles []Role, life time.Duration) (string, error) {
	owner := store.TokenOwner{ID: actor.Account, Name: actor.Name}
	for _, role := range actor.Roles {
		owner.Roles = append(owner.Roles, string(role))
	}
	switch actor.Origin {
	case FromCommandLine:
		owner.ID, owner.Name = "", "the command line"
	case FromAPI:
		return "", &fault.Error{Kind: fault.Forbidden, Message: "a token can't make tokens", Mend: "sign in to make one"}
	}
	return a.addToken(ctx, actor.Organization, owner, name, roles, life)
}

// AddTokenFor makes a token that belongs to somebody else, named by id or login.
func (a *App) AddTokenFor(ctx context.Context, actor Actor, idOrLogin, name string, roles []Role, life time.Duration) (string, error) {
	s, err := a.account(ctx, actor, idOrLogin, "make tokens for others")
	if err != nil {
		return "", err
	}
	if s.Disabled {
		return "", fault.New(fault.Invalid, "the account %s is disabled", s.Login).Mending("enable it first")
	}
	return a.addToken(ctx, actor.Organization, store.TokenOwner{ID: s.ID, Name: s.Name, Roles: s.Roles}, name, roles, life)
}

func (a *App) addToken(ctx context.Context, organization string, owner store.TokenOwner, name string, roles []Role, life time.Duration) (string, error) {
	if life <= 0 {
		return "", fault.New(fault.Invalid, "a token must be valid for some time")
	}
	name = strings.TrimSpace(name)
	if name == "" || len(name) > longestTokenName || checkLogin(name) != nil {
		return "", fault.At(fault.Invalid, "", "name", "a token needs a name of at most %d bytes that says what it is for", longestTokenName)
	}
	names, err := roleNames(roles)
	if err != nil {
		return "", err
	}
	if left := within(names, owner.Roles); len(left) < len(names) {
		return "", fault.At(fault.Invalid, "", "roles", "a token may do no more than %s, who has the roles: %s", owner.Name, strings.Join(owner.Roles, ", "))
	}
	secret, err := newSecret(a.random)
	if err != nil {
		return "", err
	}
	id, now := string(a.newID()), a.clock()
	account := Account{ID: id, Login: tokenLogin + id, Name: "token " + name + " of " + owner.Name, Roles: names, Created: now}
	if err := a.putAccount(ctx, organization, account, ""); err != nil {
		return "", err
	}
	err = a.store.In(organization).PutToken(ctx, store.Token{Hash: secretHash(secret), Name: name, Account: id, Owner: owner, Roles: names, Created: now, Expires: now.Add(life)})
	return secret, fault.Wrap(err, "keep the token")
}

// within are those of the roles that somebody with the entitled ones may use: a
// manager all.
func within(roles, entitled []string) []string {
	if slices.Contains(entitled, string(Manager)) {
		return roles
	}
	var left []string
	for _, role := range roles {
		if slices.Contains(entitled, role) {
			left = append(left, role)
		}
	}
	return left
}

// ActorOfToken is whose token a secret is. It may do what it was made for, as
// far as its owner may still do it.
func (a *App) ActorOfToken(ctx context.Context, secret string) (Actor, error) {
	token, account, err := a.store.TokenByHash(ctx, secretHash(secret))
	if err != nil {
		return Actor{}, err
	}
	if token == nil || account.Disabled || !token.Expires.After(a.clock()) {
		return Actor{}, &fault.Error{Kind: fault.Unauthenticated, Message: "this token is not valid, or no longer", Mend: "make one in your settings, or with: surety token add NAME"}
	}
	roles := token.Roles
	if token.Owner.ID != "" {
		if token.Owner.Disabled {
			return Actor{}, &fault.Error{Kind: fault.Unauthenticated, Message: "the account of whoever this token belongs to is disabled", Mend: "ask a manager for a token of somebody who is still here"}
		}
		roles = within(roles, token.Owner.Roles)
	}
	return actorOf(account, roles, FromAPI), nil
}

// Tokens lists the tokens of the actor's organization to a manager, and to
// everybody else their own.
func (a *App) Tokens(ctx context.Context, actor Actor) ([]Token, error) {
	return a.tokens(ctx, actor, !actor.Has(Manager))
}

// OwnTokens lists the tokens that belong to the actor.
func (a *App) OwnTokens(ctx context.Context, actor Actor) ([]Token, error) {
	return a.tokens(ctx, actor, true)
}

func (a *App) tokens(ctx context.Context, actor Actor, own bool) ([]Token, error) {
	stored, err := a.store.In(actor.Organization).Tokens(ctx)
	if err != nil {
		return nil, err
	}
	var tokens []Token
	for _, t := range stored {
		if !own || t.Owner.ID == actor.Account {
			tokens = append(tokens, Token{ID: t.Hash, Name: t.Name, Owner: t.Owner.Name, Roles: t.Roles, Created: t.Created, Expires: t.Expires})
		}
	}
	return tokens, nil
}

// RevokeToken ends a token at once: one's own, or, by a manager, anybody's.
func (a *App) RevokeToken(ctx context.Context, actor Actor, id string) error {
	tokens, err := a.Tokens(ctx, actor)
	if err != nil {
		return err
	}
	for _, t := range tokens {
		if t.ID == id {
			return a.store.In(actor.Organization).DeleteToken(ctx, id)
		}
	}
	return fault.New(fault.NotFound, "there is no such token")
}
