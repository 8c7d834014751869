"""Faults of a machine while the program writes: kills, failing operations, full disks, readers and changes in between.

After each fault nothing may be lost, doubled or half-seen: who reads sees the state before or the state after, and an undisturbed run
gives the same bytes as if nothing had happened, with nothing left over.

    python3 tests/faults/faults.py BINARY [COUNT] [--no-reports] [--only NAME ...] [--seed N] [--workers N] [--keep DIR]

BINARY is built with the feature `faults`. COUNT is the number of kills in report at random moments; ingest is killed twice as often, and
everything else is scaled to it. From 20 on, every file operation of ingest is killed and failed, below that one of each place in the program.

`--no-reports` leaves out what makes reports, which takes most of the time.

A report takes seconds before it writes anything. So several faults hit one store and one site, one after the other, each followed by a look
at both; after the last a report runs undisturbed, and its site and store must be the expected bytes.
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
CITIES = ["chorokpo", "encinzuela", "zenomba"]
ANSWER = "select city, cycle, count(*), sum(value) from observations group by city, cycle order by city, cycle"
ERRORS = ["ENOSPC", "EIO", "EACCES"]
# A run is stuck that has used so many seconds of processor time, or none at all for so many seconds. Not time alone: the machine may be
# busy with something else.
MOST_WORK = 300
LONGEST_STANDSTILL = 180
# Faults that hit one site and store, one after the other.
CHAIN = 8


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


def worked(pid):
    """Seconds of processor time of a process."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def work_of_children():
    """Seconds of processor time of all runs that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


class Program:
    """The program under test, with a copy of its own data: that of the repository may change meanwhile."""

    def __init__(self, binary, folder):
        self.binary, self.root = str(Path(binary).resolve()), folder / "root"
        for part in ["data/framework", "data/messages", "queries", "charts"]:
            shutil.copytree(ROOT / part, self.root / part)

    def start(self, args, env=None, limit=None):
        command = [self.binary, "--root", str(self.root), *map(str, args)]
        if limit is not None:
            # In blocks of 512 bytes. Past the limit a write fails instead of ending the process.
            command = ["sh", "-c", f"trap '' XFSZ; ulimit -f {max(limit // 512, 1)}; exec \"$@\"", "sh", *command]
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, **(env or {})})

    def finish(self, process, wanted=None):
        """Waits for a run; it must not panic, and must say something where it fails."""
        work, since = -1, time.monotonic()
        while True:
            try:
                out, err = process.communicate(timeout=5)
                break
            except subprocess.TimeoutExpired:
                if worked(process.pid) > work:
                    work, since = worked(process.pid), time.monotonic()
                if work > MOST_WORK or time.monotonic() - since > LONGEST_STANDSTILL:
                    process.kill()
                    _, err = process.communicate()
                    raise Wrong(f"a run does not end after {work:.0f} s of work: {err[-300:]}")
        if "panicked" in err:
            raise Wrong("a panic: " + err[-600:])
        if process.returncode == 2 and not err.strip():
            raise Wrong("a failure without a word")
        if wanted is not None and process.returncode not in wanted:
            raise Wrong(f"exit {process.returncode}: {err[-600:]}")
        return process.returncode, out, err

    def run(self, args, wanted=None, env=None, limit=None):
        return self.finish(self.start(args, env, limit), wanted)

    def measured(self, args, folder):
        """Runs while nothing else does: seconds of processor time, and the file operations, each as its path from the folder and what the
        path is a case of."""
        log, before = folder / "operations", work_of_children()
        self.run(args, wanted=[0, 1], env={"LEARNING_CITIES_OPERATIONS": str(log)})
        seconds = work_of_children() - before
        found = [operation(line, folder) for line in log.read_text().splitlines()]
        log.unlink()
        return seconds, found

    def kill_after(self, args, seconds):
        """Kills a run that has had so much processor time; whether it was still running."""
        process = self.start(args)
        while process.poll() is None and worked(process.pid) < seconds:
            time.sleep(0.003)
        process.kill()
        self.finish(process)
        return process.returncode == -signal.SIGKILL

    def ingest(self, network, store):
        return ["ingest", "--network", network, "--store", store]

    def report(self, store, site, *more):
        return ["report", "--store", store, "--out", site, *more]

    def answer(self, store):
        return self.run(["sql", "--store", store, "--format", "csv", ANSWER], wanted=[0])[1]


def make_network(folder, newest):
    """A few cities of the demonstration, with their submissions up to a cycle."""
    demo = ROOT / "data/demo"
    folder.mkdir(parents=True)
    shutil.copy(demo / "network.toml", folder)
    for name in ["cities.csv", "context.csv"]:
        lines = (demo / name).read_text().splitlines(keepends=True)
        kept = [line for line in lines[1:] if line.split(",")[0] in CITIES]
        (folder / name).write_text("".join(lines[:1] + kept))
    for source in sorted((demo / "submissions").iterdir()):
        match = re.fullmatch(r"(.+?)-(\d{4})(-.*)?", source.name)
        if match and match[1] in CITIES and int(match[2]) <= newest:
            shutil.copytree(source, folder / "submissions" / source.name)


def sound(store):
    """What must hold of a store at any moment: what CURRENT names is whole, and every file of the archive is what its name says."""
    current = store / "CURRENT"
    if current.exists():
        snapshot = store / "snapshots" / current.read_text().strip()
        manifest = json.loads((snapshot / "manifest.json").read_text())
        if not manifest["tables"]:
            raise Wrong("CURRENT names a snapshot without tables")
        for table, written in manifest["tables"].items():
            if hashlib.sha256((snapshot / f"{table}.parquet").read_bytes()).hexdigest() != written["sha256"]:
                raise Wrong(f"{table}.parquet is torn")
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


def operation(line, folder):
    """Path of an operation from the folder, and what it is a case of."""
    action, _, path = line.rpartition(" ")
    path = os.path.relpath(path, folder)
    place = re.sub(r"\.learning-cities-site-\w+", "ASIDE", path)
    place = re.sub(r"[0-9a-f]{64}", "HASH", place)
    place = re.sub(r"[0-9a-f]{16}", "ID", place)
    place = re.sub(r"\w+\.parquet", "TABLE", place)
    place = re.sub(r"ASIDE/site/.*", lambda m: "ASIDE/site/" + ("FILE" if "." in Path(m[0]).name else "FOLDER"), place)
    return path, f"{action} {place}"


class Fault:
    """One operation of a run: the `number`th whose path ends with `path`."""

    def __init__(self, number, path=""):
        self.number, self.path = number, path

    def of(self, kind):
        return f"{self.number}:{kind}:{self.path}"


def by_place(found, named):
    """Operations by their place in the program: what their path is a case of, and which operation on that path they are, up to the fourth,
    which renames a file. With `named` an operation is found by its path, which must not differ from run to run; else by its number."""
    times, places = {}, {}
    for number, (path, place) in enumerate(found, 1):
        times[path] = times.get(path, 0) + 1
        place = f"{place} {min(times[path], 4)}"
        fault = Fault(times[path], path) if named else Fault(number)
        places.setdefault(place, []).append(fault)
    return places


class Trials:
    """Networks and stores before and after, and what an undisturbed run makes of them."""

    def __init__(self, binary, folder, seed, count, with_reports):
        self.folder, self.seed, self.count, self.with_reports = folder, seed, count, with_reports
        self.program = program = Program(binary, folder)
        self.net1, self.net2 = folder / "net1", folder / "net2"
        make_network(self.net1, 2022)
        make_network(self.net2, 2024)
        self.store1, self.site1 = folder / "store1", folder / "site1"
        program.run(program.ingest(self.net1, self.store1), wanted=[0, 1])
        if with_reports:
            program.run(program.report(self.store1, self.site1), wanted=[0])
        folder, _ = self.case("ingest", "undisturbed")
        self.store2 = self.ready_to_ingest(folder)
        self.ingest_takes, self.ingest_does = program.measured(program.ingest(self.net2, self.store2), folder)
        self.after = tree(self.store2)
        self.answers = [program.answer(self.store1), program.answer(self.store2)]
        if self.answers[0] == self.answers[1]:
            raise Wrong("the two states cannot be told apart")
        if with_reports:
            self.report_undisturbed()

    def report_undisturbed(self):
        """What reports make of the second store and keep in it."""
        # Of the briefs that a report keeps, one is still to be set later, and one is not needed any longer: so a report neither sets all nor
        # changes nothing.
        folder, _ = self.case("report", "first")
        store, site = folder / "store", folder / "site"
        shutil.copytree(self.store2, store)
        self.program.run(self.program.report(store, site), wanted=[0])
        self.sites, self.reported = [tree(self.site1), tree(site)], tree(store)
        self.site_size = sum(p.stat().st_size for p in site.rglob("*") if p.is_file())
        self.cache = folder / "cache"
        shutil.copytree(store / "briefs-cache", self.cache)
        old, new = ({p.name for p in (s / "briefs-cache").iterdir()} for s in (self.store2, store))
        (self.cache / max(new - old)).unlink()
        shutil.copy(self.store2 / "briefs-cache" / max(old - new), self.cache)
        # A final one also records what it gave.
        review, signed = self.folder / "review", self.folder / "signed.toml"
        self.program.run(["review", "--store", self.store2, "--out", review], wanted=[0])
        form = (review / "findings.toml").read_text(encoding="utf-8")
        form = form.replace('reason = ""', 'reason = "as sent"').replace('signed_by = ""', 'signed_by = "a test"')
        signed.write_text(form, encoding="utf-8")
        self.final = ["--final", "--accept", signed]
        folder, _ = self.case("report", "undisturbed")
        store, site = self.ready_to_report(folder)
        self.report_takes, self.report_does = self.program.measured(self.program.report(store, site, *self.final), folder)
        self.final_sites, self.final_reported = [self.sites[0], tree(site)], tree(store)

    def case(self, name, number):
        """A folder of its own and its own chance for a case."""
        folder = self.folder / f"{name}-{number}"
        folder.mkdir()
        return folder, random.Random(f"{self.seed} {name} {number}")

    def ready_to_ingest(self, folder):
        shutil.copytree(self.store1, folder / "store")
        return folder / "store"

    def ready_to_report(self, folder):
        shutil.copytree(self.site1, folder / "site")
        return self.copy_store_to_report(folder / "store"), folder / "site"

    def copy_store_to_report(self, store):
        shutil.copytree(self.store2, store, ignore=shutil.ignore_patterns("briefs-cache"))
        shutil.copytree(self.cache, store / "briefs-cache")
        return store

    def seen(self, store):
        """A reader sees the state before or after."""
        answer = self.program.answer(store)
        if answer not in self.answers:
            raise Wrong(f"a reader sees neither state:\n{answer}")
        return self.answers.index(answer)

    def clean(self, store):
        if leftovers(store):
            raise Wrong("left over in the store: " + ", ".join(leftovers(store)[:5]))
        self.program.run(["verify", "--store", store], wanted=[0])

    def ingest_recovers(self, store, look=True):
        """After a fault in an ingest: what is there is sound, and a run makes it what it would have been."""
        sound(store)
        if look and (store / "CURRENT").exists():
            self.seen(store)
        self.program.run(self.program.ingest(self.net2, store), wanted=[0, 1])
        if tree(store) != self.after:
            raise Wrong("after an undisturbed run the store differs in " + difference(tree(store), self.after))
        self.clean(store)

    def report_harmed_nothing(self, store, site, code=None, final=False):
        """After a fault in a report: the site is the one before or the one after. The one before is put back for the next fault."""
        if not site.exists():
            raise Wrong("there is no site any more")
        now, sites = tree(site), self.final_sites if final else self.sites
        if now not in sites:
            raise Wrong("the site is neither the one before nor the one after: " + difference(now, sites[1]))
        if code == 0 and now != sites[1]:
            raise Wrong("a run that went well left another site")
        sound(store)
        if now == sites[1]:
            shutil.rmtree(site)
            shutil.copytree(self.site1, site)

    def report_recovers(self, store, site, final=False):
        """An undisturbed report makes the site and the store what they would have been without faults."""
        self.program.run(self.program.report(store, site, *self.final * final), wanted=[0])
        expected, reported = (self.final_sites[1], self.final_reported) if final else (self.sites[1], self.reported)
        if tree(site) != expected:
            raise Wrong("after an undisturbed run the site differs in " + difference(tree(site), expected))
        beside = [p.name for p in site.parent.iterdir() if p.name not in ("site", "store", "temporary", "operations")]
        if beside:
            raise Wrong("left over beside the site: " + ", ".join(beside))
        if tree(store) != reported:
            raise Wrong("after an undisturbed run the store differs in " + difference(tree(store), reported))
        self.clean(store)

    def fails(self, args, fault, folder):
        """Runs with a fault injected, which must happen; the exit code."""
        log = folder / "operations"
        log.unlink(missing_ok=True)
        code = self.program.run(args, env={"LEARNING_CITIES_FAULT": fault, "LEARNING_CITIES_OPERATIONS": str(log)})[0]
        if not re.search("^fault ", log.read_text(), re.M):
            raise Wrong("the fault did not happen")
        if fault.split(":")[1] in ("kill", "short") and code >= 0:
            raise Wrong(f"exit {code} of a run that was ended")
        return code

    # Each of the following is a kind of fault: one case, or several of a chain.

    def killed_in_ingest(self, number):
        folder, chance = self.case("killed_in_ingest", number)
        store = self.ready_to_ingest(folder)
        while not self.program.kill_after(self.program.ingest(self.net2, store), chance.uniform(0, self.ingest_takes)):
            # It had ended before.
            shutil.rmtree(store)
            self.ready_to_ingest(folder)
        # Every fourth case has a reader.
        self.ingest_recovers(store, look=number % 4 == 0)

    def killed_in_report(self, number):
        folder, chance = self.case("killed_in_report", number)
        store, site = self.ready_to_report(folder)
        for _ in range(min(CHAIN, self.count - number * CHAIN)):
            # Every second one towards the end, where the site is written.
            least = chance.choice([0, 0.85])
            part = chance.uniform(least, 1)
            while not self.program.kill_after(self.program.report(store, site), part * self.report_takes):
                # It had ended before: a draft whose briefs are kept takes less than the run that was measured.
                self.report_harmed_nothing(store, site, code=0)
                self.report_takes *= 0.95
            self.report_harmed_nothing(store, site)
        self.report_recovers(store, site)

    def at_each_operation_of_ingest(self, number):
        folder, _ = self.case("at_each_operation_of_ingest", number)
        store = self.ready_to_ingest(folder)
        code = self.fails(self.program.ingest(self.net2, store), self.ingest_faults[number], folder)
        # Clearing up may fail.
        if code in (0, 1) and self.seen(store) != 1:
            raise Wrong("a run that went well is not to be seen")
        self.ingest_recovers(store, look=number % 4 == 0)

    def at_each_operation_of_report(self, number):
        folder, _ = self.case("at_each_operation_of_report", number)
        store, site = self.ready_to_report(folder)
        for fault in self.report_faults[number * CHAIN : (number + 1) * CHAIN]:
            # So that the fault finds its operation: what earlier ones let the report keep and record goes.
            shutil.rmtree(store)
            self.copy_store_to_report(store)
            try:
                code = self.fails(self.program.report(store, site, *self.final), fault, folder)
                self.report_harmed_nothing(store, site, code, final=True)
            except Wrong as wrong:
                raise Wrong(f"{fault}: {wrong}") from None
        self.report_recovers(store, site, final=True)

    def disk_full_in_ingest(self, number):
        folder, chance = self.case("disk_full_in_ingest", number)
        with Disk(folder / "disk") as disk:
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
        with Disk(folder / "disk") as disk:
            store, site = self.ready_to_report(disk.path)
            temporary = disk.path / "temporary"
            temporary.mkdir()
            for turn in range(self.disks):
                disk.leave(chance.randrange(0, self.site_size))
                # Once the temporary files are on the same disk.
                env = {"TMPDIR": str(temporary)} if turn == 2 else None
                code = self.program.run(self.program.report(store, site), wanted=[0, 2], env=env, limit=disk.limit)[0]
                disk.leave(None)
                self.report_harmed_nothing(store, site, code)
            self.report_recovers(store, site)

    def readers_during_ingest(self, number):
        folder, _ = self.case("readers_during_ingest", number)
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
        moment = chance.uniform(0, self.report_takes)
        while reporter.poll() is None and worked(reporter.pid) < moment:
            time.sleep(0.003)
        self.program.run(self.program.ingest(self.net2, store), wanted=[0, 1])
        self.program.finish(reporter, wanted=[0])
        if tree(site) not in self.sites:
            raise Wrong("the site is of neither state: " + difference(tree(site), self.sites[1]))
        if self.seen(store) != 1:
            raise Wrong("the ingest is not to be seen")
        self.clean(store)
        if number % CHAIN == 1:
            self.report_recovers(store, site)

    def two_ingests_at_once(self, number):
        folder, _ = self.case("two_ingests_at_once", number)
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
        count, every = self.count, self.count >= 20
        part = lambda n: max(1, count // n)
        self.disks = 3 if every else 1
        self.ingest_faults = self.faults_of_ingest(every)
        parts = [
            (self.killed_in_ingest, 2 * count),
            (self.at_each_operation_of_ingest, len(self.ingest_faults)),
            (self.disk_full_in_ingest, part(4)),
            (self.readers_during_ingest, part(10)),
            (self.two_ingests_at_once, part(10)),
            (self.folder_changes_during_ingest, part(4)),
        ]
        if not self.with_reports:
            return parts
        self.report_faults = self.faults_of_report(every)
        return [
            *parts,
            (self.at_each_operation_of_report, -(-len(self.report_faults) // CHAIN)),
            (self.killed_in_report, -(-count // CHAIN)),
            (self.disk_full_in_report, part(25)),
            (self.report_during_ingest, part(10)),
        ]

    def faults_of_ingest(self, every):
        """A kill and an error at each operation, all three errors where a place has few of them, and half a write in each place."""
        places, faults = by_place(self.ingest_does, named=True), []
        print(f"ingest: {len(self.ingest_does)} file operations in {len(places)} places, {self.ingest_takes:.1f} s of work undisturbed")
        for at, (place, members) in enumerate(places.items()):
            if not every:
                faults += [members[0].of("kill"), members[-1].of(ERRORS[at % 3])]
                continue
            faults += [fault.of("kill") for fault in members]
            errors = ERRORS if len(members) < 3 else []
            faults += [members[0].of(kind) for kind in errors] or [fault.of(ERRORS[i % 3]) for i, fault in enumerate(members)]
            # A file is synced, and so written, by the third operation on it.
            faults += [members[0].of("short")] if place.endswith(" 3") else []
        return faults

    def faults_of_report(self, every):
        """A kill and an error in each place. Files of the store are written as in ingest: a kill, an error and half a write for each."""
        places, faults = by_place(self.report_does, named=False), []
        print(f"report: {len(self.report_does)} file operations in {len(places)} places, {self.report_takes:.1f} s of work undisturbed")
        for at, (place, members) in enumerate(places.items()):
            # Made by the first operation on it, written by the second, synced by the third and renamed by the fourth.
            is_file = re.search(r"write .*(HASH\.\w+|\.json|EDITIONS) \d", place)
            if not is_file or place.endswith("3"):
                faults.append(members[-1].of(ERRORS[at % 3]))
            if not is_file or place.endswith("4"):
                faults.append(members[len(members) // 2].of("kill"))
            if is_file and place.endswith("3"):
                faults.append(members[0].of("short"))
            if len(members) > 20:
                faults += [members[0].of("kill"), members[-1].of("kill")]
        random.Random(self.seed).shuffle(faults)
        # In the short form those around the moment in which the new site takes the place of the old one.
        last = len(self.report_does)
        return faults if every else [f"{last - 3}:kill", f"{last - 2}:kill", f"{last - 3}:EIO", f"{last}:ENOSPC"]


class Disk:
    """A small file system that can be filled up; where none can be mounted, a limit on the size of files."""

    def __init__(self, path):
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


def run(trials, wanted, workers):
    """Runs the cases of all parts, some side by side, and says what came out of each part; how many cases were wrong."""

    def one(case, number):
        name = case.__name__
        try:
            case(number)
        except (Wrong, OSError, ValueError, KeyError, subprocess.SubprocessError) as error:
            fault = f" {trials.ingest_faults[number]}" if case == trials.at_each_operation_of_ingest else ""
            return f"  {name} case {number}{fault}: {error}"
        shutil.rmtree(trials.folder / f"{name}-{number}", ignore_errors=True)
        return None

    started, all_wrong = time.monotonic(), 0
    with ThreadPoolExecutor(workers) as pool:
        parts = [(case, cases) for case, cases in trials.kinds() if not wanted or case.__name__ in wanted]
        begun = [(case.__name__, [pool.submit(one, case, number) for number in range(cases)]) for case, cases in parts]
        for name, cases in begun:
            wrong = [text for text in (case.result() for case in cases) if text]
            all_wrong += len(wrong)
            chains = {"killed_in_report": trials.count, "disk_full_in_report": trials.disks * len(cases)}
            if name == "at_each_operation_of_report":
                chains[name] = len(trials.report_faults)
            print(f"{name}: {chains.get(name, len(cases))} faults in {len(cases)} cases: {len(wrong)} wrong; at {time.monotonic() - started:.0f} s", flush=True)
            print("".join(text + "\n" for text in wrong[:5]), end="", flush=True)
    return all_wrong


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("binary")
    parser.add_argument("count", type=int, nargs="?", default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--no-reports", action="store_true")
    parser.add_argument("--workers", type=int, default=os.cpu_count())
    parser.add_argument("--keep", type=Path)
    given = parser.parse_args()
    # A run that is ended by an injected fault leaves no core file.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    folder = Path(tempfile.mkdtemp(prefix="faults-"))
    started, wrong = time.monotonic(), 0
    try:
        trials = Trials(given.binary, folder, given.seed, given.count, not given.no_reports)
        wrong = run(trials, given.only, given.workers)
        print(f"{time.monotonic() - started:.0f} s, {work_of_children():.0f} s of processor time")
    finally:
        if given.keep and wrong:
            shutil.copytree(folder, given.keep, dirs_exist_ok=True, symlinks=True)
        shutil.rmtree(folder, ignore_errors=True)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
