#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes a CSV of policies with items and conditions, for measuring the import.

    policies.py COUNT > policies.csv
    /usr/bin/time -v yumiao import policies policies.csv --release --data DIR

Every policy has two items with a rule each, a text of fifteen lines and a number of its own; the same count gives
the same file.
"""
import csv
import sys

HEADS = ["政策标题", "文号", "发文机关", "层级", "适用地区", "支持方式", "主题", "发布日期", "生效日期", "申报方式", "申报开始", "申报截止", "正文"]
PLACES = ["321302", "321311", "321322", "321323", "321324"]
THEMES = ["技术改造", "专精特新", "融资", "研发", "绿色制造", "小升规", "开拓市场", "人才"]
RULE = """规则: {name}
代码: import
类别: 资助
依据: {{文件: {name}, 文号: 测〔2026〕{number}号, 发文: 测试局, 可信: 全文}}
适用: [{{用途: 新申请, 自: 2026-01-01}}]
地域: "{place}"
结论: 可以申请
原文:
  - {{号: "1", 文: 上年度营业收入不低于{revenue}万元。}}
  - {{号: "2", 文: 成立满{years}年。}}
条件:
  全部:
    - {{据: "1", 名: 营业收入, 当: 上年度.营业收入 ≥ {revenue}万元}}
    - {{据: "2", 名: 成立年限, 当: 成立日期 距今 满 {years}年}}
"""


def main():
    count = int(sys.argv[1])
    heads = HEADS + [f"条目{n}.{part}" for n in (1, 2) for part in ("名称", "支持内容", "最高金额", "责任单位", "电话", "规则")]
    table = csv.writer(sys.stdout)
    table.writerow(heads)
    for number in range(1, count + 1):
        place, theme = PLACES[number % len(PLACES)], THEMES[number % len(THEMES)]
        title = f"2026年第{number}号{theme}项目申报通知"
        text = "\n".join(f"第{line}条 为支持{theme}，符合条件的企业按照本通知第{line}款的规定申报，由主管部门审核。" for line in range(1, 16))
        row = [title, f"测〔2026〕{number}号", "测试局", "县", place, "补贴", theme, "2026-03-01", "2026-03-01", "线上申报",
               "2026-05-01", "2027-05-31", text]
        for item in (1, 2):
            name = f"{theme}补助{item}"
            rule = RULE.format(name=name, number=number, place=place, revenue=100 + number % 4900, years=1 + number % 5)
            row += [name, f"每家最高{item * 10}万元。", f"{item * 10}万元", "测试局企业处", "0527-00000000", rule]
        table.writerow(row)


if __name__ == "__main__":
    main()
