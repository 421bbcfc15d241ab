#!/usr/bin/env bash
# What building, running and testing Sceau needs of the system.
#
#   packaging/install-deps.sh build|run|headless|test|bench
#
# Each word includes those before it. What is there already is left alone; on
# Debian and its kin the rest is installed, elsewhere it is listed.
set -euo pipefail
export PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin

# package, what it is needed for, how to see that it is there
needs() {
    cat <<'END'
gcc                 build     program cc
libc6-dev           build     file /usr/include/stdio.h
make                build     program make
pkg-config          build     program pkg-config
libssl-dev          build     file /usr/include/openssl/evp.h
libpcsclite-dev     build     file /usr/include/PCSC/winscard.h
python3             build     program python3
libx11-6            run       library libX11.so.6
libx11-xcb1         run       library libX11-xcb.so.1
libxcursor1         run       library libXcursor.so.1
libxi6              run       library libXi.so.6
libxrandr2          run       library libXrandr.so.2
libxkbcommon0       run       library libxkbcommon.so.0
libxkbcommon-x11-0  run       library libxkbcommon-x11.so.0
libwayland-client0  run       library libwayland-client.so.0
libwayland-cursor0  run       library libwayland-cursor.so.0
xvfb                headless  program Xvfb
openbox             headless  program openbox
xdotool             headless  program xdotool
imagemagick         headless  program import
x11-utils           headless  program xprop
xclip               test      program xclip
hunspell-fr         test      file /usr/share/hunspell/fr_FR.dic /usr/share/hunspell/fr.dic
hunspell-en-gb      test      file /usr/share/hunspell/en_GB.dic
tesseract-ocr       test      program tesseract
tesseract-ocr-fra   test      file /usr/share/tesseract-ocr/5/tessdata/fra.traineddata /usr/share/tessdata/fra.traineddata
dovecot-core        test      program dovecot
dovecot-imapd       test      file /usr/lib/dovecot/imap /usr/libexec/dovecot/imap
dovecot-pop3d       test      file /usr/lib/dovecot/pop3 /usr/libexec/dovecot/pop3
dovecot-lmtpd       test      file /usr/lib/dovecot/lmtp /usr/libexec/dovecot/lmtp
dovecot-managesieved test     file /usr/lib/dovecot/managesieve /usr/libexec/dovecot/managesieve
dovecot-sieve       test      file /usr/lib/dovecot/modules/lib90_sieve_plugin.so /usr/lib64/dovecot/lib90_sieve_plugin.so
exim4-daemon-heavy  test      exim-with-dovecot
gnome-keyring       test      program gnome-keyring-daemon
dbus-x11            test      program dbus-launch
openssl             test      program openssl
softhsm2            test      file /usr/lib/softhsm/libsofthsm2.so /usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so /usr/lib64/pkcs11/libsofthsm2.so
pcscd               test      program pcscd
vsmartcard-vpcd     test      file /usr/lib/pcsc/drivers/serial/libifdvpcd.so
opensc              test      program opensc-tool
gpgsm               test      program gpgsm
libnss3-tools       test      program cmsutil
isync               bench     program mbsync
notmuch             bench     program notmuch
maildir-utils       bench     program mu
valgrind            bench     program valgrind
END
}

# Whether a need is met, from the words of its third column. What a program says
# is taken whole before it is searched: grep leaves at the first hit, and a
# program cut off while it still writes would count as a need that is not met.
met() {
    local kind=$1; shift
    case $kind in
        program) command -v "$1" >/dev/null ;;
        library) grep -qF "$1 " <<<"$(ldconfig -p)" ;;
        file) local file; for file; do [ ! -e "$file" ] || return 0; done; return 1 ;;
        # The light daemon cannot ask Dovecot whether a password is right.
        exim-with-dovecot) grep -q '^Authenticators:.*dovecot' <<<"$({ exim4 -bV || exim -bV; } 2>/dev/null)" ;;
    esac
}

# The packages that are missing for what was asked.
missing() {
    local package for how
    needs | while read -r package for how; do
        # shellcheck disable=SC2086 # the words of the third column
        case " $wanted " in *" $for "*) met $how || echo "$package" ;; esac
    done
}

case ${1-} in
    build) wanted='build' ;;
    run) wanted='build run' ;;
    headless) wanted='build run headless' ;;
    test) wanted='build run headless test' ;;
    bench) wanted='build run headless test bench' ;;
    *) echo "usage: $0 build|run|headless|test|bench" >&2; exit 2 ;;
esac

if ! command -v cargo >/dev/null; then
    echo "Rust is missing: see https://rustup.rs" >&2
    exit 1
fi

mapfile -t packages < <(missing)
[ ${#packages[@]} -gt 0 ] || exit 0

if ! command -v apt-get >/dev/null; then
    echo "Please install what these Debian packages hold: ${packages[*]}" >&2
    exit 1
fi
root=()
if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null || { echo "As root: apt-get install ${packages[*]}" >&2; exit 1; }
    root=(sudo)
fi

# The tests start servers of their own. The packages would start theirs, open to
# the network: a policy that says no stands here for the time of the installation.
policy=/usr/sbin/policy-rc.d
if [ ! -e $policy ]; then
    trap '"${root[@]}" rm -f $policy' EXIT
    printf '#!/bin/sh\nexit 101\n' | "${root[@]}" tee $policy >/dev/null
    "${root[@]}" chmod 755 $policy
fi

echo "Installing ${packages[*]}"
log=$(mktemp)
# Nothing is removed: Exim would put another mail server out of its place.
if ! { "${root[@]}" apt-get update -qq && "${root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends --no-remove "${packages[@]}"; } >"$log" 2>&1 </dev/null; then
    cat "$log" >&2
    exit 1
fi
rm "$log"

# Nor do they start with the machine, next time.
if [ -d /run/systemd/system ]; then
    for unit in dovecot:dovecot-core exim4:exim4-daemon-heavy; do
        case " ${packages[*]} " in
            *" ${unit#*:} "*) "${root[@]}" systemctl disable --quiet "${unit%:*}" || true ;;
        esac
    done
fi

mapfile -t packages < <(missing)
if [ ${#packages[@]} -gt 0 ]; then
    echo "Installed, but still not found: ${packages[*]}" >&2
    exit 1
fi
