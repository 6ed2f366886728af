#!/usr/bin/env bash
# Ten thousand models take over, one after the other, while triggers come; bad ones among them are refused
swaps=$(scaled 10000)
store=$soak/store
model() { "$edgeruntime" model "$@" --store "$store"; }

# Two models of the same classes whose scores tell them apart, and four that may not come in.
echo '{ "preprocess": [] }' > "$soak/other.json"
edgetool pack firmware-configs/models/gestures.onnx --pipeline "$soak/other.json" -o "$soak/second.edge" > "$soak/pack.log" 2>&1 || exit 1
head -c 4096 "$soak/first.edge" > "$soak/truncated.edge"
other_board=$([ "$(uname -m)" = x86_64 ] && echo pi4 || echo x64)
edgetool pack firmware-configs/models/gestures.onnx --target "$other_board" -o "$soak/elsewhere.edge" > "$soak/pack.log" 2>&1 || exit 1
number_at() { od -An -t d8 -j "$2" -N 8 "$1" | tr -d ' '; }
byte_at() { od -An -t u1 -j "$2" -N 1 "$1" | tr -d ' '; }
bytes_of() { sed 's/../\\x&/g' <<< "$1"; }
# One whose self-test expects another byte than it computes; its content hash is right again. Offsets: src/EdgeRuntime.Model/FORMAT.md.
cp "$soak/first.edge" "$soak/untrue.edge"
last=$(($(number_at "$soak/untrue.edge" 288) + $(number_at "$soak/untrue.edge" 296) - 1))
signature=$(number_at "$soak/untrue.edge" 312)
printf "$(bytes_of "$(printf '%02x' $(($(byte_at "$soak/untrue.edge" $last) ^ 1)))")" | dd of="$soak/untrue.edge" bs=1 seek=$last conv=notrunc status=none
hash=$( (head -c 32 "$soak/untrue.edge"; head -c "$signature" "$soak/untrue.edge" | tail -c +65) | sha256sum | cut -d' ' -f1)
printf "$(bytes_of "$hash")" | dd of="$soak/untrue.edge" bs=1 seek=32 conv=notrunc status=none

first=$(model install "$soak/first.edge" --activate soak 2> "$soak/install.log" | tail -1) second=$(model install "$soak/second.edge" | tail -1)
rm -f "$soak/answers" "$soak/log"
mkfifo "$soak/answers" "$soak/log"
exec 5<> "$soak/answers" 6<> "$soak/log"
start_service "$soak/answers" "$soak/log" < <(application "{ \"name\": \"soak\", \"store\": \"store\", \"confirmSeconds\": 0 }")
"$drive" answers "$soak/edges" 5000 "$soak/counts" < "$soak/answers" &
driver=$!

# said TEXT: waits until the service logs it.
said() {
    local line
    while read -r -t 20 -u 6 line; do [[ $line != *"$1"* ]] || return 0; done
    return 1
}
taken=0
# take HASH: makes it the active one and waits until it took over.
take() { model activate soak --model "$1" > "$soak/activate" && said "took over from" && taken=$((taken + 1)); }
bad_tried=0 bad_refused=0
refused() { bad_tried=$((bad_tried + 1)); "$@" > "$soak/refusal" 2>&1 || bad_refused=$((bad_refused + 1)); }
# A bad model that reached the store by another way than model install: the service itself has to refuse it.
smuggled() {
    bad_tried=$((bad_tried + 1))
    cp "$1" "$store/$hash.edge"
    sed -i "s/\"active\": \"[0-9a-f]*\"/\"active\": \"$hash\"/" "$store/soak.json"
    said "is refused" && bad_refused=$((bad_refused + 1))

    # It says so before it points back; another one that comes in between would not be looked at.
    local tries
    for ((tries = 0; tries < 500; tries++)); do
        grep -q "\"active\": \"$hash\"" "$store/soak.json" || break
        sleep 0.01
    done
    rm -f "$store/$hash.edge"
}

for ((i = 0; i < 20; i++)); do take "$second" && take "$first"; done
settled=$taken
kb_before=$(rss_kb)
started=$(now_s)
for ((i = 0; i < swaps; i += 2)); do
    { take "$second" && take "$first"; } || break
    if [ $((i % 500)) -eq 0 ]; then
        refused model install "$soak/truncated.edge" --activate soak
        refused model install "$soak/untrue.edge" --activate soak
        refused model install "$soak/elsewhere.edge" --activate soak
        smuggled "$soak/truncated.edge"
        smuggled "$soak/untrue.edge"
    fi
done
seconds=$(calc "$(now_s) - $started")
kb=$(rss_kb)
kill -TERM $driver
wait $driver
count() { awk -v name="$1" '$1 == name { print $2 }' "$soak/counts"; }
row "swaps per second" "$(calc "($taken - $settled) / $seconds")"
row "triggers answered meanwhile" "$(count answered)"
goal "models that took over" "$((taken - settled))" "=" "$swaps"
goal "triggers dropped" "$(calc "$(count sent) - $(count answered) + $(metric edgeruntime_trigger_overruns_total) + $(metric edgeruntime_triggers_skipped_total)")" "=" 0
goal "answers out of order" "$(count holes)" "=" 0
goal "answers that neither model gives alone" "$(($(grep -c '^answer ' "$soak/counts") - 2))" "=" 0
goal "bad models that came through" "$((bad_tried - bad_refused))" "=" 0
row "bad models refused" "$bad_refused"
goal "growth of memory, KB" "$((kb - kb_before))" "<=" 1024
goal "faults that the pipeline caught" "$(metric edgeruntime_faults_total)" "=" 0
exec 5>&- 6>&-
stop_service
