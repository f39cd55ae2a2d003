#!/bin/sh
# Sees to what the tests need from the system: a browser, PortAudio and, on Linux, a sound server to make devices with.
# Installs them when root on Debian; elsewhere one line names the command and the exit status is 2.
set -eu

found() {
    command -v "$1" >/dev/null 2>&1 || [ -x "$1" ]
}

library() {
    .venv/bin/python -c 'import ctypes.util, sys; sys.exit(ctypes.util.find_library(sys.argv[1]) is None)' "$1"
}

browser() {
    [ "${CALLCUE_CHROMIUM:-}" ] || found chromium || found chromium-browser || found google-chrome || found google-chrome-stable ||
        found "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" || found "/Applications/Chromium.app/Contents/MacOS/Chromium"
}

if [ "$(uname)" = Darwin ]; then
    browser || { echo "The tests need Chromium or Chrome. Install it: brew install --cask google-chrome" >&2; exit 2; }
    exit 0
fi

packages=
browser || packages="$packages chromium fonts-liberation"
library portaudio || packages="$packages libportaudio2"
found pulseaudio || found pipewire-pulse || packages="$packages pulseaudio"
found pactl || packages="$packages pulseaudio-utils"
[ -n "$(find /usr/lib -name libasound_module_pcm_pulse.so 2>/dev/null | head -n 1)" ] || packages="$packages libasound2-plugins"
[ "$packages" ] || exit 0

if ! found apt-get; then
    echo "The tests need what Debian calls:$packages. Install these with your system's package manager." >&2
    exit 2
fi
if [ "$(id -u)" != 0 ]; then
    echo "The tests need parts of the system. Install them: sudo apt-get install$packages" >&2
    exit 2
fi
echo "Installing$packages…"
log=$(mktemp)
# shellcheck disable=SC2086  # a list of names
if ! { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $packages; } >"$log" 2>&1; then
    tail -n 5 "$log" >&2
    echo "Could not be installed:$packages. The full output is in $log" >&2
    exit 2
fi
rm -f "$log"
