"""Runs a program on a terminal of its own and talks with it: types each line once what it waits for
was shown, after a moment, as a person does; where the program asks for a line again, since its screen
changed in that moment, the line is typed again. Prints what was shown.

usage: converse.py COLUMNS SCRIPT COMMAND...

SCRIPT is a JSON list of pairs: what is waited for, and what is typed then. What is typed is a line,
or STOP for Ctrl-C, or END for the end of the input.
"""

import fcntl
import json
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time

COLUMNS = int(sys.argv[1])
SCRIPT = json.loads(sys.argv[2])
KEYS = {"END": b"\x04", "STOP": b"\x03"}
LIMIT_SECONDS = 90
# The program takes no line for a screen that stands there for less than 0.3 seconds.
MOMENT_SECONDS = 0.35
AGAIN = b"Type it again."

ours, theirs = pty.openpty()
fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, COLUMNS, 0, 0))


def echoes():
    return bool(termios.tcgetattr(theirs)[3] & termios.ECHO)


def take_the_terminal():
    # Who runs the tests in the background has Ctrl-C ignored, and would hand that on.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


child = subprocess.Popen(
    sys.argv[3:],
    stdin=theirs,
    stdout=theirs,
    stderr=theirs,
    start_new_session=True,
    preexec_fn=take_the_terminal,
)
shown = b""
looked = 0
typed = 0
unseen = []
since = 0
ripe = None
end = time.time() + LIMIT_SECONDS
while time.time() < end:
    over = child.poll() is not None
    ready, _, _ = select.select([ours], [], [], 0.05)
    if ready:
        shown += os.read(ours, 4096)
    elif over:
        break
    if ripe is None and AGAIN in shown[since:]:
        since = len(shown)
        typed -= 1
        ripe = time.time() + MOMENT_SECONDS
    if typed < len(SCRIPT) and ripe is None:
        at = shown.find(SCRIPT[typed][0].encode(), looked)
        if at >= 0:
            looked = at + len(SCRIPT[typed][0].encode())
            ripe = time.time() + MOMENT_SECONDS
    if ripe is not None and time.time() >= ripe:
        line = SCRIPT[typed][1]
        if not echoes():
            unseen.append(line)
        os.write(ours, KEYS.get(line, line.encode() + b"\n"))
        since = len(shown)
        typed += 1
        ripe = None
killed = child.poll() is None
if killed:
    child.kill()
print(
    json.dumps(
        {
            "status": child.wait(),
            "shown": shown.decode("utf-8", "replace"),
            "typed": typed,
            "unseen": unseen,
            "killed": killed,
            "echoAfter": echoes(),
        }
    )
)
