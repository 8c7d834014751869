# Every sentence that pages, charts and briefs say, in English.
# A further language is a further file beside this one, named by its BCP 47 tag; what it leaves out is said in English.
# Form: https://projectfluent.org. `{ $n }` is put in by the program; `{ $n -> [one] … *[other] … }` picks by number.

## General

# What this language calls itself.
language-name = English

list-more = { $n } more
# Between items that hold commas themselves.
list-apart = { $before }; { $after }

number-billion = { $number } { $n ->
   *[other] billion
}
number-trillion = { $number } { $n ->
   *[other] trillion
}
value-percent = { $number } %
value-unit = { $number } { $unit }
# A value in a unit that changes with the number.
value-in-years = { $number } { $n ->
    [one] year
   *[other] years
}
value-in-programmes = { $number } { $n ->
    [one] programme
   *[other] programmes
}
value-in-hours_per_week = { $number } { $n ->
    [one] hour per week
   *[other] hours per week
}
value-in-learners_per_teacher = { $number } { $n ->
    [one] learner per teacher
   *[other] learners per teacher
}
value-in-tonnes_per_inhabitant_per_year = { $number } { $n ->
    [one] tonne per inhabitant per year
   *[other] tonnes per inhabitant per year
}
value-in-visits_per_inhabitant_per_month = { $number } { $n ->
    [one] visit per inhabitant per month
   *[other] visits per inhabitant per month
}
value-in-spaces_per_100_000_inhabitants = { $number } { $n ->
    [one] space per 100,000 inhabitants
   *[other] spaces per 100,000 inhabitants
}
value-in-recorded_crimes_per_100_000_inhabitants = { $number } { $n ->
    [one] recorded crime per 100,000 inhabitants
   *[other] recorded crimes per 100,000 inhabitants
}
value-in-new_patents_per_100_000_inhabitants = { $number } { $n ->
    [one] new patent per 100,000 inhabitants
   *[other] new patents per 100,000 inhabitants
}
value-in-US__PPP_per_inhabitant = { $number } { $n ->
   *[other] US$ PPP per inhabitant
}
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
item-pre_primary = pre-primary

## Catalogue

series-title = { $measurement }: { $item }
direction-up = more is progress
direction-down = less is progress
direction-parity = nearer to 50 % is progress
direction-none = no direction is read into it
least-percent = { $number } { $n ->
    [one] percentage point
   *[other] percentage points
}
least-rating = { $number } { $n ->
    [one] rating point
   *[other] rating points
}
least-relative = { $number } % of the first value

## Every page

cycle-as-of = { $cycle }, as of { $day }
quoted = “{ $text }”
count-of = { $n } of { $all }
layout-contents = On this page
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
# $cycle is a year, or the message cycle-as-of.
layout-footer = Brief of the cycle { $cycle }. Progress is measured within each city’s own context; cities are listed by name.
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
edition-draft-comment