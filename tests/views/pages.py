"""What a reader sees of a page: its words and its links, whatever the markup around them."""

from __future__ import annotations

from html.parser import HTMLParser

UNSEEN = {"script", "style", "head", "sup"}  # the numbers of notes stand between the words


class Page(HTMLParser):
    """The words, links and ids of an answer."""

    def __init__(self, response) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.text: list[str] = []
        self.unseen = 0
        self.feed(response.content.decode())

    @property
    def words(self) -> str:
        return " ".join("".join(self.text).split())

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        self.unseen += tag in UNSEEN
        if tag == "a" and values.get("href"):
            self.links.append(values["href"])
        if values.get("id"):
            self.ids.append(values["id"])

    def handle_endtag(self, tag):
        self.unseen -= tag in UNSEEN

    def handle_data(self, data):
        if not self.unseen:
            self.text.append(data)
