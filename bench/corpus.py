#!/usr/bin/env python3
"""Writes made-up mail as an Apple Mail library, a Maildir++ tree or both, the same bytes for the same arguments.

    corpus.py [--to DIR] [--maildir DIR] [--messages 10000] [--seed 1] [--small] [--big BYTES]
    corpus.py --mbox FILE [--messages 10000] [--seed 1]

--to DIR gets V10/<account>/... and Accounts4.sqlite with that one IMAP account; --maildir DIR the same
messages as an IMAP server keeps them, INBOX in DIR itself. --mbox FILE gets notes of half a kilobyte, a
great many a second, in one mbox file.
10,000 messages are some 700 MB: half plain text, a quarter text with HTML, a quarter with a base64
attachment, sizes log-normal. --small leaves attachments out (2 KB a message, for large numbers);
--big adds one message with an attachment so long that the whole has that many bytes.
"""
import argparse
import base64
import os
import random
import sqlite3
import time
import uuid
from email.utils import formatdate

ADDRESS = "bench@example.com"
FIRST_DATE = 1_420_000_000
# What a person's account looks like: most mail in few folders, some of them nested.
FOLDERS = {
    "INBOX": 42,
    "Archive": 22,
    "Sent Messages": 16,
    "Archive/2019": 8,
    "Projekte/Entwürfe": 6,
    "Junk": 3,
    "Deleted Messages": 3,
}
SYLLABLES = "ta ri mo len sa ku ver din pa lo ne bri ga fo tel um ra si cho dan".split()


def words(rng, count):
    return ["".join(rng.choices(SYLLABLES, k=rng.randrange(1, 4))) for _ in range(count)]


def prose(rng, length):
    """Lines of made-up words, about `length` bytes; repeated from a page, which is quicker."""
    page = "\n".join(" ".join(words(rng, 10)) for _ in range(20)) + "\n"
    return (page * (length // len(page) + 1))[:length].rstrip() + "\n"


def log_normal(rng, middle, spread, most):
    return min(most, int(rng.lognormvariate(middle, spread)))


def header(rng, number):
    date = FIRST_DATE + number * 5000 + rng.randrange(5000)
    sender = rng.randrange(300)
    fields = [
        f"Received: by mail{number % 5}.example.org; {formatdate(date)}",
        f"Date: {formatdate(date)}",
        f"From: Sender {sender} <sender{sender}@example.org>",
        f"To: <{ADDRESS}>",
        f"Subject: {' '.join(words(rng, 4))} no. {number}",
        "MIME-Version: 1.0",
    ]
    if number % 40:  # some mail has no Message-ID, as drafts and old mail have none
        fields.insert(1, f"Message-ID: <{number}.{rng.getrandbits(64):016x}@example.org>")
    return fields, date


def attachment_start(boundary, text, name):
    return (
        f"--{boundary}\nContent-Type: text/plain; charset=us-ascii\n\n{text}\n"
        f"--{boundary}\nContent-Type: application/octet-stream; name={name}\n"
        f"Content-Disposition: attachment; filename={name}\n"
        "Content-Transfer-Encoding: base64\n\n"
    )


def message(rng, number, small):
    """The message's bytes with LF line ends, and when it came."""
    fields, date = header(rng, number)
    kind = 0.0 if small else rng.random()
    text = prose(rng, log_normal(rng, 7.2, 1.0, 200_000))
    boundary = f"part-{rng.getrandbits(80):020x}"
    if kind < 0.5:
        fields.append("Content-Type: text/plain; charset=us-ascii")
        body = text
    elif kind < 0.75:
        fields.append(f'Content-Type: multipart/alternative; boundary="{boundary}"')
        html = "<html><body>\n<p>" + text.replace("\n", "</p>\n<p>") + "</p>\n</body></html>\n"
        body = (
            f"--{boundary}\nContent-Type: text/plain; charset=us-ascii\n\n{text}\n"
            f"--{boundary}\nContent-Type: text/html; charset=us-ascii\n\n{html}\n--{boundary}--\n"
        )
    else:
        fields.append(f'Content-Type: multipart/mixed; boundary="{boundary}"')
        blob = rng.randbytes(log_normal(rng, 11.7, 0.9, 20_000_000))
        body = (
            attachment_start(boundary, text, f"file{number}.bin")
            + base64.encodebytes(blob).decode()
            + f"--{boundary}--\n"
        )
    return ("\n".join(fields) + "\n\n" + body).encode(), date


def property_list(date, flags, uid):
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN"'
        ' "http://www.apple.com/DTDs/PropertyList-1.0.dtd">\n'
        f'<plist version="1.0">\n<dict>\n\t<key>date-received</key>\n\t<integer>{date}</integer>\n'
        f"\t<key>flags</key>\n\t<integer>{flags}</integer>\n"
        f"\t<key>remote-id</key>\n\t<string>{uid}</string>\n</dict>\n</plist>\n"
    ).encode()


class Library:
    """The V10 layout: Name.mbox/<UUID>/Data/<digits of N/1000, last first>/Messages/N.emlx."""

    def __init__(self, folder, seed):
        self.folder = folder
        self.account = str(uuid.UUID(int=random.Random(f"account {seed}").getrandbits(128))).upper()
        self.made = set()

    def messages_folder(self, name, number):
        inner = str(uuid.UUID(int=random.Random(f"folder {name}").getrandbits(128))).upper()
        mailbox = [part + ".mbox" for part in name.split("/")]
        digits = reversed(str(number // 1000)) if number >= 1000 else []
        path = os.path.join(self.folder, "V10", self.account, *mailbox, inner, "Data", *digits, "Messages")
        if path not in self.made:
            os.makedirs(path, exist_ok=True)
            self.made.add(path)
        return path

    def add(self, name, number, raw, date, flags):
        path = os.path.join(self.messages_folder(name, number), f"{number}.emlx")
        with open(path, "wb") as out:
            out.write(b"%-10d\n" % len(raw))
            out.write(raw)
            out.write(property_list(date, flags, number))

    def add_big(self, number, size, rng):
        """One message of exactly `size` bytes, written in pieces."""
        fields, date = header(rng, number)
        fields.append('Content-Type: multipart/mixed; boundary="big"')
        start = ("\n".join(fields) + "\n\n" + attachment_start("big", "See below.\n", "big.bin")).encode()
        end = b"\n--big--\n"
        piece = base64.encodebytes(rng.randbytes(57 * 4096))
        path = os.path.join(self.messages_folder("INBOX", number), f"{number}.emlx")
        with open(path, "wb") as out:
            out.write(b"%-10d\n" % size)
            out.write(start)
            left = size - len(start) - len(end)
            while left > 0:
                left -= out.write(piece[:left])
            out.write(end)
            out.write(property_list(date, 1, number))

    def write_accounts(self):
        """Accounts4.sqlite as far as anyone needs it to name the account."""
        path = os.path.join(self.folder, "Accounts4.sqlite")
        if os.path.exists(path):
            os.remove(path)
        base = sqlite3.connect(path)
        base.executescript(
            "CREATE TABLE ZACCOUNTTYPE (Z_PK INTEGER PRIMARY KEY, ZIDENTIFIER VARCHAR);"
            "CREATE TABLE ZACCOUNT (Z_PK INTEGER PRIMARY KEY, ZIDENTIFIER VARCHAR, ZUSERNAME VARCHAR,"
            " ZACCOUNTDESCRIPTION VARCHAR, ZPARENTACCOUNT INTEGER, ZACCOUNTTYPE INTEGER);"
            "INSERT INTO ZACCOUNTTYPE VALUES (1, 'com.apple.account.IMAP');"
        )
        base.execute("INSERT INTO ZACCOUNT VALUES (1, ?, ?, 'Bench', NULL, 1)", (self.account, ADDRESS))
        base.commit()
        base.close()


def modified_utf7(name):
    """A folder's name as it goes over the wire (RFC 3501 section 5.1.3)."""
    written, waiting = [], ""
    for character in name + "\0":
        if not " " <= character <= "~" and character != "\0":
            waiting += character
            continue
        if waiting:
            coded = base64.b64encode(waiting.encode("utf-16-be"), b"+,").decode().rstrip("=")
            written.append(f"&{coded}-")
            waiting = ""
        written.append("&-" if character == "&" else character)
    return "".join(written)[:-1]


class Maildir:
    """Maildir++: Name/Part is the folder .Name.Part; dates are the files', flags stand in their names."""

    FLAGS = ((16, "F"), (4, "R"), (1, "S"))  # Apple's bits, Maildir's letters in their order

    def __init__(self, folder):
        self.folder = folder
        self.made = {}

    def current(self, name):
        if name not in self.made:
            inner = "" if name == "INBOX" else "." + ".".join(modified_utf7(part) for part in name.split("/"))
            path = os.path.join(self.folder, inner)
            for part in ("cur", "new", "tmp"):
                os.makedirs(os.path.join(path, part), exist_ok=True)
            if inner:
                with open(os.path.join(path, "maildirfolder"), "wb"):
                    pass
            self.made[name] = os.path.join(path, "cur")
        return self.made[name]

    def add(self, name, number, raw, date, flags):
        # S and W are the sizes with LF and with CRLF, as Dovecot's own delivery notes them.
        sizes = f"S={len(raw)},W={len(raw) + raw.count(10)}"
        letters = "".join(letter for bit, letter in self.FLAGS if flags & bit)
        path = os.path.join(self.current(name), f"{date}.P1Q{number}.bench,{sizes}:2,{letters}")
        with open(path, "wb") as out:
            out.write(raw)
        os.utime(path, (date, date))


def write_notes(path, count, seed):
    """Very many very small messages. Their lines have no `From ` in front, so nothing is quoted."""
    rng = random.Random(seed)
    pages = [prose(rng, 200 + 3 * number) for number in range(64)]
    size = 0
    with open(path, "wb", buffering=1 << 20) as out:
        for number in range(1, count + 1):
            date = FIRST_DATE + number * 60
            raw = (
                f"Date: {formatdate(date)}\nMessage-ID: <{number}.{rng.getrandbits(64):016x}@example.org>\n"
                f"From: Sender {number % 300} <sender{number % 300}@example.org>\nTo: <{ADDRESS}>\n"
                f"Subject: Note no. {number}\n\n{rng.choice(pages)}"
            ).encode()
            out.write(f"From sender@example.org {time.asctime(time.gmtime(date))}\n".encode())
            out.write(raw + b"\n")
            size += len(raw)
    return size


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--to")
    parser.add_argument("--maildir")
    parser.add_argument("--mbox")
    parser.add_argument("--messages", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--big", type=int, default=0)
    options = parser.parse_args()
    if not (options.to or options.maildir or options.mbox):
        parser.error("Say where to write: --to DIR, --maildir DIR or --mbox FILE.")
    if options.mbox:
        size = write_notes(options.mbox, options.messages, options.seed)
        print(f"{options.messages} messages, {size} bytes")
        return
    rng = random.Random(options.seed)
    library = maildir = None
    if options.to:
        os.makedirs(options.to, exist_ok=True)
        library = Library(options.to, options.seed)
    if options.maildir:
        maildir = Maildir(options.maildir)
    size = 0
    for number in range(1, options.messages + 1):
        raw, date = message(rng, number, options.small)
        flags = rng.choice([1, 1, 1, 0, 5, 17])
        name = rng.choices(list(FOLDERS), list(FOLDERS.values()))[0]
        for place in filter(None, (library, maildir)):
            place.add(name, number, raw, date, flags)
        size += len(raw)
    if library:
        if options.big:
            library.add_big(options.messages + 1, options.big, rng)
            size += options.big
        library.write_accounts()
    elif options.big:
        parser.error("--big goes with --to DIR.")
    print(f"{options.messages + (options.big > 0)} messages, {size} bytes, account {ADDRESS}")


if __name__ == "__main__":
    main()
