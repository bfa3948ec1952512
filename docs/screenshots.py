"""Make the README's pictures from a running copy that holds the shipped post."""

from __future__ import annotations

import os
import shutil
from argparse import ArgumentParser
from pathlib import Path

from playwright.sync_api import Page, ViewportSize, sync_playwright

HERE = Path(__file__).resolve().parent
POST = "posts/ai-models-are-not-copyrightable/"
SHOWN = "D3"  # the key of the claim that the map is narrowed to
SIZE: ViewportSize = {"width": 1280, "height": 1080}


def number_of(key: str, page: Page, address: str) -> int:
    """Return the id that a claim of the post has in this copy; raise SystemExit if it has none."""
    answer = page.request.get(f"{address}/{POST}graph.json")
    claims = answer.json()["claims"] if answer.ok else []
    for claim in claims:
        if claim["key"] == key:
            return int(claim["id"])
    raise SystemExit(f"The copy at {address} does not hold the shipped post, or its claim {key}.")


def take(page: Page, address: str, target: Path) -> None:
    """Picture the top of a page, as a visitor first sees it; raise SystemExit if it is not there."""
    answer = page.goto(address, wait_until="networkidle")
    if answer is None or not answer.ok:
        raise SystemExit(f"{address} does not answer with a page.")
    page.evaluate("document.fonts.ready")
    page.screenshot(path=target)
    print(f"docs/{target.name}: {target.stat().st_size // 1024} KB")


def main() -> None:
    """Take both pictures, in light colours and without motion."""
    parser = ArgumentParser(description="Write docs/read.png and docs/map.png from a running copy of argmap.")
    parser.add_argument("--address", default="http://127.0.0.1:8000/", help="where it runs (default: %(default)s)")
    address = parser.parse_args().address.rstrip("/")
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport=SIZE, color_scheme="light", reduced_motion="reduce")
        focus = number_of(SHOWN, page, address)
        take(page, f"{address}/{POST}", HERE / "read.png")
        take(page, f"{address}/{POST}map/?focus={focus}&depth=1", HERE / "map.png")
        browser.close()


if __name__ == "__main__":
    main()
