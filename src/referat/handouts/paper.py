"""The page of paper that the office formats share: how much room there is on it, and how large a picture stands there."""

from referat.handouts.content import Handout, Picture

WIDTH = 16.2  # centimetres of text on a page
_LYING = 29.7 - 21  # more of them on one that lies
_PIXELS = 96 / 2.54  # of a picture, to a centimetre


def width_of(handout: Handout) -> float:
    """The centimetres between the margins."""
    return WIDTH + _LYING if handout.is_wide else WIDTH


def picture_width(picture: Picture, room: float) -> float:
    """How wide a picture stands: as it is, or as there is room."""
    return min(room, picture.width / _PIXELS)


def logo_of(handout: Handout) -> Picture | None:
    """The logo, with words in its place."""
    if handout.look.logo is None:
        return None
    kind, data, width, height = handout.look.logo
    return Picture(handout.look.logo_words or handout.title, data, kind, width, height)
