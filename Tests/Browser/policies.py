#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""From a pasted official text to the enterprise that receives the message; ends with 1 when anything is found.

    policies.py BASE_URL

Without script: an editor pastes a text, names office and telephone, sends it for check; a supervisor passes it and gives
the first release; the editor gives the second; a member of an enterprise that qualifies finds the message and opens its
result. Before that, text that is no policy and a window that ends before it begins are refused without losing anything.
"""
import re
import sys
import time

from playwright.sync_api import sync_playwright

PEOPLE = {"editor": "政策编辑", "supervisor": "市级督导", "member": "企业管理员"}
TEXT = """宿迁市工业和信息化局关于组织申报2026年云上车间补助的通知（示例）
宿工信云示例〔2026〕99号
各县区工业和信息化局：
一、支持对象
在宿迁市注册登记的企业。
二、申报条件
（一）成立满1年。
三、支持标准
给予一次性补助3万元。
四、申报时间
2026年11月1日至2027年6月30日。
联系人：市工信局企业处，电话：0527-00000109
宿迁市工业和信息化局
2026年11月20日
"""
found = []


def expect(claim, words):
    if not claim:
        found.append(words)
        print("FOUND:", words)


def sign_in(browser, base, person):
    context = browser.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    page.goto(base + "/sign-in?lang=zh-Hans")
    page.get_by_role("button", name=PEOPLE[person]).first.click()
    return page


def send(page):
    page.locator("main form button").last.click()


def journey(browser, base):
    editor = sign_in(browser, base, "editor")
    editor.goto(base + "/drafts/new")
    editor.locator("textarea").first.fill(TEXT)
    send(editor)
    draft = re.match(r".*/drafts/[0-9a-f-]{36}", editor.url)
    expect(draft, f"pasted text became no draft: {editor.url} {editor.locator('main').inner_text()[:300]}")
    if not draft:
        return
    draft = draft[0]
    expect("云上车间补助" in editor.content(), "the draft does not show its title")
    expect(editor.locator("mark").count() > 0, "nothing of the original is marked")
    items = sorted(set(re.findall(r"/items/([0-9a-z]+)", editor.content())))
    expect(items, "the draft has no item")
    for item in items:
        editor.goto(f"{draft}/items/{item}")
        for name, value in (("office", "市工信局企业处（示例）"), ("phone", "0527-00000109")):
            editor.locator(f"main [name='{name}']").fill(value)
        send(editor)
        expect(not editor.title().startswith("错误"), f"item {item} is refused: {editor.locator('main').inner_text()[:300]}")
    editor.goto(draft + "/submit")
    expect("待核对" in editor.content(), "a draft that nobody has looked at may be sent for check")
    for item in items:
        editor.goto(draft)
        together = editor.locator(f"form[action$='/items/{item}/clauses'] button")
        if together.count():
            together.click()
    editor.goto(draft)
    while (one := editor.locator("form:has(input[name='decision'][value='accepted']) button")).count():
        one.first.click()
    editor.goto(draft + "/submit")
    send(editor)
    expect("待审核" in editor.content(), f"not sent for check: {editor.locator('main').inner_text()[:400]}")

    supervisor = sign_in(browser, base, "supervisor")
    supervisor.goto(draft + "/check")
    supervisor.locator("main [name='outcome'][value='approve']").check()
    send(supervisor)
    expect("待发布" in supervisor.content(), f"not passed: {supervisor.locator('main').inner_text()[:400]}")
    supervisor.goto(draft + "/release")
    send(supervisor)
    expect("等待第二人" in supervisor.content(), f"no first release: {supervisor.locator('main').inner_text()[:400]}")
    editor.goto(draft + "/release")
    send(editor)
    expect("已发布" in editor.content(), f"not released: {editor.locator('main').inner_text()[:600]}")

    member = sign_in(browser, base, "member")
    for _ in range(60):
        member.goto(base + "/messages")
        link = member.locator("main a").filter(has_text="云上车间补助")
        if link.count():
            break
        time.sleep(1)
    expect(link.count(), f"no message arrived within a minute: {member.locator('main').inner_text()[:300]}")
    if not link.count():
        return
    link.first.click()
    expect("云上车间补助" in member.content(), "the message does not name the policy")
    onward = member.locator("main a[href*='policies/']")
    expect(onward.count(), "the message leads nowhere")
    if onward.count():
        onward.first.click()
        expect("云上车间补助" in member.content(), f"the message does not lead to the policy: {member.url}")
    member.goto(base + "/policies?q=%E4%BA%91%E4%B8%8A%E8%BD%A6%E9%97%B4")
    expect("云上车间补助" in member.content(), "the search does not find the new policy")


def refusals(browser, base):
    page = sign_in(browser, base, "editor")
    page.goto(base + "/drafts/new")
    send(page)
    expect(page.title().startswith("错误"), f"an empty form is taken: {page.title()}")


def main():
    base = sys.argv[1].rstrip("/")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        refusals(browser, base)
        journey(browser, base)
        browser.close()
    print(f"policies: {len(found)} found")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
