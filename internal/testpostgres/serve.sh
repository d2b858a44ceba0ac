#!/bin/sh
# Serves a PostgreSQL that is thrown away, until standard input ends: the
# process that holds the other end of that pipe has gone, however it went, so
# neither a panic nor a kill leaves a server or a folder behind.
#
# serve.sh FOLDER PROGRAMS PORT FSYNC
# FOLDER is ours alone and holds the file "password" of the superuser; PROGRAMS
# is the folder of initdb and pg_ctl. "ready" is printed once it accepts connections.
set -eu
folder=$1 programs=$2 port=$3 fsync=$4

clear_away() {
	if [ -f "$folder/data/postmaster.pid" ]; then
		"$programs/pg_ctl" -D "$folder/data" -m immediate -w stop >/dev/null || true
	fi
	rm -rf "$folder"
}
trap clear_away EXIT
# PIPE: nobody may be left to hear "ready".
trap 'exit 1' HUP INT PIPE TERM

# The collation is a language's, as organizations have it, not the bytes' own:
# a statement that forgets to say how it sorts is found out.
"$programs/initdb" -D "$folder/data" --username=postgres --pwfile="$folder/password" --auth=password \
	--encoding=UTF8 --locale=C --locale-provider=icu --icu-locale=en --no-sync >"$folder/log" 2>&1 ||
	{ cat "$folder/log" >&2; exit 1; }

cat >>"$folder/data/postgresql.conf" <<END
port = $port
listen_addresses = '127.0.0.1'
unix_socket_directories = '$folder'
max_connections = 200
fsync = $fsync
full_page_writes = $fsync
END

"$programs/pg_ctl" -D "$folder/data" -l "$folder/log" -w start >/dev/null ||
	{ cat "$folder/log" >&2; exit 1; }
echo ready
read -r _ || true
