#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Checks a running site with the example city in a real browser:
#
#     run.sh BASE_URL                                    everything
#     run.sh BASE_URL --journeys                         only the journeys by keyboard, without script
#     run.sh BASE_URL PATH... [--quick] [--shots FOLDER] these pages, as check_pages.py says
#
# Needs Debian's chromium, fonts-noto-cjk and python3-venv; makes its own environment the first time.
set -eu
here=$(dirname "$(readlink -f "$0")")
if [ ! -x "$here/.venv/bin/python" ]; then
    python3 -m venv "$here/.venv"
    "$here/.venv/bin/pip" --quiet install --requirement "$here/requirements.txt"
fi
python=$here/.venv/bin/python
case "${2:-}" in
    --journeys)
        status=0
        for journey in people diagnosis; do "$python" "$here/$journey.py" "$@" || status=1; done
        "$python" "$here/policies.py" "$1" || status=1
        exit "$status"
        ;;
    "") ;;
    *) exec "$python" "$here/check_pages.py" "$@" ;;
esac
status=0
# Two walks at a time: a browser and the server leave a core idle half of the time.
walk=$(mktemp)
"$python" "$here/diagnosis.py" "$1" >"$walk" 2>&1 &
"$python" "$here/people.py" "$1" || status=1
wait $! || status=1
cat "$walk"
rm -f "$walk"
"$python" "$here/policies.py" "$1" || status=1
# Components that no page of the self-tests shows, and what everybody sees of policies.
"$python" "$here/check_pages.py" "$1" /_gallery /_gallery/form /_gallery/certificate /policies /policies/today \
    "/policies?q=技改" /tags /ask --quick || status=1
exit "$status"
