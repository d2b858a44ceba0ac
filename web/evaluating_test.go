package web_test

import (
	"net/http"
	"strings"
	"sync"
	"testing"
)

func TestThePageSaysHowFarTheFirstEvaluationIsAndThenShowsTheVerdicts(t *testing.T) {
	h := newHouse(t)
	register(t, h)
	v := h.as(t, h.manager)
	held, release := make(chan struct{}), make(chan struct{})
	var first sync.Once
	h.ran.holding(func(text string) {
		if strings.Contains(text, " k WHERE k.num > $1 AND k.num < $2 ORDER BY k.num LIMIT $3") { // records are read one kind after the other
			first.Do(func() { close(held) })
			<-release
		}
	})
	let := sync.OnceFunc(func() { close(release) })
	t.Cleanup(let)
	const page = "/conformity/iso27002" // nobody has asked for it before
	v.get(page).shows(t, http.StatusAccepted, "The first look at all records", "0 of ", "<progress", `hx-get="`+page+`"`, `href="`+page+`"`)
	<-held
	h.ran.holding(nil)
	let()
	answered := v.get(page)
	for answered.Status == http.StatusAccepted {
		answered = v.get(page)
	}
	answered.shows(t, http.StatusOK, "ISO/IEC 27002:2022", "What is not followed")
}
