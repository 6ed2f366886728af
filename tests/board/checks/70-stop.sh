#!/usr/bin/env bash
# SIGTERM drains; a wrong configuration is not tried again and again
check "line 27 is lit" light_is 1
stopping=$(uptime_s)
check "it stops" systemctl stop $service
say "systemctl stop took $(awk -v a="$stopping" -v b="$(uptime_s)" 'BEGIN { print b - a }') s"
check "by itself" [ "$(systemctl show -p Result --value $service)" = success ]
check "having said what it did" journal_says "triggers ("
check "line 27 is safe" light_is 0
systemctl start $service
sleep 1
check "a mistake ends it with 78" [ "$(systemctl show -p ExecMainStatus --value $service)" = 78 ]
check "for good" bash -c "! systemctl is-active --quiet $service && [ \$(systemctl show -p NRestarts --value $service) = 0 ]"
cp /run/button.json /etc/edgeruntime/applications/button.json
