#!/bin/sh
# Install Debian or Ubuntu packages, as root or through sudo.
set -e
if [ "$(id -u)" = 0 ]; then run=""; else run="sudo"; fi
$run apt-get update -qq
DEBIAN_FRONTEND=noninteractive $run apt-get install -y -qq "$@" >/dev/null
