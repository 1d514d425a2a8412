"""Runs a program on a terminal of its own, types when it asks, prints what was shown.

usage: type_at_prompt.py QUESTION LINE|EOF|STOP COMMAND...
"""

import fcntl
import json
import os
import pty
import select
import signal
import subprocess
import sys
import termios
import time

QUESTION = sys.argv[1].encode()
KEYS = {"EOF": b"\x04", "STOP": b"\x03"}.get(sys.argv[2], sys.argv[2].encode() + b"\n")
LIMIT_SECONDS = 60

ours, theirs = pty.openpty()


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
asked = False
echo = None
end = time.time() + LIMIT_SECONDS
while time.time() < end:
    over = child.poll() is not None
    ready, _, _ = select.select([ours], [], [], 0.1)
    if ready:
        shown += os.read(ours, 4096)
    elif over:
        break
    if not asked and QUESTION in shown:
        # The question can be shown a moment before the echo is off.
        for _ in range(100):
            echo = echoes()
            if not echo:
                break
            time.sleep(0.05)
        os.write(ours, KEYS)
        asked = True
if child.poll() is None:
    child.kill()
print(
    json.dumps(
        {
            "status": child.wait(),
            "shown": shown.decode("utf-8", "replace"),
            "asked": asked,
            "echo": echo,
            "echoAfter": echoes(),
        }
    )
)
