package store

import (
	"database/sql"
	"fmt"
	"testing"

	"surety/isms/org"
	"surety/record"
)

// BenchmarkDuties finds what is due from one of four people who have 100,000 open
// tasks among them, in the program with all its kinds.
func BenchmarkDuties(b *testing.B) {
	engines(b, func(b *testing.B, url string) {
		f := newProgram(b, url)
		persons, _, _ := f.base()
		for i := 0; i < 100_000; i += 10_000 {
			var records []*record.Record
			for j := range 10_000 {
				n := i + j
				rec := f.new("task", &org.Task{Title: fmt.Sprintf("Task %d", n), Assignee: record.Ref(persons[n%4]), Due: record.Date("2024-01-01").AddDays(n * 7919 % 1500)})
				rec.State = "open"
				records = append(records, rec)
			}
			f.put("create", records...)
		}
		f.vacuum(b, url)
		b.Run("the next 200", func(b *testing.B) {
			for b.Loop() {
				if list, err := f.Duties(f.ctx, persons[1], "2026-12-31", 200); err != nil || len(list) != 200 {
					b.Fatal(len(list), err)
				}
			}
		})
		b.Run("the figures of four people", func(b *testing.B) {
			for b.Loop() {
				if _, err := f.Overdue(f.ctx, "2026-12-31", persons[0], persons[1], persons[2], persons[3]); err != nil {
					b.Fatal(err)
				}
			}
		})
	})
}

// vacuum does what PostgreSQL does by itself within a minute of so many inserts:
// until then an index alone does not tell which of its entries are to be seen.
func (f *fixture) vacuum(b *testing.B, url string) {
	b.Helper()
	if !isPostgres(url) {
		return
	}
	db, err := sql.Open("pgx", url)
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	if _, err := db.ExecContext(f.ctx, "VACUUM (ANALYZE)"); err != nil {
		b.Fatal(err)
	}
}
