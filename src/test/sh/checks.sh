# One line a check, and counts: read with '.' by the shell tests. Makes a folder 'work' with a blank
# in its name, which goes with the test.
# shellcheck disable=SC2034 # 'status' is read by conditions in single quotes
work=$(mktemp -d "${TMPDIR:-/tmp}/mailtally test.XXXXXX") || exit 1
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM HUP
passed=0 failed=0 skipped=0

# check NAME CONDITION...: one test, a sentence and what must hold, each condition one word that
# eval understands.
check() {
    check_name=$1
    shift
    check_holds=true
    for condition; do
        eval "$condition" || check_holds=false
    done
    if $check_holds; then
        passed=$((passed + 1))
        echo "  ok       $check_name"
    else
        failed=$((failed + 1))
        echo "  FAILED   $check_name"
        echo "           status $status"
        sed 's/^/           out: /' "$work/out" | head -n 5
        sed 's/^/           err: /' "$work/err" | head -n 5
    fi
}

skip() {
    skipped=$((skipped + 1))
    echo "  skipped  $1: $2"
}

# Runs a command; leaves status, out and err.
run() {
    "$@" >"$work/out" 2>"$work/err"
    status=$?
}

out_is() { [ "$(cat "$work/out")" = "$1" ]; }
out_has() { grep -q -e "$1" "$work/out"; }
out_lacks() { ! grep -q -e "$1" "$work/out"; }
err_has() { grep -q -e "$1" "$work/err"; }
quiet() { [ "$status" -eq 0 ] && [ ! -s "$work/err" ]; }
status_is() { [ "$status" -eq "$1" ]; }
err_lines() { [ "$(grep -c . "$work/err")" -eq "$1" ]; }

# The last line, which ./test reads, and the exit status: counts NAME
counts() {
    echo "$1: $passed passed, $failed failed, $skipped skipped"
    [ "$failed" -eq 0 ]
}
