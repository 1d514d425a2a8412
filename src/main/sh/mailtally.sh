#!/bin/sh
# Starts Mailtally from its unpacked zip with a JDK of this computer. Builds nothing and writes
# nothing here. POSIX sh; macOS (bash 3.2, BSD tools) and Debian (dash) run the same lines.
set -u
PATH=${PATH:-/usr/local/bin:/usr/bin:/bin}
export PATH

# The folder of this script, also through a link on PATH.
self=$0
while [ -h "$self" ]; do
    link=$(readlink "$self") || exit 3
    case $link in
    /*) self=$link ;;
    *) self=${self%/*}/$link ;;
    esac
done
case $self in
*/*) root=$(CDPATH='' cd -P -- "${self%/*}" && pwd) || exit 3 ;;
*) root=$(pwd -P) ;;
esac
if [ ! -r "$root/app/java.sh" ] || [ ! -r "$root/app/mailtally.jar" ]; then
    echo "mailtally: $root is not whole: its folder 'app' is missing or cannot be read." \
        "Unpack the zip again and leave 'mailtally' beside 'app'; a link to it may lie anywhere." >&2
    exit 3
fi

# shellcheck source=src/main/sh/java.sh
. "$root/app/java.sh"
use_utf8_locale
if ! jdk_find ""; then
    echo "mailtally: $(jdk_advice)" >&2
    exit 3
fi
java_exec "$root/app/mailtally.jar" "" "$@"
