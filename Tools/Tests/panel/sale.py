"""The panel as a person uses it: people, codes, keys, paper, the network switch, the power, both languages."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile

from browser import Browser, PageError

PATIENCE = 60


class Panel:
    """The panel's program on a state folder of its own."""

    def __init__(self, program):
        self.state = tempfile.mkdtemp(prefix="acceptd-panel.", dir="/tmp")
        self._process = subprocess.Popen(
            [program, "--state", self.state, "--port", "18080"], stdout=subprocess.PIPE, text=True)

    def __enter__(self):
        for line in self._process.stdout:
            if "http://" in line:
                self.address = line.split("open ")[1].split()[0]
                return self
        raise SystemExit("FAILED: the panel ended before it served its page")

    def __exit__(self, kind, *_):
        self._process.send_signal(signal.SIGINT)
        try:
            self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            raise
        if kind is None:
            shutil.rmtree(self.state, ignore_errors=True)
        else:
            print(f"  the state is kept: {self.state}", file=sys.stderr)


class Counter:
    """A person at the page."""

    def __init__(self, browser, screenshots):
        self.browser = browser
        self.screenshots = screenshots

    def shows(self, *texts):
        for text in texts:
            self.browser.wait(
                f"document.getElementById('display-text').textContent.includes({text!r})", f"the display to show {text}")

    def keys(self, words):
        for word in words.split():
            for key in [word] if word.isalpha() else word:
                self.browser.click("key-" + {".": "point"}.get(key, key))

    def person(self, name):
        before = self.browser.value("document.getElementById('code-picture').src")
        self.browser.click("person-" + name)
        self.browser.wait(
            f"document.getElementById('person-{name}').getAttribute('aria-pressed') === 'true'"
            f" && document.getElementById('code-picture').src !== {before!r}", f"the code of {name}")

    def scan(self):
        self.browser.wait("!document.getElementById('scan').disabled", "a code to scan")
        self.browser.click("scan")

    def paper(self, *texts):
        for text in texts:
            self.browser.wait(
                f"document.getElementById('paper').textContent.includes({text!r})", f"the paper to say {text}")

    def row(self, sequence, *texts):
        self.browser.wait(f"document.getElementById('hub-row-{sequence}')", f"entry {sequence} at the hub")
        for text in texts:
            self.browser.wait(
                f"document.getElementById('hub-row-{sequence}').textContent.includes({text!r})",
                f"entry {sequence} at the hub to say {text}")

    def says(self, element, text):
        self.browser.wait(
            f"document.getElementById({element!r}).textContent.includes({text!r})", f"{element} to say {text}")

    def picture(self, name):
        path = os.path.join(self.screenshots, name + ".png")
        self.browser.screenshot(path)
        print(f"  {path}")


def people(counter):
    """Everybody of the tray, in words of both languages."""
    for language in ("en", "zh"):
        counter.browser.click("language-" + language)
        counter.browser.wait(f"document.documentElement.lang.startsWith('{language}')", "the page in " + language)
        bare = counter.browser.value(
            "[...document.querySelectorAll('#tray .customer')].filter(one => one.querySelector('span').textContent === one.dataset.id)"
            ".map(one => one.dataset.id).join(' ')")
        if bare:
            raise SystemExit(f"FAILED: the page has no words in {language} for {bare}")


def sale(counter):
    """The first sale, by mouse: a person, the scanner, digits, enter, enter."""
    counter.shows("请扫码", "联网")
    counter.picture("1-idle-zh")
    counter.person("wang")
    counter.scan()
    counter.shows("1956年生", "可报")
    counter.keys("12.50 enter")
    counter.shows("12.50元", "8.75元", "3.75元")
    counter.picture("2-shares-zh")
    counter.keys("enter")
    counter.shows("离线受理成功")
    counter.paper("医保结算凭条", "王*明", "8.75元")
    counter.row(1, "王*明", "12.50", "8.75", "3.75", "已签收")
    counter.says("pending", "0")
    counter.picture("3-accepted-zh")


def refusals(counter):
    """A forged code, and a picture of a code that was used."""
    counter.keys("cancel")
    counter.shows("请扫码")
    counter.person("screenshot")
    counter.scan()
    counter.shows("E13")
    counter.person("forged")
    counter.scan()
    counter.shows("疑似伪造码", "E05")
    counter.browser.wait("document.getElementById('led-red').classList.contains('on')", "the red lamp")
    counter.picture("4-refused-zh")
    counter.keys("cancel")


def void(counter):
    """The sale taken back by the supervisor, which the hub's list calls so."""
    counter.shows("请扫码")
    counter.keys("category 3 1 enter")
    counter.shows("要撤销单号")
    counter.keys("enter 246810 enter")
    counter.shows("撤销成功")
    counter.paper("撤销凭条")
    counter.row(1, "结算")
    counter.row(2, "撤销 1 号", "-12.50", "-8.75", "已签收")
    counter.says("hub-total", "0.00")
    counter.keys("cancel")


def offline_in_english(counter):
    """The page in English, a sale without the network by the keyboard, and the queue that drains."""
    browser = counter.browser
    browser.click("language-en")
    browser.wait("document.documentElement.lang === 'en'", "the page in English")
    counter.keys("language")
    counter.shows("Scan code")
    browser.click("network-off")
    counter.person("li")
    counter.scan()
    counter.shows("Born 1988")
    browser.value("document.activeElement.blur()")
    for key, code in (("4", "Digit4"), ("0", "Digit0"), ("Enter", "Enter")):
        browser.type(key, code)
    counter.shows("40.00", "20.00")
    browser.type("Enter", "Enter")
    counter.shows("Accepted offline")
    counter.says("pending", "1")
    browser.resize(1600, 1000)
    counter.picture("5-offline-en")
    browser.click("network-on")
    counter.row(3, "Sale", "李*", "40.00", "signed")
    counter.says("pending", "0")
    counter.says("hub-chain", "whole")
    counter.picture("6-drained-en")


def power(counter):
    """Darkness, and the terminal that comes back with what it had."""
    counter.browser.click("power-cut")
    counter.browser.wait("document.querySelector('.case').classList.contains('dead')", "the display to go dark")
    counter.picture("7-dark-en")
    counter.browser.click("power-on")
    counter.browser.wait("document.getElementById('display-text').textContent.trim() !== ''", "the display to come back")
    counter.says("hub-count", "3")


def main(program, screenshots):
    screenshots = screenshots or tempfile.mkdtemp(prefix="acceptd-screenshots.", dir="/tmp")
    os.makedirs(screenshots, exist_ok=True)
    with Panel(program) as panel, Browser(1280, 860, patience=PATIENCE) as browser:
        browser.open(panel.address + "?lang=zh")
        counter = Counter(browser, screenshots)
        for part in (people, sale, refusals, void, offline_in_english, power):
            try:
                part(counter)
            except PageError as error:
                counter.picture("failed")
                shown = browser.text("display-text").replace("\n", " | ")
                raise SystemExit(f"FAILED {part.__doc__}: {error}; the display shows: {shown}; "
                                 f"the page says: {browser.text('notice')} {browser.complaints()}")
            print(f"ok {part.__doc__}", flush=True)
        complaints = browser.complaints()
        if complaints:
            raise SystemExit("FAILED: the page complained: " + "; ".join(complaints))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "")
