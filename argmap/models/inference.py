from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pgtrigger
from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.urls import reverse

from argmap.graph.labels import InferenceLabel
from argmap.graph.model import Relation, Stance, State, Voice
from argmap.models.claim import Claim
from argmap.models.fields import Among, Labelled, Loaded, choices_of, no_longer_than, one_of, tracked
from argmap.models.post import Post

#: Deferred, since a step and its premises arrive in two statements.
HAS_A_PREMISE = pgtrigger.Trigger(
    name="inference_has_a_premise",
    when=pgtrigger.After,
    operation=pgtrigger.Insert,
    timing=pgtrigger.Deferred,
    func="""
        IF EXISTS (SELECT 1 FROM argmap_inference WHERE id = NEW.id)
           AND NOT EXISTS (SELECT 1 FROM argmap_premise WHERE inference_id = NEW.id) THEN
            RAISE EXCEPTION 'inference % has no premise', NEW.id USING ERRCODE = 'check_violation';
        END IF;
        RETURN NULL;
    """,
)


class InferenceQuerySet(models.QuerySet["Inference"]):
    def published(self) -> InferenceQuerySet:
        """Those that are published and stand for themselves; a merged one is found through its survivor."""
        return self.filter(state=State.PUBLISHED, merged_into=None)

    def reviewed(self) -> InferenceQuerySet:
        """Those that came with a post, or that a moderator has accepted."""
        return self.filter(Q(loaded__isnull=False) | Q(is_accepted=True))

    def counting(self) -> InferenceQuerySet:
        """Those that are published with all their premises and their target, or with what these were merged into."""
        shown = Coalesce("claim__merged_into__state", "claim__state")
        unshown = _premises().alias(shown=shown).filter(inference=OuterRef("pk")).exclude(shown=State.PUBLISHED)
        target = Coalesce(
            "conclusion__merged_into__state", "conclusion__state", "undercuts__merged_into__state", "undercuts__state"
        )
        return self.published().alias(target_state=target).filter(~Exists(unshown), target_state=State.PUBLISHED)

    def same_as(self, steps: Iterable[int]) -> InferenceQuerySet:
        """These steps and those that were merged into one of them."""
        ids = list(steps)
        return self.filter(Q(pk__in=ids) | Q(merged_into__in=ids))

    def bearing_on(self, claims: Iterable[int]) -> InferenceQuerySet:
        """Those for or against these claims, or what was merged into them."""
        return self.filter(Among("conclusion", Claim.objects.same_as(claims).values("pk")))

    def undercutting(self, steps: Iterable[int]) -> InferenceQuerySet:
        """Those that undercut these steps, or what was merged into them."""
        return self.filter(Among("undercuts", Inference.objects.same_as(steps).values("pk")))

    def starting_from(self, claims: Iterable[int]) -> InferenceQuerySet:
        """Those with one of these claims as a premise, or what was merged into one; each once."""
        used = _premises().filter(Among("claim", Claim.objects.same_as(claims).values("pk")))
        return self.filter(Among("pk", used.values("inference")))

    def with_target(self) -> InferenceQuerySet:
        """Bring along what each bears on, so that `bears_on` and `attacks` ask no further question."""
        return self.select_related("conclusion__wording", "conclusion__merged_into__wording", "undercuts__merged_into")


def _premises() -> models.QuerySet[Any]:
    """The premises of steps, whose model knows this one."""
    return apps.get_model("argmap", "Premise").objects.all()


@tracked(exclude=["loaded", "label", "why", "is_accepted"])
class Inference(Loaded, Labelled):
    """A step from premises to exactly one target: a claim (its conclusion) or another step (which it undercuts).

    `met_wording` is the number of the wording its conclusion had when the step was made. A rebuttal or undercut may say
    which `question` (graph.schemes) it raises, and `question_of` which step's kind of reasoning that is. A moderator
    has accepted what `is_accepted`; `merged_into` is the step that makes the same point, which stands for it.
    """

    post = models.ForeignKey(Post, models.PROTECT, related_name="inferences")
    key = models.CharField(max_length=64)
    stance = models.CharField(max_length=7, choices=choices_of(Stance))
    conclusion = models.ForeignKey(Claim, models.PROTECT, null=True, blank=True, related_name="bearing")
    undercuts = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="undercut_by")
    met_wording = models.PositiveIntegerField(null=True, editable=False)
    scheme = models.CharField(max_length=40, blank=True)
    question = models.CharField(max_length=60, blank=True)
    question_of = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="questioned_by")
    voice = models.CharField(max_length=10, choices=choices_of(Voice))
    state = models.CharField(max_length=10, choices=choices_of(State), default=State.PUBLISHED)
    note = models.TextField(blank=True, max_length=5000)
    contributor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="inferences"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    is_accepted = models.BooleanField(default=False)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="same_points")

    objects = InferenceQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["post", "key"], name="inference_key_once_in_a_post"),
            models.UniqueConstraint(fields=["id", "post"], name="inference_with_its_post"),
            models.CheckConstraint(
                condition=Q(conclusion__isnull=False, undercuts__isnull=True)
                | Q(conclusion__isnull=True, undercuts__isnull=False),
                name="inference_has_one_target",
            ),
            models.CheckConstraint(
                condition=Q(undercuts__isnull=True) | Q(stance=Stance.AGAINST), name="undercut_is_against"
            ),
            models.CheckConstraint(
                condition=Q(undercuts__isnull=True) | ~Q(undercuts=F("id")), name="undercut_not_of_itself"
            ),
            models.CheckConstraint(
                condition=Q(question="", question_of=None) | (~Q(question="") & Q(question_of__isnull=False)),
                name="question_of_a_step",
            ),
            models.CheckConstraint(
                condition=Q(conclusion=None, met_wording=None) | Q(conclusion__isnull=False, met_wording__isnull=False),
                name="inference_met_a_wording",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")), name="inference_not_merged_into_itself"
            ),
            one_of("stance", Stance, name="inference_stance"),
            one_of("voice", Voice, name="inference_voice"),
            one_of("state", State, name="inference_state"),
            one_of("label", InferenceLabel, name="inference_label"),
            no_longer_than(5000, "note", name="inference_note_length"),
        )
        triggers = (
            HAS_A_PREMISE,
            pgtrigger.ReadOnly(name="inference_target_stays", fields=["post", "stance", "conclusion", "undercuts"]),
        )

    def __str__(self) -> str:
        return self.key

    def get_absolute_url(self) -> str:
        return reverse("inference", args=[self.pk])

    @property
    def is_reviewed(self) -> bool:
        """Whether it came with a post, or a moderator has accepted it."""
        return self.is_shipped or self.is_accepted

    @property
    def survivor(self) -> Inference:
        """The step that stands for it: itself, unless it was merged. Asks the database unless that was read along."""
        return self.merged_into or self

    @property
    def bears_on(self) -> Claim | None:
        """The claim it is for or against: its conclusion, or what that was merged into. Read it `with_target()`."""
        return self.conclusion.survivor if self.conclusion is not None else None

    @property
    def attacks(self) -> Inference | None:
        """The step it undercuts, or what that was merged into. Read it `with_target()`."""
        return self.undercuts.survivor if self.undercuts is not None else None

    @property
    def is_older(self) -> bool:
        """Whether its conclusion was reworded since. Asks the database unless that was read along."""
        return self.conclusion is not None and self.met_wording != self.conclusion.public_wording

    @property
    def relation(self) -> Relation:
        """What this step is to its target."""
        if self.undercuts_id is not None:
            return Relation.UNDERCUT
        return Relation.SUPPORT if self.stance == Stance.FOR else Relation.REBUTTAL
