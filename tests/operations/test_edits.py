"""What people change of their own: another wording, taking back, putting back; and misreadings."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID

import pytest
from django.db import connection

from argmap.models import Answer, Claim, Inference, Misreading, Post, Wording
from argmap.operations import edits
from argmap.operations.changes import Relabelled
from argmap.operations.submissions import Resent
from tests.builders import claim, make_post, step
from tests.people import against, person, reason, reword

pytestmark = pytest.mark.django_db
TOKEN = UUID(int=1)


@pytest.fixture
def post() -> Post:
    return make_post("i: a + b -> c; r: d -x b; u: e -x i", main=["c"])


@pytest.fixture
def mine(post) -> Claim:
    """A claim of Ada's own, the premise of her rebuttal of `a`."""
    return against(claim("a"), "No.").premises.get().claim


def now(row):
    """A row as it is in the database by now."""
    return type(row).objects.get(pk=row.pk)


# -- another wording --


def test_another_wording_is_added_and_the_older_one_stays(mine):
    reword(mine, "No, since it cannot be.")
    assert (now(mine).public_wording, now(mine).text) == (2, "No, since it cannot be.")
    assert list(mine.wordings.order_by("number").values_list("text", flat=True)) == ["No.", "No, since it cannot be."]


def test_answers_to_the_older_wording_go_on_counting_and_say_that_they_are_older(mine):
    answer = against(mine, "Yes.", by=person("ben"))
    reword(mine, "No, since it cannot be.")
    assert now(answer).is_older
    assert (now(mine).label, now(answer).label) == ("falls", "applies")


def test_who_answered_or_used_a_claim_is_told_of_its_rewording_and_its_author_is_not(mine):
    against(mine, "Yes.", by=person("ben"))
    reason(claim("e"), mine, by=person("cleo"))
    reword(mine, "No, since it cannot be.")
    told = Answer.objects.filter(kind="rewording", claim=mine)
    assert set(told.values_list("recipient__username", flat=True)) == {"ben", "cleo"}


def test_the_same_words_make_no_new_wording_and_tell_nobody(mine):
    against(mine, "Yes.", by=person("ben"))
    reword(mine, "No.", note="For *this* reason.")
    assert (now(mine).public_wording, now(mine).note) == (1, "For *this* reason.")
    assert not Answer.objects.filter(kind="rewording").exists()


def test_a_wording_after_one_that_nobody_sees_has_a_number_of_its_own(mine):
    reword(mine, "First.")
    Claim.objects.filter(pk=mine.pk).update(public_wording=1)
    reword(now(mine), "Second.")
    assert (now(mine).public_wording, now(mine).text) == (3, "Second.")


def test_a_claim_that_is_no_longer_granted_loses_its_label_and_what_it_carried(mine):
    relabelled = reword(mine, "No.", granted=False)
    assert Relabelled("claim", mine.pk, "stands", "falls") in relabelled
    assert Relabelled("claim", claim("a").pk, "falls", "stands") in relabelled
    assert Relabelled("claim", mine.pk, "falls", "stands") in reword(now(mine), "No.", granted=True)


def test_the_second_of_two_editors_is_told_what_the_first_wrote(mine, everything):
    seen = edits.edition_of(mine)
    reword(mine, "The first was quicker.")
    before = everything()
    with pytest.raises(edits.EditedMeanwhile) as raised:
        reword(mine, "The second.", by=person(), edition=seen)
    assert raised.value.claim.text == "The first was quicker."
    assert everything() == before
    reword(mine, "Both, brought together.", edition=edits.edition_of(raised.value.claim))
    assert now(mine).text == "Both, brought together."


@pytest.mark.parametrize("changed", [{"note": "Another note."}, {"granted": False}])
def test_a_changed_note_or_grant_is_a_change_that_an_editor_is_told_of_too(mine, changed):
    seen = edits.edition_of(mine)
    reword(mine, "No.", **changed)
    with pytest.raises(edits.EditedMeanwhile):
        reword(mine, "The second.", edition=seen)


def test_another_claim_has_these_words_already_and_that_is_said(mine, everything):
    person()
    before = everything()
    with pytest.raises(edits.SaysTheSame) as raised:
        reword(mine, "claim D")
    assert raised.value.claim.key == "d"
    assert everything() == before


def test_where_two_claims_say_the_same_from_the_start_either_may_get_a_note(post):
    Wording.objects.create(claim=claim("e"), number=2, text="Claim d.")
    Claim.objects.filter(key="e").update(public_wording=2)
    for key in "de":
        reword(claim(key), "Claim d.", note="Said twice.")
    assert (claim("d").note, claim("e").note) == ("Said twice.", "Said twice.")


def test_an_edit_that_is_sent_again_changes_nothing(mine, everything):
    reword(mine, "First.", token=TOKEN)
    before = everything()
    with pytest.raises(Resent) as raised:
        reword(now(mine), "First.", token=TOKEN)
    assert raised.value.address == mine.get_absolute_url()
    assert everything() == before


def test_what_was_taken_back_cannot_be_reworded(mine):
    edits.withdraw(thing=mine, by=person())
    with pytest.raises(edits.NotThere):
        reword(now(mine), "Too late.")


@pytest.mark.django_db(transaction=True)
def test_of_two_edits_at_once_one_is_kept_and_the_other_told(mine):
    barrier, seen, ada = Barrier(2), edits.edition_of(mine), person()

    def edit(words):
        barrier.wait(timeout=10)
        try:
            reword(mine, words, by=ada, edition=seen)
        except edits.EditedMeanwhile as meanwhile:
            return meanwhile.claim.text
        finally:
            connection.close()
        return None

    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(edit, ["This.", "That."])
    assert {first, second} in ({None, "This."}, {None, "That."})
    assert now(mine).text == (first or second)
    assert mine.wordings.count() == 2


# -- taking back and putting back --


def test_what_is_taken_back_no_longer_counts_and_says_what_that_changed(mine):
    rebuttal = mine.uses.get().inference
    relabelled = edits.withdraw(thing=rebuttal, by=person())
    assert Relabelled("claim", claim("a").pk, "falls", "stands") in relabelled
    assert (now(rebuttal).state, now(rebuttal).label) == ("withdrawn", None)


def test_with_a_step_go_its_premises_that_are_of_no_other_use(mine):
    rebuttal = against(claim("d"), "Lonely.", mine, claim("e"))
    edits.withdraw(thing=rebuttal, by=person())
    states = dict(rebuttal.premises.values_list("claim__key", "claim__state"))
    assert states == {"M3": "withdrawn", mine.key: "published", "e": "published"}


def test_a_premise_that_somebody_rebutted_stays_where_it_is(mine):
    against(mine, "Yes.", by=person("ben"))
    edits.withdraw(thing=mine.uses.get().inference, by=person())
    assert now(mine).state == "published"


def test_to_put_a_step_back_brings_back_all_that_went_with_it(mine):
    rebuttal = against(claim("d"), "Lonely.", mine)
    labels = {(row.key, row.label) for model in (Claim, Inference) for row in model.objects.all()}
    edits.withdraw(thing=rebuttal, by=person())
    assert {(row.key, row.label) for model in (Claim, Inference) for row in model.objects.all()} != labels
    edits.restore(thing=rebuttal, by=person())
    assert {(row.key, row.label) for model in (Claim, Inference) for row in model.objects.all()} == labels
    assert not Claim.objects.exclude(state="published").exists()


def test_a_claim_is_taken_back_and_put_back(mine):
    edits.withdraw(thing=mine, by=person())
    assert (now(mine).state, now(mine.uses.get().inference).label, claim("a").label) == ("withdrawn", None, "stands")
    edits.restore(thing=mine, by=person())
    assert (now(mine).state, now(mine.uses.get().inference).label, claim("a").label) == (
        "published",
        "applies",
        "falls",
    )


@pytest.mark.parametrize("build", [
    lambda mine, ben: against(mine, "Yes.", by=ben),
    lambda mine, ben: reason(mine, "Because.", by=ben),
    lambda mine, ben: reason(claim("e"), mine, by=ben),
], ids=["rebutted", "supported", "used"])  # fmt: skip
def test_what_others_have_built_on_is_not_taken_back(mine, everything, build):
    build(mine, person("ben"))
    before = everything()
    with pytest.raises(edits.BuiltOn):
        edits.withdraw(thing=mine, by=person())
    assert everything() == before
    reword(mine, "It can still be said otherwise.")


def test_once_others_took_their_part_back_it_may_go(mine):
    answer = against(mine, "Yes.", by=person("ben"))
    edits.withdraw(thing=answer, by=person("ben"))
    edits.withdraw(thing=mine, by=person())
    assert now(mine).state == "withdrawn"


def test_words_of_the_post_stay_when_the_step_that_uses_them_is_taken_back():
    words = "passage p\nwords: The weights are numbers.\nrole: claim\nclaim: a\n"
    make_post("i: a + b -> c", main=["c"], extra=words)
    edits.withdraw(thing=step("i"), by=person(role="moderator"))
    assert (claim("a").state, claim("b").state, claim("c").state) == ("published", "withdrawn", "published")


@pytest.mark.parametrize("state", ["hidden", "withdrawn"])
def test_only_what_is_published_or_waits_is_taken_back(mine, state):
    Claim.objects.filter(pk=mine.pk).update(state=state)
    with pytest.raises(edits.NotThere):
        edits.withdraw(thing=mine, by=person())


@pytest.mark.parametrize("state", ["waiting", "hidden", "published"])
def test_only_what_was_taken_back_is_put_back(mine, state):
    Claim.objects.filter(pk=mine.pk).update(state=state)
    with pytest.raises(edits.NotThere):
        edits.restore(thing=mine, by=person())


def test_a_hidden_premise_does_not_come_back_with_its_step(mine):
    rebuttal = mine.uses.get().inference
    edits.withdraw(thing=rebuttal, by=person())
    Claim.objects.filter(pk=mine.pk).update(state="hidden")
    edits.restore(thing=rebuttal, by=person())
    assert (now(mine).state, now(rebuttal).state, now(rebuttal).label) == ("hidden", "published", None)


# -- misreadings --


def misread(target, **changed):
    values = {"words": "are numbers", "reading": "They are made of numbers.", "note": "", "token": TOKEN}
    return edits.misread(claim=target, contributor=person(), **values | changed)


def test_a_misreading_remembers_the_wording_it_speaks_of(post):
    reword(claim("a"), "Otherwise.", by=person("ben"))
    made = misread(claim("a"))
    assert (made.wording, made.words, made.reading) == (2, "are numbers", "They are made of numbers.")
    assert list(Misreading.objects.open()) == [made]


def test_a_misreading_that_is_sent_again_is_one_misreading(post):
    made = misread(claim("a"))
    with pytest.raises(Resent) as raised:
        misread(claim("a"))
    assert raised.value.address == f"{claim('a').get_absolute_url()}#misreading-{made.pk}"
    assert Misreading.objects.count() == 1


def test_nobody_misreads_what_was_taken_back(mine):
    edits.withdraw(thing=mine, by=person())
    with pytest.raises(edits.NotThere):
        misread(mine)


def test_a_misreading_is_taken_back_once(post):
    made = misread(claim("a"))
    edits.settle_misreading(misreading=made, by=person())
    assert not Misreading.objects.open().exists()
    with pytest.raises(edits.NotThere):
        edits.settle_misreading(misreading=made, by=person())


def test_a_new_misreading_is_seen_at_once_by_who_goes_by_the_version(post):
    misread(claim("a"))
    assert Post.objects.get().version == post.version + 1
