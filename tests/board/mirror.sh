#!/usr/bin/env bash
# The Debian mirror that this machine already uses, out of its own apt sources.
set -euo pipefail
shopt -s nullglob
files=(/etc/apt/sources.list.d/*.sources /etc/apt/sources.list.d/*.list)
[ ! -f /etc/apt/sources.list ] || files+=(/etc/apt/sources.list)
awk '$1 == "URIs:" { print $2; exit } $1 == "deb" { for (i = 2; i <= NF; i++) if ($i ~ /^[a-z+]+:/) { print $i; exit } }' "${files[@]}"
