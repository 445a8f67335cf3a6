#!/bin/sh
# Makes pages of the tiny data and of odd names with the built programs, and tests them in a real Chromium, headless.
# What is missing (Node 18 or newer, Chromium) is installed where apt-get and the rights are there.
set -eu
cd "${0%/*}"
root=$(cd ../../.. && pwd)
PATH=$root/target/dist/bin:$PATH

install() {
    [ "$(id -u)" -eq 0 ] && command -v apt-get > /dev/null || { echo "report-test skipped: no $1, and no way to install it"; exit 0; }
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" > /dev/null
}
command -v npm > /dev/null || install nodejs npm
[ -n "${CHROMIUM:-}" ] || command -v chromium > /dev/null || command -v google-chrome > /dev/null || install chromium fonts-noto-core
[ -d node_modules/playwright-core ] || npm install --ignore-scripts --no-package-lock --silent

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
./pages.sh "$root" "$work"
node report.test.js "$work/tiny.html" "$work/odd.html"
