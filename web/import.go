package web

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	"surety/app"
	"surety/fault"
	"surety/language"
	"surety/record"
)

// Importer reads and writes spreadsheets. It is another edge's work, handed in
// where the program is wired.
type Importer interface {
	// Plan says what an import would do; an empty mapping is proposed.
	Plan(ctx context.Context, actor app.Actor, kind *record.Kind, name string, data []byte, mapping string) (*ImportPlan, error)
	// Run carries it out, all or nothing.
	Run(ctx context.Context, actor app.Actor, kind *record.Kind, name string, data []byte, mapping string) (*ImportPlan, error)
	// Export writes all records of a kind that the actor may see.
	Export(ctx context.Context, actor app.Actor, kind *record.Kind, w io.Writer) error
	// Sample writes a file of the kind's columns, with rows that show what goes into them.
	Sample(ctx context.Context, actor app.Actor, kind *record.Kind, w io.Writer) error
}

func (s *server) importRoutes(mux *http.ServeMux) {
	if s.importer == nil {
		return
	}
	mux.Handle("GET /import", s.page(s.importForm))
	mux.Handle("POST /import", s.page(s.importFile))
	mux.Handle("GET /import/done", s.page(s.importDone))
	mux.Handle("GET /import/sample/{file}", s.page(s.sample))
	mux.Handle("GET /export/{file}", s.page(s.export))
}

// importView is the page of an import as it goes on.
type importView struct {
	Kinds []*record.Kind
	Kind  string
	File  string // digest of the uploaded file
	Name  string
	Plan  *ImportPlan
	Wrong []string
	Typed string // the mapping as it was changed
	Again bool   // what was to be imported is shown anew, as it is read otherwise now
	// Targets are the places that a column can go to.
	Targets []record.Option
}

// step is where one is on the way.
func (i importView) step() int {
	if i.Plan == nil {
		return 1
	}
	return 2
}

func (s *server) importForm(w http.ResponseWriter, v visit) error {
	return s.showImport(w, v, http.StatusOK, importView{Kind: v.URL.Query().Get("kind")})
}

func (s *server) showImport(w http.ResponseWriter, v visit, status int, view importView) error {
	for _, kind := range s.app.Catalogue().Kinds() {
		if app.MayEdit(v.Actor, kind) {
			view.Kinds = append(view.Kinds, kind)
		}
	}
	return s.show(w, v, status, v.reader().Say("Import"), importPage(view))
}

// importFile shows what the file would do; the button below carries it out.
func (s *server) importFile(w http.ResponseWriter, v visit) error {
	kind, err := s.app.Kind(v.PostFormValue("kind"))
	if err != nil {
		return err
	}
	view := importView{Kind: kind.Name, File: v.PostFormValue("file"), Name: v.PostFormValue("name"), Typed: v.PostFormValue("mapping")}
	if view.Targets, err = s.targets(v, kind); err != nil {
		return err
	}
	data, err := s.uploaded(v, kind, &view)
	choices := choicesIn(v.PostForm)
	if err == nil {
		view.Typed, err = remap(view.Typed, choices)
	}
	if err != nil {
		return s.importRefused(w, v, view, err)
	}
	if v.PostFormValue("act") == "save" {
		return sendMapping(w, kind, view.Typed)
	}
	run := v.PostFormValue("act") == "run"
	view.Again = run && len(choices) > 0 // nobody has seen yet what that does
	act := s.importer.Plan
	if run = run && !view.Again; run {
		act = s.importer.Run
	}
	view.Plan, err = act(v.Context(), v.Actor, kind, view.Name, data, view.Typed)
	switch {
	case err != nil:
		return s.importRefused(w, v, view, err)
	case run && len(view.Plan.Faults) == 0:
		if err := s.app.DropUpload(v.Actor, view.File); err != nil {
			return err
		}
		sendToDone(w, v, kind, view.Name, view.Plan)
		return nil
	}
	return s.showImport(w, v, http.StatusOK, view)
}

// importRefused shows what is wrong with the file or the mapping. A file that
// can't be read by any mapping is not kept.
func (s *server) importRefused(w http.ResponseWriter, v visit, view importView, err error) error {
	if fault.Is(err, fault.Internal) || fault.Is(err, fault.Forbidden) {
		return err
	}
	if view.Typed == "" {
		if err := s.app.DropUpload(v.Actor, view.File); err != nil {
			return err
		}
		view.File = ""
	}
	view.Wrong = strings.Split(plain(v.reader(), err), "\n")
	return s.showImport(w, v, fault.KindOf(err).Status(), view)
}

// sendMapping sends a mapping to be kept for the next file.
func sendMapping(w http.ResponseWriter, kind *record.Kind, mapping string) error {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Disposition", fmt.Sprintf("attachment; filename=%q", kind.Name+"-mapping.json"))
	_, err := io.WriteString(w, mapping)
	return err
}

// uploaded is the file: sent now, or kept since the step before.
func (s *server) uploaded(v visit, kind *record.Kind, view *importView) ([]byte, error) {
	file, header, err := v.FormFile("upload")
	if err == nil {
		a, err := s.app.KeepUpload(v.Context(), v.Actor, kind, header.Filename, file)
		if closed := file.Close(); err == nil {
			err = closed
		}
		if err != nil {
			return nil, err
		}
		view.File, view.Name = a.Digest, a.Name
		if view.Typed, err = savedMapping(v); err != nil {
			return nil, err
		}
	}
	if view.File == "" {
		return nil, fault.New(fault.Malformed, "choose a spreadsheet to import")
	}
	var content limited
	if err = s.app.ReadUpload(v.Actor, view.File, &content); err != nil {
		view.File = "" // there is nothing left that a mapping could read
	}
	return content.data, err
}

// savedMapping is the mapping that was sent beside a new file; empty: none.
func savedMapping(v visit) (string, error) {
	file, header, err := v.FormFile("saved")
	if errors.Is(err, http.ErrMissingFile) {
		return "", nil
	}
	if err != nil {
		return "", fault.New(fault.Malformed, "the mapping can't be read: %w", err)
	}
	defer file.Close() //nolint:errcheck // it was only read
	if header.Size > mostBytes {
		return "", fault.New(fault.TooLarge, "%s is too large for a mapping", header.Filename)
	}
	data, err := io.ReadAll(file)
	return string(data), err
}

// limited gathers what is written, up to the bound of an upload.
type limited struct{ data []byte }

func (l *limited) Write(p []byte) (int, error) {
	if len(l.data)+len(p) > mostUpload {
		return 0, fault.New(fault.TooLarge, "the file is larger than %d MB", mostUpload>>20)
	}
	l.data = append(l.data, p...)
	return len(p), nil
}

func (s *server) export(w http.ResponseWriter, v visit) error {
	return s.workbook(w, v, s.importer.Export)
}

// sample sends a file to begin an import with.
func (s *server) sample(w http.ResponseWriter, v visit) error {
	return s.workbook(w, v, s.importer.Sample)
}

// workbook sends a workbook of the kind that its name tells.
func (s *server) workbook(w http.ResponseWriter, v visit, write func(context.Context, app.Actor, *record.Kind, io.Writer) error) error {
	file := v.PathValue("file")
	name, isWorkbook := strings.CutSuffix(file, ".xlsx")
	if !isWorkbook {
		return fault.New(fault.NotFound, "workbooks end in .xlsx")
	}
	kind, err := s.app.Kind(name)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", papers["xlsx"])
	w.Header().Set("Content-Disposition", fmt.Sprintf("attachment; filename=%q", file))
	return write(language.With(v.Context(), v.reader()), v.Actor, kind, w)
}

// planWords says what a plan would do.
func planWords(r language.Reader, p *ImportPlan) string {
	words := r.Say("%d to create, %d to update, %d unchanged", p.Create, p.Update, p.Unchanged)
	if p.Wrong > 0 {
		words += ", " + r.Count(p.Wrong, "%d fault", "%d faults")
	}
	return words
}

// stepIs marks the step that one is at.
func stepIs(at bool) string {
	if at {
		return "step"
	}
	return "false"
}
