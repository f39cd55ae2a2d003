#!/bin/sh
# Runs a command that fetches packages without its chatter; where it fails, says so in few lines.
set -u

log=$(mktemp)
if PIP_DISABLE_PIP_VERSION_CHECK=1 "$@" >"$log" 2>&1; then
    rm -f "$log"
    exit 0
fi
grep -v '^WARNING' "$log" | tail -n 5 >&2
echo "Packages could not be fetched: is the network there, and $(df -Ph . | awk 'NR == 2 { print $4 }') of free disk enough? Run the same command again; the full output is in $log" >&2
exit 2
