"""The book as a static site: pages, charts and a search that need no server and load nothing from elsewhere.

The contract, for whoever builds on this room:

* `site.Site` is a book on a day, and whom the pages are for: members, or everybody. It answers what pages ask, from the lists of the index and from
  `gathered` records of each file of minutes, which the index keeps until the file changes. So a page that has not changed costs no reading.
* `build.pages_of` names every page with its key: what the page is made from, as one digest. Whoever writes them makes only those whose key is new.
* What stands in minutes comes from the tree of `handouts` and its HTML writer; templates escape everything else. `frame.cleaned` is the second wall.
* The public edition holds no handles, keys or digests, leaves out what hand-outs leave out and what is not sent out yet, and every file of it is
  read by the same leak check before any is written.
* Nothing in this room writes a file or asks the clock.
"""
