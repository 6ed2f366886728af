# How a check says what it found.
passed=0
failed=0

# Seconds since the board started.
uptime_s() { cut -d' ' -f1 /proc/uptime; }

say() { printf '[%7.2f] %s\n' "$(uptime_s)" "$*"; }

# check WHAT COMMAND...: ok when the command succeeds.
check() {
    local what=$1
    shift
    if "$@"; then
        passed=$((passed + 1))
        say "ok    $what"
    else
        failed=$((failed + 1))
        say "FAIL  $what"
    fi
}

# need WHAT COMMAND...: a check without which the others make no sense.
need() {
    local before=$failed
    check "$@"
    [ "$failed" -eq "$before" ] || { finish; exit 1; }
}

finish() {
    say "== journal of the service"
    journalctl -u edgeruntime -o short-monotonic --no-pager
    say "BOARD $passed ok, $failed failed"
}

# at_most LIMIT VALUE: both may have decimals; an empty value fails.
at_most() { [ -n "$2" ] && awk -v limit="$1" -v value="$2" 'BEGIN { exit !(value + 0 <= limit + 0) }'; }

# within SECONDS COMMAND...: tries until the command succeeds.
within() {
    local end=$((SECONDS + $1))
    shift
    until "$@"; do
        [ $SECONDS -lt $end ] || return 1
        sleep 0.1
    done
}

journal_says() { journalctl -u edgeruntime -o cat --no-pager | grep -qF -- "$1"; }
