"""The order of properties in a Word document: the library puts them where they are made, and Word may call another order damaged."""

from typing import Any

from docx.oxml.ns import qn

# The order that the schema wants for the properties of a paragraph and of a table; Word may call another order damaged.
_ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku "
    "wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents "
    "suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd tblBorders shd tblLayout "
    "tblCellMar tblLook tblCaption tblDescription tblPrChange",
}


def in_order(body: Any) -> None:
    for name, order in _ORDER.items():
        places = {qn(f"w:{one}"): place for place, one in enumerate(order.split())}
        for properties in body.iter(qn(f"w:{name}")):
            properties[:] = sorted(properties, key=lambda one: places.get(one.tag, len(places)))
