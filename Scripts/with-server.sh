#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Starts the built server on a free port with the example city, runs a command with its address, and stops it. EXAMPLE
# says how many enterprises there are, 0 leaves the data folder empty:
#
#     Scripts/with-server.sh Tests/Browser/run.sh
#     BASE_PATH=/a/b Scripts/with-server.sh Tests/Browser/run.sh
set -euo pipefail
cd "$(dirname "$0")/.." || exit 1
source Scripts/server.sh

binary=.build/${CONFIGURATION:-debug}/yumiao
folder=$(mktemp -d)
server=""
stop() {
    if [[ -n $server ]]; then
        kill -TERM "$server" 2>/dev/null || true
        wait "$server" 2>/dev/null || true
    fi
    rm -rf "$folder"
}
trap stop EXIT

port=""
for ((try = 0; try < 50; try++)); do
    port=$((20000 + RANDOM % 20000))
    is_taken 127.0.0.1 "$port" || break
done

options=(--host 127.0.0.1 --port "$port" --gallery)
[[ -n ${BASE_PATH:-} ]] && options+=(--base-path "$BASE_PATH")
options+=(--data "$folder/data")
if ((${EXAMPLE:-200} > 0)); then
    "$binary" example create --data "$folder/data" --enterprises "${EXAMPLE:-200}" >/dev/null
fi
"$binary" serve "${options[@]}" >"$folder/log" 2>&1 </dev/null &
server=$!
for ((try = 0; ; try++)); do
    answers 127.0.0.1 "$port" && break
    if ((try == 300)) || ! kill -0 "$server" 2>/dev/null; then
        cat "$folder/log" >&2
        echo "The server did not answer on port $port." >&2
        exit 1
    fi
    sleep 0.1
done

status=0
"$1" "http://127.0.0.1:$port${BASE_PATH:-}" "${@:2}" || status=$?
if ((status != 0)); then
    echo "The end of the server's log:" >&2
    tail -n 40 "$folder/log" >&2
fi
exit "$status"
