package store

import (
	"context"
	"fmt"
	"slices"
)

// newest is the version of the tables that this program makes and reads.
const newest = 4

// migrations lead from one version of the tables to the next, oldest first. One
// that was ever released is never changed; the tables of kinds are not theirs
// but made from the declarations (tables.go).
var migrations = [newest]func(ctx context.Context, c *conn) error{firstTables, accountPreferences, tokenOwners, workTables}

// baseTable is a table that is not made from the declaration of a kind.
type baseTable struct {
	name, columns string
	guarded       bool
	clustered     bool // rows lie in the order of their primary key
	indexes       []string
	since         int // version of the tables; 0: the first
}

// baseTables are these tables in order of their references; those with a column
// org are guarded by row-level security where the engine has it.
var baseTables = []baseTable{
	{name: "layout", columns: `kind {text} PRIMARY KEY, form {text} NOT NULL`},
	{name: "organization", columns: `org {int} PRIMARY KEY, id {text} NOT NULL UNIQUE, name {text} NOT NULL, created {int} NOT NULL, verifier {text} NOT NULL`},
	{name: "setting", guarded: true, columns: `org {int} NOT NULL REFERENCES organization (org), name {text} NOT NULL, value {blob} NOT NULL, PRIMARY KEY (org, name)`},
	{name: "counter", guarded: true, columns: `org {int} NOT NULL, name {text} NOT NULL, next {int} NOT NULL, PRIMARY KEY (org, name)`},
	{name: "record", guarded: true, columns: `num {num} PRIMARY KEY, org {int} NOT NULL, id {text} NOT NULL, kind {text} NOT NULL, key {text} NOT NULL,
		title {text} NOT NULL, state {text} NOT NULL, revision {int} NOT NULL, mark {text} NOT NULL, words {text} NOT NULL,
		UNIQUE (org, id), UNIQUE (org, key)`},
	{name: "link", guarded: true, columns: `org {int} NOT NULL, from_num {int} NOT NULL REFERENCES record (num) DEFERRABLE INITIALLY DEFERRED,
		field {text} NOT NULL, to_num {int} NOT NULL REFERENCES record (num) DEFERRABLE INITIALLY DEFERRED, kind {text} NOT NULL, live {int} NOT NULL,
		PRIMARY KEY (from_num, field, to_num)`, clustered: true, indexes: []string{"to_num, kind, field, live, from_num"}},
	{name: "reader", guarded: true, columns: `org {int} NOT NULL, num {int} NOT NULL, person {text} NOT NULL, PRIMARY KEY (num, person)`, clustered: true},
	{name: "facet", guarded: true, columns: `org {int} NOT NULL, kind {text} NOT NULL, name {text} NOT NULL, value {text} NOT NULL, num {int} NOT NULL,
		PRIMARY KEY (org, kind, name, value, num)`, clustered: true, indexes: []string{"num, name, value"}},
	{name: "token", guarded: true, columns: `org {int} NOT NULL, place {int} NOT NULL, token {text} NOT NULL, num {int} NOT NULL,
		PRIMARY KEY (org, place, token, num)`, clustered: true},
	{name: "revision", guarded: true, columns: `pos {num} PRIMARY KEY, org {int} NOT NULL, num {int} NOT NULL REFERENCES record (num) DEFERRABLE INITIALLY DEFERRED, revision {int} NOT NULL,
		until_pos {int} NOT NULL, time {int} NOT NULL, kind {text} NOT NULL, schema {int} NOT NULL, op {text} NOT NULL, actor {text} NOT NULL,
		request {text} NOT NULL, seed {blob} NOT NULL, body {blob} NOT NULL,
		UNIQUE (num, revision)`},
	{name: "personal", guarded: true, columns: `org {int} NOT NULL, num {int} NOT NULL, revision {int} NOT NULL, field {text} NOT NULL, key_no {int} NOT NULL, sealed {blob} NOT NULL, PRIMARY KEY (num, revision, field)`},
	{name: "personal_key", guarded: true, columns: `org {int} NOT NULL, num {int} NOT NULL, field {text} NOT NULL, key_no {int} NOT NULL, wrapped {blob} NOT NULL, PRIMARY KEY (num, field, key_no)`},
	{name: "log_leaf", guarded: true, columns: `pos {num} PRIMARY KEY, org {int} NOT NULL, envelope {blob} NOT NULL, hashes {blob} NOT NULL`},
	{name: "log_head", guarded: true, columns: `org {int} PRIMARY KEY, size {int} NOT NULL, root {blob} NOT NULL, peaks {blob} NOT NULL, time {int} NOT NULL, signed {int} NOT NULL`},
	{name: "checkpoint", guarded: true, columns: `org {int} NOT NULL, size {int} NOT NULL, note {blob} NOT NULL, PRIMARY KEY (org, size)`},
	{name: "erasure", guarded: true, columns: `pos {num} PRIMARY KEY, org {int} NOT NULL, num {int} NOT NULL, field {text} NOT NULL`},
	{name: "request", guarded: true, columns: `org {int} NOT NULL, id {text} NOT NULL, created {int} NOT NULL, result {blob} NOT NULL, PRIMARY KEY (org, id)`, indexes: []string{"org, created"}},
	{name: "outbox", columns: `id {text} PRIMARY KEY, org {int} NOT NULL, topic {text} NOT NULL, payload {blob} NOT NULL, created {int} NOT NULL, due {int} NOT NULL, attempts {int} NOT NULL`,
		indexes: []string{"due, id"}},
	{name: "account", columns: `id {text} PRIMARY KEY, org {int} NOT NULL REFERENCES organization (org), login {text} NOT NULL UNIQUE, name {text} NOT NULL,
		password {text} NOT NULL, roles {text} NOT NULL, person {text} NOT NULL, disabled {int} NOT NULL, created {int} NOT NULL`, indexes: []string{"org, login"}},
	{name: "session", columns: `hash {text} PRIMARY KEY, account {text} NOT NULL REFERENCES account (id) ON DELETE CASCADE, created {int} NOT NULL,
		expires {int} NOT NULL, csrf {text} NOT NULL, agent {text} NOT NULL`, indexes: []string{"account, created", "expires"}},
	{name: "access_token", columns: `hash {text} PRIMARY KEY, org {int} NOT NULL REFERENCES organization (org), name {text} NOT NULL, account {text} NOT NULL REFERENCES account (id) ON DELETE CASCADE,
		roles {text} NOT NULL, created {int} NOT NULL, expires {int} NOT NULL`, indexes: []string{"org, name", "account"}},
	{name: "stand_in", guarded: true, since: 4, columns: `org {int} NOT NULL, id {text} NOT NULL, person {text} NOT NULL, deputy {text} NOT NULL, record {text} NOT NULL,
		from_day {text} NOT NULL, until_day {text} NOT NULL, PRIMARY KEY (org, id)`, indexes: []string{"org, person, until_day", "org, deputy, until_day"}},
	{name: "digest", guarded: true, since: 4, columns: `org {int} NOT NULL, account {text} NOT NULL, day {text} NOT NULL, PRIMARY KEY (org, account, day)`, clustered: true},
	{name: "feed", since: 4, columns: `hash {text} PRIMARY KEY, account {text} NOT NULL UNIQUE REFERENCES account (id) ON DELETE CASCADE, created {int} NOT NULL`},
}

// accountPreferences gives each account room for how its person likes to work.
func accountPreferences(ctx context.Context, c *conn) error {
	return runAll(ctx, c, []string{c.d.ddl("ALTER TABLE account ADD COLUMN preferences {text} NOT NULL DEFAULT ''")})
}

// tokenOwners gives each token the account that it belongs to.
func tokenOwners(ctx context.Context, c *conn) error {
	return runAll(ctx, c, []string{c.d.ddl("ALTER TABLE access_token ADD COLUMN owner {text} NOT NULL DEFAULT ''")})
}

// workTables keep who stands in for whom, which digests were sent and the secret
// addresses of calendars; a message that failed says why.
func workTables(ctx context.Context, c *conn) error {
	return runAll(ctx, c, append(tablesSince(c.d, 4),
		c.d.ddl("ALTER TABLE outbox ADD COLUMN failure {text} NOT NULL DEFAULT ''"), "CREATE INDEX outbox_2 ON outbox (org, failure, id)"))
}

func firstTables(ctx context.Context, c *conn) error {
	return runAll(ctx, c, append(slices.Clone(c.d.prelude), tablesSince(c.d, 0)...))
}

// tablesSince make the tables that came with a version.
func tablesSince(d *dialect, version int) []string {
	var statements []string
	for _, table := range baseTables {
		if table.since != version {
			continue
		}
		end := ")"
		if table.clustered {
			end += d.clustered
		}
		statements = append(statements, d.ddl("CREATE TABLE "+table.name+" ("+table.columns)+end)
		for i, columns := range table.indexes {
			statements = append(statements, fmt.Sprintf("CREATE INDEX %s_%d ON %s (%s)", table.name, i+1, table.name, columns))
		}
		if table.guarded {
			statements = append(statements, d.guard(table.name)...)
		}
		if table.name == "log_leaf" {
			statements = append(statements, d.freeze(table.name)...)
		}
	}
	return statements
}

func runAll(ctx context.Context, c *conn, statements []string) error {
	for _, statement := range statements {
		if err := c.control(ctx, statement); err != nil {
			return fmt.Errorf("%s: %w", statement, err)
		}
	}
	return nil
}
