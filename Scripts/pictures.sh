#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Takes the pictures in Documentation/pictures anew, from the built server.
set -euo pipefail
cd "$(dirname "$0")/.." || exit 1
if [[ -z ${1:-} ]]; then
    exec Scripts/with-server.sh Scripts/pictures.sh
fi
venv=Tests/Browser/.venv
if [[ ! -x $venv/bin/python ]]; then
    python3 -m venv "$venv"
    "$venv/bin/pip" --quiet install --requirement Tests/Browser/requirements.txt
fi
exec "$venv/bin/python" Scripts/pictures.py "$1" Documentation/pictures
