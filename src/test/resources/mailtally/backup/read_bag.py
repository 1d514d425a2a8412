"""Read every package of a bag with Python's mailbox module and print, for each message, what
messages.jsonl says of it and the SHA-256 of what was read, unquoted here."""
import hashlib, json, mailbox, os, re, sys

bag = sys.argv[1]
lines = [json.loads(line) for line in open(os.path.join(bag, "messages.jsonl"), encoding="utf-8")]
found, cut = {}, []
for path in sorted({line["package"] for line in lines} | {
        os.path.relpath(os.path.join(d, "mbox"), bag)
        for d, _, files in os.walk(os.path.join(bag, "data")) if "mbox" in files}):
    digests = []
    box = mailbox.mbox(os.path.join(bag, path), create=False)
    for key in box.keys():
        raw = box.get_bytes(key)
        # Python leaves out the final line end of a message that an empty line follows, or keeps it
        raw = re.sub(rb"(?m)^>(>*From )", rb"\1", raw).rstrip(b"\n") + b"\n"
        digests.append(hashlib.sha256(raw).hexdigest())
    found[path] = digests
for line in lines:
    if "offset" in line:
        with open(os.path.join(bag, line["package"]), "rb") as f:
            f.seek(line["offset"])
            stored = f.read(line["lengthBytes"])
        cut.append(hashlib.sha256(re.sub(rb"(?m)^>(>*From )", rb"\1", stored)).hexdigest())
listed = {}
for line in lines:
    if "offset" in line:
        listed.setdefault(line["package"], []).append(line["raw"])
json.dump({"found": found, "listed": listed, "cut": cut,
           "raw": [line["raw"] for line in lines if "offset" in line]}, sys.stdout)
