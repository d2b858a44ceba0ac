package api_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"surety/app"
)

// withOwnToken is a person at the API with a token of their own.
func (c client) withOwnToken(t *testing.T, name string, roles ...app.Role) client {
	t.Helper()
	token, err := c.app.AddToken(t.Context(), c.actor, name, roles, time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	c.token = token
	return c
}

func TestHistoryNamesATokenAndWhoseItIs(t *testing.T) {
	manager := newClient(t)
	manager.made(t, "person", `{"name":"Olga Open"}`)
	olga := manager.colleague(t, "PERSON-0002", app.Contributor).withOwnToken(t, "nightly", app.Contributor)
	olga.made(t, "gadget", `{"name":"Toaster"}`)
	_, history := olga.do(t, "GET", "/api/v1/gadget/GADGET-0001/history", "")
	if !strings.Contains(fmt.Sprint(history), "who:token nightly of PERSON-0002") {
		t.Errorf("history says %v", history)
	}
	manager.made(t, "gadget", `{"name":"Kettle"}`)
	if _, history := manager.do(t, "GET", "/api/v1/gadget/GADGET-0002/history", ""); !strings.Contains(fmt.Sprint(history), "who:token test of the command line") {
		t.Errorf("history says %v", history)
	}
}

func TestATokenMayDoNoMoreThanWhoeverItBelongsTo(t *testing.T) {
	manager := newClient(t)
	manager.made(t, "person", `{"name":"Olga Open"}`)
	person := manager.colleague(t, "PERSON-0002", app.Contributor, app.Reader)
	if _, err := person.app.AddToken(t.Context(), person.actor, "high", []app.Role{app.Manager}, time.Hour); err == nil || !strings.Contains(err.Error(), "may do no more than") {
		t.Errorf("a token higher than its owner: %v", err)
	}
	if _, err := person.app.AddTokenFor(t.Context(), person.actor, "mara", "other", []app.Role{app.Reader}, time.Hour); err == nil {
		t.Error("somebody who is no manager makes a token of a manager's")
	}
	olga := person.withOwnToken(t, "nightly", app.Contributor, app.Reader)
	post := func(want int) {
		t.Helper()
		if status, answer := olga.do(t, "POST", "/api/v1/gadget", `{"name":"Toaster"}`); status != want {
			t.Errorf("%d %v, expected %d", status, answer, want)
		}
	}
	post(http.StatusCreated)
	change := func(c app.AccountChange) {
		t.Helper()
		if _, err := manager.app.ChangeAccount(t.Context(), manager.actor, olga.actor.Account, c); err != nil {
			t.Fatal(err)
		}
	}
	change(app.AccountChange{Roles: []app.Role{app.Reader}})
	post(http.StatusForbidden)
	change(app.AccountChange{Roles: []app.Role{app.Manager}})
	post(http.StatusCreated)
	yes, no := true, false
	change(app.AccountChange{Disabled: &yes})
	if status, answer := olga.do(t, "GET", "/api/v1/gadget", ""); status != http.StatusUnauthorized || !strings.Contains(fmt.Sprint(answer), "is disabled") {
		t.Errorf("the token of a disabled person: %d %v", status, answer)
	}
	change(app.AccountChange{Disabled: &no})
	post(http.StatusCreated)
}

func TestAnswersAreKeptInNoCacheAndTakenForNothingButData(t *testing.T) {
	c := newClient(t)
	c.made(t, "gadget", `{"name":"<script>alert(1)</script>"}`)
	for authorization, want := range map[string]int{"Bearer " + c.token: http.StatusOK, "bearer " + c.token: http.StatusOK, "Bearer wrong": http.StatusUnauthorized, "Bearer": http.StatusUnauthorized, "Basic " + c.token: http.StatusUnauthorized, "": http.StatusUnauthorized} {
		request := httptest.NewRequest(http.MethodGet, "/api/v1/gadget", nil)
		request.Header.Set("Authorization", authorization)
		w := httptest.NewRecorder()
		c.handler.ServeHTTP(w, request)
		h := w.Header()
		if w.Code != want || (h.Get("WWW-Authenticate") != "") != (want == http.StatusUnauthorized) {
			t.Errorf("%.8s: %d, WWW-Authenticate %q", authorization, w.Code, h.Get("WWW-Authenticate"))
		}
		if h.Get("Cache-Control") != "no-store" || h.Get("X-Content-Type-Options") != "nosniff" || !strings.Contains(h.Get("Content-Security-Policy"), "default-src 'none'") || !strings.Contains(h.Get("Content-Type"), "json") {
			t.Errorf("%.8s: the headers are %v", authorization, h)
		}
	}
}
