package record

import (
	"fmt"
	"sort"
	"strings"
)

// Catalogue is the set of kinds that a program knows.
type Catalogue struct {
	kinds    []*Kind
	byName   map[string]*Kind
	byPrefix map[string]*Kind
	backs    map[string][]Back // by the target's kind
}

// Back is the reverse direction of a reference: under Name, the target sees
// the records of Kind whose Field points to it.
type Back struct {
	Name  string
	Kind  *Kind
	Field *Field
}

// NewCatalogue collects kinds and checks that they fit together: names and
// prefixes are unique, each reference points to a kind that is there, and no
// two reverse directions of a kind have the same name.
func NewCatalogue(kinds ...*Kind) (*Catalogue, error) {
	c := &Catalogue{kinds: kinds, byName: map[string]*Kind{}, byPrefix: map[string]*Kind{}, backs: map[string][]Back{}}
	for _, k := range kinds {
		if c.byName[k.Name] != nil {
			return nil, fmt.Errorf("kind %s is declared twice", k.Name)
		}
		if c.byPrefix[k.Prefix] != nil {
			return nil, fmt.Errorf("kinds %s and %s have the same prefix %s", k.Name, c.byPrefix[k.Prefix].Name, k.Prefix)
		}
		c.byName[k.Name], c.byPrefix[k.Prefix] = k, k
	}
	for _, k := range kinds {
		for _, f := range k.Fields {
			if err := c.resolve(k, f); err != nil {
				return nil, err
			}
			for _, rf := range f.Row {
				if err := c.resolve(k, rf); err != nil {
					return nil, err
				}
			}
		}
	}
	return c, nil
}

func (c *Catalogue) resolve(k *Kind, f *Field) error {
	for _, name := range f.To {
		target := c.byName[name]
		if target == nil {
			return fmt.Errorf("%s.%s refers to the unknown kind %s", k.Name, f.Name, name)
		}
		if f.Back == "" {
			continue
		}
		if _, taken := c.Back(target, f.Back); taken || target.Field(f.Back) != nil {
			return fmt.Errorf("%s.%s: the reverse name %s is taken at %s", k.Name, f.Name, f.Back, name)
		}
		c.backs[name] = append(c.backs[name], Back{Name: f.Back, Kind: k, Field: f})
	}
	return nil
}

// Kinds lists all kinds in the order of declaration.
func (c *Catalogue) Kinds() []*Kind { return c.kinds }

// Kind finds a kind by name, or nil.
func (c *Catalogue) Kind(name string) *Kind { return c.byName[name] }

// OfKey finds the kind that a key such as RISK-0042 belongs to, or nil.
func (c *Catalogue) OfKey(key string) *Kind {
	prefix, _, _ := strings.Cut(strings.ToUpper(key), "-")
	return c.byPrefix[prefix]
}

// Names lists the kinds' names in order, for messages.
func (c *Catalogue) Names() []string {
	names := make([]string, len(c.kinds))
	for i, k := range c.kinds {
		names[i] = k.Name
	}
	sort.Strings(names)
	return names
}

// Backs lists the reverse directions of a kind.
func (c *Catalogue) Backs(k *Kind) []Back { return c.backs[k.Name] }

// Back finds a reverse direction of a kind by its name.
func (c *Catalogue) Back(k *Kind, name string) (Back, bool) {
	for _, b := range c.backs[k.Name] {
		if b.Name == name {
			return b, true
		}
	}
	return Back{}, false
}
