package web

import (
	"context"
	"net/http"
	"slices"

	"surety/app"
	"surety/isms/risk"
	"surety/language"
	"surety/picture"
	"surety/report"
)

// riskOverviewView is the page of all pictures of the register.
type riskOverviewView struct {
	*report.RiskFigures
}

// inBoth is a picture in both widths.
type inBoth struct{ Wide, Narrow picture.Picture }

// Widths of the pictures of a page, beside the places and on a phone.
const (
	wideChart   = 760
	narrowChart = 350
	middleMap   = 600 // several stand on a page
)

// both pairs pictures that were laid out twice.
func both(wide, narrow []picture.Picture) []inBoth {
	list := make([]inBoth, len(wide))
	for i := range wide {
		list[i] = inBoth{wide[i], narrow[i]}
	}
	return list
}

func (v riskOverviewView) all() []inBoth {
	return append(both(v.Charts(wideChart), v.Charts(narrowChart)), both(v.Maps(middleMap), v.Maps(narrowChart))...)
}

func (s *server) riskOverview(w http.ResponseWriter, v visit) error {
	figures, err := report.Figures(v.Context(), s.app, v.Actor)
	if err != nil {
		return err
	}
	return s.show(w, v, http.StatusOK, v.reader().Say("Where the risks stand"), riskOverviewPage(riskOverviewView{figures}))
}

// riskPaper sends the whole assessment as a paper.
func (s *server) riskPaper(w http.ResponseWriter, v visit) error {
	return s.sendPaper(w, v, func(ctx context.Context, name string) (*report.Paper, error) {
		if name != "assessment" {
			return nil, noPaper()
		}
		return report.Assessment(ctx, s.app, v.Actor)
	})
}

// riskLine is how the level of a risk went, as far as the page has its history; nil
// for other kinds and where the level never changed.
func riskLine(r language.Reader, d *app.Detail) *picture.Picture {
	if _, ok := d.Record.Body.(*risk.Risk); !ok {
		return nil
	}
	var stood []report.RiskAt
	for _, e := range slices.Backward(d.History) {
		if e.Record != nil {
			stood = append(stood, report.RiskAt{From: e.Time, Risk: e.Record.Body.(*risk.Risk)})
		}
	}
	return report.RiskHistory(r, stood, trendWidth)
}
