#!/bin/bash
# Runs once, in a fresh database. POSTGRES_USER rules the server and is used by people alone; the program never signs in as it.
#   oms_owner   owns the tables; signs in for `oms migrate` alone
#   oms_app     reads and writes rows; may create nothing outside the schema of the read model, which can always be rebuilt
#   oms_report  reads; for reports, and for the exporter of the server's figures
#   oms_worker  is oms_app that may also make databases: each backup is restored into one beside, compared, and dropped
#   oms_backup  follows the database's log and copies the whole of it
# What each may do with each table is granted by `oms migrate`, which knows the tables.
set -euo pipefail

secret() { # NAME: its value, or that of the file which NAME_FILE names
  local file=$1_FILE
  if [ -n "${!file:-}" ]; then cat "${!file}"; else printf '%s' "${!1:?$1 or $1_FILE is needed}"; fi
}

psql -v ON_ERROR_STOP=1 --quiet --no-psqlrc --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" \
  -v db="$POSTGRES_DB" \
  -v owner_password="$(secret OMS_DB_OWNER_PASSWORD)" \
  -v app_password="$(secret OMS_DB_APP_PASSWORD)" \
  -v report_password="$(secret OMS_DB_REPORT_PASSWORD)" \
  -v worker_password="$(secret OMS_DB_WORKER_PASSWORD)" \
  -v backup_password="$(secret OMS_DB_BACKUP_PASSWORD)" <<'SQL'
CREATE ROLE oms_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE oms_app LOGIN PASSWORD :'app_password' CONNECTION LIMIT 150;
CREATE ROLE oms_report LOGIN PASSWORD :'report_password' CONNECTION LIMIT 10;
CREATE ROLE oms_worker LOGIN CREATEDB PASSWORD :'worker_password' CONNECTION LIMIT 50;
CREATE ROLE oms_backup LOGIN REPLICATION PASSWORD :'backup_password' CONNECTION LIMIT 10;
GRANT oms_app TO oms_owner, oms_worker;
GRANT pg_monitor TO oms_report;
ALTER ROLE oms_report SET default_transaction_read_only = on;
ALTER ROLE oms_report SET statement_timeout = '60s';

ALTER DATABASE :"db" OWNER TO oms_owner;
ALTER SCHEMA public OWNER TO oms_owner;
REVOKE ALL ON DATABASE :"db" FROM PUBLIC;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT CONNECT, TEMPORARY ON DATABASE :"db" TO oms_app, oms_report;
GRANT USAGE ON SCHEMA public TO oms_app, oms_report;
SQL
echo 'host replication oms_backup all scram-sha-256' >>"$PGDATA/pg_hba.conf"
