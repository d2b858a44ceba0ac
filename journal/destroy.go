package journal

import (
	"slices"

	"surety/fault"
)

// saltsKept begins, in the place of a revision's seed, the salts of the fields that
// are left of it (FORMAT.md section 8).
const saltsKept = 0x01

// Without takes fields out of a revision as it is stored: seed is its seed, or what an
// earlier call left in its place, and body the canonical body of its ordinary fields.
// It gives what is to be stored instead. From the seed the salts of the fields that go
// could be made again, and their values be guessed; so the seed goes, too, and the
// salts of the fields that stay take its place. Where body has none of the fields,
// both are given back as they are.
func Without(seed, body []byte, names ...string) (newSeed, newBody []byte, err error) {
	fields, err := ordinary(seed, body)
	if err != nil {
		return nil, nil, err
	}
	left := slices.DeleteFunc(slices.Clone(fields), func(f Field) bool { return slices.Contains(names, f.Name) })
	if len(left) == len(fields) {
		return seed, body, nil
	}
	newSeed, newBody = []byte{saltsKept}, []byte{'{'}
	for i, f := range left {
		if err := checkToken("a field's name", f.Name); err != nil {
			return nil, nil, err
		}
		if i > 0 {
			newBody = append(newBody, ',')
		}
		newSeed = append(newSeed, f.Salt[:]...)
		newBody = append(append(append(newBody, '"'), f.Name...), `":`...)
		newBody = append(newBody, f.Value...)
	}
	return newSeed, append(newBody, '}'), nil
}

// ordinary gives the fields of a stored body, each with its salt: from the seed, or
// from the salts that are in its place.
func ordinary(seed, body []byte) ([]Field, error) {
	if len(seed) == len(Seed{}) {
		return Fields(Seed(seed), body)
	}
	if len(seed) == 0 || seed[0] != saltsKept {
		return nil, fault.New(fault.Malformed, "the seed has %d bytes, expected %d", len(seed), len(Seed{}))
	}
	fields, err := Fields(Seed{}, body)
	if err != nil {
		return nil, err
	}
	salts := seed[1:]
	if len(salts) != len(fields)*len(Salt{}) {
		return nil, fault.New(fault.Malformed, "in the place of the seed are %d bytes of salts, expected %d for each of %d fields", len(salts), len(Salt{}), len(fields))
	}
	for i := range fields {
		fields[i].Salt = Salt(salts[i*len(Salt{}):][:len(Salt{})])
	}
	return fields, nil
}
