#!/bin/sh
# The page's tests drive a real browser: install Debian's Chromium where there is none.
command -v chromium >/dev/null 2>&1 && exit 0
as_root=""
[ "$(id -u)" = 0 ] || as_root="sudo"
if command -v apt-get >/dev/null 2>&1; then
  $as_root apt-get update -qq && $as_root apt-get install -y -qq chromium >/dev/null && exit 0
fi
echo "tests need the browser 'chromium' on the PATH: install it with your system's package manager" >&2
exit 1
