#!/usr/bin/env bash
# A model install killed before each of its calls that change the disk (strace): the store starts with the old model or the new one
command -v strace > /dev/null || { echo "This run takes strace (package strace)." >&2; exit 69; }
store=$soak/kept
model() { "$edgeruntime" model "$@" --store "$store"; }
rm -rf "$store" "$store.before"
edgetool pack firmware-configs/models/gestures.onnx --name second -o "$soak/later.edge" > "$soak/pack.log" 2>&1 || exit 1
old=$(model install "$soak/first.edge" --activate kept 2> "$soak/install.log" | tail -1)
cp -r "$store" "$store.before"
new=$(model install "$soak/later.edge" --activate kept 2> "$soak/install.log" | tail -1)
killed=0 old_seen=0 new_seen=0 broken=0
for call in write pwrite64 ftruncate fsync rename unlink; do
    for ((nth = 1; nth < 100; nth++)); do
        rm -rf "$store"
        cp -r "$store.before" "$store"
        strace -f -qq -o "$soak/strace.log" -e trace=$call -e inject=$call:signal=KILL:when=$nth \
            "$edgeruntime" model install "$soak/later.edge" --activate kept --store "$store" > "$soak/install.log" 2>&1
        [ $? -eq 137 ] || break
        killed=$((killed + 1))
        active=$(sed -n 's/.*"active": "\([0-9a-f]*\)".*/\1/p' "$store/kept.json")
        case $active in
            "$old") old_seen=$((old_seen + 1)) ;;
            "$new") new_seen=$((new_seen + 1)) ;;
        esac
        "$edgeruntime" self-test "$store/$active.edge" > "$soak/self-test.log" 2>&1 || broken=$((broken + 1))
    done
done
row "killed" "$killed"
row "old model, new model" "$old_seen, $new_seen"
goal "neither" "$((killed - old_seen - new_seen))" "=" 0
goal "stores that do not start" "$broken" "=" 0
