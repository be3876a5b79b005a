#!/usr/bin/env python3
"""Runs verify.py over every case of cases.json, and over what a folder can hold that a repository cannot (empty folders,
pipes, links, sockets): the exit code and the file that it names must be the ones expected. And over sound logs with a byte changed
somewhere, of which none may be found sound. Prints every difference."""
import json
import os
import random
import shutil
import socket
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
VERIFY = os.path.join(HERE, "..", "verify.py")


def words(case):
    """The command line of a case."""
    if "logs" in case:
        line = [os.path.join(HERE, log["folder"]) for log in case["logs"]]
        line += [word for log in case["logs"] for word in ("--vkey", log["vkey"])]
    else:
        line = ["--vkey", case["vkey"]]
    for name in ["receipt", "body", "proof", "leaf", "policy", "older", "tsa_ca"]:
        if case.get(name):
            line += ["--" + name.replace("_", "-"), os.path.join(HERE, case[name])]
    return line


def difference(line, is_sound, blames):
    done = subprocess.run([sys.executable, VERIFY, *line], capture_output=True, text=True, timeout=120, check=False)
    if done.returncode != (0 if is_sound else 1):
        return f"exit code {done.returncode}: {done.stdout}{done.stderr}"
    named = [part for text in done.stdout.splitlines() for part in [text.split(":")[0].split(", leaf")[0]]]
    if blames and not any(name == blames or name.endswith("/" + blames) for name in named):
        return f"expected {blames} to be named, found {done.stdout}"
    return None


def strange_folders(work):
    """Folder and what has to be named, for what git does not keep."""
    def copy(name):
        place = os.path.join(work, name)
        shutil.copytree(os.path.join(HERE, "good-small"), place)
        return place
    tile = "tile/0/000.p/12"
    for name, path in [("empty", "tile/1"), ("empty-top", "spare"), ("empty-deep", "tile/0/x001")]:
        place = copy(name)
        os.makedirs(os.path.join(place, path))
        yield place, path
    for name, path in [("pipe", tile), ("pipe-checkpoint", "checkpoint"), ("pipe-beside", "tile/0/pipe")]:
        place = copy(name)
        if os.path.exists(os.path.join(place, path)):
            os.remove(os.path.join(place, path))
        os.mkfifo(os.path.join(place, path))
        yield place, path
    place = copy("link")
    os.remove(os.path.join(place, tile))
    os.symlink(os.path.join(HERE, "good-small", tile), os.path.join(place, tile))
    yield place, tile
    place = copy("link-folder")
    shutil.rmtree(os.path.join(place, "tile/0"))
    os.symlink(os.path.join(HERE, "good-small/tile/0"), os.path.join(place, "tile/0"))
    yield place, "tile/0"
    place = copy("loop")
    os.symlink("..", os.path.join(place, "tile/up"))
    yield place, "tile/up"
    place = copy("socket")
    with socket.socket(socket.AF_UNIX) as door:
        here = os.getcwd()
        os.chdir(place)  # a socket's name is short
        door.bind("door")
        os.chdir(here)
    yield place, "door"
    place = copy("strange-name")
    with open(os.path.join(os.fsencode(place), b"tile/\xff\x1b[2J"), "wb"):
        pass
    yield place, "tile/\\udcff\\x1b[2J"
    place = copy("long")
    with open(os.path.join(place, tile), "ab") as file:
        file.truncate(1 << 40)
    yield place, tile
    place = copy("long-checkpoint")
    with open(os.path.join(place, "checkpoint"), "ab") as file:
        file.truncate(1 << 40)
    yield place, "checkpoint"
    place = copy("two-widths")
    shutil.copy(os.path.join(place, tile), os.path.join(place, "tile/0/000.p/11"))
    yield place, "tile/0/000.p/11"


def mutations(work, cases, count):
    """Sound logs with a byte changed, left out or put in somewhere, or a file cut: what verify.py says of each."""
    sys.path.insert(0, os.path.dirname(VERIFY))
    import verify
    draw = random.Random(2026)
    for case in cases:
        if case["name"] not in ("good-small", "good-rotated", "good-year-alone"):
            continue
        log = case["logs"][0]
        place = os.path.join(work, "mutated-" + case["name"])
        shutil.copytree(os.path.join(HERE, log["folder"]), place)
        files = sorted(os.path.join(folder, name) for folder, _, names in os.walk(place) for name in names)
        for number in range(count):
            path = draw.choice(files)
            with open(path, "rb") as file:
                kept = file.read()
            at, kind = draw.randrange(len(kept)), draw.randrange(4)
            middle = [bytes([kept[at] ^ 1 << draw.randrange(8)]), b"", kept[at:at + 1] + bytes([draw.randrange(256)]), b""][kind]
            with open(path, "wb") as file:
                file.write(kept[:at] + middle + (b"" if kind == 3 else kept[at + 1:]))
            problems = verify.LogCheck(place, log["vkey"]).run().problems
            with open(path, "wb") as file:
                file.write(kept)
            yield f"{case['name']}, mutation {number} of {path[len(place) + 1:]}", None if problems else "found sound"


def main():
    with open(os.path.join(HERE, "cases.json"), encoding="utf-8") as file:
        cases = json.load(file)["cases"]
    differences, count = [], len(cases)
    for case in cases:
        differences.append((case["name"], difference(words(case), case["verdict"] == "sound", case["blames"])))
    with tempfile.TemporaryDirectory() as work:
        vkey = cases[0]["logs"][0]["vkey"]
        for place, blames in strange_folders(work):
            count += 1
            differences.append((os.path.basename(place), difference([place, "--vkey", vkey], False, blames)))
        for name, found in mutations(work, cases, 100):
            count += 1
            differences.append((name, found))
    differences = [(name, found) for name, found in differences if found]
    for name, found in differences:
        print(f"{name}: {found}")
    print(f"{count} cases, {len(differences)} with another verdict than expected")
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
