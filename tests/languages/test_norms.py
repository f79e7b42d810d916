"""One norm in each language: bokmål with -en in words that could have -a, nynorsk without bokmål's words."""

import re

import pytest

from tools import messages

# Words that the other norm would have, so seldom right that none of the texts may hold one.
NOT_HERE = {
    "nb": """
        boka endringa fila frå gruppa hendinga hjå ikkje innkallinga kva kven lenka linja lista mappa møteboka oppgava plassa saka sakslista tida
        uka vart ventelista""",
    "nn": """
        allerede bare ble boken brukes deres eget egen endres endringen filen flere fra funnet gjør godkjente gruppen hva hvem hvilke hvilken hvis
        hvor hvordan ikke innen kommer lagret ligger linjen listen mangler mappen mens måned møteboken navn navnet noe noen nå også oppgaven saken
        selv sendes sier skrevet uken uten være""",
}


@pytest.mark.parametrize("language", NOT_HERE)
def test_no_text_mixes_the_norms(language: str) -> None:
    words = set(NOT_HERE[language].split())
    texts = [text for domain in messages.DOMAINS for one in messages.read(language, domain) if one.id for text in messages.strings(one.string)]
    assert [text for text in texts if words & set(re.findall(r"\w+", text.lower()))] == []
