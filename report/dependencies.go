package report

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"surety/app"
	"surety/fault"
	"surety/isms/asset"
	"surety/isms/risk"
	"surety/language"
	"surety/picture"
	"surety/record"
)

// mostNodes is how many assets a graph has room for.
const mostNodes = 60

// AssetGraph is what depends on what, with what each asset needs because of that.
type AssetGraph struct {
	Graph   *picture.Graph // nil where there are too many assets, or none that depends on another
	Chosen  *record.Record // whose part it is; nil: of all
	Rows    []AssetNeeds   // of the assets in the graph, or of all
	Lone    []*record.Record
	Bare    []*record.Record
	Assets  []*record.Record // to choose from
	TooMany bool
	reader  language.Reader
}

// AssetNeeds is one asset with its own needs of protection and those that it inherits.
type AssetNeeds struct {
	Asset     *record.Record
	Own       asset.Protection
	Inherited asset.Inherited
	From      [3]*record.Record // whose need each inherited one is; nil: its own
	Risks     int
}

// Dependencies reads the assets that somebody may see, of all or around one, and works
// out what each inherits from what depends on it.
func Dependencies(ctx context.Context, a *app.App, actor app.Actor, around string) (*AssetGraph, error) {
	g := &AssetGraph{reader: language.From(ctx)}
	assets, err := all(ctx, a, actor, app.Query{Kind: "asset", Sort: "key"})
	if err != nil {
		return nil, err
	}
	risks, err := all(ctx, a, actor, app.Query{Kind: "risk", Sort: "key"})
	if err != nil {
		return nil, err
	}
	g.Assets = assets.Records
	byRef, bodies := map[record.Ref]*record.Record{}, map[record.Ref]*asset.Asset{}
	for _, rec := range assets.Records {
		byRef[record.Ref(rec.ID)], bodies[record.Ref(rec.ID)] = rec, rec.Body.(*asset.Asset)
	}
	counts := map[record.Ref]int{}
	for _, rec := range risks.Records {
		named := rec.Body.(*risk.Risk).Assets
		if len(named) == 0 {
			g.Bare = append(g.Bare, rec)
		}
		for _, ref := range named {
			counts[ref]++
		}
	}
	for _, rec := range assets.Records {
		if body := rec.Body.(*asset.Asset); body.InScope && body.NoRisk == "" && counts[record.Ref(rec.ID)] == 0 {
			g.Lone = append(g.Lone, rec)
		}
	}
	if around != "" {
		i := slices.IndexFunc(assets.Records, func(rec *record.Record) bool { return rec.Key == strings.ToUpper(around) })
		if i < 0 {
			return nil, fault.New(fault.NotFound, "there is no asset %s", around)
		}
		g.Chosen = assets.Records[i]
	}
	inherited := asset.Inherit(bodies)
	for _, rec := range g.drawn(bodies) {
		ref := record.Ref(rec.ID)
		row := AssetNeeds{Asset: rec, Own: bodies[ref].Protection(), Inherited: inherited[ref], Risks: counts[ref]}
		for i, from := range row.Inherited.From {
			if from != ref {
				row.From[i] = byRef[from]
			}
		}
		g.Rows = append(g.Rows, row)
	}
	g.draw()
	return g, nil
}

// drawn are the assets of the graph: those around the chosen one, nearest first up to
// the bound, or all that depend on another or carry one.
func (g *AssetGraph) drawn(bodies map[record.Ref]*asset.Asset) []*record.Record {
	dependents := map[record.Ref][]record.Ref{}
	for ref, body := range bodies {
		for _, on := range body.DependsOn {
			dependents[on] = append(dependents[on], ref)
		}
	}
	keep := map[record.Ref]bool{}
	if g.Chosen != nil {
		for _, next := range []func(record.Ref) []record.Ref{func(r record.Ref) []record.Ref { return dependents[r] }, func(r record.Ref) []record.Ref { return bodies[r].DependsOn }} {
			queue := []record.Ref{record.Ref(g.Chosen.ID)}
			keep[queue[0]] = true
			for len(queue) > 0 && len(keep) < mostNodes {
				for _, ref := range next(queue[0]) {
					if bodies[ref] != nil && !keep[ref] && len(keep) < mostNodes {
						keep[ref] = true
						queue = append(queue, ref)
					}
				}
				queue = queue[1:]
			}
		}
	}
	return slices.DeleteFunc(slices.Clone(g.Assets), func(rec *record.Record) bool {
		ref := record.Ref(rec.ID)
		if g.Chosen != nil {
			return !keep[ref]
		}
		return len(dependents[ref]) == 0 && len(bodies[ref].DependsOn) == 0
	})
}

func (g *AssetGraph) draw() {
	if g.TooMany = len(g.Rows) > mostNodes; g.TooMany || len(g.Rows) < 2 {
		return
	}
	r := g.reader
	graph := &picture.Graph{Title: r.Say("What depends on what"), Of: r.Say("Asset"), On: r.Say("Depends on"), Description: r.Say("What matters in itself stands above what carries it.")}
	index := map[record.Ref]int{}
	rows := slices.Clone(g.Rows)
	slices.SortStableFunc(rows, func(a, b AssetNeeds) int { return cmp.Compare(a.Asset.Title(), b.Asset.Title()) })
	for i, row := range rows {
		index[record.Ref(row.Asset.ID)] = i
		node := picture.Node{Name: row.Asset.Title(), Note: needWords(row.Inherited.Needs) + " · " + r.Count(row.Risks, "%d risk", "%d risks"), URL: "/assets/dependencies?asset=" + row.Asset.Key, Chosen: g.Chosen != nil && row.Asset.ID == g.Chosen.ID}
		if body := row.Asset.Body.(*asset.Asset); body.InScope && body.NoRisk == "" && row.Risks == 0 {
			node.Tone = picture.Person
		}
		graph.Nodes = append(graph.Nodes, node)
	}
	for i, row := range rows {
		for _, on := range row.Asset.Body.(*asset.Asset).DependsOn {
			if to, ok := index[on]; ok {
				graph.Edges = append(graph.Edges, picture.Edge{From: i, To: to})
			}
		}
	}
	g.Graph = graph
}

// needWords are needs in short, in the order confidentiality, integrity, availability.
func needWords(n asset.Protection) string {
	words := make([]string, len(n))
	for i, need := range n {
		words[i] = "–"
		if need > 0 {
			words[i] = fmt.Sprint(need)
		}
	}
	return strings.Join(words, "/")
}

// Needs says the inherited needs of an asset with whose they are, in words.
func (g *AssetGraph) Needs(row AssetNeeds) (own, inherited, from string) {
	var keys []string
	for _, rec := range row.From {
		if rec != nil && !slices.Contains(keys, rec.Key) {
			keys = append(keys, rec.Key)
		}
	}
	return needWords(row.Own), needWords(row.Inherited.Needs), strings.Join(keys, ", ")
}

// Picture is the graph in a width.
func (g *AssetGraph) Picture(width float64) picture.Picture {
	graph := *g.Graph
	graph.Width = width
	return graph.Picture()
}
