#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# What an acknowledged write survives: see Tests/Faults.
set -euo pipefail
cd "$(dirname "$0")/.." || exit 1

[[ -x Tests/Faults/run.sh ]] || {
    echo "Tests/Faults/run.sh is not there." >&2
    exit 1
}
Scripts/prepare.sh build test
exec Tests/Faults/run.sh "$@"
