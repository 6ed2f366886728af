#!/usr/bin/env bash
# A new model takes over while presses come, and none is lost
models=/usr/share/edgeruntime/models
install() { edgeruntime model install "$models/$1.edge" --activate gestures; }
before=$(decision_count)
press 60 &
presses=$!
check "the second model is installed" install second
wait $presses
check "it took over" within 90 journal_says "took over from"
check "60 presses, 60 decisions" within 30 has_decisions $((before + 60))
check "a model that answers otherwise is installed" install other
press 10
check "and refused after the windows that it answered unheard" within 90 journal_says "is refused, it agreed on"
check "a truncated model is refused" bash -c "! edgeruntime model install $models/truncated.edge --activate gestures"
check "and the service does not mind" answers
sleep 3 # so that the second model is the good one by now
check "the way back" edgeruntime model rollback gestures
press 10
check "is taken" within 90 bash -c '[ "$(journalctl -u edgeruntime -o cat --no-pager | grep -c "took over from")" -ge 2 ]'
check "it answers" answers
