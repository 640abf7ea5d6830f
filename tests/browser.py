"""A headless Chromium, steered through its pipe: no port, no further package."""

import base64
import json
import os
import select
import shutil
import subprocess
from pathlib import Path
from typing import Any

BINARY = next((path for name in ("chromium", "chromium-browser") if (path := shutil.which(name))), None)
OFF = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--remote-debugging-pipe",
]
PATIENCE = 60  # seconds without a word from the browser


class Browser:
    """One page of a browser; closed by `close`."""

    def __init__(self, profile: Path) -> None:
        assert BINARY is not None
        read_end, self.to = os.pipe()
        self.out, write_end = os.pipe()
        line = f'exec "$@" 3<&{read_end} 4>&{write_end}'
        command = ["bash", "-c", line, "chromium", BINARY, *OFF, f"--user-data-dir={profile}"]
        self.process = subprocess.Popen(
            command, pass_fds=(read_end, write_end), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        os.close(read_end)
        os.close(write_end)
        self.count, self.kept, self.session = 0, b"", ""
        self.events: list[dict[str, Any]] = []  # of the page that is being opened
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self.ask("Page.enable")
        self.ask("Page.setLifecycleEventsEnabled", enabled=True)

    def close(self) -> None:
        """End the browser."""
        os.close(self.to)
        os.close(self.out)
        self.process.kill()
        self.process.wait()

    def _message(self) -> dict[str, Any]:
        while b"\0" not in self.kept:
            assert select.select([self.out], [], [], PATIENCE)[0], f"no answer in {PATIENCE} s"
            part = os.read(self.out, 1 << 16)
            assert part, "the browser ended"
            self.kept += part
        message, self.kept = self.kept.split(b"\0", 1)
        return json.loads(message)

    def ask(self, method: str, **params: Any) -> dict[str, Any]:
        """Call a method of the DevTools protocol and return its result."""
        self.count += 1
        call = {"id": self.count, "method": method, "params": params}
        if self.session:
            call["sessionId"] = self.session
        os.write(self.to, json.dumps(call).encode() + b"\0")
        while (message := self._message()).get("id") != self.count:
            self.events.append(message)
        assert "error" not in message, message
        return message["result"]

    def open(self, path: Path, width: int = 1280, dark: bool = False, media: str = "") -> None:
        """Show a file in a window of some width, light or dark; printing chooses its own medium."""
        self.ask(
            "Emulation.setDeviceMetricsOverride", width=width, height=800, deviceScaleFactor=1, mobile=False
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.ask("Emulation.setEmulatedMedia", media=media, features=[scheme])
        self.events.clear()
        loader = self.ask("Page.navigate", url=path.as_uri())["loaderId"]
        while not any(_is_loaded(event, loader) for event in self.events):
            self.events.append(self._message())

    def value(self, expression: str) -> Any:
        """Return what a JavaScript expression gives in the page."""
        answer = self.ask("Runtime.evaluate", expression=expression, returnByValue=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def press(self, key: str) -> None:
        """Press Tab or Space."""
        code = {"Tab": 9, "Space": 32}[key]
        text = {"text": " "} if key == "Space" else {}
        typed = {"key": " " if text else key, "code": key, "windowsVirtualKeyCode": code}
        self.ask("Input.dispatchKeyEvent", type="keyDown", **typed, **text)
        self.ask("Input.dispatchKeyEvent", type="keyUp", **typed)

    def picture(self, path: Path) -> None:
        """Write the whole page as PNG."""
        shot = self.ask("Page.captureScreenshot", captureBeyondViewport=True)
        path.write_bytes(base64.b64decode(shot["data"]))

    def paper(self, path: Path) -> None:
        """Write the page as PDF."""
        path.write_bytes(base64.b64decode(self.ask("Page.printToPDF", printBackground=False)["data"]))


def _is_loaded(event: dict[str, Any], loader: str) -> bool:
    """Tell whether an event says that a page is there; it may come before the answer to the call."""
    params = event.get("params", {})
    return params.get("name") == "load" and params.get("loaderId") == loader
