#!/bin/sh
# One night's backup: the day is sealed and its head kept, the registry copied and checked, the
# list of redactions put beside it, what is past its days removed, all of it copied elsewhere.
# Run in the folder of the .env file. A step that fails ends it: then nothing old is removed.
# A day that cannot be sealed (a clock that is doubted) is backed up all the same.
set -eu
umask 077

prasan=${BACKUP_PROGRAM:-/srv/prasan/app/.venv/bin/prasan}
folder=${BACKUP_FOLDER:-/srv/prasan/backup}
keep_days=${BACKUP_KEEP_DAYS:-35}
name=$folder/prasan-$(TZ=Asia/Bangkok date +%Y-%m-%d-%H%M%S)

sealed=yes
"$prasan" watch > "$name.head" || sealed=no
"$prasan" backup "$name.backup"
"$prasan" redact --list > "$folder/.redactions.part"
mv -f "$folder/.redactions.part" "$folder/prasan.redactions"
"$prasan" verify
if [ "$sealed" = no ]; then
    echo "the day was not sealed: nothing old is removed" >&2
    exit 2
fi

# Backups of this script's own making only; heads are small, and are kept.
remove_old() {
    find "$1" -maxdepth 1 -type f -name 'prasan-*.backup' -mtime "+$keep_days" -print -delete
}
remove_old "$folder"

if [ -n "${BACKUP_COPY_TO:-}" ]; then
    # A part is what a backup that was killed left, until the next one removes it.
    rsync --archive --exclude='.*.part*' "$folder/" "$BACKUP_COPY_TO/"
    # Another machine (backup@host:prasan) removes what is past its days itself.
    if [ -d "$BACKUP_COPY_TO" ]; then
        remove_old "$BACKUP_COPY_TO"
    fi
fi
