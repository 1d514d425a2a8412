"""Read a store that a test wrote with Python's own mailbox module; print each folder's digests as JSON.

    stores.py APPLE_MAIL|MAILDIR|MBOX|EML ROOT
"""
import base64, hashlib, json, mailbox, os, re, sys

kind, root = sys.argv[1:]
folders = {}


def add(folder, message):
    folders.setdefault(folder, []).append(hashlib.sha256(message).hexdigest())


def utf7(name):
    return re.sub("&([^-]*)-", lambda m: base64.b64decode(m[1].replace(",", "/") + "=" * (-len(m[1]) % 4)).decode("utf-16-be"), name)


if kind == "MAILDIR":
    top = mailbox.Maildir(root, factory=None, create=False)
    for folder, box in [("INBOX", top)] + [(utf7(name).replace(".", "/"), top.get_folder(name)) for name in top.list_folders()]:
        for key in box.keys():
            add(folder, box.get_bytes(key))
else:
    for directory, _, names in os.walk(root):
        place = os.path.relpath(directory, root).split(os.sep)
        for name in names:
            path = os.path.join(directory, name)
            if kind == "MBOX":
                box = mailbox.mbox(path, factory=None, create=False)
                for key in box.keys():
                    add("/".join(place)[:-5], re.sub(rb"(?m)^>(>*From )", rb"\1", box.get_bytes(key)))
            elif kind == "EML":
                with open(path, "rb") as f:
                    add("/".join(place), f.read())
            elif name.endswith(".emlx"):
                with open(path, "rb") as f:
                    length = int(f.readline())
                    add("/".join(x[:-5] for x in place[2:] if x.endswith(".mbox")), f.read(length))
print(json.dumps(folders))
