# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# Sourced: asks whether a server is there, with nothing but bash, because a bare machine has no curl.

# is_taken HOST PORT: whether somebody listens.
is_taken() {
    (exec 3<>"/dev/tcp/$1/$2") 2>/dev/null
}

# answers HOST PORT: whether /healthz says 200.
answers() {
    (
        exec 3<>"/dev/tcp/$1/$2" || exit 1
        printf 'GET /healthz HTTP/1.1\r\nHost: %s:%s\r\nConnection: close\r\n\r\n' "$1" "$2" >&3
        IFS= read -r -t 2 -u 3 line
        # To the end, so that the server sees no broken connection.
        while IFS= read -r -t 2 -u 3; do :; done
        [[ $line == *" 200"* ]]
    ) 2>/dev/null
}
