package web

import (
	"net/http"
	"time"
)

func (s *server) settingsRoutes(mux *http.ServeMux) {
	mux.Handle("GET /accounts", s.page(s.accounts))
	mux.Handle("POST /accounts", s.page(s.addAccount))
	mux.Handle("POST /accounts/{id}", s.page(s.changeAccount))
	mux.Handle("POST /accounts/{id}/once", s.page(s.oneTime))
	mux.Handle("POST /tokens", s.page(s.addToken))
	mux.Handle("POST /tokens/{id}/revoke", s.page(s.revokeToken))
	mux.Handle("GET /log", s.page(s.logPage))
	mux.Handle("GET /log/checkpoint", s.page(s.checkpoint))
	mux.Handle("POST /log", s.page(s.verifyLog))
}

// logPage verifies the log from its first entry, by itself.
func (s *server) logPage(w http.ResponseWriter, v visit) error {
	report, err := s.app.VerifyLog(v.Context(), v.Actor)
	if err != nil {
		return err
	}
	return s.show(w, v, http.StatusOK, "Log", logView(report, ""))
}

// verifyLog holds the log against a checkpoint that was kept elsewhere.
func (s *server) verifyLog(w http.ResponseWriter, v visit) error {
	text := v.PostFormValue("checkpoint")
	report, err := s.app.VerifyLog(v.Context(), v.Actor, []byte(text))
	if err != nil {
		return err
	}
	return s.show(w, v, http.StatusOK, "Log", logView(report, text))
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
