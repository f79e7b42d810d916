"""The id that git gives a text."""

from hashlib import sha1, sha256


def blob_id(data: bytes, like: str) -> str:
    """The id that git gives a text, in the kind of digest that `like`, another id of the repository, is in."""
    whole = b"blob %d\0%b" % (len(data), data)
    return sha256(whole).hexdigest() if len(like) == 64 else sha1(whole, usedforsecurity=False).hexdigest()
