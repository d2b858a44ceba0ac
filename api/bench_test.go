package api_test

import (
	"fmt"
	"net/http/httptest"
	"testing"
)

// BenchmarkList answers 50 of 2,000 records as JSON, sorted by an indexed
// field, as a script asks for them; without the network.
func BenchmarkList(b *testing.B) {
	c := newClient(b)
	for i := range 2000 {
		power := []string{"low", "high"}[i%2]
		if status, problem := c.do(b, "POST", "/api/v1/gadget", fmt.Sprintf(`{"name":"Gadget %d","power":%q,"owner":"PERSON-0001"}`, i, power)); status != 201 {
			b.Fatal(status, problem)
		}
	}
	request := httptest.NewRequest("GET", "/api/v1/gadget?sort=-power&limit=50", nil)
	request.Header.Set("Authorization", "Bearer "+c.token)
	for b.Loop() {
		response := httptest.NewRecorder()
		c.handler.ServeHTTP(response, request)
		if response.Code != 200 {
			b.Fatal(response.Body)
		}
	}
}
