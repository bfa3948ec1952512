"""What a reader grants, denies or sets aside for themselves, as an address says it: `grant=12,15&deny=31&without=7`."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass

LIMIT = 50
SHOWN_IN_A_MESSAGE = 5
LONGEST_ID = 18  # digits; what has more is in no database


@dataclass(frozen=True, slots=True)
class Suppositions:
    """Claims taken to stand, claims taken to fall, and inferences taken to fail, by id."""

    granted: frozenset[int] = frozenset()
    denied: frozenset[int] = frozenset()
    set_aside: frozenset[int] = frozenset()

    def __len__(self) -> int:
        return len(self.granted) + len(self.denied) + len(self.set_aside)

    def toggled(self, name: str, id: int) -> Suppositions:
        """These suppositions with one more, or without it if it is among them; `name` is that of the address.

        To grant what was denied, or the other way round, takes the former back. Raises KeyError for another name.
        """
        ids = {"grant": self.granted, "deny": self.denied, "without": self.set_aside}
        changed = {**ids, name: ids[name] ^ {id}}
        other = {"grant": "deny", "deny": "grant"}.get(name)
        if other is not None:
            changed[other] = ids[other] - {id}
        return Suppositions(changed["grant"], changed["deny"], changed["without"])

    @property
    def query(self) -> str:
        """The query string that says these suppositions, always the same for the same ones; empty for none."""
        parts = {"grant": self.granted, "deny": self.denied, "without": self.set_aside}
        return "&".join(f"{name}={','.join(map(str, sorted(ids)))}" for name, ids in parts.items() if ids)


NONE = Suppositions()


def read_suppositions(
    parameters: Mapping[str, str], *, claims: Container[int], inferences: Container[int]
) -> tuple[Suppositions, list[str]]:
    """Read the suppositions of an address; what cannot be taken is dropped, each with a message for the reader.

    `claims` and `inferences` are the ids one may suppose something about. Never raises.
    """
    messages: list[str] = []
    granted = _ids("grant", parameters, claims, "claim", messages)
    denied = _ids("deny", parameters, claims, "claim", messages)
    set_aside = _ids("without", parameters, inferences, "step", messages)
    both = set(granted) & set(denied)
    if both:
        messages.append(f"Both granted and denied, so neither: {_listed(map(str, sorted(both)))}.")
    wanted = [("grant", id) for id in granted if id not in both]
    wanted += [("deny", id) for id in denied if id not in both]
    wanted += [("without", id) for id in set_aside]
    if len(wanted) > LIMIT:
        messages.append(f"Only the first {LIMIT} suppositions were taken, of {len(wanted)}.")
    taken: dict[str, set[int]] = {"grant": set(), "deny": set(), "without": set()}
    for name, id in wanted[:LIMIT]:
        taken[name].add(id)
    return Suppositions(*map(frozenset, taken.values())), messages


def _ids(name: str, parameters: Mapping[str, str], known: Container[int], noun: str, messages: list[str]) -> list[int]:
    """The known ids in one parameter, once each, in order; a message says what else was in it."""
    found: dict[int, None] = {}
    dropped: dict[str, None] = {}
    for part in _parts(parameters.get(name, "")):
        id = int(part) if part.isascii() and part.isdigit() and len(part) <= LONGEST_ID else None
        if id is not None and id in known:
            found[id] = None
        else:
            dropped[part] = None
    if dropped:
        messages.append(f"No {noun} of this argument, so left out: {_listed(dropped)}.")
    return list(found)


def _parts(value: str) -> Iterator[str]:
    return (part for piece in value.split(",") if (part := piece.strip()))


def _listed(items: Iterable[str]) -> str:
    """The first few items, shortened, and how many more there are."""
    all_items = list(items)
    shown = [item if len(item) <= 20 else f"{item[:20]}…" for item in all_items[:SHOWN_IN_A_MESSAGE]]
    more = len(all_items) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more else "")
