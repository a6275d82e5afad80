#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes Sources/Standards/Generated/PinyinTable.swift from PyPI's pypinyin (MIT).

usage: pip install pypinyin==0.55.0; Scripts/generate-pinyin.py
"""
import pathlib
import unicodedata

from pypinyin.pinyin_dict import pinyin_dict

FIRST, LAST = 0x4E00, 0x9FFF

# Characters that names of places and enterprises read in more than one way; the others keep their first reading.
SEVERAL = "重长行都乐朝盛曾单厦蔚藏传调便车解宿六蚌丽堡泊莘尉朴折济卡莞柏茄番筑阿弹圈觉校还没参仇区查纪宁铅荥呼"


def plain(reading: str) -> str:
    """A syllable without its tone; ü is written v, as it is typed."""
    bare = "".join(c for c in unicodedata.normalize("NFD", reading) if c == "\u0308" or not unicodedata.combining(c))
    return bare.replace("u\u0308", "v").replace("\u0308", "")


def readings(code: int) -> list[str]:
    found = [plain(text) for text in pinyin_dict.get(code, "").split(",") if text]
    found = [text for text in dict.fromkeys(found) if text.isascii() and text.isalpha()]
    return found[:2] if chr(code) in SEVERAL else found[:1]


def main() -> None:
    by_syllable: dict[str, str] = {}
    others: dict[str, str] = {}
    for code in range(FIRST, LAST + 1):
        for place, syllable in enumerate(readings(code)):
            target = by_syllable if place == 0 else others
            target[syllable] = target.get(syllable, "") + chr(code)
    lines = [
        "// SPDX-License-Identifier: Apache-2.0",
        "// Written by Scripts/generate-pinyin.py from pypinyin (MIT); see Documentation/standards-data.md. Do not edit.",
        "",
        "enum PinyinTable {",
    ]
    for name, table, words in [
        ("first", by_syllable, "The commonest reading of each character: a syllable, then its characters."),
        ("others", others, "Further readings of characters that names read in several ways."),
    ]:
        lines += [f"    /// {words}", f'    static let {name} = """']
        for syllable in sorted(table):
            text = table[syllable]
            for start in range(0, len(text), 90):
                lines.append(f"        {syllable} {text[start:start + 90]}")
        lines += ['        """', ""] if name == "first" else ['        """']
    lines += ["}", ""]
    target = pathlib.Path(__file__).parent.parent / "Sources/Standards/Generated/PinyinTable.swift"
    target.write_text("\n".join(lines), encoding="utf-8")


main()
