"""Texts that have run scripts somewhere, shown in a real browser: nothing runs, and nothing has to be refused."""

from __future__ import annotations

import re
from textwrap import indent
from urllib.parse import urlencode

import pytest
from django.conf import settings

from argmap.models import Citation, Passage, Source
from tests.builders import claim, make_post, step
from tests.people import person
from tests.prose.xss import CORPUS
from tests.views.test_inert import TEXTS as AS_TYPED
from tests.views.test_inert import Typist

UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufeff]")
AT_ONCE = 16
TEXTS = [UNPRINTABLE.sub("", text) for text in CORPUS]

SUSPECT = """
() => {
  const tags = "script, style, iframe, object, embed, base, meta, link, img, image, video, audio, math, template, " +
    "dialog, input:not(#q, #annotate > input)";
  const elements = [...document.querySelectorAll(tags)].filter((element) => element.closest("main"));
  const attributes = [...document.querySelectorAll("*")].flatMap((element) => [...element.attributes]).filter(
    ({ name, value }) => /^(on|hx-on|style|srcdoc|formaction)/.test(name) ||
      (/^(xlink:)?(href|src|action)$|^hx-get$/.test(name) && !/^(https?:|mailto:|[/?#])|^data:,?$/.test(value)));
  return [...elements.map(({ outerHTML }) => outerHTML), ...attributes.map(({ name, value }) => `${name}=${value}`)];
}
"""


def safe(page, addresses):
    """Open pages one after the other; give back what should not be on them, and what they did that they should not."""
    found = []
    page.on("dialog", lambda dialog: (found.append(f"dialog on {page.url}"), dialog.dismiss()))
    page.on("request", lambda request: None if is_ours(request) else found.append(f"{page.url} asks for {request.url}"))
    for address in addresses:
        assert page.goto(address).status == 200
        found += [f"{address}: {suspect}" for suspect in page.evaluate(SUSPECT)]
    return found


def is_ours(request):
    return request.url.startswith(("http://localhost:", "data:"))


def line(text):
    """A text as a value of the notation, in one line."""
    return " ".join(text.split())


def value(text):
    """A text as a value of the notation, its paragraphs kept."""
    return indent(text.replace("\n\n", "\n.\n"), "  ").lstrip() or "."


def note(number):
    """Several texts at once, each a paragraph of its own, as the note of every so-manyth stanza."""
    return value("\n\n".join(TEXTS[number : number + AT_ONCE])) if number % AT_ONCE == 0 else "none"


def stanzas():
    """A claim, a step, an undercut of the step before and a citation of each text, all bearing on one claim."""
    for number, text in enumerate(TEXTS):
        words = f"{number} {line(text)}"
        yield (
            f"claim c{number}\ntext: {words}\nnote: {note(number)}\n\n"
            f"reason s{number}\nfrom: c{number}\nfor: top\nscheme: {line(text)[:40].strip()}\nnote: {note(number)}\n\n"
            f"undercut u{number}\nfrom: c{number}\nagainst: s{(number or len(TEXTS)) - 1}\n\n"
            f"cite top\nsource: q{number}\nlocator: {line(text)[:200]}\nquotation: {words}\nnote: {value(text)}\n"
        )


def sources():
    """A source of each text, in all its words; its text on file is the text as well."""
    for number, text in enumerate(TEXTS):
        words = f"{number} {line(text)}"
        yield (
            f"source q{number}\nkind: page\ntitle: {words}\ncitation: {words}\nedition: {words[:60].strip()}\n"
            f"rights: {words}\nnote: {note(number)}\ntext: {number}.txt\nextent: excerpt\n"
        )


def test_no_words_of_an_argument_run(browse, live_server):
    texts = {f"{number}.txt": f"{number} {text}" for number, text in enumerate(TEXTS)}
    post = make_post("top", extra="\n".join(stanzas()), sources="\n".join(sources()), texts=texts)
    home, top = post.get_absolute_url(), claim("top")
    addresses = ["/", home, f"{home}?claim={top.pk}", top.get_absolute_url(), "/sources/", f"{home}sources/"]
    addresses += [f"{home}outline/", f"{home}map/?all=1&claim={top.pk}", f"{home}map.svg"]
    for number in range(0, len(TEXTS), AT_ONCE):
        addresses += [
            claim(f"c{number}").get_absolute_url(),
            step(f"s{number}").get_absolute_url(),
            Source.objects.get(key=f"q{number}").get_absolute_url(),
        ]
    found, complaints = browse(lambda page: safe(page, addresses), complaints=True)
    assert found == []
    assert [complaint for complaint in complaints if "status of 404" not in complaint] == []  # /favicon.ico of map.svg


def test_no_words_of_a_post_run_also_where_passages_cut_them(browse, live_server):
    addresses = []
    for start in range(0, len(TEXTS), AT_ONCE):
        post = make_post("top", slug=f"post-{start}", body="\n\n".join(["Words.", *TEXTS[start : start + AT_ONCE]]))
        top = post.claims.get()
        spans = [match.span() for match in re.finditer(r"[^\n]+", post.text)]
        for first, last in [*spans, (0, len(post.text))]:
            middle = first + (last - first) // 2 or 1
            for begin, end in {(first, middle), (first, last)}:
                if end > begin:
                    words = post.text[begin:end]
                    Passage.objects.create(post=post, claim=top, role="claim", start=begin, end=end, exact=words)
        addresses += [post.get_absolute_url(), f"{post.get_absolute_url()}?claim={top.pk}"]
    assert browse(lambda page: safe(page, addresses)) == []


def test_no_words_of_an_address_run(visit, site):
    addresses = [f"/sources/?{urlencode({'q': text, 'kind': text, 'page': text})}" for text in TEXTS[::4]]
    for text in TEXTS[::33]:
        asked = urlencode({"claim": text, "focus": text, "depth": text, "all": text})
        addresses += [f"{site.post}?{asked}", f"{site.circle}map/?{asked}", f"{site.circle}outline/?{asked}"]
    assert visit(lambda page: safe(page, addresses)) == []


@pytest.fixture
def typed(live_server) -> Typist:
    """Readers who typed such texts into every form."""
    return Typist("demo", AS_TYPED, CORPUS)


def test_no_words_of_readers_run(browse, typed):
    rooms = [claim("a").get_absolute_url(), *(it.get_absolute_url() for it in typed.mine()[::24])]
    addresses = [f"{room}{page}" for room in rooms for page in ("", "history/", "brief/")]
    addresses += [
        f"/posts/demo/{page}" for page in ("", "outline/", "map/?all=1", "open/", "history/", "sources/", "map.svg")
    ]
    addresses += ["/people/ada-demo/", "/people/ben-demo/", "/sources/"]
    addresses += [it.get_absolute_url() for it in Citation.objects.all()]
    found, complaints = browse(lambda page: safe(page, addresses), complaints=True)
    assert found == []
    assert [complaint for complaint in complaints if "status of 404" not in complaint] == []  # /favicon.ico of map.svg


def test_nothing_runs_while_it_is_typed_nor_when_a_draft_of_it_comes_back(browse, typed, live_server):
    typed.ada.force_login(person("ada-demo"))
    session = typed.ada.cookies[settings.SESSION_COOKIE_NAME].value
    form = f"{claim('a').get_absolute_url()}rebuttals/new/"

    def type_it(page):
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": str(live_server)}])
        found = []
        page.on("dialog", lambda dialog: (found.append(f"dialog on {page.url}"), dialog.dismiss()))
        page.on("request", lambda request: None if is_ours(request) else found.append(f"asks for {request.url}"))
        for number in range(0, len(TEXTS), 2 * AT_ONCE):
            some = TEXTS[number : number + 2 * AT_ONCE]
            page.goto(form)
            page.locator("summary", has_text="note").click()
            page.locator("[name=note]").fill("\n\n".join(some)[:5000])
            with page.expect_response(re.compile("look|preview")):
                page.locator("[name=premise-0]").fill(" ".join(some)[:500])
            page.wait_for_load_state("networkidle")
            found += [it for it in page.evaluate(SUSPECT) if not re.match("<input|formaction=/", it)]
        page.reload()
        page.wait_for_load_state("networkidle")
        return found + [it for it in page.evaluate(SUSPECT) if not re.match("<input|formaction=/", it)]

    assert browse(type_it) == []
