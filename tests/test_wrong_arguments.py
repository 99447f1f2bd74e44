"""A constructor that is called with an argument that it does not have: Python's TypeError names the class and the argument."""

import inspect

import pytest

import slakit as sk

CLASSES = [made for name in sk.__all__ if isinstance(made := getattr(sk, name), type) and not inspect.isabstract(made)]
BASES = {made for made in CLASSES if any(made in other.__mro__[1:] for other in CLASSES)}


@pytest.mark.parametrize("made", [made for made in CLASSES if made not in BASES], ids=lambda made: made.__name__)
def test_an_argument_that_is_not_there(made):
    """Left to Python: it is a slip in code that editors see, and its text is clear; a document has slakit's own error for a key."""
    if any(part.kind is inspect.Parameter.VAR_KEYWORD for part in inspect.signature(made).parameters.values()):
        return
    with pytest.raises(TypeError, match=r"unexpected keyword argument 'feee'"):
        made(feee=1)
