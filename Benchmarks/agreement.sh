#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# Both engines on the same pairs: random rules of the whole language over random enterprises. Ends with 1 when
# `Matching` and `Rules` disagree on one.
#
#   Benchmarks/agreement.sh            more than a million pairs, in a release build; SEED=7 takes others
#   Benchmarks/agreement.sh --short    100,000 pairs for CI, with the debug build, in which engines are optimised too
set -euo pipefail
cd "$(dirname "$0")/.."
configuration=release pairs=1000000
[[ ${1:-} == --short ]] && configuration=debug pairs=100000
swift build -c "$configuration" --product MatchingBench
"$(swift build -c "$configuration" --show-bin-path)/MatchingBench" agree "$pairs" "${SEED:-1}"
