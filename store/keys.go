package store

import (
	"crypto/aes"
	"crypto/cipher"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"surety/fault"
	"surety/journal"
	"surety/record"
)

// keyring is the folder of keys. Files are readable by this program's account
// only; a key that was made is never replaced.
type keyring struct {
	folder string

	mu      sync.Mutex
	master  *journal.Key
	signers map[string]journal.Signer
}

const masterFile = "master"

func newKeyring(dir string) *keyring {
	return &keyring{folder: filepath.Join(dir, "keys"), signers: map[string]journal.Signer{}}
}

// newMaster makes the master key where there is none.
func (k *keyring) newMaster(random io.Reader) error {
	key, err := journal.NewKey(random)
	if err != nil {
		return err
	}
	err = k.write(masterFile, base64.StdEncoding.EncodeToString(key[:])+"\n")
	if errors.Is(err, os.ErrExist) {
		return nil
	}
	return err
}

// newSigner makes the signing key of an organization and returns its public
// half; where there is a key already, that one's.
func (k *keyring) newSigner(random io.Reader, organization string) (verifier string, err error) {
	signing, verifying, err := journal.GenerateKey(random, organization)
	if err != nil {
		return "", err
	}
	err = k.write(signerFile(organization), signing+"\n"+verifying+"\n")
	if err == nil || !errors.Is(err, os.ErrExist) {
		return verifying, err
	}
	text, err := k.read(signerFile(organization))
	if err != nil {
		return "", err
	}
	_, verifying, _ = strings.Cut(text, "\n")
	return verifying, nil
}

// signerFile can't be mistaken for the master's: an organization's id has no
// name that ends so.
func signerFile(organization string) string { return "log-" + organization }

// write makes a file of a key, durable before it returns.
func (k *keyring) write(name, content string) error {
	if err := makeFolder(k.folder); err != nil {
		return err
	}
	path := filepath.Join(k.folder, name)
	if _, err := os.Stat(path); err == nil { // made by a program that may have been killed before it was durable
		if err := errors.Join(syncFolder(k.folder), syncFolder(filepath.Dir(k.folder))); err != nil {
			return explainFile(err, k.folder)
		}
		return os.ErrExist
	}
	return writeDurably(path, 0o600, func(w io.Writer) error {
		_, err := io.WriteString(w, content)
		return err
	})
}

func (k *keyring) read(name string) (string, error) {
	data, err := os.ReadFile(filepath.Join(k.folder, name))
	if errors.Is(err, os.ErrNotExist) {
		return "", unavailable(nil, "the key "+filepath.Join(k.folder, name)+" is missing", "put back the copy of the folder of keys that is kept apart from backups")
	}
	return strings.TrimSpace(string(data)), explainFile(err, filepath.Join(k.folder, name))
}

// masterKey is the key that personal keys are wrapped with.
func (k *keyring) masterKey() (journal.Key, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.master != nil {
		return *k.master, nil
	}
	text, err := k.read(masterFile)
	if err != nil {
		return journal.Key{}, err
	}
	raw, err := base64.StdEncoding.DecodeString(text)
	if err != nil || len(raw) != len(journal.Key{}) {
		return journal.Key{}, fault.New(fault.Malformed, "%s holds no key: expected 32 bytes in base64", filepath.Join(k.folder, masterFile))
	}
	key := journal.Key(raw)
	k.master = &key
	return key, nil
}

// signer is the signing key of an organization's log.
func (k *keyring) signer(organization string) (journal.Signer, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if s := k.signers[organization]; s != nil {
		return s, nil
	}
	text, err := k.read(signerFile(organization))
	if err != nil {
		return nil, err
	}
	signing, _, _ := strings.Cut(text, "\n")
	s, err := journal.ParseSigner(signing)
	if err != nil {
		return nil, fault.Wrap(err, "read "+filepath.Join(k.folder, signerFile(organization)))
	}
	k.signers[organization] = s
	return s, nil
}

// verifier is the public half of an organization's signing key, or empty where
// the key isn't here.
func (k *keyring) verifier(organization string) (string, error) {
	text, err := k.read(signerFile(organization))
	if fault.Is(err, fault.Unavailable) {
		return "", nil
	}
	_, verifying, _ := strings.Cut(text, "\n")
	return verifying, err
}

// wrapped is where a wrapped key belongs, bound into the wrapping.
func wrappingLabel(organization string, id record.ID, field string) []byte {
	return []byte(fmt.Sprintf("surety personal key 1\n%s\n%s\n%s", organization, id, field))
}

// wrap encrypts a personal key with the master key (AES-256-GCM): nonce, then
// ciphertext and tag.
func wrap(random io.Reader, master, key journal.Key, label []byte) ([]byte, error) {
	aead, err := newGCM(master)
	if err != nil {
		return nil, err
	}
	nonce := make([]byte, aead.NonceSize(), aead.NonceSize()+len(key)+aead.Overhead())
	if _, err := io.ReadFull(random, nonce); err != nil {
		return nil, unavailable(err, "no random bytes can be read", "")
	}
	return aead.Seal(nonce, nonce, key[:], label), nil
}

func unwrap(master journal.Key, wrapped, label []byte) (journal.Key, error) {
	aead, err := newGCM(master)
	if err != nil {
		return journal.Key{}, err
	}
	refused := fault.New(fault.Invalid, "a personal key does not open: it was altered, or the master key is another one")
	if len(wrapped) < aead.NonceSize() {
		return journal.Key{}, refused
	}
	plain, err := aead.Open(nil, wrapped[:aead.NonceSize()], wrapped[aead.NonceSize():], label)
	if err != nil || len(plain) != len(journal.Key{}) {
		return journal.Key{}, refused
	}
	return journal.Key(plain), nil
}

func newGCM(key journal.Key) (cipher.AEAD, error) {
	block, err := aes.NewCipher(key[:])
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}
