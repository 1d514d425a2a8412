"""List the digests of what is attached to each .eml in a folder, by Python's own reader; print JSON.

    attachments.py FOLDER
"""
import email, email.policy, hashlib, json, os, sys

answer = {}
for name in os.listdir(sys.argv[1]):
    with open(os.path.join(sys.argv[1], name), "rb") as f:
        message = email.message_from_bytes(f.read(), policy=email.policy.default)
    found = []
    for part in message.walk():
        shown = part.get_content_type() in ("text/plain", "text/html")
        if part.is_multipart() or (shown and part.get_content_disposition() != "attachment"):
            continue
        found.append(hashlib.sha256(part.get_payload(decode=True)).hexdigest())
    answer[name] = sorted(found)
print(json.dumps(answer))
