#!/usr/bin/env bash
# SIGHUP reads the configuration again; a mistake in it leaves the old one running
check "a reload" reload
check "it answers" within 60 answers
cp /etc/edgeruntime/applications/button.json /run/button.json
sed -i 's/"falling"/"faling"/' /etc/edgeruntime/applications/button.json
check "a mistake is found" bash -c 'edgeruntime check --config /etc/edgeruntime/applications 2> /run/mistake; [ $? -eq 78 ]'
say "$(cat /run/mistake)"
systemctl reload $service
check "a reload of it is refused" within 60 journal_says "Reload refused"
check "and the pipeline goes on" answers
