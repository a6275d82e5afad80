#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Installs what building, testing or measuring needs, by Debian package name, and skips what is there.
#
#     Scripts/prepare.sh build            to build and serve
#     Scripts/prepare.sh build test       and to run every test
#     Scripts/prepare.sh build test bench and to measure
#
# Each name stands in Documentation/dependencies.md with its reason.
set -euo pipefail

build="make git ca-certificates pkg-config libsqlite3-dev libpq-dev libqrencode-dev libzip-dev libxlsxwriter-dev libargon2-dev libpango1.0-dev libcairo2-dev fonts-noto-cjk poppler-utils"
test="postgresql systemd chromium strace python3 python3-venv python3-openpyxl python3-aiosmtpd openssl libfuse2 python3-fusepy"
bench="python3 python3-venv curl wrk"

say() { printf '%s\n' "$*"; }
fail() {
    printf '\n%s\n' "$*" >&2
    exit 1
}

wanted=""
for group in "${@:-build}"; do
    case $group in
    build) wanted+=" $build" ;;
    test) wanted+=" $test" ;;
    bench) wanted+=" $bench" ;;
    *) fail "prepare.sh: no group “$group”; there are build, test and bench" ;;
    esac
done

command -v swift >/dev/null || fail "Swift 6.3 or later is needed and was not found.
Install it as https://www.swift.org/install/linux/ says, and call this again."

if ! command -v dpkg-query >/dev/null; then
    say "This is not Debian, so nothing is installed. What is needed, by its Debian names:$wanted"
    exit 0
fi

# dpkg-query fails when it does not know one of the names; that name is then missing, too.
installed=$(dpkg-query --show --showformat='${db:Status-Status} ${Package}\n' $wanted 2>/dev/null | sed -n 's/^installed //p' || true)
missing=""
for package in $wanted; do
    grep -qxF "$package" <<<"$installed" || [[ " $missing " == *" $package "* ]] || missing+="$package "
done
[[ -n $missing ]] || exit 0

as_root=""
if [[ $(id -u) -ne 0 ]]; then
    command -v sudo >/dev/null || fail "These Debian packages are missing: $missing
Installing them needs root, and there is no sudo. As root, run:
    apt-get install --no-install-recommends $missing"
    as_root="sudo"
fi

say "Installing from Debian, because they are not there yet: $missing"
[[ -z $as_root ]] || say "(sudo may ask for your password)"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
apt() { $as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0 "$@" </dev/null >>"$log" 2>&1; }
install() { apt install --yes --no-install-recommends $missing; }
start=$SECONDS
# The lists of packages may be missing or old: only then are they fetched.
install || { apt update && install; } || {
    tail -n 20 "$log" >&2
    fail "apt-get could not install: $missing"
}
say "Installed in $((SECONDS - start)) s."
