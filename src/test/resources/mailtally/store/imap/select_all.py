"""select_all.py PORT USER PASSWORD: opens every folder once, as a mail program does."""
import imaplib
import json
import re
import sys

port, user, password = sys.argv[1:]
connection = imaplib.IMAP4("127.0.0.1", int(port))
connection.login(user, password)
names = [re.search(rb'("(?:[^"\\]|\\.)*"|\S+)$', line).group(1) for line in connection.list()[1]]
for name in names:
    connection.select(name.decode("ascii"))
connection.logout()
print(json.dumps({"folders": len(names)}))
