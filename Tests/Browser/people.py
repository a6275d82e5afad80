#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Signs in as people of the example city and walks through all that they can reach; ends with 1 when anything is found.

    people.py BASE_URL [--journeys] [--shots FOLDER]

As an official, a member of an enterprise and the administrators: every page that links lead to (each kind once), in
Chinese on a phone and in English on a desktop, with axe-core, width and words. Then, without script: a member states a
fact, makes a report, shares it, and a stranger reads it; another enterprise's file stays closed. With --journeys only
that.
"""
import argparse
import collections
import os
import re
import sys
import urllib.parse

from axe_playwright_python.sync_playwright import Axe
from check_pages import SCREENS, SMALL, Check
from playwright.sync_api import sync_playwright

PEOPLE = {
    "official": ("市工信局经办人", "Official of the city's bureau"),
    "member": ("企业管理员", "Manager of an enterprise"),
    "editor": ("政策编辑", "Policy editor"),
    "security": ("安全管理员", "Security administrator"),
    "audit": ("审计管理员", "Audit administrator"),
    "bank": ("银行客户经理", "Bank"),
}
VIEWS = [("zh-Hans", "phone"), ("en", "desktop")]
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
# Links that give a file, leave the session, or lead back to the self-tests that have their own walk.
SKIPPED = re.compile(r"/(sign-out|check|size|rules|verify|display|_gallery|assets|api)(/|$|\?)|format=|/pdf|/data$|export|/evidence/|\.atom|\.ics")


def sign_in(check, context, person, language="zh-Hans"):
    page = context.new_page()
    page.goto(check.address("/sign-in", lang=language))
    label = PEOPLE[person][0 if language == "zh-Hans" else 1]
    page.get_by_role("button", name=label).first.click()
    if "/desk" not in page.url:
        check.find(person, f"signing in leads to {page.url}")
    return page


def kind(path):
    """One page of each kind is enough: ids and queries do not make another."""
    return ID.sub("{id}", urllib.parse.urlsplit(path).path)


def crawl(check, browser, person, language, screen, known, limit=45):
    """Opens all; what two people have seen in this view (`known` counts them) is not looked at for the third."""
    width, height = SCREENS[screen]
    context = browser.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce")
    page = sign_in(check, context, person, language)
    page.on("console", lambda message: check.message(person, page.url, message))
    base = urllib.parse.urlsplit(check.base)
    waiting, seen = [page.url], set()
    while waiting and len(seen) < limit:
        address = waiting.pop(0)
        path = urllib.parse.urlsplit(address).path[len(base.path):]
        if kind(path) in seen or SKIPPED.search(address[len(check.base):]):
            continue
        seen.add(kind(path))
        response = page.goto(address)
        where = f"{person} {path} [{language} {screen}]"
        if response.status >= 400:
            check.find(where, f"status {response.status}")
            continue
        if known[kind(path)] < 2:
            known[kind(path)] += 1
            look(check, page, where)
        for link in page.locator("a[href]").evaluate_all("links => links.map(link => link.href)"):
            if link.startswith(check.base) and kind(link[len(check.base):]) not in seen:
                waiting.append(link.split("#")[0])
    if check.shots:
        page.screenshot(path=f"{check.shots}/{person}.{language}.png", full_page=True)
    context.close()
    return seen


def look(check, page, where):
    check.count += 1
    if "⟦" in page.content():
        check.find(where, "a word is missing")
    if page.locator("h1").count() != 1:
        check.find(where, f"{page.locator('h1').count()} h1")
    for violation in Axe().run(page).response["violations"]:
        for node in violation["nodes"][:2]:
            check.find(where, f"axe {violation['id']}: {node['html'][:160]} {node.get('failureSummary', '')[:200]}")
    for small in page.evaluate(SMALL):
        check.find(where, f"target below 44 px: {small}")
    check.width(page, where)


def journey(check, browser):
    """From a stated fact to a report that a stranger reads, without script."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False, locale="zh-CN")
    page = sign_in(check, context, "member")
    page.goto(check.base + "/my/enterprise")
    file = page.url
    page.get_by_role("link", name="补充企业数据").first.click()
    where = "member journey"
    page.get_by_role("link", name="财务", exact=True).click()
    field = page.locator("main form input[type=text]").first
    name = field.get_attribute("name")
    field.fill("很多")
    page.locator("main form button").first.click()
    if page.locator(f"[name='{name}']").input_value() != "很多" or not page.title().startswith("错误"):
        check.find(where, f"a wrong figure is not shown again with its fault: {page.title()}")
    page.locator(f"[name='{name}']").fill("12万元")
    page.locator("main form button").first.click()
    if page.title().startswith("错误"):
        check.find(where, f"a right figure is refused: {page.locator('main').inner_text()[:200]}")
    page.goto(check.base + "/reports")
    page.locator("main form button").first.click()
    if not ID.search(page.url):
        check.find(where, f"no report was made: {page.url}")
    report = page.url
    page.goto(report + "/shares")
    page.locator("main form button").first.click()
    shared = page.locator("main").get_by_text("/shared/").first
    text = shared.inner_text() if shared.count() else ""
    address = re.search(r"https?://\S+/shared/\S+", text)
    if not address:
        check.find(where, "no link to share was shown")
        return
    stranger = browser.new_context(java_script_enabled=False, locale="zh-CN").new_page()
    if stranger.goto(address[0]).status != 200:
        check.find(where, "the shared report does not open")
    if stranger.goto(report).status == 200 and "/sign-in" not in stranger.url and "登录" not in stranger.title():
        check.find(where, "a stranger reads the report without its link")
    other = sign_in(check, browser.new_context(java_script_enabled=False, locale="zh-CN"), "bank")
    if other.goto(file).status not in (403, 404):
        check.find(where, "a bank without consent reads the file")
    check.count += 6


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("base")
    parser.add_argument("--journeys", action="store_true")
    parser.add_argument("--shots")
    options = parser.parse_args()
    if options.shots:
        os.makedirs(options.shots, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        check = Check(browser, options.base, options.shots)
        if not options.journeys:
            known = {view: collections.Counter() for view in VIEWS}
            for person in PEOPLE:
                for view in VIEWS:
                    seen = crawl(check, browser, person, *view, known[view])
                    if len(seen) < 4:
                        check.find(person, f"only {len(seen)} pages can be reached")
        journey(check, browser)
        browser.close()
    print(f"{check.count} views of signed-in people, {len(check.findings)} findings")
    sys.exit(1 if check.findings else 0)


if __name__ == "__main__":
    main()
