#!/bin/sh
# See to it that the browser tests find a Chromium: one on the machine, Debian's, or Playwright's own.
set -e
for name in chromium chromium-browser google-chrome google-chrome-stable; do
  if command -v "$name" >/dev/null 2>&1; then exit 0; fi
done
if [ -f /etc/debian_version ] && ! grep -qi ubuntu /etc/os-release; then
  sh "$(dirname "$0")/apt.sh" chromium fonts-noto-core
else
  # Ubuntu's chromium is a snap, which a test cannot start headless
  "$1" -m playwright install --with-deps chromium
fi
