"""Use a mailbox as any program does, by Python's imaplib; print what it saw as JSON.

    imap_client.py PORT USER TOKEN FILE
"""
import imaplib
import json
import sys

port, user, token, file = sys.argv[1:]
with open(file, "rb") as f:
    mail = f.read()
seen = {}
client = imaplib.IMAP4("127.0.0.1", int(port))
seen["before"] = sorted(client.capabilities)
client.authenticate("XOAUTH2", lambda _: f"user={user}\1auth=Bearer {token}\1\1".encode())
seen["after"] = client.capability()[1][0].decode()
seen["namespace"] = client.namespace()[1][0].decode()
client.create('"Roof/Tiles &- more"')
seen["folders"] = [line.decode() for line in client.list()[1]]
seen["subscribed"] = len(client.lsub()[1])
date = '"29-Feb-2016 11:12:13 +0100"'
seen["append"] = client.append('"Roof/Tiles &- more"', "(\\Seen)", date, mail)[1][0].decode()
client.append('"Roof/Tiles &- more"', None, None, mail)
seen["status"] = client.status('"Roof/Tiles &- more"', "(MESSAGES UNSEEN UIDNEXT)")[1][0].decode()
seen["select"] = client.select('"roof/tiles &- more"')[1][0].decode()
seen["uidvalidity"] = len(client.response("UIDVALIDITY")[1])


def uids(*what):
    return client.uid("SEARCH", *what)[1][0].decode()


seen["all"] = uids("ALL")
seen["unseen"] = uids("UNSEEN")
seen["subject"] = uids("SUBJECT", "roof")
seen["nothing"] = uids("FROM", "nobody")
seen["either"] = uids("OR", "SEEN", "LARGER", "1", "NOT", "DELETED")
seen["since"] = uids("SINCE", "1-Jan-2020")
seen["text"] = uids("TEXT", '"the roof"')
_, answer = client.uid("FETCH", "1", "(FLAGS INTERNALDATE ENVELOPE BODYSTRUCTURE BODY.PEEK[])")
seen["fetched"] = answer[0][0].decode()
seen["same"] = answer[0][1] == mail
seen["header"] = client.fetch("1", "(BODY.PEEK[HEADER.FIELDS (SUBJECT TO)])")[1][0][1].decode()
seen["part"] = client.fetch("1", "(BODY.PEEK[2])")[1][0][1].decode()
seen["mime"] = client.fetch("1", "(BODY.PEEK[2.MIME])")[1][0][1].decode()
seen["inner"] = client.fetch("1", "(BODY.PEEK[3.HEADER])")[1][0][1].decode()
seen["partial"] = client.fetch("1", "(BODY.PEEK[]<5.10>)")[1][0][1].decode()
client.uid("STORE", "2", "+FLAGS", "(\\Flagged)")
seen["flags"] = client.fetch("2", "(FLAGS)")[1][0].decode()
client.uid("COPY", "1:2", "INBOX")
seen["copy"] = client.response("COPYUID")[1][0].decode()
seen["move"] = client.uid("MOVE", "1", "INBOX")[0]
client.store("1", "+FLAGS.SILENT", "(\\Deleted)")
seen["expunge"] = client.expunge()[1][0].decode()
seen["left"] = client.select("INBOX")[1][0].decode()
client.unselect()
seen["id"] = client.xatom("ID", "NIL")[0]
seen["logout"] = client.logout()[0]
print(json.dumps(seen))
