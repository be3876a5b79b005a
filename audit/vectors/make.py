#!/usr/bin/env python3
"""Writes the vectors of this folder anew, here or into a folder that is given. Shares the format with the gateway and
none of its code."""
import base64
import hashlib
import hmac
import json
import os
import sys

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(HERE))
import verify as v  # noqa: E402


def write(name, document):
    with open(os.path.join(sys.argv[1] if len(sys.argv) > 1 else HERE, name + ".json"), "w", encoding="utf-8") as file:
        json.dump(document, file, ensure_ascii=False, indent=1)
        file.write("\n")


def hkdf(seed, label, count):
    key, output, block = hmac.new(b"\0" * 32, seed, hashlib.sha256).digest(), b"", b""
    for counter in range(1, 256):
        block = hmac.new(key, block + label.encode() + bytes([counter]), hashlib.sha256).digest()
        output += block
        if len(output) >= count:
            return output[:count]


def ulid(milliseconds, entropy):
    number = milliseconds << 80 | int.from_bytes(entropy, "big")
    return "".join(v.CROCKFORD[number >> 5 * place & 31] for place in range(25, -1, -1))


def inclusion_path(index, hashes):
    if len(hashes) == 1:
        return []
    middle = v.split(len(hashes))
    if index < middle:
        return inclusion_path(index, hashes[:middle]) + [v.root_of(hashes[middle:])]
    return inclusion_path(index - middle, hashes[middle:]) + [v.root_of(hashes[:middle])]


def consistency_proof(old, hashes, whole=True):
    if old == len(hashes):
        return [] if whole else [v.root_of(hashes)]
    middle = v.split(len(hashes))
    if old <= middle:
        return consistency_proof(old, hashes[:middle], whole) + [v.root_of(hashes[middle:])]
    return consistency_proof(old - middle, hashes[middle:], False) + [v.root_of(hashes[:middle])]


def sign(name, key, text):
    public = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    blob = v.key_id(name, public) + key.sign(text.encode())
    return f"{text}\n\u2014 {name} {base64.b64encode(blob).decode()}\n"


def encode(draft, stamp):
    """The leaf, its openings by name and the key of its body."""
    seed = bytes.fromhex(draft["seed"])
    derive = lambda use, count: hkdf(seed, f"throughline/{use}/v1", count)  # noqa: E731
    openings = {}
    for name in v.CATALOGUE["types"][draft["type"]]["committed"]:
        salt = v.b64(derive(f"salt/{name}", 16))
        openings[name] = v.b64(v.canonical([salt, name, draft["committed"].get(name)]))
    body, public = draft["body"], dict(draft["public"])
    if "first" in stamp:
        public.update(vkey=stamp["first"]["vkey"], previous=stamp["first"]["previous"])
    leaf = {
        "v": 1, "id": stamp["id"], "time": v.rfc3339(v.ulid_milliseconds(stamp["id"])), "type": draft["type"],
        "caller": stamp["caller"], "actor": stamp["actor"], "n": stamp["n"], "org": draft["org"],
        "role": draft["role"], "purpose": draft["purpose"], "policy": draft["policy"],
        "rules": draft["rules"] and v.b64(bytes.fromhex(draft["rules"])),
        "body": None if body is None else v.b64(v.body_digest(derive("body-key", 32), body.encode())),
        "public": public, "sd": sorted(v.b64(v.sha256(text.encode())) for text in openings.values()),
    }
    return v.canonical(leaf), openings, None if body is None else derive("body-key", 32)


def tree_vectors():
    entries = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
    hashes = [v.leaf_hash(bytes.fromhex(entry)) for entry in entries]
    write("tree", {
        "leaves": [{"entry": entry.hex(), "hash": v.leaf_hash(entry).hex()} for entry in [b"", b"L123456"]],
        "nodes": [{"children": b"N123N456".hex(), "hash": v.sha256(b"\1N123N456").hex()}],
        "entries": entries,
        "roots": [{"size": size, "root": v.root_of(hashes[:size]).hex()} for size in range(9)]})


def proof_vectors():
    size = 70
    leaves = [v.leaf_hash(f"leaf {index}".encode()) for index in range(size)]
    inclusion = [(0, 1), (0, 2), (1, 2), (2, 3), (0, 7), (6, 7), (3, 8), (32, 33), (63, 64), (64, 65), (17, 70), (69, 70)]
    consistency = [(1, 2), (2, 3), (3, 7), (4, 7), (6, 8), (8, 8), (31, 64), (32, 64), (33, 70), (64, 70), (69, 70)]
    write("proofs", {
        "about": "entry i is the ASCII text `leaf i`", "size": size,
        "inclusion": [{
            "index": index, "size": count, "root": v.root_of(leaves[:count]).hex(),
            "path": [node.hex() for node in inclusion_path(index, leaves[:count])]} for index, count in inclusion],
        "consistency": [{
            "old_size": old, "size": count, "old_root": v.root_of(leaves[:old]).hex(),
            "root": v.root_of(leaves[:count]).hex(),
            "proof": [node.hex() for node in consistency_proof(old, leaves[:count])]} for old, count in consistency]})


def tile_vectors():
    rows = [(0, 0, 1), (0, 5, 256), (0, 273, 112), (1, 1, 17), (2, 0, 1), (0, 999, 255), (0, 1000, 256),
            (3, 1234067, 256), (None, 0, 5), (None, 1234067, 1), (None, 1000000, 256), (7, 0, 1)]
    write("tiles", {
        "about": "level null is an entry bundle; size 70,000 has widths 112, 17 and 1 at levels 0, 1 and 2",
        "paths": [{"level": level, "index": index, "width": width,
                   "path": v.tile_path("entries" if level is None else level, index, width)}
                  for level, index, width in rows],
        "not_paths": [
            "", "tile", "tile/0", "tile/0/", "tile/00/000", "tile/0/0", "tile/0/0000", "tile/0/x000/005", "tile/0/000/005",
            "tile/0/x001", "tile/0/000.p/0", "tile/0/000.p/256", "tile/0/000.p/01", "tile/0/000.p/+5", "tile/0/000.p",
            "tile/0/000.p/", "tile/8/000", "tile/-1/000", "tile/0/-01", "tile/0/+05", "tile/0/xx01/000", "/tile/0/000",
            "tile/0/000/", "tile//000", "tile/8/0/000", "tile/entry/000", "tile/Entries/000", "tile/0/x001.p/5/067",
            "checkpoint", "tile/0/000.p/5/6", "tile/0/x999/x999/x999/x999/x999/x999/x999/999"]})


def note_vectors():
    name = "gateway.example/audit/default/2026"
    key = Ed25519PrivateKey.from_private_bytes(bytes([7]) * 32)
    public = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    text = f"{name}\n3\n{base64.b64encode(v.sha256(b'')).decode()}\n"
    write("notes", {
        "published": {
            "vkey": "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
            "note": "This is an example message.\n\n\u2014 example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlT"
                    "gK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"},
        "checkpoint": {
            "seed": (bytes([7]) * 32).hex(), "vkey": v.vkey_text(name, public), "origin": name, "size": 3,
            "root": v.sha256(b"").hex(), "text": text, "note": sign(name, key, text)},
        "proof": proof_file(name, key),
        "not_base64": ["A", "AA", "AAA", "AA=", "AB==", "AAB=", "A===", "====", "AA==AA==", "AA-_", "AAAA\n", "AAAA=", " AAAA"],
        "not_checkpoints": [
            f"{name}\n03\n{'A' * 43}=\n", f"{name}\n+3\n{'A' * 43}=\n", f"{name}\n-3\n{'A' * 43}=\n", f"{name}\n3\n{'A' * 43}=",
            f"{name}\n3\n{'A' * 43}=\nextension\n", f"{name}\n3\n{'A' * 42}==\n", f"{name}\n3\n{'A' * 43}\n", f"\n3\n{'A' * 43}=\n",
            f"{name}\n\n{'A' * 43}=\n", f"{name}\n99999999999999999999\n{'A' * 43}=\n", f"{name}\r\n3\r\n{'A' * 43}=\r\n",
            f"{name} \n3\n{'A' * 43}=\n", f"{name}\n3\n{'A' * 42}B=\n"]})


def proof_file(name, key):
    """A C2SP tlog-proof for leaf 2 of the five leaves `leaf 0` to `leaf 4`."""
    hashes = [v.leaf_hash(f"leaf {index}".encode()) for index in range(5)]
    text = f"{name}\n5\n{base64.b64encode(v.root_of(hashes)).decode()}\n"
    path = "".join(base64.b64encode(node).decode() + "\n" for node in inclusion_path(2, hashes))
    return {"entry": b"leaf 2".hex(), "index": 2,
            "file": f"c2sp.org/tlog-proof@v1\nindex 2\n{path}\n{sign(name, key, text)}"}


def cosignature_vectors():
    name, key, witness_name = "gateway.example/audit/default/2026", private_key(7), "witness.example/1"
    raw = private_key(9).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    vkey = v.vkey_text(witness_name, raw, v.WITNESS_KEY)
    log_vkey = v.vkey_text(name, key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw))
    text, seconds = f"{name}\n3\n{base64.b64encode(v.sha256(b'')).decode()}\n", 1679315147
    message = f"cosignature/v1\ntime {seconds}\n{text}"
    blob = v.key_id(witness_name, raw, v.WITNESS_KEY) + seconds.to_bytes(8, "big") + private_key(9).sign(message.encode())
    third = v.vkey_text("third.example", private_key(10).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw), 4)
    named = f"log {log_vkey}\nwitness A {vkey} https://witness.example/\nwitness B {third}\n"
    write("cosignatures", {
        "witness": {"seed": (bytes([9]) * 32).hex(), "name": witness_name, "vkey": vkey},
        "log_vkey": log_vkey, "seconds": seconds, "message": message,
        "note": sign(name, key, text) + f"\u2014 {witness_name} {base64.b64encode(blob).decode()}\n",
        "policies_met": [
            named + "quorum A\n", named + "quorum none\n", named + "group g any A B\nquorum g\n", named + "group g 1 B A\nquorum g",
            f"# comment\n\n\twitness  A\t{vkey}\nquorum A", named + "group g all A\ngroup h 2 g B\nquorum g\n"],
        "policies_unmet": [
            named + "quorum B\n", named + "group g all A B\nquorum g\n", named + "group g 2 A B\nquorum g\n",
            named + "group g any B\nquorum g\n", named + "group g any B\ngroup h all A g\nquorum h\n"],
        "not_policies": [
            "", named, named + "quorum C\n", named + "quorum A\nquorum A\n", named + "quorum\n", "quorum A\n" + named,
            named + "group g 3 A B\nquorum g\n", named + "group g 0 A B\nquorum g\n", named + "group g 01 A B\nquorum g\n",
            named + "group g any\nquorum A\n", named + "group A any B\nquorum A\n", named + "group g any A A\nquorum g\n",
            named + "group g any A\ngroup h any A\nquorum g\n", named + "group none any A\nquorum A\n",
            named + f"witness A {third}\nquorum A\n", named + f"witness C {vkey}\nquorum A\n", f"witness A {log_vkey}\nquorum A\n",
            f"log {vkey}\nquorum none\n", "logs\nquorum none\n", named + "quorum A B\n", named + "quorum A\r\n",
            named + "some A\nquorum A\n"]})


def private_key(number):
    return Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32)


def leaf_vectors():
    name = "gateway.example/audit/default/2026"
    key = Ed25519PrivateKey.from_private_bytes(bytes([7]) * 32)
    vkey = v.vkey_text(name, key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw))
    start = 1772355900000
    callers = [ulid(start - 5000, bytes([1]) * 10), ulid(start - 4000, bytes([2]) * 10)]
    body = v.canonical({"facts": [{"text": "The parcel left on 3 March – “signed for”"}], "gate": "pass"}).decode()
    rows = [
        ({"type": "start", "org": None, "role": None, "purpose": None, "policy": None, "rules": None, "body": None,
          "public": {"version": "0.1.0"}, "committed": {}, "seed": bytes(range(32)).hex()},
         {"id": ulid(start, bytes(range(10))), "caller": callers[0], "actor": None, "n": 1,
          "first": {"vkey": vkey, "previous": None}}),
        ({"type": "disclosure", "org": "northwind", "role": "vendor_agent", "purpose": "plan_delivery",
          "policy": "support@3", "rules": v.sha256(b"rules").hex(), "body": body, "public": {},
          "committed": {
              "caller_identity": {"client": "desk", "subject": "ada.byron"}, "subject": ulid(start - 9000, bytes([3]) * 10),
              "shown": [{"class": "person.name", "treatment": "show"}, {"class": "contact.phone", "treatment": "mask(last_four)"}],
              "withheld": [{"class": "payment.card", "rule": "cards"}], "flags": [], "consent": {"marketing": False},
              "trace": "€ \u0007 \n \"quoted\" \\ \U0001f600"},
          "seed": bytes(range(100, 132)).hex()},
         {"id": ulid(start + 61_001, bytes([9]) * 10), "caller": callers[1], "actor": callers[0], "n": 1}),
        ({"type": "stop", "org": None, "role": None, "purpose": None, "policy": None, "rules": None, "body": None,
          "public": {}, "committed": {"reason": "asked to"}, "seed": bytes(range(200, 232)).hex()},
         {"id": ulid(start + 61_001, bytes([10]) * 10), "caller": callers[0], "actor": None, "n": 2}),
    ]
    encoded = [encode(*row) for row in rows]
    hashes = [v.leaf_hash(leaf) for leaf, _, _ in encoded]
    text = f"{name}\n{len(hashes)}\n{base64.b64encode(v.root_of(hashes)).decode()}\n"
    checkpoint = sign(name, key, text)
    receipts = []
    for index, (leaf, openings, body_key) in enumerate(encoded):
        shown = ["shown", "withheld", "consent"] if index == 1 else []
        receipts.append({
            "body": rows[index][0]["body"],
            "receipt": {
                "index": index, "leaf": v.b64(leaf), "openings": [openings[member] for member in shown],
                "body_key": body_key and v.b64(body_key), "path": [v.b64(node) for node in inclusion_path(index, hashes)],
                "checkpoint": checkpoint}})
        v.check_receipt(receipts[-1]["receipt"], vkey, rows[index][0]["body"] and rows[index][0]["body"].encode())
    write("leaves", {
        "vkey": vkey, "checkpoint": checkpoint,
        "leaves": [{"draft": draft, "stamp": stamp, "leaf": leaf.decode(), "leaf_hash": v.leaf_hash(leaf).hex(),
                    "openings": openings, "body_key": body_key and body_key.hex()}
                   for (draft, stamp), (leaf, openings, body_key) in zip(rows, encoded)],
        "receipts": receipts})


def commitment_vectors():
    fields = {"subject": "Où est mon colis ?", "status": 3, "internal": False, "closed_at": None}
    key = bytes(range(32))
    write("commitments", {
        "records": [{"key": key.hex(), "source": "tickets", "id": "T-17", "version": "4", "fields": fields,
                     "commitment": v.b64(v.record_commitment(key, "tickets", "T-17", "4", fields))}],
        "bodies": [{"key": key.hex(), "body": "{\"a\":1}", "digest": v.b64(v.body_digest(key, b'{"a":1}'))}],
        "derivations": [{"seed": key.hex(), "label": f"throughline/{use}/v1", "bytes": count,
                         "output": hkdf(key, f"throughline/{use}/v1", count).hex()}
                        for use, count in [("body-key", 32), ("record-key", 32), ("handle-key", 32), ("salt/subject", 16)]]})


if __name__ == "__main__":
    tree_vectors()
    proof_vectors()
    tile_vectors()
    note_vectors()
    cosignature_vectors()
    leaf_vectors()
    commitment_vectors()
