#!/bin/sh
# Tests ./mailtally: quick ones with a made-up Maven and JDK that write down how they were called,
# then real ones with a real build. Run by ./test; alone: sh src/test/sh/launcher-test.sh
# The last line has the counts. Every run works in copies below a temporary folder.
# shellcheck disable=SC2016,SC2034 # conditions are evaluated later, in single quotes
set -u
root=$(CDPATH='' cd -P -- "$(dirname -- "$0")/../../.." && pwd)
# shellcheck source=src/test/sh/checks.sh
. "$root/src/test/sh/checks.sh"
unset JAVA_HOME MAILTALLY_JDK_FOLDERS
maven_calls() { [ "$(grep -c . "$MAVEN_WAS_CALLED")" -eq "$1" ]; }

# A copy of what the launcher needs.
copy() {
    mkdir -p "$1"
    cp -R "$root/mailtally" "$root/pom.xml" "$root/.mvn" "$1/"
    mkdir -p "$1/src"
    cp -R "$root/src/main" "$1/src/"
}

# ---- with made-up tools

fake="$work/made up"
here="$fake/the program"
copy "$here"
mkdir -p "$fake/jdks" "$fake/bin"
# fake_jdk NAME VERSION: its java says how it was called and copies standard input.
fake_jdk() {
    mkdir -p "$fake/jdks/$1/bin"
    printf 'IMPLEMENTOR="Nobody"\nJAVA_VERSION="%s"\n' "$2" >"$fake/jdks/$1/release"
    printf '#!/bin/sh\nexit 0\n' >"$fake/jdks/$1/bin/javac"
    cat >"$fake/jdks/$1/bin/java" <<'JAVA'
#!/bin/sh
for word; do
    case $word in -XX:AOTCacheOutput=*) echo cache >"${word#*=}"; exit 0 ;; esac
done
echo "java ${0%/bin/java}"
echo "process $$"
echo "locale ${LC_ALL:-}"
printf 'argument %s\n' "$@"
case " $* " in *" stdin "*) cat ;; *" wait "*) exec sleep 60 ;; *" seven "*) exit 7 ;; esac
JAVA
    chmod +x "$fake/jdks/$1/bin/java" "$fake/jdks/$1/bin/javac"
}
# The made-up Maven eats standard input, as the real one might.
cat >"$fake/bin/mvn" <<'MVN'
#!/bin/sh
echo "$JAVA_HOME" >>"$MAVEN_WAS_CALLED"
cat >/dev/null
[ -z "${MAVEN_SLEEPS:-}" ] || { echo $$ >"$MAVEN_SLEEPS"; exec sleep 60; }
[ -z "${MAVEN_FAILS:-}" ] || { echo '[ERROR] no such thing'; exit 1; }
for word; do
    case $word in -Dmailtally.build=*) mkdir -p "${word#*=}/lib"; echo jar >"${word#*=}/mailtally.jar" ;; esac
done
MVN
chmod +x "$fake/bin/mvn"
MAVEN_WAS_CALLED=$work/maven
export MAVEN_WAS_CALLED
plain_path=$PATH
PATH=$fake/bin:$PATH
MAILTALLY_JDK_FOLDERS=$fake/jdks
export MAILTALLY_JDK_FOLDERS

echo "Launcher, with a made-up Maven and JDK"
run "$here/mailtally" --version
check "without a JDK it says in one sentence what to install" 'status_is 3' 'err_lines 1'
check "and names the version and the way" "err_has 'JDK 25 or later.*Install'"
fake_jdk seventeen 17.0.9
fake_jdk ancient 1.8.0_392
run "$here/mailtally" --version
check "a JDK that is too old is none" 'status_is 3' "err_has 'JDK 25 or later'"
fake_jdk newest 27-ea
fake_jdk "twenty five" 25.0.3
run env MAVEN_FAILS=1 "$here/mailtally" --version
check "a failed build gives Maven's reason and the log's place" "err_has '^\\[ERROR\\] no such thing'" "err_has 'target/build.log'"
check "and status 3" 'status_is 3'
rm -f "$MAVEN_WAS_CALLED"
echo secret | run "$here/mailtally" stdin
check "the first run builds, with one line of progress" "err_has 'Building Mailtally once'" 'err_lines 1'
check "a build leaves standard input to the command" "out_has '^secret\$'"
check "the JDK nearest to the one that was tested is taken" "out_has '^java .*/twenty five\$'"
check "Maven gets the same JDK" "grep -q '/twenty five\$' \"\$MAVEN_WAS_CALLED\""
run "$here/mailtally" check 'a  b' '*' ''
check "the second run builds nothing and says nothing" quiet 'maven_calls 1'
check "arguments arrive as they were given" "test \"\$(tail -n 3 \"\$work/out\")\" = 'argument a  b
argument *
argument '"
check "long commands get Java's better compiler" 'out_lacks TieredStopAtLevel'
run "$here/mailtally" --version
check "short ones do not wait for it" "out_has '^argument -XX:TieredStopAtLevel=1\$'"
run "$here/mailtally" seven
check "the exit status is the program's" 'status_is 7'
"$here/mailtally" wait >"$work/out" 2>"$work/err" &
child=$!
tries=0
while ! out_has '^process' && [ $tries -lt 50 ]; do tries=$((tries + 1)); sleep 0.1; done
check "the program takes the launcher's place" 'out_has "^process $child\$"'
kill -TERM "$child"
wait "$child" 2>/dev/null
status=$?
check "and gets its signals" 'status_is 143'
run env JAVA_HOME="$fake/jdks/newest" "$here/mailtally" --version
check "JAVA_HOME goes before other JDKs" "out_has '^java .*/newest\$'"
check "another JDK gets a new cache, not a new build" quiet 'maven_calls 1'
run env JAVA_HOME="$fake/jdks/seventeen" "$here/mailtally" --version
check "unless it is too old" "out_has '^java .*/twenty five\$'"

for shell in dash 'bash --posix' 'busybox sh'; do
    if command -v "${shell%% *}" >/dev/null; then
        # shellcheck disable=SC2086 # a shell and its option
        run $shell "$here/mailtally" --version
        check "it runs under $shell" quiet "out_has '^argument --version\$'"
    else
        skip "it runs under $shell" "not on this computer"
    fi
done
mkdir -p "$work/links/deeper"
ln -s "../../made up/the program/mailtally" "$work/links/deeper/mailtally"
ln -s "deeper/mailtally" "$work/links/tally"
run env PATH="$work/links:$PATH" sh -c 'cd / && tally --version'
check "it runs from anywhere through links on PATH" quiet
cd "$here" || exit 1
run sh mailtally --version
check "it runs as 'sh mailtally' in its own folder" quiet
cd "$work" || exit 1
run env -i MAILTALLY_JDK_FOLDERS="$fake/jdks" "$here/mailtally" --version
check "an empty environment gets a UTF-8 locale" "out_has '^locale .*UTF-8\$'"
run env LC_ALL=C "$here/mailtally" --version
check "LC_ALL=C gets one too" "out_has '^locale .*UTF-8\$'"
run env LC_ALL=xx_XX.UTF-8 "$here/mailtally" --version
check "so does a UTF-8 locale that is not installed" "out_has '^locale .*\\.UTF-8\$'" 'out_lacks xx_XX'

echo '// changed' >"$here/src/main/java/Extra.java"
touch -t 200101010101 "$here/src/main/java/Extra.java"
run "$here/mailtally" --version
check "a new source is built, however old it says it is" "err_has 'Building Mailtally'"
rm "$here/src/main/java/Extra.java"
run "$here/mailtally" --version
check "a removed source is noticed" "err_has 'Building Mailtally'"
run "$here/mailtally" --version
check "and then all is quiet" quiet
ln -s 999999999 "$here/target/run/lock"
mkdir "$here/target/run/building.999999999"
echo '// again' >"$here/src/main/java/Extra.java"
run "$here/mailtally" --version
check "the lock of a dead build is no hindrance" 'status_is 0' "err_has 'Building Mailtally'"
check "and its leftovers are removed" 'test ! -e "$here/target/run/building.999999999"'
echo '// once more' >"$here/src/main/java/Extra.java"
MAVEN_SLEEPS=$work/sleeps "$here/mailtally" --version >/dev/null 2>&1 &
child=$!
tries=0
while [ ! -s "$work/sleeps" ] && [ $tries -lt 50 ]; do tries=$((tries + 1)); sleep 0.1; done
kill -KILL "$child"
wait "$child" 2>/dev/null
run "$here/mailtally" --version
check "a build killed half-way is done again" 'status_is 0' "err_has 'Building Mailtally'"
kill "$(cat "$work/sleeps")" 2>/dev/null
check "nothing but the lock's owner is left behind" "test -z \"\$(ls \"\$here/target/run\" | grep -E 'lock|building|new')\""
rm -f "$MAVEN_WAS_CALLED"
echo '// two at once' >"$here/src/main/java/Extra.java"
"$here/mailtally" --version >"$work/other" 2>/dev/null &
child=$!
run "$here/mailtally" --version
wait "$child"
grep -v '^process' "$work/other" >"$work/same"
grep -v '^process' "$work/out" >"$work/kept" && mv "$work/kept" "$work/out"
check "two first runs at once build once" 'status_is 0' 'maven_calls 1'
check "and both get their answer" "out_has '^argument --version\$'" 'cmp -s "$work/out" "$work/same"'
mkdir "$fake/tools"
for tool in sh readlink find cksum locale mkdir ln rm cat cut head grep sha256sum shasum sleep dirname uname ls tail mv; do
    found=$(command -v "$tool") && ln -s "$found" "$fake/tools/$tool"
done
echo '// no Maven' >"$here/src/main/java/Extra.java"
run env PATH="$fake/tools" "$here/mailtally" --version
check "without Maven it says what to install" 'status_is 3' 'err_has "needs Maven.*Install"'
if [ "$(id -u)" -eq 0 ]; then
    skip "a target folder that cannot be written to" "root may write anywhere"
else
    chmod -R a-w "$here/target"
    run "$here/mailtally" --version
    check "a target folder that cannot be written to" 'status_is 3' "err_has 'cannot be written to'"
    chmod -R u+w "$here/target"
fi

# ---- with the real ones

PATH=$plain_path
unset MAILTALLY_JDK_FOLDERS
real="$work/a folder/Büro"
copy "$real"
echo "Launcher, with the real Maven and JDK"
run "$real/mailtally" --version
check "a first use builds and answers" 'status_is 0'
answer=$(cat "$work/out")
run "$real/mailtally" --version
check "the next use says the same, and nothing else" quiet 'out_is "$answer"'
cache=$(sed -n 3p "$real/target/run/ready")
check "there is a cache for a fast start" 'test -s "$real/$cache"'
# damage NAME COMMAND...: the cache is spoilt, the answer stays.
damage() {
    damage_name=$1
    shift
    "$@"
    run "$real/mailtally" --version
    check "$damage_name changes no answer" 'status_is 0' 'out_is "$answer"'
    check "and prints nothing" quiet
}
cut_cache() { head -c 100000 "$real/$cache" >"$work/cut" && mv "$work/cut" "$real/$cache"; }
flip_cache() { printf 'XXXXXXXXXXXXXXXX' | dd of="$real/$cache" bs=1 seek=5000000 conv=notrunc 2>/dev/null; }
damage "a missing cache" rm -f "$real/$cache"
damage "a cache that was cut" cut_cache
damage "a damaged cache" flip_cache
cp "$real/$cache" "$work/kept"
echo "// a comment" >>"$real/src/main/java/mailtally/cli/Main.java"
mkdir "$real/src/main/resources" 2>/dev/null
echo changed >"$real/src/main/resources/changed"
run "$real/mailtally" --version
check "a changed program gets a cache of its own" 'test "$cache" != "$(sed -n 3p "$real/target/run/ready")"'
if "$real/mailtally" --help 2>/dev/null | grep -q '^ *check '; then
    mkdir "$work/Entwürfe.mbox"
    printf 'From x Thu Jan  1 00:00:00 2015\nFrom: a@example.com\nSubject: x\n\nText\n\n' \
        >"$work/Entwürfe.mbox/mbox"
    # A place never proves itself, so the target is a copy.
    mkdir "$work/copy"
    cp -R "$work/Entwürfe.mbox" "$work/copy/"
    run env -i LANG=C "$real/mailtally" check --state "$work/state" \
        "$work/Entwürfe.mbox" "$work/copy/Entwürfe.mbox"
    check "a folder called Entwürfe opens under LANG=C" 'status_is 0' 'out_has Entwürfe'
    cd "$work" || exit 1
    run env -i "$real/mailtally" check --state "$work/state" \
        Entwürfe.mbox copy/Entwürfe.mbox
    check "and under an empty environment" 'status_is 0'
else
    skip "a folder called Entwürfe opens under LANG=C" "this version has no 'check' yet"
fi

counts launcher
