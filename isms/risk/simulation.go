package risk

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"math"
	"strconv"

	"surety/fault"
	"surety/isms/risk/quantify"
	"surety/record"
)

// Simulation is a simulation that was kept: all that went into it and what came out,
// so that anybody can run it again and get the same bits.
type Simulation struct {
	Title    string  `json:"title" label:"Title" is:"required,title,search,list"`
	Currency string  `json:"currency" label:"Currency" enum:"EUR,CHF,GBP,USD,SEK,NOK,DKK,PLN,CZK,HUF,CAD,AUD,JPY" is:"required,list"`
	Trials   int     `json:"trials" label:"Simulated years" is:"required,list"`
	Seed     int     `json:"seed,omitzero" label:"Seed" is:"list"`
	Digest   string  `json:"digest,omitzero" label:"Digest of the inputs" help:"SHA-256 of the inputs as they stand here." is:"computed" max:"64"`
	Inputs   string  `json:"inputs" label:"Inputs" help:"The estimates that it began with, as JSON." is:"required" max:"2000000"`
	Results  string  `json:"results" label:"Results" help:"What came out, as JSON." is:"required" max:"2000000"`
	Yearly   float64 `json:"yearly,omitzero" label:"Expected annual loss" is:"computed,index,list"`
	Bad      float64 `json:"bad_year,omitzero" label:"99 of 100 years cost at most" is:"computed,index,list"`
	Note     string  `json:"note,omitzero" label:"Note" max:"4000"`
}

// Input is one estimate as a simulation keeps it.
type Input struct {
	ID       string    `json:"id"`
	Name     string    `json:"name"`
	Estimate *Estimate `json:"estimate"`
}

// Scenarios are inputs as they are reckoned with.
func Scenarios(inputs []Input) ([]quantify.Scenario, error) {
	list := make([]quantify.Scenario, len(inputs))
	for i, in := range inputs {
		var err error
		if list[i], err = in.Estimate.Scenario(in.ID, in.Name); err != nil {
			return nil, fault.Wrap(err, in.ID)
		}
	}
	return list, nil
}

// Simulate runs a simulation of inputs and keeps both.
func Simulate(ctx context.Context, title, currency string, inputs []Input, o quantify.Options) (*Simulation, error) {
	scenarios, err := Scenarios(inputs)
	if err != nil {
		return nil, err
	}
	result, err := quantify.Simulate(ctx, scenarios, o)
	if err != nil {
		return nil, err
	}
	kept, err := json.Marshal(inputs)
	if err != nil {
		return nil, fault.Wrap(err, "keep the inputs")
	}
	found, err := json.Marshal(result)
	if err != nil {
		return nil, fault.Wrap(err, "keep the results")
	}
	return &Simulation{Title: title, Currency: currency, Trials: o.Trials, Seed: int(o.Seed), Inputs: string(kept), Results: string(found)}, nil
}

// Result is what came out.
func (s *Simulation) Result() (*quantify.Result, error) {
	result := &quantify.Result{}
	if err := json.Unmarshal([]byte(s.Results), result); err != nil {
		return nil, fault.New(fault.Uncomputable, "the results of the simulation can't be read: %w", err)
	}
	return result, nil
}

// Again runs the simulation anew from what it kept; same tells whether the same bits
// came out. It draws no more events than most, or as many as a simulation may where
// that is 0.
func (s *Simulation) Again(ctx context.Context, most float64) (result *quantify.Result, same bool, err error) {
	var inputs []Input
	if err := json.Unmarshal([]byte(s.Inputs), &inputs); err != nil {
		return nil, false, fault.New(fault.Uncomputable, "the inputs of the simulation can't be read: %w", err)
	}
	scenarios, err := Scenarios(inputs)
	if err != nil {
		return nil, false, err
	}
	if result, err = quantify.Simulate(ctx, scenarios, quantify.Options{Trials: s.Trials, Seed: uint64(s.Seed), Most: most}); err != nil {
		return nil, false, err
	}
	found, err := json.Marshal(result)
	return result, bytes.Equal(found, []byte(s.Results)), err
}

// Check refuses a seed that is none.
func (s *Simulation) Check(report func(field, format string, args ...any)) {
	if s.Seed < 0 {
		report("seed", "%q is no seed: expected a whole number from 0 on", strconv.Itoa(s.Seed))
	}
}

// Prepare takes the main figures from the results and the digest of the inputs.
func (s *Simulation) Prepare(record.Preparation) error {
	sum := sha256.Sum256([]byte(s.Inputs))
	s.Digest, s.Yearly, s.Bad = hex.EncodeToString(sum[:]), 0, 0
	if result, err := s.Result(); err == nil {
		s.Yearly, s.Bad = math.Round(result.ExpectedAnnualLoss), math.Round(result.Percentiles["99"])
	}
	return nil
}

func simulation() *record.Kind {
	return record.MustDefine[Simulation](record.Spec{
		Name: "simulation", Prefix: "SIM", Label: "Simulation", Plural: "Simulations", Concern: "risk", Place: "", Clause: "27001 8.2", Editors: []string{"risk_owner", "contributor"},
		Help:      "A simulation of a year's loss with its seed and inputs. Running it again gives the same figures, bit for bit.",
		Lifecycle: record.Lifecycle{States: []record.State{{Name: "kept", Label: "Kept"}}},
	})
}
