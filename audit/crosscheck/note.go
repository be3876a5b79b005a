package main

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// Opens a checkpoint with Go's note package; with a policy also its cosignatures.
func openCheckpoint(data []byte, vkey string, wanted *policy) (int64, tlog.Hash, error) {
	var none tlog.Hash
	key, err := note.NewVerifier(vkey)
	if err != nil {
		return 0, none, err
	}
	keys := []note.Verifier{key}
	if wanted != nil {
		for _, witness := range wanted.witnesses {
			keys = append(keys, witness)
		}
	}
	opened, err := note.Open(data, note.VerifierList(keys...))
	if err != nil {
		return 0, none, err
	}
	signed := map[string]bool{}
	for _, signature := range opened.Sigs {
		signed[signature.Name+fmt.Sprint(signature.Hash)] = true
	}
	if !signed[key.Name()+fmt.Sprint(key.KeyHash())] {
		return 0, none, fmt.Errorf("not signed by the log's key")
	}
	if err := onlyOnce(string(data)); err != nil {
		return 0, none, err
	}
	if wanted != nil && !wanted.isMet(signed) {
		return 0, none, fmt.Errorf("the quorum is not met")
	}
	// tlog.ParseTree wants the origin of the Go checksum database, so the three lines are read here.
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[3] != "" || lines[0] != key.Name() {
		return 0, none, fmt.Errorf("not the three lines of a checkpoint of this log")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || strconv.FormatInt(size, 10) != lines[1] {
		return 0, none, fmt.Errorf("not a size: %q", lines[1])
	}
	root, err := base64.StdEncoding.Strict().DecodeString(lines[2])
	if err != nil || len(root) != tlog.HashSize {
		return 0, none, fmt.Errorf("not a root: %q", lines[2])
	}
	copy(none[:], root)
	return size, none, nil
}

// What note.Open lets pass: the same key twice, and base64 with spare bits.
func onlyOnce(data string) error {
	_, lines, _ := strings.Cut(data, "\n\n")
	seen := map[string]bool{}
	for _, line := range strings.Split(strings.TrimSuffix(lines, "\n"), "\n") {
		words := strings.Split(line, " ")
		if len(words) != 3 {
			return fmt.Errorf("a malformed signature line")
		}
		blob, err := base64.StdEncoding.Strict().DecodeString(words[2])
		if err != nil || len(blob) < 5 {
			return fmt.Errorf("a malformed signature line")
		}
		identity := words[1] + string(blob[:4])
		if seen[identity] {
			return fmt.Errorf("two signature lines of one key")
		}
		seen[identity] = true
	}
	return nil
}

// A witness's key: note.Verifier for C2SP cosignatures, which Go's package does not know.
type witness struct {
	label, name string
	hash        uint32
	key         ed25519.PublicKey
}

func (w *witness) Name() string    { return w.name }
func (w *witness) KeyHash() uint32 { return w.hash }
func (w *witness) Verify(text, signature []byte) bool {
	if len(signature) != 72 {
		return false
	}
	seconds := binary.BigEndian.Uint64(signature)
	message := fmt.Sprintf("cosignature/v1\ntime %d\n%s", seconds, text)
	return ed25519.Verify(w.key, []byte(message), signature[8:])
}

func newWitness(label, vkey string) (*witness, error) {
	parts := strings.SplitN(vkey, "+", 3)
	if len(parts) != 3 {
		return nil, fmt.Errorf("not a witness's key: %s", vkey)
	}
	typed, err := base64.StdEncoding.Strict().DecodeString(parts[2])
	if err != nil || len(typed) != 33 || typed[0] != 4 {
		return nil, fmt.Errorf("not a witness's key: %s", vkey)
	}
	digest := sha256.Sum256([]byte(parts[0] + "\n" + string(typed)))
	hash := binary.BigEndian.Uint32(digest[:])
	if fmt.Sprintf("%08x", hash) != parts[1] {
		return nil, fmt.Errorf("not the id of its key: %s", vkey)
	}
	return &witness{label, parts[0], hash, typed[1:]}, nil
}

// As much of C2SP tlog-policy as the samples use.
type policy struct {
	witnesses []*witness
	groups    []group
	quorum    string
}

type group struct {
	name    string
	least   int
	members []string
}

func readPolicy(file string) (*policy, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	read := &policy{}
	for _, line := range strings.Split(string(text), "\n") {
		words := strings.Fields(line)
		switch {
		case len(words) == 0 || strings.HasPrefix(words[0], "#") || words[0] == "log":
		case words[0] == "witness" && len(words) >= 3:
			one, err := newWitness(words[1], words[2])
			if err != nil {
				return nil, err
			}
			read.witnesses = append(read.witnesses, one)
		case words[0] == "group" && len(words) >= 4:
			least, err := strconv.Atoi(words[2])
			if err != nil {
				return nil, err
			}
			read.groups = append(read.groups, group{words[1], least, words[3:]})
		case words[0] == "quorum" && len(words) == 2:
			read.quorum = words[1]
		default:
			return nil, fmt.Errorf("%s: %q is not understood", file, line)
		}
	}
	return read, nil
}

func (p *policy) isMet(signed map[string]bool) bool {
	met := map[string]bool{"none": true}
	for _, w := range p.witnesses {
		met[w.label] = signed[w.name+fmt.Sprint(w.hash)]
	}
	for _, g := range p.groups {
		count := 0
		for _, member := range g.members {
			if met[member] {
				count++
			}
		}
		met[g.name] = count >= g.least
	}
	return met[p.quorum]
}
