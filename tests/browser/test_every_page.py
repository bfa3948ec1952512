"""What holds of every page: axe finds nothing, light and dark; nothing sticks out; what is pressed can be hit."""

from __future__ import annotations

import re
from http.cookies import SimpleCookie

import pytest

from argmap.models import DeskItem
from tests.browser.people import as_
from tests.people import person
from tests.views.test_every_address import NOT_HTML
from tests.views.test_who_may import ROLES, client_of, rules

#: Pages of the site as it ships, by what they are about.
PAGES = {
    "post": lambda site: [
        "/",
        site.post,
        f"{site.post}?claim={site.claims['A1']}",
        f"{site.post}outline/",
        f"{site.circle}outline/",
        f"{site.post}open/",
        f"{site.circle}open/",
        f"{site.post}history/",
    ],
    "map": lambda site: [
        f"{site.post}map/",
        f"{site.post}map/?claim={site.claims['A1']}",
        f"{site.post}map/?step={site.steps['CP1b']}",
        f"{site.post}map/?focus={site.claims['Q1']}&depth=1",
        f"{site.post}map/?all=1",
        f"{site.circle}map/",
    ],
    "claims": lambda site: [
        site.claim("A1"),
        site.claim("C1a"),
        site.claim("U3"),
        site.claim("Q1"),
        site.claim("CP1.3"),
        f"{site.claim('A1')}history/",
        f"{site.claim('C1b')}turning/",
        f"{site.claim('C1a')}turning/",
    ],
    "steps": lambda site: [
        site.step("I4"),
        site.step("CP1a"),
        site.step("CP1b"),
        f"{site.step('CP1b')}history/",
    ],
    "sources": lambda site: [
        f"{site.post}sources/",
        f"{site.circle}sources/",
        "/sources/",
        "/sources/?q=zzz",
        site.source("feist"),
        site.source("altai"),
    ],
    "search": lambda site: [
        "/search/",
        "/search/?q=human+author",
        "/search/?q=PR7",
        "/search/?q=Perlmuter",
        "/search/?q=zzzz+court&label=falls&kind=note",
        "/search/?q=the+of",
        "/search/?voice=author",
        "/search/?q=Harmil",
        "/search/?by=nobody",
    ],
}
#: What may come of asking for a page, and what of it is new with each request.
PAGE, ONE_IS_ENOUGH = {"ok", "gone", "forbidden", "missing"}, {"forbidden", "missing"}
ONCE = re.compile(r'name="(?:csrfmiddlewaretoken|token)" value="[^"]*"|value="[^"]*" name="token"')
#: For each role the one that sees most of its pages just so.
BEFORE = {
    "anonymous": None,
    "member": "anonymous",
    "suspended": "member",
    "author": "member",
    "moderator": "member",
    "administrator": "moderator",
}
WIDTHS = {"phone": 390, "small phone": 320, "zoomed to 200 %": 640, "desk": 1280}
SCHEMES = ("light", "dark")

AXE = """
async () => (await axe.run(document, { resultTypes: ["violations"] })).violations.flatMap(
  ({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id} at ${target.join(" ")}: ${failureSummary}`))
"""
STICKING_OUT = """
() => {
  const inside = (element) => {
    for (let box = element.parentElement; box; box = box.parentElement)
      if (getComputedStyle(box).overflowX !== "visible") return true;
    return false;
  };
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) return [];
  const wide = [...document.body.querySelectorAll("*")].filter(
    (element) => element.getBoundingClientRect().right > room + 0.5 && !inside(element));
  return [`the page is ${document.documentElement.scrollWidth} wide`,
    ...wide.slice(-3).map(
      ({ tagName, className, textContent }) => `${tagName}.${className}: ${textContent.slice(0, 30)}`)];
}
"""
HARD_TO_HIT = """
() => {
  // The label of a box is pressed as well as the box.
  const label = ({ type, labels }) => (["checkbox", "radio"].includes(type) ? labels[0] : null);
  return [...document.querySelectorAll("button, .button, input, select, .tabs a, .site nav a")]
    .filter((element) => element.checkVisibility())
    .map((element) => [element, (label(element) ?? element).getBoundingClientRect()])
    .filter(([, { height }]) => Math.round(height) < 44)
    .map(([element, { width, height }]) => `${element.textContent.trim() || element.id} is ${width} × ${height}`);
}
"""


def look_at(page, axe):
    """Everything wrong with the page that is open, in words."""
    found = []
    page.evaluate("document.fonts.ready.then(() => null)")  # axe measures letters
    page.evaluate(axe)
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        found += [f"{scheme}: {violation}" for violation in page.evaluate(AXE)]
    for name, width in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": 800})
        found += [f"{name}: {element}" for element in page.evaluate(STICKING_OUT)]
        if width < 640:
            found += [f"{name}: {target}" for target in page.evaluate(HARD_TO_HIT)]
    return found


def walk(page, addresses, axe):
    """Everything wrong with the pages at some addresses, each of them loaded once."""
    found = []
    for address in addresses:
        page.goto(address)
        found += [f"{address}: {it}" for it in look_at(page, axe)]
    return found


@pytest.mark.parametrize("about", PAGES)
def test_what_ships_is_open_to_all(visit, site, axe, about):
    found = visit(lambda page: walk(page, PAGES[about](site), axe), device_scale_factor=2)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("role", BEFORE)
def test_each_page_is_open_to_all_as_a_role_sees_it(browse, every_address, quiet, axe, role):
    """Every address of the table; what a role sees no otherwise than the one before is looked at as that one."""
    addresses = own_pages(role, every_address)
    if role == "moderator":
        addresses += [it.get_absolute_url() for it in DeskItem.objects.order_by("kind", "pk").distinct("kind")]
    somebody = {} if role == "anonymous" else as_(person(role))
    found, complaints = browse(
        lambda page: walk(page, addresses, axe), complaints=True, device_scale_factor=2, **somebody
    )
    found += [it for it in complaints if "responded with a status of 4" not in it]
    assert not found, "\n".join(found)


def own_pages(role, every_address):
    """The addresses where somebody with a role finds a page of their own."""
    here, before = (client_of(it) if it else None for it in (role, BEFORE[role]))
    known, own = set(), []
    for name, outcomes in rules():
        outcome, address = outcomes["get"][ROLES.index(role)], every_address[name]
        kind = outcome if outcome in ONE_IS_ENOUGH else (outcome, name.partition("/")[0])
        if outcome not in PAGE or name in NOT_HTML or kind in known:
            continue
        if before is None or main_of(here, address) != main_of(before, address):
            known.add(kind)
            own.append(address)
    return own


def main_of(client, address):
    """What a page says, but for what is new with each request; who asks does so as if for the first time."""
    jar = client.cookies.output(header="", sep=";")
    words = client.get(address).content.decode().partition("<main")[2]
    client.cookies = SimpleCookie(jar)
    return ONCE.sub("", words)
