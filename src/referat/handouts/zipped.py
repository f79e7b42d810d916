"""Office files are zip archives: here stands in which order and with which times their parts lie, so that one content is the same bytes."""

import zipfile
from io import BytesIO

_LEVEL = 6


def same_bytes(data: bytes, *, first: str = "") -> bytes:
    """The archive written anew: parts by name, `first` before all and not packed, every time the first that a zip archive can say."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}
    return packed(parts, first=first)


def packed(parts: dict[str, bytes], *, first: str = "") -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in sorted(parts, key=lambda name: (name != first, name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_STORED if name == first else zipfile.ZIP_DEFLATED
            archive.writestr(entry, parts[name], compresslevel=_LEVEL)
    return made.getvalue()
