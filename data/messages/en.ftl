# Every sentence that pages, charts and briefs say, in English.
# A further language is a further file beside this one, named by its BCP 47 tag; what it leaves out is said in English.
# Form: https://projectfluent.org. `{ $n }` is put in by the program; `{ $n -> [one] … *[other] … }` picks by number.

## General

# What this language calls itself.
language-name = English

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

## Catalogue

series-title = { $measurement }: { $item }
direction-up = more is progress
direction-down = less is progress
direction-parity = nearer to 50 % is progress
direction-none = no direction is read into it
least-percent = { $number } percentage points
least-rating = { $number } rating points
least-relative = { $number } % of the first value

## Every page

layout-skip = Skip to the content
# $lead is the next message, set in bold.
layout-fictional = { $lead } Every city and every figure here is invented.
layout-fictional-lead = Demonstration.
layout-site = Site
layout-languages = Languages
layout-brief = Annual brief
layout-cities = Cities
layout-features = Key features
layout-methods = Methods
layout-data = Data
layout-footer = Brief of the cycle { $cycle }. Progress is measured within each city's own context; cities are listed by name.
layout-footer-as-of = Brief of the cycle { $cycle }, as of { $day }. Progress is measured within each city's own context; cities are listed by name.
# $edition is edition-draft or edition-final, $snapshot a code such as 3fa9c41b02de.
layout-identity = { $edition }. Snapshot of the public data: { $snapshot }.
layout-how = How the figures are made
layout-open-data = Open data and what its columns mean
layout-figures-in-a-table = The figures in a table

edition-draft = Draft
edition-final = Final edition
# $lead is edition-draft-lead, set in bold.
edition-draft-lead = Draft.
edition-draft-mark = { $lead } The figures are not final and may still change.
edition-draft-comments = { $lead } The figures are not final. Cities are asked to send their comments by { $day }.

counts-towards = Towards
counts-held = Held
counts-away = Away
counts-no-direction = No direction
counts-shares = Shares
