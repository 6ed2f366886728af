#!/usr/bin/env bash
# What is installed on the board, at the places where it is installed.
#   payload.sh FOLDER
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
repository=$here/../..
out=$1
edgetool() { dotnet "$repository/tools/EdgeTool/bin/Release/net10.0/edgetool.dll" "$@"; }

install -D -m 755 "$repository/artifacts/linux-arm64/edgeruntime" "$out/usr/lib/edgeruntime/edgeruntime"
mkdir -p "$out/usr/bin"
ln -s ../lib/edgeruntime/edgeruntime "$out/usr/bin/edgeruntime"
install -D -m 644 "$repository/firmware-configs/systemd/edgeruntime.service" "$out/usr/lib/systemd/system/edgeruntime.service"
install -D -m 644 "$here/emulated.conf" "$out/etc/systemd/system/edgeruntime.service.d/emulated.conf"
install -D -m 644 "$repository/firmware-configs/sysusers/edgeruntime.conf" "$out/usr/lib/sysusers.d/edgeruntime.conf"
mkdir -p "$out/etc/edgeruntime/applications" "$out/opt/board"
cp "$here/applications/button.json" "$out/etc/edgeruntime/applications/"
cp -r "$here"/{checks.sh,reporting.sh,wires.sh,checks,applications} "$out/opt/board/"
cp "$repository/firmware-configs/udev/60-edgeruntime.rules" "$out/opt/board/"

# The same net four times: as it is, under another name, without its preprocessing (which makes it answer otherwise), and cut off.
models=$out/usr/share/edgeruntime/models
mkdir -p "$models"
gestures=$repository/firmware-configs/models/gestures.onnx
echo '{ "preprocess": [] }' > "$models/other.json"
edgetool pack "$gestures" --target pi4 -o "$models/first.edge" > /dev/null
edgetool pack "$gestures" --target pi4 --name second -o "$models/second.edge" > /dev/null
edgetool pack "$gestures" --target pi4 --pipeline "$models/other.json" -o "$models/other.edge" > /dev/null
head -c 4096 "$models/first.edge" > "$models/truncated.edge"

# A keyword spotter's net of ours, and where there are real models (EDGE_SHARED), the one that it is as large as.
recordings=$out/usr/share/edgeruntime/recordings
mkdir -p "$recordings"
dotnet run --project "$here/KeywordModel" -c Release -- "$models/keywords.edge" "$recordings/sound.wav"
real=${EDGE_SHARED:-}/models/mlperf-tiny-models/benchmark/training/keyword_spotting/trained_models/kws_ref_model.tflite
if [ -f "$real" ]; then
    edgetool pack "$real" --target pi4 --pipeline "$repository/firmware-configs/applications/keyword-spotting.json" -o "$models/keywords-mlperf.edge" > /dev/null
fi

# What the keyword spotters decide about a sound on this machine.
mkdir -p "$out/opt/board/expected"
for model in "$models"/keywords*.edge; do
    edgetool replay "$here/applications/sound.json" --model "$model" --data "$recordings/sound.wav" \
        > "$out/opt/board/expected/$(basename -s .edge "$model").jsonl" 2> /dev/null
done

# A wearer who keeps still for an hour.
awk -F, 'NR == 1 { print; next } $8 == "still" { rows[count++] = $0 } END { for (i = 0; i < 180000; i++) print rows[i % count] }' OFS=, \
    "$repository/firmware-configs/recordings/gestures.csv" > "$recordings/still.csv"
