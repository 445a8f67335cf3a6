"""CPU seconds against cells, on log scales, as an SVG: run.sh INPUT CELLS... | python3 curve.py > impute-cost.svg"""

import math
import re
import sys

WIDTH, HEIGHT, LEFT, RIGHT, BOTTOM, TOP = 560, 320, 60, 130, 44, 14
COLOURS = {"recover conditional": "#b3541e", "recover sccr": "#1f6f8b", "smooth sccr": "#3c7a3c"}

points = {}
for line in sys.stdin:
    found = re.match(r"(\d+) cells, (\w+ \w+), \d+ thread\(s\): .*?([\d.]+) \+ ([\d.]+) CPU s", line)
    if found:
        cells, what, user, system = found.groups()
        points.setdefault(what, {}).setdefault(int(cells), float(user) + float(system))  # the first, by one thread

points = {what: sorted(line.items()) for what, line in points.items()}
every = [point for line in points.values() for point in line]
cells = sorted({n for n, _ in every})
low, high = math.log10(cells[0]) - 0.05, math.log10(cells[-1]) + 0.05
least, most = math.log10(min(s for _, s in every)) - 0.1, math.log10(max(s for _, s in every)) + 0.1


def x(n):
    return LEFT + (WIDTH - LEFT - RIGHT) * (math.log10(n) - low) / (high - low)


def y(seconds):
    return HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * (math.log10(seconds) - least) / (most - least)


out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
       'font-family="sans-serif" font-size="12"><title>CPU seconds of screlate-impute against cells</title>'
       f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>']
for tick in (1, 3, 10, 30, 100, 300, 1000):
    if least <= math.log10(tick) <= most:
        out.append(f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y(tick):.1f}" y2="{y(tick):.1f}" stroke="#ddd"/>'
                   f'<text x="{LEFT - 6}" y="{y(tick) + 4:.1f}" text-anchor="end">{tick}</text>')
for n in cells:
    out.append(f'<text x="{x(n):.1f}" y="{HEIGHT - 24}" text-anchor="middle">{n:,}</text>')
last, end = max(every)
slope = [(n, end * n / last) for n in cells if math.log10(end * n / last) >= least]
out.append(f'<polyline points="{" ".join(f"{x(n):.1f},{y(s):.1f}" for n, s in slope)}" stroke="#999" stroke-dasharray="4 3" fill="none"/>')
for what, line in points.items():
    out.append(f'<polyline points="{" ".join(f"{x(n):.1f},{y(s):.1f}" for n, s in line)}" stroke="{COLOURS[what]}" stroke-width="2" fill="none"/>')
    out += [f'<circle cx="{x(n):.1f}" cy="{y(s):.1f}" r="3" fill="{COLOURS[what]}"/>' for n, s in line]
    out.append(f'<text x="{x(line[-1][0]) + 8:.1f}" y="{y(line[-1][1]) + 4:.1f}" fill="{COLOURS[what]}">{what}</text>')
out.append(f'<text x="{LEFT}" y="{HEIGHT - 6}">cells; dashed: in proportion to them</text><text x="4" y="12">CPU s</text></svg>')
print("\n".join(out))
