package web

import (
	"encoding/json"
	"mime/multipart"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"surety/fault"
	"surety/record"
)

// attachmentText is how a form carries a file that was sent before: a line of
// JSON that names it.
func attachmentText(a record.Attachment) string {
	data, err := json.Marshal(a)
	if err != nil {
		panic(err) // strings and a number can be written
	}
	return string(data)
}

// attachmentsIn reads the lines that a form carries.
func attachmentsIn(text string) ([]record.Attachment, error) {
	var list []record.Attachment
	for line := range strings.Lines(text) {
		if strings.TrimSpace(line) == "" {
			continue
		}
		var a record.Attachment
		if err := json.Unmarshal([]byte(line), &a); err != nil {
			return nil, fault.New(fault.Invalid, "the attachment can't be read")
		}
		list = append(list, a)
	}
	return list, nil
}

func parseAttachments(field *record.Field, text string) (any, error) {
	list, err := attachmentsIn(text)
	if err != nil || field.Type == record.TypeAttachments {
		return list, err
	}
	if len(list) == 0 {
		return record.Attachment{}, nil
	}
	return list[len(list)-1], nil
}

// attachmentNames lists the files of an attachment input.
func attachmentNames(text string) []string {
	list, err := attachmentsIn(text)
	if err != nil {
		return nil // saving tells it
	}
	names := make([]string, len(list))
	for i, a := range list {
		names[i] = a.Name
	}
	return names
}

// dropFiles takes out the files whose box to remove them is ticked.
func (f *form) dropFiles(values url.Values) {
	for _, field := range f.Fields() {
		drop := values["drop."+field.Name]
		if len(drop) == 0 {
			continue
		}
		var kept []string
		for i, line := range strings.Split(f.Texts[field.Name], "\n") {
			if !slices.Contains(drop, strconv.Itoa(i)) {
				kept = append(kept, line)
			}
		}
		f.Texts[field.Name] = strings.Join(kept, "\n")
	}
}

// keep keeps an uploaded file.
func (s *server) keep(v visit, kind *record.Kind, upload *multipart.FileHeader) (string, error) {
	file, err := upload.Open()
	if err != nil {
		return "", fault.New(fault.Malformed, "the file %s can't be read: %w", upload.Filename, err)
	}
	a, err := s.app.KeepAttachment(v.Context(), v.Actor, kind, upload.Filename, upload.Header.Get("Content-Type"), file)
	if closed := file.Close(); err == nil {
		err = closed
	}
	return attachmentText(a), err
}
