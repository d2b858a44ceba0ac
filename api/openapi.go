package api

import (
	"encoding/json"
	"net/http"
	"strings"

	"surety/app"
	"surety/fault"
	"surety/record"
)

// openAPI answers the description of the API (OpenAPI 3.1), made from the kinds.
func (s *server) openAPI(w http.ResponseWriter, r *http.Request) {
	paths, schemas := map[string]any{}, map[string]any{}
	for _, kind := range s.app.Catalogue().Kinds() {
		schema := kind.JSONSchema()
		delete(schema, "$schema")
		delete(schema, "$id")
		addEnvelope(schema)
		schemas[kind.Name] = schema
		addPaths(paths, kind)
	}
	s.json(w, r, map[string]any{
		"openapi": "3.1.0",
		"info": map[string]any{"title": "surety", "version": "1", "description": "Records of an information security management system. " +
			"References are given as keys such as RISK-0042; one to a record that the token may not see reads \"restricted\", and is kept where it is sent back so. " +
			"What GET answers can be sent back by PUT: what is readOnly is left out, or sent as it stands."},
		"paths": paths,
		"components": map[string]any{
			"schemas":         schemas,
			"securitySchemes": map[string]any{"token": map[string]any{"type": "http", "scheme": "bearer"}},
		},
		"security": []any{map[string]any{"token": []string{}}},
	})
}

func addPaths(paths map[string]any, kind *record.Kind) {
	ref := map[string]any{"$ref": "#/components/schemas/" + kind.Name}
	body := map[string]any{"required": true, "content": map[string]any{"application/json": map[string]any{"schema": ref}}}
	ok := func(text string) map[string]any {
		return map[string]any{"description": text, "content": map[string]any{"application/json": map[string]any{"schema": map[string]any{"type": "object"}}}}
	}
	problem := map[string]any{"description": "a problem document (RFC 9457)"}
	key := map[string]any{"name": "key", "in": "path", "required": true, "schema": map[string]any{"type": "string"}}
	parameters := []any{
		query("sort", "one of "+strings.Join(sortable(kind), ", ")+"; with - in front, descending"), query("limit", "1 to 500, default 50"),
		query("after", "the next of the page before"), query("q", "words to be found"), query("ended", "yes: also what has ended"),
		query("state", "a state of the lifecycle; also state.ne, state.in=A,B"),
		query("key", "a key; also key.in=A,B"),
	}
	for _, f := range kind.Fields {
		if f.Is(record.MarkIndex) {
			parameters = append(parameters, query(f.Name, comparisons(f)))
		}
	}
	paths["/api/v1/"+kind.Name] = map[string]any{
		"get":  map[string]any{"summary": kind.Plural, "parameters": parameters, "responses": map[string]any{"200": ok("{items, next}"), "default": problem}},
		"post": map[string]any{"summary": "Create: " + kind.Label, "requestBody": body, "responses": map[string]any{"201": ok("the record"), "default": problem}},
	}
	paths["/api/v1/"+kind.Name+"/{key}"] = map[string]any{
		"parameters": []any{key},
		"get":        map[string]any{"summary": kind.Label, "responses": map[string]any{"200": ok("the record"), "default": problem}},
		"put":        map[string]any{"summary": "Replace: " + kind.Label, "requestBody": body, "responses": map[string]any{"200": ok("the record"), "409": problem, "default": problem}},
	}
	paths["/api/v1/"+kind.Name+"/{key}/history"] = map[string]any{
		"parameters": []any{key}, "get": map[string]any{"summary": "History: " + kind.Label, "responses": map[string]any{"200": ok("{items}"), "default": problem}},
	}
	if kind.ApprovalsField() != nil {
		paths["/api/v1/"+kind.Name+"/{key}/confirm"] = map[string]any{
			"parameters": []any{key}, "post": map[string]any{
				"summary":     "Confirm an imported approval: " + kind.Label,
				"description": "Lets an approval that an import asserts count for the content as it stands: the person whom it names confirms it, or evidence with a file, named by its key, shows it.",
				"requestBody": map[string]any{"content": map[string]any{"application/json": map[string]any{"schema": map[string]any{"type": "object", "properties": map[string]any{
					"revision": map[string]any{"type": "integer", "description": "that was looked at; a newer one is refused"},
					"approval": map[string]any{"type": "integer", "minimum": 1, "description": "its place among the approvals, from 1; left out: the newest that can be confirmed"},
					"evidence": map[string]any{"type": "string", "description": "key of the evidence that shows it; left out: you confirm that you gave it, which a token that is no person's can't"},
					"note":     map[string]any{"type": "string"},
				}}}}},
				"responses": map[string]any{"200": ok("the record"), "403": problem, "409": problem, "default": problem},
			},
		}
	}
	for _, t := range kind.Lifecycle.Transitions {
		paths["/api/v1/"+kind.Name+"/{key}/"+t.Name] = map[string]any{
			"parameters": []any{key}, "post": map[string]any{"summary": t.Label + ": " + kind.Label, "responses": map[string]any{"200": ok("the record"), "default": problem}},
		}
	}
}

// addEnvelope adds what every record carries beside its own fields.
func addEnvelope(schema map[string]any) {
	properties := schema["properties"].(map[string]any)
	for _, name := range alwaysGiven {
		properties[name] = map[string]any{"type": "string", "readOnly": true}
	}
	properties["revision"] = map[string]any{"type": "integer", "description": "what a change is based on; If-Match says the same"}
	properties["mark"] = map[string]any{"enum": []string{record.MarkNone, record.MarkRestricted}}
	properties["readers"] = map[string]any{"type": "array", "items": map[string]any{"type": "string"}, "description": "keys of persons who may read it although it is marked"}
	properties["custom"] = map[string]any{"type": "object", "description": "your organization's own fields"}
}

// sortable lists what lists of a kind can be sorted by.
func sortable(kind *record.Kind) []string {
	names := []string{"key", "changed", "title", "state"}
	for _, f := range kind.Fields {
		if f.Sortable() {
			names = append(names, f.Name)
		}
	}
	return names
}

// comparisons says how a list can be filtered by a field.
func comparisons(f *record.Field) string {
	operators := []string{"in=A,B", "set=yes", "empty=yes"}
	if f.Type != record.TypeRefs {
		operators = append(operators, "ne=A")
	}
	if len(f.To) == 0 {
		operators = append(operators, "lt=A", "le=A", "gt=A", "ge=A")
	}
	for i, operator := range operators {
		operators[i] = f.Name + "." + operator
	}
	return "equal to; given several times, one of them; also " + strings.Join(operators, ", ")
}

func query(name, description string) map[string]any {
	return map[string]any{"name": name, "in": "query", "description": description, "schema": map[string]any{"type": "string"}}
}

func (s *server) schema(w http.ResponseWriter, r *http.Request) {
	kind := s.app.Catalogue().Kind(r.PathValue("kind"))
	if kind == nil {
		s.problem(w, r, app.Actor{}, fault.New(fault.NotFound, "there is no kind %q", r.PathValue("kind")))
		return
	}
	s.json(w, r, kind.JSONSchema())
}

func (s *server) json(w http.ResponseWriter, r *http.Request, value any) {
	w.Header().Set("Content-Type", "application/json")
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(value); err != nil {
		s.log.WarnContext(r.Context(), "answer not sent", "error", err)
	}
}
