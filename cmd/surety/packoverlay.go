package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"text/tabwriter"

	"surety/app"
	"surety/fault"
)

type packOverlayCommand struct {
	Add    packOverlayAddCommand    `cmd:"" help:"Keep the licensed text of an edition, in place of what was kept of it."`
	List   packOverlayListCommand   `cmd:"" help:"List the editions of which licensed text is kept, without the text."`
	Remove packOverlayRemoveCommand `cmd:"" help:"Destroy the licensed text that is kept of an edition."`
}

type packOverlayAddCommand struct {
	Path string `arg:"" help:"YAML file with the keys pack, edition and entries, or a folder of such files."`
}

// Help shows an example to be pasted.
func (*packOverlayAddCommand) Help() string {
	return example(`printf 'pack: iso27002\nedition: "2022"\nentries: {"8.13": The text of your copy}\n' > copy.yaml && surety pack overlay add copy.yaml`)
}

// Run reads the files and keeps what they say, all or nothing.
func (o *packOverlayAddCommand) Run(ctx context.Context, std streams, c *commands) error {
	folder, names, err := o.files()
	if err != nil {
		return err
	}
	packs, _, err := c.standards()
	if err != nil {
		return err
	}
	overlays, problems := packs.Overlays(folder, names...)
	for _, problem := range problems {
		fmt.Fprintln(std.Err, problem)
	}
	if len(problems) > 0 {
		return fault.New(fault.Invalid, "nothing was kept")
	}
	return c.managing(ctx, func(p *program, actor app.Actor) error {
		for _, overlay := range overlays {
			if err := p.AddOverlay(ctx, actor, overlay); err != nil {
				return err
			}
			fmt.Fprintf(std.Out, "%s: the text of %d entries is kept, SHA-256 %s\n", overlay.Ref(), len(overlay.IDs), overlay.Digest())
		}
		return nil
	})
}

// files are the folder, and the file in it where one was named.
func (o *packOverlayAddCommand) files() (fs.FS, []string, error) {
	info, err := os.Stat(o.Path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil, fault.New(fault.NotFound, "there is no file or folder %s", o.Path)
	case err != nil:
		return nil, nil, fault.New(fault.Unavailable, "%s can't be read: %w", o.Path, err)
	case info.IsDir():
		return packFolder(o.Path), nil, nil
	}
	return packFolder(filepath.Dir(o.Path)), []string{filepath.Base(o.Path)}, nil
}

type packOverlayListCommand struct {
	Format string `help:"text or json." enum:"text,json" default:"text"`
}

// Help shows an example to be pasted.
func (*packOverlayListCommand) Help() string { return example(`surety pack overlay list`) }

// Run lists what is kept.
func (l *packOverlayListCommand) Run(ctx context.Context, std streams, c *commands) error {
	return c.managing(ctx, func(p *program, actor app.Actor) error {
		kept, err := p.Overlays(ctx, actor)
		if err != nil {
			return err
		}
		if l.Format == "json" {
			return writeJSON(std.Out, kept)
		}
		if len(kept) == 0 {
			_, err := fmt.Fprintln(std.Out, "No licensed text is kept.")
			return err
		}
		table := tabwriter.NewWriter(std.Out, 0, 4, 2, ' ', 0)
		fmt.Fprintln(table, "EDITION\tENTRIES\tADDED\tSHA-256\tLICENCE")
		for _, k := range kept {
			fmt.Fprintf(table, "%s\t%d\t%s\t%s\t%s\n", k.Edition, len(k.Entries), k.Added.UTC().Format("2006-01-02"), k.Digest, k.Licence)
		}
		return table.Flush()
	})
}

type packOverlayRemoveCommand struct {
	Edition string `arg:"" help:"Edition, such as iso27002@2022."`
}

// Help shows an example to be pasted.
func (*packOverlayRemoveCommand) Help() string {
	return example(`printf 'pack: iso27002\nedition: "2022"\nentries: {"8.13": The text of your copy}\n' > copy.yaml && surety pack overlay add copy.yaml && surety pack overlay remove iso27002@2022`)
}

// Run destroys what is kept of an edition.
func (r *packOverlayRemoveCommand) Run(ctx context.Context, std streams, c *commands) error {
	return c.managing(ctx, func(p *program, actor app.Actor) error {
		if err := p.RemoveOverlay(ctx, actor, r.Edition); err != nil {
			return err
		}
		_, err := fmt.Fprintf(std.Out, "The licensed text of %s is gone. Backups that were made before still hold it.\n", r.Edition)
		return err
	})
}
