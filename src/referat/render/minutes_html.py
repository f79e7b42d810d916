"""A copy of minutes as one HTML page that needs nothing beside it: readable on a screen, on paper and read aloud."""

from html import escape

from referat.languages.i18n import tr
from referat.languages.mark import D_
from referat.model.text import safe
from referat.render.copy import Copy
from referat.render.minutes_markdown import to_html

# Nothing is loaded and nothing runs, whatever the text holds; only the style below counts.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_STYLE = """\
body { max-width: 42rem; margin: 2rem auto; padding: 0 1rem; font: 1.05rem/1.5 Georgia, 'Times New Roman', serif; color: #1a1a1a; background: #fff; }
h1, h2, h3 { font-family: system-ui, sans-serif; line-height: 1.25; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.2rem; margin-top: 2rem; } h3 { font-size: 1.05rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; } dt { font-weight: bold; } dd { margin: 0; }
dd ul { margin: 0; padding: 0; list-style: none; }
.notice { border-left: .3rem solid #767676; padding-left: .8rem; }
li:has(> .box, > p > .box) { list-style: none; margin-left: -1.2em; }
table { border-collapse: collapse; } th, td { border: 1px solid #767676; padding: .2rem .5rem; text-align: left; }
footer { margin-top: 3rem; border-top: 1px solid #767676; font-size: .85rem; overflow-wrap: anywhere; }
@media print { body { margin: 0; max-width: none; } h2, h3 { break-after: avoid; } li { break-inside: avoid; } a { color: inherit; }
  footer { margin-top: 1rem; break-inside: avoid; }
  a.elsewhere::after { content: " (" attr(href) ")"; overflow-wrap: anywhere; } }
"""
_BOX_WORDS = {" ": D_("open:"), "/": D_("started:"), "x": D_("done:"), "-": D_("dropped:")}


def html(copy: Copy) -> str:
    """The page."""
    rows = "\n".join(f"<dt>{_shown(label)}</dt>\n<dd>{_values(values)}</dd>" for label, values in copy.facts)
    words = {sign: tr(word) for sign, word in _BOX_WORDS.items()}
    marks = "\n".join(f"<p>{_shown(mark)}</p>" for mark in copy.marks)
    return f"""<!DOCTYPE html>
<html lang="{_shown(copy.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{_shown(copy.title)}</title>
<style>
{_STYLE}</style>
</head>
<body>
<header>
<h1>{_shown(copy.title)}</h1>
<p class="notice">{_shown(copy.notice)}</p>
<dl>
{rows}
</dl>
</header>
<main>
{to_html(copy.body, words)}</main>
<footer>
{marks}
</footer>
</body>
</html>
"""


def _values(values: tuple[str, ...]) -> str:
    if len(values) == 1:
        return _shown(values[0])
    return "<ul>" + "".join(f"<li>{_shown(value)}</li>" for value in values) + "</ul>"


def _shown(text: str) -> str:
    return escape(safe(text))
