"""What is looked for, and what of it is to be shown."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from argmap.graph.labels import ClaimLabel
from argmap.graph.model import Voice
from argmap.models import Post, User
from argmap.queries.search import Kind, Wanted

#: Longer questions are cut.
LONGEST = 200
VOICES = [
    ("", "anybody"),
    (Voice.AUTHOR.value, "the author"),
    (Voice.REPORTED.value, "others, as the author reports"),
    (Voice.EDITOR.value, "argmap’s analysis"),
    (Voice.READER.value, "readers"),
]


class SearchForm(forms.Form):
    """Words, and filters of which each may be left out; one that makes no sense is left out too."""

    q = forms.CharField(
        required=False, label="Words, names or a citation", widget=forms.TextInput(attrs={"type": "search"})
    )
    kind = forms.ChoiceField(
        required=False,
        label="Kind",
        choices=[("", "anything"), *((kind.value, kind.plural) for kind in Kind)],
    )
    post = forms.ChoiceField(required=False, label="In")
    label = forms.ChoiceField(
        required=False, label="Label", choices=[("", "any"), *((label.value, label.value) for label in ClaimLabel)]
    )
    voice = forms.ChoiceField(required=False, label="Who says so", choices=VOICES)
    sourced = forms.ChoiceField(
        required=False, label="Source", choices=[("", "any"), ("yes", "has one"), ("no", "has none")]
    )
    by = forms.CharField(required=False, label="Contributor", max_length=User._meta.get_field("username").max_length)

    def __init__(self, data: dict[str, Any], posts: Iterable[Post]) -> None:
        super().__init__(data, label_suffix="")
        self.posts = {post.slug: post for post in posts}
        chosen: Any = self.fields["post"]
        chosen.choices = [("", "all posts"), *((slug, post.title) for slug, post in self.posts.items())]
        self.fields["q"].widget.attrs["maxlength"] = LONGEST

    @property
    def filters(self) -> list[forms.BoundField]:
        """The fields that narrow down what is found."""
        return [self[name] for name in ("kind", "post", "label", "sourced", "voice", "by")]

    @property
    def wanted(self) -> Wanted:
        """What is asked for, as far as it makes sense."""
        self.is_valid()
        given = {name: value for name, value in self.cleaned_data.items() if value}
        post = self.posts.get(given.get("post", ""))
        return Wanted(
            words=given.get("q", ""),
            kind=Kind(given["kind"]) if "kind" in given else None,
            post=post.pk if post else None,
            label=given.get("label"),
            voice=given.get("voice"),
            by=given.get("by", ""),
            has_source={"yes": True, "no": False}.get(given.get("sourced", "")),
        )
