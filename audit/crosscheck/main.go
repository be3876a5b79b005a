// Crosscheck holds logs, proofs and cosignatures against Go's golang.org/x/mod/sumdb/{note,tlog}, which share no code
// with the gateway nor with verify.py. It knows notes and trees and nothing of leaves.
//
//	crosscheck samples FOLDER            every case of cases.json that is about notes, trees, cosignatures or proofs
//	crosscheck log FOLDER VKEY           one exported log, and proofs.json beside it where there is one
//	crosscheck proof FILE LEAF VKEY      one proof bundle
//
// Exit code 0 when everything is as expected, 1 when something is not, 64 for wrong usage.
package main

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

type logCase struct {
	Name    string
	Verdict string
	Breaks  string
	Logs    []struct{ Folder, Vkey string }
	Policy  string
	Proof   string
	Leaf    string
	Vkey    string
}

func main() {
	arguments := os.Args[1:]
	var err error
	switch {
	case len(arguments) == 2 && arguments[0] == "samples":
		err = checkSamples(arguments[1])
	case len(arguments) == 3 && arguments[0] == "log":
		err = checkFresh(arguments[1], arguments[2])
	case len(arguments) == 4 && arguments[0] == "proof":
		err = checkProof(arguments[1], arguments[2], arguments[3])
	default:
		fmt.Fprintln(os.Stderr, "usage: crosscheck samples FOLDER | log FOLDER VKEY | proof FILE LEAF VKEY")
		os.Exit(64)
	}
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
}

// What Go can see of a case; the rest is about leaves, which it does not read.
var visible = map[string]bool{"note": true, "tree": true, "cosignatures": true, "proof": true}

func checkSamples(folder string) error {
	text, err := os.ReadFile(filepath.Join(folder, "cases.json"))
	if err != nil {
		return err
	}
	var document struct{ Cases []logCase }
	if err := json.Unmarshal(text, &document); err != nil {
		return err
	}
	checked, refused, wrong := 0, 0, 0
	for _, c := range document.Cases {
		if len(c.Logs) == 0 && c.Proof == "" || c.Verdict == "refused" && !visible[c.Breaks] {
			continue
		}
		checked++
		err := checkCase(folder, c)
		if err != nil {
			refused++
		}
		if (err == nil) != (c.Verdict == "sound") {
			wrong++
			fmt.Printf("%s: expected %s, found %v\n", c.Name, c.Verdict, err)
		}
	}
	fmt.Printf("%d cases, %d refused, %d with another verdict than expected\n", checked, refused, wrong)
	if wrong > 0 || refused == 0 || refused == checked {
		return fmt.Errorf("Go and the samples differ")
	}
	return nil
}

func checkCase(folder string, c logCase) error {
	if c.Proof != "" {
		return checkProof(filepath.Join(folder, c.Proof), filepath.Join(folder, c.Leaf), c.Vkey)
	}
	for index, one := range c.Logs {
		policy := ""
		if c.Policy != "" && index == len(c.Logs)-1 {
			policy = filepath.Join(folder, c.Policy)
		}
		if _, err := checkLog(filepath.Join(folder, one.Folder), one.Vkey, policy); err != nil {
			return fmt.Errorf("%s: %w", one.Folder, err)
		}
	}
	return nil
}

// A log that the gateway has just written, and the proofs that the gateway gave for it.
func checkFresh(folder, vkey string) error {
	tree, err := checkLog(folder, vkey, "")
	if err != nil {
		return err
	}
	text, err := os.ReadFile(folder + ".proofs.json")
	if os.IsNotExist(err) {
		fmt.Printf("%d leaves, no proofs beside them\n", tree.size)
		return nil
	}
	var proofs struct {
		Inclusion []struct {
			Index, Size int64
			Root        string
			Path        []string
		}
		Consistency []struct {
			Old, Size     int64
			OldRoot, Root string
			Proof         []string
		}
	}
	if err != nil || json.Unmarshal(text, &proofs) != nil {
		return fmt.Errorf("%s.proofs.json: not as expected: %v", folder, err)
	}
	for _, p := range proofs.Inclusion {
		path, root := hashes(p.Path), hashes([]string{p.Root})[0]
		if err := tlog.CheckRecord(path, p.Size, root, p.Index, tree.leaves[p.Index]); err != nil {
			return fmt.Errorf("inclusion of %d in %d: %w", p.Index, p.Size, err)
		}
		if p.Size == tree.size && root != tree.root {
			return fmt.Errorf("inclusion of %d: another root than the checkpoint's", p.Index)
		}
	}
	for _, p := range proofs.Consistency {
		roots := hashes([]string{p.OldRoot, p.Root})
		if err := tlog.CheckTree(hashes(p.Proof), p.Size, roots[1], p.Old, roots[0]); err != nil {
			return fmt.Errorf("consistency of %d and %d: %w", p.Old, p.Size, err)
		}
	}
	fmt.Printf("%d leaves, %d inclusion and %d consistency proofs hold\n", tree.size, len(proofs.Inclusion), len(proofs.Consistency))
	return nil
}

// Base64 texts as hashes; what is no hash becomes one that no proof holds with.
func hashes(texts []string) []tlog.Hash {
	list := make([]tlog.Hash, len(texts))
	for index, text := range texts {
		if data, err := base64.StdEncoding.DecodeString(text); err == nil && len(data) == tlog.HashSize {
			copy(list[index][:], data)
		}
	}
	return list
}

func checkProof(file, leaf, vkey string) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	data, err := os.ReadFile(leaf)
	if err != nil {
		return err
	}
	head, checkpoint, found := strings.Cut(string(text), "\n\n")
	lines := strings.Split(head, "\n")
	if !found || len(lines) < 2 || lines[0] != "c2sp.org/tlog-proof@v1" {
		return fmt.Errorf("not a proof bundle")
	}
	var index int64
	if _, err := fmt.Sscanf(lines[1], "index %d", &index); err != nil {
		return err
	}
	size, root, err := openCheckpoint([]byte(checkpoint), vkey, nil)
	if err != nil {
		return err
	}
	if err := tlog.CheckRecord(hashes(lines[2:]), size, root, index, tlog.RecordHash(data)); err != nil {
		return err
	}
	fmt.Printf("leaf %d of %d holds\n", index, size)
	return nil
}
