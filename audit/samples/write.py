#!/usr/bin/env python3
"""Writes the samples that need witnesses, key rotation, stamps or two years, here or into a folder that is given, and
`cases.json`, which says for every sample how to verify it and what a verifier has to find. Shares the format with the
gateway and none of its code; the samples without those are written by the gateway's own tests.

The stamps are by an authority made with the command openssl. They cannot be made twice alike, so they are kept in
`authority/`; remove that folder to make another."""
import base64
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

HERE = os.path.dirname(os.path.abspath(__file__))
OUT = os.path.abspath(sys.argv[1]) if len(sys.argv) > 1 else HERE
spec = importlib.util.spec_from_file_location("vectors_make", os.path.join(HERE, "..", "vectors", "make.py"))
make = importlib.util.module_from_spec(spec)
spec.loader.exec_module(make)
v = make.v

MARCH = 1772355900000  # 2026-03-01
NAME = "gateway.example/audit/default/2026"
CASES = []


def key(number):
    return Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32)


def raw(private):
    return private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


class Log:
    """A log in memory: leaves, and the checkpoint of any size by any keys."""

    def __init__(self, name, first, start=MARCH, previous=None, counters=None):
        self.name, self.first, self.start, self.previous = name, first, start, previous
        self.leaves, self.hashes, self.time, self.counters = [], [], start, dict(counters or {})

    def vkey(self, private):
        return v.vkey_text(self.name, raw(private))

    def add(self, kind, public=None, caller=0, committed=None):
        place = len(self.leaves)
        self.time += 61_001
        who = make.ulid(MARCH - 400_000_000 - caller, bytes([caller + 1]) * 10)
        self.counters[who] = self.counters.get(who, 0) + 1
        answers = v.CATALOGUE["types"][kind]["body"] == "required"
        draft = {
            "type": kind, "org": "northwind" if answers else None, "role": "vendor_agent" if answers else None,
            "purpose": "plan_delivery" if answers else None, "policy": "support@3" if answers else None,
            "rules": v.sha256(b"rules").hex(), "body": '{"gate":"pass"}' if answers else None, "public": public or {},
            "committed": committed or {"trace": "invented"},
            "seed": v.sha256(f"{self.name} {place} {kind}".encode()).hex()}
        stamp = {"id": make.ulid(self.time, v.sha256(f"id {place}".encode())[:10]), "caller": who, "actor": None,
                 "n": self.counters[who]}
        if place == 0:
            stamp["first"] = {"vkey": self.vkey(self.first), "previous": self.previous}
        leaf = make.encode(draft, stamp)[0]
        self.leaves.append(leaf)
        self.hashes.append(v.leaf_hash(leaf))

    def fill(self, count):
        """A start, then leaves of a few kinds by three callers."""
        while count:
            place, count = len(self.leaves), count - 1
            if place == 0:
                self.add("start", {"version": "0.1.0"})
            else:
                self.add(["disclosure", "policy", "refusal", "source"][place % 4], caller=place % 3)
        return self

    def text(self, size=None):
        size = len(self.leaves) if size is None else size
        return f"{self.name}\n{size}\n{v.std64(v.root_of(self.hashes[:size]))}\n"

    def checkpoint(self, *keys, size=None):
        return sign(self.text(size), *[(self.name, private) for private in keys])

    def files(self, checkpoint, vkey):
        size, files = len(self.leaves), {"checkpoint": checkpoint.encode(), "vkey": vkey.encode() + b"\n"}
        for start in range(0, size, 256):
            files[v.path_of("entries", start // 256, size)] = b"".join(
                len(leaf).to_bytes(2, "big") + leaf for leaf in self.leaves[start:start + 256])
        rows, level = self.hashes, 0
        while rows:
            for start in range(0, len(rows), 256):
                files[v.path_of(level, start // 256, len(rows))] = b"".join(rows[start:start + 256])
            rows = [v.root_of(rows[start:start + 256]) for start in range(0, len(rows) - 255, 256)]
            level += 1
        return files


def sign(text, *keys):
    return text + "\n" + "".join(
        f"\u2014 {name} {v.std64(v.key_id(name, raw(private)) + private.sign(text.encode()))}\n" for name, private in keys)


def cosign(note, name, private, seconds, text=None):
    """The note with one more line: a witness's, over the note's text or another one."""
    text = text or v.read_note(note.encode())[0]
    message = f"cosignature/v1\ntime {seconds}\n{text}".encode()
    blob = v.key_id(name, raw(private), v.WITNESS_KEY) + seconds.to_bytes(8, "big") + private.sign(message)
    return note + f"\u2014 {name} {v.std64(blob)}\n"


def write(folder, files):
    for path, data in files.items():
        place = os.path.join(OUT, folder, path)
        os.makedirs(os.path.dirname(place), exist_ok=True)
        with open(place, "wb") as file:
            file.write(data)


# What is broken in a refused sample, by the start of its name; the first that fits counts. A verifier that reads no leaves
# can see `note`, `tree`, `cosignatures` and `proof`.
BREAKS = [
    ("tampered-signed-older-checkpoint", "tree"), ("tampered-signed", "leaves"), ("tampered-chain", "chain"),
    ("good-years", "chain"), ("good-rotated-older", "older"), ("tampered-cosignature", "cosignatures"), ("tampered-key-file", "note"),
    ("tampered-key", "keys"), ("tampered-stamp", "stamps"), ("tampered-extra", "files"), ("receipt", "receipt"), ("proof", "proof"),
    *((f"tampered-{name}", "tree") for name in ["leaf-byte", "tile-byte", "missing", "cut-bundle", "rehashed"]),
    ("tampered", "note")]


def verdict(name, blames):
    breaks = None if blames is None else next(what for start, what in BREAKS if name.startswith(start))
    return {"verdict": "sound" if blames is None else "refused", "breaks": breaks, "blames": blames}


def case(name, logs, blames=None, **others):
    """How to verify a sample: folders with the key of each, and the file that has to be named."""
    CASES.append({"name": name, "logs": [{"folder": folder, "vkey": vkey} for folder, vkey in logs],
                  **verdict(name, blames), **others})


# --- witnesses ------------------------------------------------------------------------------------------------------

WITNESSES = {"outsourcer": ("witness.northwind.example/1", key(21)), "client": ("witness.client.example/1", key(22)),
             "auditor": ("witness.auditor.example/1", key(23))}


def cosigned_samples():
    log, log_key = Log(NAME, key(7)).fill(8), key(7)
    vkey = log.vkey(log_key)
    lines = ["# Two of three have to have seen the tree.", f"log {vkey} https://gateway.example/audit/log/default/2026"]
    for name, (key_name, private) in WITNESSES.items():
        lines.append(f"witness {name} {v.vkey_text(key_name, raw(private), v.WITNESS_KEY)} https://{key_name.split('/')[0]}/")
    lines += ["group outside 2 outsourcer client auditor", "quorum outside"]
    write(".", {"policy": "\n".join(lines).encode() + b"\n"})
    plain, t = log.checkpoint(log_key), log.time // 1000 + 5
    one = cosign(plain, *WITNESSES["outsourcer"], t)
    two = cosign(one, *WITNESSES["client"], t + 1)
    stranger = cosign(two, "witness.stranger.example/1", key(29), t + 2)
    twisted = two.split("\n")
    blob = bytearray(base64.b64decode(twisted[-2].split(" ")[2]))
    blob[40] ^= 1
    twisted[-2] = " ".join(twisted[-2].split(" ")[:2] + [v.std64(bytes(blob))])
    other = Log(NAME, key(7)).fill(7)
    variants = {
        "good-cosigned": (stranger, None),
        "tampered-cosignature-bit": ("\n".join(twisted), "checkpoint"),
        "tampered-cosignature-other-tree": (cosign(one, *WITNESSES["client"], t + 1, other.text()), "checkpoint"),
        "tampered-cosignature-quorum": (one, "checkpoint"),
        "tampered-cosignature-log-key": (cosign(one, "witness.client.example/1", log_key, t), "checkpoint"),
        "tampered-repeated-signature": (plain + plain.split("\n")[-2] + "\n", "checkpoint")}
    for folder, (note, blames) in variants.items():
        write(folder, log.files(note, vkey))
        others = {} if folder == "tampered-repeated-signature" else {"policy": "policy"}
        case(folder, [(folder, vkey)], blames, **others)


# --- key rotation ---------------------------------------------------------------------------------------------------

def rotated(name_new=True, handover=None):
    """A log whose first key lets a second one in and goes."""
    old, new = key(7), key(31)
    log = Log(NAME, old).fill(4)
    if name_new:
        log.add("key", {"action": "add", "vkey": log.vkey(new), "checkpoint": handover or log.checkpoint(old)})
        log.fill(2)
    return log, old, new


def rotation_samples():
    log, old, new = rotated()
    write("good-overlap", log.files(log.checkpoint(old, new), log.vkey(new)))
    case("good-overlap", [("good-overlap", log.vkey(new))])
    both = log.checkpoint(old, new)
    log.add("key", {"action": "retire", "vkey": log.vkey(old), "checkpoint": both})
    log.fill(2)
    write("older", {"rotated-7.checkpoint": log.checkpoint(old, new, size=7).encode(),
                    "other-7.checkpoint": Log(NAME, old).fill(7).checkpoint(old).encode(),
                    "longer-20.checkpoint": Log(NAME, new).fill(20).checkpoint(new).encode()})
    write("good-rotated", log.files(log.checkpoint(new), log.vkey(new)))
    case("good-rotated", [("good-rotated", log.vkey(new))], older="older/rotated-7.checkpoint")
    case("good-rotated-older-fork", [("good-rotated", log.vkey(new))], "older/other-7.checkpoint",
         older="older/other-7.checkpoint")
    case("good-rotated-older-longer", [("good-rotated", log.vkey(new))], "older/longer-20.checkpoint",
         older="older/longer-20.checkpoint")
    write("tampered-key-retired", log.files(log.checkpoint(old), log.vkey(old)))
    case("tampered-key-retired", [("tampered-key-retired", log.vkey(old))], "checkpoint")

    unnamed, _, new = rotated(name_new=False)
    write("tampered-key-unnamed", unnamed.files(unnamed.checkpoint(new), unnamed.vkey(new)))
    case("tampered-key-unnamed", [("tampered-key-unnamed", unnamed.vkey(new))], "checkpoint")

    fork = Log(NAME, key(7), start=MARCH + 1000).fill(4)
    forked, old, new = rotated(handover=fork.checkpoint(key(7)))
    write("tampered-key-handover", forked.files(forked.checkpoint(old, new), forked.vkey(new)))
    case("tampered-key-handover", [("tampered-key-handover", forked.vkey(new))], "tile/entries/000.p/7")

    stolen, old, new = rotated(handover=Log(NAME, key(31)).fill(4).checkpoint(key(31)))
    write("tampered-key-invited-itself", stolen.files(stolen.checkpoint(new), stolen.vkey(new)))
    case("tampered-key-invited-itself", [("tampered-key-invited-itself", stolen.vkey(new))], "tile/entries/000.p/7")


# --- years ----------------------------------------------------------------------------------------------------------

def year_samples():
    old_key, new_key = key(7), key(8)
    old_name = NAME.replace("2026", "2025")
    old = Log(old_name, old_key, start=MARCH - 300 * 86_400_000).fill(9)
    new = Log(NAME, new_key, previous=old.checkpoint(old_key), counters=old.counters).fill(6)
    write("good-year-2025", old.files(old.checkpoint(old_key), old.vkey(old_key)))
    write("good-year-2026", new.files(new.checkpoint(new_key), new.vkey(new_key)))
    first = ("good-year-2025", old.vkey(old_key))
    case("good-years", [first, ("good-year-2026", new.vkey(new_key))])
    case("good-year-alone", [("good-year-2026", new.vkey(new_key))])
    other = Log(old_name, old_key, start=MARCH - 300 * 86_400_000 + 1000).fill(9)
    variants = {
        "shorter": Log(NAME, new_key, previous=old.checkpoint(old_key, size=8), counters=old.counters),
        "fork": Log(NAME, new_key, previous=other.checkpoint(old_key), counters=old.counters),
        "forged": Log(NAME, new_key, previous=old.checkpoint(new_key), counters=old.counters),
        "none": Log(NAME, new_key, previous=None),
        "counters": Log(NAME, new_key, previous=old.checkpoint(old_key))}
    for name, log in variants.items():
        folder = "tampered-chain-" + name
        log.fill(6)
        write(folder, log.files(log.checkpoint(new_key), log.vkey(new_key)))
        case(folder, [first, (folder, log.vkey(new_key))], "tile/entries/000.p/6")
    case("good-years-swapped", [("good-year-2026", new.vkey(new_key)), first], "tile/entries/000.p/9")


# --- stamps ---------------------------------------------------------------------------------------------------------

AUTHORITY = os.path.join(HERE, "authority")
EXTENSIONS = """
[ca]
basicConstraints = critical,CA:true
keyUsage = critical,keyCertSign
[tsa]
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
[request]
distinguished_name = request
[tsa_config]
serial = serial
crypto_device = builtin
signer_digest = sha256
default_policy = 1.3.6.1.4.1.99999.1
digests = sha256
accuracy = secs:1
ess_cert_id_alg = sha256
"""


def authority_token(name, stamped):
    """The kept token of some bytes; a new authority stamps all of them when the folder is gone."""
    place = os.path.join(AUTHORITY, name + ".tsr")
    if not os.path.exists(place):
        os.makedirs(AUTHORITY, exist_ok=True)
        with tempfile.TemporaryDirectory() as work:
            stamp_anew(work, place, stamped)
    with open(place, "rb") as file:
        return file.read()


def stamp_anew(work, place, stamped):
    def run(*words):
        subprocess.run(["openssl", *words], cwd=work, check=True, capture_output=True)
    for file, text in [("x.cnf", EXTENSIONS), ("serial", "01\n")]:
        with open(os.path.join(work, file), "w", encoding="ascii") as handle:
            handle.write(text)
    secret = os.path.join(tempfile.gettempdir(), f"throughline-sample-authority-{os.getppid()}")
    if not os.path.exists(secret):
        os.makedirs(secret, mode=0o700)
        for who, extra in [("ca", ["-subj", "/CN=Invented root"]), ("tsa", ["-subj", "/CN=Invented time stamps"])]:
            run("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", f"{secret}/{who}.key")
            run("req", "-new", "-key", f"{secret}/{who}.key", "-config", "x.cnf", *extra, "-out", f"{who}.csr")
        run("x509", "-req", "-in", "ca.csr", "-signkey", f"{secret}/ca.key", "-days", "36500", "-extfile", "x.cnf",
            "-extensions", "ca", "-out", f"{secret}/ca.pem")
        run("x509", "-req", "-in", "tsa.csr", "-CA", f"{secret}/ca.pem", "-CAkey", f"{secret}/ca.key", "-set_serial", "2",
            "-days", "36500", "-extfile", "x.cnf", "-extensions", "tsa", "-out", f"{secret}/tsa.pem")
        shutil.copy(f"{secret}/ca.pem", os.path.join(AUTHORITY, "ca.pem"))
    with open(os.path.join(work, "data"), "wb") as handle:
        handle.write(stamped)
    run("ts", "-query", "-data", "data", "-sha256", "-cert", "-out", "query")
    run("ts", "-reply", "-queryfile", "query", "-config", "x.cnf", "-section", "tsa_config", "-signer", f"{secret}/tsa.pem",
        "-inkey", f"{secret}/tsa.key", "-out", place)


def stamped(name, start=MARCH, after=None):
    """Six leaves, their checkpoint stamped, a leaf that names the stamp, four more."""
    log_key = key(7)
    log = Log(NAME, log_key, start=start).fill(6)
    note = log.checkpoint(log_key).encode()
    token = authority_token(name, note)
    span = v.stamp_span(token, note)
    log.time = span[1] + 2000 if after is None else after
    log.add("time_stamp", {"stamp": v.sha256(token).hex()})
    log.fill(3)
    files = log.files(log.checkpoint(log_key), log.vkey(log_key))
    files.update({"stamps/6.checkpoint": note, "stamps/6.tsr": token})
    return log, files


def stamp_samples():
    log, files = stamped("good")
    vkey, log_key = log.vkey(key(7)), key(7)

    def put(folder, files, blames, **others):
        write(folder, files)
        case(folder, [(folder, vkey)], blames, **others)

    ca = {"tsa_ca": "authority/ca.pem"}
    put("good-stamped", files, None, **ca)
    eight = log.checkpoint(log_key, size=8).encode()
    moved = {path: data for path, data in files.items() if not path.startswith("stamps/")}
    put("tampered-stamp-other-checkpoint", {**moved, "stamps/8.checkpoint": eight, "stamps/8.tsr": files["stamps/6.tsr"]},
        "stamps/8.tsr", **ca)
    put("tampered-stamp-alone", {**moved, "stamps/6.tsr": files["stamps/6.tsr"]}, "stamps/6.tsr", **ca)
    put("tampered-stamp-cut", {**files, "stamps/6.tsr": files["stamps/6.tsr"][:-40]}, "stamps/6.tsr", **ca)
    signature = bytearray(files["stamps/6.tsr"])
    signature[-5] ^= 1
    put("tampered-stamp-signature", {**files, "stamps/6.tsr": bytes(signature)}, "stamps/6.tsr", **ca)
    fork = Log(NAME, log_key, start=MARCH + 5000).fill(6).checkpoint(log_key).encode()
    put("tampered-stamp-fork", {**files, "stamps/6.checkpoint": fork, "stamps/6.tsr": authority_token("fork", fork)},
        "stamps/6.checkpoint", **ca)
    put("tampered-stamp-backdated", stamped("good", after=MARCH + 9_000_000)[1], "tile/entries/000.p/10", **ca)
    put("tampered-stamp-postdated", stamped("postdated", start=MARCH + 10 * 365 * 86_400_000, after=
        MARCH + 11 * 365 * 86_400_000)[1], "tile/entries/000.p/10", **ca)


# --- proof bundles --------------------------------------------------------------------------------------------------

def proof_samples():
    log, log_key = Log(NAME, key(7)).fill(8), key(7)
    path = "".join(v.std64(node) + "\n" for node in make.inclusion_path(2, log.hashes))
    start, rest = "c2sp.org/tlog-proof@v1\n", f"index 2\n{path}\n{log.checkpoint(log_key)}"
    edited = log.leaves[2].replace(b"vendor_agent", b"senior_agent")
    write("proof", {
        "leaf-2.tlog-proof": (start + rest).encode(), "leaf-2.json": log.leaves[2], "edited-2.json": edited,
        "extra-2.tlog-proof": (start + f"extra {v.std64(log.leaves[2])}\n" + rest).encode(),
        "place-3.tlog-proof": (start + rest.replace("index 2", "index 3")).encode()})
    proof_file_samples(log, (start + rest), log.vkey(log_key))
    for name, bundle, leaf, sound in [
            ("proof", "leaf-2", "leaf-2.json", True), ("proof-extra-line", "extra-2", "leaf-2.json", False),
            ("proof-edited-leaf", "leaf-2", "edited-2.json", False), ("proof-other-place", "place-3", "leaf-2.json", False)]:
        bundle = f"proof/{bundle}.tlog-proof"
        CASES.append({"name": name, "proof": bundle, "leaf": leaf and "proof/" + leaf, "vkey": log.vkey(log_key),
                      **verdict(name, None if sound else bundle)})


def proof_file_samples(log, bundle, vkey):
    seed = v.sha256(f"{NAME} 2 refusal".encode())
    salt = v.b64(make.hkdf(seed, "throughline/salt/trace/v1", 16))
    opening = v.b64(v.canonical([salt, "trace", "invented"]))
    false = v.b64(v.canonical([salt, "trace", "another"]))
    sound = {"format": "throughline/proof/v1", "vkey": vkey, "leaf": v.b64(log.leaves[2]), "openings": [opening],
             "body_key": v.b64(make.hkdf(seed, "throughline/body-key/v1", 32)), "body": v.b64(b'{"gate":"pass"}'),
             "tlog_proof": bundle}
    for name, change in [("proof-file", {}), ("proof-file-opening", {"openings": [false]}),
                         ("proof-file-twice", {"openings": [opening, opening]}), ("proof-file-body", {"body": v.b64(b"{}")}),
                         ("proof-file-leaf", {"leaf": v.b64(log.leaves[3])}), ("proof-file-key", {"body_key": None})]:
        path = f"proof/{name}.json"
        write(".", {path: v.canonical({**sound, **change}) + b"\n"})
        CASES.append({"name": name, "receipt": path, "vkey": vkey, **verdict(name, path if change else None)})


# --- what the gateway's tests write ---------------------------------------------------------------------------------

def gateway_cases():
    """The samples that the gateway's own tests write: what a verifier has to find in them."""
    vkey = v.vkey_text(NAME, raw(key(7)))
    entries, tile = "tile/entries/000.p/12", "tile/0/000.p/12"
    for name in ["good", "good-small"]:
        case(name, [(name, vkey)])
    for name, blames in {
            "leaf-byte": entries, "tile-byte": tile, "size-line": "checkpoint", "root-line": "checkpoint",
            "signature-bit": "checkpoint", "loose-base64": "checkpoint", "other-key-signed": "checkpoint",
            "foreign-checkpoint": "checkpoint", "key-file": "vkey", "missing-tile": tile, "missing-entries": entries,
            "extra-file": "tile/0/001", "cut-bundle": entries, "rehashed": "checkpoint",
            "signed-omitted-leaf": "tile/entries/000.p/11", "signed-swapped-leaves": entries,
            "signed-falling-id": entries, "signed-repeated-leaf": "tile/entries/000.p/13", "signed-headless": "tile/entries/000.p/11",
            "signed-loose-leaf": entries, "signed-renamed-type": entries, "signed-dropped-commitment": entries,
            "signed-older-checkpoint": entries}.items():
        case("tampered-" + name, [("tampered-" + name, vkey)], blames)
    for name, body, sound in [("receipt", "body", True), ("receipt-other-body", "receipt", False)]:
        CASES.append({"name": name, "receipt": "receipt/receipt.json", "body": f"receipt/{body}.json", "vkey": vkey,
                      **verdict(name, None if sound else "receipt/receipt.json")})


if __name__ == "__main__":
    gateway_cases()
    cosigned_samples()
    rotation_samples()
    year_samples()
    stamp_samples()
    proof_samples()
    write(".", {"cases.json": json.dumps({"cases": CASES}, indent=1).encode() + b"\n"})
