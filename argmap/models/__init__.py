"""Rows: one model a file, with its constraints and its named queries."""

from argmap.models.allowance import Allowance
from argmap.models.answer import Answer
from argmap.models.appeal import Appeal
from argmap.models.appreciation import Appreciation
from argmap.models.citation import Citation
from argmap.models.claim import Claim
from argmap.models.decision import Decision
from argmap.models.desk_item import DeskItem
from argmap.models.flag import Flag
from argmap.models.inference import Inference
from argmap.models.later_history import LaterHistory
from argmap.models.link_check import LinkCheck
from argmap.models.misreading import Misreading
from argmap.models.passage import Passage
from argmap.models.post import Post
from argmap.models.premise import Premise
from argmap.models.remark import Remark
from argmap.models.source import Source
from argmap.models.source_request import SourceRequest
from argmap.models.source_text import SourceText
from argmap.models.submission import Submission
from argmap.models.user import User
from argmap.models.wording import Wording

__all__ = [
    "Allowance",
    "Answer",
    "Appeal",
    "Appreciation",
    "Citation",
    "Claim",
    "Decision",
    "DeskItem",
    "Flag",
    "Inference",
    "LaterHistory",
    "LinkCheck",
    "Misreading",
    "Passage",
    "Post",
    "Premise",
    "Remark",
    "Source",
    "SourceRequest",
    "SourceText",
    "Submission",
    "User",
    "Wording",
]
