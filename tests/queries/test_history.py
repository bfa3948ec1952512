"""The history of a post, a claim and a step, told from what the database wrote down."""

from __future__ import annotations

from uuid import uuid4

import pghistory
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from argmap.graph.model import Stance
from argmap.models import Citation, Claim, Inference, Misreading, Post, Remark, Source
from argmap.operations import passages, remarks
from argmap.operations.edits import restore, withdraw
from argmap.prose.differences import Fate
from argmap.prose.passages import find
from argmap.queries import events
from argmap.queries.deeds import What
from argmap.queries.history import Hand, claim_history, inference_history, post_history
from argmap.templatetags.history import in_short
from tests.builders import claim, make_post, step
from tests.models.rows import run
from tests.moves import answer, doing, person, say_otherwise

pytestmark = pytest.mark.django_db
SOURCE = "source s\nkind: page\ntitle: A page\ncitation: A page\n"


@pytest.fixture
def post():
    return make_post("i: a + b -> c; r: d -x c", main=["c"], sources=SOURCE)


@pytest.fixture
def student():
    return person("student")


def newest(post, number=0):
    return post_history(post).entries[number]


def what(entry):
    return [deed.what for deed in entry.deeds]


def test_a_load_is_one_entry_that_counts_what_came(post):
    (entry,) = post_history(post).entries
    assert (entry.hand, entry.is_load, entry.is_first) == (Hand.ANALYSIS, True, True)
    assert entry.added == {"post": 1, "claim": 4, "inference": 2}
    assert what(entry)[0] is What.POSTED


def test_a_rebuttal_with_its_new_premises_is_one_deed(post, student):
    made = answer(student, claim("b"), "It is not so.", claim("d").pk, "Nobody says so.")
    entry = newest(post)
    assert (entry.hand, entry.person) == (Hand.PERSON, student)
    (deed,) = entry.deeds
    assert (deed.what, deed.of.words, deed.thing.address) == (What.REBUTTED, "Claim b.", made.get_absolute_url())
    assert [premise.words for premise in deed.premises] == ["It is not so.", "Claim d.", "Nobody says so."]
    assert [premise.id in deed.fresh for premise in deed.premises] == [True, False, True]


def test_reasons_and_undercuts_are_told_apart(post, student):
    answer(student, claim("a"), "Because.", stance=Stance.FOR)
    answer(student, step("i"), "It does not follow.")
    assert (what(newest(post)), newest(post).deeds[0].of.key) == ([What.UNDERCUT], "i")
    assert what(newest(post, 1)) == [What.REASONED]


def test_a_rewording_is_told_word_by_word(post, student):
    say_otherwise(student, claim("a"), "Claim a, surely.")
    (deed,) = newest(post).deeds
    assert (deed.what, deed.thing.key) == (What.REWORDED, "a")
    assert [tuple(span) for span in deed.spans] == [
        (Fate.KEPT, "Claim a"),
        (Fate.ADDED, ", surely"),
        (Fate.KEPT, "."),
    ]


def test_what_is_withdrawn_and_restored_is_told_with_what_went_with_it(post, student):
    made = answer(student, claim("c"), "No.")
    with doing(student):
        withdraw(thing=made, by=student)
    with doing(student):
        restore(thing=made, by=student)
    assert what(newest(post)) == [What.RESTORED] * 2
    assert what(newest(post, 1)) == [What.WITHDREW] * 2
    assert what(newest(post, 2)) == [What.REBUTTED]


EDITS = [
    ("UPDATE argmap_claim SET granted = false WHERE key = 'a'", What.NOT_GRANTED, ""),
    ("UPDATE argmap_claim SET granted = true WHERE key = 'c'", What.GRANTED, ""),
    ("UPDATE argmap_claim SET note = 'More.' WHERE key = 'a'", What.EDITED, "note"),
    ("UPDATE argmap_claim SET main_order = 2 WHERE key = 'a'", What.MAIN, ""),
    ("UPDATE argmap_claim SET main_order = NULL WHERE key = 'c'", What.NOT_MAIN, ""),
    ("UPDATE argmap_claim SET state = 'hidden' WHERE key = 'a'", What.HID, ""),
    ("UPDATE argmap_inference SET scheme = 'analogy' WHERE key = 'i'", What.NAMED, ""),
    ("UPDATE argmap_inference SET met_wording = 2 WHERE key = 'i'", What.MET, ""),
    ("UPDATE argmap_inference SET note = 'More.' WHERE key = 'i'", What.EDITED, "note"),
    ("UPDATE argmap_post SET title = 'Another title'", What.EDITED, "title"),
    ("UPDATE argmap_post SET body = body || ' And so on.'", What.EDITED_POST, ""),
]


@pytest.mark.parametrize(("statement", "expected", "column"), EDITS)
def test_every_edit_has_its_words(post, student, statement, expected, column):
    with doing(student):
        run(statement)
    (deed,) = newest(post).deeds
    assert (deed.what, deed.column) == (expected, column)


def cite(student, **values):
    source = Source.objects.get()
    return Citation.objects.create(claim=claim("a"), source=source, voice="reader", contributor=student, **values)


def test_sources_are_told_with_the_claim_they_are_for(post, student):
    with doing(student):
        citation = cite(student, quotation="Some words.")
    with doing(student):
        Citation.objects.filter(pk=citation.pk).update(quotation="Other words.", locator="at 5")
    edited, added = claim_history(claim("a")).entries[:2]
    assert [(deed.what, deed.source.key, deed.words) for deed in added.deeds] == [(What.CITED, "s", "Some words.")]
    assert [(deed.what, deed.column) for deed in edited.deeds] == [
        (What.EDITED, "locator"),
        (What.EDITED, "quotation"),
    ]


def test_another_reading_is_told_and_so_is_its_end(post, student):
    with doing(student):
        told = Misreading.objects.create(claim=claim("a"), wording=1, reading="It says less.", contributor=student)
    with doing(student):
        Misreading.objects.filter(pk=told.pk).update(state="withdrawn")
    assert what(newest(post)) == [What.SETTLED]
    assert newest(post, 1).deeds[0].words == "It says less."


def note(post, student, **options):
    values = {"place": find(post.text, "Nobody owns a number."), "contributor": student, "token": uuid4()}
    return remarks.add_remark(post=post, body="Nobody at all.", **values | options)


def test_a_note_is_told_with_the_words_it_is_on_and_so_is_what_became_of_it(post, student):
    remarks.withdraw(remark=(made := note(post, student)), by=student)
    withdrawn, noted = newest(post), newest(post, 1)
    assert (what(withdrawn), what(noted)) == ([What.WITHDREW], [What.NOTED])
    assert (noted.person, noted.deeds[0].thing.words) == (student, "Nobody owns a number.")
    assert noted.deeds[0].thing.address == made.get_absolute_url()
    assert in_short(noted) == "student wrote a note on “Nobody owns a number.”"


@pytest.mark.parametrize(("state", "deeds"), [("hidden", [What.NOTED]), ("waiting", [])])
def test_a_note_that_is_hidden_or_waits_is_not_repeated(post, student, state, deeds):
    made = note(post, student)
    before = len(post_history(post).entries)
    Remark.objects.filter(pk=made.pk).update(state=state)
    entries = post_history(post).entries
    noted = [deed for entry in entries for deed in entry.deeds if deed.what is What.NOTED]
    assert [deed.what for deed in noted] == deeds
    assert all(deed.thing.words == "" for deed in noted)
    assert len(entries) <= before + 1


def test_words_given_to_a_claim_are_told_and_those_of_one_that_waits_are_not(post, student):
    place = {"place": find(post.text, "Nobody owns a number."), "contributor": student}
    passages.give_words(claim=claim("a"), token=uuid4(), **place)
    assert (what(newest(post)), newest(post).person) == ([What.MARKED], student)
    made = passages.state_claim(post=post, text="No owner.", granted=True, note="", token=uuid4(), **place)
    assert what(newest(post)) == [What.STATED, What.MARKED]
    Claim.objects.filter(pk=made.claim_id).update(state="waiting")
    assert "No owner." not in words_told(post_history(post))
    assert What.STATED not in what(newest(post))


def test_a_claim_has_the_steps_it_is_part_of_in_its_history_and_a_step_what_undercuts_it(post, student):
    rebuttal = answer(student, claim("c"), "No.")
    answer(student, rebuttal, "That does not follow.")
    assert what(claim_history(claim("c")).entries[0]) == [What.REBUTTED]
    assert what(claim_history(Claim.objects.get(wording__text="No.")).entries[0]) == [What.REBUTTED]
    assert [what(entry) for entry in inference_history(rebuttal).entries] == [[What.UNDERCUT], [What.REBUTTED]]


# -- what may not be read --


def words_told(history):
    """Everything that the deeds of a history say."""
    for entry in history.entries:
        for deed in entry.deeds:
            for mention in (deed.thing, deed.of, *deed.premises):
                yield mention.words if mention else ""
            yield deed.words
            yield "".join(span.text for span in deed.spans)


def told(post, target):
    return "\n".join([*words_told(post_history(post)), *words_told(claim_history(target))])


@pytest.mark.parametrize("state", ["hidden", "waiting"])
def test_what_is_hidden_or_waits_is_not_repeated_in_any_history(post, student, state):
    answer(student, claim("b"), "A rude word.")
    rude = Claim.objects.get(wording__text="A rude word.")
    say_otherwise(student, rude, "A ruder word.")
    Claim.objects.filter(pk=rude.pk).update(note="A rude note.")
    assert "rude" in told(post, claim("b"))
    with doing(person("moderator")):
        Claim.objects.filter(pk=rude.pk).update(state=state)
    assert "rude" not in told(post, claim("b")).lower()


def test_a_hidden_step_keeps_its_place_and_says_nothing(post, student):
    made = answer(student, claim("b"), "A rude word.")
    with doing(person("moderator")):
        Inference.objects.filter(pk=made.pk).update(state="hidden")
    hidden, rebutted = post_history(post).entries[:2]
    assert (what(hidden), hidden.deeds[0].thing.address) == ([What.HID], "")
    assert (what(rebutted), rebutted.deeds[0].premises) == ([What.REBUTTED], [])


def test_a_hidden_citation_is_not_quoted(post, student):
    with doing(student):
        citation = cite(student, quotation="Rude words.")
    Citation.objects.filter(pk=citation.pk).update(quotation="Ruder words.")
    assert "Rude" in told(post, claim("a"))
    Citation.objects.filter(pk=citation.pk).update(state="hidden")
    assert "Rude" not in told(post, claim("a"))


def test_what_waits_leaves_no_entry(post, student):
    made = answer(student, claim("b"), "Not yet.")
    before = len(post_history(post).entries)
    with doing(student):
        Claim.objects.filter(wording__text="Not yet.").update(state="waiting")
        Inference.objects.filter(pk=made.pk).update(state="waiting")
    assert len(post_history(post).entries) == before - 1


# -- who --


def test_someone_whose_account_is_gone_is_a_former_member(post, student):
    answer(student, claim("b"), "No.")
    student.delete()
    (gone,) = [entry for entry in post_history(post).entries if not entry.is_load]
    assert (gone.hand, gone.person) == (Hand.FORMER, None)


@pytest.mark.django_db(transaction=True)  # what was said of one change lasts until its transaction ends
def test_without_a_request_it_is_the_contributor_who_did_it(post, student):
    cite(student)
    assert newest(post).person == student


def test_a_load_that_says_so_is_a_load(post):
    with pghistory.context(move="load"):
        Claim.objects.filter(key="a").update(note="Changed in the file.")
    assert newest(post).hand is Hand.ANALYSIS


def test_what_nobody_signed_in_did_to_a_readers_claim_is_the_operators_doing(post, student):
    answer(student, claim("b"), "No.")
    with pghistory.context():
        Claim.objects.filter(voice="reader").update(note="By hand.")
    assert (newest(post).hand, what(newest(post))) == (Hand.OPERATOR, [What.EDITED])


def test_an_event_without_what_went_before_breaks_nothing(post):
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE old AS SELECT * FROM argmap_claimevent LIMIT 1")
        cursor.execute("UPDATE old SET pgh_id = -1, pgh_label = 'update', pgh_context_id = gen_random_uuid()")
        cursor.execute("UPDATE old SET pgh_created_at = pgh_created_at - interval '1 year', pgh_context = NULL")
        cursor.execute("INSERT INTO argmap_claimevent SELECT * FROM old")
    assert len(post_history(post).entries) == 1


# -- pages --


def test_entries_keep_their_number_and_their_page(post, student, monkeypatch):
    monkeypatch.setattr(events, "PAGE_SIZE", 3)
    monkeypatch.setattr("argmap.queries.history.PAGE_SIZE", 3)
    for number in range(6):
        with doing(student):
            Claim.objects.filter(key="a").update(note=f"Note {number}.")
    history = post_history(post)
    assert [(entry.number, entry.page) for entry in history.entries] == [(7, 3), (6, 2), (5, 2)]
    assert (history.earlier, history.later) == (2, None)
    middle = post_history(post, 2)
    assert [entry.number for entry in middle.entries] == [6, 5, 4]
    assert (middle.earlier, middle.later) == (1, 3)
    assert [entry.number for entry in post_history(post, 99).entries] == [7]


def test_a_change_of_many_rows_is_counted_and_not_read_whole(student, monkeypatch):
    monkeypatch.setattr(events, "MOST_ALIKE", 2)
    post = make_post("a; b; d; e; f")
    (entry,) = post_history(post).entries
    assert entry.added["claim"] == 5
    assert what(entry) == [What.POSTED, What.STATED, What.STATED]
    assert entry.untold > 0


def test_a_long_history_takes_as_many_queries_as_a_short_one(post, student):
    counts = []
    for size in (1, 4):
        for number in range(size):
            made = answer(student, claim("b"), f"Answer {size} {number}.", f"And {size} {number}.")
            answer(student, made, f"It does not follow, {size} {number}.")
            say_otherwise(student, claim("a"), f"Wording {size} {number}.")
            with doing(student):
                cite(student, locator=f"at {size} {number}")
                Inference.objects.filter(pk=made.pk).update(note=f"Note {size} {number}.")
        with CaptureQueriesContext(connection) as asked:
            post_history(Post.objects.get())
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 27
