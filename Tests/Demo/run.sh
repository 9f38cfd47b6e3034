#!/usr/bin/env bash
# Starts the server on ./var, streams the demo into it, and leaves it running until Ctrl-C.
set -euo pipefail
cd "$(dirname "$0")/../.."
binary=${LAKEWRITER_BIN:-.build/release/lakewriter}
python=${PYTHON:-.venv/bin/python}
listen=${LISTEN:-127.0.0.1:8080}
mkdir -p var/lake

"$binary" serve --dev --lake "file://$PWD/var/lake" --data-dir var/data --schemas schemas \
    --listen "$listen" --flush-age 2s --log-level warning &
server=$!
trap 'kill -TERM $server 2>/dev/null; wait $server' EXIT
for _ in $(seq 100); do
    curl -fs "http://$listen/readyz" >/dev/null 2>&1 && break
    kill -0 $server 2>/dev/null || { echo "the server did not start; see above" >&2; exit 1; }
    sleep 0.1
done

"$python" Tests/Demo/demo.py "$binary" "http://$listen" var/data var/lake
if [ -n "${DEMO_ONLY:-}" ]; then exit 0; fi
echo "The server answers on http://$listen until you press Ctrl-C."
wait $server
