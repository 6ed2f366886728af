#!/bin/sh
# Writes linux-x64.order: the code that inferences of these models call, by the compiler's names, to be laid side by side in the program.
# Whatever an inference calls is resident with at least the sixteen pages around it. Run it on the CPU whose kernels are to be ordered.
#
# usage: publish-profiles/order.sh M.edge ...        needs valgrind
set -e
cd "$(dirname "$0")/.."
dotnet publish src/EdgeRuntime.Host -p:PublishProfile=linux-x64 -p:StripSymbols=false -p:PublishDir="$PWD/artifacts/linux-x64-symbols/"
calls=$(mktemp -d)
trap 'rm -r "$calls"' EXIT
for model; do
    valgrind -q --tool=callgrind --callgrind-out-file="$calls/$(basename "$model")" \
        --toggle-collect=EdgeRuntime_Inference_EdgeRuntime_Inference_Interpreter__Run \
        artifacts/linux-x64-symbols/edgeruntime self-test "$model" > /dev/null
done
sed -n 's/^c\?fn=([0-9]*) \(EdgeRuntime_\(Inference\|Kernels\|Model\)_.*\)$/\1/p' "$calls"/* | grep -v SelfTest | LC_ALL=C sort -u > publish-profiles/linux-x64.order
