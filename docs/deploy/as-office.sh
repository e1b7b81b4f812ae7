#!/bin/sh
# /usr/local/bin/prasan: Prasan as its own account, with the office's settings.
# Files are named by their whole path, and have to be readable by the account prasan.
cd /srv/prasan || exit 1
exec runuser -u prasan -- /srv/prasan/app/.venv/bin/prasan "$@"
