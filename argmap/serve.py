"""`make run` and `make dev`: database, migrations, first posts, static files and the web server.

One process in the foreground that starts them all and, however it is asked to stop, ends them all.
"""

from __future__ import annotations

import ctypes
import http.client
import ipaddress
import os
import signal
import socket
import subprocess
import sys
from types import FrameType

from argmap import data_folder, database
from argmap.environment import BASE_DIR, HOST, CannotStart, env_number

MANAGE = [sys.executable, str(BASE_DIR / "manage.py")]
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
PR_SET_PDEATHSIG = 1  # linux/prctl.h


class Supervisor:
    """Runs one child process after the other, and passes on the wish to stop to the one that runs."""

    def __init__(self) -> None:
        self.child: subprocess.Popen[bytes] | None = None
        self.stopping = False
        for number in STOP_SIGNALS:
            signal.signal(number, self._stop)

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True
        if self.child is not None and self.child.poll() is None:
            self.child.terminate()

    def start(self, command: list[str]) -> subprocess.Popen[bytes]:
        """Start a child in a session of its own: Ctrl-C reaches only us, and we pass it on once."""
        self.child = subprocess.Popen(command, cwd=BASE_DIR, start_new_session=True, preexec_fn=end_with_parent)
        if self.stopping:  # asked between the last look and the start
            self.child.terminate()
        return self.child

    def manage(self, *arguments: str) -> None:
        """Run one of Django's commands to its end; raise CannotStart if it fails."""
        if self.stopping:
            return
        if self.start([*MANAGE, *arguments]).wait() and not self.stopping:
            raise CannotStart(f"`manage.py {arguments[0]}` failed; what it said stands above.")

    def serve(self, command: list[str]) -> int:
        """Run the web server until it ends, keeping the database alive; return its exit code."""
        if self.stopping:
            return 0
        server = self.start(command)
        ready = False
        while True:
            try:
                return server.wait(timeout=2 if ready else 0.1)
            except subprocess.TimeoutExpired:
                if not self.stopping and database.revive():
                    say("the database had died and was started again")
                if not ready and (ready := answers()):
                    say(f"is at {address()}")


def end_with_parent() -> None:
    """Ask the kernel to end this child when its parent is killed; does nothing off Linux."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def say(text: str) -> None:
    """Print one line about argmap at once, whatever standard output is."""
    print(f"argmap {text}", flush=True)


def port() -> int:
    """Return the port to listen on; raise CannotStart if PORT is none."""
    return env_number("PORT", 8000, least=1, most=65535)


def visited_host() -> str:
    """Return the host a browser on this machine would ask for: HOST, unless that means all of them."""
    try:
        if ipaddress.ip_address(HOST).is_unspecified:
            return "127.0.0.1"
    except ValueError:
        pass
    return HOST


def address(host: str = "") -> str:
    """Return the address to open in a browser."""
    host = host or visited_host()
    return f"http://{f'[{host}]' if ':' in host else host}:{port()}/"


def answers() -> bool:
    """Say whether the site, database included, answers its health check."""
    from argmap.settings import ALLOWED_HOSTS

    connection = http.client.HTTPConnection(visited_host(), port(), timeout=5)
    name = ALLOWED_HOSTS[0].lstrip(".").replace("*", "localhost")
    try:
        connection.request("GET", "/healthz", headers={"Host": name})
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def check_port_is_free() -> None:
    """Raise CannotStart now, rather than after migrating, if the address cannot be listened on."""
    try:
        family, kind, protocol, _, where = socket.getaddrinfo(HOST, port(), type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(where)
    except OSError as error:
        raise CannotStart(
            f"Port {port()} on {HOST} cannot be used ({error.strerror}); choose another: make run PORT=8001"
        ) from error


def collect_static_files(supervisor: Supervisor) -> None:
    """Hash and compress the static files, unless nothing changed since that was last done."""
    from argmap.settings import DEBUG, RELEASE, STATIC_ROOT

    collected = STATIC_ROOT.with_suffix(".release")
    if DEBUG or (collected.is_file() and collected.read_text() == RELEASE):
        return
    supervisor.manage("collectstatic", "--no-input", "--verbosity=0")
    if not supervisor.stopping:
        collected.write_text(RELEASE)


def web_server() -> list[str]:
    """Return the command that serves: gunicorn, or Django's reloading one when DEBUG is on."""
    from argmap.settings import DEBUG

    bind = address(HOST).removeprefix("http://").rstrip("/")
    if DEBUG:
        return [*MANAGE, "runserver", bind]
    workers = env_number("WEB_CONCURRENCY", 2, least=1, most=64)
    return [
        *(sys.executable, "-m", "gunicorn", "argmap.wsgi"),
        *("--bind", bind),
        *("--workers", str(workers), "--threads", "4"),
        *("--graceful-timeout", "10", "--log-level", "error"),
        *(
            "--logger-class",
            "argmap.server_log.ServerLog",
        ),  # its access log is off, since ours says more and tells less
        "--no-control-socket",
    ]


def main() -> int:
    """Serve until told to stop; return 0 then, and anything else when something is in the way."""
    supervisor = Supervisor()
    try:
        command = web_server()
        check_port_is_free()
        data_folder.prepare()
        with database.in_use():
            supervisor.manage("migrate", "--verbosity=0")
            supervisor.manage("load_shipped_posts")
            supervisor.manage("create_demo_accounts")
            collect_static_files(supervisor)
            code = supervisor.serve(command)
    except CannotStart as obstacle:
        print(f"argmap: {obstacle}", file=sys.stderr)
        return 1
    return 0 if supervisor.stopping else code or 1


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "argmap.settings")
    raise SystemExit(main())
