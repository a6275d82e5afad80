#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Everything that must hold before a change is merged. Ends with the number of Swift tests that passed and failed.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 1
source Scripts/steps.sh

results=.build/tests-swift-testing.xml
timed_results=.build/timed-swift-testing.xml
yumiao=.build/debug/yumiao

build() {
    local log=.build/build.log
    mkdir -p .build
    touch .build/mark
    swift build --build-tests 2>&1 | tee "$log" | grep -v '^\[[0-9]*/[0-9]*\] \(Compiling\|Write\|Emitting\|Wrapping\)' || true
    [[ ${PIPESTATUS[0]} -eq 0 ]] || return 1
    # `make run` need not build what was built here.
    mv .build/mark .build/debug/yumiao.stamp
    # Warnings are errors in every target; this catches a target that forgot.
    ! grep -E "^$PWD/(Sources|Tests)/.*warning:" "$log"
}

# What cuts connections at a moment waits for the clock, and shows nothing beside 700 tests on two cores: it runs by itself.
timed=StoreTests.PostgresTests

swift_tests() {
    rm -f "$results" "$timed_results"
    tests_run .build/tests --skip "$timed" && tests_run .build/timed --filter "$timed"
}

# tests_run NAME ARGUMENT…: what failed, and the last line.
tests_run() {
    local name=$1 status
    shift
    swift test --skip-build --parallel --xunit-output "$name.xml" "$@" >"$name.log" 2>&1
    status=$?
    grep -E '^(✘|↳|SKIPPED|.* error: )' "$name.log" | head -n 200
    tail -n 1 "$name.log"
    # On this machine everything was installed, so nothing may be passed over.
    if grep -q '^SKIPPED' "$name.log"; then return 1; fi
    return "$status"
}

coverage() {
    set -o pipefail
    # The last lines hold the numbers of each pack.
    "$yumiao" coverage | tail -n 5
}

mutants() {
    # Some rules, in full; all packs take minutes and are `yumiao test --mutate`.
    local rule
    for rule in ${MUTATED_RULES:-above-scale champion gazelle payment-interest small-low-profit}; do
        "$yumiao" test Packs --mutate --rule "$rule" || return 1
    done
}

graceful_stop() {
    local folder status=0
    folder=$(mktemp -d)
    python3 Tests/API/stop.py "$yumiao" serve --host 127.0.0.1 --port "{port}" --data "$folder/data" || status=$?
    rm -rf "$folder"
    return "$status"
}

unit() {
    # The score counts from 0, safe, to 100.
    systemd-analyze security --offline=true --threshold=15 --no-pager Deploy/yumiao.service | tail -n 1
    return "${PIPESTATUS[0]}"
}

finish() {
    step_summary
    if [[ -s $results ]]; then
        awk 'match($0, /<testsuite [^>]*>/) {
            line = substr($0, RSTART, RLENGTH)
            tests += value(line, "tests"); bad += value(line, "failures") + value(line, "errors")
        }
        function value(text, name) { return match(text, " " name "=\"[0-9]+") ? substr(text, RSTART + length(name) + 3, RLENGTH - length(name) - 3) + 0 : 0 }
        END { printf "%d passed, %d failed\n", tests - bad, bad }' "$results" $([[ -s $timed_results ]] && echo "$timed_results")
    else
        echo "The Swift tests did not run."
    fi
    exit $((step_failures > 0))
}

step "Prepare the machine" Scripts/prepare.sh build test || finish
step "Format" swift format lint --strict --parallel --recursive Package.swift Sources Tests
step "Build without warnings" build || finish
step "Swift tests" swift_tests
step_if_there Packs "Packs: check" "$yumiao" check
step_if_there Packs "Packs: format" "$yumiao" format --check
step_if_there Packs "Packs: examples" "$yumiao" test
step_if_there Packs "Packs: coverage" coverage
step_if_there Packs "Packs: a changed number is noticed" mutants
step_if_there Tests/Browser/run.sh "Browser" Scripts/with-server.sh Tests/Browser/run.sh
step_if_there Tests/Browser/run.sh "Browser: under a base path" \
    env BASE_PATH=/a/b Scripts/with-server.sh Tests/Browser/run.sh --journeys
step_if_there Tests/API/run.sh "API: schemathesis" Scripts/with-server.sh Tests/API/run.sh
step_if_there Tests/API/stop.py "Graceful stop, slow clients" graceful_stop
step_if_there Deploy/yumiao.service "The unit's exposure" unit
step_if_there Fuzz/run.sh "Fuzzing, 20 s" Fuzz/run.sh 20
finish
