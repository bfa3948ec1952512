"""The made-up arguments are like real ones, and a run measures every row."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from io import StringIO
from multiprocessing import get_context

import pytest
from django.core.management import CommandError, call_command

from argmap.database import database_url
from argmap.graph.circles import find_circles
from argmap.graph.model import Graph, Relation
from argmap.management.commands import bench
from argmap.management.commands.bench import PAGES, SIZES, aims
from argmap.management.measuring import Measurement, in_worker, use_database
from argmap.management.storing import store
from argmap.management.synthetic import Argument, make_argument, without_circles
from argmap.models import Citation, Passage
from argmap.queries.graphs import load_graph


@pytest.fixture(scope="module")
def argument() -> Argument:
    return make_argument(400)


@pytest.fixture
def graph(argument: Argument, db: None) -> Graph:
    return load_graph(store(argument, "made-up"))


def test_the_same_size_gives_the_same_argument(argument):
    assert make_argument(400) == argument
    assert make_argument(400, seed=18) != argument


def test_every_claim_and_step_is_stored_and_counts(argument, graph):
    assert len(graph.claims) == len(argument.texts) == 400
    assert len(graph.inferences) == len(argument.steps)
    assert len(graph.main) == 3


def test_premises_come_in_sets_of_one_to_three(graph):
    assert {len(step.premises) for step in graph.inferences.values()} == {1, 2, 3}


def test_there_are_rebuttals_and_undercuts_and_undercuts_of_undercuts(graph):
    relations = [step.relation for step in graph.inferences.values()]
    assert 0.08 < relations.count(Relation.REBUTTAL) / len(relations) < 0.22
    assert 0.03 < relations.count(Relation.UNDERCUT) / len(relations) < 0.13
    undercut = [graph.inferences[id] for id in graph.undercuts_of]
    assert any(step.relation is Relation.UNDERCUT for step in undercut)


def test_some_claims_are_shared_and_some_go_in_circles(graph):
    assert any(len(steps) > 1 for steps in graph.used_in.values())
    assert find_circles(graph)


def test_without_its_circles_an_argument_keeps_nearly_all_its_steps(graph):
    straight = without_circles(graph)
    assert not find_circles(straight)
    assert len(straight.inferences) > 0.9 * len(graph.inferences)


def test_claims_are_stated_in_the_post_and_cite_sources(argument, graph):
    assert Passage.objects.count() == len(argument.stated) >= 40
    assert Citation.objects.count() == len(argument.citations)
    assert len({source for _, source, _ in argument.citations}) > 1


def test_the_longest_post_is_short_enough_to_be_shown(argument):
    largest = make_argument(max(SIZES))
    assert len(largest.body) < 100_000


@pytest.fixture
def one_worker(monkeypatch) -> Iterator[None]:
    """One process for all rows, for a run whose numbers nobody reads: most of the time is spent on starting them."""
    with ExitStack() as started:
        workers: list[ProcessPoolExecutor] = []

        def in_worker(url, task, *given):
            if not workers:
                pool = ProcessPoolExecutor(1, get_context("spawn"), initializer=use_database, initargs=(url,))
                workers.append(started.enter_context(pool))
            return workers[0].submit(task, *given).result()

        monkeypatch.setattr(bench, "in_worker", in_worker)
        yield


def test_what_is_measured_runs_in_a_process_of_its_own():
    assert in_worker(database_url(), os.getpid) != os.getpid()


def test_a_run_prints_every_row_and_every_aim(settings, tmp_path, one_worker):
    settings.STATIC_ROOT = tmp_path
    out = StringIO()
    call_command("bench", sizes=[30], runs=1, database=f"argmap_bench_{os.getpid()}", stdout=out)
    lines = out.getvalue().splitlines()
    for page in PAGES:
        assert any(line.startswith(f"{page:<16}      30") for line in lines)
    assert any(line.startswith("met: queries equal") for line in lines)


def test_nothing_is_measured_while_debug_is_on(settings):
    settings.DEBUG = True
    with pytest.raises(CommandError, match="DEBUG"):
        call_command("bench")


def row(median: float, queries: int = 6) -> Measurement:
    return Measurement(queries, median, median, median, size=0, sent=0, memory=0)


def test_an_aim_is_missed_by_what_is_too_slow():
    assert not dict(aims({("outline", 5_000): row(1.2)}))["outline of 5,000 claims under 1 s: 1.200 s"]


def test_an_aim_is_missed_by_growth_that_is_not_linear():
    said = dict(aims({("outline", 1_000): row(0.1), ("outline", 5_000): row(0.9)}))
    assert not said["outline near linear from 1,000 to 5,000: 1.80× a claim"]


def test_an_aim_is_missed_by_queries_that_differ_with_the_size():
    said = dict(aims({("claim", 100): row(0.1), ("claim", 1_000): row(0.1, queries=7)}))
    assert not said["queries equal at every size: claim [6, 7]"]
