# Every sentence that pages, charts and briefs say, in English.
# A further language is a further file beside this one, named by its BCP 47 tag; what it leaves out is said in English.
# Form: https://projectfluent.org. `{ $n }` is put in by the program; `{ $n -> [one] … *[other] … }` picks by number.

## General

list-more = { $n } more
