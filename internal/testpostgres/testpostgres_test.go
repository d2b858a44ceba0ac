package testpostgres

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
)

// helperVariable makes the test binary start a server, name it and wait, to be killed.
const helperVariable = "SURETY_TESTPOSTGRES_HELPER"

func TestMain(m *testing.M) {
	if os.Getenv(helperVariable) == "" {
		os.Exit(m.Run())
	}
	server, err := Start(false)
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	fmt.Println(server.shell.Process.Pid, server.shell.Dir, server.URL())
	_, _ = io.Copy(io.Discard, os.Stdin)
}

func TestEachTestHasAnEmptyDatabaseOfItsOwn(t *testing.T) {
	first, second := Database(t), Database(t)
	query(t, first, "CREATE TABLE risk (id int)")
	tables := "SELECT count(*)::text FROM pg_tables WHERE schemaname = 'public'"
	if got := query(t, first, tables); got != "1" {
		t.Errorf("the first database has %s tables, expected the one just made", got)
	}
	if got := query(t, second, tables); got != "0" {
		t.Errorf("the second database has %s tables, expected none", got)
	}
}

func TestADatabaseIsDroppedWhenItsTestEndsEvenWhenConnectionsAreLeftOpen(t *testing.T) {
	var url string
	t.Run("a test that forgets to close", func(t *testing.T) {
		url = Database(t)
		if _, err := pgx.Connect(context.Background(), url); err != nil {
			t.Fatal(err)
		}
	})
	_, err := pgx.Connect(context.Background(), url)
	if err == nil || !strings.Contains(err.Error(), "does not exist") {
		t.Errorf("connecting to the dropped database gave %v, expected that it does not exist", err)
	}
}

func TestTheServerOutlivesACollectionOfGarbage(t *testing.T) {
	Database(t)
	runtime.GC()
	runtime.GC()
	for range 5 { // time enough for a server that ends to be missed
		query(t, Database(t), "SELECT 'it serves'")
	}
}

func TestTheRoleOfTestsIsBoundByRowLevelSecurity(t *testing.T) {
	url := Database(t)
	query(t, url, "CREATE TABLE risk (id int); ALTER TABLE risk ENABLE ROW LEVEL SECURITY; ALTER TABLE risk FORCE ROW LEVEL SECURITY")
	query(t, url, "CREATE POLICY one ON risk USING (id = 1) WITH CHECK (true)")
	query(t, url, "INSERT INTO risk VALUES (1), (2)")
	if got := query(t, url, "SELECT count(*)::text FROM risk"); got != "1" {
		t.Errorf("%s rows are seen, expected the one that the policy shows", got)
	}
}

func TestADatabaseIsDroppedWhileTheServerCleansItUp(t *testing.T) {
	server := started(t)
	admin := superuser(t, server)
	for _, setting := range []string{"autovacuum_naptime = '1s'", "autovacuum_vacuum_cost_delay = '100ms'", "autovacuum_vacuum_cost_limit = 1"} {
		query(t, admin, "ALTER SYSTEM SET "+setting)
	}
	query(t, admin, "SELECT pg_reload_conf()::text")
	query(t, server.URL(), "CREATE DATABASE cleaned TEMPLATE template0")
	url := strings.Replace(server.URL(), "/postgres?", "/cleaned?", 1)
	query(t, url, "CREATE TABLE risk AS SELECT generate_series(1, 100000) AS id; DELETE FROM risk")
	for worker := "0"; worker == "0"; { // a worker takes minutes over the table
		worker = query(t, admin, "SELECT count(*)::text FROM pg_stat_activity WHERE datname = 'cleaned' AND backend_type = 'autovacuum worker'")
	}
	if err := drop(server.URL(), "cleaned"); err != nil {
		t.Errorf("the database is not dropped: %v", err)
	}
}

func TestASuperuserIsRefusedWithWhatToDo(t *testing.T) {
	server := started(t)
	err := checkRole(superuser(t, server))
	if err == nil || !strings.Contains(err.Error(), "CREATE ROLE") {
		t.Errorf("a superuser's URL gave %v, expected a refusal that says how to make another role", err)
	}
	if err := checkRole(server.URL()); err != nil {
		t.Errorf("the server's own role is refused: %v", err)
	}
}

func TestAKilledProcessLeavesNeitherServerNorFolder(t *testing.T) {
	helper := exec.Command(os.Args[0])
	helper.Env = append(os.Environ(), helperVariable+"=1")
	input, err := helper.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	defer input.Close()
	output, err := helper.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := helper.Start(); err != nil {
		t.Fatal(err)
	}
	var pid, folder, url string
	line, _ := bufio.NewReader(output).ReadString('\n')
	if _, err := fmt.Sscan(line, &pid, &folder, &url); err != nil {
		t.Fatalf("the helper printed %q: %v", line, err)
	}
	query(t, url, "SELECT 'it serves'")

	if err := helper.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = helper.Wait() // it says that it was killed
	if out, err := exec.Command("tail", "--pid="+pid, "-f", "/dev/null").CombinedOutput(); err != nil {
		t.Fatalf("waiting for the server's shell: %v\n%s", err, out)
	}
	if _, err := pgx.Connect(context.Background(), url); err == nil {
		t.Error("the server still accepts connections")
	}
	if _, err := os.Stat(folder); !os.IsNotExist(err) {
		t.Errorf("the folder %s is still there (%v)", folder, err)
	}
}

func TestAProcessThatEndsWhileItsServerStartsLeavesNeither(t *testing.T) {
	programs, err := programFolder()
	if err != nil {
		t.Fatal(err)
	}
	port, err := freePort()
	if err != nil {
		t.Fatal(err)
	}
	shell, err := newShell(programs, port, "secret", false)
	if err != nil {
		t.Fatal(err)
	}
	output, err := shell.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := shell.Start(); err != nil { // its standard input has ended already
		t.Fatal(err)
	}
	if err := output.Close(); err != nil { // and nobody hears its "ready"
		t.Fatal(err)
	}
	_ = shell.Wait() // it says that nobody heard
	if _, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", port)); err == nil {
		t.Error("the server still accepts connections")
	}
	if _, err := os.Stat(shell.Dir); !os.IsNotExist(err) {
		t.Errorf("the folder %s is still there (%v)", shell.Dir, err)
	}
}

// started is a server of the test's own, which the test may set up as it needs.
func started(t *testing.T) *Server {
	t.Helper()
	server, err := Start(false)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := server.Stop(); err != nil {
			t.Error(err)
		}
	})
	return server
}

// superuser is the URL of the server's superuser.
func superuser(t *testing.T, server *Server) string {
	t.Helper()
	password, err := os.ReadFile(server.shell.Dir + "/password")
	if err != nil {
		t.Fatal(err)
	}
	_, address, _ := strings.Cut(server.URL(), "@")
	return "postgres://postgres:" + string(password) + "@" + address
}

// query runs statements and returns the first value of the last one's first row,
// as text.
func query(t *testing.T, url, statements string) string {
	t.Helper()
	ctx := context.Background()
	connection, err := pgx.Connect(ctx, url)
	if err != nil {
		t.Fatal(err)
	}
	defer connection.Close(ctx)
	results, err := connection.PgConn().Exec(ctx, statements).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if last := results[len(results)-1]; len(last.Rows) > 0 {
		return string(last.Rows[0][0])
	}
	return ""
}
