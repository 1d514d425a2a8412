"""Read a made-up Apple Mail library with nothing but Python's own modules; print what was found as JSON.

    read_library.py HOME
"""
import base64, email, email.policy, hashlib, json, os, plistlib, re, sqlite3, sys, tempfile, shutil

home = sys.argv[1]
version = os.path.join(home, "Library", "Mail", "V10")


def encode(data, encoding, length):
    """The transfer encoding whose length is the one written down."""
    if encoding == b"base64":
        text = base64.b64encode(data)
        lines = b"\n".join(text[i:i + 76] for i in range(0, len(text), 76))
        for candidate in (lines, lines + b"\n"):
            if len(candidate) == length:
                return candidate
    return data


def rebuild(message, folder):
    """Put attached files back into a partial message."""
    files = {}
    for part in sorted(os.listdir(folder)) if os.path.isdir(folder) else []:
        name, = os.listdir(os.path.join(folder, part))
        files[part] = os.path.join(folder, part, name)
    order = sorted(files, key=lambda p: [int(x) for x in p.split(".")])
    pattern = re.compile(rb"(?i)(Content-Transfer-Encoding: (\S+)\n)X-Apple-Content-Length: (\d+)\n\n")

    def put(match):
        with open(files[order.pop(0)], "rb") as f:
            return match[1] + b"\n" + encode(f.read(), match[2].lower(), int(match[3]))
    return pattern.sub(put, message) if order else message


messages = {}
for directory, _, names in os.walk(version):
    for name in names:
        if not name.endswith(".emlx"):
            continue
        path = os.path.join(directory, name)
        with open(path, "rb") as f:
            data = f.read()
        line, _, rest = data.partition(b"\n")
        entry = {"bytes": len(data)}
        if data:
            end = rest.find(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE plist")
            message = rest if end < 0 else rest[:end]
            number = name.split(".")[0]
            skeleton = message
            if ".partial." in name:
                message = rebuild(message, os.path.join(directory, "..", "Attachments", number))
            parsed = email.message_from_bytes(message, policy=email.policy.default)
            entry.update(announced=int(line), present=len(skeleton), sha256=hashlib.sha256(message).hexdigest(), subject=str(parsed["subject"]),
                         defects=sorted({type(d).__name__ for p in parsed.walk() for d in p.defects}), parts=[p.get_content_type() for p in parsed.walk()])
            if end >= 0:
                plist = plistlib.loads(rest[end:])
                entry.update(flags=plist["flags"], received=plist["date-received"], remoteId=plist.get("remote-id"))
        messages[os.path.relpath(path, home)] = entry

with tempfile.TemporaryDirectory() as temporary:
    for suffix in ("", "-wal"):
        shutil.copy(os.path.join(version, "MailData", "Envelope Index" + suffix), os.path.join(temporary, "index" + suffix))
    index = sqlite3.connect(os.path.join(temporary, "index"))
    counts = {url: [total, rows] for url, total, rows in index.execute("SELECT url, total_count, (SELECT count(*) FROM messages WHERE mailbox = m.ROWID) FROM mailboxes m")}
    subjects = {str(row): prefix + subject for row, prefix, subject in index.execute("SELECT m.ROWID, subject_prefix, s.subject FROM messages m JOIN subjects s ON s.ROWID = m.subject")}
    sound = index.execute("PRAGMA integrity_check").fetchone()[0]
    index.close()

accounts = sqlite3.connect(os.path.join(home, "Library", "Accounts", "Accounts4.sqlite"))
rows = {identifier: [kind, name, user, parent] for identifier, kind, name, user, parent in accounts.execute(
    "SELECT a.ZIDENTIFIER, t.ZIDENTIFIER, a.ZACCOUNTDESCRIPTION, a.ZUSERNAME, p.ZIDENTIFIER FROM ZACCOUNT a JOIN ZACCOUNTTYPE t ON a.ZACCOUNTTYPE = t.Z_PK LEFT JOIN ZACCOUNT p ON a.ZPARENTACCOUNT = p.Z_PK")}
properties = {}
for owner, key, value in accounts.execute("SELECT a.ZIDENTIFIER, p.ZKEY, p.ZVALUE FROM ZACCOUNTPROPERTY p JOIN ZACCOUNT a ON a.Z_PK = p.ZOWNER"):
    archive = plistlib.loads(value)
    properties.setdefault(owner, {})[key] = archive["$objects"][archive["$top"]["root"].data]
accounts.close()
print(json.dumps({"messages": messages, "counts": counts, "subjects": subjects, "sound": sound, "accounts": rows, "properties": properties}))
