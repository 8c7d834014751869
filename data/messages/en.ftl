# Every sentence that pages, charts and briefs say, in English.
# A further language is a further file beside this one, named by its BCP 47 tag; what it leaves out is said in English.
# Form: https://projectfluent.org. `{ $n }` is put in by the program; `{ $n -> [one] … *[other] … }` picks by number.

## General

list-more = { $n } more

number-billion = { $number } billion
number-trillion = { $number } trillion
value-percent = { $number } %
value-rating = { $number } of 5
value-at = at { $value }
value-between = between { $low } and { $high }
change-none = no change
change-points = { $number } { $n ->
    [one] point
   *[other] points
}
change-rating = { $number } rating { $n ->
    [one] point
   *[other] points
}
item-women = women
item-men = men
item-girls = girls
item-boys = boys
