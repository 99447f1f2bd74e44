"""The page in a real browser: nothing is logged, nothing leaves the file, axe-core finds nothing, nothing is wider than a phone."""

import os
import shutil
import subprocess
import tarfile
from pathlib import Path

import pytest
from headless_browser import Browser, browser_path

from slakit.engine.evaluate import evaluate
from slakit.reports.html.page import Html
from slakit.social.records import AS_OF, QUARTER, records
from slakit.social.sample import sample

pytest.importorskip("jinja2")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(browser_path() is None, reason="no chromium on this machine; apt-get install chromium"),
]
WIDER = "e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.box, svg')"
OUTSIDE = f"[...document.querySelectorAll('body *')].filter(e => {WIDER}).length"
FOUND = "axe.run().then(all => all.violations.map(one => one.id + ': ' + one.nodes[0].html + ' ' + one.nodes[0].failureSummary))"


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """The sample's statement in English and German, and one without lines."""
    folder = tmp_path_factory.mktemp("pages")
    whole = evaluate(sample(), records(7), period=QUARTER, as_of=AS_OF, details=True)
    empty = evaluate(sample(), {}, as_of="2025-12-01T00:00Z")
    for name, page in {"en": Html().render(whole), "de": Html("de").render(whole), "empty": Html("fr").render(empty)}.items():
        (folder / f"{name}.html").write_text(page, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def browser():
    with Browser() as made:
        yield made


@pytest.fixture(scope="module")
def axe(tmp_path_factory):
    """The source of axe-core, of the file that SLAKIT_AXE names or from npm."""
    if "SLAKIT_AXE" in os.environ:
        return Path(os.environ["SLAKIT_AXE"]).read_text(encoding="utf-8")
    folder = tmp_path_factory.mktemp("axe")
    if shutil.which("npm") is None:
        pytest.skip("no npm to fetch axe-core with; SLAKIT_AXE names its axe.min.js")
    fetched = subprocess.run(["npm", "pack", "axe-core@4"], cwd=folder, capture_output=True, text=True, timeout=120)
    if fetched.returncode:
        pytest.skip("axe-core cannot be fetched by npm")
    with tarfile.open(next(folder.glob("*.tgz"))) as archive:
        return archive.extractfile("package/axe.min.js").read().decode()


@pytest.mark.parametrize("name", ["en", "de", "empty"])
@pytest.mark.parametrize("width", [1280, 360])
def test_nothing_is_logged_asked_for_or_too_wide(pages, browser, name, width):
    """The policy of the page blocks nothing that it needs; its only request is for itself; nothing overflows, with all details open."""
    browser.messages.clear()
    browser.requests.clear()
    path = pages / f"{name}.html"
    browser.open(path, width)
    browser.value("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert browser.value("[document.documentElement.scrollWidth <= innerWidth, " + OUTSIDE + "]") == [True, 0]
    assert browser.messages == []
    assert {address for address in browser.requests if not address.startswith("data:")} == {path.as_uri()}
    assert browser.value("getComputedStyle(document.body).marginTop") == "0px"  # its own style sheet is applied


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["en", "empty"])
def test_axe_finds_nothing(pages, browser, axe, name, scheme):
    """Contrast, names, roles, heads of tables and landmarks, with all details open."""
    browser.open(pages / f"{name}.html", 1280, scheme=scheme)
    browser.value("document.querySelectorAll('details').forEach(one => one.open = true)")
    browser.value(axe)
    assert browser.value(FOUND) == []


def test_it_is_printed_with_its_evidence(pages, browser, tmp_path):
    """On paper the workings of what was missed stand open, and links to jump with do not stand at all."""
    browser.open(pages / "en.html")
    browser.send("Emulation.setEmulatedMedia", media="print")
    seen = "[...document.querySelectorAll('.weighty .workings')].every(one => one.getBoundingClientRect().height > 0)"
    assert browser.value(f"[{seen}, document.querySelector('.contents').getBoundingClientRect().height]") == [True, 0]
    browser.send("Emulation.setEmulatedMedia", media="")
    browser.pdf(tmp_path / "page.pdf")
    assert (tmp_path / "page.pdf").read_bytes().startswith(b"%PDF")
