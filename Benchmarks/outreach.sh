#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# Messages told, given their recipients and sent to a sink outside, with the worker killed (kill -9) twice on the
# way. Ends with 1 when one is lost or goes twice. Writes Benchmarks/out/outreach.json.
#
#   Benchmarks/outreach.sh [COUNT]   1,000,000 messages in release
#   Benchmarks/outreach.sh --short   2,000 with the debug build, in seconds, so that the bench does not rot
#
# YUMIAO_DATABASE names an empty PostgreSQL database; without it the data is SQLite in a temporary folder.
set -euo pipefail
cd "$(dirname "$0")/.."
configuration=release
count=${1:-1000000}
if [[ $count == --short ]]; then
    configuration=debug
    count=2000
fi
bench=.build/$configuration/OutreachBench
if [[ $configuration == release || ! -x $bench ]]; then
    swift build --configuration "$configuration" --product OutreachBench >&2
fi
mkdir -p Benchmarks/out
folder=$(mktemp -d)
worker=""
trap '[[ -z $worker ]] || kill -9 "$worker" 2>/dev/null || true; rm -rf "$folder"' EXIT

"$bench" make "$folder" "$count" | tee "$folder/figures"

lines() { [[ -f $folder/sink ]] && wc -l <"$folder/sink" || echo 0; }
begin=$(date +%s%N)
killed=0
for part in 3 2; do
    "$bench" work "$folder" "$count" >"$folder/part" &
    worker=$!
    while kill -0 "$worker" 2>/dev/null && (($(lines) < count / part)); do sleep 0.02; done
    if kill -9 "$worker" 2>/dev/null; then killed=$((killed + 1)); fi
    wait "$worker" 2>/dev/null || true
    worker=""
    echo "killed with $(lines) in the sink"
done
((killed > 0)) || {
    echo "The worker ended before it could be killed: this run shows nothing. Take a larger COUNT." >&2
    exit 1
}
"$bench" work "$folder" "$count" | tee "$folder/part"
seconds=$(awk -v ns=$(($(date +%s%N) - begin)) 'BEGIN { printf "%.2f", ns / 1e9 }')
"$bench" check "$folder" "$count"

told=$(awk '$1 == "told" { print $4 }' "$folder/figures")
rate=$(awk -v n="$count" -v s="$seconds" 'BEGIN { printf "%.0f", n / s }')
cat >Benchmarks/out/outreach.json <<JSON
{
  "build": "$configuration",
  "database": "$([[ -n ${YUMIAO_DATABASE:-} ]] && echo postgres || echo sqlite)",
  "messages": $count,
  "told_per_second": $told,
  "kills": $killed,
  "sent_seconds_with_kills": $seconds,
  "sent_per_second_with_kills": $rate,
  "lost": 0,
  "doubled": 0
}
JSON
echo "told $told/s; found recipients and sent $rate/s over all, with $killed kills; none lost, none doubled"
