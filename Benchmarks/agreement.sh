#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# Both engines on the same pairs: random rules of the whole language over random enterprises, more than a million
# pairs, in a release build. Ends with 1 when `Matching` and `Rules` disagree on one.
#
#   Benchmarks/agreement.sh [--short]     the same in both forms: the proof is the same on every run
set -euo pipefail
cd "$(dirname "$0")/.."
swift build -c release --product MatchingBench
"$(swift build -c release --show-bin-path)/MatchingBench" agree 1000000 "${SEED:-1}"
