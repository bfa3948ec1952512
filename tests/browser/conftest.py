from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

from tests.browser.shipped import Site, served
from tests.views.conftest import account_addresses as account_addresses
from tests.views.conftest import addresses as addresses
from tests.views.conftest import demo as demo
from tests.views.conftest import member_addresses as member_addresses
from tests.views.test_who_may import every_address as every_address
from tests.views.test_who_may import quiet as quiet

Result = TypeVar("Result")

#: Milliseconds to wait for what should come at once, on a machine that may be busy.
PATIENCE = 30_000
FLAGS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
REPORT_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) =>
  window.reportViolation(`${event.effectiveDirective} refused ${event.blockedURI} ${event.sample}`));
"""


def chromium() -> str | None:
    """The browser named by CHROMIUM, or the first one found on the path."""
    named = os.environ.get("CHROMIUM")
    return named or shutil.which("chromium") or shutil.which("google-chrome")


class BrowserThread:
    """A Chromium in a thread of its own.

    Playwright keeps an event loop running in the thread that started it, and Django refuses to reach
    the database from such a thread.
    """

    def __init__(self, path: str, *flags: str) -> None:
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="browser")
        self._pool.submit(self._start, path, flags).result()

    def _start(self, path: str, flags: tuple[str, ...]) -> None:
        expect.set_options(timeout=PATIENCE)
        self._driver = sync_playwright().start()
        self._browser: Browser = self._driver.chromium.launch(executable_path=path, args=[*FLAGS, *flags])

    def run(self, work: Callable[[Page], Result], **options: Any) -> tuple[Result, list[str]]:
        """Give a fresh page to `work`; return its result and what the browser complained of meanwhile."""
        return self._pool.submit(self._visit, work, options).result(timeout=120)

    def _visit(self, work: Callable[[Page], Result], options: dict[str, Any]) -> tuple[Result, list[str]]:
        complaints: list[str] = []
        with self._browser.new_context(**options) as context:
            context.set_default_timeout(PATIENCE)
            listen(context, complaints)
            result = work(context.new_page())
            for page in context.pages:
                page.evaluate("0")  # one round trip, so that complaints under way arrive
            return result, complaints

    def close(self) -> None:
        """End the browser and its thread."""
        self._pool.submit(self._browser.close).result()
        self._pool.submit(self._driver.stop).result()
        self._pool.shutdown()


def listen(context: BrowserContext, complaints: list[str]) -> None:
    """Collect console errors, uncaught exceptions and policy violations of every page of a context."""

    def on_console(message: ConsoleMessage) -> None:
        if message.type == "error":
            complaints.append(f"console: {message.text}")

    context.on("console", on_console)
    context.on("weberror", lambda error: complaints.append(f"exception: {error.error}"))
    context.expose_function("reportViolation", lambda text: complaints.append(f"policy: {text}"))
    context.add_init_script(REPORT_VIOLATIONS)


@contextmanager
def started(*flags: str) -> Iterator[BrowserThread]:
    """Have a browser for the length of a block."""
    path = chromium()
    if path is None:
        pytest.fail("The tests need a browser: install the package chromium or set CHROMIUM to one.")
    thread = BrowserThread(path, *flags)
    try:
        yield thread
    finally:
        thread.close()


@pytest.fixture(scope="session")
def browser_thread() -> Iterator[BrowserThread]:
    with started() as thread:
        yield thread


def visitor(browser_thread: BrowserThread, url: str) -> Callable[..., Any]:
    """A function that runs another of a Playwright page: `browse(lambda page: page.goto("/"))`.

    Keyword arguments are Playwright's for a new context (viewport, color_scheme, java_script_enabled …).
    The browser must not complain of anything; `complaints=True` returns (result, complaints) instead.
    """

    def visit(work: Callable[[Page], Any], *, complaints: bool = False, **options: Any) -> Any:
        result, heard = browser_thread.run(work, base_url=url, **options)
        if complaints:
            return result, heard
        assert not heard, "\n".join(heard)
        return result

    return visit


@pytest.fixture
def browse(browser_thread: BrowserThread, live_server: Any) -> Callable[..., Any]:
    """Visit a live site whose database is this test's own and emptied after it."""
    return visitor(browser_thread, str(live_server))


@pytest.fixture
def browse_with_caret(live_server: Any) -> Iterator[Callable[..., Any]]:
    """Visit a live site as `browse` does, in a browser whose arrow keys move a caret through what is read (F7)."""
    with started("--enable-caret-browsing") as thread:
        yield visitor(thread, str(live_server))


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    """The site as it ships. All tests share it, so they only read."""
    with served() as site:
        yield site


@pytest.fixture
def visit(browser_thread: BrowserThread, site: Site) -> Callable[..., Any]:
    """Visit the site as it ships, as `browse` does a test's own."""
    return visitor(browser_thread, site.url)


@pytest.fixture(scope="session")
def axe() -> str:
    """The script of axe-core: `page.evaluate(axe)`, then `page.evaluate("axe.run(document)")`."""
    return (Path(__file__).parent.parent / "vendor" / "axe.min.js").read_text()
