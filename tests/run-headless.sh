#!/usr/bin/env bash
# Opens the demonstration on a screen of its own, where nobody sees it, and
# keeps pictures of it.
#
#   tests/run-headless.sh SCEAU DIRECTORY
set -euo pipefail
sceau=$1 pictures=$2
mkdir -p "$pictures"

scratch=$(mktemp -d)
servers=()
trap 'kill "${servers[@]}" 2>/dev/null || true; wait; rm -rf "$scratch"' EXIT

# Waits until a command succeeds.
await() {
    for _ in $(seq 200); do if "$@" >/dev/null 2>&1; then return; fi; sleep 0.05; done
    echo "in vain: $*" >&2
    cat "$scratch"/*.log >&2
    exit 1
}

# Larger than any window, borders and all. It chooses a number that is free and
# says it on descriptor 3. It must not start anew when a client leaves.
Xvfb -displayfd 3 -noreset -screen 0 2200x1300x24 -nolisten tcp 3>"$scratch/display" 2>"$scratch/xvfb.log" &
servers+=($!)
await grep -q '[0-9]$' "$scratch/display"
DISPLAY=:$(cat "$scratch/display")
export DISPLAY
unset WAYLAND_DISPLAY
openbox >"$scratch/openbox.log" 2>&1 &
servers+=($!)
await sh -c 'xprop -root _NET_SUPPORTING_WM_CHECK | grep -q "window id"'

# Waits for the window of a process and for its picture: painted, which is more
# than a few colours, and still, which is the same twice.
picture() {
    local name=$1 pid=$2 window='' before='' now='' colours
    for _ in $(seq 150); do
        kill -0 "$pid" 2>/dev/null || { echo "$name: the program ended by itself" >&2; return 1; }
        window=$(xdotool search --onlyvisible --pid "$pid" 2>/dev/null | tail -n 1) || true
        if [ -n "$window" ] && import -silent -window "$window" "$scratch/now.png" 2>/dev/null; then
            read -r now colours < <(identify -format '%# %k\n' "$scratch/now.png")
            if [ "$now" = "$before" ] && [ "$colours" -gt 8 ]; then
                mv "$scratch/now.png" "$pictures/$name.png"
                echo "$pictures/$name.png"
                return
            fi
            before=$now
        fi
        sleep 0.2
    done
    echo "$name: no still picture within 30 seconds" >&2
    return 1
}

# show NAME OPTIONS...
show() {
    local name=$1 pid failed=0; shift
    "$sceau" --demo "$@" >"$scratch/$name.log" 2>&1 &
    pid=$!
    servers+=("$pid")
    picture "$name" "$pid" || failed=1
    kill "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
    [ "$failed" = 0 ] || { cat "$scratch/$name.log" >&2; exit 1; }
}

show main --window 1280x800
for theme in light dark high-contrast; do
    for language in fr en; do
        show "$theme-$language" --theme "$theme" --language "$language" --window 1024x700
    done
done
show large --window 1920x1080
show large-text --window 1024x700 --text-size 125
