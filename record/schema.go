package record

// JSONSchema is the JSON Schema (draft 2020-12) of a kind's body, as a value that
// encoding/json writes.
func (k *Kind) JSONSchema() map[string]any {
	schema := objectSchema(k.Fields)
	schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	schema["$id"] = "urn:surety:kind:" + k.Name
	schema["title"] = k.Label
	schema["description"] = k.Help
	return schema
}

func objectSchema(fields []*Field) map[string]any {
	properties := map[string]any{}
	required := []string{}
	for _, f := range fields {
		property := f.schema()
		property["title"] = f.Label
		if f.Help != "" {
			property["description"] = f.Help
		}
		if f.Is(MarkComputed) {
			property["readOnly"] = true
		} else if f.Is(MarkRequired) {
			required = append(required, f.Name)
			if f.Type == TypeText || f.Type == TypeMarkdown {
				property["minLength"] = 1
			}
		}
		properties[f.Name] = property
	}
	return map[string]any{"type": "object", "additionalProperties": false, "properties": properties, "required": required}
}

func (f *Field) schema() map[string]any {
	switch f.Type {
	case TypeText, TypeMarkdown:
		text := map[string]any{"type": "string", "maxLength": f.Max}
		if f.OneLine() {
			text["pattern"] = `^[^\r\n]*$`
		}
		return text
	case TypeEnum:
		return f.optionSchema()
	case TypeEnums:
		return list(f.Max, f.optionSchema())
	case TypeTexts:
		return list(f.Max, map[string]any{"type": "string", "maxLength": 2000})
	case TypeBool:
		return map[string]any{"type": "boolean"}
	case TypeInteger:
		return map[string]any{"type": "integer"}
	case TypeDecimal:
		return map[string]any{"type": "number"}
	case TypePercent:
		return map[string]any{"type": "number", "minimum": 0, "maximum": 100}
	case TypeDate:
		return map[string]any{"type": "string", "format": "date"}
	case TypeInstant:
		return map[string]any{"type": "string", "format": "date-time"}
	case TypePeriod:
		return map[string]any{"type": "string", "pattern": periodForm.String()}
	case TypeMoney:
		return map[string]any{"type": "object", "additionalProperties": false, "required": []string{"minor", "currency"},
			"properties": map[string]any{"minor": map[string]any{"type": "integer"}, "currency": map[string]any{"type": "string", "pattern": "^[A-Z]{3}$"}}}
	case TypeRef:
		return f.refSchema()
	case TypeRefs:
		return list(f.Max, f.refSchema())
	case TypeAttachment:
		return attachmentSchema()
	case TypeAttachments:
		return list(f.Max, attachmentSchema())
	case TypeRows:
		return list(f.Max, objectSchema(f.Row))
	}
	return map[string]any{}
}

func list(most int, items map[string]any) map[string]any {
	return map[string]any{"type": "array", "maxItems": most, "items": items}
}

func (f *Field) optionSchema() map[string]any {
	values := make([]string, len(f.Options))
	for i, o := range f.Options {
		values[i] = o.Value
	}
	return map[string]any{"enum": values}
}

func (f *Field) refSchema() map[string]any {
	return map[string]any{"type": "string", "description": "id or key of a record", "x-surety-kinds": f.To}
}

func attachmentSchema() map[string]any {
	return map[string]any{"type": "object", "additionalProperties": false, "required": []string{"digest", "name"},
		"properties": map[string]any{"digest": map[string]any{"type": "string", "pattern": "^[0-9a-f]{64}$"}, "name": map[string]any{"type": "string"},
			"media": map[string]any{"type": "string"}, "size": map[string]any{"type": "integer"}}}
}
