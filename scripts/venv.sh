#!/bin/sh
# Makes the virtual environment $1 with the first Python found that the locked packages are built for. Exit status 2 and one line where it
# cannot.
set -eu

fail() {
    echo "$1" >&2
    exit 2
}

suits() {
    "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' 2>/dev/null
}

if suits "$1/bin/python" && "$1/bin/python" -m pip --version >/dev/null 2>&1; then
    exit 0
fi
for name in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
    if suits "$name"; then
        python=$name
        break
    fi
done
[ "${python:-}" ] || fail "Callcue needs Python 3.11, 3.12, 3.13 or 3.14, and none was found. Install one, or name it: make PYTHON=/path/to/python3"

if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    package=$("$python" -c 'import sys; print(f"python3.{sys.version_info[1]}-venv")')
    command -v apt-get >/dev/null || fail "$python lacks its venv part: install Python with it, or name another: make PYTHON=/path/to/python3"
    [ "$(id -u)" = 0 ] || fail "$python lacks its venv part. Install it: sudo apt-get install $package"
    echo "Installing $package…"
    log=$(mktemp)
    { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$package"; } >"$log" 2>&1 ||
        { tail -n 5 "$log" >&2; fail "$package could not be installed: the full output is in $log"; }
    rm -f "$log"
fi
echo "Making $1 with $("$python" --version)…"
"$python" -m venv "$1"
