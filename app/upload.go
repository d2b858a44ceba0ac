package app

import (
	"context"
	"errors"
	"io"

	"surety/fault"
	"surety/record"
)

// Upload is a file that somebody has sent and not decided on yet.
type Upload struct{ Digest, Name string }

// KeepUpload keeps a file of which the actor may make records of a kind: for a
// day, and for nobody else. An attachment, in contrast, is kept for good.
func (a *App) KeepUpload(ctx context.Context, actor Actor, kind *record.Kind, name string, content io.Reader) (Upload, error) {
	if err := mayRead(actor); err != nil {
		return Upload{}, err
	}
	if !MayEdit(actor, kind) {
		return Upload{}, forbidden(actor, "import", kind, kind.Editors)
	}
	name = fileName(name)
	digest, _, err := a.store.PutUpload(ctx, ownerOf(actor), content)
	return Upload{digest, name}, fault.Wrap(err, "keep the file "+name)
}

// ReadUpload writes a file that the actor has sent; NotFound when it is gone.
func (a *App) ReadUpload(actor Actor, digest string, w io.Writer) error {
	if err := mayRead(actor); err != nil {
		return err
	}
	content, err := a.store.OpenUpload(ownerOf(actor), digest)
	if err != nil {
		return err
	}
	_, err = io.Copy(w, content)
	return errors.Join(err, content.Close())
}

// DropUpload removes a file that the actor has sent and needs no more.
func (a *App) DropUpload(actor Actor, digest string) error {
	if err := mayRead(actor); err != nil {
		return err
	}
	return a.store.DropUpload(ownerOf(actor), digest)
}

// ownerOf names whom an upload belongs to.
func ownerOf(actor Actor) string { return actor.Organization + " " + actor.Account }
