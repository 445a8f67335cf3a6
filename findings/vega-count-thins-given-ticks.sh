#!/usr/bin/env bash
# Vega 6.4.0: the number of ticks asked for also thins ticks that are given one by one, and not only to that number.
#
# Guess: an axis whose "values" are given has a tick at each; "tickCount", set for axes of its kind by a theme, matters only where
#        Vega chooses ticks itself.
# Seen:  thirteen values and a count of eleven give seven ticks, every other, and so the labels of every other sample are missing; a
#        count of thirteen gives thirteen.
#
# Needs Node 18 or newer. Exits 0 while this is so, 1 when it has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-package-lock vega@6.4.0 > /dev/null
cat > check.mjs <<'JS'
import * as vega from 'vega';

async function ticks(count) {
  const spec = {
    width: 600, height: 50,
    scales: [{name: 'x', type: 'linear', domain: [-0.6, 12.6], range: 'width'}],
    axes: [{orient: 'bottom', scale: 'x', values: Array.from({length: 13}, (_, i) => i), tickCount: count, labelOverlap: false}],
  };
  const view = new vega.View(vega.parse(spec), {renderer: 'none'});
  const svg = await view.toSVG();
  return [...svg.matchAll(/<text [^>]*>([^<]*)<\/text>/g)].map(found => found[1]).join(' ');
}

console.log(`11: ${await ticks(11)}`);
console.log(`13: ${await ticks(13)}`);
JS
seen=$(node check.mjs)
echo "$seen"
expected='11: 0 2 4 6 8 10 12
13: 0 1 2 3 4 5 6 7 8 9 10 11 12'
[ "$seen" = "$expected" ]
