"""A package, so that `test_base.py` has another module name here than in the other folders."""
