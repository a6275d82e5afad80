#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Fuzzes the rule language for some seconds (20 by default), with address checks, from the corpus beside this script.
# New inputs go to .build-fuzz/found; a crash leaves its input there and ends with an error. Keep those that matter:
#   cp .build-fuzz/found/crash-… Fuzz/corpus/ — they are replayed on every run, and by: swift run FuzzRules FILE…
set -eu
cd "$(dirname "$0")/.."
seconds=${1:-20}
scratch=.build-fuzz
# The backtracer hangs under libFuzzer.
export SWIFT_BACKTRACE=enable=no
swift build -c release --scratch-path "$scratch" --product FuzzRules --sanitize fuzzer --sanitize address \
    -Xswiftc -DFUZZ -Xswiftc -parse-as-library
mkdir -p "$scratch/found"
program=$(swift build -c release --scratch-path "$scratch" --show-bin-path)/FuzzRules
"$program" -max_total_time="$seconds" -max_len=1500 -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
    -dict=Fuzz/words.dict -artifact_prefix="$scratch/found/" "$scratch/found" Fuzz/corpus
