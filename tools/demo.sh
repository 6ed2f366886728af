#!/usr/bin/env bash
# The main job on this machine, without a board: pack the demo model, prove it, publish the NativeAOT service, run it on a synthetic sensor.
# Installs the native tool chain that publishing needs (Debian packages, when run as root or with sudo).
set -euo pipefail
cd "$(dirname "$0")/.."

bash tools/install.sh clang lld zlib1g-dev

case $(uname -m) in
    x86_64) profile=linux-x64 ;;
    aarch64) profile=linux-arm64 ;;
    *) echo "No publish profile for $(uname -m); see publish-profiles/." >&2; exit 69 ;;
esac

echo "== 1 of 4: pack the model"

dotnet build tools/EdgeTool -c Release -nologo -v quiet
edgetool() { dotnet tools/EdgeTool/bin/Release/net10.0/edgetool.dll "$@"; }
edgetool pack firmware-configs/models/gestures.onnx -o firmware-configs/models/gestures.edge

echo "== 2 of 4: prove it against its source"
edgetool verify firmware-configs/models/gestures.edge --against firmware-configs/models/gestures.onnx

echo "== 3 of 4: publish the service"
dotnet publish src/EdgeRuntime.Host -p:PublishProfile="$profile" -nologo -v quiet
ls -l "artifacts/$profile/edgeruntime" | awk '{print $9 ": " $5 " bytes"}'

echo "== 4 of 4: run it: trigger, window, preprocess, infer, decide, actuate"
"artifacts/$profile/edgeruntime" demo --config firmware-configs/applications/demo.json "$@"
