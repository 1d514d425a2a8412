#!/bin/sh
# Makes an application with a Java runtime of its own, for the computer it runs on: Mailtally.app on a
# Mac, a folder 'mailtally' on Linux. docs/packaging.md says what it asks for and what comes out.
#
#   sh src/main/sh/app.sh [--jars FOLDER] [--to FOLDER] [--start VERB] [--sign IDENTITY]
#
# --jars   a folder with mailtally.jar and lib, as Maven leaves them; without it, Maven is run
# --to     where the application goes, target/app unless said otherwise; the one that is there is
#          replaced when the new one is whole
# --start  what it does when it is started without a word, as from the Finder: 'serve' opens the page
# --sign   on a Mac, whose certificate in the Keychain signs it; without it nobody's
set -u
PATH=${PATH:-/usr/local/bin:/usr/bin:/bin}
export PATH
root=$(CDPATH='' cd -P -- "$(dirname -- "$0")/../../.." && pwd) || exit 3
# shellcheck source=src/main/sh/java.sh
. "$root/src/main/sh/java.sh"

say() {
    printf 'app.sh: %s\n' "$*" >&2
}

jars=
to=$root/target/app
start=serve
signer=-
while [ $# -gt 0 ]; do
    option=$1
    shift
    if [ $# -eq 0 ]; then
        option=none
    fi
    case $option,${1:-} in
    --start,-*) option=none ;; # jpackage would take it for its own
    esac
    case $option in
    --jars) jars=$1 ;;
    --to) to=$1 ;;
    --start) start=$1 ;;
    --sign) signer=$1 ;;
    *)
        say "Use: app.sh [--jars FOLDER] [--to FOLDER] [--start VERB] [--sign IDENTITY]"
        exit 2
        ;;
    esac
    shift
done

use_utf8_locale
if ! jdk_find ""; then
    say "$(jdk_advice)"
    exit 3
fi
for tool in jdeps jlink jpackage; do
    if [ ! -x "$jdk_home/bin/$tool" ]; then
        say "The JDK $jdk_home has no $tool. Install a whole one, or set JAVA_HOME to yours."
        exit 3
    fi
done

mkdir -p "$to" && to=$(CDPATH='' cd -P -- "$to" && pwd) || exit 3
work=$to/making.$$
trap 'rm -rf "$work"' EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM
mkdir "$work" || exit 3

# step WHAT COMMAND...: what a tool says is shown only when it fails.
step() {
    step_name=$1
    shift
    if ! "$@" >"$work/log" 2>&1 </dev/null; then
        say "Could not make the application: $step_name failed. What was in $to is as it was."
        head -n 20 "$work/log" >&2
        exit 3
    fi
}

if [ -z "$jars" ]; then
    if ! command -v mvn >/dev/null; then
        say "Building Mailtally needs Maven ('mvn') and found none. Install it, or give --jars."
        exit 3
    fi
    jars=$work/build
    JAVA_HOME=$jdk_home
    export JAVA_HOME
    cd "$root" || exit 3
    step "Maven" mvn -B -q -Dstyle.color=never -Dmaven.test.skip=true -Dmailtally.jarOnly \
        "-Dmailtally.build=$jars" package
fi
mkdir "$work/input"
step "copying the jars" cp -R "$jars/mailtally.jar" "$jars/lib" "$root/LICENSE" \
    "$root/src/main/assembly/NOTICES.txt" "$work/input"

# What the classes name, as jdeps sees it from the program on (the libraries on a class path, since as
# modules they ask for others that are left out on purpose), and what is found by name only when it is
# asked for: character sets of old mail, names in the DNS, elliptic curves (in java.base since Java 22,
# a module with nothing in it), and file systems in zips. Dates and numbers are written as in English,
# so the words of other languages (jdk.localedata) stay out.
found_by_name=java.naming,jdk.charsets,jdk.crypto.ec,jdk.httpserver,jdk.naming.dns,jdk.zipfs
step "jdeps" "$jdk_home/bin/jdeps" --multi-release 25 --ignore-missing-deps --print-module-deps \
    --recursive --class-path "$work/input/lib/*" "$work/input/mailtally.jar"
modules=$(grep -E '^(java|jdk)\.[a-z.,]*$' "$work/log" | tail -n 1)
if [ -z "$modules" ]; then
    say "Could not make the application: jdeps named no module. What was in $to is as it was."
    exit 3
fi
step "jlink" "$jdk_home/bin/jlink" --add-modules "$modules,$found_by_name" --output "$work/runtime" \
    --strip-java-debug-attributes --no-header-files --no-man-pages --compress zip-6 \
    --dedup-legal-notices error-if-not-same-content
# An archive of the JDK's classes (CDS): 14 MB, and it starts in half the time. jlink's own option
# makes a second one, for heaps of more than 32 GB, and does not know of native access, which has to
# be as it is when the program starts.
step "Java" "$work/runtime/bin/java" -Xshare:dump -XX:+UseSerialGC \
    --enable-native-access=ALL-UNNAMED

version=$(sed -n 's,^    <version>\(.*\)</version>$,\1,p' "$root/pom.xml" | head -n 1)
name=mailtally
app=mailtally
if [ "$(uname)" = Darwin ]; then
    name=Mailtally
    app=Mailtally.app
    # macOS keeps what a user allowed under this name, so it must not change.
    set -- --mac-package-identifier mailtally.Mailtally --mac-package-name Mailtally
    # jpackage takes no version that begins with 0 on a Mac; the true one is put in below.
    image_version=1.${version#*.}
else
    set --
    image_version=$version
fi
for flag in $java_flags; do
    set -- "$@" --java-options "$flag"
done
step "jpackage" "$jdk_home/bin/jpackage" --type app-image --name "$name" --dest "$work/image" \
    --app-version "$image_version" --description "Know that no mail is lost before an account goes." \
    --vendor Mailtally --input "$work/input" --main-jar mailtally.jar \
    --main-class mailtally.cli.Main --runtime-image "$work/runtime" --arguments "$start" "$@"

if [ "$app" = Mailtally.app ]; then
    plist=$work/image/$app/Contents/Info.plist
    step "plutil" plutil -replace CFBundleShortVersionString -string "$version" "$plist"
    # The page is in the browser. Without this an icon would jump in the Dock and never come to rest.
    step "plutil" plutil -replace LSUIElement -bool true "$plist"
    # Macs with Apple's own processors start nothing without a signature, and the one by jpackage
    # ended with the change above. '-' is a signature by nobody, for this very content.
    step "codesign" codesign --force --deep --sign "$signer" "$work/image/$app"
fi
if [ -e "$to/$app" ] && ! mv "$to/$app" "$work/old"; then
    say "Could not replace $to/$app. It is as it was."
    exit 3
fi
if ! mv "$work/image/$app" "$to/$app"; then
    [ ! -e "$work/old" ] || mv "$work/old" "$to/$app"
    say "Could not put the application into $to."
    exit 3
fi
echo "$to/$app"
