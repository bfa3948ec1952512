"""Clients of a drill: who writes and insists on an answer, and a crowd that reads and writes."""

from __future__ import annotations

import contextlib
import http.client
import http.cookiejar
import json
import random
import re
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode
from uuid import uuid4

FIELD = re.compile(r'name="(csrfmiddlewaretoken|token|met)" value="([^"]*)"')
CLAIM = re.compile(r'href="(/claims/\d+/)')
UNREACHED = (OSError, http.client.HTTPException)


class Browser:
    """Somebody with cookies who follows redirects of pages, but not of forms."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.cookies = http.cookiejar.CookieJar()
        jar = urllib.request.HTTPCookieProcessor(self.cookies)
        self.opener = urllib.request.build_opener(jar)
        self.sender = urllib.request.build_opener(jar, _Stay())

    def another(self) -> Browser:
        """A further browser in which the same person is signed in."""
        other = Browser(self.url)
        for cookie in self.cookies:
            other.cookies.set_cookie(cookie)
        return other

    def read(self, address: str) -> tuple[int, str]:
        """The status and the text of a page. Raises OSError or HTTPException where the site cannot be reached."""
        try:
            with self.opener.open(f"{self.url}{address}", timeout=30) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as refused:
            return refused.code, ""

    def send(self, address: str, fields: dict[str, str]) -> tuple[int, str]:
        """The status of sending a form, and where it leads. Raises as `read` does."""
        try:
            with self.sender.open(f"{self.url}{address}", urlencode(fields).encode(), timeout=30) as answer:
                return answer.status, ""
        except urllib.error.HTTPError as refused:
            return refused.code, refused.headers.get("Location") or ""

    def sign_in(self, username: str, password: str) -> bool:
        """Sign in; whether that went well."""
        fields = dict(FIELD.findall(self.read("/accounts/login/")[1]))
        return self.send("/accounts/login/", fields | {"login": username, "password": password})[0] == 302


class _Stay(urllib.request.HTTPRedirectHandler):
    """Leaves a redirect to who sent the form."""

    def redirect_request(self, *args: object, **options: object) -> None:
        return None


@dataclass(slots=True)
class Writer:
    """A client that rebuts claims, sends again what was not answered, and notes what was accepted."""

    browser: Browser
    account: tuple[str, str]
    name: str
    claims: Sequence[str]
    accepted: list[str] = field(default_factory=list)
    resent: int = 0

    def write_until(self, is_over: threading.Event) -> None:
        """Write one rebuttal after the other; the one begun is brought to its end."""
        self._insist(lambda: self.browser.sign_in(*self.account))
        while not is_over.is_set():
            self.write()

    def write(self) -> None:
        """Write one rebuttal and send the same form until it is accepted."""
        address = f"{random.choice(self.claims)}rebuttals/new/"
        words = f"Drill of {self.name}, number {len(self.accepted) + 1}, {uuid4()}."
        fields: dict[str, str] = {}

        def opened() -> bool:
            nonlocal fields
            status, page = self.browser.read(address)
            fields = dict(FIELD.findall(page)) | {"premise-0": words, "do": "differs"}
            return status == 200 and "token" in fields

        def taken() -> bool:
            status, leads_to = self.browser.send(address, fields)
            return status == 302 and not leads_to.startswith("/accounts/")

        self._insist(opened)
        self.resent += self._insist(taken) > 0
        self.accepted.append(words)

    def _insist(self, attempt: Callable[[], bool]) -> int:
        """Try until it goes well, and say how often it did not."""
        failures = 0
        while True:
            with contextlib.suppress(*UNREACHED):
                if attempt():
                    return failures
            failures += 1
            time.sleep(0.1)


@dataclass(slots=True)
class Crowd:
    """What a crowd met: how long each answer took, and the statuses that were no success."""

    reads: list[float] = field(default_factory=list)
    writes: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def visit(self, browser: Browser, claims: Sequence[str], post: str, end: float) -> None:
        """Read at random, and write every tenth time, until the end."""
        while time.monotonic() < end:
            if random.random() < 0.1:
                self._write(browser, f"{random.choice(claims)}rebuttals/new/")
            else:
                claim = random.choice(claims)
                pages = ("/", post, f"{post}outline/", f"{post}map/", claim, claim, claim, f"{claim}history/")
                self._read(browser, random.choice(pages))

    def _read(self, browser: Browser, address: str) -> None:
        self._timed(self.reads, lambda: browser.read(address)[0])

    def _write(self, browser: Browser, address: str) -> None:
        fields: dict[str, str] = {}

        def opened() -> int:
            status, page = browser.read(address)
            fields.update(FIELD.findall(page))
            return status

        self._timed(self.reads, opened)
        fields |= {"premise-0": f"Said in a crowd, {uuid4()}.", "do": "differs"}
        self._timed(self.writes, lambda: _accepted(*browser.send(address, fields)))

    def _timed(self, times: list[float], work: Callable[[], int]) -> None:
        begun = time.monotonic()
        try:
            status = work()
        except UNREACHED as error:
            self.faults.append(type(error).__name__)
            return
        times.append(time.monotonic() - begun)
        if status not in (200, 302):
            self.faults.append(str(status))


def _accepted(status: int, leads_to: str) -> int:
    """The status of a form that was sent; to be sent away to sign in is to be refused."""
    return 401 if leads_to.startswith("/accounts/") else status


def claims_of(browser: Browser, post: str) -> list[str]:
    """The addresses of a post's claims, as its outline has them."""
    return sorted(set(CLAIM.findall(browser.read(f"{post}outline/")[1])))


def texts_of(browser: Browser, post: str) -> list[str]:
    """The words of all claims of a post."""
    return [claim["text"] for claim in json.loads(browser.read(f"{post}graph.json")[1])["claims"]]
