package app

import (
	"context"
	"io"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"surety/fault"
	"surety/record"
)

// KeepAttachment keeps a file by its digest for a record of a kind that the
// actor may write; the record may then refer to it.
func (a *App) KeepAttachment(ctx context.Context, actor Actor, kind *record.Kind, name, media string, content io.Reader) (record.Attachment, error) {
	if err := mayRead(actor); err != nil {
		return record.Attachment{}, err
	}
	if !mayEdit(actor, kind) {
		return record.Attachment{}, forbidden(actor, "attach a file", kind, kind.Editors)
	}
	name = fileName(name)
	digest, size, err := a.store.PutBlob(ctx, content)
	if err != nil {
		return record.Attachment{}, fault.Wrap(err, "keep the file "+name)
	}
	return record.Attachment{Digest: digest, Name: name, Media: media, Size: size}, nil
}

// longestFileName is the most bytes of a file's name: what file systems keep.
const longestFileName = 255

// fileName makes of what a browser says a name that a file can have: without
// folders, and without signs that are not seen and may turn the name around.
func fileName(name string) string {
	name = strings.Map(func(r rune) rune {
		if unicode.In(r, unicode.Cc, unicode.Cf) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(name, ""))
	name = strings.TrimSpace(path.Base(strings.ReplaceAll(name, "\\", "/")))
	if strings.Trim(name, "./ ") == "" {
		return "file"
	}
	ending := path.Ext(name)
	if len(ending) > 20 {
		ending = ""
	}
	for stem := strings.TrimSuffix(name, ending); len(name) > longestFileName; name = stem + ending {
		_, last := utf8.DecodeLastRuneInString(stem)
		stem = stem[:len(stem)-last]
	}
	return name
}

// checkAttachments refuses files that are not kept, and sizes that are not
// theirs: evidence with a file counts, so the file has to be there. What the
// record before had is not asked for again.
func (w *write) checkAttachments(rec, before *record.Record) fault.List {
	stood := map[string]bool{}
	if before != nil {
		for _, a := range rec.Kind.Attachments(before.Body) {
			stood[a.Digest] = true
		}
	}
	var faults fault.List
	for _, a := range rec.Kind.Attachments(rec.Body) {
		if stood[a.Digest] {
			continue
		}
		size, err := w.app.store.BlobSize(a.Digest)
		switch {
		case fault.Is(err, fault.NotFound):
			faults = append(faults, fault.At(fault.Invalid, rec.Name(), a.Field, "no file with the digest %.12s… is kept here: send the file itself, on the record's page", a.Digest))
		case err != nil:
			faults = append(faults, fault.At(fault.Unavailable, rec.Name(), a.Field, "the file can't be looked at: %w", err))
		case size != a.Size:
			faults = append(faults, fault.At(fault.Invalid, rec.Name(), a.Field, "the file has %d bytes, not %d", size, a.Size))
		}
	}
	return faults
}

// ReadAttachment writes an attached file's content. The caller has read the
// record that it is attached to through this door.
func (a *App) ReadAttachment(ctx context.Context, actor Actor, attachment record.Attachment, w io.Writer) (err error) {
	if err := mayRead(actor); err != nil {
		return err
	}
	content, err := a.store.OpenBlob(ctx, attachment.Digest)
	if err != nil {
		return err
	}
	defer func() {
		if closed := content.Close(); err == nil {
			err = closed
		}
	}()
	_, err = io.Copy(w, content)
	return err
}
