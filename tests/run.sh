#!/usr/bin/env bash
# Passes the tests: installs what they need (Debian packages, when run as root or with sudo), checks the format, builds, runs every suite.
#   tests/run.sh            what every change must pass
#   tests/run.sh Slow       the suites that take minutes
# As root it ends with the emulated board (tests/board/run.sh, 10 to 20 minutes), whose checks count as tests; EDGE_BOARD=no leaves it out.
# Tests on real models want EDGE_SHARED to name the folder that holds them; without it they are skipped and counted as skipped.
set -uo pipefail
cd "$(dirname "$0")/.."
suite=${1:-}
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT

bash tools/install.sh clang lld llvm zlib1g-dev gcc-aarch64-linux-gnu libc6-dev-arm64-cross qemu-user qemu-user-static libasound2 libturbojpeg0 mosquitto ||
    echo "Some packages are missing; the tests of published binaries will say which." >&2

if [ -n "$suite" ]; then filter="Category=$suite"; else filter="Category!=Slow"; fi
dotnet build EdgeRuntime.sln -c Release -nologo -v minimal || { echo "0 passed, 1 failed"; exit 1; }
if [ -z "$suite" ]; then
    dotnet format EdgeRuntime.sln --no-restore --verify-no-changes || { echo "Run 'dotnet format'."; echo "0 passed, 1 failed"; exit 1; }
fi
dotnet test EdgeRuntime.sln -c Release --no-build -nologo --filter "$filter" --logger trx --results-directory "$results" --blame-hang-timeout 30m
status=$?

# Every suite leaves one file with its counts.
read -r passed failed skipped < <(
    grep -ho '<Counters [^>]*' "$results"/*.trx 2>/dev/null | tr ' ' '\n' | tr -d '"' |
        awk -F= '$1=="total"{t+=$2} $1=="passed"{p+=$2} $1=="failed"{f+=$2} END{print p+0, f+0, t-p-f+0}')
if [ "$status" -ne 0 ] && [ "$failed" -eq 0 ]; then
    echo "A suite ended early (exit $status)."
    failed=1
fi
if [ -n "${EDGE_SHARED:-}" ] && [ "$skipped" -gt 0 ]; then
    echo "$skipped test(s) were skipped although EDGE_SHARED is set:"
    grep -ho '<UnitTestResult [^>]*outcome="NotExecuted"[^>]*' "$results"/*.trx | grep -o 'testName="[^"]*"' | head -20
    failed=$((failed + skipped))
elif [ "$skipped" -gt 0 ]; then
    echo "$skipped test(s) were skipped: they need real models (EDGE_SHARED)."
fi
if [ -z "$suite" ] && [ "${EDGE_BOARD:-yes}" != no ]; then
    bash tests/board/run.sh
    board=$?
    read -r on_board off_board < <(sed -n 's/.*BOARD \([0-9]*\) ok, \([0-9]*\) failed.*/\1 \2/p' artifacts/board/board.log 2> /dev/null)
    case $board in
        77) echo "The board's checks did not run: they take root." ;;
        75) echo "The board's checks did not run: the Debian mirror does not answer." ;;
        0) passed=$((passed + on_board)) ;;
        *) passed=$((passed + ${on_board:-0})) failed=$((failed + (${off_board:-0} > 0 ? off_board : 1))) ;;
    esac
fi
[ "$passed" -gt 0 ] || failed=$((failed + 1))
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
