"""Read a page of HTML back: whether its elements are closed in order, its texts with their languages, its attributes."""

from html.parser import HTMLParser

EMPTY = {"meta", "link", "br", "img", "hr", "input"}


class Page(HTMLParser):
    """The elements, attributes and texts of a page; `faults` are elements that are not closed in order."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.open, self.faults, self.attributes, self.texts, self.tags = [], [], [], [], []
        self.feed(text)
        self.close()
        self.faults += [f"{tag} is not closed" for tag, _ in self.open]

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, name, value) for name, value in attrs]
        if tag not in EMPTY:
            self.open.append((tag, dict(attrs)))

    def handle_startendtag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, name, value) for name, value in attrs]

    def handle_endtag(self, tag):
        if not self.open or self.open[-1][0] != tag:
            self.faults.append(f"</{tag}> where {self.open[-1][0] if self.open else 'nothing'} is open")
        else:
            self.open.pop()

    def handle_data(self, data):
        language = next((attrs["lang"] for _, attrs in reversed(self.open) if attrs.get("lang")), "")
        inside = [tag for tag, _ in self.open]
        if data.strip() and "style" not in inside:
            self.texts.append((language, tuple(inside), " ".join(data.split())))

    @property
    def ids(self):
        """The ids of all elements."""
        return [value for _, name, value in self.attributes if name == "id"]

    def in_language(self, language):
        """The texts that are in a language, or outside of all that say theirs."""
        return [text for one, _, text in self.texts if one == language]
