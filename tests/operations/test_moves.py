"""What people add to an argument: reasons, rebuttals and undercuts."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID, uuid4

import pytest
from django.db import DataError, IntegrityError, connection, transaction

from argmap.graph.model import Stance
from argmap.models import Answer, Claim, Inference, Post, Submission, Wording
from argmap.operations import moves
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
def written(everything):
    """Every row but those of people, to see that a refused move wrote nothing."""
    person()
    return everything


def keys(step: Inference) -> list[str]:
    return list(step.premises.order_by("position").values_list("claim__key", flat=True))


# -- what a move makes --


def test_a_rebuttal_brings_down_what_was_only_granted_and_says_so(post):
    made = moves.add_step(target=claim("a"), stance=Stance.AGAINST, contributor=person(), premises=["No."], token=TOKEN)
    assert (made.step.stance, made.step.conclusion.key) == ("against", "a")
    assert Relabelled("claim", claim("a").pk, "stands", "falls") in made.relabelled
    assert Relabelled("inference", made.step.pk, None, "applies") in made.relabelled
    assert (claim("a").label, step(made.step.key).label) == ("falls", "applies")


def test_a_new_premise_is_a_claim_of_its_author_and_is_granted(post):
    premise = against(claim("a"), "No number is a secret.").premises.get().claim
    assert (premise.voice, premise.granted, premise.contributor.username) == ("reader", True, "ada")
    assert (premise.text, premise.wording.contributor.username) == ("No number is a secret.", "ada")


def test_premises_may_be_new_or_there_already_and_keep_their_order(post):
    made = reason(claim("c"), claim("e"), "Something new.", claim("d"))
    assert keys(made) == ["e", "M1", "d"]


def test_what_is_added_here_is_numbered_past_every_key_in_use():
    post = make_post("i: M1 -> a; M3: b -> a", main=["a"])
    assert against(claim("b"), "One.").key == "M4"
    assert keys(step("M4")) == ["M2"]
    post.refresh_from_db()
    assert post.last_number == 4


def test_a_number_is_not_given_twice_even_where_a_move_was_refused_between(post):
    against(claim("a"), "One.")
    with pytest.raises(moves.ClaimThere):
        against(claim("a"), "Two.", claim("d"), "One.")
    assert against(claim("a"), "Three.").key == "M4"


def test_an_undercut_makes_a_step_fail_and_may_be_undercut_itself(post):
    first = against(step("r"), "It does not follow.")
    assert step("r").label == "fails"
    against(first, "It does.")
    assert (step(first.key).label, step("r").label) == ("fails", "applies")


def test_a_step_remembers_the_wording_its_author_saw(post):
    reword(claim("a"), "Claim a, said better.", by=person("ben"))
    assert against(claim("a"), "No.", met_wording=1).met_wording == 1
    assert against(claim("a"), "Not at all.").met_wording == 2
    assert against(claim("a"), "Never.", met_wording=7).met_wording == 2
    assert against(step("i"), "It does not follow.", met_wording=1).met_wording is None


def test_a_step_keeps_its_note_its_kind_and_the_question_it_raises(post):
    raised = moves.Raised("exceptions", step("i"))
    made = against(step("i"), "Not here.", scheme="analogy", note="*See* there.", raised=raised)
    made.refresh_from_db()
    assert (made.scheme, made.note, made.question) == ("analogy", "*See* there.", "exceptions")
    assert made.question_of == step("i")


def test_who_is_answered_is_told_and_who_answers_is_not(post):
    ada, ben, cleo = person("ada"), person("ben"), person("cleo")
    first = against(claim("a"), "No.", by=ada)
    premise = first.premises.get().claim
    reason(claim("e"), premise, by=cleo)
    answer = against(premise, "Yes.", by=ben)
    told = Answer.objects.filter(inference=answer, kind="reply")
    assert set(told.values_list("recipient__username", flat=True)) == {"ada", "cleo"}
    own = against(premise, "Or perhaps.", by=ada)
    assert not Answer.objects.filter(inference=own, recipient=ada, kind="reply").exists()


# -- what is refused, and then nothing is written --


def refused(error, target, *premises, **options):
    with pytest.raises(error) as raised:
        against(target, *premises, **options)
    return raised.value


def test_a_form_that_is_sent_again_makes_nothing_and_leads_to_what_it_made(post, written):
    made = against(claim("a"), "No.", token=TOKEN)
    before = written()
    again = refused(Resent, claim("a"), "No.", token=TOKEN)
    assert again.address == made.get_absolute_url()
    refused(Resent, claim("d"), "Something else.", token=TOKEN)
    assert written() == before


def test_the_same_token_of_somebody_else_is_another_form(post):
    against(claim("a"), "No.", token=TOKEN)
    against(claim("a"), "Never.", token=TOKEN, by=person("ben"))
    assert Submission.objects.filter(token=TOKEN).count() == 2


def test_the_very_same_step_is_refused_with_the_one_that_is_there(post, written):
    first = against(claim("a"), "“No”, they say.", claim("d"))
    before = written()
    there = refused(moves.StepThere, claim("a"), claim("d"), '"no",  they SAY', by=person())
    assert there.step == first
    assert written() == before
    assert reason(claim("a"), claim("d"), claim("e"))


def test_words_that_are_a_claim_already_are_refused_with_that_claim(post, written):
    before = written()
    there = refused(moves.ClaimThere, claim("a"), "Something new.", "claim D")
    assert (there.claim.key, there.position) == ("d", 1)
    assert written() == before


@pytest.mark.parametrize("words", ["Claim a.", "claim A"])
def test_what_is_answered_is_no_premise_of_the_answer_by_words_or_by_key(post, written, words):
    before = written()
    assert refused(moves.NoPremise, claim("a"), "Something new.", words).position == 1
    assert refused(moves.NoPremise, claim("a"), claim("a")).position == 0
    assert written() == before


def test_no_premise_stands_twice_in_a_step(post, written):
    before = written()
    for pair in ([claim("d"), claim("d")], ["Something new.", "something  new"], [claim("d"), "Claim d."]):
        error = refused(moves.NoPremise, claim("a"), *pair)
        assert (error.position, str(error)) == (1, "This premise stands here twice.")
    assert written() == before


def test_claims_of_another_post_are_no_premises(post, written):
    make_post("z", slug="other")
    before = written()
    assert refused(moves.NoPremise, claim("a"), claim("z", "other")).position == 0
    assert written() == before
    assert against(claim("a"), "Claim z.").premises.get().claim.post == post


@pytest.mark.parametrize("state", ["waiting", "withdrawn", "hidden"])
def test_what_is_no_longer_published_is_neither_premise_nor_target(post, written, state):
    taken, rebuttal = claim("d"), step("r")
    Claim.objects.filter(key="d").update(state=state)
    before = written()
    assert refused(moves.NoPremise, claim("a"), taken).position == 0
    refused(moves.TargetGone, taken, "No.")
    refused(moves.TargetGone, rebuttal, "It does not follow from what is gone.")
    assert written() == before
    assert against(claim("a"), "Claim d.").premises.get().claim.key == "M1"


def test_no_more_is_stored_than_a_column_takes(post, written):
    assert against(claim("a"), "x" * 500, scheme="y" * 40)
    before = written()
    for values in ({"premise": "x" * 501}, {"premise": "Other words.", "scheme": "y" * 41}):
        with pytest.raises(DataError), transaction.atomic():
            against(claim("a"), values.pop("premise"), **values)
    assert written() == before


def test_a_step_without_premises_is_refused_by_the_database(post):
    with pytest.raises(IntegrityError, match="has no premise"), transaction.atomic():
        against(claim("a"))
        connection.check_constraints()


@pytest.mark.parametrize("words", ["سؤال بلا جواب؟", "שלום עולם", "🧑‍⚖️ says 🚫", "數字不是作品。", "x" * 500])
def test_any_script_is_kept_as_it_was_written(post, words):
    assert against(claim("a"), words).premises.get().claim.text == words
    with pytest.raises(moves.ClaimThere):
        against(claim("d"), words, claim("e"))


# -- at the same moment --


def at_once(*works):
    """Run works in threads that start together, each with a connection of its own; what each gave or raised."""
    barrier = Barrier(len(works))

    def run(work):
        barrier.wait(timeout=10)
        try:
            return work()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


@pytest.mark.django_db(transaction=True)
def test_one_form_sent_twice_at_once_makes_one_step(post):
    ada, target = person(), claim("a")
    found = at_once(*[lambda: against(target, "No.", by=ada, token=TOKEN)] * 4)
    made = [it for it in found if isinstance(it, Inference)]
    resent = [it for it in found if isinstance(it, Resent)]
    assert (len(made), len(resent)) == (1, 3)
    assert {it.address for it in resent} == {made[0].get_absolute_url()}
    assert Inference.objects.filter(contributor=ada).count() == Submission.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_people_who_say_the_same_at_once_say_it_once(post):
    people, target = [person("ada"), person("ben")], claim("a")
    found = at_once(*(lambda who=who: against(target, "No.", by=who) for who in people))
    assert sorted(type(it).__name__ for it in found) == ["Inference", "StepThere"]
    assert Wording.objects.filter(text="No.").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_moves_at_once_are_both_kept_with_keys_of_their_own(post):
    ada, target = person(), claim("a")
    found = at_once(*(lambda words=words: against(target, words, by=ada, token=uuid4()) for words in ("No.", "Never.")))
    assert {it.key for it in found} == {"M2", "M4"}
    assert Post.objects.get().version == post.version + 2
