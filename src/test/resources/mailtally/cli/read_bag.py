"""Reads a backup with Python's own mailbox module and compares it with what went in.

    read_bag.py BAG EXPECTED

EXPECTED is a Maildir++ tree or a folder of .eml files. Prints, as JSON, for how many messages of
EXPECTED the same folder of the backup has the same bytes, and the same bytes but for line ends; how
many messages the backup has; and up to ten messages that are missing.
"""
import base64
import collections
import hashlib
import json
import mailbox
import os
import re
import sys

QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)


def digest(message):
    return hashlib.sha256(message).hexdigest()


def raw(message):
    """The form that packages have: LF, and one line end at the end."""
    return re.sub(rb"\r*\n", b"\n", message).rstrip(b"\r\n") + b"\n"


def decoded(name):
    """Modified UTF-7 (RFC 3501 section 5.1.3)."""

    def wide(match):
        if not match.group(1):
            return "&"
        text = match.group(1).replace(",", "/")
        return base64.b64decode(text + "=" * (-len(text) % 4)).decode("utf-16-be")

    return re.sub("&([^-]*)-", wide, name)


def expected(top):
    for path, _, files in os.walk(top):
        relative = os.path.relpath(path, top)
        for name in sorted(files):
            if name.endswith(".eml"):
                folder = relative.split(os.sep)
            elif os.path.basename(path) in ("cur", "new"):
                above = os.path.dirname(relative)
                folder = [decoded(n) for n in above[1:].split(".")] if above else ["INBOX"]
            else:
                continue
            with open(os.path.join(path, name), "rb") as file:
                yield tuple(folder), file.read(), os.path.join(relative, name)


def main():
    bag, wanted = sys.argv[1:]
    with open(os.path.join(bag, "inventory.json"), encoding="utf-8") as file:
        folders = json.load(file)["folders"]
    there = collections.Counter()
    count = {}
    for folder in folders:
        package = os.path.join(bag, folder["package"])
        box = mailbox.mbox(package, create=False)
        for key in box.keys():
            message = QUOTED.sub(rb"\1", box.get_bytes(key))
            there[(tuple(folder["folder"]), digest(message))] += 1
        count[package] = len(box)
    exact, same, missing = 0, 0, []
    left = there.copy()
    for folder, message, name in expected(wanted):
        if there[(folder, digest(message))]:
            exact += 1
        key = (folder, digest(raw(message)))
        if left[key]:
            left[key] -= 1
            same += 1
        else:
            missing.append(name)
    print(
        json.dumps(
            {
                "exact": exact,
                "same": same,
                "there": sum(there.values()),
                "missing": missing[:10],
                "packages": count,
            }
        )
    )


main()
