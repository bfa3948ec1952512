from __future__ import annotations

import pgtrigger
from django.db import models

from argmap.models.claim import Claim
from argmap.models.fields import tracked
from argmap.models.inference import Inference
from argmap.models.post import Post

NOT_THE_CONCLUSION = pgtrigger.Trigger(
    name="premise_is_not_the_conclusion",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    func="""
        IF EXISTS (SELECT 1 FROM argmap_inference WHERE id = NEW.inference_id AND conclusion_id = NEW.claim_id) THEN
            RAISE EXCEPTION 'inference % has its conclusion as a premise', NEW.inference_id
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """,
)

#: A step gets its label when the operation that made it ends; from then on its premises are what they are.
NO_LATE_PREMISE = pgtrigger.Trigger(
    name="premise_comes_with_its_step",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    func="""
        IF EXISTS (SELECT 1 FROM argmap_inference WHERE id = NEW.inference_id AND label IS NOT NULL) THEN
            RAISE EXCEPTION 'inference % is made and takes no further premise', NEW.inference_id
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """,
)


@tracked()
class Premise(models.Model):
    """A claim used by an inference, in order. Never changed: a step with other premises is another step."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    inference = models.ForeignKey(Inference, models.PROTECT, related_name="premises")
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="uses")
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["inference", "claim"], name="claim_once_in_an_inference"),
            models.UniqueConstraint(fields=["inference", "position"], name="premises_in_order"),
        )
        triggers = (
            NOT_THE_CONCLUSION,
            NO_LATE_PREMISE,
            pgtrigger.Protect(name="premise_stays", operation=pgtrigger.Update | pgtrigger.Delete),
        )

    def __str__(self) -> str:
        return f"{self.inference_id}: {self.claim_id}"

    @property
    def used(self) -> Claim:
        """The claim, or what it was merged into. Asks the database unless that was read along."""
        return self.claim.survivor
