#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The fault tests: `run.sh` for all rounds (hours), `run.sh --short` for CI, `run.sh kill power …` for some of them.
# Needs the built store-torture, and Debian's strace, postgresql, libfuse2 with PyPI's fusepy 3.0.1; what is missing is
# skipped, and said so.
set -eu
cd "$(dirname "$0")"
exec python3 run.py "$@"
