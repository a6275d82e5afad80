#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# The province benchmark: our engine and DuckDB on the same data in the same run.
#
#   Benchmarks/province.sh           2,653,000 enterprises, 14,483 policies, all counts compared
#   Benchmarks/province.sh --short   a smaller province for CI; fails when counts differ or the ratio is poor
#   Benchmarks/province.sh --growth  as the first, and 1/8, 1/4, 1/2 of the enterprises
#
# Data and results are in Benchmarks/out (PROVINCE_DATA keeps the data elsewhere); the peer in Benchmarks/.venv.
set -euo pipefail
cd "$(dirname "$0")/.."
out=Benchmarks/out
data=${PROVINCE_DATA:-$out/data}
mkdir -p "$out" "$data"

if [ -z "${PROVINCE_PYTHON:-}" ]; then
    if [ ! -x Benchmarks/.venv/bin/python ]; then
        python3 -m venv Benchmarks/.venv
        Benchmarks/.venv/bin/pip install --quiet duckdb==2.0.0 numpy pyarrow cel-python panzi-json-logic
    fi
    PROVINCE_PYTHON=Benchmarks/.venv/bin/python
fi
# Engines and kernels are optimised in a debug build too; CI has one and need not make another.
configuration=release
[ "${1:-}" != --short ] || configuration=debug
swift build -c "$configuration" --product MatchingBench
bench="$(swift build -c "$configuration" --show-bin-path)/MatchingBench"

folder() { # ENTERPRISES POLICIES: the folder of that province, generated when it is not there
    local folder="$data/province-$1-$2"
    [ -f "$folder/policies.json" ] || "$PROVINCE_PYTHON" Benchmarks/province.py generate "$folder" \
        --enterprises "$1" --policies "$2" >&2
    echo "$folder"
}

if [ "${1:-}" = --short ]; then
    province=$(folder 200000 3000)
    "$bench" "$province" "$out"
    "$PROVINCE_PYTHON" Benchmarks/compare.py "$province" "$out" --sample 150 --histograms 30 --least-ratio 20
    exit
fi
if [ "${1:-}" = --growth ]; then
    for enterprises in 331625 663250 1326500; do
        province=$(folder $enterprises 14483)
        "$bench" "$province" "$out/growth-$enterprises" | grep -E "^(enterprises|seconds|column_bytes) "
    done
fi
province=$(folder 2653000 14483)
"$bench" "$province" "$out" --levels
"$PROVINCE_PYTHON" Benchmarks/compare.py "$province" "$out"
