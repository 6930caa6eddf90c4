"""A reliability diagram as SVG."""

from __future__ import annotations

from collections.abc import Sequence

from .calibration import Bin

_SIDE, _EDGE, _FOOT = 300, 56, 44
_BAR, _FAINT, _LINE, _PALE = "#2b6cb0", "#a9c4e0", "#8a8a8a", "#e4e4e4"
_WIDE = _SIDE // 10 - 4


def reliability(found: Sequence[Bin], title: str) -> str:
    """The share that is right over the mean probability, a point a bin sized by what it holds, and how many below."""
    most = max((b.count for b in found), default=1)
    width, height = _SIDE + 2 * _EDGE, _SIDE + 2 * _EDGE + _FOOT
    space = 'xmlns="http://www.w3.org/2000/svg" font-family="sans-serif" font-size="11"'
    rows = [
        f'<svg {space} width="{width}" height="{height}" viewBox="0 0 {width} {height}">',
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
        f'<text x="{_EDGE}" y="24" font-size="13" font-weight="bold">{title}</text>',
    ]
    for tick in range(0, 11, 2):
        share = tick / 10
        rows += [
            f'<line x1="{_x(share)}" y1="{_y(0)}" x2="{_x(share)}" y2="{_y(1)}" stroke="{_PALE}"/>',
            f'<line x1="{_x(0)}" y1="{_y(share)}" x2="{_x(1)}" y2="{_y(share)}" stroke="{_PALE}"/>',
            f'<text x="{_x(share)}" y="{_y(0) + 16}" text-anchor="middle">{share:.1f}</text>',
            f'<text x="{_x(0) - 8}" y="{_y(share) + 4}" text-anchor="end">{share:.1f}</text>',
        ]
    rows.append(f'<line x1="{_x(0)}" y1="{_y(0)}" x2="{_x(1)}" y2="{_y(1)}" stroke="{_LINE}" stroke-dasharray="5 4"/>')
    points = " ".join(f"{_x(b.mean)},{_y(b.right)}" for b in found)
    rows.append(f'<polyline points="{points}" fill="none" stroke="{_BAR}" stroke-width="1.5"/>')
    floor = _y(0) + 24 + _FOOT
    for b in found:
        tall = round(_FOOT * b.count / most, 1)
        rows += [
            f'<circle cx="{_x(b.mean)}" cy="{_y(b.right)}" r="{3 + 5 * b.count / most:.1f}" fill="{_BAR}"/>',
            f'<rect x="{_x(b.low) + 2}" y="{floor - tall:.1f}" width="{_WIDE}" height="{tall}" fill="{_FAINT}"/>',
            f'<text x="{_x(b.low) + 15}" y="{floor + 12}" text-anchor="middle" font-size="9">{b.count}</text>',
        ]
    rows += [
        f'<text x="{_x(0.5)}" y="{height - 8}" text-anchor="middle">probability; below, how many statements</text>',
        f'<text transform="translate(16 {_y(0.5)}) rotate(-90)" text-anchor="middle">share that is right</text>',
        "</svg>",
    ]
    return "\n".join(rows) + "\n"


def _x(share: float) -> float:
    return round(_EDGE + share * _SIDE, 1)


def _y(share: float) -> float:
    return round(_EDGE - 16 + (1 - share) * _SIDE, 1)
