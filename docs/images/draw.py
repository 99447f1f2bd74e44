"""Draw statement.png, the picture of the README: the page of `slakit demo --format html` in a headless Chromium.

Run it after a change of the page, with the name of the browser if it is another: python docs/images/draw.py chromium
"""

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

PICTURE = Path(__file__).with_name("statement.png")
SIZE = "1200,1500"  # the cover and the beginning of the summary
MOST = 200_000  # bytes, so that the README loads quickly


def main(browser: str = "chromium") -> None:
    with TemporaryDirectory() as folder:
        page, drawn = Path(folder, "statement.html"), Path(folder, "statement.png")
        with page.open("wb") as file:
            subprocess.run([sys.executable, "-m", "slakit", "demo", "--format", "html"], stdout=file, check=True)
        options = ["--headless=new", "--no-sandbox", "--hide-scrollbars", f"--window-size={SIZE}", f"--screenshot={drawn}"]
        subprocess.run([browser, *options, page.as_uri()], stderr=subprocess.DEVNULL, check=True)
        if drawn.stat().st_size > MOST:
            raise SystemExit(f"the picture has {drawn.stat().st_size:,} bytes, more than {MOST:,}; make SIZE smaller")
        PICTURE.write_bytes(drawn.read_bytes())


if __name__ == "__main__":
    main(*sys.argv[1:])
