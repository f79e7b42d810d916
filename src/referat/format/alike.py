"""Signs that the digest takes for others: composing (NFC), which it goes by, makes ; ` K of these, and one sign of the latter two."""

import re

ALIKE = re.compile("[\u037e\u1fef\u212a]|[<=>]\u0338")
