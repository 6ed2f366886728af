#!/usr/bin/env bash
# The unit keeps the service apart from the rest of the system
exposure=$(systemd-analyze security --no-pager $service | awk '/Overall exposure level/ { for (i = 1; i <= NF; i++) if ($i ~ /^[0-9.]+$/) print $i }')
say "systemd-analyze security: $exposure"
check "exposure 1.5 at most" at_most 1.5 "$exposure"
