package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"surety/api"
	"surety/app"
	"surety/connect/mail"
	"surety/fault"
	"surety/web"
)

type serveCommand struct {
	Listen string `help:"Address to listen on." default:"127.0.0.1:8443" env:"SURETY_LISTEN"`
	Demo   bool   `help:"Begin the demonstration organization beside your own, and print an address that leads into it." env:"SURETY_DEMO"`
	Secure bool   `help:"Behind a proxy that speaks HTTPS: cookies are sent over HTTPS only." env:"SURETY_SECURE"`

	Mail    mailFlags     `embed:"" group:"Mail"`
	postman *mail.Postman // nil: no mail is sent
}

// shutdownTimeout is how long requests that are under way may take to end.
const shutdownTimeout = 10 * time.Second

// Help shows an example to be pasted.
func (*serveCommand) Help() string {
	return example(`surety serve --demo`)
}

// Run serves until it is told to stop, then lets running requests end.
func (s *serveCommand) Run(ctx context.Context, std streams, c *commands) (err error) {
	p, err := c.open(ctx, false)
	if err != nil {
		return err
	}
	defer closing(p, &err)
	tellLeftOut(std, p.packs)
	log := slog.New(slog.NewTextHandler(std.Err, nil))
	if s.postman, err = s.Mail.postman(p, log); err != nil {
		return err
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", s.Listen)
	if err != nil {
		return &fault.Error{Kind: fault.Unavailable, Op: "serve", Message: "can't listen on " + s.Listen, Mend: "choose another address with --listen", Err: err}
	}
	address := "http://" + listener.Addr().String()
	if err := s.welcome(ctx, std, p, address); err != nil {
		return err
	}
	ctx, stop := context.WithCancel(ctx)
	defer deliver(ctx, s.postman)()
	defer goRound(ctx, p, log)()
	defer stop()
	return serve(ctx, listener, s.handler(p, log), log)
}

func (s *serveCommand) handler(p *program, log *slog.Logger) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/api/v1/", apiOf(p, log))
	mux.Handle("/", web.Handler(web.Options{App: p.App, Importer: importer{p.App}, Log: log, Secure: s.Secure, Version: programVersion(), Beside: p.beside, Mail: s.postman}))
	return mux
}

// apiOf serves programs. Those with a token of the demonstration beside find that.
func apiOf(p *program, log *slog.Logger) http.Handler {
	own := api.Handler(p.App, log)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if p.beside.There() {
			if _, err := p.ActorOfToken(r.Context(), api.Bearer(r)); fault.Is(err, fault.Unauthenticated) {
				if shown := p.beside.ofToken(r.Context(), api.Bearer(r)); shown != nil {
					api.Handler(shown, log).ServeHTTP(w, r)
					return
				}
			}
		}
		own.ServeHTTP(w, r)
	})
}

// welcome tells how to get in. What was begun of a demonstration and interrupted
// is brought to its end.
func (s *serveCommand) welcome(ctx context.Context, std streams, p *program, address string) error {
	d, err := p.Demonstration(ctx)
	if err != nil {
		return err
	}
	switch {
	case d == nil && s.Demo:
		if err := p.beside.Begin(ctx); err != nil {
			return err
		}
		if err := inviteToSetUp(ctx, std, p, address); err != nil {
			return err
		}
		return p.beside.invite(ctx, std, address)
	case d == nil:
		return inviteToSetUp(ctx, std, p, address)
	case d.Whole && !s.Demo:
		return tellServing(std, address)
	case !d.Whole:
		fmt.Fprintln(std.Err, "The demonstration organization was loaded in part; the rest of it follows.")
		if _, err := p.demonstrate(ctx, d, func(int) {}); err != nil {
			return err
		}
	}
	return inviteToDemonstration(ctx, std, p, d, address)
}

func tellServing(std streams, address string) error {
	_, err := fmt.Fprintf(std.Out, "Serving at %s\nLocked out? An address for one sign-in comes from: surety user enter LOGIN (surety user list shows the logins)\n", address)
	return err
}

// inviteToSetUp tells how to begin, or where surety serves if that was done.
func inviteToSetUp(ctx context.Context, std streams, p *program, address string) error {
	token, err := p.SetUpToken(ctx)
	if fault.Is(err, fault.Exists) {
		return tellServing(std, address)
	}
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(std.Out, "Nothing is here yet. Name your organization and make the first account:\n\n  %s/setup#%s\n\n", address, token)
	return err
}

func inviteToDemonstration(ctx context.Context, std streams, p *program, d *app.Demonstration, address string) error {
	actor, err := p.CommandLineActor(ctx, d.Organization)
	if err != nil {
		return err
	}
	token, account, err := p.OneTimeFor(ctx, actor, d.Entry)
	if fault.Is(err, fault.Invalid) { // the account was disabled since
		return tellServing(std, address)
	}
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(std.Out, "The demonstration organization is ready. Sign in once, within a day, as %s:\n\n  %s/enter#%s\n\n", account.Name, address, token)
	return err
}

func serve(ctx context.Context, listener net.Listener, handler http.Handler, log *slog.Logger) error {
	server := &http.Server{
		Handler: handler, ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelWarn),
		ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 2 * time.Minute, WriteTimeout: 5 * time.Minute, IdleTimeout: 2 * time.Minute,
		MaxHeaderBytes: 64 << 10,
	}
	stopped := make(chan error, 1)
	go func() { stopped <- server.Serve(listener) }()
	select {
	case err := <-stopped:
		return err
	case <-ctx.Done():
	}
	ending, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownTimeout)
	defer cancel()
	if err := server.Shutdown(ending); err != nil {
		return fmt.Errorf("stop serving: %w", err)
	}
	if err := <-stopped; !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}
