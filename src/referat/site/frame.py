"""The templates, and the two walls around what they are given: everything is escaped, and what is HTML already passes a list of allowed tags."""

from collections.abc import Mapping
from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from jinja2 import Environment, Template

HERE = Path(__file__).resolve().parent
TEMPLATES, ASSETS = HERE / "templates", HERE / "assets"
# What the HTML writer of hand-outs makes, and nothing else.
_TAGS = {
    *("h1", "h2", "h3", "h4", "h5", "h6", "p", "ul", "ol", "li", "div", "span", "blockquote", "pre", "code", "em", "strong", "br", "hr", "a", "b"),
    *("table", "caption", "thead", "tbody", "tr", "th", "td", "figure", "figcaption", "img", "dl", "dt", "dd"),
}
_ATTRIBUTES = {
    "*": {"class"},
    "a": {"href"},
    "ol": {"start"},
    "th": {"scope"},
    "div": {"role", "aria-label", "tabindex"},
    "span": {"role", "aria-label"},
    "img": {"src", "alt", "width", "height"},
}
_PICTURES = ("data:image/png;base64,", "data:image/jpeg;base64,")


def cleaned(markup: str) -> str:
    """HTML of ours, with nothing in it that is not known to be harmless, whatever went wrong before."""
    import nh3

    if not markup:
        return ""
    return nh3.clean(
        markup,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=_filtered,
        url_schemes={"http", "https", "mailto", "data"},
        link_rel="noopener noreferrer",
    )


def _filtered(_tag: str, attribute: str, value: str) -> str | None:
    if attribute == "src":
        return value if value.startswith(_PICTURES) else None
    return None if attribute == "href" and value.startswith("data:") else value


# Stands in a page where its own way up to the first page goes. Nobody can write it: `safe` shows such signs as what they are.
ROOT = "\ue000"
TITLE, CONTENT = "\ue001", "\ue002"


@cache
def environment() -> "Environment":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    loader = FileSystemLoader(TEMPLATES)
    made = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, auto_reload=False)
    made.filters["url"] = address
    made.globals["root"] = ROOT
    return made


def speak(words: Mapping[str, str]) -> None:
    """Have every template know what is said in the language of the site."""
    environment().globals["w"] = dict(words)


def framed(frame: str, title: str, content: str, depth: int) -> str:
    """A page: its content in a frame, with the way up from where it lies."""
    return frame.replace(TITLE, escape(title)).replace(CONTENT, content).replace(ROOT, "../" * depth)


def address(path: str) -> str:
    """A path of the site as an address; what stands after # stays."""
    name, sign, place = path.partition("#")
    return quote(name) + sign + quote(place)


def rendered(template: str, facts: Mapping[str, object]) -> str:
    return _template(template).render(facts)


@cache
def _template(name: str) -> "Template":
    return environment().get_template(name)


@cache
def own_text() -> str:
    """Everything that templates and scripts say by themselves."""
    return "\n".join(path.read_text(encoding="utf-8") for folder in (TEMPLATES, ASSETS) for path in sorted(folder.iterdir()) if path.is_file())
