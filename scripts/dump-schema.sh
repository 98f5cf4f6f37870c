#!/usr/bin/env bash
# Prints the schema that the migrations make, as pg_dump writes it, without what differs from one
# PostgreSQL minor version to the next. `scripts/dump-schema.sh > test/schema.sql` renews the copy.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/with-system-postgres.sh bash -c '
  node dist/main.js migrate >/dev/null
  pg_dump --schema-only --schema=takst --no-owner "$DATABASE_URL"
' | sed -E '/^-- Dumped (from|by)/d; /^\\(un)?restrict /d; /^SET transaction_timeout/d'
