"""Runs a program on a terminal of its own, types one line when it asks, prints what was shown.

usage: type_at_prompt.py QUESTION LINE|EOF COMMAND...
"""

import json
import os
import pty
import select
import sys
import termios
import time

question = sys.argv[1].encode()
line = sys.argv[2]
pid, terminal = pty.fork()
if pid == 0:
    os.execvp(sys.argv[3], sys.argv[3:])

shown = b""
typed = False
echo = None
end = time.time() + 60
while time.time() < end:
    ready, _, _ = select.select([terminal], [], [], 0.1)
    if ready:
        try:
            piece = os.read(terminal, 4096)
        except OSError:  # Linux says so where others say end of file
            break
        if not piece:
            break
        shown += piece
    if not typed and question in shown:
        # The question can be shown a moment before the echo is off.
        for _ in range(100):
            echo = bool(termios.tcgetattr(terminal)[3] & termios.ECHO)
            if not echo:
                break
            time.sleep(0.05)
        os.write(terminal, b"\x04" if line == "EOF" else line.encode() + b"\n")
        typed = True
_, status = os.waitpid(pid, 0)
print(
    json.dumps(
        {
            "status": os.waitstatus_to_exitcode(status),
            "shown": shown.decode("utf-8", "replace"),
            "asked": typed,
            "echo": echo,
        }
    )
)
