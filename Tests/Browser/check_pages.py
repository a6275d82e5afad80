#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks pages of a running site in Chromium; ends with 1 when anything is found.

    check_pages.py BASE_URL [PATH...] [--quick] [--shots FOLDER]

BASE_URL may end in a base path (http://127.0.0.1:8080/a/b). Without paths: the home page and all it links to.
Each page is checked in {phone, desktop} x {light, dark, contrast} x {zh-Hans, en} x {normal, large}:
axe-core; nothing wider than the screen, also at 320 px (400 % zoom); no message in the console, so no breach of
the content policy; then by keyboard alone, without script, its links, and its headers.
"""
import argparse
import itertools
import os
import re
import sys
import urllib.parse

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

SCREENS = {"phone": (360, 740), "desktop": (1280, 900)}
THEMES = ["light", "dark", "contrast"]
LANGUAGES = ["zh-Hans", "en"]
TEXTS = ["normal", "large"]
HEADERS = {
    "content-security-policy": "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
}
CLIPPED = """() => [...document.querySelectorAll('main *')].filter(e => e.getClientRects().length
    && e.getBoundingClientRect().right > document.documentElement.clientWidth + 1
    && !e.closest('.table, .unseen') ).slice(0, 3).map(e => e.tagName + '.' + e.className + ': ' + e.textContent.trim().slice(0, 40))"""
FOCUSABLE = """() => [...document.querySelectorAll(`a[href], button, input:not([type=hidden]), select, textarea,
    summary, [tabindex="0"]`)]
    .filter(e => e.checkVisibility() && !e.disabled).length"""
FOCUS = """() => { const e = document.activeElement; if (!e || e === document.body) return null;
    if (!e.dataset.walked) e.dataset.walked = String(document.querySelectorAll('[data-walked]').length);
    const s = getComputedStyle(e), r = e.getBoundingClientRect();
    return { number: e.dataset.walked, name: e.tagName + ' ' + (e.textContent || e.name || '').trim().slice(0, 30),
        visible: s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2,
        inside: r.bottom > 0 && r.top < innerHeight, radio: e.type === 'radio' ? e.name : null }; }"""
SMALL = """() => [...document.querySelectorAll('button, .button, .menu a, .tools a, .pager a, summary, select, .choice label')]
    .filter(e => e.getClientRects().length && e.getBoundingClientRect().height < 43.5)
    .map(e => e.textContent.trim().slice(0, 30) + ' ' + e.getBoundingClientRect().height)"""


class Check:
    def __init__(self, browser, base, shots):
        self.browser, self.base, self.shots = browser, base.rstrip("/"), shots
        self.findings, self.count = [], 0

    def find(self, where, what):
        self.findings.append(f"{where}: {what}")
        print(f"FOUND {where}: {what}", flush=True)

    def address(self, path, **preferences):
        parts = urllib.parse.urlsplit(self.base + path)
        query = urllib.parse.parse_qsl(parts.query) + list(preferences.items())
        return urllib.parse.urlunsplit(parts._replace(query=urllib.parse.urlencode(query)))

    def open(self, context, path, where, **preferences):
        page = context.new_page()
        page.on("console", lambda message: self.message(where, path, message))
        page.on("pageerror", lambda error: self.find(where, f"error: {error}"))
        page.on("requestfailed", lambda request: self.find(where, f"not loaded: {request.url}"))
        response = page.goto(self.address(path, **preferences))
        self.count += 1
        return page, response

    def message(self, where, path, message):
        # Chromium reports the page's own 404 too, which is what the page of a fault is meant to be.
        if "status of 4" in message.text and urllib.parse.urlsplit(message.location["url"]).path.endswith(
                urllib.parse.urlsplit(path).path):
            return
        self.find(where, f"console: {message.text[:300]}")

    def looks(self, path, screen, theme, language, text):
        where = f"{path} [{screen} {theme} {language} {text}]"
        width, height = SCREENS[screen]
        context = self.browser.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce")
        page, response = self.open(context, path, where, theme=theme, lang=language, text=text)
        if response.status >= 500:
            self.find(where, f"status {response.status}")
        if page.locator("html").get_attribute("lang") != language:
            self.find(where, "wrong language")
        if page.locator("h1").count() != 1:
            self.find(where, f"{page.locator('h1').count()} h1")
        if "⟦" in page.content():
            self.find(where, "a word is missing")
        for violation in Axe().run(page).response["violations"]:
            for node in violation["nodes"][:3]:
                self.find(where, f"axe {violation['id']}: {node['html'][:160]} {node.get('failureSummary', '')[:240]}")
        for small in page.evaluate(SMALL):
            self.find(where, f"target below 44 px: {small}")
        self.width(page, where)
        if screen == "phone":
            page.set_viewport_size({"width": 320, "height": 640})
            self.width(page, where + " at 320")
            page.set_viewport_size({"width": width, "height": height})
        if self.shots:
            name = re.sub(r"[^a-z0-9]+", "-", path.lower()).strip("-") or "home"
            page.screenshot(path=f"{self.shots}/{name}.{screen}.{theme}.{language}.{text}.png", full_page=True)
        context.close()

    def width(self, page, where):
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if over > 0:
            self.find(where, f"{over} px wider than the screen: {page.evaluate(CLIPPED)}")

    def keyboard(self, path):
        where = f"{path} [keyboard]"
        context = self.browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
        page, _ = self.open(context, path, where)
        page.evaluate("document.activeElement && document.activeElement.blur()")
        total, seen, groups, hidden = page.evaluate(FOCUSABLE), [], set(), set()
        first = None
        for _ in range(total + 20):
            page.keyboard.press("Tab")
            at = page.evaluate(FOCUS)
            if seen and at and at["number"] == seen[-1]["number"]:
                continue  # the parts of a date are stops of their own
            if at is None or at["number"] in hidden:
                break
            hidden.add(at["number"])
            seen.append(at)
            first = first or at
            if not at["visible"]:
                self.find(where, f"focus cannot be seen on {at['name']}")
            if not at["inside"]:
                self.find(where, f"focus is off the screen on {at['name']}")
            if at["radio"]:
                groups.add(at["radio"])
        radios = page.locator("input[type=radio]").count()
        expected = total - radios + len(groups)
        has_autofocus = page.locator("[autofocus]").count() > 0
        if len(seen) < expected and not has_autofocus:
            self.find(where, f"{len(seen)} of {expected} controls can be reached")
        if not has_autofocus and (first is None or page.locator(".skip").get_attribute("data-walked") != "0"):
            self.find(where, f"the first stop is not the skip link but {first}")
        context.close()

    def without_script(self, path):
        where = f"{path} [no script]"
        texts = []
        for enabled in (True, False):
            context = self.browser.new_context(java_script_enabled=enabled)
            page, _ = self.open(context, path, where)
            texts.append(re.sub(r"\s+", " ", page.locator("main").inner_text()))
            context.close()
        # Numbers of requests differ from load to load.
        plain = [re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "", text) for text in texts]
        if plain[0] != plain[1]:
            self.find(where, "shows something else than with script")

    def links(self, path):
        context = self.browser.new_context()
        page, response = self.open(context, path, f"{path} [links]")
        for name, value in HEADERS.items():
            if response.headers.get(name) != value:
                self.find(path, f"header {name}: {response.headers.get(name)}")
        hrefs = page.eval_on_selector_all("a[href]", "links => links.map(l => l.href)")
        root = urllib.parse.urlsplit(self.base)
        inside = sorted({h.split("#")[0] for h in hrefs if urllib.parse.urlsplit(h).netloc == root.netloc})
        for href in inside:
            if not urllib.parse.urlsplit(href).path.startswith(root.path or "/"):
                self.find(path, f"link past the base path: {href}")
            elif href.split("?")[0] == response.url.split("?")[0]:
                continue
            elif (status := context.request.get(href, max_redirects=0).status) >= 400:
                self.find(path, f"dead link ({status}): {href}")
        for anchor in page.eval_on_selector_all("a[href^='#']", "links => links.map(l => l.getAttribute('href'))"):
            if page.locator(f"[id='{anchor[1:]}']").count() != 1:
                self.find(path, f"link to nowhere on the page: {anchor}")
        context.close()
        return [href[len(self.base):] or "/" for href in inside if href.startswith(self.base)]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("base")
    parser.add_argument("paths", nargs="*")
    parser.add_argument("--quick", action="store_true", help="only phone, light, Chinese and desktop, dark, English, large")
    parser.add_argument("--shots", help="folder for pictures of every page")
    options = parser.parse_args()
    if options.shots:
        os.makedirs(options.shots, exist_ok=True)
    combinations = list(itertools.product(SCREENS, THEMES, LANGUAGES, TEXTS))
    if options.quick:
        combinations = [("phone", "light", "zh-Hans", "normal"), ("desktop", "dark", "en", "large")]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"),
            args=["--no-sandbox"] if os.geteuid() == 0 else [])
        check = Check(browser, options.base, options.shots)
        paths = options.paths
        if not paths:
            found = check.links("/")
            paths = ["/"] + [p for p in found if p.split("?")[0] not in ("/", "/display")] + ["/display"]
        for path in paths:
            for combination in combinations:
                check.looks(path, *combination)
            check.keyboard(path)
            check.without_script(path)
            check.links(path)
        browser.close()
    print(f"{len(paths)} pages, {check.count} views, {len(check.findings)} findings")
    sys.exit(1 if check.findings or not check.count else 0)


if __name__ == "__main__":
    main()
