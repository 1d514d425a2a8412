"""List the components of each .eml in a folder, as the generator's oracle names them; print JSON.

    components.py FOLDER
"""
import email, email.policy, email.utils, html.parser, json, os, sys


class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.words, self.links = [], []

    def handle_data(self, data):
        self.words += data.split()

    def handle_starttag(self, tag, attributes):
        for name, value in attributes:
            if name in ("href", "src", "alt"):
                self.links.append(value)


def lines(text):
    text = text.replace("\r\n", "\n")
    return "\n".join(line.rstrip(" \t") for line in text.split("\n")).rstrip("\n")


def address(a):
    return f"{a.display_name} <{a.addr_spec}>"


def body(part, found):
    if part.get_content_type() == "message/rfc822":
        found.append("message {" + ";".join(components(part.get_payload(0))) + "}")
    elif part.is_multipart():
        for child in part.iter_parts():
            body(child, found)
    elif part.get_content_disposition() == "attachment":
        data = part.get_payload(decode=True).decode("latin-1")
        if part.get_content_maintype() == "text":
            data = data.replace("\r\n", "\n").rstrip("\n")
        found.append(f"file {part.get_filename()} {data}")
    else:
        text = part.get_payload(decode=True).decode(part.get_content_charset())
        if part.get_content_subtype() == "html":
            page = Page()
            page.feed(text)
            found.append("html " + " ".join(page.words) + " | " + " ".join(page.links))
        else:
            found.append("text " + lines(text))


def components(message):
    found = []
    if message["Message-ID"]:
        found.append(f"messageId {message['Message-ID']}")
    if message["Date"]:
        found.append(f"date {int(message['Date'].datetime.timestamp())}")
    found.append("from " + address(message["From"].addresses[0]))
    found.append(f"subject {message['Subject']}")
    for field in ("To", "Cc", "Bcc"):
        if message[field]:
            found += [f"recipient {field} {address(a)}" for a in message[field].addresses]
    body(message, found)
    return sorted(found, key=lambda s: s.encode("utf-16-be"))


answer = {}
for name in os.listdir(sys.argv[1]):
    with open(os.path.join(sys.argv[1], name), "rb") as f:
        message = email.message_from_bytes(f.read(), policy=email.policy.default)
    answer[name] = {"components": components(message), "defects": [str(type(d)) for p in message.walk() for d in p.defects]}
print(json.dumps(answer))
