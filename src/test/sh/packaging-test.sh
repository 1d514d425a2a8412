#!/bin/sh
# Tests what is handed on: the zip that runs with any JDK, and the application with its own runtime,
# first with a made-up Mac that writes down how it was called, then a real one for this computer.
# Run by ./test; alone, after 'mvn package': sh src/test/sh/packaging-test.sh [MAVEN'S FOLDER]
# The last line has the counts.
# shellcheck disable=SC2016,SC2034 # conditions are evaluated later, in single quotes
set -u
root=$(CDPATH='' cd -P -- "$(dirname -- "$0")/../../.." && pwd)
build=$(CDPATH='' cd -P -- "${1:-$root/target}" && pwd) || exit 1
# shellcheck source=src/main/sh/java.sh
. "$root/src/main/sh/java.sh"
# shellcheck source=src/test/sh/checks.sh
. "$root/src/test/sh/checks.sh"
use_utf8_locale
if ! jdk_find ""; then
    jdk_advice >&2
    exit 1
fi
JAVA_HOME=$jdk_home
export JAVA_HOME
version=$(sed -n 's,^    <version>\(.*\)</version>$,\1,p' "$root/pom.xml" | head -n 1)
version_is() { out_is "mailtally $version"; }
demo_ends() { out_has 'All of it was made up, and is removed again'; }

# ---- the zip

echo "The zip"
zip=$build/mailtally-$version.zip
again=$work/again
mkdir "$again"
cp -R "$build/mailtally.jar" "$build/lib" "$again"
run mvn -B -q -Dstyle.color=never "-Dmailtally.build=$again" -f "$root/pom.xml" assembly:single@zip
check "the same jars make the same zip, byte by byte" 'status_is 0' \
    'cmp "$zip" "$again/mailtally-$version.zip"'
if command -v unzip >/dev/null; then
    place="$work/ein Büro"
    mkdir "$place"
    run unzip -q "$zip" -d "$place"
    check "it unpacks into one folder" quiet 'test "$(ls "$place")" = "mailtally-$version"'
    here=$place/mailtally-$version
    (cd "$here" && find . | sort) >"$work/before"
    for shell in dash 'bash --posix' 'busybox sh'; do
        if command -v "${shell%% *}" >/dev/null; then
            # shellcheck disable=SC2086 # a shell and its option
            run $shell "$here/mailtally" --version
            check "it starts under $shell, in a folder with a blank and an umlaut" quiet version_is
        else
            skip "it starts under $shell" "not on this computer"
        fi
    done
    ln -s "ein Büro/mailtally-$version/mailtally" "$work/tally"
    run env PATH="$work:$PATH" LC_ALL=C sh -c 'cd / && tally --version'
    check "it starts from anywhere through a link on PATH" quiet version_is
    run "$here/mailtally" demo
    check "its demo runs to the end" 'status_is 0' demo_ends
    run "$here/mailtally" such-a-verb
    check "the exit status is the program's" 'status_is 2'
    (cd "$here" && find . | sort) >"$work/after"
    check "nothing is built and nothing is written beside it" 'cmp "$work/before" "$work/after"'
    mkdir "$work/no jdks"
    run env -u JAVA_HOME MAILTALLY_JDK_FOLDERS="$work/no jdks" "$here/mailtally" --version
    check "without a JDK it says in one sentence what to install" 'status_is 3' 'err_lines 1' \
        "err_has 'JDK 25 or later.*Install'"
    cp "$here/mailtally" "$work/alone"
    run "$work/alone" --version
    check "torn from its folder it says so" 'status_is 3' 'err_lines 1' "err_has 'not whole'"
    check "Windows gets its own line ends" \
        'test "$(grep -c "$(printf "\r")$" "$here/mailtally.cmd")" -eq "$(grep -c "" "$here/mailtally.cmd")"'
    check "and a class path that is there" 'test -f "$here/app/mailtally.jar"' \
        'grep -q "%~dp0app.mailtally.jar" "$here/mailtally.cmd"'
else
    skip "the zip" "unzip is not installed"
fi

# ---- the application, with a made-up Mac

echo "The application, on a made-up Mac"
fake="$work/made up"
mkdir -p "$fake/jdk/bin" "$fake/bin" "$fake/jars/lib"
printf 'JAVA_VERSION="25.0.3"\n' >"$fake/jdk/release"
echo jar | tee "$fake/jars/mailtally.jar" >"$fake/jars/lib/one.jar"
# stand_in FILE LINE: a tool that writes down its arguments, one a line, and then does LINE.
stand_in() {
    printf '#!/bin/sh\nprintf "%s %%s\\n" "$@" >>"$CALLS"\n%s\n' "${1##*/}" "$2" >"$1"
    chmod +x "$1"
}
stand_in "$fake/jdk/bin/javac" ''
stand_in "$fake/jdk/bin/jdeps" 'echo java.base,java.sql'
stand_in "$fake/jdk/bin/jlink" 'for word; do case $last in --output) mkdir -p "$word/bin"; printf "#!/bin/sh\n" >"$word/bin/java"; chmod +x "$word/bin/java" ;; esac; last=$word; done'
sed -i.bak 's/^for word/last=; for word/' "$fake/jdk/bin/jlink"
stand_in "$fake/jdk/bin/jpackage" '[ -z "${JPACKAGE_FAILS:-}" ] || { echo "no such thing"; exit 1; }; last=; for word; do case $last in --dest) mkdir -p "$word/Mailtally.app/Contents"; echo new >"$word/Mailtally.app/Contents/Info.plist" ;; esac; last=$word; done'
stand_in "$fake/bin/uname" 'echo Darwin'
stand_in "$fake/bin/plutil" ''
stand_in "$fake/bin/codesign" ''
CALLS=$work/calls
export CALLS
called() { grep -qxF -e "$1" "$CALLS"; }
make_app() {
    : >"$CALLS"
    run env JAVA_HOME="$fake/jdk" PATH="$fake/bin:$PATH" sh "$root/src/main/sh/app.sh" "$@"
}
make_app --jars "$fake/jars" --to "$work/on a Mac"
check "it says where the application is, and nothing else" quiet \
    'out_is "$(cd "$work/on a Mac" && pwd -P)/Mailtally.app"' 'test "$(ls "$work/on a Mac")" = Mailtally.app'
check "it has the name under which macOS keeps what the user allows" \
    'called "jpackage --mac-package-identifier"' 'called "jpackage mailtally.Mailtally"'
check "started without a word it opens the page" 'called "jpackage --arguments"' 'called "jpackage serve"'
check "it has the launcher's memory limits" 'called "jpackage -Xmx96m"'
check "its runtime has what jdeps sees and what it cannot see" \
    'grep -q "^jlink java.base,java.sql,.*jdk.charsets.*jdk.httpserver" "$CALLS"'
check "a version that jpackage refuses there is put in afterwards" 'called "plutil $version"' \
    '! called "jpackage $version"'
check "its changed description is signed anew" 'called "codesign --sign"' 'called "codesign -"'
make_app --jars "$fake/jars" --to "$work/on a Mac" --sign 'Jane Example'
check "with a certificate where there is one" quiet 'called "codesign Jane Example"'
echo old >"$work/on a Mac/Mailtally.app/Contents/Info.plist"
JPACKAGE_FAILS=1
export JPACKAGE_FAILS
make_app --jars "$fake/jars" --to "$work/on a Mac"
unset JPACKAGE_FAILS
check "a failure gives the tool's reason" 'status_is 3' "err_has 'jpackage failed'" "err_has 'no such thing'"
check "and leaves the old application as it was" 'test "$(ls "$work/on a Mac")" = Mailtally.app' \
    'grep -q old "$work/on a Mac/Mailtally.app/Contents/Info.plist"'
make_app --jars "$fake/jars" --to "$work/on a Mac" --start --version
check "a word that jpackage would take for its own is wrong usage" 'status_is 2' 'err_lines 1'
make_app --jars
check "a word without its value is wrong usage" 'status_is 2' 'err_lines 1'

# ---- a real one

echo "The application, for this computer"
if [ ! -x "$JAVA_HOME/bin/jpackage" ] || [ ! -x "$JAVA_HOME/bin/jlink" ]; then
    skip "the application is made and starts" "jpackage or jlink of the JDK is not installed"
else
    run sh "$root/src/main/sh/app.sh" --jars "$build" --to "$work/mit Umlaut ä" --start demo
    check "it is made" quiet
    case $(uname) in
    Darwin) start=$work/mit\ Umlaut\ ä/Mailtally.app/Contents/MacOS/Mailtally ;;
    *) start=$work/mit\ Umlaut\ ä/mailtally/bin/mailtally ;;
    esac
    # No Java but its own.
    set -- env -u JAVA_HOME PATH=/nowhere
    run "$@" "$start" --version
    check "it starts without any other Java" quiet version_is
    run "$@" "$start" such-a-verb
    check "the exit status is the program's" 'status_is 2'
    run "$@" "$start"
    check "without a word it does what it was made for, here the demo, to the end" \
        'status_is 0' demo_ends
    "$@" "$start" serve --no-browser --state "$work/state" >"$work/out" 2>"$work/err" &
    child=$!
    tries=0
    while ! out_has 'http://127' && [ $tries -lt 300 ] && kill -0 "$child" 2>/dev/null; do
        tries=$((tries + 1))
        sleep 0.1
    done
    status=0
    check "it serves the page" "out_has '^The page is at http://127.0.0.1:'"
    kill -TERM "$child" 2>/dev/null
    wait "$child" 2>/dev/null
    status=$?
    check "and ends when it is asked to" 'test "$status" -ne 0' '! kill -0 "$child" 2>/dev/null'
    size=$(du -sk "${start%/bin/*}" | cut -f 1)
    check "it is not larger than 150 MB" 'test "$size" -lt 153600'
fi

counts packaging
