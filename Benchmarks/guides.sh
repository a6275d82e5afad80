#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# How long a search for policies takes, with its facets, ranking and the guess at typing errors:
#
#   Benchmarks/guides.sh           150, 15,000 and 150,000 invented policies
#   Benchmarks/guides.sh --short   150 and 3,000, for CI
#
# Writes Benchmarks/out/guides.json. The room is optimised in debug builds too, so the tests' build serves.
set -euo pipefail
cd "$(dirname "$0")/.."
mkdir -p Benchmarks/out
counts=150,15000,150000
[ "${1:-}" != --short ] || counts=150,3000
[ -n "${GUIDES_BUILT:-}" ] || swift build --build-tests
GUIDES_BENCH=$counts GUIDES_BENCH_OUT="$PWD/Benchmarks/out/guides.json" \
    swift test --skip-build --filter 'GuidesTests.BenchTests'
cat Benchmarks/out/guides.json
