#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Walks through the self-tests of a running site in Chromium; ends with 1 when anything is found.

    diagnosis.py BASE_URL [--journeys] [--shots FOLDER]

Every page of the self-tests, also forms that were refused, in {zh-Hans, en}: axe-core and width in {phone, desktop} x
{light, dark, contrast, large}. Then by keyboard alone, without script, each page's links and headers; and two journeys
without script and by keyboard only: to a verified certificate, and through the quick self-test to a what-if.
With --journeys only these two.
"""
import argparse
import os
import sys

from axe_playwright_python.sync_playwright import Axe
from check_pages import SCREENS, SMALL, Check
from playwright.sync_api import sync_playwright

STYLES = [("light", "normal"), ("dark", "normal"), ("contrast", "normal"), ("light", "large")]
STYLE = "([theme, text]) => { const d = document.documentElement.dataset; d.theme = theme; d.text = text; }"
FOCUSED = """() => { const e = document.activeElement; return { tag: e.tagName, name: e.name || '', type: e.type || '',
    value: e.value || '', text: (e.textContent || '').trim(), href: e.getAttribute('href') || '' }; }"""
WORDS = {
    "zh-Hans": {"size": "企业规模自测", "certificate": "生成自测证明", "verify": "核验自测证明", "true": "核验通过",
                "quick": "快速自测", "figures": "改数字看结果", "changed": "改动数字后的结果", "place": "江苏省苏州市昆山市"},
    "en": {"size": "Size self-test", "certificate": "Make the certificate", "verify": "Verify a certificate",
           "true": "Verified", "quick": "Quick self-test", "figures": "Change figures", "changed": "With the figures changed",
           "place": "320583"},
}


class Walk:
    """One visitor in one language, with a look at every page on the way."""

    def __init__(self, check, language):
        self.check, self.language, self.words = check, language, WORDS[language]
        context = check.browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce",
                                            locale=language)
        self.page = context.new_page()
        self.page.on("console", lambda message: check.message("walk", self.page.url, message))
        self.page.goto(check.address("/", lang=language, theme="light", text="normal"))
        self.addresses = []

    def open(self, path, status=200):
        response = self.page.goto(self.check.base + path)
        if response.status != status:
            self.check.find(path, f"status {response.status}")
        self.look(path)

    def look(self, name, keeps=True):
        """axe and width of the page as it stands, in every screen and style."""
        if keeps:
            self.addresses.append(self.page.url[len(self.check.base):])
        if "⟦" in self.page.content():
            self.check.find(name, "a word is missing")
        for screen, (width, height) in SCREENS.items():
            self.page.set_viewport_size({"width": width, "height": height})
            for theme, text in STYLES:
                where = f"{name} [{self.language} {screen} {theme} {text}]"
                self.page.evaluate(STYLE, [theme, text])
                self.check.count += 1
                for violation in Axe().run(self.page).response["violations"]:
                    for node in violation["nodes"][:3]:
                        self.check.find(where, f"axe {violation['id']}: {node['html'][:160]} "
                                        f"{node.get('failureSummary', '')[:240]}")
                for small in self.page.evaluate(SMALL):
                    self.check.find(where, f"target below 44 px: {small}")
                self.check.width(self.page, where)
        self.page.evaluate(STYLE, list(STYLES[0]))
        if self.check.shots:
            self.page.screenshot(path=f"{self.check.shots}/{name.strip('/').replace('/', '-') or 'home'}.{self.language}.png",
                                 full_page=True)

    def send(self):
        self.page.click("main form button")

    def size(self):
        self.open("/size")
        self.send()
        self.look("size refused", keeps=False)
        self.page.select_option("main select", "39")
        self.page.fill("[name=enterprise]", "苏州样例电子有限公司")
        self.send()
        self.look("size figures")
        inputs = self.page.query_selector_all("main input[type=text]")
        inputs[0].fill("many")
        self.send()
        self.look("size figures refused", keeps=False)
        inputs = self.page.query_selector_all("main input[type=text]")
        inputs[0].fill("120")
        inputs[1].fill("1,200万")
        self.send()
        self.look("size result")
        self.page.click(f"text={self.words['certificate']}")
        self.look("certificate")
        self.page.click(f"main >> text={self.words['verify']}")
        self.look("verified")
        self.open("/verify?c=x")
        self.open("/verify")

    def answer(self):
        """Answers the question on the page, whatever kind it is."""
        page = self.page
        if page.locator("main select").count():
            page.select_option("main select", "39" if page.locator("option[value='39']").count() else "是")
        elif page.locator("main input[type=radio]").count():
            page.locator("main input[type=radio]").first.check(force=True)
        elif page.locator("main input[type=date]").count():
            page.locator("main input[type=date]").first.fill("2015-03-01")
        elif page.locator("main input[type=text]").count():
            inputs = page.locator("main input[type=text]")
            is_place = inputs.first.get_attribute("inputmode") is None
            for index in range(inputs.count()):
                inputs.nth(index).fill(self.words["place"] if is_place else "1200")
        else:
            page.locator("main input[type=checkbox]").first.check(force=True)
        self.send()

    def questions(self):
        self.open("/check")
        self.open("/check/report")
        self.page.click(f"text={self.words['figures']}")
        self.open("/check/question")
        kinds = {"select"}
        self.send()
        self.look("question refused", keeps=False)
        while "/check/report" not in self.page.url:
            self.answer()
            if "/check/question" not in self.page.url:
                break
            first = self.page.locator("main form input:not([type=hidden]), main form select").first
            kind = first.get_attribute("inputmode") or first.get_attribute("type") or "select"
            if kind not in kinds:
                kinds.add(kind)
                self.look(f"question {kind}")
        for fold in self.page.query_selector_all("main summary"):
            fold.click()
        self.look("report unfolded")
        self.page.click(f"text={self.words['figures']}")
        self.look("figures")
        for index in range(self.page.locator("main input[inputmode=decimal]").count()):
            self.page.locator("main input[inputmode=decimal]").nth(index).fill("9000")
        self.send()
        self.look("what-if")

    def rules(self):
        self.open("/rules")
        self.open("/rules/zjtx")
        self.open("/rules/none", status=404)
        self.open("/display")


class Keys:
    """A visitor with nothing but a keyboard, and a browser without script."""

    def __init__(self, check, language):
        self.check, self.words = check, WORDS[language]
        context = check.browser.new_context(viewport={"width": 390, "height": 800}, java_script_enabled=False,
                                            locale=language)
        self.page = context.new_page()
        self.page.goto(check.address("/", lang=language))

    def to(self, wanted, what):
        """Tab until the focus is on what is wanted."""
        for _ in range(150):
            self.page.keyboard.press("Tab")
            at = self.page.evaluate(FOCUSED)
            if wanted(at):
                return at
        raise LookupError(f"the keyboard does not reach {what} on {self.page.url[:80]}")

    def follow(self, words):
        self.to(lambda at: at["tag"] == "A" and words in at["text"], words)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def choose(self, start):
        self.to(lambda at: at["tag"] == "SELECT", "a menu")
        self.page.keyboard.type(start)

    def type(self, text):
        self.to(lambda at: at["tag"] == "INPUT" and at["type"] == "text", "a field")
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def send(self):
        self.to(lambda at: at["tag"] == "BUTTON", "the button")
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def expect(self, words):
        if words not in self.page.locator("main").inner_text():
            raise LookupError(f"“{words}” is not on {self.page.url[:80]}")

    def certificate(self):
        self.follow(self.words["size"])
        self.choose("C39")
        self.send()
        self.type("120")
        self.type("1200")
        self.send()
        self.follow(self.words["certificate"])
        self.to(lambda at: at["tag"] == "A" and "c=" in at["href"] and self.words["verify"] in at["text"], "verify")
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        self.expect(self.words["true"])

    def what_if(self):
        self.follow(self.words["quick"])
        count = 0
        while "/check/report" not in self.page.url:
            count += 1
            if count > 7:
                raise LookupError("more than seven questions")
            self.reply()
        self.follow(self.words["figures"])
        self.type("320583")
        self.send()
        self.expect(self.words["changed"])

    def reply(self):
        page = self.page
        if page.locator("main select").count():
            self.choose("C39")
        elif page.locator("main input[type=radio]").count():
            self.to(lambda at: at["type"] == "radio", "an answer")
            page.keyboard.press("Space")
        elif page.locator("main input[inputmode=decimal]").count():
            for _ in range(page.locator("main input[inputmode=decimal]").count()):
                self.type("1200")
        elif page.locator("main input[type=text]").count():
            self.type(self.words["place"])
        else:
            self.to(lambda at: at["type"] == "checkbox", "an answer")
            page.keyboard.press("Space")
        self.send()


def journeys(check):
    for language in WORDS:
        for name in ["certificate", "what_if"]:
            try:
                getattr(Keys(check, language), name)()
                check.count += 1
            except Exception as error:
                check.find(f"journey {name} [{language}, keyboard, no script]", error)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("base")
    parser.add_argument("--journeys", action="store_true", help="only the two journeys")
    parser.add_argument("--shots", help="folder for pictures of every page")
    options = parser.parse_args()
    if options.shots:
        os.makedirs(options.shots, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"),
            args=["--no-sandbox"] if os.geteuid() == 0 else [])
        check = Check(browser, options.base, options.shots)
        journeys(check)
        if not options.journeys:
            for language in WORDS:
                walk = Walk(check, language)
                walk.look("/")
                for part in [walk.size, walk.questions, walk.rules]:
                    try:
                        part()
                    except Exception as error:
                        check.find(f"{part.__name__} [{language}] at {walk.page.url[:120]}", error)
            for path in dict.fromkeys(walk.addresses):
                check.keyboard(path)
                check.without_script(path)
                check.links(path)
        browser.close()
    print(f"{check.count} views, {len(check.findings)} findings")
    sys.exit(1 if check.findings or not check.count else 0)


if __name__ == "__main__":
    main()
