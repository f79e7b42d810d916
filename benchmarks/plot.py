"""The plot docs/performance.svg, drawn by hand: both axes logarithmic, a line for each program, its name where the line ends."""

from collections.abc import Iterator
from math import log10
from xml.sax.saxutils import escape

from benchmarks.measuring import REFERAT, Measured
from benchmarks.page import named, sizes

WIDTH, HEIGHT = 860, 520
LEFT, RIGHT, TOP, BOTTOM = 70, 170, 20, 50
LOWEST, HIGHEST = 1.0, 100_000.0  # milliseconds
BETWEEN_NAMES = 15
OURS, OTHERS = "#b3261e", ("#1f4e79", "#3b7a57", "#8a6d1d", "#6a4c93", "#4d4d4d", "#00798c", "#a0522d", "#5f6b1a", "#774360", "#2f5d62")


def plot(measured: Measured) -> str:
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="12" role="img">',
        "<title>The open actions of one group by due date: milliseconds at each number of minutes</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
        *grid(measured),
        *lines(measured),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def across(measured: Measured, size: str) -> float:
    lowest, highest = (log10(int(sizes(measured)[end])) for end in (0, -1))
    share = (log10(int(size)) - lowest) / ((highest - lowest) or 1)
    return LEFT + share * (WIDTH - LEFT - RIGHT)


def up(ms: float) -> float:
    share = (log10(max(ms, LOWEST)) - log10(LOWEST)) / (log10(HIGHEST) - log10(LOWEST))
    return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM)


def grid(measured: Measured) -> Iterator[str]:
    step = LOWEST
    while step <= HIGHEST:
        y = up(step)
        yield f'<line x1="{LEFT}" y1="{y:.1f}" x2="{WIDTH - RIGHT}" y2="{y:.1f}" stroke="#dddddd"/>'
        said = f"{step:g} ms" if step < 1000 else f"{step / 1000:g} s"
        yield f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end" fill="#333333">{said}</text>'
        step *= 10
    for size in sizes(measured):
        x = across(measured, size)
        yield f'<line x1="{x:.1f}" y1="{TOP}" x2="{x:.1f}" y2="{HEIGHT - BOTTOM}" stroke="#eeeeee"/>'
        yield f'<text x="{x:.1f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle" fill="#333333">{int(size):,}</text>'
    yield f'<text x="{(LEFT + WIDTH - RIGHT) / 2:.0f}" y="{HEIGHT - 12}" text-anchor="middle" fill="#333333">minutes in the book</text>'


def lines(measured: Measured) -> Iterator[str]:
    """The lines, ours last and on top; names that would stand on each other are moved apart."""
    ends: list[tuple[float, float, str, str]] = []
    shown = [name for name in named(measured) if name != REFERAT]
    colours = {name: OTHERS[number % len(OTHERS)] for number, name in enumerate(shown)} | {REFERAT: OURS}
    for name, colour in colours.items():
        points = [
            (across(measured, size), up(one.seconds * 1000)) for size in sizes(measured) if (one := measured.times[size].get(name)) and one.runs
        ]
        if not points:
            continue
        width = 3 if name == REFERAT else 1.5
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        yield f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="{width}"/>'
        yield from (f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{width}" fill="{colour}"/>' for x, y in points)
        ends.append((*points[-1], name, colour))
    for x, y, name, colour in apart(ends):
        weight = ' font-weight="bold"' if name == REFERAT else ""
        yield f'<text x="{x + 8:.1f}" y="{y + 4:.1f}" fill="{colour}"{weight}>{escape(name)}</text>'


def apart(ends: list[tuple[float, float, str, str]]) -> Iterator[tuple[float, float, str, str]]:
    """The names of lines that end at one size, from the top down, none nearer to the one above than a line of text."""
    above: dict[float, float] = {}
    for x, y, name, colour in sorted(ends, key=lambda end: end[1]):
        place = max(y, above.get(x, -BETWEEN_NAMES) + BETWEEN_NAMES)
        above[x] = place
        yield x, place, name, colour
