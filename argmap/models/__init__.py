"""Rows: one model a file, with its constraints and its named queries."""

from argmap.models.allowance import Allowance
from argmap.models.answer import Answer
from argmap.models.appreciation import Appreciation
from argmap.models.citation import Citation
from argmap.models.claim import Claim
from argmap.models.inference import Inference
from argmap.models.misreading import Misreading
from argmap.models.passage import Passage
from argmap.models.post import Post
from argmap.models.premise import Premise
from argmap.models.source import Source
from argmap.models.source_text import SourceText
from argmap.models.submission import Submission
from argmap.models.user import User
from argmap.models.wording import Wording

__all__ = [
    "Allowance",
    "Answer",
    "Appreciation",
    "Citation",
    "Claim",
    "Inference",
    "Misreading",
    "Passage",
    "Post",
    "Premise",
    "Source",
    "SourceText",
    "Submission",
    "User",
    "Wording",
]
