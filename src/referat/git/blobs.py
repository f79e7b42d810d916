"""The ids that git gives a text."""

from hashlib import sha1, sha256


def blob_id(data: bytes, like: str) -> str:
    """The id that git gives a text, in the kind of digest that `like`, another id of the repository, is in."""
    return object_id(b"blob %d\0%b" % (len(data), data), like)


def object_id(whole: bytes, like: str) -> str:
    """The id of an object, given with its kind and length before its text as git hashes it."""
    return sha256(whole).hexdigest() if len(like) == 64 else sha1(whole, usedforsecurity=False).hexdigest()
