"""Hand-outs: what members get who never open the book. A notice, minutes, an extract, a list, a report, as documents that are right.

The contract, for whoever builds on this room:

* `content` is the tree. A `Handout` is frozen and complete: a title block, facts, blocks (headings, paragraphs, lists, tasks, boxes, tables,
  pictures, signature lines) and the marks at its foot. It is made once, and says nothing about how it looks in any format.
* A tree is made by `minutes.minutes_handout`, `notice.notice_handout`, `listing.*` and `reports.*` from the facts of a book (`source.Source`,
  which `Book` satisfies) and a day. All text in it is fit to be shown (`model.text.safe`), dates are in words, people have names.
* A writer is one function from a `Handout` to bytes: `writers.WRITERS` names them by format. The same tree gives the same bytes, on any machine,
  and no writer fails on content. A writer that needs an extra is imported when it is asked for (`writers.written`).
* Nothing in this room opens a book, writes a file or asks the clock; pictures are asked of `Source.attached`.
* What is not public is left out while the tree is made (`public=True`), so no writer ever holds it.
"""
