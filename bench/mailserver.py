"""A Dovecot of the benchmarks' own: loopback, free ports, one user without rights, all in one folder."""
import grp
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.realpath(__file__))
PROGRAM = shutil.which("dovecot", path=os.environ.get("PATH", "") + ":/usr/sbin:/usr/local/sbin")
START_SECONDS = 20
STOP_SECONDS = 10

CONFIGURATION = """\
base_dir = {root}/run
state_dir = {root}/state
log_path = {root}/log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
first_valid_uid = 1
first_valid_gid = 1
mail_max_userip_connections = 100
mail_location = {location}
mbox_very_dirty_syncs = yes
maildir_very_dirty_syncs = yes
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={root}/mail/%u allow_all_users=yes
}}
namespace inbox {{
  inbox = yes
  separator = /
  mailbox "Sent Messages" {{
    special_use = \\Sent
  }}
  mailbox "Deleted Messages" {{
    special_use = \\Trash
  }}
  mailbox Junk {{
    special_use = \\Junk
  }}
}}
service imap-login {{
  chroot =
  service_count = 0
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def await_port(port, process):
    """Waits until something listens there. False if the process ended or it takes too long."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return True
        except OSError:
            time.sleep(0.05)
    return False


def whose():
    """Who the server is: whoever runs this, or Debian's user mail where that is root."""
    return pwd.getpwnam("mail") if os.getuid() == 0 else pwd.getpwuid(os.getuid())


class Dovecot:
    """location is Dovecot's mail_location, in which ~ is home(user). Any user has the same password."""

    def __init__(self, root, location):
        self.root = os.path.abspath(root)
        self.location = location
        self.owner = whose()
        self.password_file = os.path.join(self.root, "password")
        self.process = self.port = None

    def home(self, user):
        return os.path.join(self.root, "mail", user)

    def __enter__(self):
        shutil.rmtree(self.root, ignore_errors=True)
        os.makedirs(os.path.join(self.root, "mail"))
        password = secrets.token_hex(16)
        self.port = free_port()
        values = dict(root=self.root, location=self.location, port=self.port, password=password)
        values.update(user=self.owner.pw_name, uid=self.owner.pw_uid, gid=self.owner.pw_gid)
        values["group"] = grp.getgrgid(self.owner.pw_gid).gr_name
        self.write(os.path.join(self.root, "dovecot.conf"), CONFIGURATION.format(**values))
        self.write(self.password_file, password + "\n")
        self.own(self.root, deep=False)
        self.own(os.path.join(self.root, "mail"), deep=False)
        self.own(os.path.join(self.root, "dovecot.conf"), deep=False)
        other = {}
        if os.getuid() == 0:
            other = dict(user=self.owner.pw_uid, group=self.owner.pw_gid, extra_groups=[])
            if subprocess.run(["test", "-w", self.root], check=False, **other).returncode != 0:
                sys.exit(
                    f"As root, the server runs as the user {self.owner.pw_name}, who cannot reach {self.root}."
                    " Name another place with --work."
                )
        with open(os.path.join(self.root, "output"), "wb") as output:
            command = [PROGRAM, "-F", "-c", os.path.join(self.root, "dovecot.conf")]
            self.process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True, **other
            )
        if not await_port(self.port, self.process):
            said = self.tail()
            self.__exit__()
            sys.exit(f"Dovecot did not start in {self.root}: {said}")
        return self

    def __exit__(self, *_):
        stop(self.process)

    def write(self, path, text):
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as out:
            out.write(text)

    def own(self, path, deep=True):
        """Mail put into home(user) from outside must be the server's user's."""
        if os.getuid() != 0:
            return
        os.chown(path, self.owner.pw_uid, self.owner.pw_gid)
        for folder, folders, files in os.walk(path) if deep else ():
            for name in folders + files:
                os.chown(os.path.join(folder, name), self.owner.pw_uid, self.owner.pw_gid)

    def address(self, user, port=None):
        return f"imap://{user}@127.0.0.1:{port or self.port}"

    def tail(self):
        text = ""
        for name in ("output", "log"):
            path = os.path.join(self.root, name)
            if os.path.exists(path):
                with open(path, encoding="utf-8", errors="replace") as lines:
                    text += lines.read()[-1000:]
        return text.strip() or "it said nothing"


class Distance:
    """A door to the server that is so many milliseconds away, there and back."""

    def __init__(self, port, milliseconds):
        self.target, self.milliseconds = port, milliseconds
        self.port = free_port()

    def __enter__(self):
        command = [sys.executable, os.path.join(HERE, "delay.py")]
        command += [str(self.port), str(self.target), str(self.milliseconds)]
        self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True)
        if not await_port(self.port, self.process):
            self.__exit__()
            sys.exit("The proxy that delays did not start.")
        return self

    def __exit__(self, *_):
        stop(self.process)


def stop(process):
    """The process and all it started; it was made the first of a group of its own."""
    if process is None or process.poll() is not None:
        return
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
