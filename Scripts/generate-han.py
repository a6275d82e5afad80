#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Write Sources/Standards/Generated/HanTable.swift: traditional characters and their simplified forms.

    python3 -m venv .venv && .venv/bin/pip install --no-deps opencc-python-reimplemented==0.1.7
    .venv/bin/python Scripts/generate-han.py > Sources/Standards/Generated/HanTable.swift

Taken are the pairs of OpenCC's TSCharacters.txt (Apache-2.0) whose traditional form is in Big5 and whose simplified form
is in GB 2312, the two sets that documents in practice use; characters that may also stay as they are (乾, 瞭 …) are not.
"""

import pathlib
import site
import sys


def within(character, encoding):
    try:
        return len(character) == 1 and bool(character.encode(encoding))
    except UnicodeEncodeError:
        return False


def pairs():
    for root in [*site.getsitepackages(), *sys.path]:
        path = pathlib.Path(root) / "opencc/dictionary/TSCharacters.txt"
        if path.exists():
            break
    else:
        sys.exit("opencc-python-reimplemented is not installed")
    for line in path.read_text(encoding="utf-8").splitlines():
        traditional, choices = line.split("\t")
        choices = choices.split(" ")
        if traditional not in choices and within(traditional, "big5") and within(choices[0], "gb2312"):
            yield traditional, choices[0]


found = sorted(pairs())
text = "".join(traditional + simplified for traditional, simplified in found)
print("// SPDX-License-Identifier: Apache-2.0")
print("// Written by Scripts/generate-han.py from OpenCC (Apache-2.0); see Documentation/standards-data.md. Do not edit.")
print()
print("enum HanTable {")
print(f"    /// {len(found)} pairs: the traditional character, then the simplified one.")
print('    static let pairs = """')
for start in range(0, len(text), 100):
    print("        " + text[start:start + 100] + ("\\" if start + 100 < len(text) else ""))
print('        """')
print("}")
