#!/usr/bin/env bash
# The pipeline's thread, which waits for the line itself, goes before every other
threads() { ps -L -p "$(main_pid)" -o cls=,rtprio=,comm=; }
threads
check "the pipeline has real-time priority 40" bash -c "ps -L -p $(main_pid) -o cls=,rtprio= | grep -qE '^ *FF +40\$'"
check "its memory is locked" bash -c "[ \"\$(awk '/^VmLck/ { print \$2 }' /proc/$(main_pid)/status)\" -gt 1000 ]"
check "no processor may take time to wake up" [ "$(od -An -td4 /dev/cpu_dma_latency | tr -d ' ')" = 0 ]
check "nothing was refused" bash -c '! journalctl -u edgeruntime -o cat --no-pager | grep -q "is not permitted"'
