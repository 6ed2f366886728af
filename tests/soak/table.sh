# A table of what was measured beside what must hold.
table_begin() {
    table_missed=0
    printf '\n== %s (%s, %s processors, load %s)\n' "$1" "$(uname -m)" "$(nproc)" "$(cut -d' ' -f1 /proc/loadavg)"
    printf '%-58s %16s %16s\n' "what" "measured" "goal"
}

# row WHAT MEASURED: a figure without a goal.
row() { printf '%-58s %16s\n' "$1" "$(shown "$2")"; }

# A number as a person reads it: eight digits at most.
shown() { awk -v value="$1" 'BEGIN { if (value ~ /^-?[0-9.]+(e[-+]?[0-9]+)?$/) printf "%.8g", value; else print value }'; }

# goal WHAT MEASURED RELATION LIMIT: RELATION is <= or =; an empty or wordy figure misses it.
goal() {
    local verdict=ok
    awk -v value="$2" -v relation="$3" -v limit="$4" 'BEGIN {
        if (value !~ /^-?[0-9.]+(e[-+]?[0-9]+)?$/) exit 1
        exit !(relation == "=" ? value + 0 == limit + 0 : value + 0 <= limit + 0) }' || verdict=MISSED
    [ $verdict = ok ] || table_missed=$((table_missed + 1))
    printf '%-58s %16s %16s  %s\n' "$1" "$(shown "$2")" "$3 $4" "$verdict"
}

table_end() { [ "$table_missed" -eq 0 ]; }

# calc EXPRESSION: a number, exact where it is whole.
calc() { awk "BEGIN { printf \"%.15g\", $1 }"; }

# scaled NUMBER: a whole number, shorter for a trial.
scaled() { awk -v n="$1" -v scale="${SOAK_SCALE:-1}" 'BEGIN { printf "%d", n * scale < 50 ? 50 : n * scale }'; }
