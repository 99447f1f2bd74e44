"""A file to be read, whatever its format."""

import pytest


@pytest.fixture
def written(request, tmp_path):
    """A function that writes a file and gives its path; a module whose files have another name says so as FILE_NAME."""
    usual = getattr(request.module, "FILE_NAME", "cases.csv")

    def write(content, name=usual):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write
