#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Takes the pictures of the README from a running site: pictures.py BASE_URL FOLDER

The same enterprise each time; what changes with the day are only the dates on the pages."""
import os
import subprocess
import sys
import urllib.parse

from playwright.sync_api import sync_playwright

FACTS = {
    "zh-Hans": {"name": "苏州样例电子有限公司", "certificate": "生成自测证明", "member": "企业管理员"},
    "en": {"name": "苏州样例电子有限公司", "certificate": "Make the certificate", "member": "Manager of an enterprise"},
}
# Answers to the questions that come, by the name of the field's word in the label, else the first choice.
FIGURES = ["2100", "2400", "2900"]


def shoot(page, folder, name, language, height):
    """The upper part of a page, small enough for a README."""
    path = f"{folder}/{name}-{'zh' if language == 'zh-Hans' else 'en'}.png"
    full = page.evaluate("document.documentElement.scrollHeight")
    page.screenshot(path=path, full_page=True, clip={
        "x": 0, "y": 0, "width": page.viewport_size["width"], "height": min(height, full)})
    if shrink := subprocess.run(["which", "pngquant"], capture_output=True, check=False).stdout:
        subprocess.run([shrink.decode().strip(), "--force", "--output", path, "128", path], check=False)
    size = os.path.getsize(path)
    print(f"{path} {size // 1024} kB")
    if size > 250 * 1024:
        sys.exit(f"{path} is larger than 250 kB")


def certificate(page, base, language):
    page.goto(base + "/size")
    page.select_option("main select", "39")
    page.fill("[name=enterprise]", FACTS[language]["name"])
    page.click("main form button")
    inputs = page.query_selector_all("main input[type=text]")
    inputs[0].fill("120")
    inputs[1].fill("2900")
    page.click("main form button")


def report(page, base):
    """Ten questions of the exact self-test, so that there is something in most groups."""
    page.goto(base + "/check")
    page.locator("main .cards a").nth(1).click()
    for _ in range(60):
        if "/check/report" in page.url:
            return
        answer(page)


def answer(page):
    if page.locator("main select").count():
        menu = page.locator("main select")
        menu.select_option("39" if page.locator("option[value='39']").count() else menu.locator("option").nth(2).get_attribute("value"))
    elif page.locator("main input[type=radio]").count():
        # A good enterprise: nothing bad has happened, and what is good is there.
        title = page.locator("h1").inner_text()
        bad = any(word in title.lower() for word in ["异常", "失信", "事故", "违法", "禁止", "损害", "不良", "abnormal",
                                                     "dishonest", "accident", "offence", "prohibit", "harm", "bad ", "violation"])
        page.locator("main input[type=radio]").nth(1 if bad else 0).check(force=True)
    elif page.locator("main input[type=date]").count():
        page.locator("main input[type=date]").first.fill("2015-03-01")
    elif page.locator("main input[type=text]").count():
        inputs = page.locator("main input[type=text]")
        for index in range(inputs.count()):
            field = inputs.nth(index)
            unit = field.locator("xpath=following-sibling::*[@class='unit']")
            unit = unit.inner_text() if unit.count() else ""
            if field.get_attribute("inputmode") is None:
                field.fill("320583")
            elif unit == "%":
                field.fill("72%")
            elif unit in ("万元", "ten thousand yuan"):
                title = page.locator("h1").inner_text().lower()
                small = any(word in title for word in ["研发", "r&d", "净利", "profit", "负债", "liabilit"])
                field.fill("78" if small else FIGURES[min(index, 2)])
            elif unit in ("人", "people"):
                title = page.locator("h1").inner_text().lower()
                field.fill("36" if any(word in title for word in ["研发", "科技", "r&d", "scientific"]) else "120")
            else:
                field.fill("4")
    else:
        page.locator("main input[type=checkbox]").first.check(force=True)
    page.click("main form button")


def main():
    base, folder = sys.argv[1].rstrip("/"), sys.argv[2]
    os.makedirs(folder, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"),
            args=["--no-sandbox"] if os.geteuid() == 0 else [])
        for language in FACTS:
            context = browser.new_context(viewport={"width": 960, "height": 800}, reduced_motion="reduce")
            page = context.new_page()
            query = urllib.parse.urlencode({"lang": language, "theme": "light", "text": "normal"})
            page.goto(f"{base}/?{query}")
            shoot(page, folder, "home", language, 900)
            certificate(page, base, language)
            shoot(page, folder, "size", language, 700)
            page.click(f"text={FACTS[language]['certificate']}")
            shoot(page, folder, "certificate", language, 1100)
            report(page, base)
            page.wait_for_load_state()
            # Down to the end of the first rule that is almost met.
            near = page.locator("h2#near + p + .cards .card").first
            box = near.bounding_box() if near.count() else None
            shoot(page, folder, "report", language, int(box["y"] + box["height"]) + 24 if box else 1400)
            page.goto(f"{base}/sign-in")
            page.get_by_role("button", name=FACTS[language]["member"]).first.click()
            page.goto(f"{base}/my/policies")
            shoot(page, folder, "policies", language, 1000)
        browser.close()


if __name__ == "__main__":
    main()
