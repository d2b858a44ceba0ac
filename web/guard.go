package web

import (
	"compress/gzip"
	"net/http"
	"strings"
)

// Bounds of a request's body.
const (
	mostOutside = 64 << 10 // of those who are not signed in
	mostBytes   = 4 << 20
	mostUpload  = 64 << 20 // of a form with files
)

// policy is the content security policy: nothing inline, nothing from elsewhere.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"

// guard sets the headers that protect a page, and refuses what comes from
// another site.
func (s *server) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
		if s.secure {
			h.Set("Strict-Transport-Security", "max-age=31536000")
		}
		if !strings.HasPrefix(r.URL.Path, "/static/") {
			h.Set("Cache-Control", "no-store")
		}
		if r.Method != http.MethodGet && r.Method != http.MethodHead && crossSite(r) {
			http.Error(w, visit{Request: r}.reader().Say("This form came from another site and was refused."), http.StatusForbidden)
			return
		}
		r.Body = http.MaxBytesReader(w, r.Body, bound(r))
		next.ServeHTTP(w, r)
	})
}

// bound is the most bytes of a request's body: forms with files may be large,
// and those of people who are not signed in may not.
func bound(r *http.Request) int64 {
	switch {
	case entry(r.URL.Path):
		return mostOutside
	case strings.HasPrefix(r.Header.Get("Content-Type"), "multipart/"):
		return mostUpload
	}
	return mostBytes
}

// entry tells the ways in of those who are not signed in.
func entry(path string) bool {
	return path == "/sign-in" || path == "/enter" || path == "/setup" || strings.HasPrefix(path, "/setup/")
}

// crossSite tells a request that another site's page made, by the headers that
// browsers set and pages can't (Fetch Metadata; Origin, RFC 6454).
func crossSite(r *http.Request) bool {
	switch r.Header.Get("Sec-Fetch-Site") {
	case "same-origin", "none":
		return false
	case "":
		origin := r.Header.Get("Origin")
		return origin != "" && !strings.HasSuffix(origin, "://"+r.Host)
	}
	return true
}

// compress answers in gzip where the browser takes it.
func compress(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Add("Vary", "Accept-Encoding")
		if !strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") || strings.HasSuffix(r.URL.Path, ".woff2") {
			next.ServeHTTP(w, r)
			return
		}
		z := &gzipped{ResponseWriter: w}
		defer z.finish()
		next.ServeHTTP(z, r)
	})
}

// gzipped compresses text, and passes on what is compressed already or empty.
type gzipped struct {
	http.ResponseWriter
	writer *gzip.Writer
	begun  bool
}

func (z *gzipped) WriteHeader(status int) {
	z.begin(status)
	z.ResponseWriter.WriteHeader(status)
}

func (z *gzipped) begin(status int) {
	if z.begun {
		return
	}
	z.begun = true
	media := z.Header().Get("Content-Type")
	text := strings.HasPrefix(media, "text/") || strings.Contains(media, "javascript") || strings.Contains(media, "json")
	if !text || status == http.StatusNoContent || status == http.StatusNotModified {
		return
	}
	z.Header().Set("Content-Encoding", "gzip")
	z.Header().Del("Content-Length")
	z.writer = gzip.NewWriter(z.ResponseWriter)
}

func (z *gzipped) Write(data []byte) (int, error) {
	if z.Header().Get("Content-Type") == "" {
		z.Header().Set("Content-Type", http.DetectContentType(data))
	}
	z.begin(http.StatusOK)
	if z.writer == nil {
		return z.ResponseWriter.Write(data)
	}
	return z.writer.Write(data)
}

func (z *gzipped) finish() {
	if z.writer != nil {
		_ = z.writer.Close() // the connection is gone; nobody is left to tell
	}
}
