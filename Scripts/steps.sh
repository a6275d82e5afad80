# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# Sourced: runs named steps one after the other, goes on when one fails, and says at the end how long each took.

step_lines=()
step_failures=0

# step NAME COMMAND…
step() {
    local name=$1 start=$EPOCHREALTIME status=0
    shift
    printf '\n=== %s\n' "$name"
    "$@" </dev/null || status=$?
    local seconds
    seconds=$(awk -v a="$start" -v b="$EPOCHREALTIME" 'BEGIN { printf "%.1f", b - a }')
    if ((status == 0)); then
        step_lines+=("$(printf '%8s s  done    %s' "$seconds" "$name")")
    else
        step_failures=$((step_failures + 1))
        step_lines+=("$(printf '%8s s  FAILED  %s (exit code %s)' "$seconds" "$name" "$status")")
    fi
    return "$status"
}

# step_if_there FILE NAME COMMAND… : for parts of the project that have not come yet. .ci/expected names those that must be there.
step_if_there() {
    local file=$1
    shift
    if [[ -e $file ]]; then
        step "$@"
    else
        step_lines+=("$(printf '%8s    absent  %s (%s)' - "$1" "$file")")
    fi
}

# All steps with their durations; the whole as the last.
step_summary() {
    printf '\n=== Summary\n'
    ((${#step_lines[@]} == 0)) || printf '%s\n' "${step_lines[@]}"
    printf '%8s s  in all, %s failed\n' "$SECONDS" "$step_failures"
}
