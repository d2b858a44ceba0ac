package main

import (
	"context"
	"fmt"
	"io"
	"os"

	"surety/fault"
	"surety/store"
)

type backupCommand struct {
	Output string `short:"o" help:"File to write; - for standard output." required:""`
	Keys   string `help:"Write the keys to this file too; keep it apart from the backup."`
}

// Help shows an example to be pasted.
func (*backupCommand) Help() string {
	return example(`surety backup -o surety.backup`)
}

// Run writes a backup of everything but the keys.
func (b *backupCommand) Run(ctx context.Context, std streams, c *commands) (err error) {
	p, err := c.openToRead(ctx)
	if err != nil {
		return err
	}
	defer closing(p, &err)
	var manifest store.Manifest
	err = writeFile(std, b.Output, func(w io.Writer) (err error) {
		manifest, err = p.store.Backup(ctx, w)
		return err
	})
	if err != nil {
		return err
	}
	if b.Keys != "" {
		if err := writeFile(std, b.Keys, func(w io.Writer) error { return p.store.BackupKeys(ctx, w) }); err != nil {
			return err
		}
	}
	for _, organization := range manifest.Organizations {
		if b.Keys != "" {
			fmt.Fprintf(std.Err, "%s is in the backup, its keys in %s: keep the two apart\n", organization.Name, b.Keys)
			continue
		}
		fmt.Fprintf(std.Err, "%s is in the backup; its keys are not: keep %s/keys elsewhere\n", organization.Name, c.Dir)
	}
	return nil
}

type restoreCommand struct {
	File string `arg:"" help:"The backup; - for standard input."`
	Keys string `help:"The keys, as surety backup --keys wrote them."`
}

// Help shows an example to be pasted.
func (*restoreCommand) Help() string {
	return example(`surety backup -o surety.backup --keys surety.keys && surety --dir restored restore surety.backup --keys surety.keys`)
}

// Run restores into a place that is empty.
func (r *restoreCommand) Run(ctx context.Context, std streams, c *commands) (err error) {
	catalogue, err := c.catalogue()
	if err != nil {
		return err
	}
	backup, err := openFile(std, r.File)
	if err != nil {
		return err
	}
	defer closing(backup, &err)
	var with store.Restoring
	if r.Keys != "" {
		keys, err := openFile(std, r.Keys)
		if err != nil {
			return err
		}
		defer closing(keys, &err)
		with.Keys = keys
	}
	options, err := c.options(catalogue, &clock{})
	if err != nil {
		return err
	}
	if err := store.Restore(ctx, options, backup, with); err != nil {
		return err
	}
	_, err = fmt.Fprintf(std.Out, "Restored into %s. Look at it with: surety log verify\n", c.Dir)
	return err
}

func openFile(std streams, name string) (io.ReadCloser, error) {
	if name == "-" {
		return io.NopCloser(std.In), nil
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, fault.New(fault.NotFound, "%s can't be read: %w", name, err)
	}
	return f, nil
}
