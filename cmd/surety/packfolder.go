package main

import (
	"io/fs"
	"os"
)

// packFolder is a folder of packs on the disk. Links are followed inside of it
// only: what it holds was put there to be a pack, and nothing else is read.
func packFolder(path string) fs.FS {
	root, err := os.OpenRoot(path)
	if err != nil {
		return closed{err}
	}
	return root.FS()
}

// closed is a folder that can't be opened; whoever reads it is told why.
type closed struct{ err error }

func (c closed) Open(string) (fs.File, error) { return nil, c.err }
