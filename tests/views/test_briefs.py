"""The brief of a claim: a page, a Markdown file and a Word file that say the same."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from io import BytesIO

import docx
import pytest
from markdown_it import MarkdownIt

from argmap.graph.treatments import Treatment
from argmap.models import Claim, Inference, Source, User, Wording
from argmap.operations.later_history import Happened, record_history
from tests.builders import claim, make_post, step
from tests.decisions import WHY, moderator
from tests.prose.xss import CORPUS

WORD = re.compile(r"\w+")
OWN_TAGS = {"article", "h1", "h2", "h3", "h4", "p", "a", "span", "ol", "ul", "li", "blockquote", "footer", "sup", "em"}
OWN_TAGS |= {"strong", "code"}
INLINE = {"a", "em", "strong", "code", "sup"}
SOURCES = """\
source feist
kind: case
title: Feist
citation: Feist v. Rural, 499 U.S. 340 (1991)

source act
kind: statute
title: The Act, of copyright
citation: 17 U.S.C. § 102

source blog
kind: page
title: A blog
citation: Someone, A Blog
address: https://example.org/a_b
"""
EXTRA = """\
passage p
words: The weights are numbers.
role: claim
claim: c

cite a
source: feist
locator: at 345
quotation: some words

cite b
source: act
locator: § 102(b)

cite d
source: feist
locator: at 350
as-quoted-in: blog
note: As *somebody* says.
"""


@pytest.fixture
def post(db):
    return make_post("i: a + b -> c; j: x -> b; r: d -x a; u: e -x r; s: f -x c", extra=EXTRA, sources=SOURCES)


def address(key="c", end="brief/"):
    return f"/claims/{claim(key).pk}/{end}"


class Text(HTMLParser):
    """The text of an article; where a block ends, so does a word."""

    def __init__(self) -> None:
        super().__init__()
        self.text, self.inside = "", False

    def handle_starttag(self, tag, attrs):
        self.inside = self.inside or tag == "article"
        self.text += "" if tag in INLINE else " "

    def handle_endtag(self, tag):
        self.inside = self.inside and tag != "article"

    def handle_data(self, data):
        self.text += data if self.inside else ""


def page_text(client, key="c", query=""):
    reader = Text()
    reader.feed(client.get(address(key) + query).content.decode())
    return " ".join(reader.text.split())


def words_on_the_page(client, **options):
    return WORD.findall(page_text(client, **options).replace("_", " "))


def words_of_the_markdown(client, query=""):
    text = client.get(address(end="brief.md") + query).content.decode()
    tokens = MarkdownIt("commonmark").parse(text)
    lines = ["".join(child.content or " " for child in token.children or [] if child.content) for token in tokens]
    return WORD.findall("\n".join(lines).replace("_", " "))


def words_of_the_word_file(client, query=""):
    document = docx.Document(BytesIO(client.get(address(end="brief.docx") + query).content))
    return WORD.findall("\n".join(paragraph.text for paragraph in document.paragraphs).replace("_", " "))


def docx_runs(client):
    document = docx.Document(BytesIO(client.get(address(end="brief.docx")).content))
    return [run for paragraph in document.paragraphs for run in paragraph.runs]


def test_all_three_say_the_same_words(client, post):
    expected = words_on_the_page(client)
    assert len(expected) > 200
    assert words_of_the_markdown(client) == expected
    assert words_of_the_word_file(client) == expected


def test_text_that_has_run_scripts_elsewhere_is_words_in_all_three(client, post):
    texts = [text for text in CORPUS if "\x00" not in text]  # the database holds none
    for start in range(0, len(texts), 12):
        chunk = [*texts[start : start + 12], *texts[: max(start + 12 - len(texts), 0)]]
        for key, text, note in zip("abdefx", chunk[::2], chunk[1::2], strict=True):
            row = claim(key)
            Wording.objects.create(claim=row, number=start + 2, text=text)
            Claim.objects.filter(pk=row.pk).update(public_wording=start + 2, note=note)
        page = client.get(address()).content.decode()
        article = page[page.index("<article") : page.index("</article>")]
        assert {tag.lower() for tag in re.findall(r"<([A-Za-z][\w:-]*)", article)} <= OWN_TAGS, start
        assert not re.search(r"<[^>]*\s(on\w+|style)=|href=\"(?!#|/[^/]|https?:)", article, re.IGNORECASE), start
        expected = words_on_the_page(client)
        assert words_of_the_markdown(client) == expected, start
        assert words_of_the_word_file(client) == expected, start


def test_it_says_what_the_label_says_and_does_not_say(client, post):
    text = page_text(client)
    assert re.search(r"As argmap counts it on \d+ \w+ \d{4}: contested: a reason for it applies, and so does a", text)
    assert "A label says who has the last word here, not who is right." in text
    assert "An argument map, not legal advice." in text
    assert f"http://testserver/claims/{claim('c').pk}/" in text


def test_it_lays_out_both_sides_and_how_objections_were_answered(client, post):
    text = page_text(client)
    assert "II.1 Reason i: applies" in text
    assert "II.1.1 Reason j for premise (2): applies" in text
    assert "III.1 Rebuttal s of the claim: applies" in text
    assert "Nobody has answered it." in text
    assert "III.2 Rebuttal r of premise (1) of II.1: fails" in text
    assert "III.2.1 Answer: undercut u: applies" in text
    assert "Answered at III.2.1." in text
    assert "So it is not true that: “Claim a.”" in text
    assert "So III.2 does not follow." in text


def test_the_words_of_the_post_are_quoted(client, post):
    assert "The weights are numbers. The Author, “A demonstration”" in page_text(client)
    assert "The post leaves it unsaid." in page_text(client, key="a")


def test_a_source_is_cited_in_full_first_and_listed_by_group_with_its_places(client, post):
    text = page_text(client)
    assert "Feist v. Rural, 499 U.S. 340 (1991), at 345: “some words”" in text
    assert "Feist, at 350, as reported in Someone, A Blog" in text
    assert "17 U.S.C. § 102(b)" in text
    table = text.partition("Table of authorities")[2]
    assert [table.index(group) for group in ("Cases", "Statutes", "Secondary")] == sorted(
        table.index(group) for group in ("Cases", "Statutes", "Secondary")
    )
    assert "Feist v. Rural, 499 U.S. 340 (1991) II.1, III.2" in table
    assert "https://example.org/a_b" in table


HISTORY = """
source above
kind: case
title: Feist, on appeal
citation: Feist v. Rural, 500 U.S. 1 (1992)

later feist
treatment: affirmed
extent: on other grounds
by: above

later above
treatment: cert. denied
cited: No. 92-1 (U.S. 1993)
"""


def test_what_later_happened_to_a_source_is_printed_as_copy_citation_does_in_all_three(client, db):
    make_post("i: a + b -> c; j: x -> b; r: d -x a; u: e -x r", extra=EXTRA, sources=SOURCES + HISTORY)
    text = page_text(client)
    later = "aff'd on other grounds, 500 U.S. 1 (1992), cert. denied, No. 92-1 (U.S. 1993)"
    assert f"Feist v. Rural, 499 U.S. 340 (1991), at 345, {later}: “some words”" in text
    assert f"Feist v. Rural, 499 U.S. 340 (1991), {later} II.1, III.1" in text.partition("Table of authorities")[2]
    assert text.count(later) == 2
    assert words_of_the_markdown(client) == words_of_the_word_file(client) == words_on_the_page(client)
    markdown = client.get(address(end="brief.md")).content.decode()
    assert "*aff'd on other grounds*" in markdown
    assert any(run.text == "cert. denied" and run.italic for run in docx_runs(client))


def test_a_brief_is_sent_again_when_something_happened_to_what_happened_to_its_source(client, db):
    make_post("i: a -> c", extra="cite a\nsource: feist\n", sources=SOURCES + HISTORY)
    first = client.get(address())
    above = Source.objects.get(key="above")
    happened = Happened(Treatment.OVERRULED, cited="Poe v. Moe, 9 U.S. 9 (1999)")
    record_history(source=above, happened=happened, by=moderator(), reason=WHY)
    assert client.get(address(), headers={"If-None-Match": first.headers["ETag"]}).status_code == 200
    assert "overruled by Poe v. Moe" in page_text(client)


def test_notes_become_endnotes(client, post):
    assert "On Feist: As somebody says." in page_text(client).partition("Notes")[2]


def test_a_brief_under_suppositions_says_so_in_every_form(client, post):
    query = f"?deny={claim('a').pk}"
    text = page_text(client, query=query)
    assert "What if: the labels of this brief are those that would follow from supposing this." in text
    assert "denied: Claim a. (a)" in text
    assert "II.1 Reason i: fails (without what is supposed: applies)" in text
    expected = words_on_the_page(client, query=query)
    assert words_of_the_markdown(client, query) == words_of_the_word_file(client, query) == expected
    assert query in client.get(address() + query).content.decode()


def test_what_is_counted_is_said(client, post):
    assert "Only what came with the post is counted." in page_text(client, query="?count=shipped")


def test_the_readers_moves_are_marked_and_listed_and_nobody_elses(client, post):
    kim, lee = User.objects.create_user("kim"), User.objects.create_user("lee")
    Inference.objects.filter(key="r").update(contributor=kim, voice="reader")
    Inference.objects.filter(key="s").update(contributor=lee, voice="reader")
    assert "mine" not in page_text(client)
    client.force_login(kim)
    text = page_text(client)
    assert "III.2 Rebuttal r of premise (1) of II.1: fails (mine)" in text
    assert "kim (mine)" in text
    assert "lee (mine)" not in text
    assert "V. Moves of kim III.2 Claim d. fails" in text
    assert words_of_the_word_file(client) == words_of_the_markdown(client) == words_on_the_page(client)


def test_the_word_file_is_by_the_reader_and_otherwise_by_nobody(client, post):
    def author():
        return docx.Document(BytesIO(client.get(address(end="brief.docx")).content)).core_properties.author

    assert author() == ""
    client.force_login(User.objects.create_user("kim", email="kim@example.org", first_name="Kim"))
    assert author() == "kim"


def test_files_are_named_after_the_claim(client, post):
    word, text = client.get(address(end="brief.docx")), client.get(address(end="brief.md"))
    assert word.headers["Content-Disposition"] == 'attachment; filename="brief-c.docx"'
    assert word.headers["Content-Type"].startswith("application/vnd.openxmlformats")
    assert text.headers["Content-Disposition"] == 'attachment; filename="brief-c.md"'
    assert text.headers["Content-Type"] == "text/markdown; charset=utf-8"


def test_a_claim_with_nothing_said_for_or_against_it_has_a_brief_too(client, post):
    text = page_text(client, key="x")
    assert "No reason is given for this claim; it is taken as granted until somebody rebuts it." in text
    assert "Nobody has said anything against this claim" in text
    assert "Table of authorities" not in text


@pytest.mark.parametrize("end", ["brief/", "brief.md", "brief.docx"])
def test_an_unchanged_brief_is_not_sent_again(client, post, end):
    first = client.get(address(end=end))
    assert client.get(address(end=end), headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    client.force_login(User.objects.create_user("kim"))
    assert client.get(address(end=end), headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


@pytest.mark.parametrize("end", ["brief/", "brief.md", "brief.docx"])
@pytest.mark.parametrize(("state", "status"), [("waiting", 404), ("withdrawn", 410), ("hidden", 410)])
def test_a_claim_that_is_not_published_has_no_brief(client, post, end, state, status):
    Claim.objects.filter(key="c").update(state=state)
    assert client.get(address(end=end)).status_code == status


def test_a_step_made_to_an_older_wording_says_so(client, post):
    row = claim("c")
    Wording.objects.create(claim=row, number=2, text="Another wording.")
    Claim.objects.filter(pk=row.pk).update(public_wording=2)
    assert step("s").met_wording == 1
    assert "made to an older wording" in page_text(client)
    assert "wording 2" in page_text(client)
