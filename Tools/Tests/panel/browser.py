"""A headless Chromium, driven over its debugging pipe: only what a test of a page needs, and nothing but Python itself."""

import base64
import json
import os
import select
import shutil
import subprocess
import tempfile
import time


class PageError(Exception):
    """The page did not do what was asked of it, or not in time."""


class Browser:
    """One page in one browser. Use it in a `with` statement."""

    def __init__(self, width, height, language="zh-CN", patience=60):
        self.patience = patience
        self.profile = tempfile.mkdtemp(prefix="acceptd-browser.")
        self._number = 0
        self._events = []
        self._rest = b""
        to_browser, self._write = os.pipe()
        self._read, from_browser = os.pipe()

        def hand_over():
            # Chromium reads its commands from descriptor 3 and answers on 4. Both ends may be either number by now.
            spare = [os.dup(to_browser), os.dup(from_browser)]
            high = [os.dup2(spare[0], 100), os.dup2(spare[1], 101)]
            os.dup2(high[0], 3)
            os.dup2(high[1], 4)

        self._process = subprocess.Popen(
            [
                "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run",
                "--disable-dev-shm-usage", "--disable-extensions", "--remote-debugging-pipe", f"--lang={language}",
                f"--user-data-dir={self.profile}", f"--window-size={width},{height}", "about:blank",
            ],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            close_fds=False, preexec_fn=hand_over, start_new_session=True,
        )
        os.close(to_browser)
        os.close(from_browser)
        targets = self._call("Target.getTargets")["targetInfos"]
        target = next(one["targetId"] for one in targets if one["type"] == "page")
        self._session = self._call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self._call("Page.enable")
        self._call("Runtime.enable")
        self._call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        self._process.kill()
        self._process.wait()
        shutil.rmtree(self.profile, ignore_errors=True)

    def open(self, address):
        self._call("Page.navigate", url=address)
        self.wait("document.readyState === 'complete'", "the page to load")

    def resize(self, width, height):
        self._call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def value(self, expression):
        """What a JavaScript expression is worth on the page."""
        answer = self._call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise PageError(f"{expression}: {answer['exceptionDetails'].get('exception', {}).get('description')}")
        return answer["result"].get("value")

    def wait(self, expression, what):
        """Waits until an expression is true, and fails with `what` was waited for."""
        deadline = time.monotonic() + self.patience
        while True:
            try:
                if self.value(f"Boolean({expression})"):
                    return
            except PageError:
                # Between two documents there is nothing to ask.
                pass
            if time.monotonic() > deadline:
                raise PageError(f"waited {self.patience} s for {what}")
            time.sleep(0.05)

    def click(self, element):
        """Clicks the middle of the element with this id, with the mouse."""
        place = self.value(
            f"""(() => {{
              const element = document.getElementById({json.dumps(element)});
              if (!element || element.disabled) return null;
              element.scrollIntoView({{ block: "nearest" }});
              const box = element.getBoundingClientRect();
              return {{ x: box.x + box.width / 2, y: box.y + box.height / 2 }};
            }})()""")
        if place is None:
            raise PageError(f"there is nothing to click that is called '{element}'")
        for kind in ("mousePressed", "mouseReleased"):
            self._call("Input.dispatchMouseEvent", type=kind, x=place["x"], y=place["y"], button="left", clickCount=1)

    def type(self, key, code):
        """Presses one key of the keyboard."""
        for kind in ("keyDown", "keyUp"):
            self._call("Input.dispatchKeyEvent", type=kind, key=key, code=code)

    def text(self, element):
        return self.value(f"document.getElementById({json.dumps(element)}).textContent")

    def screenshot(self, path):
        picture = self._call("Page.captureScreenshot", format="png")["data"]
        with open(path, "wb") as file:
            file.write(base64.b64decode(picture))

    def complaints(self):
        """What the page's scripts have thrown or logged as errors."""
        self.value("0")
        found = []
        for event in self._events:
            if event["method"] == "Runtime.exceptionThrown":
                details = event["params"]["exceptionDetails"]
                found.append(details.get("exception", {}).get("description") or details["text"])
            elif event["method"] == "Runtime.consoleAPICalled" and event["params"]["type"] == "error":
                found.append(str(event["params"]["args"]))
        return found

    def _call(self, method, **parameters):
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        if not method.startswith("Target."):
            message["sessionId"] = self._session
        os.write(self._write, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._receive()
            if answer.get("id") == self._number:
                if "error" in answer:
                    raise PageError(f"{method}: {answer['error']['message']}")
                return answer["result"]
            if "method" in answer:
                self._events.append(answer)

    def _receive(self):
        while b"\0" not in self._rest:
            if not select.select([self._read], [], [], self.patience)[0]:
                raise PageError("the browser does not answer")
            more = os.read(self._read, 1 << 20)
            if not more:
                raise PageError("the browser has gone")
            self._rest += more
        message, self._rest = self._rest.split(b"\0", 1)
        return json.loads(message)
