#!/bin/sh
# Fetches the mail servers that tests run beside Dovecot into target/servers/. Debian's packages of
# them conflict, so they are unpacked and not installed. Runs as any user on Debian; what is there
# already stays. As root it installs the libraries that they need too.
#
#   sh src/test/sh/servers.sh
set -eu
cd "$(dirname "$0")/../../.."
place=target/servers

# Those without the letters t64, as Debian 12 has them.
libraries="libclamav12 libical3 libjansson4 libzephyr4 libxapian30 libwrap0 libpq5 libsasl2-2
libsasl2-modules libpcre3 libidn12 libcourier-unicode4 libgamin0"

# fetch NAME WANTED_FILE PACKAGE...
fetch() {
    name=$1 wanted=$2
    shift 2
    if [ -e "$place/$name/$wanted" ]; then
        return 0
    fi
    rm -rf "${place:?}/$name" "$place/$name.new"
    mkdir -p "$place/$name.new/packages"
    (cd "$place/$name.new/packages" && apt-get download -qq "$@" 2>/dev/null)
    for package in "$place/$name.new"/packages/*.deb; do
        dpkg -x "$package" "$place/$name.new"
    done
    rm -r "$place/$name.new/packages"
    # Under its own name only when it is whole.
    mv "$place/$name.new" "$place/$name"
}

if ! command -v apt-get >/dev/null || ! command -v dpkg >/dev/null; then
    echo "Cyrus and Courier are fetched as Debian packages, and this is no Debian." >&2
    exit 1
fi
if [ "$(id -u)" -eq 0 ]; then
    missing=
    for library in $libraries; do
        dpkg -s "$library" >/dev/null 2>&1 || missing="$missing $library"
    done
    if [ -n "$missing" ] || [ ! -d "$place/cyrus" ] || [ ! -d "$place/courier" ]; then
        apt-get update -qq >/dev/null 2>&1 || true
    fi
    if [ -n "$missing" ]; then
        # shellcheck disable=SC2086 # a list of names
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing \
            >/dev/null 2>&1 </dev/null
    fi
fi
fetch cyrus usr/lib/cyrus/bin/imapd cyrus-imapd cyrus-common libcyrus-imap-perl
fetch courier usr/bin/imapd courier-imap courier-base courier-authlib
