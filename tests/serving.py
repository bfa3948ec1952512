"""A web server of a test's own, which answers as badly as it is told to."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

#: What is sent for a path; a callable sends by itself.
Answer = bytes | Callable[[socketserver.StreamRequestHandler], None]


class Server(socketserver.ThreadingTCPServer):
    """Sends what is written down for each path, and remembers what it was asked."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, answers: Mapping[str, Answer]) -> None:
        self.answers, self.asked, self.over = dict(answers), [], threading.Event()
        super().__init__(("127.0.0.1", 0), Handler)

    @property
    def port(self) -> int:
        return self.server_address[1]

    def at(self, path: str, host: str = "127.0.0.1") -> str:
        """The address of a path."""
        return f"http://{host}:{self.port}{path}"


class Handler(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        lines = []
        while line := self.rfile.readline().strip():
            lines.append(line.decode("latin-1"))
        if not lines:
            return
        self.server.asked.append(lines)
        answer = self.server.answers[lines[0].split()[1]]
        if callable(answer):
            answer(self)
        else:
            self.wfile.write(answer)


@contextmanager
def serving(answers: Mapping[str, Answer]) -> Iterator[Server]:
    """Serve while a test runs; what still hangs then is let go."""
    with Server(answers) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.over.set()
            server.shutdown()


def page(body: bytes, status: str = "200 OK", *headers: str) -> bytes:
    """An ordinary answer."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers, "", ""]
    return "\r\n".join(lines).encode() + body


def moved(address: str) -> bytes:
    """An answer that leads elsewhere."""
    return page(b"", "302 Found", f"Location: {address}")


def hang(handler: socketserver.StreamRequestHandler) -> None:
    """Answer nothing until the test is over."""
    handler.server.over.wait(30)


def drip(handler: socketserver.StreamRequestHandler) -> None:
    """Answer a letter now and then, and never come to an end."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
    while not handler.server.over.wait(0.02):
        try:
            handler.wfile.write(b"a")
        except OSError:
            return
