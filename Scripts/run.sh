#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Builds when something changed, makes the example city the first time, serves, says where, and stops on Ctrl-C.
# Why it is a debug build: Documentation/decisions/debug-build.md
set -euo pipefail
cd "$(dirname "$0")/.." || exit 1
source Scripts/server.sh

host=${HOST:-127.0.0.1}
port=${PORT:-8080}
configuration=${CONFIGURATION:-debug}
binary=.build/$configuration/yumiao
# The example city lives in a folder of its own; another DATA is served as it is.
data=${DATA:-data/example}
stamp=.build/$configuration/yumiao.stamp

fail() {
    printf '\n%s\n' "$*" >&2
    exit 1
}

[[ $port =~ ^[0-9]+$ && $port -le 65535 ]] || fail "PORT must be a number up to 65535, not “$port”."

reachable=$host
[[ $host == 0.0.0.0 || $host == "*" ]] && reachable=127.0.0.1
[[ $host == "::" ]] && reachable=::1
address="http://$reachable:$port/"
[[ $reachable == *:* ]] && address="http://[$reachable]:$port/"

if is_taken "$reachable" "$port"; then
    fail "Port $port is taken by another program. Choose another: make run PORT=$((port + 1))"
fi

Scripts/prepare.sh build

changed() {
    [[ -x $binary && -f $stamp ]] || return 0
    [[ -n $(find Package.swift Sources -newer "$stamp" -print -quit) ]]
}
if changed; then
    [[ -d .build/checkouts ]] || echo "First build: some minutes. Later starts take seconds."
    mkdir -p .build
    touch .build/mark
    swift build --configuration "$configuration" --product yumiao
    # What was saved while the compiler ran counts as changed.
    mv .build/mark "$stamp"
fi

server=""
stop() {
    trap '' INT TERM HUP
    if [[ -n $server ]] && kill -TERM "$server" 2>/dev/null; then
        wait "$server" 2>/dev/null || true
    fi
    echo
    echo "Stopped."
    exit 0
}
trap stop INT TERM HUP

if [[ -z ${DATA:-} ]]; then
    [[ -e $data/yumiao.sqlite ]] || echo "Making the example city: half a minute, once."
    "$binary" example create --data "$data" --if-missing
fi
"$binary" serve --host "$host" --port "$port" --data "$data" &
server=$!

for ((try = 0; try < 300; try++)); do
    if ! kill -0 "$server" 2>/dev/null; then
        status=0
        wait "$server" || status=$?
        exit "$status"
    fi
    if answers "$reachable" "$port"; then
        printf '\n  育苗 Yumiao: %s\n  Ctrl-C stops it.\n\n' "$address"
        if [[ -n ${DISPLAY:-}${WAYLAND_DISPLAY:-} ]] && command -v xdg-open >/dev/null; then
            xdg-open "$address" >/dev/null 2>&1 </dev/null || true
        fi
        # A signal ends `wait` at once; the trap then stops the server.
        status=0
        wait "$server" || status=$?
        exit "$status"
    fi
    sleep 0.1
done
kill -TERM "$server" 2>/dev/null || true
fail "The server did not answer within 30 s."
