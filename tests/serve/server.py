"""A server of the program under test, and what the tests share."""

import csv
import io
import os
import re
import signal
import subprocess
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


class Server:
    """`learning-cities serve` on a free port of this machine."""

    def __init__(self, binary, store, *flags):
        self.log = []
        command = [binary, "--root", str(ROOT), "serve", "--store", store, *([] if "--listen" in flags else ["--listen", "127.0.0.1:0"]), *flags]
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        self.port = None
        self.listening = threading.Event()
        threading.Thread(target=self._read, daemon=True).start()
        if not self.listening.wait(120) or self.port is None:
            raise SystemExit(f"the server does not listen: {self.log}")

    def _read(self):
        for line in self.process.stderr:
            self.log.append(line.rstrip("\n"))
            found = re.search(r"on 127\.0\.0\.1:(\d+):", line)
            if found and self.port is None:
                self.port = int(found[1])
                self.listening.set()
        self.listening.set()

    def pid(self):
        """The process that answers: a child of the one that keeps it up."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return int(children[0])

    def memory(self):
        """MB that the process holds in memory now."""
        status = Path(f"/proc/{self.pid()}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024

    def files(self):
        return len(os.listdir(f"/proc/{self.pid()}/fd"))

    def stop(self, sent=signal.SIGTERM):
        """Asks it to stop by a signal; gives its exit code and how many seconds that took."""
        begun = time.monotonic()
        self.process.send_signal(sent)
        code = self.process.wait(30)
        return code, time.monotonic() - begun

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()


class Failures:
    """What was looked at, and what was not as expected."""

    def __init__(self):
        self.checked = 0
        self.failed = []

    def check(self, holds, what):
        self.checked += 1
        if not holds:
            self.failed.append(what)
            print("FAILED:", str(what)[:2000], flush=True)

    def end(self):
        print(f"{self.checked} checks, {len(self.failed)} failed", flush=True)
        raise SystemExit(1 if self.failed else 0)


def readme(language):
    """The examples in a language in the README's section on SQL over the wire."""
    text = (ROOT / "README.md").read_text(encoding="utf-8").split("## SQL over the wire", 1)[1].split("\n## ", 1)[0]
    return re.findall(rf"```{language}\n(.*?)```", text, re.S)


def readme_queries():
    return [query.strip() for query in readme("sql")[0].split(";") if query.strip()]


COMMENTS = ("select c.relname, obj_description(c.oid, 'pg_class') from pg_class c join pg_namespace n on n.oid = c.relnamespace "
            "where n.nspname = 'public' order by c.relname")


def by_command(binary, store, query):
    """The rows of `learning-cities sql --format csv`, as cells; an empty cell is an absent value."""
    command = [binary, "--root", str(ROOT), "sql", "--store", store, "--format", "csv", query]
    out = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return list(csv.reader(io.StringIO(out)))[1:]


def cell(value):
    """A value in one form, whichever client it came from."""
    if value is None or value in ("", "\\N", "NA", "<NA>"):
        return ""
    if isinstance(value, bool) or value in ("t", "f", "true", "false", "TRUE", "FALSE"):
        return "true" if value in (True, "t", "true", "TRUE") else "false"
    if isinstance(value, (list, tuple)):
        return str([cell(part) for part in value])
    try:
        return repr(float(value))
    except (TypeError, ValueError):
        return str(value)


def cells(rows):
    return [[cell(value) for value in row] for row in rows]


def statements(path):
    """The statements of a file, each with how many rows it must give (none where nothing is said) and cells that a row must have."""
    text = Path(path).read_text(encoding="utf-8")
    for part in re.split(r"\n\s*\n", text):
        lines = [line for line in part.splitlines() if line.strip()]
        code = "\n".join(line for line in lines if not line.startswith("--"))
        said = [line.removeprefix("-- ").split(": ", 1) for line in lines if line.startswith("-- ") and ": " in line]
        counts = [value for key, value in said if key == "rows"]
        rows = [[part.strip() for part in value.split(" | ")] for key, value in said if key == "row"]
        if code:
            yield code, counts[0] if counts else None, rows


def holds(row, wanted):
    """Whether a row has these cells in this order, with others among them; a cell that ends in `...` is a beginning."""
    found = iter(cells([row])[0])
    return all(any(got.startswith(want[:-3]) if want.endswith("...") else got == cell(want) for got in found) for want in wanted)
