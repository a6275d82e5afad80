#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# From the release of a policy to everybody whom it reaches: a province of 2,653,000 enterprises beside 15,000 and
# 150,000 policies in force. Writes Benchmarks/out/audience.json (and audience-150000.json).
#
#   Benchmarks/audience.sh             both sizes, minutes
#   Benchmarks/audience.sh --short     200,000 enterprises beside 1,000 policies, for CI
set -euo pipefail
cd "$(dirname "$0")/.."
mkdir -p Benchmarks/out
configuration=release
[[ ${1:-} == --short ]] && configuration=debug
swift build -c "$configuration" --product MatchingBench
bench="$(swift build -c "$configuration" --show-bin-path)/MatchingBench"
if [[ ${1:-} == --short ]]; then
    "$bench" publish 10000 60 Benchmarks/out/audience.json
else
    "$bench" publish 2653000 15000 Benchmarks/out/audience.json
    "$bench" publish 2653000 150000 Benchmarks/out/audience-150000.json
fi
