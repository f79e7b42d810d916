"""Names in the order of the alphabet."""

from referat.model.text import alphabetical


def test_the_last_letters_come_last_and_aa_is_one_of_them() -> None:
    names = [
        "Åge Nes",
        "Aase Bø",
        "Østen Ry",
        "Zoe Lin",
        "Ærlig Sol",
        "Anna Vik",
        "Håkon Dal",
        "Haakon Moe",
        "Hans Berg",
        "Öhman",
        "Ähre",
        "Élise",
        "Emil",
    ]
    assert sorted(names, key=alphabetical) == [
        "Anna Vik", "Élise", "Emil", "Hans Berg", "Håkon Dal", "Haakon Moe", "Zoe Lin", "Ähre", "Ærlig Sol", "Öhman", "Østen Ry", "Åge Nes",
        "Aase Bø",
    ]  # fmt: skip
