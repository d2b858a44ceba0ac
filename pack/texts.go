package pack

import (
	"iter"
	"strconv"
)

// texts walks all texts of a pack, each with the place by which translations name it.
func (p *Pack) texts() iter.Seq2[string, *Text] {
	return func(yield func(string, *Text) bool) {
		w := textWalk{yield: yield}
		w.text("title", &p.Title)
		w.text("text", &p.Text)
		for i := range p.Sources {
			w.text("sources/"+p.Sources[i].ID+"/name", &p.Sources[i].Name)
		}
		for i := range p.Attributes {
			w.text("attributes/"+p.Attributes[i].ID+"/title", &p.Attributes[i].Title)
			w.list("attributes/"+p.Attributes[i].ID+"/values", p.Attributes[i].names)
		}
		for i := range p.Parts {
			w.text("parts/"+p.Parts[i].ID+"/title", &p.Parts[i].Title)
		}
		for _, e := range p.Entries {
			w.entry("entries/"+e.ID+"/", e)
		}
		for _, t := range p.Terms {
			w.text("terms/"+t.ID+"/term", &t.Term)
			w.text("terms/"+t.ID+"/text", &t.Text)
		}
	}
}

// textWalk hands texts on until whoever gets them has enough.
type textWalk struct {
	yield func(string, *Text) bool
	done  bool
}

func (w *textWalk) text(place string, t *Text) {
	if !w.done && !t.IsZero() {
		w.done = !w.yield(place, t)
	}
}

func (w *textWalk) list(place string, list []Text) {
	for i := range list {
		w.text(place+"/"+strconv.Itoa(i), &list[i])
	}
}

func (w *textWalk) entry(place string, e *Entry) {
	w.text(place+"title", &e.Title)
	w.text(place+"text", &e.Text)
	w.text(place+"why", &e.Why)
	w.text(place+"guidance", &e.Guidance)
	w.list(place+"evidence", e.Evidence)
	w.list(place+"pitfalls", e.Pitfalls)
	w.list(place+"questions", e.Questions)
	for id, texts := range e.Parts {
		w.list(place+"parts/"+id, texts)
	}
	for _, c := range e.Checks {
		w.text(place+"checks/"+c.ID+"/reason", &c.Reason)
		w.text(place+"checks/"+c.ID+"/mend", &c.Mend)
	}
}
