#!/usr/bin/env bash
# What the developer's machine decides about a recorded sound (edgetool replay), the board decides
heard=/var/lib/edgeruntime/sound.jsonl
# Decisions without what the clock says about them.
timeless() { sed -E 's/"(utc|monotonicNs|latencyNs)":("[^"]*"|[0-9]+),?//g; s/,\}$/}/' "$1"; }
has_heard() { [ -f $heard ] && [ "$(wc -l < $heard)" -ge "$1" ]; }
for expected in expected/*.jsonl; do
    name=$(basename -s .jsonl "$expected")
    count=$(wc -l < "$expected")
    rm -f $heard
    sed "s#/keywords.edge#/$name.edge#" applications/sound.json > /etc/edgeruntime/applications/sound.json
    check "$name.edge: a pipeline with a recorded sound comes by a reload" reload
    check "it decides $count times" within 120 has_heard "$count"
    timeless "$expected" > /run/expected
    timeless $heard > /run/heard
    check "each time as the developer's machine" [ "$(cat /run/heard)" = "$(cat /run/expected)" ]
    grep -nvxFf /run/expected /run/heard | head -3
    say "labels heard: $(grep -o '"label":"[^"]*"' /run/heard | sort | uniq -c | sort -rn | head -4 | tr -s ' \n' ' ')"
    rm /etc/edgeruntime/applications/sound.json
    check "the pipeline goes by a reload" reload
done
