#!/bin/sh
# Runs a command without its chatter: scripts/quietly.sh "what to say where it fails" COMMAND…
set -u

message=$1
shift
log=$(mktemp)
if PIP_DISABLE_PIP_VERSION_CHECK=1 "$@" >"$log" 2>&1; then
    rm -f "$log"
    exit 0
fi
grep -vE '^(WARNING|Ignoring)' "$log" | tail -n 5 >&2
echo "$message The full output is in $log" >&2
exit 2
