// Package testpostgres gives tests a real PostgreSQL: each test an empty database
// of its own. The server is the one that SURETY_TEST_POSTGRES names, as `make test`
// sets it, or else one that the test process starts in a scratch folder and that
// ends with it. A test that can't have its database fails; none is skipped.
package testpostgres

import (
	"context"
	"crypto/rand"
	"errors"
	"flag"
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// Variable is the environment variable that names a server to use: a postgres://
// URL of a role that may create databases and is no superuser.
const Variable = "SURETY_TEST_POSTGRES"

// commandTimeout bounds one administrative statement, on a machine that is busy
// with everything else that tests do.
const commandTimeout = time.Minute

// theServer is the one of this test process. It is kept, and not its URL alone: a
// server that nothing refers to is garbage, and ends.
var theServer = sync.OnceValues(func() (*Server, error) {
	server := &Server{url: os.Getenv(Variable)}
	if server.url == "" {
		var err error
		if server, err = Start(benchmarking()); err != nil {
			return nil, fmt.Errorf("%s names no server and none can be started: %w", Variable, err)
		}
	}
	if err := checkRole(server.url); err != nil {
		return nil, fmt.Errorf("the server that %s names can't be used (where it is unset, tests start their own): %w", Variable, err)
	}
	return server, nil
})

// benchmarking says whether the process was asked for benchmarks: only then are
// writes synced to disk, so that what is measured is what an organization gets.
func benchmarking() bool {
	bench := flag.Lookup("test.bench")
	return bench != nil && bench.Value.String() != ""
}

// Database creates an empty database for one test, drops it when the test ends
// and returns its URL. The role of the URL owns the database and is no superuser.
func Database(t testing.TB) string {
	t.Helper()
	server, err := theServer()
	if err != nil {
		t.Fatalf("this test needs PostgreSQL: %v", err)
	}
	return copied(t, server, "template0")
}

// copied creates a database of one test from another, to which nobody is connected.
func copied(t testing.TB, server *Server, from string) string {
	t.Helper()
	name := newName()
	if err := execute(server.url, "CREATE DATABASE "+name+" TEMPLATE "+from); err != nil {
		t.Fatalf("this test needs a PostgreSQL database: %v", err)
	}
	t.Cleanup(func() {
		if err := drop(server.url, name); err != nil {
			t.Errorf("the test's PostgreSQL database is not dropped: %v", err)
		}
	})
	return server.address(name)
}

func newName() string { return "surety_test_" + strings.ToLower(rand.Text()) }

// Template is a database that is made once in a process, of which tests get copies.
// It stays until the server ends, which is with the tests where they started it.
type Template struct {
	Make func(url string) error // fills the empty database that the URL names, and leaves it

	once sync.Once
	name string
	err  error
}

// Database copies the template for one test, drops the copy when the test ends and
// returns its URL.
func (m *Template) Database(t testing.TB) string {
	t.Helper()
	server, err := theServer()
	if err != nil {
		t.Fatalf("this test needs PostgreSQL: %v", err)
	}
	m.once.Do(func() {
		m.name = newName()
		if m.err = execute(server.url, "CREATE DATABASE "+m.name+" TEMPLATE template0"); m.err == nil {
			m.err = m.Make(server.address(m.name))
		}
	})
	if m.err != nil {
		t.Fatalf("the database that tests begin with is not made: %v", m.err)
	}
	return copied(t, server, m.name)
}

// drop drops a database although a test left connections to it open. FORCE would
// end those too, but fails where the server is just cleaning the database up: that
// worker is the superuser's, and only a plain DROP may stop it.
func drop(server, name string) error {
	return connected(server, func(ctx context.Context, connection *pgx.Conn) error {
		if _, err := connection.Exec(ctx, "ALTER DATABASE "+name+" ALLOW_CONNECTIONS false"); err != nil {
			return err
		}
		_, err := connection.Exec(ctx, "SELECT pg_terminate_backend(pid, $1) FROM pg_stat_activity WHERE datname = $2 AND usename = current_user",
			commandTimeout.Milliseconds(), name)
		if err != nil {
			return err
		}
		_, err = connection.Exec(ctx, "DROP DATABASE "+name)
		return err
	})
}

// execute runs one statement on a connection of its own.
func execute(server, statement string) error {
	return connected(server, func(ctx context.Context, connection *pgx.Conn) error {
		_, err := connection.Exec(ctx, statement)
		return err
	})
}

// checkRole refuses a role with which tests would fail later, or prove nothing.
func checkRole(server string) error {
	return connected(server, func(ctx context.Context, connection *pgx.Conn) error {
		var superuser, creates bool
		err := connection.QueryRow(ctx, "SELECT rolsuper, rolcreatedb FROM pg_roles WHERE rolname = current_user").Scan(&superuser, &creates)
		switch {
		case err != nil:
			return err
		case superuser:
			return errors.New("the role is a superuser, whom row-level security does not bind: name one made by CREATE ROLE … LOGIN CREATEDB")
		case !creates:
			return errors.New("the role may not create databases: grant it by ALTER ROLE … CREATEDB")
		}
		return nil
	})
}

func connected(server string, do func(context.Context, *pgx.Conn) error) (err error) {
	ctx, cancel := context.WithTimeout(context.Background(), commandTimeout)
	defer cancel()
	connection, err := pgx.Connect(ctx, server)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, connection.Close(ctx)) }()
	return do(ctx, connection)
}
