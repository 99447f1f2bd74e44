"""A headless Chromium, driven through its pipe: what a page logs, asks for, measures, and how it looks."""

import json
import os
import shutil
import subprocess
from base64 import b64decode
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run", "--disable-background-networking")


def browser_path():
    """The path of a browser of this machine; None where there is none."""
    return next(filter(None, map(shutil.which, NAMES)), None)


class Browser:
    """One page of a browser; `messages` are what it logged, `requests` the addresses that it asked for."""

    def __enter__(self):
        self._folder = TemporaryDirectory(ignore_cleanup_errors=True)
        (there, self._write), (self._read, back) = os.pipe(), os.pipe()

        def pipes():
            # the browser reads its commands from 3 and answers on 4; both ends are first moved out of the way of these
            for number, end in ((3, os.dup(there)), (4, os.dup(back))):
                os.dup2(end, number)

        flags = (*FLAGS, "--remote-debugging-pipe", f"--user-data-dir={self._folder.name}")
        environment = {"HOME": self._folder.name, "PATH": os.environ["PATH"]}
        self._process = subprocess.Popen(
            [browser_path(), *flags],
            preexec_fn=pipes,
            close_fds=False,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environment,
        )
        os.close(there)
        os.close(back)
        self._rest, self._count, self._session = b"", 0, None
        self.messages, self.requests = [], []
        target = self.send("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.send(f"{domain}.enable")
        return self

    def __exit__(self, *error):
        with suppress(OSError, EOFError):
            self.send("Browser.close")
        self._process.wait(20)
        os.close(self._write)
        os.close(self._read)
        self._folder.cleanup()

    def send(self, method, **parameters):
        """Send a command, and return what it gives."""
        self._count += 1
        command = {"id": self._count, "method": method, "params": parameters}
        if self._session and not method.startswith("Browser"):
            command["sessionId"] = self._session
        os.write(self._write, json.dumps(command).encode() + b"\0")
        while True:
            message = self._next()
            if message.get("id") == self._count:
                if "error" in message:
                    raise RuntimeError(f"{method}: {message['error']['message']}")
                return message["result"]

    def _next(self):
        while b"\0" not in self._rest:
            part = os.read(self._read, 1 << 16)
            if not part:
                raise EOFError("the browser has gone away")
            self._rest += part
        text, _, self._rest = self._rest.partition(b"\0")
        message = json.loads(text)
        parameters = message.get("params", {})
        match message.get("method"):
            case "Log.entryAdded":
                self.messages.append(parameters["entry"]["text"])
            case "Runtime.consoleAPICalled" | "Runtime.exceptionThrown":
                self.messages.append(json.dumps(parameters)[:500])
            case "Network.requestWillBeSent":
                self.requests.append(parameters["request"]["url"])
        return message

    def open(self, path, width=1280, height=900, scheme="light"):
        """Open a file in a window of a size, in light or dark."""
        self.send("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600)
        self.send("Emulation.setEmulatedMedia", media="", features=[{"name": "prefers-color-scheme", "value": scheme}])
        self.send("Page.navigate", url=Path(path).resolve().as_uri())
        self.value("new Promise(done => document.readyState === 'complete' ? done() : addEventListener('load', () => done()))")

    def value(self, expression):
        """What an expression gives, or a promise of it."""
        given = self.send("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in given:
            raise RuntimeError(json.dumps(given["exceptionDetails"])[:500])
        return given["result"].get("value")

    def picture(self, path, top=0, height=None):
        """Write what is seen into a PNG: the whole page, or a part of it."""
        size = self.send("Page.getLayoutMetrics")["cssContentSize"]
        clip = {"x": 0, "y": top, "width": size["width"], "height": height or size["height"], "scale": 1}
        shot = self.send("Page.captureScreenshot", format="png", captureBeyondViewport=True, clip=clip)
        Path(path).write_bytes(b64decode(shot["data"]))

    def pdf(self, path):
        """Write the page as it is printed."""
        shot = self.send("Page.printToPDF", preferCSSPageSize=True, printBackground=False)
        Path(path).write_bytes(b64decode(shot["data"]))
