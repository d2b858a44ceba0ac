package way

import (
	"embed"
	"fmt"
	"io/fs"
	"sync"

	"go.yaml.in/yaml/v4"
)

// files are the steps and what they offer, a file for each subject; English and
// German stand beside each other, so that neither is forgotten.
//
//go:embed content
var files embed.FS

// words are a text in each language.
type words map[string]string

func (w words) in(language string) string {
	if text, ok := w[language]; ok {
		return text
	}
	return w["en"]
}

// content is all that is written down.
type content struct {
	Steps    []step
	Offers   []offer
	Controls []need
	LeftOut  map[string]words `yaml:"left_out"` // why a control is not needed, by the answer that says so
}

// written reads the content once. It is part of the program, so what is wrong in
// it is a mistake of ours, which every test meets.
var written = sync.OnceValue(func() content {
	var all content
	names, err := fs.Glob(files, "content/*.yaml")
	if err != nil {
		panic(err)
	}
	for _, name := range names {
		data, err := files.ReadFile(name)
		if err != nil {
			panic(err)
		}
		var part content
		if err := yaml.Unmarshal(data, &part); err != nil {
			panic(fmt.Errorf("isms/way/%s: %w", name, err))
		}
		all.Steps = append(all.Steps, part.Steps...)
		all.Offers = append(all.Offers, part.Offers...)
		all.Controls = append(all.Controls, part.Controls...)
		if part.LeftOut != nil {
			all.LeftOut = part.LeftOut
		}
	}
	return all
})
