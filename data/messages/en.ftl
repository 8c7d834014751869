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

## Charts: what every chart says
# Titles of charts, the lines under them and their units stand in English in charts/*.toml. Another language says them in
# chart-title-<name>, chart-subtitle-<name> and chart-unit-<name>, with the same words in braces of this form: { $city }.

chart-invented-subtitle = { $subtitle } · invented figures
chart-invented-city = Invented figures: no real city.
chart-invented-network = Invented figures: no real cities.
chart-name = { $title }: { $subtitle }
chart-own-definition = Own definition: the source defines it otherwise than the catalogue (status D), maybe in another unit.
chart-own-definition-some = Own definition in some years: the source defines it otherwise than the catalogue (status D), maybe in another unit.
chart-unit-own = own definition
chart-unit-own-for = own definition in place of { $unit }
chart-years = { $first }–{ $last }
chart-row-title = { $measurement }, { $item }
chart-row-scales = Each row has its own scale, whose ends are printed.
chart-row-value = { $value } in { $year }
chart-row-unit = { $values } ({ $unit })
chart-row-left-out = { $title }: { $values }
chart-source-city = Source: the city’s published values.
chart-source-city-network = Source: the city’s published values ({ $network }).
chart-year-unknown = an unknown year
chart-number-million = { $number } mn
chart-number-billion = { $number } bn
chart-number-trillion = { $number } tn

## Charts: how series moved
# In the words of legends, then as counts in a list.

chart-moved-towards = moved towards
chart-moved-held = held
chart-moved-away = moved away
chart-moved-no-direction = moved, no direction
chart-moved-no-result = no result
chart-counts-towards = { $n } moved towards
chart-counts-held = { $n } held
chart-counts-away = { $n } moved away
chart-counts-no-direction = { $n } moved where no direction is read into it
chart-counts-no-result = { $n } { $n ->
    [one] has
   *[other] have
} no result
chart-counts-caption = Of { $n } series, { $counts }.
chart-counts-caption-none = There is no series.

## Charts: a city's series

chart-series-alt = Line chart. { $title }, { $unit }, { $subtitle }. { $caption }
chart-series-alt-percent = percent
chart-series-unit-percent = percent (%)
chart-series-unit-percent-own = percent (%), own definition
chart-series-points = n = { $n } { $n ->
    [one] point
   *[other] points
}.
chart-series-source = Source: { $sources }.
chart-series-source-network = Source: { $sources } ({ $network }).
chart-series-source-official = official statistics
chart-series-source-survey = survey
chart-series-source-expert = expert ratings
chart-series-peers-note = Peers: n = { $n } { $n ->
    [one] city
   *[other] cities
} in a like context (dots: median; grey: middle half).
chart-series-peers-note-range = Peers: n = { $low } to { $high } cities in a like context (dots: median; grey: middle half).
chart-series-band = Blue band: 95 % interval.
chart-series-bars = Bars: 95 % interval.
chart-series-hollow = Hollow: not comparable with the latest.
chart-series-none = No value has been published.
chart-series-moved = From { $from } in { $from_year } to { $to } in { $to_year }: { $movement }.
chart-series-unread = From { $from } in { $from_year } to { $to } in { $to_year }; no movement is read from it: { $reason }.
chart-series-from-to = From { $from } in { $from_year } to { $to } in { $to_year }.
chart-series-one = { $value } in { $year }.
chart-series-one-reason = { $value } in { $year }: { $reason }.
chart-series-target = The city’s own target is { $target }.
chart-series-target-year = The city’s own target is { $target } by { $year }.
chart-series-target-status = The city’s own target is { $target } ({ $status }).
chart-series-target-year-status = The city’s own target is { $target } by { $year } ({ $status }).
chart-series-peers = { $n ->
    [one] Its one peer stood at { $median } in { $year }.
   *[other] Half of its { $n } peers lay between { $low } and { $high } in { $year }, with a median of { $median }.
}
# Beside the line: short, each on a line of its own.
chart-label-year = in { $year }
chart-label-target = target { $value }
chart-label-target-year = by { $year }
chart-label-median = peers’ median
chart-label-half = middle half
chart-label-half-range = { $low } to { $high }
chart-label-break = break

## Charts: change from baseline to latest

chart-change-alt = Chart of change from baseline to latest, a row for each series. { $title }, { $subtitle }. { $caption }
chart-change-values = from { $from } in { $from_year } to { $to } in { $to_year }
chart-change-note = n = { $n } series, { $valued } with a value.
chart-change-marks = Hollow: baseline; filled: latest.
chart-change-intervals = Thin bars: 95 % interval, of the baseline above the track, of the latest below.

## Charts: beside the peers

chart-standing-alt = Chart of the city’s latest values beside the middle half of its peers, a row for each series. { $title }, { $subtitle }. { $caption }
chart-standing-values = { $own }; peers: median { $median }, middle half { $low } to { $high }, n = { $n }
chart-standing-values-peers = peers: median { $median }, middle half { $low } to { $high }, n = { $n }
chart-standing-not-compared = not compared
chart-standing-n = n = { $n } { $n ->
    [one] peer
   *[other] peers
}, cities in a like context.
chart-standing-n-range = n = { $low } to { $high } peers, cities in a like context.
chart-standing-source = Source: published values.
chart-standing-source-network = Source: published values ({ $network }).
chart-standing-marks = Dot: { $city }; grey bar: the peers’ middle half; upright line: their median.
chart-standing-caption = Of { $n } series, { $compared } can be set beside peers: { $within } within their middle half, { $outside } outside it. Neither side of it is better by itself.
chart-standing-caption-none = Of { $n } series, none can be set beside peers.

## Charts: coverage

chart-coverage-alt = Table of counts shaded by share, a row for each measurement and a column for each cycle. { $title }, { $subtitle }. { $caption }
chart-coverage-no-cycle = no cycle yet
chart-coverage-area = { $area } { $title }
chart-coverage-note = Number in a cell: { $unit }. n = cities expected in the cycle, printed under its year.
chart-coverage-note-none = Number in a cell: { $unit }. n = cities expected in the cycle.
chart-coverage-source = Source: submissions.
chart-coverage-source-network = Source: submissions ({ $network }).
chart-coverage-newest = The newest { $shown } of { $all } cycles are shown.
chart-coverage-caption = { $n } { $n ->
    [one] measurement
   *[other] measurements
} in { $cycles } { $cycles ->
    [one] cycle
   *[other] cycles
}, with the number of cities that reported each.
chart-coverage-never = { $n ->
    [one] { $n } was never reported by any city.
   *[other] { $n } were never reported by any city.
}
chart-coverage-n = n =
chart-coverage-shade-none = none
chart-coverage-shade-quarter = up to 25 %
chart-coverage-shade-half = up to 50 %
chart-coverage-shade-most = up to 75 %
chart-coverage-shade-above = above 75 % of cities

## Charts: temple

chart-temple-alt = The framework of learning cities as a temple, with counts in each part. { $title }, { $subtitle }. { $caption }
chart-temple-part = { $area }: { $counts }.
chart-temple-note = Unit: { $unit }, n = { $n }.
