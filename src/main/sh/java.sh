# What Java needs before it starts: a JDK, found without starting one (a JVM costs more than all
# else that the launcher does), a UTF-8 locale, and its flags.
# Read with '.' by ./mailtally, by the zip's launcher, app.sh and ./test; POSIX sh, BSD and GNU tools.

# The first Java that can build and run this project.
jdk_wanted=25

# True where "$1" is the home of a JDK that is new enough; then jdk_major is its version.
# The file 'release' says so: JAVA_VERSION="25.0.3".
jdk_fits() {
    jdk_major=0
    if [ ! -x "$1/bin/javac" ] || [ ! -r "$1/release" ]; then
        return 1
    fi
    while IFS= read -r jdk_line || [ -n "$jdk_line" ]; do
        case $jdk_line in
        JAVA_VERSION=*)
            jdk_line=${jdk_line#JAVA_VERSION=}
            jdk_line=${jdk_line#\"}
            jdk_major=${jdk_line%%[!0-9]*}
            break
            ;;
        esac
    done <"$1/release"
    [ "${jdk_major:-0}" -ge "$jdk_wanted" ]
}

# Follows links by hand: BSD's readlink has no -f before macOS 12.3. Sets jdk_real.
jdk_follow() {
    jdk_real=$1
    jdk_hops=0
    while [ -h "$jdk_real" ] && [ "$jdk_hops" -lt 40 ]; do
        jdk_hops=$((jdk_hops + 1))
        jdk_next=$(readlink "$jdk_real") || return 1
        case $jdk_next in
        /*) jdk_real=$jdk_next ;;
        *) jdk_real=${jdk_real%/*}/$jdk_next ;;
        esac
    done
}

# Takes "$1" if it fits and is older than what was found: the version that was tested goes first.
jdk_consider() {
    if jdk_fits "$1" && { [ -z "$jdk_home" ] || [ "$jdk_major" -lt "$jdk_best" ]; }; then
        jdk_home=$1
        jdk_best=$jdk_major
    fi
}

# Sets jdk_home, or returns 1. JAVA_HOME goes before everything, then "$1" (found last time), then
# what this computer has. MAILTALLY_JDK_FOLDERS names the only folder to look into instead (a test
# has no other way to make a computer without a JDK).
jdk_find() {
    jdk_home=
    jdk_best=0
    if [ -n "${JAVA_HOME:-}" ] && jdk_fits "$JAVA_HOME"; then
        jdk_home=$JAVA_HOME
        return 0
    fi
    if [ -n "${MAILTALLY_JDK_FOLDERS:-}" ]; then
        for jdk_folder in "$MAILTALLY_JDK_FOLDERS"/*; do
            jdk_consider "$jdk_folder"
        done
        [ -n "$jdk_home" ]
        return
    fi
    if [ -n "${1:-}" ] && jdk_fits "$1"; then
        jdk_home=$1
        return 0
    fi
    if [ -x /usr/libexec/java_home ]; then
        jdk_consider "$(/usr/libexec/java_home -v "$jdk_wanted+" 2>/dev/null)"
    fi
    if jdk_java=$(command -v java) && jdk_follow "$jdk_java"; then
        jdk_consider "${jdk_real%/bin/java}"
    fi
    for jdk_folder in \
        /Library/Java/JavaVirtualMachines/*/Contents/Home \
        "${HOME:-/}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
        /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
        /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
        /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* \
        "${HOME:-/}"/.sdkman/candidates/java/* \
        "${HOME:-/}"/.jdks/* \
        "${HOME:-/}"/.asdf/installs/java/* \
        "${HOME:-/}"/.local/share/mise/installs/java/*; do
        jdk_consider "$jdk_folder"
    done
    [ -n "$jdk_home" ]
}

# One sentence for who has none.
jdk_advice() {
    echo "Mailtally needs a JDK $jdk_wanted or later and found none." \
        "Install one (on a Mac 'brew install openjdk', or a package from https://adoptium.net)," \
        "or set JAVA_HOME to yours."
}

# Java opens a file called Entwürfe only under a UTF-8 locale. A locale's name is not enough: one
# that came over ssh may not be installed here.
use_utf8_locale() {
    if [ "$(locale charmap 2>/dev/null)" != UTF-8 ]; then
        if [ -d /System/Library ]; then
            LC_ALL=en_US.UTF-8
        else
            LC_ALL=C.UTF-8
        fi
        export LC_ALL
    fi
}

# Memory: heap, metaspace, code and the rest together stay under 256 MB. Java's own messages go to
# standard error, since standard output is for results alone. No blanks in any of these. The better
# compiler begins later than usual: it took as long as the work itself, mostly for what runs once a
# message. Loops over bytes still reach it at once (measured: 15 percent off every command).
java_flags="-XX:+UseSerialGC -Xms48m -Xmx96m -Xmn40m -Djdk.nio.maxCachedBufferSize=262144 -XX:MaxMetaspaceSize=64m\
 -XX:ReservedCodeCacheSize=48m -XX:Tier4InvocationThreshold=100000\
 -XX:Tier4MinInvocationThreshold=60000 -XX:Tier4CompileThreshold=150000 -XX:-UsePerfData --enable-native-access=ALL-UNNAMED\
 -Xlog:disable -Xlog:all=error:stderr"

# Takes this process's place with Mailtally: java_exec JAR CACHE-OPTION ARGUMENT...
# The option may be empty.
java_exec() {
    java_jar=$1
    java_cache=$2
    shift 2
    # What asks for a text is over before the better compiler would begin. All else hashes, and fast
    # SHA-256 needs it.
    java_compiler=
    for word; do
        case $word in
        -h | --help | -V | --version | help) java_compiler=-XX:TieredStopAtLevel=1 ;;
        --) break ;;
        esac
    done
    [ $# -gt 0 ] || java_compiler=-XX:TieredStopAtLevel=1
    # glibc keeps memory of its own for each thread; two such arenas are enough for SQLite.
    MALLOC_ARENA_MAX=2
    export MALLOC_ARENA_MAX
    # shellcheck disable=SC2086 # the flags are meant to be split
    exec "$jdk_home/bin/java" $java_flags ${java_compiler:+"$java_compiler"} \
        ${java_cache:+"$java_cache"} -jar "$java_jar" "$@"
}
