# The launcher's slow part: builds the jar and its AOT cache into target/run/<digest>/. Read by
# ./mailtally with '.', whose functions and variables it uses.
#
# Everything is made under another name and put in place by one rename, 'ready' last of all. A
# build that was killed leaves a folder building.<process>, which the next build removes.

run_lock=$run/lock
# A build that takes longer than this is taken for dead, and nobody waits longer for one.
lock_minutes=15

# One build at a time. The lock is a link that names its owner's process: made in one step, so that
# it is never there without the number.
take_lock() {
    lock_seconds=0
    while ! ln -s "$$" "$run_lock" 2>/dev/null; do
        lock_owner=$(readlink "$run_lock" 2>/dev/null) || lock_owner=
        if [ -n "$lock_owner" ] && lock_is_dead; then
            break_lock
            continue
        fi
        if [ "$lock_seconds" -eq 0 ]; then
            say "Another run is building Mailtally. Waiting for it..."
        fi
        if [ "$lock_seconds" -ge $((lock_minutes * 60)) ]; then
            say "Waited $lock_minutes minutes for another build. Nothing was changed." \
                "If none is running, remove $run_lock and try again."
            exit 3
        fi
        lock_seconds=$((lock_seconds + 1))
        sleep 1
    done
    trap 'leave_lock' EXIT
    trap 'exit 129' HUP
    trap 'exit 130' INT
    trap 'exit 143' TERM
}

lock_is_dead() {
    ! kill -0 "$lock_owner" 2>/dev/null \
        || [ -n "$(find "$run_lock" -mmin "+$lock_minutes" 2>/dev/null)" ]
}

# Of two runs that see the same dead lock, one gets to rename it. Who got a living one by bad luck
# gives it back.
break_lock() {
    if mv "$run_lock" "$run_lock.dead.$$" 2>/dev/null; then
        lock_broken=$(readlink "$run_lock.dead.$$")
        rm -f "$run_lock.dead.$$"
        if [ "$lock_broken" != "$lock_owner" ]; then
            ln -s "$lock_broken" "$run_lock" 2>/dev/null
        fi
    fi
}

leave_lock() {
    rm -rf "$run/building.$$"
    rm -f "$run_lock"
    trap - EXIT HUP INT TERM
}

# The digest of standard input, short enough for a folder's name.
short_digest() {
    if command -v sha256sum >/dev/null; then
        sha256sum
    else
        shasum -a 256
    fi | cut -c 1-32
}

digest_of_folder() {
    cat "$1"/mailtally.jar "$1"/lib/* 2>/dev/null | short_digest
}

# What a user can do about a failed build: read the reason, which Maven puts first.
build_failed() {
    say "Could not build Mailtally: Maven ended with status $1. Nothing else was changed."
    grep '^\[ERROR\]' "$build_log" | head -n 3 | cut -c 1-300 >&2
    say "Everything Maven said is in $build_log"
    exit 3
}

# Sets ready_digest. Maven gets a folder of its own, so that it meets no other run of itself, and
# no standard input, which may hold a password.
build_jar() {
    if ! command -v mvn >/dev/null; then
        say "Building Mailtally needs Maven ('mvn') and found none." \
            "Install it (on a Mac 'brew install maven', on Debian 'apt install maven')."
        exit 3
    fi
    say "Building Mailtally once, about a minute..."
    building=$run/building.$$
    (cd "$root" && JAVA_HOME=$jdk_home exec mvn -B -q -Dstyle.color=never \
        -Dmaven.test.skip=true -Dmailtally.jarOnly "-Dmailtally.build=$building" package) \
        </dev/null >"$build_log" 2>&1 || build_failed $?
    ready_digest=$(digest_of_folder "$building")
    if ! mkdir "$building/app" || ! mv "$building/mailtally.jar" "$building/lib" "$building/app/"; then
        build_failed 1
    fi
    if [ "$(digest_of_folder "$run/$ready_digest")" != "$ready_digest" ]; then
        rm -rf "${run:?}/$ready_digest"
        mv "$building/app" "$run/$ready_digest" || build_failed 1
    fi
    rm -rf "$building"
}

# Sets ready_cache, or leaves it empty: without one Mailtally starts later, that is all. The demo
# shows Java every part of the program, so every command gains.
make_cache() {
    ready_cache=target/run/$ready_digest/cache.aot
    made=$run/building.$$/new.aot
    mkdir -p "$run/building.$$"
    # shellcheck disable=SC2086 # the flags are meant to be split
    (cd "$run/$ready_digest" && exec "$jdk_home/bin/java" $java_flags "-XX:AOTCacheOutput=$made" \
        -jar "$run/$ready_digest/mailtally.jar" demo) </dev/null >>"$build_log" 2>&1
    if [ ! -s "$made" ] || ! mv -f "$made" "$root/$ready_cache"; then
        ready_cache=
    fi
    rm -rf "$run/building.$$"
}

# Older folders may still be in use by long runs, so the newest few stay.
remove_old() {
    (cd "$run" && ls -1dt [0-9a-f]*[0-9a-f]) 2>/dev/null | tail -n +4 | while IFS= read -r old; do
        [ "${#old}" -eq 32 ] && [ "$old" != "$ready_digest" ] && rm -rf "${run:?}/$old"
    done
}

prepare() {
    build_log=$root/target/build.log
    if ! mkdir -p "$run" || [ ! -w "$run" ]; then
        say "Cannot build Mailtally: $root/target cannot be written to. Nothing was changed." \
            "Run it once as the user who owns that folder."
        exit 3
    fi
    take_lock
    rm -rf "$run"/building.*
    read_ready
    if [ -z "$ready_digest" ] || [ "$(fingerprint_whole)" != "$ready_whole" ]; then
        built_sources=$(fingerprint)
        if [ "$built_sources" != "$ready_sources" ] \
            || [ "$(digest_of_folder "$run/$ready_digest")" != "$ready_digest" ]; then
            build_jar
            remove_old
        fi
        make_cache
        ready_whole=$(fingerprint_whole)
        printf '%s\n' "$jdk_home" "$ready_digest" "$ready_cache" "$built_sources" "$ready_whole" \
            >"$run/ready.new" && mv -f "$run/ready.new" "$run/ready"
    fi
    leave_lock
}
