#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# The site under load, with 100,000 and 2,653,000 enterprises in the store.
#
#   Benchmarks/web.sh            both sizes, a release build; writes Benchmarks/out/web.json
#   Benchmarks/web.sh --short    2,000 enterprises and the debug build, for CI: that it works, not how fast
set -euo pipefail
cd "$(dirname "$0")/.."
if [ "${1:-}" = --short ]; then
    python3 Benchmarks/web.py .build/debug/yumiao Benchmarks/out --sizes 2000 --seconds 2
    exit
fi
swift build -c release --product yumiao
python3 Benchmarks/web.py "$(swift build -c release --show-bin-path)/yumiao" Benchmarks/out "$@"
