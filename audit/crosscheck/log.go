package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"

	"golang.org/x/mod/sumdb/tlog"
)

type tree struct {
	size   int64
	root   tlog.Hash
	leaves []tlog.Hash
}

// Replays a log from its entries: every tile and the root, and proofs between some sizes.
func checkLog(folder, vkey, policyFile string) (*tree, error) {
	checkpoint, err := os.ReadFile(filepath.Join(folder, "checkpoint"))
	if err != nil {
		return nil, err
	}
	named, err := os.ReadFile(filepath.Join(folder, "vkey"))
	if err != nil || string(named) != vkey+"\n" {
		return nil, fmt.Errorf("vkey: another key than the one verified with")
	}
	var wanted *policy
	if policyFile != "" {
		if wanted, err = readPolicy(policyFile); err != nil {
			return nil, err
		}
	}
	size, root, err := openCheckpoint(checkpoint, vkey, wanted)
	if err != nil {
		return nil, fmt.Errorf("checkpoint: %w", err)
	}
	leaves, stored, err := replay(folder, size)
	if err != nil {
		return nil, err
	}
	reader := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		list := make([]tlog.Hash, len(indexes))
		for place, index := range indexes {
			if index >= int64(len(stored)) {
				return nil, fmt.Errorf("no stored hash %d", index)
			}
			list[place] = stored[index]
		}
		return list, nil
	})
	found, err := tlog.TreeHash(size, reader)
	if err != nil {
		return nil, err
	}
	if found != root {
		return nil, fmt.Errorf("checkpoint: the leaves hash to another root")
	}
	if err := checkTiles(folder, size, reader); err != nil {
		return nil, err
	}
	return &tree{size, root, leaves}, checkOwnProofs(size, root, leaves, reader)
}

// Reads every entries file and gives the hashes of the leaves, and those that tlog stores for a tree.
func replay(folder string, size int64) (leaves, stored []tlog.Hash, err error) {
	for start := int64(0); start < size; start += 256 {
		width := size - start
		if width > 256 {
			width = 256
		}
		path := tilePath("entries", start/256, width)
		data, err := os.ReadFile(filepath.Join(folder, path))
		if err != nil {
			return nil, nil, err
		}
		for ; width > 0; width-- {
			if len(data) < 2 || len(data)-2 < int(binary.BigEndian.Uint16(data)) {
				return nil, nil, fmt.Errorf("%s: the last leaf is cut short", path)
			}
			length := int(binary.BigEndian.Uint16(data))
			hash := tlog.RecordHash(data[2 : 2+length])
			data = data[2+length:]
			reader := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
				list := make([]tlog.Hash, len(indexes))
				for place, index := range indexes {
					list[place] = stored[index]
				}
				return list, nil
			})
			more, err := tlog.StoredHashesForRecordHash(int64(len(leaves)), hash, reader)
			if err != nil {
				return nil, nil, err
			}
			leaves, stored = append(leaves, hash), append(stored, more...)
		}
		if len(data) > 0 {
			return nil, nil, fmt.Errorf("%s: holds more leaves than the tree has there", path)
		}
	}
	return leaves, stored, nil
}

// Holds every tile against the one that tlog computes.
func checkTiles(folder string, size int64, reader tlog.HashReader) error {
	for level := 0; size>>(8*level) > 0; level++ {
		count := size >> (8 * level)
		for start := int64(0); start < count; start += 256 {
			width := count - start
			if width > 256 {
				width = 256
			}
			path := tilePath(fmt.Sprint(level), start/256, width)
			found, err := os.ReadFile(filepath.Join(folder, path))
			if err != nil {
				return err
			}
			expected, err := tlog.ReadTileData(tlog.Tile{H: 8, L: level, N: start / 256, W: int(width)}, reader)
			if err != nil {
				return err
			}
			if !bytes.Equal(found, expected) {
				return fmt.Errorf("%s: differs from what the leaves hash to", path)
			}
		}
	}
	return nil
}

func tilePath(folder string, index, width int64) string {
	path := fmt.Sprintf("%03d", index%1000)
	for index >= 1000 {
		index /= 1000
		path = fmt.Sprintf("x%03d/%s", index%1000, path)
	}
	path = "tile/" + folder + "/" + path
	if width < 256 {
		path += fmt.Sprintf(".p/%d", width)
	}
	return path
}

// Go's own proofs over our tree, so that its tree and ours are known to be one.
func checkOwnProofs(size int64, root tlog.Hash, leaves []tlog.Hash, reader tlog.HashReader) error {
	for index := int64(0); index < size; index += 1 + size/16 {
		proof, err := tlog.ProveRecord(size, index, reader)
		if err != nil {
			return err
		}
		if err := tlog.CheckRecord(proof, size, root, index, leaves[index]); err != nil {
			return err
		}
	}
	return nil
}
