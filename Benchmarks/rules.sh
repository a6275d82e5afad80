#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# One enterprise against all packs, and the time from start to the first page. Needs a release build, which it makes.
set -euo pipefail
cd "$(dirname "$0")/.." || exit 1
source Scripts/server.sh
mkdir -p Benchmarks/out
swift build --configuration release --product yumiao >&2
yumiao=.build/release/yumiao
"$yumiao" bench --output Benchmarks/out/rules.json

folder=$(mktemp -d)
trap 'kill $server 2>/dev/null || true; rm -rf "$folder"' EXIT
begin=$(date +%s%N)
"$yumiao" serve --port 0 >"$folder/log" &
server=$!
until address=$(grep -o 'http://[^ ]*' "$folder/log"); do sleep 0.01; done
curl --silent --fail --output /dev/null "$address"
echo "first page $((($(date +%s%N) - begin) / 1000000)) ms after start"
