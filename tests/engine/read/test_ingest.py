"""What is taken as records, and what is refused."""

from collections import namedtuple
from types import SimpleNamespace

import pytest
from engine_cases import POSTS, post

import slakit as sk

# streams and fields


def test_an_unknown_stream():
    """Close matches are suggested, all unknown streams told at once."""
    with pytest.raises(sk.errors.UsageError) as error:
        sk.evaluate(POSTS, {"post": [], "mails": []})
    assert error.value.problems == ("'post' is not a stream of 'A'; did you mean 'posts'?", "'mails' is not a stream of 'A'; known: posts")
    with pytest.raises(sk.errors.UsageError, match="did you mean 'posts'"):
        sk.Monitor(POSTS).feed("postings", [])


@pytest.mark.parametrize("records", ["text", b"bytes", 7, {"at": 1}])
def test_what_is_not_rows(records):
    """The error names the stream and what it got."""
    with pytest.raises(sk.errors.UsageError, match=f"'posts' got {type(records).__name__}"):
        sk.evaluate(POSTS, {"posts": records})


def test_rows_of_any_kind():
    """Mappings, objects, named tuples, slots, generators: all give the same."""
    Post = namedtuple("Post", "at ok")  # a plain one

    class Slotted:
        __slots__ = ("at", "ok")

        def __init__(self, at, ok):
            self.at, self.ok = at, ok

    rows = [post("01-05"), post("01-06", False)]
    wanted = sk.evaluate(POSTS, {"posts": rows})
    for kind in (SimpleNamespace, Post, Slotted):
        assert sk.evaluate(POSTS, {"posts": [kind(**row) for row in rows]}).digest == wanted.digest
    assert sk.evaluate(POSTS, {"posts": (row for row in rows)}).digest == wanted.digest


def test_progress():
    """It is told each stream and how many records were just read."""
    seen = []
    sk.evaluate(POSTS, {"posts": [post("01-05")] * 3}, progress=lambda stream, count: seen.append((stream, count)))
    assert seen == [("posts", 3)]
