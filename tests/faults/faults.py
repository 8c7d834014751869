"""Faults of a machine while the program writes: kills, failing operations, full disks, readers and changes in between.

After each fault nothing may be lost, doubled or half-seen: who reads sees the state before or the state after, and an undisturbed run
gives the same bytes as if nothing had happened, with nothing left over.

    python3 tests/faults/faults.py BINARY [COUNT] [--seed N] [--only NAME ...] [--keep DIR]

BINARY is built with the feature `faults`. COUNT is the number of kills in report at random moments; everything else is scaled to it, and
there are at least twice as many in ingest, which is faster.
"""

import argparse
import hashlib
import json
import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / "data/demo"
CITIES = ["chorokpo", "encinzuela", "zenomba"]
ANSWER = "select city, cycle, count(*), sum(value) from observations group by city, cycle order by city, cycle"
# The longest that a run may take before it counts as stuck, in seconds.
LONGEST = 300


class Wrong(Exception):
    """A promise that was not kept."""


def tree(folder):
    """Hash of each file below a folder by its path, the lock left out."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_symlink():
            found[str(path.relative_to(folder))] = "link to " + os.readlink(path)
        elif path.is_file() and path.name != "LOCK":
            found[str(path.relative_to(folder))] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def difference(one, other):
    """The paths in which two trees differ, for a message."""
    names = [name for name in sorted(one.keys() | other.keys()) if one.get(name) != other.get(name)]
    return ", ".join(names[:6]) + (" ..." if len(names) > 6 else "")


def leftovers(folder):
    """Hidden files and folders, which only a running writer has."""
    return [str(p.relative_to(folder)) for p in folder.rglob(".*")]


class Program:
    """The program under test."""

    def __init__(self, binary):
        self.binary = str(Path(binary).resolve())
        text = subprocess.run([self.binary, "--help"], capture_output=True, text=True, check=True).stdout
        self.verifies = re.search(r"^\s+verify\b", text, re.M) is not None

    def start(self, args, env=None, limit=None):
        def prepare():
            # Past the limit a write fails instead of ending the process.
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            if limit is not None:
                resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

        return subprocess.Popen(
            [self.binary, "--root", str(ROOT), *map(str, args)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, **(env or {})},
            preexec_fn=prepare,
        )

    def finish(self, process, wanted=None):
        """Waits for a run; it must not panic, and must say something where it fails."""
        try:
            out, err = process.communicate(timeout=LONGEST)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            raise Wrong("a run does not end")
        if "panicked" in err:
            raise Wrong("a panic: " + err[-600:])
        if process.returncode == 2 and not err.strip():
            raise Wrong("a failure without a word")
        if wanted is not None and process.returncode not in wanted:
            raise Wrong(f"exit {process.returncode}: {err[-600:]}")
        return process.returncode, out, err

    def run(self, args, wanted=None, env=None, limit=None):
        return self.finish(self.start(args, env, limit), wanted)

    def ingest(self, network, store):
        return ["ingest", "--network", network, "--store", store]

    def report(self, store, out):
        return ["report", "--no-briefs", "--store", store, "--out", out]

    def answer(self, store):
        return self.run(["sql", "--store", store, "--format", "csv", ANSWER], wanted=[0])[1]


def make_network(folder, newest):
    """A few cities of the demonstration, with their submissions up to a cycle."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    shutil.copy(DEMO / "network.toml", folder)
    for name in ["cities.csv", "context.csv"]:
        lines = (DEMO / name).read_text().splitlines(keepends=True)
        kept = [line for line in lines[1:] if line.split(",")[0] in CITIES]
        (folder / name).write_text("".join(lines[:1] + kept))
    for source in sorted((DEMO / "submissions").iterdir()):
        match = re.fullmatch(r"(.+?)-(\d{4})(-.*)?", source.name)
        if match and match[1] in CITIES and int(match[2]) <= newest:
            shutil.copytree(source, folder / "submissions" / source.name)


def sound(store):
    """What must hold of a store at any moment: what CURRENT names is whole, and every file of the archive is what its name says."""
    current = store / "CURRENT"
    if current.exists():
        snapshot = store / "snapshots" / current.read_text().strip()
        manifest = json.loads((snapshot / "manifest.json").read_text())
        tables = sorted(snapshot.glob("*.parquet"))
        if not tables:
            raise Wrong("CURRENT names a snapshot without tables")
        for table in tables:
            data = table.read_bytes()
            if data[:4] != b"PAR1" or data[-4:] != b"PAR1":
                raise Wrong(f"{table.name} is torn")
        for name, sha in manifest["inputs"].items():
            if name.startswith("submissions/") and not (store / "archive" / sha).exists():
                raise Wrong(f"the archive lacks {name}")
    for path in (store / "archive").glob("*"):
        if path.name.startswith("."):
            continue
        if path.suffix == ".json":
            json.loads(path.read_text())
        elif hashlib.sha256(path.read_bytes()).hexdigest() != path.name:
            raise Wrong(f"archive/{path.name} is not what its name says")


class Trials:
    """Networks and stores before and after, and what an undisturbed run makes of them."""

    def __init__(self, program, folder, seed, count):
        self.program, self.folder, self.seed, self.count = program, folder, seed, count
        self.net1, self.net2 = folder / "net1", folder / "net2"
        self.store1, self.store2 = folder / "store1", folder / "store2"
        make_network(self.net1, 2022)
        make_network(self.net2, 2024)
        program.run(program.ingest(self.net1, self.store1), wanted=[0, 1])
        shutil.copytree(self.store1, self.store2)
        started = time.monotonic()
        program.run(program.ingest(self.net2, self.store2), wanted=[0, 1])
        self.ingest_takes = time.monotonic() - started
        self.after = tree(self.store2)
        self.answers = [program.answer(self.store1), program.answer(self.store2)]
        if self.answers[0] == self.answers[1]:
            raise Wrong("the two states cannot be told apart")
        self.site1, self.site2 = folder / "site1", folder / "site2"
        program.run(program.report(self.store1, self.site1), wanted=[0])
        started = time.monotonic()
        program.run(program.report(self.store2, self.site2), wanted=[0])
        self.report_takes = time.monotonic() - started
        self.sites = [tree(self.site1), tree(self.site2)]
        # A report may keep something in the store; so a store that was reported of is what reports are compared with.
        self.reported = tree(self.store2)

    def case(self, name, number):
        """A folder of its own and its own chance for a case."""
        folder = self.folder / f"{name}-{number}"
        folder.mkdir()
        return folder, random.Random(f"{self.seed} {name} {number}")

    def seen(self, store):
        """A reader sees the state before or after."""
        answer = self.program.answer(store)
        if answer not in self.answers:
            raise Wrong(f"a reader sees neither state:\n{answer}")
        return self.answers.index(answer)

    def ingest_recovers(self, store, look=True):
        """After a fault in an ingest: what stands is sound, and a run makes it what it would have been."""
        sound(store)
        if look and (store / "CURRENT").exists():
            self.seen(store)
        self.program.run(self.program.ingest(self.net2, store), wanted=[0, 1])
        if tree(store) != self.after:
            raise Wrong("after an undisturbed run the store differs in " + difference(tree(store), self.after))
        self.clean(store)

    def clean(self, store):
        if leftovers(store):
            raise Wrong("left over in the store: " + ", ".join(leftovers(store)[:5]))
        if self.program.verifies:
            self.program.run(["verify", "--store", store], wanted=[0])

    def report_recovers(self, store, site):
        """After a fault in a report: the site is the one before or the one after, and a run makes it the one after."""
        if site.exists() and tree(site) not in self.sites:
            raise Wrong("the site is neither the one before nor the one after: " + difference(tree(site), self.sites[1]))
        if not site.exists():
            raise Wrong("there is no site any more")
        self.program.run(self.program.report(store, site), wanted=[0])
        if tree(site) != self.sites[1]:
            raise Wrong("after an undisturbed run the site differs in " + difference(tree(site), self.sites[1]))
        beside = [p.name for p in site.parent.iterdir() if p.name not in ("site", "store")]
        if beside:
            raise Wrong("left over beside the site: " + ", ".join(beside))
        if tree(store) != self.reported:
            raise Wrong("a report changes the store in " + difference(tree(store), self.reported))
        self.clean(store)

    def ready_to_ingest(self, folder):
        shutil.copytree(self.store1, folder / "store")
        return folder / "store"

    def ready_to_report(self, folder):
        shutil.copytree(self.store2, folder / "store")
        shutil.copytree(self.site1, folder / "site")
        return folder / "store", folder / "site"

    # Each of the following is a kind of fault: how many cases of it, and one case.

    def killed_in_ingest(self, number):
        folder, chance = self.case("killed_in_ingest", number)
        store = self.ready_to_ingest(folder)
        self.kill_at(self.program.ingest(self.net2, store), chance.uniform(0, self.ingest_takes * 1.1))
        # A reader needs some seconds: every fourth case has one.
        self.ingest_recovers(store, look=number % 4 == 0)

    def killed_in_report(self, number):
        folder, chance = self.case("killed_in_report", number)
        store, site = self.ready_to_report(folder)
        self.kill_at(self.program.report(store, site), chance.uniform(0, self.report_takes * 1.1))
        self.report_recovers(store, site)

    def kill_at(self, args, seconds):
        process = self.program.start(args)
        try:
            process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.communicate()

    def operations(self, args, folder):
        """The file operations of a run, in order."""
        log = folder / "operations"
        self.program.run(args, wanted=[0, 1], env={"LEARNING_CITIES_OPERATIONS": str(log)})
        return log.read_text().splitlines() if log.exists() else []

    def at_each_operation_of_ingest(self, number):
        folder, chance = self.case("at_each_operation_of_ingest", number)
        store = self.ready_to_ingest(folder)
        at, kind = self.ingest_faults[number]
        code = self.program.run(self.program.ingest(self.net2, store), env={"LEARNING_CITIES_FAULT": f"{at}:{kind}"})[0]
        if code in (0, 1):
            # The operation was one that may fail, such as clearing up.
            if self.seen(store) != 1:
                raise Wrong("a run that went well is not to be seen")
        elif kind in ("kill", "short") and code >= 0:
            raise Wrong(f"exit {code} of a run that was ended")
        self.ingest_recovers(store, look=number % 4 == 0)

    def at_each_operation_of_report(self, number):
        folder, chance = self.case("at_each_operation_of_report", number)
        store, site = self.ready_to_report(folder)
        at, kind = self.report_faults[number]
        code = self.program.run(self.program.report(store, site), env={"LEARNING_CITIES_FAULT": f"{at}:{kind}"})[0]
        if code == 0 and tree(site) != self.sites[1]:
            raise Wrong("a run that went well left another site")
        self.report_recovers(store, site)

    def disk_full_in_ingest(self, number):
        folder, chance = self.case("disk_full_in_ingest", number)
        with Disk(folder / "disk", self.seed) as disk:
            store = self.ready_to_ingest(disk.path)
            needs = sum(p.stat().st_size for p in self.store2.rglob("*") if p.is_file())
            has = sum(p.stat().st_size for p in self.store1.rglob("*") if p.is_file())
            disk.leave(chance.randrange(0, max(needs - has, 1)))
            code = self.program.run(self.program.ingest(self.net2, store), env={"TMPDIR": str(disk.path)}, limit=disk.limit)[0]
            if code in (0, 1) and self.seen(store) != 1:
                raise Wrong("a run that went well is not to be seen")
            disk.leave(None)
            self.ingest_recovers(store)

    def disk_full_in_report(self, number):
        folder, chance = self.case("disk_full_in_report", number)
        with Disk(folder / "disk", self.seed) as disk:
            store, site = self.ready_to_report(disk.path)
            needs = sum(p.stat().st_size for p in self.site2.rglob("*") if p.is_file())
            disk.leave(chance.randrange(0, needs))
            code = self.program.run(self.program.report(store, site), limit=disk.limit)[0]
            if code == 0 and tree(site) != self.sites[1]:
                raise Wrong("a run that went well left another site")
            disk.leave(None)
            self.report_recovers(store, site)

    def readers_during_ingest(self, number):
        folder, chance = self.case("readers_during_ingest", number)
        store = self.ready_to_ingest(folder)
        writer = self.program.start(self.program.ingest(self.net2, store))
        states = []
        while writer.poll() is None:
            states.append(self.seen(store))
            self.program.run(["status", "--store", store], wanted=[0])
        self.program.finish(writer, wanted=[0, 1])
        states.append(self.seen(store))
        if states != sorted(states) or states[-1] != 1:
            raise Wrong(f"readers see the states in the order {states}")
        self.ingest_recovers(store, look=False)

    def report_during_ingest(self, number):
        folder, chance = self.case("report_during_ingest", number)
        store, site = self.ready_to_ingest(folder), folder / "site"
        shutil.copytree(self.site1, site)
        reporter = self.program.start(self.program.report(store, site))
        time.sleep(chance.uniform(0, self.report_takes))
        self.program.run(self.program.ingest(self.net2, store), wanted=[0, 1])
        self.program.finish(reporter, wanted=[0])
        if tree(site) not in self.sites:
            raise Wrong("the site is of neither state: " + difference(tree(site), self.sites[1]))
        self.program.run(self.program.report(store, site), wanted=[0])
        if tree(site) != self.sites[1]:
            raise Wrong("a report afterwards differs in " + difference(tree(site), self.sites[1]))
        self.clean(store)

    def two_ingests_at_once(self, number):
        folder, chance = self.case("two_ingests_at_once", number)
        store = self.ready_to_ingest(folder)
        both = [self.program.start(self.program.ingest(self.net2, store)) for _ in range(2)]
        codes = [self.program.finish(p)[0] for p in both]
        if not any(code in (0, 1) for code in codes):
            raise Wrong(f"neither of two ingests went well: {codes}")
        self.ingest_recovers(store)

    def folder_changes_during_ingest(self, number):
        folder, chance = self.case("folder_changes_during_ingest", number)
        store, net = self.ready_to_ingest(folder), folder / "net"
        shutil.copytree(self.net2, net)
        files = sorted((net / "submissions").rglob("*.csv"))
        done = threading.Event()

        def change():
            while not done.is_set():
                path = chance.choice(files)
                whole = path.read_bytes() if path.exists() else b"city,cycle\n"
                what = chance.randrange(4)
                if what == 0:
                    path.write_bytes(whole[: len(whole) // 2])
                elif what == 1:
                    path.unlink(missing_ok=True)
                elif what == 2:
                    path.with_name("more.csv").write_bytes(whole)
                else:
                    with path.open("ab") as out:
                        out.write(whole[-40:])
                time.sleep(chance.uniform(0, self.ingest_takes / 20))

        changer = threading.Thread(target=change)
        changer.start()
        try:
            code, _, err = self.program.run(self.program.ingest(net, store))
        finally:
            done.set()
            changer.join()
        if code == 2 and not re.search(r"changed while|cannot read|No such file", err):
            raise Wrong("a folder that changes is told as something else: " + err[-300:])
        sound(store)
        self.program.answer(store)
        self.program.run(self.program.ingest(self.net2, store), wanted=[0, 1])
        current = (store / "CURRENT").read_text()
        if current != (self.store2 / "CURRENT").read_text():
            raise Wrong("afterwards another snapshot is in force")
        snapshot = Path("snapshots") / current.strip()
        if tree(store / snapshot) != tree(self.store2 / snapshot):
            raise Wrong("afterwards the snapshot differs in " + difference(tree(store / snapshot), tree(self.store2 / snapshot)))
        self.clean(store)

    def kinds(self):
        """Every kind with its number of cases."""
        count = self.count
        store = self.ready_to_ingest(self.case("count", "ingest")[0])
        self.ingest_faults = self.faults("ingest", self.program.ingest(self.net2, store), max(2 * count, 16))
        store, site = self.ready_to_report(self.case("count", "report")[0])
        self.report_faults = self.faults("report", self.program.report(store, site), max(count // 2, 2))
        part = lambda n: max(1, count // n)
        return [
            (self.killed_in_ingest, max(2 * count, 8)),
            (self.killed_in_report, count),
            (self.at_each_operation_of_ingest, len(self.ingest_faults)),
            (self.at_each_operation_of_report, len(self.report_faults)),
            (self.disk_full_in_ingest, max(part(4), 4)),
            (self.disk_full_in_report, part(8)),
            (self.readers_during_ingest, part(10)),
            (self.report_during_ingest, part(10)),
            (self.two_ingests_at_once, part(10)),
            (self.folder_changes_during_ingest, max(part(4), 4)),
        ]

    def faults(self, name, args, most):
        """A kill at every operation and errors at a sample of them, or at a sample of `most` where there are more."""
        operations = self.operations(args, self.folder)
        (self.folder / "operations").unlink(missing_ok=True)
        takes = self.ingest_takes if name == "ingest" else self.report_takes
        print(f"{name}: {len(operations)} file operations, {takes:.1f} s undisturbed")
        chance = random.Random(f"{self.seed} {name}")
        numbers = list(range(1, len(operations) + 1))
        if not numbers:
            return []
        if len(numbers) > most:
            # The last ones put the new state in force.
            numbers = sorted({*chance.sample(numbers[:-3], most - 1), numbers[-3]})
        faults = [(at, "kill") for at in numbers]
        for kind in ["ENOSPC", "EIO", "EACCES", "short"]:
            faults += [(at, kind) for at in chance.sample(numbers, max(1, len(numbers) // 5))]
        return faults


class Disk:
    """A small file system that can be filled up; where none can be mounted, a limit on the size of files."""

    def __init__(self, path, seed):
        self.path, self.limit = path, None
        path.mkdir()
        self.mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=512m", "tmpfs", path], capture_output=True).returncode == 0

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.mounted:
            subprocess.run(["umount", "-l", self.path], check=True)

    def leave(self, size):
        """Leaves so many bytes free; none takes the limit away."""
        if not self.mounted:
            self.limit = size if size is None else max(size // 8, 1)
            return
        used = shutil.disk_usage(self.path).used
        total = 512 << 20 if size is None else used + size
        # A size is in pages.
        subprocess.run(["mount", "-o", f"remount,size={(total + 4095) // 4096 * 4096}", self.path], check=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("binary")
    parser.add_argument("count", type=int, nargs="?", default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--keep", type=Path)
    given = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="faults-"))
    wrong = 0
    try:
        trials = Trials(Program(given.binary), folder, given.seed, given.count)
        for case, cases in trials.kinds():
            name = case.__name__
            if given.only and name not in given.only:
                continue
            started = time.monotonic()

            def one(number):
                try:
                    case(number)
                    shutil.rmtree(folder / f"{name}-{number}", ignore_errors=True)
                    return None
                except (Wrong, OSError, ValueError, subprocess.SubprocessError) as error:
                    fault = getattr(trials, {"at_each_operation_of_ingest": "ingest_faults", "at_each_operation_of_report": "report_faults"}.get(name, ""), None)
                    return f"  {name} case {number}{f' {fault[number]}' if fault else ''}: {error}"

            with ThreadPoolExecutor(os.cpu_count()) as pool:
                told = [text for text in pool.map(one, range(cases)) if text]
            wrong += len(told)
            print(f"{name}: {cases} cases, {len(told)} wrong, {time.monotonic() - started:.0f} s", flush=True)
            print("".join(text + "\n" for text in told[:5]), end="", flush=True)
    finally:
        if given.keep and wrong:
            shutil.copytree(folder, given.keep, dirs_exist_ok=True, symlinks=True)
        shutil.rmtree(folder, ignore_errors=True)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
