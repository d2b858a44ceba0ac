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

// KeepAttachment takes a file for a record of a kind that the actor may write. It
// is the actor's own, and for a day, until a record of theirs refers to it.
func (a *App) KeepAttachment(ctx context.Context, actor Actor, kind *record.Kind, name, media string, content io.Reader) (record.Attachment, error) {
	if err := mayRead(actor); err != nil {
		return record.Attachment{}, err
	}
	if !MayCreate(actor, kind) {
		return record.Attachment{}, forbidden(actor, "attach a file", kind, kind.Editors)
	}
	name = fileName(name)
	digest, size, err := a.store.PutUpload(ctx, ownerOf(actor), content)
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

// checkAttachments refuses files that the actor has not sent, and sizes that are
// not theirs: evidence with a file counts, so the file has to be there; and whoever
// only knows the digest of a file of others must not come by it so.
func (w *write) checkAttachments(rec, before *record.Record) fault.List {
	var faults fault.List
	for _, a := range newAttachments(rec, before) {
		size, err := w.app.store.UploadSize(ownerOf(w.actor), a.Digest)
		switch {
		case fault.Is(err, fault.NotFound):
			faults = append(faults, fault.At(fault.Invalid, rec.Name(), a.Field, "you have sent no file with the digest %.12s…, or more than a day ago: send the file itself, on the record's page", a.Digest))
		case err != nil:
			faults = append(faults, fault.At(fault.Unavailable, rec.Name(), a.Field, "the file can't be looked at: %w", err))
		case size != a.Size:
			faults = append(faults, fault.At(fault.Invalid, rec.Name(), a.Field, "the file has %d bytes, not %d", size, a.Size))
		}
	}
	return faults
}

// attach keeps the files for good that a record newly refers to.
func (w *write) attach(rec, before *record.Record) error {
	for _, a := range newAttachments(rec, before) {
		if err := w.app.store.AttachUpload(ownerOf(w.actor), a.Digest); err != nil {
			return fault.Wrap(err, "keep the file "+a.Name)
		}
	}
	return nil
}

// newAttachments are the files that a record refers to and that it did not before.
func newAttachments(rec, before *record.Record) []record.Attached {
	var list []record.Attached
	stood := map[string]bool{}
	if before != nil {
		for _, a := range rec.Kind.Attachments(before.Body) {
			stood[a.Digest] = true
		}
	}
	for _, a := range rec.Kind.Attachments(rec.Body) {
		if !stood[a.Digest] {
			list = append(list, a)
		}
	}
	return list
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
