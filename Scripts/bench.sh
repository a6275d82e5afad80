#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Every benchmark under Benchmarks/, in release. `--short` asks each for its short form.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 1
source Scripts/steps.sh

step "Prepare the machine" Scripts/prepare.sh build bench || exit 1
shopt -s nullglob
scripts=(Benchmarks/*.sh)
((${#scripts[@]} > 0)) || {
    echo "There is no benchmark under Benchmarks/."
    exit 1
}
for script in "${scripts[@]}"; do
    step "$(basename "$script" .sh)" "$script" "$@"
done
step_summary
exit $((step_failures > 0))
