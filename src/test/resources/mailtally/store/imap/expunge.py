"""expunge.py PORT USER PASSWORD UID: takes one message out of INBOX; prints the answer as JSON."""
import imaplib
import json
import sys

port, user, password, uid = sys.argv[1:]
connection = imaplib.IMAP4("127.0.0.1", int(port))
connection.login(user, password)
connection.select("INBOX")
connection.uid("STORE", uid, "+FLAGS.SILENT", "(\\Deleted)")
answer, _ = connection.expunge()
connection.logout()
print(json.dumps({"answer": answer}))
