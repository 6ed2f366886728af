#!/usr/bin/env bash
# The suites that take minutes: a million inferences, retraining the demo model.
exec bash "$(dirname "$0")/run.sh" Slow
