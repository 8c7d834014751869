#!/usr/bin/env python3
"""Power loss at every moment of a command, by replaying its system calls.

A command is traced with strace. The trace is replayed into a model of a file system that promises no more than POSIX does: what a file
holds is on the disk once the file is synced, an entry of a folder once the folder is. After every call the power is cut: of what is not
synced everything is dropped, nothing is, or a random part (whole operations on folders, any of the writes to a file). Each state that
results is checked; some are written out, verified, repaired and used by the program itself.

To show that the checks can fail, the same traces are replayed with every sync of files, or of folders, ignored: both must be found.

    simulate.py PROGRAM ROOT WORK [--seed N] [--random N] [--used N]
"""

import argparse
import hashlib
import json
import random
import re
import shutil
import subprocess
import sys
from functools import lru_cache
from pathlib import Path

CALLS = (
    "openat,open,creat,write,pwrite64,writev,pwritev,ftruncate,truncate,fallocate,rename,renameat,renameat2,unlink,unlinkat,mkdir,mkdirat,"
    "rmdir,link,linkat,symlink,symlinkat,fsync,fdatasync,sync,syncfs,close,dup,dup2,dup3,fcntl,lseek,copy_file_range,sendfile"
)
# What would change files in a way that the model does not know: the trace must hold none of it below the folder.
UNKNOWN = {"writev", "pwritev", "truncate", "fallocate", "link", "linkat", "symlink", "symlinkat", "copy_file_range", "sendfile", "sync", "syncfs"}


# ---- the trace -------------------------------------------------------------------------------------------------------------------------


def calls(log):
    """(name, arguments, result) of each call that succeeded, in the order in which they returned."""
    begun = {}
    for line in log.read_text(encoding="latin-1").splitlines():
        thread, _, rest = line.partition(" ")
        rest = rest.strip()
        if rest.endswith("<unfinished ...>"):
            begun[thread] = rest.removesuffix("<unfinished ...>")
            if rest.startswith("close("):
                # Its number may be another thread's before it has returned.
                yield "close", begun[thread].removeprefix("close("), 0
            continue
        resumed = re.match(r"<\.\.\. (\w+) resumed>", rest)
        if resumed and resumed[1] == "close":
            continue
        if resumed:
            rest = begun.pop(thread, "") + rest[resumed.end() :]
        match = re.match(r"(\w+)\((.*)\)\s+= (-?\d+)", rest, re.S)
        if match and int(match[3]) >= 0:
            yield match[1], match[2], int(match[3])


def texts(arguments):
    """The quoted strings of a call's arguments, as bytes."""
    return [bytes.fromhex(t.replace("\\x", "")) for t in re.findall(r'"((?:\\x[0-9a-f]{2})*)"', arguments)]


# ---- the model -------------------------------------------------------------------------------------------------------------------------


class File:
    def __init__(self, durable=b""):
        self.durable = durable
        self.pending = []  # ("write", offset, bytes) or ("cut", length)

    def length(self):
        return len(self.content(self.pending))

    def content(self, changes):
        if not changes:
            return self.durable
        data = bytearray(self.durable)
        for kind, at, *new in changes:
            if kind == "cut":
                data = data[:at] + bytes(max(0, at - len(data)))
            else:
                data += bytes(max(0, at - len(data)))
                data[at : at + len(new[0])] = new[0]
        return bytes(data)


class Folder:
    def __init__(self):
        self.durable = {}
        self.now = {}


class Disk:
    """A folder and all below it, as it is on the disk and as the program sees it."""

    def __init__(self, top):
        self.top = top
        self.root = load(top)
        self.pending = []  # operations on folders in order, each a list of (folder, name, file or folder or None)
        self.open = {}

    def find(self, path):
        """The folder and the name of a path below the top; None for any other."""
        try:
            parts = Path(path).relative_to(self.top).parts
        except ValueError:
            return None
        folder = self.root
        for part in parts[:-1]:
            folder = folder.now.get(part)
            if not isinstance(folder, Folder):
                return None
        return (folder, parts[-1]) if parts else (None, None)

    def change(self, changes):
        for folder, name, node in changes:
            if node is None:
                folder.now.pop(name, None)
            else:
                folder.now[name] = node
        self.pending.append(changes)

    def sync_folder(self, folder):
        rest = []
        for changes in self.pending:
            if any(f is folder for f, _, _ in changes):
                apply(changes, lambda f: f.durable)
            else:
                rest.append(changes)
        self.pending = rest

    def call(self, name, arguments, result, ignored):
        """Replays a call; whether it changed anything below the top."""
        strings = texts(arguments)
        number = re.match(r"(\d+)", arguments)
        handle = self.open.get(int(number[1])) if number else None
        if name in UNKNOWN:
            if handle or any(self.find(s.decode(errors="replace")) for s in strings):
                raise SystemExit(f"the model does not know the call {name}({arguments[:80]}")
            return False
        if name in ("openat", "open", "creat"):
            return self.opened(strings[0].decode(errors="replace"), arguments, result)
        if name == "close":
            self.open.pop(int(number[1]), None)
        elif name in ("dup", "dup2", "dup3") or (name == "fcntl" and "F_DUPFD" in arguments):
            if handle:
                self.open[result] = handle
        elif name == "lseek":
            if handle:
                handle["at"] = result
        elif name in ("write", "pwrite64"):
            if handle and isinstance(handle["node"], File):
                data = strings[0][:result]
                at = handle["at"] if name == "write" else int(arguments.rsplit(",", 1)[1])
                if handle["append"]:
                    at = handle["node"].length()
                handle["node"].pending.append(("write", at, data))
                if name == "write":
                    handle["at"] = at + len(data)
                return True
        elif name == "ftruncate":
            if handle and isinstance(handle["node"], File):
                handle["node"].pending.append(("cut", int(arguments.rsplit(",", 1)[1])))
                return True
        elif name in ("fsync", "fdatasync"):
            if handle and isinstance(handle["node"], File) and ignored != "files":
                node = handle["node"]
                node.durable, node.pending = node.content(node.pending), []
                return True
            if handle and isinstance(handle["node"], Folder) and ignored != "folders":
                self.sync_folder(handle["node"])
                return True
        elif name.startswith("rename"):
            return self.renamed(*(s.decode(errors="replace") for s in strings), exchange="RENAME_EXCHANGE" in arguments)
        elif name in ("mkdir", "mkdirat"):
            place = self.find(strings[0].decode(errors="replace"))
            if place and place[0]:
                self.change([(*place, Folder())])
                return True
        elif name in ("unlink", "unlinkat", "rmdir"):
            return self.removed(arguments, strings)
        return False

    def opened(self, path, arguments, result):
        if not path.startswith("/"):
            # Relative to a folder that is open, as when a tree is removed.
            folder = self.open.get(int(arguments.split(",")[0])) if arguments[0].isdigit() else None
            place = (folder["node"], path) if folder and isinstance(folder["node"], Folder) else None
        else:
            place = self.find(path)
        self.open.pop(result, None)
        if place is None:
            return False
        folder, name = place
        node = self.root if folder is None else folder.now.get(name)
        changed = False
        if node is None:
            if "O_CREAT" not in arguments:
                return False
            node = File()
            self.change([(folder, name, node)])
            changed = True
        if "O_TRUNC" in arguments and isinstance(node, File):
            node.pending.append(("cut", 0))
            changed = True
        self.open[result] = {"node": node, "at": 0, "append": "O_APPEND" in arguments}
        return changed

    def renamed(self, old, new, exchange):
        a, b = self.find(old), self.find(new)
        if not a and not b:
            return False
        if not a or not b:
            raise SystemExit(f"a rename leads into the folder or out of it: {old} {new}")
        node, other = a[0].now.get(a[1]), b[0].now.get(b[1])
        self.change([(*a, other if exchange else None), (*b, node)])
        return True

    def removed(self, arguments, strings):
        path = strings[0].decode(errors="replace")
        if arguments[0].isdigit():
            folder = self.open.get(int(arguments.split(",")[0]))
            place = (folder["node"], path) if folder else None
        else:
            place = self.find(path)
        if not place or not place[0]:
            return False
        self.change([(*place, None)])
        return True

    def after_power_loss(self, keep_operation, keep_writes):
        """The tree that is found: {path: bytes}, and None for a folder."""
        state = {}

        def entries(folder):
            return state.setdefault(id(folder), dict(folder.durable))

        for changes in self.pending:
            if keep_operation(changes):
                apply(changes, entries)
        tree = {}

        def walk(folder, path):
            for name, node in entries(folder).items():
                here = f"{path}/{name}" if path else name
                if isinstance(node, Folder):
                    tree[here] = None
                    walk(node, here)
                else:
                    tree[here] = node.content(keep_writes(node.pending))

        walk(self.root, "")
        return tree


def apply(changes, entries):
    for folder, name, node in changes:
        if node is None:
            entries(folder).pop(name, None)
        else:
            entries(folder)[name] = node


def load(path):
    folder = Folder()
    for entry in sorted(path.iterdir()):
        node = load(entry) if entry.is_dir() else File(entry.read_bytes())
        folder.durable[entry.name] = folder.now[entry.name] = node
    return folder


# ---- what must hold --------------------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=100_000)
def sha256(data):
    return hashlib.sha256(data).hexdigest()


def wrong(tree, allowed):
    """What is wrong with a store that is found after a power loss; nothing where all is well. `allowed` are the contents of CURRENT."""
    store = {p.removeprefix("store/"): data for p, data in tree.items() if p.startswith("store/")}
    seen = [p.split("/") for p in store]
    visible = {"/".join(p): store["/".join(p)] for p in seen if not any(part.startswith(".") for part in p)}
    faults = []
    current = visible.get("CURRENT")
    if current not in allowed:
        faults.append(f"CURRENT is {current!r}")
    snapshots = {p.split("/")[1] for p in visible if p.startswith("snapshots/")}
    if current and current.decode().strip() not in snapshots:
        faults.append(f"CURRENT names {current!r}, which is not there")
    for snapshot in snapshots:
        faults += wrong_snapshot(visible, snapshot)
    for path, data in visible.items():
        folder, _, name = path.rpartition("/")
        if folder == "archive" and name.endswith(".json"):
            receipt = parsed(data)
            content = visible.get(path.removesuffix(".json"))
            if receipt is None or content is None or receipt["bytes"] != len(content):
                faults.append(f"{path} is no receipt of a file that is there")
        elif folder == "archive" and data is not None and sha256(data) != name:
            faults.append(f"{path} has other bytes")
        elif folder == "briefs-cache" and hashlib.sha256(name.encode() + b"\0" + data[:-32]).digest() != data[-32:]:
            faults.append(f"{path} is torn")
        elif folder.startswith("editions") and name.endswith(".json") and parsed(data) is None:
            faults.append(f"{path} is torn")
        elif path == "history":
            lines = [line for line in data.decode().splitlines() if not line.startswith("seal ")]
            faults += [f"history names {i}, which is not there" for i in lines if i not in snapshots]
            if not data.endswith(b"\n"):
                faults.append("history is torn")
    return faults


def wrong_snapshot(visible, snapshot):
    place = f"snapshots/{snapshot}"
    manifest = parsed(visible.get(f"{place}/manifest.json"))
    if manifest is None:
        return [f"{place} has no manifest"]
    faults = []
    for table, written in manifest["tables"].items():
        data = visible.get(f"{place}/{table}.parquet")
        if data is None or len(data) != written["bytes"] or sha256(data) != written["sha256"]:
            faults.append(f"{place}/{table}.parquet is not what was written")
    return faults


def parsed(data):
    try:
        return json.loads(data)
    except (TypeError, ValueError):
        return None


# ---- the replay ------------------------------------------------------------------------------------------------------------------------


def replay(before, trace, allowed, final, random_states, seed, ignored=None):
    """Cuts the power after each call. Yields (number of calls, faults, tree); at the end what was done must be there."""
    disk = Disk(before)
    chance = random.Random(seed)

    def states():
        yield lambda _: False, lambda _: []
        yield lambda _: True, lambda writes: writes
        yield lambda _: True, lambda _: []
        for share in (0.2, 0.5, 0.8) * ((random_states + 2) // 3):
            yield lambda _: chance.random() < share, lambda writes: [w for w in writes if chance.random() < share]

    number = 0
    for name, arguments, result in trace:
        if disk.call(name, arguments, result, ignored):
            number += 1
            for keep_operation, keep_writes in states():
                tree = disk.after_power_loss(keep_operation, keep_writes)
                yield number, wrong(tree, allowed), tree
    # What the command has done when it ends is on the disk: also that something is gone.
    tree = disk.after_power_loss(lambda _: False, lambda _: [])
    done = disk.after_power_loss(lambda _: True, lambda writes: writes)
    differs = sorted(p for p in tree.keys() | done.keys() if p != "store/LOCK" and tree.get(p, 0) != done.get(p, 0))
    yield number, wrong(tree, [final]) + [f"{p} was not yet on the disk at the end" for p in differs], tree


class Scenario:
    def __init__(self, options, name, arguments):
        self.options, self.name, self.arguments = options, name, arguments
        self.top = options.work / "disk"
        self.before = options.work / f"before-{name}"
        shutil.copytree(self.top, self.before)
        self.current = read(self.top / "store/CURRENT")
        self.log = options.work / f"{name}.trace"
        trace = ["strace", "-f", "-xx", "-s", "100000000", "-e", f"trace={CALLS}", "-o", str(self.log)]
        done = subprocess.run([*trace, *self.command()], capture_output=True, text=True)
        if done.returncode not in (0, 1):
            raise SystemExit(f"{name}: {done.stderr}")
        self.final = read(self.top / "store/CURRENT")

    def command(self, program=None):
        return [program or self.options.program, "--root", self.options.root, *self.arguments]

    def run(self, ignored=None):
        """How many states were made, and those that are wrong."""
        # The model finds paths below `top`, and begins with what was there before.
        disk = self.top.with_name("now")
        self.top.rename(disk)
        try:
            shutil.copytree(self.before, self.top)
            states = replay(self.top, calls(self.log), [self.current, self.final], self.final, self.options.random, self.options.seed, ignored)
            return [(number, faults, tree) for number, faults, tree in states]
        finally:
            shutil.rmtree(self.top)
            disk.rename(self.top)

    def use(self, trees):
        """Writes states out; the program must repair each, do its work again, and then find nothing wrong."""
        disk = self.top.with_name("now")
        self.top.rename(disk)
        try:
            for tree in trees:
                shutil.rmtree(self.top, ignore_errors=True)
                self.top.mkdir()
                for path, data in sorted(tree.items()):
                    if data is None:
                        (self.top / path).mkdir(mode=0o700)
                    else:
                        (self.top / path).write_bytes(data)
                        (self.top / path).chmod(0o600)
                self.command_succeeds(self.arguments)
                if read(self.top / "store/CURRENT") != self.final:
                    raise SystemExit(f"{self.name}: done again after a power loss, it came to another snapshot")
                # What no run needs may be left; nothing else may be wrong.
                self.command_succeeds(["verify", "--store", str(self.top / "store"), "--repair"], codes=(0,))
        finally:
            shutil.rmtree(self.top, ignore_errors=True)
            disk.rename(self.top)

    def command_succeeds(self, arguments, codes=(0, 1)):
        done = subprocess.run([self.options.program, "--root", self.options.root, *arguments], capture_output=True, text=True)
        if done.returncode not in codes:
            raise SystemExit(f"{self.name}: after a power loss {' '.join(arguments)} fails: {done.stdout}{done.stderr}")


def read(path):
    return path.read_bytes() if path.is_file() else None


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("program")
    parser.add_argument("root")
    parser.add_argument("work", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--random", type=int, default=6, help="random states after each call")
    parser.add_argument("--used", type=int, default=5, help="states of each command that the program itself must cope with")
    options = parser.parse_args()
    options.work = options.work.resolve()
    options.program = str(Path(options.program).resolve())
    shutil.rmtree(options.work, ignore_errors=True)
    top = options.work / "disk"
    top.mkdir(parents=True)
    store = ["--store", str(top / "store")]
    scenarios = []
    for name, cycles in (("ingest-first", 2), ("ingest-next", 3)):
        net = options.work / f"network-{cycles}"
        demo = ["demo", "--cities", "3", "--cycles", str(cycles), "--seed", "1", "--out", str(net)]
        subprocess.run([options.program, "--root", options.root, *demo], check=True, capture_output=True)
        scenarios.append(Scenario(options, name, ["ingest", "--network", str(net), *store]))
    city = sorted(p.name.rsplit("-", 1)[0] for p in (net / "submissions").iterdir())[0]
    review, signed = options.work / "review", options.work / "signed.toml"
    subprocess.run([options.program, "--root", options.root, "review", *store, "--out", str(review)], check=True, capture_output=True)
    form = (review / "findings.toml").read_text(encoding="utf-8")
    signed.write_text(form.replace('reason = ""', 'reason = "as sent"').replace('signed_by = ""', 'signed_by = "a test"'), encoding="utf-8")
    report = ["report", *store, "--out", str(options.work / "site"), "--final", "--accept", str(signed)]
    scenarios.append(Scenario(options, "report", report))
    scenarios.append(Scenario(options, "forget", ["forget", *store, "--city", city, "--yes"]))
    scenarios.append(Scenario(options, "prune", ["prune", *store, "--keep", "1", "--yes"]))

    failed = False
    chance = random.Random(options.seed)
    for scenario in scenarios:
        states = scenario.run()
        broken = [(number, faults) for number, faults, _ in states if faults]
        print(f"{scenario.name}: {states[-1][0]} calls that change the store, {len(states)} states after a power loss, {len(broken)} wrong")
        for number, faults in broken[:3]:
            print(f"  after call {number}: {'; '.join(faults[:3])}")
        failed |= bool(broken)
        if scenario.name.startswith("ingest"):
            scenario.use(tree for _, _, tree in chance.sample(states, min(options.used, len(states))))
        for ignored in ("files", "folders"):
            found = sum(1 for _, faults, _ in scenario.run(ignored) if faults)
            print(f"  with every sync of {ignored} ignored: {found} wrong")
            if found == 0 and scenario.name.startswith("ingest"):
                print("  the check does not see that")
                failed = True
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
