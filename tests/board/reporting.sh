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

# Managed memory that the service has allocated, bytes. Threads take it in pieces of 8 KB, so that it is true to some of them.
resolution=32768
allocated() { edgeruntime status --metrics | awk '/^dotnet_allocated_bytes_total/ { print $NF }'; }

# What asking for that allocates itself, out of ten times.
cost_of_asking() {
    local before i
    before=$(allocated)
    for ((i = 0; i < 9; i++)); do allocated > /dev/null; done
    awk -v a="$before" -v b="$(allocated)" 'BEGIN { print (b - a) / 10 }'
}

# allocated_since BEFORE COST: what was allocated since, beside one time of asking.
allocated_since() { awk -v a="$1" -v cost="$2" -v now="$(allocated)" 'BEGIN { grown = now - a - cost; printf "%d", grown < 0 ? 0 : grown }'; }
