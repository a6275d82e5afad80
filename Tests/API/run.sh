#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Checks the API of a running site against its own document:
#
#     run.sh BASE_URL [--max-examples N] [--seed N]
#
# Zero findings: no failure of the server, no answer or media type that the document does not tell of, no refusal of
# what it allows, no acceptance of what it forbids. Needs Debian's python3-venv; makes its own environment the first time.
set -eu
here=$(dirname "$(readlink -f "$0")")
base=${1:?"the address of a running site"}
shift
if [ ! -x "$here/.venv/bin/schemathesis" ]; then
    python3 -m venv "$here/.venv"
    "$here/.venv/bin/pip" --quiet install --requirement "$here/requirements.txt"
fi
exec "$here/.venv/bin/schemathesis" --config-file "$here/schemathesis.toml" run "$base/api/v1/openapi.json" \
    --checks all --suppress-health-check all "$@"
