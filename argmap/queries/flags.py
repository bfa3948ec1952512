"""What people flagged; for moderators and for who flagged it."""

from __future__ import annotations

from argmap.models import Citation, Claim, Flag, Inference, Misreading, Remark, User

Flagged = Claim | Inference | Citation | Misreading | Remark


def flag_by(person: User, thing: Flagged) -> Flag | None:
    """What somebody said when they flagged this, if they did; one query."""
    return Flag.objects.filter(contributor=person, **{str(thing._meta.model_name): thing.pk}).first()
