package web

import (
	"net/http"
	"strings"
	"time"

	"surety/app"
)

func (s *server) settingsRoutes(mux *http.ServeMux) {
	mux.Handle("POST /settings/password", s.page(s.changeOwnPassword))
	mux.Handle("POST /settings/sign-out-elsewhere", s.page(s.signOutElsewhere))
	mux.Handle("GET /accounts", s.page(s.accounts))
	mux.Handle("POST /accounts", s.page(s.addAccount))
	mux.Handle("POST /accounts/{id}", s.page(s.changeAccount))
	mux.Handle("POST /accounts/{id}/once", s.page(s.oneTime))
	mux.Handle("POST /settings/tokens", s.page(s.addToken))
	mux.Handle("POST /settings/tokens/{id}/revoke", s.page(s.revokeOwnToken))
	mux.Handle("POST /tokens/{id}/revoke", s.page(s.revokeToken))
	mux.Handle("POST /tour", s.page(s.tour))
	mux.Handle("GET /settings", s.page(s.preferences))
	mux.Handle("POST /settings", s.page(s.keepPreferences))
	mux.Handle("GET /log", s.page(s.logPage))
	mux.Handle("GET /log/checkpoint", s.page(s.checkpoint))
	mux.Handle("POST /log", s.page(s.verifyLog))
}

// logPage says how far the log goes; walking it takes a while, so it waits to
// be asked.
func (s *server) logPage(w http.ResponseWriter, v visit) error {
	note, err := s.app.Checkpoint(v.Context(), v.Actor)
	if err != nil {
		return err
	}
	return s.show(w, v, http.StatusOK, v.reader().Say("Log"), logView(logShown{Note: string(note)}))
}

// logShown is the page of the log.
type logShown struct {
	Note    string            // where it stands now, signed
	Walked  *app.Verification // nil before it was verified
	Against string            // a checkpoint kept elsewhere, as it was pasted
}

// verifyLog walks the log from its first entry, and holds it against a
// checkpoint that was kept elsewhere where one is given.
func (s *server) verifyLog(w http.ResponseWriter, v visit) error {
	note, err := s.app.Checkpoint(v.Context(), v.Actor)
	if err != nil {
		return err
	}
	var outside [][]byte
	against := strings.TrimSpace(strings.ReplaceAll(v.PostFormValue("checkpoint"), "\r\n", "\n"))
	if against != "" {
		outside = append(outside, []byte(against+"\n"))
	}
	report, err := s.app.VerifyLog(v.Context(), v.Actor, outside...)
	if err != nil {
		return err
	}
	return s.show(w, v, http.StatusOK, v.reader().Say("Log"), logView(logShown{string(note), &report, against}))
}

func (s *server) checkpoint(w http.ResponseWriter, v visit) error {
	note, err := s.app.Checkpoint(v.Context(), v.Actor)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Content-Disposition", `attachment; filename="checkpoint-`+s.app.Now().UTC().Format(time.DateOnly)+`.txt"`)
	_, err = w.Write(note)
	return err
}
