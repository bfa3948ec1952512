"""What stands, and why: small arguments one can check by hand, and properties that hold for all."""

from __future__ import annotations

from dataclasses import replace

from argumentation.core.dung import ArgumentationFramework, grounded_extension
from hypothesis import given
from hypothesis import strategies as st

from argmap.graph.labelling import Labelling, WhyCode, label
from argmap.graph.model import Claim, Graph, Inference, Stance
from argmap.graph.suppositions import Suppositions
from tests.graph.builders import claim_ids, graph, inference_ids
from tests.graph.graphs import graphs, parts, suppositions
from tests.graph.reference import all_fixpoints, least_fixpoint, rules_applied

LARGE = 100_000


def why(text: str, key: str, **supposed: set[str]) -> tuple[str, ...]:
    """The label of a claim or a step of a graph in text, why it has it, and the keys of what decided it."""
    argument = graph(text)
    claims, steps = claim_ids(argument), inference_ids(argument)
    ids = {kind: frozenset((claims | steps)[name] for name in names) for kind, names in supposed.items()}
    labelling = label(argument, suppositions=Suppositions(**ids))
    if key in claims:
        found, reason = labelling.claims[claims[key]], labelling.claim_whys[claims[key]]
    else:
        found, reason = labelling.inferences[steps[key]], labelling.inference_whys[steps[key]]
    named_claims = (argument.claims[id].key for id in reason.claims)
    named_steps = (argument.inferences[id].key for id in reason.inferences)
    return (found, reason.code, *named_claims, *named_steps)


def labels(labelling: Labelling) -> tuple[dict[int, str], dict[int, str]]:
    return dict(labelling.claims), dict(labelling.inferences)


def test_a_granted_claim_stands_and_one_left_without_reason_falls() -> None:
    assert why("a", "a") == ("stands", "granted")
    assert why("?a", "a") == ("falls", "unsupported")


def test_a_reason_applies_when_its_premises_stand_together() -> None:
    assert why("i: a + b -> c", "c") == ("stands", "supported", "i")
    assert why("i: a + b -> c", "i") == ("applies", "premises stand", "a", "b")
    assert why("i: a + ?b -> c", "i") == ("fails", "premise falls", "b")
    assert why("i: a + ?b -> c", "c") == ("falls", "unsupported", "i")


def test_one_reason_that_applies_is_enough() -> None:
    assert why("i: a -> c; j: ?b -> c; k: d -> c", "c") == ("stands", "supported", "i", "k")


def test_a_rebuttal_nobody_answered_brings_down_what_is_only_granted() -> None:
    assert why("r: d -x c", "c") == ("falls", "rebutted", "r")
    assert why("r: d -x c; s: e -x d", "c") == ("stands", "answered", "r")


def test_a_reason_and_a_rebuttal_that_both_apply_leave_a_claim_contested_and_so_what_rests_on_it() -> None:
    text = "i: a -> c; r: d -x c; j: c -> m"
    assert why(text, "c") == ("contested", "both sides unanswered", "i", "r")
    assert why(text, "j") == ("open", "waits on premise", "c")
    assert why(text, "m") == ("contested", "rests on contested", "c", "j")


def test_an_undercut_makes_a_step_fail_until_it_is_undercut_itself() -> None:
    assert why("i: a -> c; u: e -x i", "i") == ("fails", "undercut", "u")
    assert why("i: a -> c; u: e -x i", "c") == ("falls", "unsupported", "i")
    assert why("i: a -> c; u: e -x i; v: f -x u", "i") == ("applies", "premises stand", "a", "u")
    assert why("i: a -> c; u: e -x i; v: f -x u", "c") == ("stands", "supported", "i")


def test_a_step_waits_on_an_undercut_that_is_open() -> None:
    text = "i: a -> c; u: e -x i; j: b -> e; r: d -x e"
    assert why(text, "i") == ("open", "waits on undercut", "u")
    assert why(text, "c") == ("contested", "rests on contested", "i")


def test_claims_that_only_support_each_other_go_in_a_circle() -> None:
    text = "i: a -> b; j: b -> a; k: b -> m"
    assert why(text, "a") == ("contested", "in a circle", "b", "j")
    assert why(text, "b") == ("contested", "in a circle", "a", "i")
    assert why(text, "m") == ("contested", "rests on contested", "b", "k")


def test_claims_that_rebut_each_other_go_in_a_circle_too() -> None:
    assert why("r: a -x b; s: b -x a", "a") == ("contested", "in a circle", "b", "s")


def test_a_claim_with_both_sides_unanswered_is_not_put_down_to_the_circle_it_is_on() -> None:
    text = "i: p -> a; r: q -x a; j: a -> b; k: b -> a"
    assert why(text, "a") == ("contested", "both sides unanswered", "i", "r")
    assert why(text, "b") == ("contested", "rests on contested", "a", "j")


def test_nothing_is_explained_by_way_of_itself() -> None:
    assert why("i: !a -> b; j: b -> a", "a") == ("stands", "granted")
    assert why("i: !a -> b; j: b -> a", "b") == ("stands", "supported", "i")
    fallen = "i: p -> c; j: c -> p; u: e -x i"
    assert why(fallen, "i") == ("fails", "undercut", "u")
    assert why(fallen, "c") == ("falls", "unsupported", "i")
    assert why(fallen, "p") == ("falls", "unsupported", "j")


def test_a_circle_is_left_as_soon_as_something_outside_decides_it() -> None:
    assert why("i: a -> b; j: b -> a; k: x -> a", "b") == ("stands", "supported", "i")
    assert why("i: a -> b; j: b -> a; u: x -x j", "b") == ("falls", "unsupported", "i")


def test_suppositions_fix_labels_and_say_so() -> None:
    text = "i: a -> c; r: d -x c"
    assert why(text, "c", granted={"c"}) == ("stands", "supposed")
    assert why(text, "c", denied={"c"}) == ("falls", "supposed")
    assert why(text, "c", denied={"d"}) == ("stands", "answered", "r")
    assert why(text, "r", set_aside={"r"}) == ("fails", "set aside")
    assert why(text, "c", set_aside={"r"}) == ("stands", "answered", "r")


def test_a_step_set_aside_that_fails_anyway_says_what_makes_it_fail() -> None:
    assert why("i: ?a -> c", "i", set_aside={"i"}) == ("fails", "premise falls", "a")


def test_a_supposition_breaks_a_circle() -> None:
    text = "i: a -> b; j: b -> a"
    assert why(text, "b", granted={"a"}) == ("stands", "supported", "i")
    assert why(text, "a", set_aside={"i"}) == ("falls", "unsupported", "j")
    assert why(text, "i", set_aside={"i"}) == ("fails", "set aside")


def test_suppositions_about_what_is_not_there_change_nothing() -> None:
    argument = graph("i: a -> c")
    elsewhere = Suppositions(frozenset({99}), frozenset({98}), frozenset({97}))
    assert label(argument, suppositions=elsewhere) == label(argument)


def test_a_graph_that_no_database_would_keep_is_labelled_all_the_same() -> None:
    claims = [Claim(1, "a", granted=False), Claim(2, "b")]
    steps = [
        Inference(1, "own premise", Stance.FOR, (1,), conclusion=1),
        Inference(2, "undercuts itself", Stance.AGAINST, (2,), undercuts=2),
        Inference(3, "no premise", Stance.AGAINST, (), conclusion=2),
        Inference(4, "premise twice", Stance.FOR, (1, 1), conclusion=1),
        Inference(5, "no target", Stance.FOR, (2,)),
    ]
    found = label(Graph.build(claims, steps))
    claim_labels, step_labels = labels(found)
    assert claim_labels == {1: "contested", 2: "falls"}
    assert step_labels == {1: "open", 2: "fails", 3: "applies", 4: "open", 5: "fails"}
    assert found.claim_whys[1].code == WhyCode.IN_A_CIRCLE


def test_an_empty_graph_has_no_labels() -> None:
    assert labels(label(Graph.build([], []))) == ({}, {})


@given(graphs(), st.data())
def test_the_labelling_is_a_fixpoint_of_the_rules(argument: Graph, data: st.DataObject) -> None:
    supposed = data.draw(suppositions(argument))
    found = labels(label(argument, suppositions=supposed))
    assert rules_applied(argument, found, supposed) == found


@given(graphs(), st.data())
def test_the_labelling_is_what_brute_force_finds(argument: Graph, data: st.DataObject) -> None:
    supposed = data.draw(suppositions(argument))
    assert labels(label(argument, suppositions=supposed)) == least_fixpoint(argument, supposed)


@given(graphs(claims=3, steps=3))
def test_every_other_fixpoint_decides_what_the_labelling_decides_the_same_way(argument: Graph) -> None:
    claims, steps = labels(label(argument))
    decided = {id: label for id, label in claims.items() if label != "contested"}
    applied = {id: label for id, label in steps.items() if label != "open"}
    fixpoints = list(all_fixpoints(argument))
    assert (claims, steps) in fixpoints
    for other_claims, other_steps in fixpoints:
        assert decided.items() <= other_claims.items()
        assert applied.items() <= other_steps.items()


@given(parts(), st.randoms())
def test_labels_and_whys_do_not_depend_on_the_order_of_the_graph(drawn: tuple[list, list], random) -> None:
    claims, steps = drawn
    expected = label(Graph.build(claims, steps))
    shuffled = Graph.build(random.sample(claims, len(claims)), random.sample(steps, len(steps)))
    assert label(shuffled) == expected


@given(parts(), st.data())
def test_an_unanswered_rebuttal_changes_nothing_that_it_does_not_reach(drawn, data) -> None:
    claims, steps = drawn
    target = data.draw(st.sampled_from(claims)).id
    fresh = Claim(id=100, key="new")
    rebuttal = Inference(100, "new", Stance.AGAINST, (fresh.id,), conclusion=target)
    before, after = Graph.build(claims, steps), Graph.build([*claims, fresh], [*steps, rebuttal])
    old, new = label(before), label(after)
    reached_claims, reached_steps = reached_from(before, target)
    for id in before.claims.keys() - reached_claims:
        assert (new.claims[id], new.claim_whys[id]) == (old.claims[id], old.claim_whys[id])
    for id in before.inferences.keys() - reached_steps:
        assert (new.inferences[id], new.inference_whys[id]) == (old.inferences[id], old.inference_whys[id])


@given(parts(), st.booleans(), st.data())
def test_a_reason_with_new_premises_never_lowers_its_conclusion(drawn, granted, data) -> None:
    claims, steps = drawn
    target = data.draw(st.sampled_from(claims)).id
    fresh = Claim(id=100, key="new", granted=granted)
    reason = Inference(100, "new", Stance.FOR, (fresh.id,), conclusion=target)
    height = ["falls", "contested", "stands"].index
    before = label(Graph.build(claims, steps)).claims[target]
    after = label(Graph.build([*claims, fresh], [*steps, reason])).claims[target]
    assert height(after) >= height(before)


@given(parts(claims=10, steps=16))
def test_without_supports_and_with_all_granted_the_labels_are_those_of_the_grounded_extension(
    drawn: tuple[list, list],
) -> None:
    claims, steps = drawn
    attacking = [step for step in steps if step.stance is Stance.AGAINST]
    argument = Graph.build([replace(claim, granted=True) for claim in claims], attacking)
    claim_names = {id: f"p{id}" for id in argument.claims}
    step_names = {id: f"i{id}" for id in argument.inferences}
    framework = dung(argument, claim_names, step_names)
    accepted = grounded_extension(framework)
    rejected = {target for attacker, target in framework.defeats if attacker in accepted}

    def named(name: str, words: tuple[str, str, str]) -> str:
        return words[0] if name in accepted else words[2] if name in rejected else words[1]

    assert labels(label(argument)) == (
        {id: named(name, ("stands", "contested", "falls")) for id, name in claim_names.items()},
        {id: named(name, ("applies", "open", "fails")) for id, name in step_names.items()},
    )


@given(graphs(), st.data())
def test_following_what_decided_a_label_never_leads_back(argument: Graph, data: st.DataObject) -> None:
    found = label(argument, suppositions=data.draw(suppositions(argument)))
    claims, steps = labels(found)
    decided = {("claim", id): why for id, why in found.claim_whys.items() if claims[id] != "contested"}
    decided |= {("step", id): why for id, why in found.inference_whys.items() if steps[id] != "open"}
    while decided:
        explained = [node for node, why in decided.items() if not cited(why) & decided.keys()]
        assert explained
        for node in explained:
            del decided[node]


@given(graphs())
def test_a_contested_claim_waits_for_something_undecided_unless_both_sides_are_unanswered(argument) -> None:
    found = label(argument)
    for id, why in found.claim_whys.items():
        if found.claims[id] == "contested" and why.code is not WhyCode.BOTH_SIDES_UNANSWERED:
            assert why.inferences
            assert {found.inferences[step] for step in why.inferences} == {"open"}
            assert {found.claims[claim] for claim in why.claims} <= {"contested"}
    for id, why in found.inference_whys.items():
        if found.inferences[id] == "open":
            assert {found.claims[claim] for claim in why.claims} <= {"contested"}
            assert {found.inferences[step] for step in why.inferences} <= {"open"}
            assert cited(why)


@given(graphs())
def test_a_claim_in_a_circle_comes_back_to_itself(argument: Graph) -> None:
    found = label(argument)
    circling = {id: why for id, why in found.claim_whys.items() if why.code is WhyCode.IN_A_CIRCLE}
    for id, why in circling.items():
        seen, ahead = set(), list(cited(why))
        while ahead:
            kind, number = node = ahead.pop()
            if node not in seen:
                seen.add(node)
                ahead += cited((found.claim_whys if kind == "claim" else found.inference_whys)[number])
        assert ("claim", id) in seen


def test_a_chain_of_a_hundred_thousand_claims_is_labelled() -> None:
    claims = [Claim(id, str(id), granted=id == LARGE) for id in range(1, LARGE + 1)]
    steps = [Inference(id, str(id), Stance.FOR, (id + 1,), conclusion=id) for id in range(1, LARGE)]
    found = label(Graph.build(claims, steps))
    assert set(found.claims.values()) == {"stands"}
    assert set(found.inferences.values()) == {"applies"}


def test_a_star_of_a_hundred_thousand_claims_is_labelled() -> None:
    claims = [Claim(id, str(id), granted=id > 1) for id in range(1, LARGE + 1)]
    steps = [Inference(id, str(id), Stance.FOR, (id,), conclusion=1) for id in range(2, LARGE + 1)]
    rebuttals = [Inference(LARGE + 1, "rebuttal", Stance.AGAINST, (2,), conclusion=1)]
    found = label(Graph.build(claims, [*steps, *rebuttals]))
    assert found.claims[1] == "contested"
    assert len(found.claim_whys[1].inferences) == LARGE


def test_a_circle_of_a_hundred_thousand_claims_is_named_and_is_decided_from_any_one_of_them() -> None:
    claims = [Claim(id, str(id), granted=False) for id in range(1, LARGE + 1)]
    steps = [Inference(id, str(id), Stance.FOR, (id % LARGE + 1,), id) for id in range(1, LARGE + 1)]
    circle = Graph.build(claims, steps)
    found = label(circle)
    assert set(found.claims.values()) == {"contested"}
    assert found.claim_whys[7] == (WhyCode.IN_A_CIRCLE, (8,), (7,))
    decided = label(circle, suppositions=Suppositions(granted=frozenset({5})))
    assert set(decided.claims.values()) == {"stands"}
    assert decided.claim_whys[4] == (WhyCode.SUPPORTED, (), (4,))


def dung(argument: Graph, claims: dict[int, str], steps: dict[int, str]) -> ArgumentationFramework:
    """The framework in which a claim attacks its complement, and the complement what uses the claim."""
    attacks = set()
    complements = {}
    for step in argument.inferences.values():
        for premise in step.premises:
            complements[premise] = f"not {claims[premise]}"
            attacks |= {(claims[premise], complements[premise]), (complements[premise], steps[step.id])}
        target = claims[step.conclusion] if step.undercuts is None else steps[step.undercuts]
        attacks.add((steps[step.id], target))
    arguments = frozenset([*claims.values(), *steps.values(), *complements.values()])
    return ArgumentationFramework(arguments, frozenset(attacks))


def reached_from(argument: Graph, claim: int) -> tuple[set[int], set[int]]:
    """The claims and steps that a change to a claim may change."""
    claims, steps, ahead = {claim}, set(), [*argument.used_in.get(claim, ())]
    while ahead:
        step = ahead.pop()
        if step.id not in steps:
            steps.add(step.id)
            if step.conclusion is None:
                ahead.append(argument.inferences[step.undercuts])
            else:
                claims.add(step.conclusion)
                ahead += argument.used_in.get(step.conclusion, ())
    return claims, steps


def cited(why) -> set[tuple[str, int]]:
    return {("claim", id) for id in why.claims} | {("step", id) for id in why.inferences}
