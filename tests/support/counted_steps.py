"""The steps that Python takes for some work, which do not depend on the machine as seconds do."""

import sys


def steps_of(work):
    """Return the number of lines and calls of Python code that some work takes."""
    steps = 0

    def trace(frame, event, argument):
        nonlocal steps
        steps += 1
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return steps
