package journal_test

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
)

// This file is a second reading of FORMAT.md. It uses nothing of the package
// and nothing of the Merkle log library: SHA-256, Ed25519, AES-GCM and JSON of
// the standard library alone, so that vectors and package can't share a mistake.

// sum is the one hash of everything here.
func sum(parts ...[]byte) []byte {
	h := sha256.Sum256(slices.Concat(parts...))
	return h[:]
}

// hmacOf is RFC 2104 for keys of at most one block.
func hmacOf(key, message []byte) []byte {
	inner, outer := make([]byte, 64), make([]byte, 64)
	copy(inner, key)
	copy(outer, key)
	for i := range 64 {
		inner[i] ^= 0x36
		outer[i] ^= 0x5c
	}
	return sum(outer, sum(inner, message))
}

// mth is the Merkle Tree Hash of RFC 6962 section 2.1, as written there.
func mth(d [][]byte) []byte {
	switch n := len(d); n {
	case 0:
		return sum()
	case 1:
		return sum([]byte{0}, d[0])
	default:
		k := split(n)
		return sum([]byte{1}, mth(d[:k]), mth(d[k:]))
	}
}

// split is the largest power of two smaller than n.
func split(n int) int {
	k := 1
	for 2*k < n {
		k *= 2
	}
	return k
}

// path is PATH(m, D[n]) of RFC 6962 section 2.1.1.
func path(m int, d [][]byte) [][]byte {
	if len(d) <= 1 {
		return nil
	}
	k := split(len(d))
	if m < k {
		return append(path(m, d[:k]), mth(d[k:]))
	}
	return append(path(m-k, d[k:]), mth(d[:k]))
}

// subproof is SUBPROOF(m, D[n], b) of RFC 6962 section 2.1.2.
func subproof(m int, d [][]byte, whole bool) [][]byte {
	if m == len(d) {
		if whole {
			return nil
		}
		return [][]byte{mth(d)}
	}
	k := split(len(d))
	if m <= k {
		return append(subproof(m, d[:k], whole), mth(d[k:]))
	}
	return append(subproof(m-k, d[k:], false), mth(d[:k]))
}

// completed are the roots of the subtrees that the last of d completes.
func completed(d [][]byte) [][]byte {
	out := [][]byte{mth(d[len(d)-1:])}
	for width := 2; len(d)%width == 0; width *= 2 {
		out = append(out, mth(d[len(d)-width:]))
	}
	return out
}

// published reads the vectors without any type of the package. Integers are
// kept as written.
func published(t *testing.T) map[string]any {
	t.Helper()
	data, err := os.ReadFile("testdata/vectors.json")
	if err != nil {
		t.Fatal(err)
	}
	decoder := json.NewDecoder(strings.NewReader(string(data)))
	decoder.UseNumber()
	var v map[string]any
	if err := decoder.Decode(&v); err != nil {
		t.Fatal(err)
	}
	return v
}

func objects(v any) []map[string]any {
	var out []map[string]any
	list, _ := v.([]any)
	for _, item := range list {
		out = append(out, item.(map[string]any))
	}
	return out
}

func text(v any) string { return v.(string) }

func octets(t *testing.T, v any) []byte {
	t.Helper()
	b, err := base64.StdEncoding.DecodeString(v.(string))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func number(t *testing.T, v any) int {
	t.Helper()
	n, err := v.(json.Number).Int64()
	if err != nil {
		t.Fatal(err)
	}
	return int(n)
}

func sameHashes(t *testing.T, what string, got [][]byte, want any) {
	t.Helper()
	var texts []any
	for _, hash := range got {
		texts = append(texts, base64.StdEncoding.EncodeToString(hash))
	}
	if list := want.([]any); !slices.Equal(texts, list) {
		t.Errorf("%s: computed %v, published %v", what, texts, list)
	}
}

func leaves(v map[string]any) [][]byte {
	var d [][]byte
	for _, e := range objects(v["entries"]) {
		d = append(d, []byte(text(e["bytes"])))
	}
	return d
}

func TestThePublishedCommitmentsAreThoseOfPlainSHA256(t *testing.T) {
	v := published(t)
	block, err := aes.NewCipher(octets(t, v["person_key"]))
	if err != nil {
		t.Fatal(err)
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		t.Fatal(err)
	}
	for i, e := range objects(v["entries"]) {
		envelope := e["envelope"].(map[string]any)
		want := map[string]string{}
		var body map[string]json.RawMessage
		if err := json.Unmarshal([]byte(text(e["body"])), &body); err != nil {
			t.Fatal(err)
		}
		for _, s := range objects(e["salts"]) {
			name := text(s["name"])
			salt := hmacOf(octets(t, e["seed"]), []byte("surety field salt 1\n"+name+"\x01"))
			if base64.StdEncoding.EncodeToString(salt) != text(s["salt"]) {
				t.Errorf("entry %d: the salt of %s is %x", i, name, salt)
			}
			want[name] = base64.StdEncoding.EncodeToString(hmacOf(salt, body[name]))
		}
		for _, p := range objects(e["personal"]) {
			name, salt := text(p["name"]), octets(t, p["salt"])
			want[name] = base64.StdEncoding.EncodeToString(hmacOf(salt, []byte(text(p["value"]))))
			sealed := octets(t, p["sealed"])
			bound := fmt.Sprintf("surety sealed field 1\n%s\n%s\n%s\n%s", envelope["organization"], envelope["record"], envelope["revision"], name)
			plain, err := aead.Open(nil, sealed[1:13], sealed[13:], []byte(bound))
			if err != nil || sealed[0] != 1 || string(plain) != string(salt)+text(p["value"]) {
				t.Errorf("entry %d: %s opens as %q (%v)", i, name, plain, err)
			}
		}
		if fields := envelope["fields"].(map[string]any); len(fields) != len(want) {
			t.Errorf("entry %d commits to %d fields, want %d", i, len(fields), len(want))
		} else {
			for name, commitment := range want {
				if fields[name] != commitment {
					t.Errorf("entry %d: the commitment to %s is %v, computed %s", i, name, fields[name], commitment)
				}
			}
		}
	}
}

func TestThePublishedEnvelopesAreCompactSortedJSON(t *testing.T) {
	for i, e := range objects(published(t)["entries"]) {
		data, err := json.Marshal(e["envelope"]) // of a map: names sorted, no spaces
		if err != nil || string(data) != text(e["bytes"]) {
			t.Errorf("entry %d: %s (%v), published %s", i, data, err, e["bytes"])
		}
	}
}

func TestThePublishedTreesAndProofsAreThoseOfRFC6962(t *testing.T) {
	v := published(t)
	d := leaves(v)
	var roots [][]byte
	for size := range len(d) + 1 {
		roots = append(roots, mth(d[:size]))
	}
	sameHashes(t, "roots", roots, v["roots"])
	for i, e := range objects(v["entries"]) {
		stored := completed(d[:i+1])
		sameHashes(t, fmt.Sprint("stored hashes of entry ", i), stored, e["stored"])
		sameHashes(t, fmt.Sprint("leaf of entry ", i), stored[:1], []any{e["leaf"]})
	}
	inclusion, consistency := objects(v["inclusion"]), objects(v["consistency"])
	if len(inclusion) < 20 || len(consistency) < 20 {
		t.Errorf("%d inclusion and %d consistency proofs are published", len(inclusion), len(consistency))
	}
	for _, p := range inclusion {
		size, m := number(t, p["size"]), number(t, p["sequence"])
		sameHashes(t, fmt.Sprintf("inclusion of %d in %d", m, size), path(m, d[:size]), p["proof"])
	}
	for _, p := range consistency {
		older, newer := number(t, p["older"]), number(t, p["newer"])
		var proof [][]byte
		if older > 0 {
			proof = subproof(older, d[:newer], true)
		}
		sameHashes(t, fmt.Sprintf("consistency of %d and %d", older, newer), proof, p["proof"])
	}
}

func TestThePublishedCheckpointsAreSignedByTheirKeys(t *testing.T) {
	v := published(t)
	d := leaves(v)
	origin := "surety/" + text(v["organization"])
	for _, c := range objects(v["checkpoints"]) {
		private := ed25519.NewKeyFromSeed(octets(t, c["private_seed"]))
		public := private.Public().(ed25519.PublicKey)
		id := sum([]byte(origin), []byte{'\n', 1}, public)[:4]
		key := append([]byte{1}, public...)
		if want := origin + "+" + hex.EncodeToString(id) + "+" + base64.StdEncoding.EncodeToString(key); c["verifying_key"] != want {
			t.Errorf("the verifying key is %v, want %s", c["verifying_key"], want)
		}
		size := number(t, c["size"])
		note := fmt.Sprintf("%s\n%d\n%s\n", origin, size, base64.StdEncoding.EncodeToString(mth(d[:size])))
		if when, ok := c["time"]; ok {
			note += "time " + text(when) + "\n"
		}
		signature := append(slices.Clone(id), ed25519.Sign(private, []byte(note))...)
		want := note + "\n— " + origin + " " + base64.StdEncoding.EncodeToString(signature) + "\n"
		if c["signed"] != want {
			t.Errorf("the checkpoint of %d is\n%v, want\n%s", size, c["signed"], want)
		}
	}
}

func TestThePublishedBundleProvesItsEntry(t *testing.T) {
	v := published(t)
	b := v["bundle"].(map[string]any)
	var envelope struct {
		Sequence uint64
		Fields   map[string]string
	}
	if err := json.Unmarshal([]byte(text(b["envelope"])), &envelope); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(text(b["checkpoint"]), "\n")
	size := number(t, json.Number(lines[1]))
	hash := sum([]byte{0}, []byte(text(b["envelope"])))
	proof := b["proof"].([]any)
	// Climb from the leaf: a proof of a full tree goes left or right by the bits
	// of the sequence (the published bundle is of eight entries).
	if size != 1<<len(proof) {
		t.Fatalf("the bundle's checkpoint has %d entries and its proof %d hashes", size, len(proof))
	}
	for level, sibling := range proof {
		if envelope.Sequence>>level&1 == 0 {
			hash = sum([]byte{1}, hash, octets(t, sibling))
		} else {
			hash = sum([]byte{1}, octets(t, sibling), hash)
		}
	}
	if base64.StdEncoding.EncodeToString(hash) != lines[2] {
		t.Errorf("the proof leads to %x, the checkpoint says %s", hash, lines[2])
	}
	if b["checkpoint"] != objects(v["checkpoints"])[1]["signed"] {
		t.Error("the bundle's checkpoint is not the published one")
	}
	revealed := objects(b["fields"])
	if len(revealed) != 2 {
		t.Errorf("%d fields are revealed", len(revealed))
	}
	for _, f := range revealed {
		value, err := json.Marshal(f["value"])
		if err != nil {
			t.Fatal(err)
		}
		if commitment := base64.StdEncoding.EncodeToString(hmacOf(octets(t, f["salt"]), value)); commitment != envelope.Fields[text(f["name"])] {
			t.Errorf("the value of %s has the commitment %s", f["name"], commitment)
		}
	}
}

func TestThePublishedVectorsNeverChange(t *testing.T) {
	data, err := os.ReadFile("testdata/vectors.json")
	if err != nil {
		t.Fatal(err)
	}
	const published = "899a2fdc6cb05840b2f7e55a1058c419ac5165c75796fa4989cb284aa01f3d02"
	if got := hex.EncodeToString(sum(data)); got != published {
		t.Errorf("testdata/vectors.json has the SHA-256 %s, published was %s: format 1 is fixed; what differs needs another format number and vectors of its own", got, published)
	}
}

// TestTheStoredIndexIsTheSumOfFORMAT5 counts what is stored entry by entry.
func TestTheStoredIndexIsTheSumOfFORMAT5(t *testing.T) {
	d := [][]byte{}
	stored := 0
	for i := range 70 {
		index := 0
		for n := i; n > 0; n /= 2 {
			index += n
		}
		if index != stored {
			t.Fatalf("the leaf hash of entry %d has index %d by the formula, %d by counting", i, index, stored)
		}
		d = append(d, binary.BigEndian.AppendUint32(nil, uint32(i)))
		stored += len(completed(d))
	}
}
