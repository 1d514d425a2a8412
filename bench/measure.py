"""What the benchmarks share: measuring whole processes, comparing them, writing results down."""
import datetime
import glob
import os
import platform
import shlex
import shutil
import statistics
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.realpath(__file__))
PROJECT = os.path.dirname(HERE)
MAILTALLY = os.path.join(PROJECT, "mailtally")
HASH = "sha256sum" if shutil.which("sha256sum") else "shasum -a 256"
QUOTE = shlex.quote


class Measured:
    """One process: seconds by the wall clock and of processor, peak memory in MB, exit status, complaint."""

    def __init__(self, command, cwd=None):
        started = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=cwd, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )
        complaint = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        self.seconds = time.perf_counter() - started
        process.returncode = self.status = os.waitstatus_to_exitcode(status)
        self.processor = usage.ru_utime + usage.ru_stime
        self.megabytes = usage.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e6 / 1024)
        self.complaint = complaint.decode(errors="replace").strip()[-300:]


class Row:
    """One comparison: ours against theirs, so many rounds."""

    def __init__(self, name, target):
        self.name, self.target = name, target
        self.ours, self.theirs, self.failed = [], [], ""

    def add(self, side, measured):
        if measured.status != 0 and not self.failed:
            who = "ours" if side is self.ours else "theirs"
            self.failed = f"{who}: status {measured.status}: {measured.complaint or 'no message'}"
        side.append(measured)

    def cells(self):
        if self.failed:
            return [self.name, "failed", "", "", self.target, "", self.failed.replace("\n", " ")]
        ours = statistics.median(m.seconds for m in self.ours)
        peak = f"{max(m.megabytes for m in self.ours):.0f} MB"
        if not self.theirs:
            return [self.name, seconds(ours), "", "", self.target, peak, self.note()]
        theirs = statistics.median(m.seconds for m in self.theirs)
        return [self.name, seconds(ours), seconds(theirs), f"{ours / theirs:.2f}", self.target, peak, self.note()]

    def note(self):
        if not self.theirs:
            return spread(self.ours)
        ratios = [a.seconds / b.seconds for a, b in zip(self.ours, self.theirs)]
        return f"ratios {min(ratios):.2f} to {max(ratios):.2f}"


def seconds(value):
    return f"{value:.2f} s" if value >= 1 else f"{value:.3f} s"


def spread(measured):
    return f"{seconds(min(m.seconds for m in measured))} to {seconds(max(m.seconds for m in measured))}"


def shell(script):
    return ["sh", "-c", "set -e\n" + script]


def fresh(path):
    shutil.rmtree(path, ignore_errors=True)
    os.makedirs(path)
    return path


def settle():
    """What was written before is on disk before the next one is measured."""
    subprocess.run(["sync"], check=True)


def rounds(what, count):
    for number in range(count):
        print(f"{what}, round {number + 1} of {count}", file=sys.stderr)
        yield number


def made(folder, name, command):
    """A corpus that the command writes into the folder; kept between runs, as it is the same each time.

    Gives what the command said, which is the corpus in words.
    """
    complete = os.path.join(folder, "complete")
    if not os.path.exists(complete):
        fresh(folder)
        print(f"Making the corpus {name}", file=sys.stderr)
        with open(complete + ".new", "wb") as out:
            subprocess.run(command, check=True, stdout=out)
        os.rename(complete + ".new", complete)
    with open(complete, encoding="utf-8") as said:
        return said.read().strip()


def find_bag(folder):
    found = glob.glob(os.path.join(glob.escape(folder), "*", "bagit.txt"))
    return os.path.dirname(found[0]) if found else None


def first_line(command):
    try:
        run = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=True)
        return (run.stdout + run.stderr).strip().splitlines()[0]
    except (OSError, subprocess.CalledProcessError, IndexError):
        return "unknown"


def machine():
    processor = platform.processor() or platform.machine()
    if os.path.exists("/proc/cpuinfo"):
        with open("/proc/cpuinfo", encoding="utf-8") as lines:
            names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
        processor = names[0] if names else processor
    elif sys.platform == "darwin":
        processor = first_line(["sysctl", "-n", "machdep.cpu.brand_string"])
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return f"{processor}, {os.cpu_count()} cores, {memory:.0f} GB, {platform.system()} {platform.release()}"


def java():
    """The JDK that the launcher took."""
    try:
        with open(os.path.join(PROJECT, "target", "run", "ready"), encoding="utf-8") as ready:
            with open(os.path.join(ready.readline().rstrip("\n"), "release"), encoding="utf-8") as lines:
                names = dict(line.rstrip("\n").split("=", 1) for line in lines if "=" in line)
        return f"{names.get('IMPLEMENTOR', '')} {names.get('JAVA_VERSION', '')}".replace('"', "")
    except OSError:
        return "unknown"


def heading(program):
    """What was measured, where and with which command."""
    today = datetime.datetime.now(datetime.timezone.utc).date().isoformat()
    commit = first_line(["git", "describe", "--always", "--dirty"])
    command = " ".join([program, *[a for a in sys.argv[1:] if a != "--write"]])
    return f"## {today}, {machine()}\n\nCommit {commit}, Java {java()}. Command: `{command}`\n\n"


def table(rows, others="plain tools"):
    head = ["what", "Mailtally", others, "ratio", "target", "peak memory", "note"]
    cells = [head, ["---"] * len(head)] + [row.cells() for row in rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "/") for cell in row) + " |" for row in cells)


def write(text):
    """Puts the newest result on top and keeps the older ones."""
    path = os.path.join(HERE, "RESULTS.md")
    title = (
        "# Results\n\nMade by `bench/run --write` and `bench/servers --write`, newest first, also those that fall"
        " short.\n\n"
    )
    older = ""
    if os.path.exists(path):
        with open(path, encoding="utf-8") as kept:
            older = kept.read()
        older = older[older.index("## ") :] if "## " in older else ""
    with open(path, "w", encoding="utf-8") as out:
        out.write(title + text + ("\n" + older if older else ""))
