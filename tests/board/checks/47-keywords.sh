#!/usr/bin/env bash
# A keyword spotter alone: 40 MB at most
applications=/etc/edgeruntime/applications
keyword_inferences() { edgeruntime status --metrics | awk '/^edgeruntime_inferences_total\{pipeline="keywords"/ { print $NF }'; }
has_keywords() { [ "$(keyword_inferences)" -ge 4 ] 2> /dev/null; }
mv $applications/button.json /run/button.json
for model in /usr/share/edgeruntime/models/keywords*.edge; do
    sed "s#/usr/share/edgeruntime/models/keywords.edge#$model#" applications/keywords.json > $applications/keywords.json
    check "$(basename "$model"): the service starts with it" systemctl restart $service
    check "it answers twice a second of sound" within 90 has_keywords
    say "$(grep -E '^(VmRSS|VmHWM|RssAnon|Threads)' "/proc/$(main_pid)/status" | tr -s '\t\n' ' ')"
    check "40 MB of memory at most" at_most 40960 "$(awk '/^VmRSS/ { print $2 }' "/proc/$(main_pid)/status")"
done
rm $applications/keywords.json
mv /run/button.json $applications/button.json
check "the button's pipeline is back" systemctl restart $service
check "it answers" within 60 answers
