package main

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"surety/app"
	"surety/internal/testpostgres"
	"surety/isms"
	"surety/isms/audit"
	"surety/isms/risk"
	"surety/record"
	"surety/store"
)

// largeRegister is how many risks the pages are measured on.
const largeRegister = 100_000

// BenchmarkPages renders pages of an organization with 100,000 risks, for a manager
// and for somebody who may not see all of them: 50 rows a list, sent compressed as
// to a browser. p50-ms is what half of them take at most; processor-ms is without what
// PostgreSQL takes.
func BenchmarkPages(b *testing.B) {
	b.Run("SQLite", func(b *testing.B) { benchmarkPages(b, "") })
	b.Run("PostgreSQL", func(b *testing.B) { benchmarkPages(b, testpostgres.Database(b)) })
}

func benchmarkPages(b *testing.B, database string) {
	l := newLargeHouse(b, database)
	for _, page := range largePages {
		for _, who := range l.visitors {
			b.Run(page.name+"/"+who.name, func(b *testing.B) { l.render(b, who, page.path(l)) })
		}
	}
}

// at is an address that is the same in every house.
func at(path string) func(*largeHouse) string { return func(*largeHouse) string { return path } }

var largePages = []struct {
	name string
	path func(*largeHouse) string
}{
	{"plain", at("/list/risk")},
	{"by title", at("/list/risk?sort=title")},
	{"by level", at("/list/risk?sort=-level")},
	{"one filter", at("/list/risk?evaluation=treat&sort=-level")},
	{"owner", func(l *largeHouse) string { return "/list/risk?sort=-assessed&owner=" + l.owner }},
	{"two filters", at("/list/risk?evaluation=treat&consequence.ge=4&sort=assessed")},
	{"words", at("/list/risk?q=extortion+readings&sort=-level")},
	{"grouped by level", at("/list/risk?group=evaluation")},
	{"grouped by owner", at("/list/risk?group=owner")},
	{"deep by key", func(l *largeHouse) string { return "/list/risk?after=" + l.deep }},
	{"last page", func(l *largeHouse) string { return "/list/risk?after=" + l.last }},
	{"saved view", at("/list/risk?ended=yes&evaluation=treat&sort=-changed")},
	{"counts of states", at("/list/risk/filter/state")},
	{"counts of owners", at("/list/risk/filter/owner")},
	{"counts of a level", at("/list/risk/filter/level?evaluation=treat")},
	{"counts of filtered owners", at("/list/risk/filter/owner?evaluation=treat&consequence.ge=4")},
	{"record", func(l *largeHouse) string { return "/" + l.risk }},
	{"home", at("/")},
	{"my work", at("/work?ahead=year")},
	{"conformity", at("/conformity")},
	{"readiness", at("/readiness")},
	{"statement", func(l *largeHouse) string { return "/" + l.statement }},
	{"risk map", at("/risks/map")},
	{"requirement", at("/conformity/iso27001/6.1.2-6")},
	{"rows of a statement", func(l *largeHouse) string { return "/list/soa_row?soa=" + l.statement }},
	{"review inputs", func(l *largeHouse) string { return "/" + l.review + "/inputs" }},
	{"calendar", at("/calendar")},
	{"calendar of mine", at("/calendar?mine=yes")},
	{"board of treatments", at("/board/treatment")},
	{"board of nonconformities", at("/board/nonconformity")},
	{"board of corrective actions", at("/board/corrective_action")},
	{"place of plans", at("/place/plan")},
	{"form", func(l *largeHouse) string { return "/" + l.risk + "/edit" }},
	{"history", func(l *largeHouse) string { return "/" + l.risk + "/history" }},
	{"way", at("/way/mandate")},
	{"log", at("/log")},
	{"assets", at("/list/asset")},
	{"controls", at("/list/control")},
	{"evidence", at("/list/evidence")},
	{"treatments", at("/list/treatment")},
	{"persons", at("/list/person")},
	{"tasks", at("/list/task")},
	{"palette", at("/palette?q=extortion+read")},
	{"search", at("/search?q=extortion+read")},
	{"a standard", at("/standards/iso27002@2022")},
	{"words in a standard", at("/standards/iso27001@2022?q=access+rights")},
	{"an entry further", at("/standards/iso27002@2022/5.7?further=yes")},
	{"two editions", at("/standards/iso27701@2025/compare")},
	{"what more", at("/standards/iso27701@2025/more")},
}

// largeHouse is an organization with a large register.
type largeHouse struct {
	pages      http.Handler
	visitors   []largeVisitor
	statements *atomic.Int64
	owner      string // key of somebody who owns one in fifty risks
	risk       string // key of one
	statement  string
	review     string // key of a review by management that is to come
	deep, last string // where pages begin
}

type largeVisitor struct{ name, session string }

func newLargeHouse(b *testing.B, database string) *largeHouse {
	b.Helper()
	ctx := context.Background()
	l := &largeHouse{statements: &atomic.Int64{}}
	c := &commands{Dir: b.TempDir(), DB: database, kinds: isms.Kinds()}
	p, err := c.openWith(ctx, false, func(ctx context.Context, o store.Options) (*store.Store, error) {
		o.Observe = func(string) { l.statements.Add(1) }
		return store.Open(ctx, o)
	})
	mustBench(b, err)
	b.Cleanup(func() { mustBench(b, p.Close()) })
	manager, err := demonstrated(ctx, p, 5000)
	mustBench(b, err)
	begun := time.Now()
	l.fill(b, p, manager)
	b.Logf("filled with %.0f risks a second", largeRegister/time.Since(begun).Seconds())
	l.pages = (&serveCommand{}).handler(p, slog.New(slog.DiscardHandler))
	reader, err := p.AddAccount(ctx, manager, app.NewAccount{Login: "reader@example.org", Name: "Reader", Password: "correct horse battery", Roles: []app.Role{app.Reader}, Person: l.owner})
	mustBench(b, err)
	for _, who := range []struct{ name, account string }{{"manager", manager.Account}, {"restricted", reader.ID}} {
		token, err := p.OneTimeEntry(ctx, who.account)
		mustBench(b, err)
		session, err := p.EnterOnce(ctx, token)
		mustBench(b, err)
		l.visitors = append(l.visitors, largeVisitor{who.name, session.Secret})
	}
	return l
}

// fill makes the register: fifty owners, titles that are not in order, one risk in
// fifty marked.
func (l *largeHouse) fill(b *testing.B, p *program, manager app.Actor) {
	b.Helper()
	ctx := context.Background()
	some := func(kind string, limit int) []*record.Record {
		listing, err := p.List(ctx, manager, app.Query{Kind: kind, Limit: limit})
		mustBench(b, err)
		return listing.Records
	}
	persons, assets, like := some("person", 50), some("asset", 500), some("risk", 1)[0]
	l.owner, l.risk, l.statement = persons[7].Key, like.Key, some("soa", 1)[0].Key
	coming := &audit.Review{System: record.Ref(some("management_system", 1)[0].ID), Title: "The next review", Planned: "2026-12-15"}
	made, err := p.Do(ctx, manager, app.Request{}, app.Create{Kind: "management_review", Body: coming})
	mustBench(b, err)
	l.review = made[0].Key
	for n := 0; n < largeRegister; {
		var batch []app.Command
		for range 2000 {
			body := like.Kind.Clone(like.Body).(*risk.Risk)
			place := uint32(n) * 2654435761
			body.Title = fmt.Sprintf("%s of %s %06d", []string{"Extortion", "Theft", "Flood", "Älterung", "übertragung"}[place>>3%5], []string{"readings", "keys", "meters"}[place>>7%3], place%1_000_000)
			body.External = fmt.Sprintf("X-%06d", n)
			body.Owner, body.Assets = record.Ref(persons[place>>9%50].ID), []record.Ref{record.Ref(assets[place>>11%500].ID)}
			body.Consequence, body.Likelihood, body.Priority = int(place>>13%5)+1, int(place>>17%5)+1, int(place>>5%1000)
			body.Assessed = record.Date("2026-01-01").AddDays(int(place >> 15 % 300))
			create := app.Create{Kind: "risk", Body: body}
			if n%50 == 0 {
				create.Mark = record.MarkRestricted
			}
			batch = append(batch, create)
			n++
		}
		_, err := p.Do(ctx, manager, app.Request{}, batch...)
		mustBench(b, err)
	}
	after, places := "", []string{}
	for {
		listing, err := p.List(ctx, manager, app.Query{Kind: "risk", Limit: app.MostLimit, After: after})
		mustBench(b, err)
		if listing.Next == "" {
			break
		}
		after = listing.Next
		places = append(places, after)
	}
	l.deep, l.last = places[len(places)/2], places[len(places)-1]
}

// render measures a page. What the program keeps of it is made before.
func (l *largeHouse) render(b *testing.B, who largeVisitor, path string) {
	ask := func() {
		request := httptest.NewRequest(http.MethodGet, path, nil)
		request.Host = "localhost:8080"
		request.Header.Set("Accept-Encoding", "gzip")
		request.AddCookie(&http.Cookie{Name: "surety-8080", Value: who.session})
		response := httptest.NewRecorder()
		l.pages.ServeHTTP(response, request)
		if response.Code != http.StatusOK {
			b.Fatalf("%s: %d %s", path, response.Code, response.Body)
		}
	}
	for range 3 {
		ask()
	}
	before := l.statements.Load()
	ask()
	statements := l.statements.Load() - before
	var took []time.Duration
	used := processor()
	for b.Loop() {
		begun := time.Now()
		ask()
		took = append(took, time.Since(begun))
	}
	used = processor() - used
	slices.Sort(took)
	b.ReportMetric(took[len(took)/2].Seconds()*1000, "p50-ms")
	b.ReportMetric(took[0].Seconds()*1000, "least-ms")
	b.ReportMetric(used.Seconds()*1000/float64(b.N), "processor-ms/op")
	b.ReportMetric(float64(statements), "statements")
}
