package app

import (
	"context"
	"crypto/subtle"
	"strings"
	"sync"

	"surety/fault"
	"surety/isms/org"
	"surety/record"
	"surety/store"
)

// setup guards the first start: whoever has the token of the printed address
// may name the organization and make the first account.
type setup struct {
	mu    sync.Mutex
	token string
}

// Organizations lists the organizations of the database.
func (a *App) Organizations(ctx context.Context) ([]store.Organization, error) {
	return a.store.Organizations(ctx)
}

// setUpSetting stands with an organization until all that it begins with is
// there: a set-up that was interrupted is then done again, not taken for whole.
const setUpSetting = "set-up"

// half is the organization whose set-up was interrupted, or nil where nothing is
// set up; it refuses a database where something is.
func (a *App) half(ctx context.Context) (*store.Organization, error) {
	organizations, err := a.store.Organizations(ctx)
	if err != nil || len(organizations) == 0 {
		return nil, err
	}
	value, err := a.store.In(organizations[0].ID).Setting(ctx, setUpSetting)
	if err != nil {
		return nil, err
	}
	if value == nil || len(organizations) > 1 {
		return nil, fault.New(fault.Exists, "%s is set up here already", organizations[0].Name)
	}
	return &organizations[0], nil
}

// SetUpToken makes the token of the set-up address. It is good while this
// program runs and nothing is set up.
func (a *App) SetUpToken(ctx context.Context) (string, error) {
	if _, err := a.half(ctx); err != nil {
		return "", err
	}
	token, err := newSecret(a.random)
	if err != nil {
		return "", err
	}
	a.setup.mu.Lock()
	defer a.setup.mu.Unlock()
	a.setup.token = token
	return token, nil
}

// IsSetUp tells whether the organization is there that this program is for.
func (a *App) IsSetUp(ctx context.Context) (bool, error) {
	_, err := a.half(ctx)
	if fault.Is(err, fault.Exists) {
		return true, nil
	}
	return false, err
}

// CheckSetUp refuses who does not have the token of the set-up address.
func (a *App) CheckSetUp(token string) error {
	a.setup.mu.Lock()
	defer a.setup.mu.Unlock()
	return a.setup.check(token)
}

func (s *setup) check(token string) error {
	if s.token == "" || subtle.ConstantTimeCompare([]byte(token), []byte(s.token)) != 1 {
		return &fault.Error{Kind: fault.Forbidden, Message: "this set-up address is not valid any more", Mend: "start surety again for a new one"}
	}
	return nil
}

// SetUpForm is what the first person says.
type SetUpForm struct {
	Organization string
	Name         string
	Login        string
	Password     string
}

// SetUp makes the organization, its management system, the first person and
// account, and signs it in.
func (a *App) SetUp(ctx context.Context, token string, form SetUpForm) (Session, error) {
	a.setup.mu.Lock()
	defer a.setup.mu.Unlock()
	if err := a.setup.check(token); err != nil {
		return Session{}, err
	}
	if strings.TrimSpace(form.Organization) == "" || strings.TrimSpace(form.Name) == "" || strings.TrimSpace(form.Login) == "" {
		return Session{}, fault.New(fault.Invalid, "organization, name and login are all needed")
	}
	if err := checkLogin(normalLogin(form.Login)); err != nil {
		return Session{}, err
	}
	hash, err := hashPassword(a.random, form.Password)
	if err != nil {
		return Session{}, err
	}
	if err := a.checkBeginning(form); err != nil {
		return Session{}, err
	}
	organization, err := a.beginOrganization(ctx, form.Organization)
	if err != nil {
		return Session{}, err
	}
	account := Account{ID: string(a.newID()), Login: normalLogin(form.Login), Name: strings.TrimSpace(form.Name), Roles: []string{string(Manager)}, Person: a.newID(), Created: a.clock()}
	actor := Actor{Account: account.ID, Name: account.Name, Organization: organization, Person: account.Person, Roles: []Role{Manager}, Origin: FromBrowser}
	made, err := a.Do(ctx, actor, Request{ID: setUpSetting, Note: NoteSetUp}, begin(form, account.Person)...)
	if err != nil {
		return Session{}, err
	}
	account.Person, account.ID = made[0].ID, made[0].CreatedBy // earlier ones, where the set-up was interrupted after this
	if err := a.putAccount(ctx, organization, account, hash); err != nil {
		return Session{}, err
	}
	if err := a.store.In(organization).PutSetting(ctx, setUpSetting, nil); err != nil {
		return Session{}, err
	}
	a.setup.token = ""
	return a.grant(ctx, account.ID, "")
}

// checkBeginning finds what is wrong with a form before anything is made of it.
func (a *App) checkBeginning(form SetUpForm) error {
	var faults fault.List
	for _, command := range begin(form, "") {
		create := command.(Create)
		kind, err := a.kind(create.Kind)
		if err != nil {
			return err
		}
		faults = append(faults, kind.Validate(&record.Record{Kind: kind, State: kind.Lifecycle.Initial(), Body: create.Body})...)
	}
	return faults.OrNil()
}

// beginOrganization makes the organization, or takes up the one whose set-up was
// interrupted.
func (a *App) beginOrganization(ctx context.Context, name string) (string, error) {
	half, err := a.half(ctx)
	if err != nil {
		return "", err
	}
	if half != nil {
		return half.ID, nil
	}
	id := string(a.newID())
	return id, a.store.CreateOrganization(ctx, id, name, store.Setting{Name: setUpSetting, Value: []byte("begun")})
}

// begin is what an organization begins with; the person comes first.
func begin(form SetUpForm, person record.ID) []Command {
	return []Command{
		Create{ID: person, Kind: "person", Body: &org.Person{Name: strings.TrimSpace(form.Name), InScope: true}},
		Create{Kind: "organization", Body: &org.Organization{Name: strings.TrimSpace(form.Organization), TimeZone: "UTC"}},
		Create{Kind: "management_system", Body: &org.ManagementSystem{
			Name: "Information security management system", Standard: "iso27001", Edition: "2022", Review: "P12M", Assessment: "P12M",
		}},
	}
}

// CommandLineActor is whoever may read the data folder: entitled to all, but
// no named person. The organization is the only one, or the one named by id or
// name.
func (a *App) CommandLineActor(ctx context.Context, name string) (Actor, error) {
	organizations, err := a.store.Organizations(ctx)
	if err != nil {
		return Actor{}, err
	}
	var found []store.Organization
	for _, o := range organizations {
		if name == "" || name == o.ID || strings.EqualFold(name, o.Name) {
			found = append(found, o)
		}
	}
	switch {
	case len(found) == 1:
		return Actor{Account: "command-line", Name: "Command line", Organization: found[0].ID, Roles: []Role{Manager}, Origin: FromCommandLine}, nil
	case len(organizations) == 0:
		return Actor{}, &fault.Error{Kind: fault.NotFound, Message: "nothing is set up here yet", Mend: "begin with: surety serve, or surety init"}
	case len(found) == 0:
		return Actor{}, fault.New(fault.NotFound, "there is no organization %q", name)
	}
	return Actor{}, &fault.Error{Kind: fault.Invalid, Message: "the database holds several organizations", Mend: "name one with --org"}
}

// OrganizationName is what the actor's organization is called.
func (a *App) OrganizationName(ctx context.Context, actor Actor) (string, error) {
	organizations, err := a.store.Organizations(ctx)
	if err != nil {
		return "", err
	}
	for _, o := range organizations {
		if o.ID == actor.Organization {
			return o.Name, nil
		}
	}
	return "", fault.New(fault.NotFound, "the organization is not here")
}
