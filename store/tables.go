package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"surety/fault"
	"surety/language"
	"surety/record"
)

// kindColumns are the columns of every kind's table before those of its fields.
// readers and custom are JSON; number is that of the key; title is ordered.
const kindColumns = `num {num} PRIMARY KEY REFERENCES record (num) DEFERRABLE INITIALLY DEFERRED, org {int} NOT NULL, arm {int} NOT NULL DEFAULT 0,
	id {text} NOT NULL, key {text} NOT NULL, state {text} NOT NULL, revision {int} NOT NULL, mark {text} NOT NULL, schema {int} NOT NULL,
	number {int} NOT NULL DEFAULT 0, title {text} NOT NULL DEFAULT '', created {int} NOT NULL, created_by {text} NOT NULL,
	changed {int} NOT NULL, changed_by {text} NOT NULL, readers {blob} NOT NULL, custom {blob} NOT NULL, body {blob} NOT NULL`

// kindBase are the names of kindColumns.
var kindBase = strings.Fields("num org arm id key state revision mark schema number title created created_by changed changed_by readers custom body")

// layouts makes the layout of every kind.
func layouts(catalogue *record.Catalogue) (map[string]*layout, error) {
	all := map[string]*layout{}
	order := language.NewOrder()
	for _, k := range catalogue.Kinds() {
		l, err := newLayout(k, order)
		if err != nil {
			return nil, err
		}
		all[k.Name] = l
	}
	return all, nil
}

// readForms reads the forms in which the kinds' tables are now.
func readForms(ctx context.Context, c *conn) (map[string]string, error) {
	forms := map[string]string{}
	err := c.each(ctx, func(rows *sql.Rows) error {
		var kind, form string
		err := rows.Scan(&kind, &form)
		forms[kind] = form
		return err
	}, "SELECT kind, form FROM layout")
	return forms, err
}

// outdated lists the layouts whose tables are not as declared, in order of declaration.
func (s *Store) outdated(ctx context.Context) ([]*layout, error) {
	var list []*layout
	err := s.engine.read(ctx, 0, func(c *conn) error {
		forms, err := readForms(ctx, c)
		for _, k := range s.catalogue.Kinds() {
			if l := s.layouts[k.Name]; forms[k.Name] != l.formText() {
				list = append(list, l)
			}
		}
		return err
	})
	return list, err
}

// shape brings the table of a kind to its declaration and fills what is new from
// the bodies, in one transaction.
func (s *Store) shape(ctx context.Context, l *layout) error {
	err := s.engine.write(ctx, 0, simple(func(ctx context.Context, c *conn) error {
		forms, err := readForms(ctx, c)
		if err != nil {
			return err
		}
		stored, exists := forms[l.kind.Name]
		if stored == l.formText() {
			return nil // another program was faster
		}
		if err := runAll(ctx, c, l.statements(c.d, stored)); err != nil {
			return err
		}
		if exists {
			if err := s.reindexAll(ctx, c, l, !l.form.saysSameWords(readForm(stored))); err != nil {
				return err
			}
		}
		_, err = c.exec(ctx, "INSERT INTO layout (kind, form) VALUES ($1, $2) ON CONFLICT (kind) DO UPDATE SET form = excluded.form", l.kind.Name, l.formText())
		return err
	}))
	return fault.Wrap(err, "make the table of kind "+l.kind.Name)
}

// readForm reads a form as the table of layouts keeps it.
func readForm(text string) (f form) {
	_ = json.Unmarshal([]byte(text), &f) // unreadable: everything is made anew
	return f
}

// statements make the table, or change it from the stored form.
func (l *layout) statements(d *dialect, stored string) []string {
	if stored == "" {
		return l.create(d)
	}
	old := readForm(stored)
	var statements []string
	if old.Duty != "" && old.Duty != l.form.Duty {
		statements = append(statements, "DROP INDEX "+l.dutyIndex())
	}
	for _, name := range sortedKeys(old.Columns) {
		if now, kept := l.form.Columns[name]; !kept || now != old.Columns[name] {
			statements = append(statements, "DROP INDEX "+l.index(column{name: name}), fmt.Sprintf("ALTER TABLE %s DROP COLUMN %s", l.table, name))
		}
	}
	for _, c := range l.columns {
		if old.Columns[c.name] != l.form.Columns[c.name] {
			statements = append(statements, d.ddl(fmt.Sprintf("ALTER TABLE %s ADD COLUMN %s", l.table, c.declaration())), l.createIndex(d, c))
		}
	}
	if l.duty != nil && old.Duty != l.form.Duty {
		statements = append(statements, l.createDutyIndex(d))
	}
	return statements
}

func (l *layout) create(d *dialect) []string {
	columns := kindColumns
	for _, c := range l.columns {
		columns += ", " + c.declaration()
	}
	statements := append([]string{d.ddl("CREATE TABLE " + l.table + " (" + columns + ")")}, d.guard(l.table)...)
	for _, name := range []string{"key", "changed", "title", "state"} {
		statements = append(statements, l.createIndex(d, l.base[name]))
	}
	for _, c := range l.columns {
		statements = append(statements, l.createIndex(d, c))
	}
	if l.duty != nil {
		statements = append(statements, l.createDutyIndex(d))
	}
	return statements
}

func (c column) declaration() string {
	zero := fmt.Sprint(c.zero())
	if c.sql == "{text}" {
		zero = "''"
	}
	return c.name + " " + c.sql + " NOT NULL DEFAULT " + zero
}

// createIndex makes the index that gives the order of a column within each
// state. SQLite ends every index in num by itself.
func (l *layout) createIndex(d *dialect, c column) string {
	columns := "org, arm, " + c.name
	if c.name == "arm" {
		columns = "org, arm"
	}
	return fmt.Sprintf("CREATE INDEX %s ON %s (%s%s)", l.index(c), l.table, columns, d.indexTail)
}

func sortedKeys(m map[string]string) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// insertColumns lists the columns that an insert of a record fills, in order.
func (l *layout) insertColumns() []string {
	names := slices.Clone(kindBase)
	for _, c := range l.columns {
		names = append(names, c.name)
	}
	return names
}
