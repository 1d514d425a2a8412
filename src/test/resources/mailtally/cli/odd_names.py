"""Puts a message file into mailboxes whose names are any bytes, below one account's folder.

    odd_names.py ACCOUNT-FOLDER

Prints, as JSON, how many messages there are now.
"""
import json
import os
import sys

MAIL = b"Message-ID: <%d@example.com>\nSubject: odd %d\n\nText %d.\n"
PLIST = b"""<?xml version="1.0" encoding="UTF-8"?>
<plist version="1.0"><dict><key>flags</key><integer>1</integer></dict></plist>
"""
NAMES = [
    "Entw\u00fcrfe".encode(),  # composed
    "Entwu\u0308rfe 2".encode(),  # decomposed, as HFS+ wrote it
    "Entw\u00fcrfe".encode("latin-1"),  # no UTF-8
    b"cut \xe2\x82",  # a sequence that ends early
    b"bell \x07 escape \x1b[2J\x1b]0;title\x07",
    b"line\nbreak",
    b"return\rtab\t",
    "right to left \u202egpj.exe\u2066".encode(),
    "\U0001f4ee \u200bzero width".encode(),
    b"back\\slash 'quote\" $(id) `id` %s %FF",
    b"...",
    b"-rf",
    b"~",
    b"CON",
]


def main():
    account = os.fsencode(sys.argv[1])
    for number, name in enumerate(NAMES, 1000):
        box = os.path.join(account, name + b".mbox", b"Messages")
        os.makedirs(box)
        mail = MAIL % (number, number, number)
        with open(os.path.join(box, b"%d.emlx" % number), "wb") as out:
            out.write(b"%-10d\n" % len(mail) + mail + PLIST)
    odd = os.path.join(account, b"INBOX.mbox", b"Messages")
    os.makedirs(odd)
    for number, name in enumerate([b"\xff\x1b[31m.emlx", b"7 copy.emlx", b"\xe2\x80\xae.emlx"], 2000):
        mail = MAIL % (number, number, number)
        with open(os.path.join(odd, name), "wb") as out:
            out.write(b"%-10d\n" % len(mail) + mail + PLIST)
    print(json.dumps({"messages": len(NAMES) + 3}))


main()
