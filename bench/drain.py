#!/usr/bin/env python3
"""What the wire and the server give at most: reads every byte of a mailbox and throws it away.

    drain.py PORT USER PASSWORD_FILE [--connections 4] [--digests FILE]

EXAMINE and UID FETCH BODY.PEEK[] only, so nothing changes there. --digests writes the SHA-256 of each
message, in order of digests: two mailboxes hold the same mail if their lists are the same.
"""
import argparse
import hashlib
import queue
import re
import socket
import threading

MESSAGES_AT_ONCE = 200
LITERAL = re.compile(rb"\{(\d+)\}\r\n$")
LISTED = re.compile(rb'^\* LIST \(([^)]*)\) \S+ (?:"((?:[^"\\]|\\.)*)"|(\S+))\r\n$')


class Wire:
    """One connection, signed in."""

    def __init__(self, port, user, password):
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.lines = self.socket.makefile("rb", 1 << 20)
        self.number = 0
        self.lines.readline()
        self.ask(f'LOGIN "{user}" "{password}"')

    def ask(self, command, literal=None):
        """Sends a command and gives the untagged lines; each literal goes to the function of that name."""
        self.number += 1
        tag = b"b%d " % self.number
        self.socket.sendall(tag + command.encode() + b"\r\n")
        untagged = []
        while True:
            line = self.lines.readline()
            announced = LITERAL.search(line)
            if not line:
                raise EOFError(f"The server hung up at {command.split()[0]}.")
            if line.startswith(tag):
                if not line[len(tag) :].startswith(b"OK"):
                    raise ValueError(f"{command.split()[0]} was refused: {line!r}")
                return untagged
            if announced and literal:
                literal(self.lines, int(announced[1]))
            else:
                untagged.append(line)

    def folders(self):
        for line in self.ask('LIST "" "*"'):
            listed = LISTED.match(line)
            if listed and b"\\noselect" not in listed[1].lower():
                quoted = listed[2] if listed[2] is not None else listed[3].replace(b"\\", b"\\\\")
                yield '"' + quoted.decode() + '"'

    def count(self, folder):
        for line in self.ask(f"EXAMINE {folder}"):
            if line.endswith(b" EXISTS\r\n"):
                return int(line.split()[1])
        return 0


class Drain:
    def __init__(self, digests):
        self.digests = [] if digests else None
        self.messages = self.size = 0
        self.lock = threading.Lock()
        self.ranges = queue.SimpleQueue()
        self.failure = None

    def read(self, lines, size):
        sha256 = hashlib.sha256() if self.digests is not None else None
        left = size
        while left:
            piece = lines.read(min(left, 1 << 20))
            if not piece:
                raise EOFError("The server hung up in a message.")
            left -= len(piece)
            if sha256:
                sha256.update(piece)
        with self.lock:
            self.messages += 1
            self.size += size
            if sha256:
                self.digests.append(sha256.hexdigest())

    def work(self, wire):
        opened = None
        try:
            while True:
                folder, first, last = self.ranges.get_nowait()
                if folder != opened:
                    wire.ask(f"EXAMINE {folder}")
                    opened = folder
                wire.ask(f"FETCH {first}:{last} (UID BODY.PEEK[])", self.read)
        except queue.Empty:
            pass
        except (OSError, EOFError, ValueError) as failure:
            self.failure = failure


def drain(port, user, password, connections=4, digests=False):
    result = Drain(digests)
    wires = [Wire(port, user, password)]
    for folder in wires[0].folders():
        total = wires[0].count(folder)
        for first in range(1, total + 1, MESSAGES_AT_ONCE):
            result.ranges.put((folder, first, min(total, first + MESSAGES_AT_ONCE - 1)))
    wires += [Wire(port, user, password) for _ in range(connections - 1)]
    threads = [threading.Thread(target=result.work, args=(wire,)) for wire in wires]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if result.failure:
        raise result.failure
    return result


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("port", type=int)
    parser.add_argument("user")
    parser.add_argument("password_file")
    parser.add_argument("--connections", type=int, default=4)
    parser.add_argument("--digests")
    options = parser.parse_args()
    with open(options.password_file, encoding="utf-8") as file:
        password = file.readline().rstrip("\n")
    result = drain(options.port, options.user, password, options.connections, options.digests)
    if options.digests:
        with open(options.digests, "w", encoding="utf-8") as out:
            out.writelines(digest + "\n" for digest in sorted(result.digests))
    print(f"{result.messages} messages, {result.size} bytes")


if __name__ == "__main__":
    main()
