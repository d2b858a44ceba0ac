package journal

import (
	"encoding/base64"
	"errors"
	"strconv"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"

	"surety/fault"
)

// maxCheckpoint is the most bytes of a signed checkpoint: room for sixteen
// post-quantum signatures of witnesses (C2SP signed-note).
const maxCheckpoint = 256 << 10

// timeExtension begins the extension line that holds the time.
const timeExtension = "time "

// Checkpoint is a statement of the log's head: at size entries its root is
// Root (C2SP tlog-checkpoint).
type Checkpoint struct {
	Origin string `json:"origin"`
	Size   int64  `json:"size"`
	Root   Hash   `json:"root"`
	// Time is when the log says it signed; zero when it doesn't say. C2SP
	// allows such an extension line but advises against it, since no monitor
	// can audit it and some witnesses don't sign it. Leave it zero for a log
	// that witnesses co-sign: they add times of their own.
	Time time.Time `json:"time,omitzero"`
}

// text is the note's text.
func (c Checkpoint) text() (string, error) {
	if err := checkInteger("a checkpoint's size", c.Size, 0); err != nil {
		return "", err
	}
	if !strings.HasPrefix(c.Origin, originPrefix) {
		return "", fault.New(fault.Invalid, "a checkpoint's origin is %q, expected %s and an organization's id", c.Origin, originPrefix)
	}
	if err := checkToken("a checkpoint's origin", c.Origin[len(originPrefix):]); err != nil {
		return "", err
	}
	text := c.Origin + "\n" + strconv.FormatInt(c.Size, 10) + "\n" + base64.StdEncoding.EncodeToString(c.Root[:]) + "\n"
	if !c.Time.IsZero() {
		if err := checkTime(c.Time); err != nil {
			return "", err
		}
		text += timeExtension + c.Time.UTC().Format(timeLayout) + "\n"
	}
	return text, nil
}

// Sign gives the checkpoint as a signed note. Each signer must be a key of the
// log, so named as its origin. A log must never sign two checkpoints that are
// not consistent with one another.
func (c Checkpoint) Sign(signers ...Signer) ([]byte, error) {
	text, err := c.text()
	if err != nil {
		return nil, err
	}
	if len(signers) == 0 {
		return nil, fault.New(fault.Invalid, "a checkpoint needs a key to be signed with")
	}
	for _, s := range signers {
		if s.Name() != c.Origin {
			return nil, fault.New(fault.Invalid, "key %s can't sign for %s: expected a key of that name", s.Name(), c.Origin)
		}
	}
	signed, err := note.Sign(&note.Note{Text: text}, signers...)
	if err != nil {
		return nil, &fault.Error{Kind: fault.Internal, Op: "sign checkpoint", Err: err}
	}
	return signed, nil
}

// OpenCheckpoint verifies a signed checkpoint of an organization's log against
// the keys that the caller trusts. At least one key named as the log's origin
// must have signed; each signature of a trusted key must be right; signatures
// of unknown keys (witnesses, older keys) are ignored.
func OpenCheckpoint(signed []byte, organization string, trusted ...Verifier) (Checkpoint, error) {
	origin, err := Origin(organization)
	if err != nil {
		return Checkpoint{}, err
	}
	if len(signed) > maxCheckpoint {
		return Checkpoint{}, fault.New(fault.TooLarge, "a checkpoint has %d bytes, expected at most %d", len(signed), maxCheckpoint)
	}
	opened, err := note.Open(signed, note.VerifierList(trusted...))
	if err != nil {
		return Checkpoint{}, explainNote(err, origin)
	}
	if err := checkSignatures(opened, origin); err != nil {
		return Checkpoint{}, err
	}
	c, err := parseCheckpoint(opened.Text)
	if err == nil && c.Origin != origin {
		err = fault.New(fault.Invalid, "the checkpoint is of the log %q, expected %q", clip(c.Origin), origin)
	}
	if err != nil {
		return Checkpoint{}, err
	}
	return c, nil
}

// checkSignatures asks for one by the log itself, written in the one canonical
// way: base64 whose last bits are loose could be altered unseen.
func checkSignatures(n *note.Note, origin string) error {
	own := false
	for _, s := range n.Sigs {
		if _, err := base64.StdEncoding.Strict().DecodeString(s.Base64); err != nil {
			return fault.New(fault.Malformed, "the signature of key %s is not canonical base64", s.Name)
		}
		own = own || s.Name == origin
	}
	if !own {
		return fault.New(fault.Invalid, "the checkpoint is not signed by a trusted key of the log %s", origin)
	}
	return nil
}

func explainNote(err error, origin string) error {
	var unverified *note.UnverifiedNoteError
	var wrong *note.InvalidSignatureError
	switch {
	case errors.As(err, &unverified):
		return fault.New(fault.Invalid, "the checkpoint is not signed by a trusted key of the log %s", origin)
	case errors.As(err, &wrong):
		return fault.New(fault.Invalid, "the checkpoint's signature by key %s+%08x is wrong: its text was altered", wrong.Name, wrong.Hash)
	}
	return &fault.Error{Kind: fault.Malformed, Message: "this is not a signed checkpoint", Err: err}
}

// parseCheckpoint reads a note's text. Extension lines that it doesn't know are
// allowed and mean nothing, as C2SP has it.
func parseCheckpoint(text string) (Checkpoint, error) {
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	if len(lines) < 3 || !strings.HasSuffix(text, "\n") {
		return Checkpoint{}, fault.New(fault.Malformed, "a checkpoint has %d lines, expected origin, size and root", len(lines))
	}
	for i, line := range lines {
		if line == "" {
			return Checkpoint{}, fault.New(fault.Malformed, "a checkpoint's line %d is empty", i+1)
		}
	}
	c := Checkpoint{Origin: lines[0]}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || lines[1] != strconv.FormatInt(size, 10) || size < 0 || size > maxInteger {
		return Checkpoint{}, fault.New(fault.Malformed, "a checkpoint's size is %q, expected a decimal number of entries", clip(lines[1]))
	}
	c.Size = size
	root, err := parse32([]byte(lines[2]))
	if err != nil {
		return Checkpoint{}, fault.New(fault.Malformed, "a checkpoint's root is %q: %w", clip(lines[2]), err)
	}
	c.Root = root
	for _, line := range lines[3:] {
		if value, found := strings.CutPrefix(line, timeExtension); found {
			if c.Time, err = parseTime(value); err != nil {
				return Checkpoint{}, err
			}
		}
	}
	return c, nil
}
