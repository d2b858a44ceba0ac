package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"text/tabwriter"

	"surety/app/quantified"
	"surety/fault"
	"surety/isms/risk"
	"surety/isms/risk/quantify"
	"surety/language"
)

type riskCommand struct {
	Simulate riskSimulateCommand `cmd:"" help:"Simulate what a year may cost, from how often events come and what each costs."`
}

type riskSimulateCommand struct {
	File   string `arg:"" optional:"" help:"CSV file of scenarios with the columns id,name,rate,low,high: events expected a year, 5th and 95th percentile of one event's loss; - reads standard input. Without a file, the organization's estimates."`
	Trials int    `help:"Years to simulate." default:"100000"`
	Seed   uint64 `help:"Seed; the same seed gives the same figures, however many cores work at it." default:"1"`
	Format string `help:"text or json." enum:"text,json" default:"text"`
	Again  string `help:"Run a kept simulation again from its own inputs, years and seed, and exit with 1 if other figures come out." placeholder:"KEY"`
}

// Help shows an example to be pasted.
func (*riskSimulateCommand) Help() string {
	return example(`printf 'id,name,rate,low,high\nR1,Ransomware,0.1,1000000,10000000\n' | surety risk simulate -`)
}

// Run simulates and writes what the years cost.
func (r *riskSimulateCommand) Run(ctx context.Context, std streams, c *commands) (err error) {
	if r.Again != "" {
		return r.again(ctx, std, c)
	}
	scenarios, err := r.read(ctx, std, c)
	if err != nil {
		return err
	}
	result, err := quantify.Simulate(ctx, scenarios, quantify.Options{Trials: r.Trials, Seed: r.Seed})
	if err != nil {
		return err
	}
	return r.write(std.Out, result)
}

func (r *riskSimulateCommand) write(w io.Writer, result *quantify.Result) error {
	if r.Format == "text" {
		return writeSimulation(w, result)
	}
	data, err := json.Marshal(result)
	if err != nil {
		return err
	}
	return writeIndented(w, data)
}

// read takes scenarios from where they are: a file, standard input or the records.
func (r *riskSimulateCommand) read(ctx context.Context, std streams, c *commands) (list []quantify.Scenario, err error) {
	switch r.File {
	case "":
		p, err := c.openToRead(ctx)
		if err != nil {
			return nil, err
		}
		defer closing(p, &err)
		actor, err := c.actor(ctx, p)
		if err != nil {
			return nil, err
		}
		return quantified.Inputs(ctx, p.App, actor)
	case "-":
		return quantify.ReadCSV("standard input", std.In)
	}
	data, err := readFile(r.File)
	if err != nil {
		return nil, err
	}
	return quantify.ReadCSV(r.File, bytes.NewReader(data))
}

// again proves a kept simulation, or refutes it.
func (r *riskSimulateCommand) again(ctx context.Context, std streams, c *commands) (err error) {
	if r.File != "" {
		return fault.New(fault.Malformed, "--again runs what was kept: leave the file out")
	}
	p, err := c.openToRead(ctx)
	if err != nil {
		return err
	}
	defer closing(p, &err)
	actor, err := c.actor(ctx, p)
	if err != nil {
		return err
	}
	rec, err := p.Get(ctx, actor, r.Again)
	if err != nil {
		return err
	}
	kept, ok := rec.Body.(*risk.Simulation)
	if !ok {
		return fault.New(fault.NotFound, "%s is no simulation", rec.Key)
	}
	result, same, err := kept.Again(ctx, 0)
	if err != nil {
		return err
	}
	if err := r.write(std.Out, result); err != nil {
		return err
	}
	if !same {
		fmt.Fprintf(std.Err, "surety: %s was kept with other figures than these\n", rec.Key)
		return exit(1)
	}
	fmt.Fprintf(std.Err, "the same figures as those kept in %s, bit for bit\n", rec.Key)
	return nil
}

// writeSimulation writes a result for the person at the terminal.
func writeSimulation(w io.Writer, result *quantify.Result) error {
	reader := language.For(language.English, nil)
	amount := func(x float64) string { return reader.Decimal(x, 0) }
	table := tabwriter.NewWriter(w, 0, 4, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(w, "%s years simulated with seed %d\n\n", reader.Number(result.Trials), result.Seed)
	fmt.Fprintf(table, "Expected annual loss\t%s\t± %s (standard error)\t\n", amount(result.ExpectedAnnualLoss), amount(result.StandardError))
	for _, p := range []string{"50", "90", "95", "99"} {
		fmt.Fprintf(table, "%s of 100 years cost at most\t%s\t\t\n", p, amount(result.Percentiles[p]))
	}
	for _, p := range []string{"95", "99"} {
		worst, _ := strconv.Atoi(p)
		fmt.Fprintf(table, "The worst %d of 100 cost on average\t%s\t\t\n", 100-worst, amount(result.TailValueAtRisk[p]))
	}
	if err := table.Flush(); err != nil {
		return err
	}
	fmt.Fprint(w, "\nA year costs more than, with probability:\n")
	for _, point := range result.Exceedance {
		fmt.Fprintf(table, "%s\t%s %%\t\n", amount(point.Loss), reader.Decimal(100*point.Probability, 2))
	}
	if err := table.Flush(); err != nil {
		return err
	}
	fmt.Fprint(w, "\nWhat each contributes to the expected annual loss:\n")
	table = tabwriter.NewWriter(w, 0, 4, 2, ' ', 0)
	for _, c := range quantify.Largest(result.Risks) {
		fmt.Fprintf(table, "%s\t%s\t%14s\t%7s %%\n", c.ID, clip(strings.TrimSpace(c.Name), 60), amount(c.ExpectedAnnualLoss), reader.Decimal(100*c.Share, 1))
	}
	return table.Flush()
}
