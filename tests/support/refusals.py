"""What an error says."""

import pytest


def refusal(error, call, *arguments):
    """The text of the error that a call raises."""
    with pytest.raises(error) as caught:
        call(*arguments)
    return str(caught.value)
