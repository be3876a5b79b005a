#!/usr/bin/env python3
"""Verifies an exported log, or one receipt, from FORMAT.md alone.

    verify.py LOG_FOLDER [--vkey TEXT]              every file of an exported log
    verify.py --receipt FILE --vkey TEXT [--body FILE]   one receipt, with the answer it came with

Needs Python 3.9 and the package `cryptography` (for Ed25519). Give the verifier key from somewhere else than the log;
without it the log is held against the key that it names itself, which proves much less.
Prints every problem with its file; exit code 0 when there is none, 1 when there is one, 64 for wrong usage.
"""
import argparse
import base64
import hashlib
import hmac
import json
import os
import re
import sys
from datetime import datetime, timezone

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

CATALOGUE = json.load(open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "catalogue.json"), encoding="utf-8"))
MEMBERS = ["actor", "body", "caller", "id", "n", "org", "policy", "public", "purpose", "role", "rules", "sd", "time",
           "type", "v"]
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


class Broken(Exception):
    """What broke, in words."""


# --- bytes and texts ------------------------------------------------------------------------------------------------

def sha256(data):
    return hashlib.sha256(data).digest()


def b64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def unb64(text):
    """Strict base64url without padding: there is one text for each value."""
    if not isinstance(text, str) or not re.fullmatch(r"[A-Za-z0-9_-]*", text):
        raise Broken("not base64url")
    try:
        data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError:
        raise Broken("not base64url")
    if b64(data) != text:
        raise Broken("base64url with spare bits")
    return data


def unstd64(text):
    """Strict standard base64 with padding."""
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError:
        raise Broken("not base64")
    if base64.b64encode(data).decode() != text:
        raise Broken("base64 with spare bits")
    return data


def canonical(value):
    """RFC 8785 for ASCII member names, whole numbers below 2^53 and no fractions."""
    check_restricted(value)
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def check_restricted(value):
    if isinstance(value, float):
        raise Broken("a number with a fraction")
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= 1 << 53:
        raise Broken("a number out of range")
    for item in value if isinstance(value, list) else value.values() if isinstance(value, dict) else []:
        check_restricted(item)
    if isinstance(value, dict) and not all(name.isascii() for name in value):
        raise Broken("a member name outside ASCII")


def uncanonical(data):
    def pairs(items):
        if len({name for name, _ in items}) != len(items):
            raise Broken("a member given twice")
        return dict(items)
    try:
        value = json.loads(data.decode("utf-8"), object_pairs_hook=pairs)
    except (ValueError, RecursionError):
        raise Broken("not JSON")
    if canonical(value) != data:
        raise Broken("not in canonical form")
    return value


# --- leaves ---------------------------------------------------------------------------------------------------------

def ulid_milliseconds(text):
    if not isinstance(text, str) or not re.fullmatch(f"[0-7][{CROCKFORD}]{{25}}", text):
        raise Broken("not an id of 26 characters")
    number = 0
    for character in text:
        number = number * 32 + CROCKFORD.index(character)
    return number >> 80


def rfc3339(milliseconds):
    try:
        moment = datetime.fromtimestamp(milliseconds // 1000, timezone.utc)
    except (ValueError, OverflowError):
        raise Broken("a time after the year 9999")
    return moment.strftime("%Y-%m-%dT%H:%M:%S") + f".{milliseconds % 1000:03}Z"


def digest32(text):
    data = unb64(text)
    if len(data) != 32:
        raise Broken("not 32 bytes")
    return data


def read_leaf(data):
    """The leaf as a dictionary; every rule that concerns one leaf alone."""
    if len(data) > 65535:
        raise Broken("longer than 65,535 bytes")
    leaf = uncanonical(data)
    if not isinstance(leaf, dict) or sorted(leaf) != MEMBERS:
        raise Broken("not exactly the members of a leaf")
    if leaf["v"] != 1 or isinstance(leaf["v"], bool):
        raise Broken("v is not 1")
    kind = CATALOGUE["types"].get(leaf["type"]) if isinstance(leaf["type"], str) else None
    if kind is None:
        raise Broken("an unknown type")
    if leaf["time"] != rfc3339(ulid_milliseconds(leaf["id"])):
        raise Broken("time is not the time in id")
    ulid_milliseconds(leaf["caller"])
    if leaf["actor"] is not None:
        ulid_milliseconds(leaf["actor"])
    if not isinstance(leaf["n"], int) or isinstance(leaf["n"], bool) or leaf["n"] < 1:
        raise Broken("n is not a whole number from 1")
    for name in ["org", "role", "purpose", "policy"]:
        if leaf[name] is not None and not (isinstance(leaf[name], str) and len(leaf[name].encode()) <= 256):
            raise Broken(f"{name} is not a string of 256 bytes at most")
    for name in ["rules", "body"]:
        if leaf[name] is not None:
            digest32(leaf[name])
    if (kind["body"] == "required" and leaf["body"] is None) or (kind["body"] == "none" and leaf["body"] is not None):
        raise Broken("a body where the type has none, or none where it needs one")
    read_public(leaf["public"], kind)
    read_commitments(leaf["sd"], len(kind["committed"]))
    return leaf


def read_public(public, kind):
    first = sorted(set(kind["public"]) | set(CATALOGUE["first_leaf"]))
    if not isinstance(public, dict) or sorted(public) not in (sorted(kind["public"]), first):
        raise Broken("public holds other members than the type has")
    for name, value in public.items():
        if not isinstance(value, str) and not (name == "previous" and value is None):
            raise Broken("public holds something else than strings")


def read_commitments(sd, count):
    if not isinstance(sd, list):
        raise Broken("sd is no list")
    for text in sd:
        digest32(text)
    if sd != sorted(set(sd)) or len(sd) != count:
        raise Broken("sd is not sorted, holds a digest twice or not as many as the type has")


def read_previous(text):
    """The form only: the key of the year before vouches for the rest."""
    name = text.split("\n")[0]
    lines = text.split("\n\n")
    if len(lines) != 2 or not re.fullmatch(r"[^\n]+\n(0|[1-9][0-9]{0,17})\n[A-Za-z0-9+/]{43}=", lines[0]):
        raise Broken("previous is not in the form of a signed checkpoint")
    if not all(line.startswith("\u2014 ") for line in lines[1].rstrip("\n").split("\n")) or " " in name:
        raise Broken("previous is not in the form of a signed checkpoint")


def is_first(leaf):
    return "previous" in leaf["public"]


# --- the tree -------------------------------------------------------------------------------------------------------

def leaf_hash(data):
    return sha256(b"\0" + data)


def node_hash(left, right):
    return sha256(b"\1" + left + right)


def split(size):
    """The largest power of two below the size."""
    return 1 << ((size - 1).bit_length() - 1)


def root_of(hashes):
    if not hashes:
        return sha256(b"")
    if len(hashes) == 1:
        return hashes[0]
    middle = split(len(hashes))
    return node_hash(root_of(hashes[:middle]), root_of(hashes[middle:]))


def root_from_path(leaf, index, size, path):
    """The root that an inclusion path leads to; the path runs from the leaf upwards."""
    if size == 1:
        if path:
            raise Broken("the path is too long")
        return leaf
    if not path:
        raise Broken("the path is too short")
    middle = split(size)
    if index < middle:
        return node_hash(root_from_path(leaf, index, middle, path[:-1]), path[-1])
    return node_hash(path[-1], root_from_path(leaf, index - middle, size - middle, path[:-1]))


def tile_path(folder, index, width):
    groups = [f"{index % 1000:03}"]
    while index >= 1000:
        index //= 1000
        groups.insert(0, f"x{index % 1000:03}")
    return f"tile/{folder}/" + "/".join(groups) + (f".p/{width}" if width < 256 else "")


def tiles_of(count):
    """Index and width of every tile of a level with so many rows."""
    return [(start // 256, min(256, count - start)) for start in range(0, count, 256)]


def unbundle(data):
    leaves, position = [], 0
    while position < len(data):
        length = int.from_bytes(data[position:position + 2], "big")
        leaf = data[position + 2:position + 2 + length]
        if position + 2 > len(data) or len(leaf) != length:
            raise Broken("the last leaf is cut short")
        leaves.append(leaf)
        position += 2 + length
    return leaves


# --- notes ----------------------------------------------------------------------------------------------------------

def key_id(name, public):
    return sha256(name.encode() + b"\n\x01" + public)[:4]


def vkey_text(name, public):
    return f"{name}+{key_id(name, public).hex()}+{base64.b64encode(bytes([1]) + public).decode()}"


def read_vkey(text):
    parts = text.split("+", 2)
    typed = unstd64(parts[2]) if len(parts) == 3 else b""
    if len(typed) != 33 or typed[0] != 1 or vkey_text(parts[0], typed[1:]) != text:
        raise Broken("not a verifier key")
    return parts[0], typed[1:]


def read_checkpoint(data, vkey):
    """Size and root of a checkpoint that the key has signed."""
    name, public = read_vkey(vkey)
    try:
        note = data.decode("utf-8")
    except UnicodeDecodeError:
        raise Broken("not UTF-8")
    text, separator, lines = note.rpartition("\n\n")
    text += "\n"
    if not separator or not lines.endswith("\n") or any(c < " " and c != "\n" for c in note):
        raise Broken("not a signed note")
    signed = False
    for line in lines[:-1].split("\n"):
        parts = line.split(" ")
        if len(parts) != 3 or parts[0] != "\u2014" or not parts[1] or "+" in parts[1]:
            raise Broken("a malformed signature line")
        blob = unstd64(parts[2])
        if len(blob) < 5:
            raise Broken("a short signature line")
        if parts[1] == name and blob[:4] == key_id(name, public):
            try:
                Ed25519PublicKey.from_public_bytes(public).verify(blob[4:], text.encode())
            except InvalidSignature:
                raise Broken("a bad signature")
            signed = True
    if not signed:
        raise Broken("not signed by the key")
    parts = text.split("\n")
    if len(parts) != 4 or parts[3] or not re.fullmatch(r"0|[1-9][0-9]{0,17}", parts[1]):
        raise Broken("not the three lines of a checkpoint")
    root = unstd64(parts[2])
    if parts[0] != name or len(root) != 32:
        raise Broken("the checkpoint of another log")
    return int(parts[1]), root


# --- a whole log ----------------------------------------------------------------------------------------------------

class LogCheck:
    """Reads everything once, keeps only hashes, counters and what is wrong."""

    def __init__(self, folder, vkey):
        self.folder, self.vkey, self.problems = folder, vkey, []
        self.hashes, self.counters, self.last_time, self.ids = [], {}, None, set()
        self.very_first, self.key_named = False, False

    def note(self, file, what, leaf=None):
        self.problems.append(f"{file}{'' if leaf is None else f', leaf {leaf}'}: {what}")

    def read(self, path):
        with open(os.path.join(self.folder, path), "rb") as file:
            return file.read()

    def run(self):
        try:
            if self.read("vkey") != self.vkey.encode() + b"\n":
                self.note("vkey", "another key than the one verified with")
        except OSError:
            self.note("vkey", "missing")
        try:
            size, root = read_checkpoint(self.read("checkpoint"), self.vkey)
        except (OSError, Broken) as fault:
            self.note("checkpoint", fault if isinstance(fault, Broken) else "missing")
            return self
        self.check_files(size)
        if self.check_leaves(size):
            self.check_tiles(size)
            if root_of(self.hashes) != root:
                self.note("checkpoint", "the leaves hash to another root")
            if size and not self.key_named:
                self.note(tile_path("entries", 0, min(size, 256)), "no leaf names the key", 0)
        return self

    def check_files(self, size):
        expected = {"checkpoint", "vkey"} | {tile_path("entries", *tile) for tile in tiles_of(size)}
        for level in range(8):
            expected |= {tile_path(level, *tile) for tile in tiles_of(size >> 8 * level)}
        found = set()
        for place, folders, files in os.walk(self.folder):
            links = [name for name in folders if os.path.islink(os.path.join(place, name))]
            found |= {os.path.relpath(os.path.join(place, name), self.folder) for name in files + links}
        for path in sorted(found - expected):
            self.note(path, "a log of this size has no such file")
        for path in sorted(expected - found):
            self.note(path, "missing")

    def check_leaves(self, size):
        for index, width in tiles_of(size):
            path = tile_path("entries", index, width)
            try:
                leaves = unbundle(self.read(path))
            except OSError:
                return False
            except Broken as fault:
                self.note(path, fault)
                return False
            if len(leaves) != width:
                self.note(path, f"holds {len(leaves)} leaves, expected {width}")
                return False
            for data in leaves:
                place = len(self.hashes)
                self.hashes.append(leaf_hash(data))
                try:
                    self.check_next(read_leaf(data), place)
                except Broken as fault:
                    self.note(path, fault, place)
        return True

    def check_next(self, leaf, place):
        """What must hold from one leaf to the next."""
        if is_first(leaf) != (place == 0):
            raise Broken("the first leaf, and only the first, says key and previous checkpoint")
        if place == 0:
            self.very_first = leaf["public"]["previous"] is None
            if not self.very_first:
                read_previous(leaf["public"]["previous"])
        self.key_named = self.key_named or leaf["public"].get("vkey") == self.vkey
        if self.last_time is not None and leaf["time"] < self.last_time:
            raise Broken("earlier than the leaf before it")
        if leaf["time"] != self.last_time:
            self.ids.clear()
        self.last_time = leaf["time"]
        if leaf["id"] in self.ids:
            raise Broken("repeats an id")
        self.ids.add(leaf["id"])
        known = self.counters.get(leaf["caller"])
        self.counters[leaf["caller"]] = leaf["n"]
        if (known is None and self.very_first and leaf["n"] != 1) or (known is not None and leaf["n"] != known + 1):
            raise Broken("the caller's counter is not one more than before: leaves are missing, repeated or swapped")

    def check_tiles(self, size):
        rows = self.hashes
        for level in range(8):
            for index, width in tiles_of(len(rows)):
                path = tile_path(level, index, width)
                try:
                    if self.read(path) != b"".join(rows[index * 256:index * 256 + width]):
                        self.note(path, "differs from what the leaves hash to")
                except OSError:
                    pass  # named as missing already
            rows = [root_of(rows[start:start + 256]) for start in range(0, len(rows) - 255, 256)]


# --- one receipt ----------------------------------------------------------------------------------------------------

def check_receipt(receipt, vkey, body=None):
    """The opened members of a receipt that holds; raises Broken with what does not."""
    if not isinstance(receipt, dict) or sorted(receipt) != [
            "body_key", "checkpoint", "index", "leaf", "openings", "path"]:
        raise Broken("not exactly the members of a receipt")
    size, root = read_checkpoint(receipt["checkpoint"].encode(), vkey)
    data, index = unb64(receipt["leaf"]), receipt["index"]
    if not isinstance(index, int) or not 0 <= index < size:
        raise Broken("index is not below the size")
    if root_from_path(leaf_hash(data), index, size, [digest32(text) for text in receipt["path"]]) != root:
        raise Broken("the path leads to another root")
    leaf = read_leaf(data)
    opened = {}
    for text in receipt["openings"]:
        name, value = read_opening(text)
        if b64(sha256(text.encode())) not in leaf["sd"] or name in opened \
                or name not in CATALOGUE["types"][leaf["type"]]["committed"]:
            raise Broken(f"the leaf does not commit to the opening of {name}")
        opened[name] = value
    if (leaf["body"] is None) != (receipt["body_key"] is None):
        raise Broken("a body key where the leaf has no body, or none where it has one")
    if body is not None and (leaf["body"] is None
                             or body_digest(digest32(receipt["body_key"]), body) != digest32(leaf["body"])):
        raise Broken("the leaf stands for another body")
    return leaf, opened


def read_opening(text):
    triple = uncanonical(unb64(text))
    if len(text) > 65536 or not isinstance(triple, list) or len(triple) != 3 or not isinstance(triple[1], str) \
            or len(unb64(triple[0])) != 16:
        raise Broken("not an opening")
    return triple[1], triple[2]


def body_digest(key, body):
    return hmac.new(key, b"throughline/body/v1\n" + body, hashlib.sha256).digest()


def record_commitment(key, source, row, version, fields):
    message = b"throughline/record/v1\n" + canonical([source, row, version, fields])
    return hmac.new(key, message, hashlib.sha256).digest()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?")
    parser.add_argument("--vkey")
    parser.add_argument("--receipt")
    parser.add_argument("--body")
    options = parser.parse_args()
    if bool(options.folder) == bool(options.receipt) or (options.receipt and not options.vkey):
        parser.print_usage(sys.stderr)
        return 64
    if options.receipt:
        try:
            receipt = json.load(open(options.receipt, encoding="utf-8"))
            body = open(options.body, "rb").read() if options.body else None
            leaf, opened = check_receipt(receipt, options.vkey, body)
        except (Broken, ValueError, TypeError, AttributeError) as fault:
            print(f"{options.receipt}: {fault}")
            return 1
        print(f"sound: leaf {receipt['index']}, {leaf['type']}, {leaf['time']}")
        for name in sorted(opened):
            print(f"  {name}: {json.dumps(opened[name], ensure_ascii=False)}")
        return 0
    vkey = options.vkey
    if vkey is None:
        with open(os.path.join(options.folder, "vkey"), encoding="utf-8") as file:
            vkey = file.read().rstrip("\n")
        print("warning: no --vkey given, so the log is held against the key that it names itself", file=sys.stderr)
    check = LogCheck(options.folder, vkey).run()
    for problem in check.problems:
        print(problem)
    if not check.problems:
        print(f"sound: {len(check.hashes)} leaves, {len(check.counters)} callers, last {check.last_time}")
    return 1 if check.problems else 0


if __name__ == "__main__":
    sys.exit(main())
