#!/bin/sh
# Writes linux-x64.order: the code that inferences of these models call, by the compiler's names, to be laid side by side in the program.
# Whatever an inference calls is resident with at least the sixteen pages around it. valgrind shows programs a CPU with AVX2: what runs with
# AVX-VNNI instead, the same code over other steps, follows behind.
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
sed -n 's/^c\?fn=([0-9]*) \(EdgeRuntime_\(Inference\|Kernels\|Model\)_.*\)$/\1/p' "$calls"/* | grep -v SelfTest | LC_ALL=C sort -u > "$calls/avx2"
vector='S_P_CoreLib_System_Runtime_Intrinsics_Vector256_1<Int32>'
depthwise='EdgeRuntime_Kernels_EdgeRuntime_Kernels_DepthwiseConv2DKernel'
sed -n "/Avx2PairStep\|Avx2Columns_1/{
    s/Avx2PairStep/AvxVnniPairStep/g
    s/Avx2Columns_1/AvxVnniColumns_1/g
    s/${depthwise}_Avx2Column__$vector/${depthwise}_AvxVnniColumn__${depthwise}_Sums256/g
    s/DoubledOfShifted/DoubledOfSums/g
    p
}" "$calls/avx2" | cat "$calls/avx2" - > publish-profiles/linux-x64.order
