#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Checks pages of a running site in a real browser: run.sh BASE_URL [PATH...] [--quick] [--shots FOLDER]
# Needs Debian's chromium, fonts-noto-cjk and python3-venv; makes its own environment the first time.
set -eu
here=$(dirname "$(readlink -f "$0")")
if [ ! -x "$here/.venv/bin/python" ]; then
    python3 -m venv "$here/.venv"
    "$here/.venv/bin/pip" --quiet install --requirement "$here/requirements.txt"
fi
exec "$here/.venv/bin/python" "$here/check_pages.py" "$@"
