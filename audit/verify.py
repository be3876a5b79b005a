#!/usr/bin/env python3
"""Verifies exported logs, receipts and proof bundles, from FORMAT.md alone.

    verify.py LOG [LOG...] [--vkey TEXT...]          exported logs; several: one tenant's years, oldest first
        --policy FILE      whose cosignatures the checkpoint of the last log needs (C2SP tlog-policy)
        --older FILE       a signed checkpoint that somebody kept: the last log has to extend it
        --tsa-ca FILE      certificates of the time-stamp authorities, in PEM (needs the command openssl)
        --hashes-only      for a log without entries: its tree and checkpoint, no leaf is read
    verify.py --receipt FILE --vkey TEXT [--body FILE]     one receipt, with the answer it came with; or one proof file
    verify.py --proof FILE --leaf FILE --vkey TEXT         one proof bundle, with the leaf as stored

Needs Python 3.9 and the package `cryptography` (for Ed25519). Give one verifier key a log, in the order of the logs, and
take it from somewhere else than the log; without it a log is held against the key that it names itself, which proves
much less. Prints every problem with its file; exit code 0 when there is none, 1 when there is one, 64 for wrong usage.
Memory is bounded by one entries file, the callers and the stamps, whatever the log.
"""
import argparse
import base64
import hashlib
import hmac
import json
import os
import re
import stat
import subprocess
import sys
import tempfile
from datetime import datetime, timedelta, timezone

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "catalogue.json"), encoding="utf-8") as catalogue:
    CATALOGUE = json.load(catalogue)
MEMBERS = ["actor", "body", "caller", "id", "n", "org", "policy", "public", "purpose", "role", "rules", "sd", "time",
           "type", "v"]
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
DECIMAL = r"(?:0|[1-9][0-9]{0,17})"
NOTE_MAX, BUNDLE_MAX, TOKEN_MAX, POLICY_MAX = 65_536, 256 * (2 + 65_535), 65_536, 262_144
KEYS_IN_FORCE_MAX, SIGNATURES_MAX, PATH_MAX, PROBLEMS_MAX = 4, 64, 63, 100
# How far the clock of a gateway may differ from an authority's before a leaf's time counts as false.
CLOCKS_DIFFER_MS = 2_000


class Broken(Exception):
    """What broke, in words."""


# --- bytes and texts ------------------------------------------------------------------------------------------------

def sha256(data):
    return hashlib.sha256(data).digest()


def b64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def std64(data):
    return base64.b64encode(data).decode()


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
    if std64(data) != text:
        raise Broken("base64 with spare bits")
    return data


def digest32(text, decode=unb64):
    data = decode(text)
    if len(data) != 32:
        raise Broken("not 32 bytes")
    return data


def canonical(value):
    """RFC 8785 for ASCII member names, whole numbers below 2^53 and no fractions."""
    check_restricted(value)
    try:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
    except UnicodeEncodeError:
        raise Broken("half a surrogate pair")


def check_restricted(value, depth=0):
    if depth > 64:
        raise Broken("nested more than 64 deep")
    if isinstance(value, float):
        raise Broken("a number with a fraction")
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= 1 << 53:
        raise Broken("a number out of range")
    for item in value if isinstance(value, list) else value.values() if isinstance(value, dict) else []:
        check_restricted(item, depth + 1)
    if isinstance(value, dict) and not all(name.isascii() for name in value):
        raise Broken("a member name outside ASCII")


def uncanonical(data):
    value = read_json(data)
    if canonical(value) != data:
        raise Broken("not in canonical form")
    return value


def read_json(data):
    def pairs(items):
        if len({name for name, _ in items}) != len(items):
            raise Broken("a member given twice")
        return dict(items)
    try:
        return json.loads(data.decode("utf-8"), object_pairs_hook=pairs)
    except (ValueError, RecursionError):
        raise Broken("not JSON")


def rfc3339(milliseconds):
    """Epoch milliseconds as RFC 3339."""
    try:
        moment = datetime(1970, 1, 1, tzinfo=timezone.utc) + timedelta(milliseconds=milliseconds)
    except OverflowError:
        raise Broken("a time after the year 9999")
    return f"{moment.year:04}" + moment.strftime("-%m-%dT%H:%M:%S") + f".{milliseconds % 1000:03}Z"


# --- leaves ---------------------------------------------------------------------------------------------------------

def ulid_milliseconds(text):
    if not isinstance(text, str) or not re.fullmatch(f"[0-7][{CROCKFORD}]{{25}}", text):
        raise Broken("not an id of 26 characters")
    number = 0
    for character in text:
        number = number * 32 + CROCKFORD.index(character)
    return number >> 80


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


def root_of_rows(rows):
    """The root over what the last tile of each level holds, level 0 first; rows of full tiles stand a level higher."""
    right = []
    for row in rows:
        right = [root_of(row + right)] if row or right else []
    return right[0] if right else sha256(b"")


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


# --- files of a log -------------------------------------------------------------------------------------------------

def tile_path(folder, index, width):
    groups = [f"{index % 1000:03}"]
    while index >= 1000:
        index //= 1000
        groups.insert(0, f"x{index % 1000:03}")
    return f"tile/{folder}/" + "/".join(groups) + (f".p/{width}" if width < 256 else "")


def path_of(folder, index, count):
    """The tile with an index, full or the partial one at the end, on a level of so many rows."""
    return tile_path(folder, index, min(256, count - index * 256))


def belongs(path, size):
    """Whether a log of a size has such a file; memory does not grow with the number of files."""
    if path in ("checkpoint", "vkey"):
        return True
    stamp = re.fullmatch(rf"stamps/({DECIMAL})\.(checkpoint|tsr)", path)
    if stamp:
        return int(stamp[1]) <= size
    tile = re.fullmatch(r"tile/(entries|[0-7])/((?:x[0-9]{3}/){0,6}[0-9]{3})(?:\.p/[0-9]{1,3})?", path)
    if not tile:
        return False
    count = size if tile[1] == "entries" else size >> 8 * int(tile[1])
    index = int(tile[2].replace("x", "").replace("/", ""))
    return index * 256 < count and path == path_of(tile[1], index, count)


class Folder:
    """Plain files of a folder; whatever is a link, pipe or device is neither followed nor opened."""

    def __init__(self, place):
        self.root = os.open(place, os.O_RDONLY | os.O_DIRECTORY)

    def read(self, path, most):
        """The bytes of a file; raises Broken when it is missing, no plain file or longer than such a file can be."""
        *folders, name = path.split("/")
        place = os.dup(self.root)
        try:
            for folder in folders:
                inner = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=place)
                os.close(place)
                place = inner
            # Non-blocking, so that a pipe does not make the reader wait for a writer.
            file = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=place)
        except FileNotFoundError:
            raise Broken("missing")
        except OSError:
            raise Broken("not a plain file that can be read")
        finally:
            os.close(place)
        with os.fdopen(file, "rb", closefd=True) as stream:
            if not stat.S_ISREG(os.fstat(file).st_mode):
                raise Broken("not a plain file that can be read")
            data = stream.read(most + 1)
        if len(data) > most:
            raise Broken("longer than such a file can be")
        return data

    def entries(self, place=None, path="", depth=0):
        """Path and problem of everything that is no folder with something in it; no problem for a plain file."""
        is_empty = True
        with os.scandir(self.root if place is None else place) as scan:
            for entry in scan:
                is_empty = False
                inner = path + entry.name
                if entry.is_dir(follow_symlinks=False):
                    if depth >= 12:
                        yield inner, "a folder deeper than any of a log"
                        continue
                    try:
                        opened = os.open(entry.name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW,
                                         dir_fd=self.root if place is None else place)
                    except OSError:
                        yield inner, "a folder that cannot be read"
                        continue
                    try:
                        yield from self.entries(opened, inner + "/", depth + 1)
                    finally:
                        os.close(opened)
                else:
                    yield inner, None if entry.is_file(follow_symlinks=False) else "a link, pipe, socket or device"
        if is_empty and path:
            yield path[:-1], "an empty folder"


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

LOG_KEY, WITNESS_KEY = 1, 4


def key_id(name, public, kind=LOG_KEY):
    return sha256(name.encode() + b"\n" + bytes([kind]) + public)[:4]


def vkey_text(name, public, kind=LOG_KEY):
    return f"{name}+{key_id(name, public, kind).hex()}+{std64(bytes([kind]) + public)}"


def is_key_name(name):
    return bool(name) and "+" not in name and not any(c.isspace() or c < " " or c == "\x7f" for c in name)


def read_vkey(text, kind=LOG_KEY):
    parts = text.split("+", 2)
    typed = unstd64(parts[2]) if len(parts) == 3 else b""
    if len(typed) != 33 or typed[0] != kind or not is_key_name(parts[0]) \
            or vkey_text(parts[0], typed[1:], kind) != text:
        raise Broken("not a verifier key")
    return parts[0], typed[1:]


def is_signed(public, signature, message):
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
        return True
    except (InvalidSignature, ValueError):
        return False


def read_note(data):
    """Text and signature lines (name, key id, signature) of a signed note."""
    try:
        note = data.decode("utf-8")
    except UnicodeDecodeError:
        raise Broken("not UTF-8")
    text, separator, lines = note.rpartition("\n\n")
    text += "\n"
    if len(data) > NOTE_MAX or not separator or not lines.endswith("\n") or any(c < " " and c != "\n" for c in note):
        raise Broken("not a signed note")
    signatures = []
    for line in lines[:-1].split("\n"):
        parts = line.split(" ")
        if len(parts) != 3 or parts[0] != "\u2014" or not is_key_name(parts[1]):
            raise Broken("a malformed signature line")
        blob = unstd64(parts[2])
        if len(blob) < 5:
            raise Broken("a short signature line")
        signatures.append((parts[1], blob[:4], blob[4:]))
    if len(signatures) > SIGNATURES_MAX:
        raise Broken("more than 64 signature lines")
    for name, identity, _ in signatures:
        if sum((name, identity) == other[:2] for other in signatures) > 1:
            raise Broken(f"two signature lines of {name} with one key id")
    return text, signatures


def read_checkpoint(data, *vkeys):
    """Size and root of a checkpoint that one of some keys of a log has signed, and none of them badly."""
    text, signatures = read_note(data)
    keys = [read_vkey(vkey) for vkey in vkeys]
    signed = False
    for name, public in keys:
        for line in signatures:
            if line[:2] == (name, key_id(name, public)):
                if not is_signed(public, line[2], text.encode()):
                    raise Broken("a bad signature")
                signed = True
    if not signed:
        raise Broken("not signed by the key")
    origin, size, root = read_three_lines(text)
    if origin != keys[0][0]:
        raise Broken("the checkpoint of another log")
    return size, root


def read_three_lines(text):
    parts = text.split("\n")
    if len(parts) != 4 or parts[3] or not re.fullmatch(DECIMAL, parts[1]) or not is_key_name(parts[0]):
        raise Broken("not the three lines of a checkpoint")
    return parts[0], int(parts[1]), digest32(parts[2], unstd64)


def cosignature_time(line, text, public):
    """When a witness cosigned, in seconds since 1970."""
    if len(line[2]) != 72:
        raise Broken(f"a bad cosignature of {line[0]}")
    seconds = int.from_bytes(line[2][:8], "big")
    if not is_signed(public, line[2][8:], f"cosignature/v1\ntime {seconds}\n{text}".encode()):
        raise Broken(f"a bad cosignature of {line[0]}")
    return seconds


class Policy:
    """Whose cosignatures an auditor wants (C2SP tlog-policy)."""

    def __init__(self, data):
        self.logs, self.witnesses, self.groups, self.quorum, used = [], {}, {}, None, set()
        if len(data) > POLICY_MAX:
            raise Broken("longer than a policy can be")
        for number, line in enumerate(data.decode("utf-8", "surrogateescape").split("\n"), 1):
            words = line.replace("\t", " ").split(" ")
            words = [word for word in words if word]
            if any((c < " " and c != "\t") or c == "\x7f" for c in line):
                raise Broken(f"line {number}: a control character")
            if not words or words[0].startswith("#"):
                continue
            try:
                self.take(words[0], words[1:], used)
            except Broken as fault:
                raise Broken(f"line {number}: {fault}")
        if self.quorum is None:
            raise Broken("no quorum line")

    def take(self, keyword, words, used):
        known = {**self.witnesses, **self.groups}
        if keyword == "log" and len(words) in (1, 2):
            self.logs.append(self.fresh(read_vkey(words[0])))
        elif keyword == "witness" and len(words) in (2, 3):
            self.define(words[0], known)
            self.witnesses[words[0]] = self.fresh(read_vkey(words[1], WITNESS_KEY))
        elif keyword == "group" and len(words) >= 3:
            self.define(words[0], known)
            for member in words[2:]:
                if member not in known or member in used:
                    raise Broken(f"{member} is not defined further up, or a member already")
                used.add(member)
            count = len(words) - 2
            least = {"any": "1", "all": str(count)}.get(words[1], words[1])
            if not re.fullmatch(DECIMAL, least) or not 1 <= int(least) <= count:
                raise Broken(f"expected any, all or a number from 1 to {count}, found {words[1]}")
            self.groups[words[0]] = (int(least), words[2:])
        elif keyword == "quorum" and len(words) == 1 and self.quorum is None:
            if words[0] != "none" and words[0] not in known:
                raise Broken(f"{words[0]} is not defined further up")
            self.quorum = words[0]
        else:
            raise Broken("expected log VKEY [URL], witness NAME VKEY [URL], group NAME any|all|N NAME..., one quorum NAME|none")

    def define(self, name, known):
        if name in known or name == "none":
            raise Broken(f"the name {name} is taken")

    def fresh(self, key):
        if key[1] in [other[1] for other in self.logs + list(self.witnesses.values())]:
            raise Broken("a public key that stands further up")
        return key

    def check(self, note, vkey):
        """Name and time of the witnesses that cosigned; raises Broken when a line is bad or they are too few."""
        if self.logs and read_vkey(vkey) not in self.logs:
            raise Broken("the policy does not name the key of this log")
        text, signatures = read_note(note)
        times = {}
        for name, (key_name, public) in self.witnesses.items():
            for line in signatures:
                if line[:2] == (key_name, key_id(key_name, public, WITNESS_KEY)):
                    times[name] = cosignature_time(line, text, public)
        met = set(times)
        for name, (least, members) in self.groups.items():  # members stand before their group
            if len(met & set(members)) >= least:
                met.add(name)
        if self.quorum != "none" and self.quorum not in met:
            raise Broken(f"the quorum {self.quorum} is not met: cosigned by {', '.join(times) or 'none of its witnesses'}")
        return times


# --- keys that a log names ------------------------------------------------------------------------------------------

class Keys:
    """Which keys sign the checkpoint of a size, from the first leaf and the key leaves."""

    def __init__(self, name):
        self.name, self.named, self.handovers = name, [], []  # [vkey, from leaf, to leaf or None]

    def take(self, leaf, place):
        public = leaf["public"]
        if place == 0:
            if leaf["type"] == "key":
                raise Broken("a log cannot begin with a key leaf")
            self.check_name(public["vkey"])
            self.named.append([public["vkey"], 0, None])
        elif leaf["type"] == "key":
            self.check_name(public["vkey"])
            origin, size, root = read_three_lines(read_note(public["checkpoint"].encode())[0])
            if origin != self.name or not 1 <= size <= place:
                raise Broken("checkpoint is not one of this log from before the leaf")
            if public["action"] == "add":
                self.add(public["vkey"], place)
            elif public["action"] in ("retire", "revoke"):
                self.end(public["vkey"], place)
            else:
                raise Broken("action is none of add, retire and revoke")
            self.handovers.append((place, size, root, public["checkpoint"]))

    def check_name(self, vkey):
        if read_vkey(vkey)[0] != self.name:
            raise Broken("names a key of another log")

    def add(self, vkey, place):
        if any(key_id(*read_vkey(vkey)) == key_id(*read_vkey(other)) for other, _, _ in self.named):
            raise Broken("names a key that was named before")
        if sum(end is None for _, _, end in self.named) >= KEYS_IN_FORCE_MAX:
            raise Broken("more than four keys in force")
        self.named.append([vkey, place, None])

    def end(self, vkey, place):
        entry = next((entry for entry in self.named if entry[0] == vkey and entry[2] is None), None)
        if entry is None:
            raise Broken("ends a key that is not in force")
        if sum(end is None for _, _, end in self.named) == 1:
            raise Broken("ends the last key in force")
        entry[2] = place

    def signing(self, size):
        return [vkey for vkey, start, end in self.named if (start == 0 or start < size) and (end is None or size <= end)]

    def believe(self, note):
        """Size and root of a checkpoint signed by a key in force at its size, and by no named key badly."""
        text, signatures = read_note(note)
        size = read_three_lines(text)[1]
        found = read_checkpoint(note, *[vkey for vkey, _, _ in self.named])
        ids = [line[1] for line in signatures if line[0] == self.name]
        if not any(key_id(*read_vkey(vkey)) in ids for vkey in self.signing(size)):
            raise Broken("not signed by a key in force at its size")
        return found


# --- time stamps ----------------------------------------------------------------------------------------------------

def der(data, expected=None):
    """Tag, content and rest of the first value of some DER (X.690), tags and lengths as RFC 3161 needs them."""
    if len(data) < 2:
        raise Broken("DER that is cut short")
    tag, length, start = data[0], data[1], 2
    if length >= 0x80:
        count = length & 0x7F
        length, start = int.from_bytes(data[2:2 + count], "big"), 2 + count
        if not 1 <= count <= 4:
            raise Broken("not DER")
    if len(data) < start + length or (expected is not None and tag != expected):
        raise Broken("DER of another shape than a time stamp")
    return tag, data[start:start + length], data[start + length:]


def der_all(data):
    values = []
    while data:
        tag, content, data = der(data)
        values.append((tag, content))
    return values


SIGNED_DATA, TST_INFO = bytes.fromhex("2a864886f70d010702"), bytes.fromhex("2a864886f70d0109100104")
SHA256_OID = bytes.fromhex("608648016503040201")


def stamp_span(token, stamped):
    """Earliest and latest moment (epoch ms) that a token can mean; holds its form and imprint, not its signature."""
    response = der_all(der(token, 0x30)[1])
    if der_all(response[0][1])[0] not in ((2, b"\0"), (2, b"\1")) or len(response) != 2:
        raise Broken("the authority refused")
    kind, content = der_all(response[1][1])[:2]
    signed = der_all(der(content[1], 0x30)[1])
    info_kind, info = der_all(signed[2][1])[:2]
    if kind != (6, SIGNED_DATA) or info_kind != (6, TST_INFO):
        raise Broken("not a time stamp")
    fields = der_all(der(der(info[1], 0x04)[1], 0x30)[1])
    algorithm, imprint = der_all(fields[2][1])[:2]
    if der_all(algorithm[1])[0] != (6, SHA256_OID) or imprint != (4, sha256(stamped)):
        raise Broken("a stamp of other bytes")
    found = re.fullmatch(rb"(\d{14})(?:\.(\d*[1-9]))?Z", fields[4][1])
    if fields[4][0] != 0x18 or not found:
        raise Broken("no time")
    try:
        moment = datetime.strptime(found[1].decode(), "%Y%m%d%H%M%S").replace(tzinfo=timezone.utc)
    except ValueError:
        raise Broken("no time")
    digits = (found[2] or b"").decode()
    time = int(moment.timestamp()) * 1000 + int((digits + "000")[:3])
    resolution = {0: 1000, 1: 100, 2: 10}.get(len(digits), 1)
    accuracy = 0
    for tag, content in fields[5:]:
        if tag == 0x30:  # accuracy: seconds, milliseconds [0], microseconds [1]
            for unit, number in der_all(content):
                value = int.from_bytes(number, "big")
                accuracy += {0x02: 1000 * value, 0x80: value, 0x81: -(-value // 1000)}.get(unit, 0)
            break
    return time - accuracy, time + accuracy + resolution - 1


def check_token(token, stamped, authorities, moment):
    """Lets the command openssl check signature and certificates of a token, at the time that the token says."""
    with tempfile.TemporaryDirectory() as place:
        for name, data in [("tsr", token), ("data", stamped)]:
            with open(os.path.join(place, name), "wb") as file:
                file.write(data)
        done = subprocess.run(
            ["openssl", "ts", "-verify", "-in", place + "/tsr", "-data", place + "/data", "-CAfile", authorities,
             "-attime", str(moment // 1000)], capture_output=True, timeout=60, check=False)
    if done.returncode:
        reason = done.stderr.decode(errors="replace").strip().split("\n")[-1]
        raise Broken(f"openssl does not accept the stamp: {reason[-200:]}")


# --- a whole log ----------------------------------------------------------------------------------------------------

class LogCheck:
    """Reads everything once, in order; keeps a row a level, counters, stamps and what is wrong."""

    def __init__(self, place, vkey, policy=None, older=None, authorities=None, before=None, hashes_only=False):
        self.place, self.vkey, self.policy, self.older = place, vkey, policy, older
        self.authorities, self.before, self.hashes_only = authorities, before, hashes_only
        self.problems, self.remarks, self.size, self.root, self.files = [], [], 0, None, None
        self.rows, self.done = [[] for _ in range(8)], [0] * 8
        self.counters = dict(before.counters) if before else {}
        self.seen = set()
        self.first_time = self.last_time = None
        self.last_id = before.last_id if before else None
        self.counts_from_one = before.counts_from_one if before else False
        self.keys, self.previous = None, None
        self.stamps, self.ceilings, self.floor = [], [], None

    def note(self, file, what, leaf=None):
        if len(self.problems) < PROBLEMS_MAX:
            self.problems.append(f"{printable(file)}{'' if leaf is None else f', leaf {leaf}'}: {what}")

    def run(self):
        try:
            self.files = Folder(self.place)
        except OSError:
            self.note(".", "not a folder that can be read")
            return self
        try:
            self.check_all()
        finally:
            os.close(self.files.root)
        return self

    def check_all(self):
        try:
            if self.files.read("vkey", 1024) != self.vkey.encode() + b"\n":
                self.note("vkey", "another key than the one verified with")
        except Broken as fault:
            self.note("vkey", fault)
        try:
            note = self.files.read("checkpoint", NOTE_MAX)
            self.size, self.root = read_checkpoint(note, self.vkey)
        except Broken as fault:
            self.note("checkpoint", fault)
            return
        self.keys = Keys(read_vkey(self.vkey)[0])
        self.check_witnesses(note)
        self.check_files()
        self.read_stamps()
        whole = self.check_hashes() if self.hashes_only else self.check_leaves()
        if not whole:
            return
        for level in range(8):
            if self.rows[level]:
                self.check_tile(level)
        if root_of_rows(self.rows) != self.root:
            self.note("checkpoint", "the leaves hash to another root")
        if not self.problems:  # what follows reads tiles, which are known to be right by now
            self.check_older()
            self.check_stamps()
            if not self.hashes_only:
                self.check_keys(note)

    def check_witnesses(self, note):
        if self.policy is None:
            strangers = len(read_note(note)[1]) - 1
            if strangers:
                self.remarks.append(f"{strangers} more signature lines, not checked (give --policy)")
            return
        try:
            for name, seconds in self.policy.check(note, self.vkey).items():
                self.remarks.append(f"cosigned by {name} at {rfc3339(seconds * 1000)}")
        except Broken as fault:
            self.note("checkpoint", fault)

    def check_files(self):
        for path, problem in self.files.entries():
            if len(self.problems) >= PROBLEMS_MAX:
                return
            if problem:
                self.note(path, problem)
            elif not belongs(path, self.size):
                self.note(path, "a log of this size has no such file")

    def check_hashes(self):
        """The hashes of leaves instead of the leaves, where entries are not given out."""
        for index in range((self.size + 255) // 256):
            path = path_of(0, index, self.size)
            try:
                data = self.files.read(path, 8192)
            except Broken as fault:
                self.note(path, fault)
                return False
            if len(data) != 32 * min(256, self.size - index * 256):
                self.note(path, "not as many hashes as the tree has there")
                return False
            for start in range(0, len(data), 32):
                self.append(data[start:start + 32])
        return True

    def check_leaves(self):
        for index in range((self.size + 255) // 256):
            path, width = path_of("entries", index, self.size), min(256, self.size - index * 256)
            if len(self.problems) >= PROBLEMS_MAX:
                return False
            progress(index * 256, self.size)
            try:
                leaves = unbundle(self.files.read(path, BUNDLE_MAX))
                if len(leaves) != width:
                    raise Broken(f"holds {len(leaves)} leaves, expected {width}")
            except Broken as fault:
                self.note(path, fault)
                return False
            for offset, data in enumerate(leaves):
                self.append(leaf_hash(data))
                try:
                    self.check_next(read_leaf(data), index * 256 + offset)
                except Broken as fault:
                    self.note(path, fault, index * 256 + offset)
        progress(self.size, self.size)
        return True

    def append(self, value):
        """A hash onto its row; a full row is held against its tile and hashed upward."""
        for level in range(8):
            self.rows[level].append(value)
            if len(self.rows[level]) < 256:
                return
            value = self.check_tile(level)
            self.rows[level] = []
            self.done[level] += 1

    def check_tile(self, level):
        path = path_of(level, self.done[level], self.size >> 8 * level)
        try:
            if self.files.read(path, 8192) != b"".join(self.rows[level]):
                self.note(path, "differs from what the leaves hash to")
        except Broken as fault:
            self.note(path, fault)
        return root_of(self.rows[level])

    def check_next(self, leaf, place):
        """What must hold from one leaf to the next; the id last of all, so that one fault is named once."""
        public = leaf["public"]
        if ("previous" in public) != (place == 0):
            raise Broken("the first leaf, and only the first, says key and previous checkpoint")
        if place == 0:
            self.check_previous(public["previous"])
        self.keys.take(leaf, place)
        self.check_counter(leaf)
        self.check_time(leaf, place)
        last, self.last_id, self.last_time = self.last_id, leaf["id"], leaf["time"]
        self.first_time = self.first_time or leaf["time"]
        if last is not None and ulid_milliseconds(leaf["id"]) < ulid_milliseconds(last):
            raise Broken("earlier than the leaf before it")
        if last is not None and leaf["id"] <= last:
            raise Broken("an id that is not above the one before it: repeated or swapped")

    def check_previous(self, previous):
        if previous is None:
            if self.before:
                raise Broken("expected the log to continue the year before, found that it continues nothing")
            self.counts_from_one = True
            return
        text, _ = read_note(previous.encode())
        self.previous = read_three_lines(text)
        if self.before is None:
            self.remarks.append(f"continues {self.previous[0]} at {self.previous[1]} leaves: not held against that log")
            return
        if read_checkpoint(previous.encode(), self.before.vkey) != (self.before.size, self.before.root):
            raise Broken(f"continues another log than the year before, which has {self.before.size} leaves")
        (host, year), (old_host, old_year) = (name.rsplit("/", 1) for name in (self.keys.name, self.previous[0]))
        if host != old_host or not (re.fullmatch(DECIMAL, year) and re.fullmatch(DECIMAL, old_year)) \
                or int(year) <= int(old_year):
            raise Broken("continues a log that is not of an earlier year of the same tenant")

    def check_counter(self, leaf):
        known, self.counters[leaf["caller"]] = self.counters.get(leaf["caller"]), leaf["n"]
        self.seen.add(leaf["caller"])
        if known is None and self.counts_from_one and leaf["n"] != 1:
            raise Broken("the caller's counter does not start at 1: leaves are missing")
        if known is not None and leaf["n"] != known + 1:
            raise Broken(f"the caller's counter is {leaf['n']}, expected {known + 1}: leaves are missing, repeated or swapped")

    def check_time(self, leaf, place):
        """The claim of a leaf against the stamps before and after it."""
        if leaf["type"] == "time_stamp":
            known = [earliest for _, digest, earliest, _ in self.stamps if digest.hex() == leaf["public"]["stamp"]]
            self.floor = max([self.floor or 0] + known) or None
        claim = ulid_milliseconds(leaf["id"])
        while self.ceilings and self.ceilings[-1][0] <= place:
            self.ceilings.pop()
        if self.ceilings and claim > self.ceilings[-1][1] + CLOCKS_DIFFER_MS:
            raise Broken(f"claims a time after the stamp of {rfc3339(self.ceilings[-1][1])} that is over it")
        if self.floor is not None and claim < self.floor - CLOCKS_DIFFER_MS:
            raise Broken(f"claims a time before the stamp of {rfc3339(self.floor)} that stands before it")

    def check_keys(self, note):
        try:
            if self.size and self.vkey not in self.keys.signing(self.size):
                raise Broken("the key is not one that the leaves put in force at this size")
            if self.size:
                self.keys.believe(note)
        except Broken as fault:
            self.note("checkpoint", fault)
        for place, size, root, text in self.keys.handovers:
            path = path_of("entries", place // 256, self.size)
            try:
                self.keys.believe(text.encode())
                if self.root_at(size) != root:
                    raise Broken("its checkpoint is of another tree")
            except Broken as fault:
                self.note(path, fault, place)

    def believe(self, note):
        """Size and root of an earlier checkpoint: by the keys that the leaves name, or where none was read by the given one."""
        return self.keys.believe(note) if self.keys.named else read_checkpoint(note, self.vkey)

    def check_older(self):
        if self.older is None:
            return
        name, data = self.older
        try:
            size, root = self.believe(data)
            if size > self.size:
                raise Broken(f"of {size} leaves, the log has {self.size}: leaves were removed")
            if self.root_at(size) != root:
                raise Broken(f"the log's first {size} leaves are others: there are two logs")
            self.remarks.append(f"extends {name} of {size} leaves")
        except Broken as fault:
            self.note(name, fault)

    def read_stamps(self):
        """Time and digest of every stamp; whether its checkpoint is the log's is settled after the leaves."""
        halves = {}
        for path, problem in self.files.entries():
            if not problem and path.startswith("stamps/") and belongs(path, self.size):
                halves.setdefault(int(path[7:].split(".")[0]), []).append(path)
        for size in sorted(halves):
            if len(halves[size]) == 1:
                self.note(halves[size][0], "half a stamp: the other file is missing")
                continue
            path = f"stamps/{size}.checkpoint"
            try:
                stamped = self.files.read(path, NOTE_MAX)
                path = f"stamps/{size}.tsr"
                token = self.files.read(path, TOKEN_MAX)
                span = stamp_span(token, stamped)
                if self.authorities:
                    check_token(token, stamped, self.authorities, span[1])
                self.stamps.append((size, sha256(token), *span))
            except (Broken, IndexError) as fault:
                self.note(path, fault if isinstance(fault, Broken) else "not a time stamp")
        for size, _, _, latest in reversed(self.stamps):
            if not self.ceilings or latest < self.ceilings[-1][1]:
                self.ceilings.append((size, latest))
        if self.stamps and not self.authorities:
            self.remarks.append(f"{len(self.stamps)} stamps: their signatures are not checked (give --tsa-ca)")

    def check_stamps(self):
        for size, _, _, latest in self.stamps:
            path = f"stamps/{size}.checkpoint"
            try:
                if self.believe(self.files.read(path, NOTE_MAX)) != (size, self.root_at(size)):
                    raise Broken("the checkpoint is of another tree or size")
                self.remarks.append(f"the first {size} leaves were there by {rfc3339(latest)}, says a stamp")
            except Broken as fault:
                self.note(path, fault)

    def root_at(self, size):
        """The root over the first leaves, from tiles."""
        rows = []
        for level in range(8):
            count = size >> 8 * level
            tile = self.files.read(path_of(level, count // 256, self.size >> 8 * level), 8192) if count % 256 else b""
            rows.append([tile[start:start + 32] for start in range(0, 32 * (count % 256), 32)])
        return root_of_rows(rows)


def printable(path):
    return "".join(c if c.isprintable() else c.encode("unicode_escape", "surrogatepass").decode() for c in path)


def progress(done, size):
    if sys.stderr.isatty():
        print(f"\r{done:,} of {size:,} leaves", end="\n" if done == size else "", file=sys.stderr, flush=True)


# --- one leaf -------------------------------------------------------------------------------------------------------

def check_receipt(receipt, vkey, body=None):
    """The leaf and the opened members of a receipt that holds; raises Broken with what does not."""
    if not isinstance(receipt, dict) or sorted(receipt) != [
            "body_key", "checkpoint", "index", "leaf", "openings", "path"]:
        raise Broken("not exactly the members of a receipt")
    index, texts, path = receipt["index"], receipt["openings"], receipt["path"]
    if not isinstance(receipt["checkpoint"], str) or not isinstance(texts, list) or not isinstance(path, list):
        raise Broken("a member of another type than a receipt has")
    data = unb64(receipt["leaf"])
    check_inclusion(index, data, [digest32(text) for text in path], receipt["checkpoint"].encode(), vkey)
    leaf = read_leaf(data)
    opened = check_openings(leaf, texts)
    if (leaf["body"] is None) != (receipt["body_key"] is None):
        raise Broken("a body key where the leaf has no body, or none where it has one")
    key = None if receipt["body_key"] is None else digest32(receipt["body_key"])
    if body is not None and (key is None or body_digest(key, body) != digest32(leaf["body"])):
        raise Broken("the leaf stands for another body")
    return leaf, opened


def check_openings(leaf, texts):
    """Name and value of what is opened; every opening has to hold."""
    opened = {}
    for text in texts:
        name, value = read_opening(text)
        if b64(sha256(text.encode())) not in leaf["sd"] or name in opened \
                or name not in CATALOGUE["types"][leaf["type"]]["committed"]:
            raise Broken(f"the leaf does not commit to the opening of {name}")
        opened[name] = value
    return opened


def check_proof_file(file, vkey):
    """Index, leaf and opened members of a proof file that holds: a proof bundle with its leaf, openings and body."""
    members = ["body", "body_key", "format", "leaf", "openings", "tlog_proof", "vkey"]
    if sorted(file) != members or file["format"] != "throughline/proof/v1" or not isinstance(file["openings"], list) \
            or not isinstance(file["tlog_proof"], str) or not isinstance(file["vkey"], str):
        raise Broken("not exactly the members of a proof file")
    index, leaf = check_proof(file["tlog_proof"].encode(), vkey, unb64(file["leaf"]))
    opened = check_openings(leaf, file["openings"])
    if (file["body"] is None) != (file["body_key"] is None):
        raise Broken("a body without its key, or a key without its body")
    if file["body"] is not None and (leaf["body"] is None or body_digest(
            digest32(file["body_key"]), unb64(file["body"])) != digest32(leaf["body"])):
        raise Broken("the leaf stands for another body")
    return index, leaf, opened


def check_inclusion(index, data, path, checkpoint, vkey):
    size, root = read_checkpoint(checkpoint, vkey)
    if not isinstance(index, int) or isinstance(index, bool) or not 0 <= index < size:
        raise Broken("index is not below the size")
    if len(path) > PATH_MAX or root_from_path(leaf_hash(data), index, size, path) != root:
        raise Broken("the path leads to another root")


def read_opening(text):
    if not isinstance(text, str) or len(text) > 65536:
        raise Broken("not an opening")
    triple = uncanonical(unb64(text))
    if not isinstance(triple, list) or len(triple) != 3 or not isinstance(triple[1], str) or len(unb64(triple[0])) != 16:
        raise Broken("not an opening")
    return triple[1], triple[2]


def body_digest(key, body):
    return hmac.new(key, b"throughline/body/v1\n" + body, hashlib.sha256).digest()


def record_commitment(key, source, row, version, fields):
    message = b"throughline/record/v1\n" + canonical([source, row, version, fields])
    return hmac.new(key, message, hashlib.sha256).digest()


def check_proof(data, vkey, stored):
    """Index and leaf of a proof bundle (C2SP tlog-proof) that holds; the leaf comes beside it."""
    try:
        head, checkpoint = data.decode("utf-8").split("\n\n", 1)
    except ValueError:
        raise Broken("not a proof bundle")
    mark, *lines = head.split("\n")
    if mark != "c2sp.org/tlog-proof@v1" or not lines or not re.fullmatch(f"index {DECIMAL}", lines[0]):
        raise Broken("not a proof bundle, or one with an extra line, which nothing vouches for")
    index, path = int(lines[0][6:]), [digest32(line, unstd64) for line in lines[1:]]
    check_inclusion(index, stored, path, checkpoint.encode(), vkey)
    return index, read_leaf(stored)


# --- the command ----------------------------------------------------------------------------------------------------

class Usage(Exception):
    """What is wrong with the command line."""


def file_bytes(path):
    with open(path, "rb") as file:
        return file.read()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("logs", nargs="*", metavar="LOG")
    parser.add_argument("--vkey", action="append", default=[])
    for name in ["--policy", "--older", "--tsa-ca", "--receipt", "--body", "--proof", "--leaf"]:
        parser.add_argument(name, metavar="FILE")
    parser.add_argument("--hashes-only", action="store_true")
    try:
        options = parser.parse_args()
    except SystemExit as end:
        return 64 if end.code else 0
    try:
        for vkey in options.vkey:
            read_vkey(vkey)
        if [bool(options.logs), bool(options.receipt), bool(options.proof)].count(True) != 1:
            raise Usage("expected logs, or --receipt, or --proof")
        return check_logs(options) if options.logs else check_one(options)
    except (Usage, Broken, OSError) as fault:
        print(f"verify.py: {fault}", file=sys.stderr)
        return 64


def check_one(options):
    """A receipt or a proof bundle."""
    if len(options.vkey) != 1:
        raise Usage("expected one --vkey, from somewhere else than the receipt or proof")
    name = options.receipt or options.proof
    data = file_bytes(name)
    body = file_bytes(options.body) if options.body else None
    if options.proof and not options.leaf:
        raise Usage("expected --leaf with the leaf as stored: a proof bundle does not hold it")
    stored = file_bytes(options.leaf) if options.leaf else None
    opened = {}
    try:
        if options.receipt:
            receipt = read_json(data)
            if isinstance(receipt, dict) and "format" in receipt:
                index, leaf, opened = check_proof_file(receipt, options.vkey[0])
            else:
                leaf, opened = check_receipt(receipt, options.vkey[0], body)
                index = receipt["index"]
        else:
            index, leaf = check_proof(data, options.vkey[0], stored)
    except Broken as fault:
        print(f"{name}: {fault}")
        return 1
    print(f"sound: leaf {index}, {leaf['type']}, {leaf['time']}")
    for member in sorted(opened):
        print(f"  {member}: {json.dumps(opened[member])}")
    return 0


def check_logs(options):
    vkeys = options.vkey
    if vkeys and len(vkeys) != len(options.logs):
        raise Usage(f"expected one --vkey a log, found {len(vkeys)} for {len(options.logs)}")
    if options.tsa_ca:
        file_bytes(options.tsa_ca)
    if not vkeys:
        print("warning: no --vkey given, so each log is held against the key that it names itself", file=sys.stderr)
    code, before = 0, None
    for number, place in enumerate(options.logs):
        is_last = number == len(options.logs) - 1
        try:
            vkey = vkeys[number] if vkeys else Folder(place).read("vkey", 1024).decode("utf-8").rstrip("\n")
            read_vkey(vkey)
        except (OSError, ValueError, Broken) as fault:
            print(f"{place}/vkey: {fault}")
            return 1
        check = LogCheck(
            place, vkey, Policy(file_bytes(options.policy)) if options.policy and is_last else None,
            (options.older, file_bytes(options.older)) if options.older and is_last else None,
            options.tsa_ca, before, options.hashes_only).run()
        for problem in check.problems:
            print(f"{place}/{problem}" if len(options.logs) > 1 else problem)
        if check.problems:
            code = 1
        else:
            span = f", {len(check.seen)} callers, {check.first_time} to {check.last_time} as the gateway claims"
            print(f"sound: {check.size} leaves" + ("" if options.hashes_only or not check.size else span))
            for remark in check.remarks:
                print(f"  {remark}")
        before = check if check.root is not None else None
        if before is None and not is_last:
            return 1
    return code


if __name__ == "__main__":
    sys.exit(main())
