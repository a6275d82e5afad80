#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# One enterprise against all packs, and the time from start to the first page.
#
#   Benchmarks/rules.sh           in release, which it builds
#   Benchmarks/rules.sh --short   a few judgements with the debug build, so that the bench does not rot
set -euo pipefail
cd "$(dirname "$0")/.." || exit 1
mkdir -p Benchmarks/out
configuration=release
count=2000
if [[ ${1:-} == --short ]]; then
    configuration=debug
    count=50
fi
yumiao=.build/$configuration/yumiao
if [[ $configuration == release || ! -x $yumiao ]]; then
    swift build --configuration "$configuration" --product yumiao >&2
fi
"$yumiao" bench --count "$count" --output Benchmarks/out/rules.json

folder=$(mktemp -d)
server=""
trap '[[ -z $server ]] || kill "$server" 2>/dev/null || true; rm -rf "$folder"' EXIT
begin=$(date +%s%N)
"$yumiao" serve --port 0 --data "$folder/data" >"$folder/log" &
server=$!
for ((try = 0; try < 1000; try++)); do
    # The first address; a new site prints its set-up link as well.
    address=$(grep -o -m 1 'http://[^ ]*' "$folder/log" | head -n 1 || true)
    [[ -n $address ]] && break
    sleep 0.01
done
curl --silent --fail --output /dev/null "$address"
echo "first page $((($(date +%s%N) - begin) / 1000000)) ms after start ($configuration)"
