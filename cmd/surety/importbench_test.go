package main

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"surety/isms"
)

// registerRows is how many risks the benchmarks import.
const registerRows = 10_000

// riskRegister is an XLSX of n risks in 13 German columns, as an office keeps
// it: a title, words for levels, dates, amounts, lists of assets and the names
// of people that nobody has recorded yet.
func riskRegister(b *testing.B, n int) []byte {
	b.Helper()
	f := excelize.NewFile()
	dates, err := f.NewStyle(&excelize.Style{NumFmt: 14})
	mustBench(b, err)
	set := func(row int, values ...any) {
		mustBench(b, f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", row), &values))
	}
	set(1, "Risikoregister")
	set(3, "Risiko-Nr.", "Risiko", "Szenario", "Risikoeigner", "Auswirkung", "Eintrittswahrscheinlichkeit", "Restauswirkung", "Restwahrscheinlichkeit", "Strategie", "Bewertet am", "Bedrohung", "Schutzziele", "Assets")
	for i := range n {
		set(i+4, fmt.Sprintf("R-%05d", i), fmt.Sprintf("Ausfall der Anlage %d", i), "Ein Brand, ein Wasserschaden oder ein Angriff setzt die Anlage außer Betrieb.",
			fmt.Sprintf("Person %c", 'A'+i%20), []string{"gering", "mittel", "hoch"}[i%3], 1+i%4, 2, 1+i%3, []string{"Vermindern", "Akzeptieren"}[i%2], 45000+i%365, "Brand",
			"Vertraulichkeit, Verfügbarkeit", fmt.Sprintf("Anlage %d; Anlage %d", i%50, (i+7)%50))
	}
	mustBench(b, f.SetCellStyle("Sheet1", "J4", fmt.Sprintf("J%d", n+3), dates))
	var out bytes.Buffer
	mustBench(b, f.Write(&out))
	return out.Bytes()
}

func mustBench(b *testing.B, err error) {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
}

// BenchmarkImportSheet imports a register of 10,000 risks from the command line
// and from the page, each into an organization of its own, then once more when
// nothing is left to do. "of-bare" is held against as many durable rows of the
// same size in a bare table of the same database in the same run.
func BenchmarkImportSheet(b *testing.B) {
	ctx := context.Background()
	data := riskRegister(b, registerRows)
	file, assets := filepath.Join(b.TempDir(), "register.xlsx"), filepath.Join(b.TempDir(), "assets.csv")
	mustBench(b, os.WriteFile(file, data, 0o600))
	var inventory strings.Builder
	inventory.WriteString("Name;Type\n")
	for i := range 50 {
		fmt.Fprintf(&inventory, "Anlage %d;hardware\n", i)
	}
	mustBench(b, os.WriteFile(assets, []byte(inventory.String()), 0o600))
	surety := func(b *testing.B, dir string, args ...string) {
		std := streams{In: os.Stdin, Out: io.Discard, Err: io.Discard}
		if code := run(ctx, isms.Kinds(), append([]string{"--dir", dir}, args...), std); code != 0 {
			b.Fatalf("surety %v exits with %d", args, code)
		}
	}
	begin := func(b *testing.B) string {
		dir := b.TempDir()
		c := &commands{Dir: dir, kinds: isms.Kinds()}
		p, err := c.open(ctx, false)
		mustBench(b, err)
		_, err = demonstrated(ctx, p, 0)
		mustBench(b, err)
		mustBench(b, p.Close())
		surety(b, dir, "import", "sheet", assets, "--kind", "asset")
		return dir
	}
	b.Run("command line", func(b *testing.B) {
		measured(b, func() func() {
			dir := begin(b)
			return func() { surety(b, dir, "import", "sheet", file, "--kind", "risk") }
		})
	})
	b.Run("again", func(b *testing.B) {
		dir := begin(b)
		surety(b, dir, "import", "sheet", file, "--kind", "risk")
		measured(b, func() func() {
			return func() { surety(b, dir, "import", "sheet", file, "--kind", "risk") }
		})
	})
	b.Run("page", func(b *testing.B) {
		measured(b, func() func() {
			c := &commands{Dir: begin(b), kinds: isms.Kinds()}
			p, err := c.open(ctx, false)
			mustBench(b, err)
			b.Cleanup(func() { mustBench(b, p.Close()) })
			actor, err := c.actor(ctx, p)
			mustBench(b, err)
			risk, err := p.Kind("risk")
			mustBench(b, err)
			return func() {
				i := importer{p.App}
				plan, err := i.Plan(ctx, actor, risk, "register.xlsx", data, "")
				mustBench(b, err)
				plan, err = i.Run(ctx, actor, risk, "register.xlsx", data, plan.Mapping)
				mustBench(b, err)
				if plan.Create != registerRows {
					b.Fatal(plan.Create, len(plan.Faults))
				}
			}
		})
	})
}

// measured reports rows in a second, by the clock and by the time of
// processors, and the ratio to a bare table.
func measured(b *testing.B, prepare func() func()) {
	var spent, used time.Duration
	for b.Loop() {
		b.StopTimer()
		imports := prepare()
		b.StartTimer()
		begun, before := time.Now(), processor()
		imports()
		spent, used = spent+time.Since(begun), used+processor()-before
	}
	b.StopTimer()
	rows := float64(b.N * registerRows)
	b.ReportMetric(rows/spent.Seconds(), "rows/s")
	b.ReportMetric(rows/used.Seconds(), "rows/processor-s")
	b.ReportMetric(rows/spent.Seconds()/bareRows(b), "of-bare")
}

// bareRows is how many rows of a kilobyte a second one transaction of the bare
// database takes.
func bareRows(b *testing.B) float64 {
	db, err := sql.Open("sqlite", "file:"+filepath.Join(b.TempDir(), "bare.db")+"?_pragma=journal_mode(wal)&_pragma=synchronous(full)")
	mustBench(b, err)
	defer db.Close() //nolint:errcheck // a scratch database
	_, err = db.Exec("CREATE TABLE bare (id BIGINT PRIMARY KEY, body TEXT NOT NULL)")
	mustBench(b, err)
	body := fmt.Sprintf("%01000d", 7)
	begun := time.Now()
	tx, err := db.Begin()
	mustBench(b, err)
	insert, err := tx.Prepare("INSERT INTO bare (id, body) VALUES ($1, $2)")
	mustBench(b, err)
	for n := range registerRows {
		_, err := insert.Exec(n, body)
		mustBench(b, err)
	}
	mustBench(b, tx.Commit())
	return registerRows / time.Since(begun).Seconds()
}

// processor is how much time of processors the process has used: what a
// machine that others use too can be measured by.
func processor() time.Duration {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		return 0
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}
