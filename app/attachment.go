package app

import (
	"context"
	"io"
	"path"
	"strings"

	"surety/fault"
	"surety/record"
)

// KeepAttachment keeps a file by its digest; a record may then refer to it.
func (a *App) KeepAttachment(ctx context.Context, actor Actor, name, media string, content io.Reader) (record.Attachment, error) {
	if err := mayRead(actor); err != nil {
		return record.Attachment{}, err
	}
	digest, size, err := a.store.PutBlob(ctx, content)
	if err != nil {
		return record.Attachment{}, fault.Wrap(err, "keep the file "+name)
	}
	return record.Attachment{Digest: digest, Name: path.Base(strings.ReplaceAll(name, "\\", "/")), Media: media, Size: size}, nil
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
