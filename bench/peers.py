"""What a user would pick instead: isync's mbsync and offlineimap, set up as their manuals do."""
import os

MBSYNC_SERVER = """\
IMAPAccount {name}
Host 127.0.0.1
Port {port}
User {user}
PassCmd "head -n 1 '{password_file}'"
SSLType None
AuthMechs LOGIN

IMAPStore {name}
Account {name}

"""
MBSYNC_PULL = """\
MaildirStore here
SubFolders Verbatim
Path {folder}/mail/
Inbox {folder}/mail/INBOX

Channel pull
Far :there:
Near :here:
Patterns *
Create Near
Sync Pull
SyncState *
"""
MBSYNC_COPY = """\
Channel copy
Far :old:
Near :new:
Patterns *
Create Near
Sync Pull
SyncState {folder}/state/
"""
OFFLINEIMAP = """\
[general]
accounts = bench
metadata = {folder}/state
[Account bench]
localrepository = here
remoterepository = there
[Repository here]
type = Maildir
localfolders = {folder}/mail
[Repository there]
type = IMAP
readonly = True
remotehost = 127.0.0.1
remoteport = {port}
remoteuser = {user}
remotepassfile = {password_file}
ssl = no
starttls = no
maxconnections = 4
"""


def written(folder, text):
    for name in ("mail", "state"):
        os.makedirs(os.path.join(folder, name), exist_ok=True)
    path = os.path.join(folder, "configuration")
    with open(path, "w", encoding="utf-8") as out:
        out.write(text)
    return path


def mbsync_pull(folder, server, user):
    """Everything into a Maildir in the folder; the same command again finds nothing new."""
    there = MBSYNC_SERVER.format(name="there", port=server.port, user=user, password_file=server.password_file)
    return ["mbsync", "-q", "-c", written(folder, there + MBSYNC_PULL.format(folder=folder)), "pull"]


def mbsync_copy(folder, server, source, target):
    both = "".join(
        MBSYNC_SERVER.format(name=name, port=server.port, user=user, password_file=server.password_file)
        for name, user in (("old", source), ("new", target))
    )
    return ["mbsync", "-q", "-c", written(folder, both + MBSYNC_COPY.format(folder=folder)), "copy"]


def offlineimap_pull(folder, server, user):
    text = OFFLINEIMAP.format(
        folder=folder, port=server.port, user=user, password_file=server.password_file
    )
    return ["offlineimap", "-c", written(folder, text), "-u", "quiet", "-o"]
