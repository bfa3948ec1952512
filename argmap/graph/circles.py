"""Circles: claims and inferences that in the end bear on themselves.

A *node* is a claim's id, or `~id` of an inference, since claims and inferences are numbered apart.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass

from argmap.graph.model import Graph


@dataclass(frozen=True, slots=True)
class Circle:
    """Claims and inferences each of which bears, through the others, on every one of them; ids ascending."""

    claims: tuple[int, ...]
    inferences: tuple[int, ...]


def find_circles(graph: Graph) -> tuple[Circle, ...]:
    """Find the circles of a graph, each as large as it gets, by first claim; linear in nodes and edges."""
    _, tangled = put_in_order(graph)
    circles = []
    for nodes in components(tangled, lambda node: inputs_of(graph, node)):
        if is_circle(nodes, lambda node: inputs_of(graph, node)):
            claims = tuple(sorted(node for node in nodes if node >= 0))
            circles.append(Circle(claims, tuple(sorted(~node for node in nodes if node < 0))))
    return tuple(sorted(circles, key=lambda circle: (circle.claims, circle.inferences)))


def inputs_of(graph: Graph, node: int) -> list[int]:
    """List the nodes that bear on a node directly."""
    if node >= 0:
        return [~step.id for step in graph.bearing_on.get(node, ())]
    undercuts = [~step.id for step in graph.undercuts_of.get(~node, ())]
    return [*graph.inferences[~node].premises, *undercuts]


def bears_on(graph: Graph, node: int) -> list[int]:
    """List the nodes that a node bears on directly."""
    if node >= 0:
        return [~step.id for step in graph.used_in.get(node, ())]
    step = graph.inferences[~node]
    if step.conclusion is not None:
        return [step.conclusion]
    return [] if step.undercuts is None else [~step.undercuts]


def put_in_order(graph: Graph) -> tuple[list[int], dict[int, None]]:
    """Put the nodes in an order in which each comes after its inputs.

    The second part holds the nodes without such an order: those on a circle and all that a circle bears on.
    """
    claims = {claim: len(steps) for claim, steps in graph.bearing_on.items()}
    steps = {id: len(step.premises) for id, step in graph.inferences.items()}
    for id, undercuts in graph.undercuts_of.items():
        steps[id] += len(undercuts)
    ordered = [claim for claim in graph.claims if claim not in claims]
    ordered += [~id for id, waiting in steps.items() if not waiting]
    for node in ordered:
        if node >= 0:
            for step in graph.used_in.get(node, ()):
                steps[step.id] -= 1
                if not steps[step.id]:
                    ordered.append(~step.id)
            continue
        step = graph.inferences[~node]
        if step.conclusion is not None:
            claims[step.conclusion] -= 1
            if not claims[step.conclusion]:
                ordered.append(step.conclusion)
        elif step.undercuts is not None:
            steps[step.undercuts] -= 1
            if not steps[step.undercuts]:
                ordered.append(~step.undercuts)
    tangled = [claim for claim, waiting in claims.items() if waiting]
    return ordered, dict.fromkeys([*tangled, *(~id for id, waiting in steps.items() if waiting)])


def components(nodes: Mapping[int, None], neighbours: Callable[[int], Collection[int]]) -> Iterator[list[int]]:
    """Yield the strongly connected components of `nodes`, each after those that its nodes have as neighbours.

    Neighbours that are not in `nodes` are passed over. Tarjan's algorithm (1972, "Depth-first search and
    linear graph algorithms") with its path in a list, so that long arguments meet no recursion limit.
    """
    discovered: dict[int, int] = {}
    earliest: dict[int, int] = {}  # of the nodes that a node is known to lead back to, by discovery
    unclosed: list[int] = []
    for start in nodes:
        path = [] if start in discovered else [(start, iter(neighbours(start)))]
        while path:
            node, ahead = path[-1]
            if node not in discovered:
                discovered[node] = earliest[node] = len(discovered)
                unclosed.append(node)
            for neighbour in ahead:
                if neighbour not in nodes:
                    continue
                if neighbour not in discovered:
                    path.append((neighbour, iter(neighbours(neighbour))))
                    break
                earliest[node] = min(earliest[node], earliest[neighbour])
            else:
                path.pop()
                if path:
                    earliest[path[-1][0]] = min(earliest[path[-1][0]], earliest[node])
                if earliest[node] == discovered[node]:
                    component = _close(node, unclosed)
                    earliest.update(dict.fromkeys(component, len(nodes)))
                    yield component


def _close(first: int, unclosed: list[int]) -> list[int]:
    """Take the nodes from `first` on off the list of those whose component is not known yet."""
    component = [unclosed.pop()]
    while component[-1] != first:
        component.append(unclosed.pop())
    return component


def is_circle(component: list[int], neighbours: Callable[[int], Collection[int]]) -> bool:
    """Whether a strongly connected component is a circle: several nodes, or one that is its own neighbour."""
    return len(component) > 1 or component[0] in neighbours(component[0])
