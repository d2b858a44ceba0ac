package api_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"surety/pack"
)

func TestLicensedTextIsInNoAnswerOfTheAPI(t *testing.T) {
	c := newClient(t)
	overlay := &pack.Overlay{Pack: "iso27001", Edition: "2022", Texts: map[string]string{"A.5.1": "Canary sentence"}, IDs: []string{"A.5.1"}}
	if err := c.app.AddOverlay(t.Context(), c.actor, overlay); err != nil {
		t.Fatal(err)
	}
	c.made(t, "gadget", `{"name":"Toaster"}`)
	paths := []string{"/api/v1", "/api/v1/openapi.json", "/api/v1/standards", "/api/v1/standards/iso27001/A.5.1", "/api/v1/search?q=canary", "/api/v1/settings"}
	for _, kind := range c.app.Catalogue().Kinds() {
		paths = append(paths, "/api/v1/"+kind.Name, "/api/v1/"+kind.Name+"?q=canary")
	}
	for _, path := range paths {
		request := httptest.NewRequest("GET", path, nil)
		request.Header.Set("Authorization", "Bearer "+c.token)
		response := httptest.NewRecorder()
		c.handler.ServeHTTP(response, request)
		if strings.Contains(response.Body.String(), "Canary sentence") {
			t.Errorf("%s gives licensed text away", path)
		}
		if strings.HasSuffix(path, "/gadget") && response.Code != http.StatusOK {
			t.Errorf("%s answers %d", path, response.Code)
		}
	}
}
