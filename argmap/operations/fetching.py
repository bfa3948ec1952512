"""Asking for an address of the web, and what may be asked: never what only a network of one's own knows.

A name is looked up once, every address that it has must be a public one, and the request goes to the first of these,
so that a second answer of the name server cannot lead elsewhere. Redirects are followed one by one by the same rules.
Sizes and times are bounded, the whole of each request by a timer that closes the connection.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPException
from threading import Timer
from urllib.parse import SplitResult, urljoin, urlsplit

from urllib3 import HTTPResponse
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
USER_AGENT = "argmap-link-check/1 (an argument map checks whether its sources are still there)"
MOST_REDIRECTS = 5
LARGEST = 5 * 1024 * 1024
AT_ONCE = 64 * 1024
LONGEST_ADDRESS = 2000
PORTS = {"http": 80, "https": 443}
REDIRECTS = frozenset({301, 302, 303, 307, 308})
#: Networks through which an address of IPv4 may be reached under one of IPv6.
TRANSLATED = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48"))


class Refused(Exception):
    """Raised for an address that is not asked, with why."""


class Unreachable(Exception):
    """Raised where no answer came, or none that can be made sense of, with why."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address answered: its status, where redirects ended, what kind of file came and its beginning.

    `is_whole` says that the body is not longer than what was read of it.
    """

    status: int
    address: str
    content_type: str
    body: bytes
    is_whole: bool


def is_public(address: IPAddress) -> bool:
    """Whether an address belongs to the public internet, whatever other address is wrapped up in it."""
    if isinstance(address, ipaddress.IPv6Address):
        wrapped = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
        if any(address in network for network in TRANSLATED):
            wrapped.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
        if any(inner is not None and not is_public(inner) for inner in wrapped):
            return False
    return address.is_global and not address.is_multicast


def resolve(host: str, port: int) -> Sequence[str]:
    """The addresses that a name has, as the system's resolver gives them."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


@dataclass(frozen=True, slots=True)
class Client:
    """Asks for addresses. `may_ask` says which network addresses are asked, `look_up` finds those of a name.

    `seconds` bound a connection and each wait for more, `whole` one request from its beginning to its end. `wait` is
    called with a host before each request to it.
    """

    seconds: float = 10.0
    whole: float = 30.0
    largest: int = LARGEST
    may_ask: Callable[[IPAddress], bool] = is_public
    look_up: Callable[[str, int], Sequence[str]] = resolve
    wait: Callable[[str], object] = lambda host: None

    def fetch(self, address: str) -> Fetched:
        """Ask for an address and follow where it leads; raises Refused and Unreachable."""
        for _ in range(MOST_REDIRECTS + 1):
            parts = _split(address)
            number = self._pinned(parts)
            self.wait(parts.hostname or "")
            fetched, location = self._ask(parts, number, address)
            if fetched.status not in REDIRECTS or not location:
                return fetched
            address = urljoin(address, location)
        raise Unreachable(f"It leads on more than {MOST_REDIRECTS} times.")

    def _pinned(self, parts: SplitResult) -> str:
        """The network address that is asked for a host; refused unless all that the host has may be asked."""
        host = parts.hostname or ""
        try:
            found = [host] if _is_number(host) else self.look_up(host, _port(parts))
        except (OSError, UnicodeError) as error:
            raise Unreachable("There is no such host.") from error
        numbers = [ipaddress.ip_address(number.partition("%")[0]) for number in found]
        if not numbers:
            raise Unreachable("There is no such host.")
        if not all(self.may_ask(number) for number in numbers):
            raise Refused("It leads to no public place on the web.")
        return str(numbers[0])

    def _ask(self, parts: SplitResult, number: str, address: str) -> tuple[Fetched, str]:
        """Send one request to a network address under the name of its host; the answer, and where that leads."""
        connection = self._connection(parts, number)
        try:
            with _Deadline(self.whole, connection) as deadline:
                connection.connect()
                deadline.socket = connection.sock
                connection.request("GET", _target(parts), headers=_headers(parts), preload_content=False)
                response = connection.getresponse()
                body, is_whole = self._body(response)
        except (HTTPError, HTTPException, OSError, ValueError) as error:
            raise Unreachable(_in_words(error)) from error
        finally:
            connection.close()
        content_type = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        location = response.headers.get("Location", "")[:LONGEST_ADDRESS]
        return Fetched(response.status, address, content_type, body, is_whole), location

    def _connection(self, parts: SplitResult, number: str) -> HTTPConnection:
        if parts.scheme == "https":
            host = parts.hostname or ""
            return HTTPSConnection(
                number,
                _port(parts),
                timeout=self.seconds,
                cert_reqs="CERT_REQUIRED",
                server_hostname=host,
                assert_hostname=host,
            )
        return HTTPConnection(number, _port(parts), timeout=self.seconds)

    def _body(self, response: HTTPResponse) -> tuple[bytes, bool]:
        """The beginning of a body, as it came, and whether that is all of it."""
        read = bytearray()
        for piece in response.stream(AT_ONCE, decode_content=False):
            read += piece
            if len(read) > self.largest:
                return bytes(read[: self.largest]), False
        return bytes(read), True


class _Deadline:
    """Closes a connection from outside when a request takes too long, however slowly its answer drips."""

    def __init__(self, seconds: float, connection: HTTPConnection) -> None:
        self.connection, self.is_over = connection, False
        self.socket: socket.socket | None = None  # the connection forgets its own when the answer begins
        self.timer = Timer(seconds, self._close)
        self.timer.daemon = True

    def __enter__(self) -> _Deadline:
        self.timer.start()
        return self

    def __exit__(self, *raised: object) -> None:
        self.timer.cancel()
        if self.is_over:
            raise TimeoutError

    def _close(self) -> None:
        self.is_over = True
        if open_one := self.socket or self.connection.sock:
            with suppress(OSError):
                socket.socket.shutdown(open_one, socket.SHUT_RDWR)


def _split(address: str) -> SplitResult:
    """The parts of an address; refused unless it is a plain one of the web."""
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise Refused("This is no address of the web.") from error
    if parts.scheme not in PORTS or not host:
        raise Refused("Only addresses of http and https are asked.")
    if parts.username is not None or parts.password is not None:
        raise Refused("An address with a name or a password in it is not asked.")
    if len(address) > LONGEST_ADDRESS or any(ord(sign) < 0x21 or ord(sign) == 0x7F for sign in address):
        raise Refused("This is no address of the web.")
    return parts


def _port(parts: SplitResult) -> int:
    return parts.port or PORTS[parts.scheme]


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return True


def _target(parts: SplitResult) -> str:
    """The path and query of an address, which are sent; what is not of ASCII as octets."""
    path = parts.path or "/"
    whole = f"{path}?{parts.query}" if parts.query else path
    return whole.encode("utf-8").decode("latin-1") if whole.isascii() else _quoted(whole)


def _quoted(target: str) -> str:
    return "".join(sign if sign.isascii() else "".join(f"%{octet:02X}" for octet in sign.encode()) for sign in target)


def _headers(parts: SplitResult) -> dict[str, str]:
    host = (parts.hostname or "").encode("idna").decode() if not _is_number(parts.hostname or "") else parts.hostname
    shown = f"[{host}]" if ":" in (host or "") else f"{host}"
    return {
        "Host": shown if parts.port in (None, PORTS[parts.scheme]) else f"{shown}:{parts.port}",
        "User-Agent": USER_AGENT,
        "Accept": "*/*",
        "Accept-Encoding": "identity",
        "Connection": "close",
    }


def _in_words(error: BaseException) -> str:
    """Why no answer came, in a few words."""
    name = type(error).__name__
    if "Timeout" in name or isinstance(error, TimeoutError):
        return "It did not answer in time."
    if "SSL" in name or "Certificate" in name:
        return "Its certificate is not valid."
    if isinstance(error, (HTTPException, HTTPError, ValueError)):
        return "The answer broke off, or makes no sense."
    return "It could not be reached."
