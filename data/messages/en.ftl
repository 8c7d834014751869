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
direction-none = no set direction of progress
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
layout-trail = You are here
layout-languages = Languages
layout-brief = Annual brief
layout-cities = Cities
layout-features = Key features
layout-methods = Methods
layout-data = Data
# $cycle is a year, or the message cycle-as-of.
layout-labelled = { $label }: { $value }
layout-footer = Brief of the cycle { $cycle }. Progress is measured within each city’s own context; cities are listed by name.
layout-source = Source: { $source }
# $edition is edition-draft or edition-final, $snapshot a code such as 3fa9c41b02de.
layout-identity = { $edition }. Snapshot of the public data: { $snapshot }.
layout-how = How the figures are made
layout-open-data = Open data and what its columns mean
layout-figures-in-a-table = The figures in a table

edition-draft = Draft
edition-final = Final edition
# $n is the number of findings of the review that stayed open and that the analyst accepted, in a final edition.
edition-accepted = { $n ->
    [0] Reviewed before publication: no finding was left open.
    [one] Reviewed before publication: the analyst accepted one open finding about the data, with a reason.
   *[other] Reviewed before publication: the analyst accepted { $n } open findings about the data, each with a reason.
}
# $lead is edition-draft-lead, set in bold.
edition-draft-lead = Draft.
edition-draft-mark = { $lead } The figures are not final and may still change.
edition-draft-comments = { $lead } The figures are not final. Cities are asked to send their comments by { $day }.

counts-towards = Towards
counts-held = Held
counts-away = Away
counts-no-direction = No direction
counts-with-firm = { $n } ({ $firm })
counts-shares = Shares
counts-rose = Rose
counts-fell = Fell
counts-no-change = No comparable change

table-area = Area of focus
table-region = Region
table-feature = Key feature
table-measurement = Measurement
table-series = Series
table-unit = Unit
table-direction = Direction
table-sources = Sources
table-cities = Cities
table-all = All

movement-by-area = Movement by area of focus
# $group is a region, a size or an income group.
group-by-area = { $group }, by area of focus

## Front page

front-kicker = Annual brief, cycle { $cycle }
front-as-of = This brief shows the data as of { $day }: what cities sent later is not included.
    .collected = This brief shows the data as of { $day }: what was published later is not included.
front-about = The annual brief of { $network } for the cycle { $cycle }: what moved, what held, and the cities by name.
front-members-none = Of { $all ->
    [one] 1 city
   *[other] { $all } cities
} in the network, none has published results yet.
    .collected = { $all ->
        [one] For the network’s 1 city no values have been found.
       *[other] For none of the { $all } cities of the network have values been found.
    }
front-members-all = { $all ->
    [one] The network’s 1 city has published results.
   *[other] All { $all } cities of the network have published results.
}
    .collected = { $all ->
        [one] Values were found for the network’s 1 city.
       *[other] Values were found for all { $all } cities of the network.
    }
front-members-some = Of { $all ->
    [one] 1 city
   *[other] { $all } cities
} in the network, { $published ->
    [one] 1 has
   *[other] { $published } have
} published results.
    .collected = Of { $all ->
        [one] 1 city
       *[other] { $all } cities
    } in the network, values were found for { $published }.
front-sent = { $cities ->
    [0] None of them sent public values in the cycle { $cycle }.
    [one] 1 city sent public values in the cycle { $cycle }, for { $series } series.
   *[other] { $cities } cities sent public values in the cycle { $cycle }, for { $series } series.
}
    .collected = { $cities ->
        [0] No values were found for any of them in the cycle { $cycle }.
        [one] Values were found for 1 of them in the cycle { $cycle }, for { $series } series.
       *[other] Values were found for { $cities } of them in the cycle { $cycle }, for { $series } series.
    }
moved-none = No measurement has a comparable change yet: that takes two comparable values, the later one recent.
moved = Of { $all ->
    [one] 1 measurement
   *[other] { $all } measurements
} with a comparable change, { $towards ->
    [0] none
   *[other] { $towards }
} moved towards progress{ $towards ->
    [0] { "" }
    [one] { "" } ({ $towards_firm ->
        [0] not firmly
       *[other] firmly
    })
   *[other] { "" } ({ $towards_firm ->
        [0] none
       *[other] { $towards_firm }
    } of them firmly)
}, { $held ->
    [0] none
   *[other] { $held }
} held steady and { $away ->
    [0] none
   *[other] { $away }
} moved away{ $away ->
    [0] { "" }
    [one] { "" } ({ $away_firm ->
        [0] not firmly
       *[other] firmly
    })
   *[other] { "" } ({ $away_firm ->
        [0] none
       *[other] { $away_firm }
    } of them firmly)
}{ $unread ->
    [0] { "" }
   *[other] ; { $unread } moved with no set direction of progress
}.
moved-chance = Even if nothing had changed, { $n ->
    [0] fewer than 1
   *[other] at least { $n }
} of { $untested ->
    [0] these { $tested }
   *[other] the { $tested } that could be tested
} would show a movement by chance{ $untested ->
    [0] { "" }
   *[other] ; { $untested } could not be tested
}.
moved-own-definition = { $all ->
    [1] { $n ->
        [one] This result follows a definition other than the catalogue’s
       *[other] All of these results follow definitions other than the catalogue’s
    }
   *[0] { $n ->
        [one] One of these results follows a definition other than the catalogue’s
       *[other] { $n } of these results follow definitions other than the catalogue’s
    }
}; the pages of the key features count them separately.
moved-untested = None of these changes could be tested: no margin of error is known for them.
front-areas-towards = In no area of focus did more measurements move firmly away from progress than towards it.
# $areas: titles of areas in quotation marks.
front-areas-away = In { $areas }, more measurements moved firmly away from progress than towards it.
front-joined = Joined in { $cycle }: { $cities }.
front-practices = { $practices ->
    [0] No city has described a practice in public yet.
    [one] 1 practice is described by a city.
   *[other] { $practices } practices are described by { $cities ->
        [one] 1 city
       *[other] { $cities } cities
    }.
}
    .collected = { $practices ->
        [0] No city was asked for practices.
        [one] 1 practice is described by a city.
        *[other] { $practices } practices are described by { $cities ->
            [one] 1 city
            *[other] { $cities } cities
        }.
    }
front-movement-note = Counts of measurements, one for each city and measurement with a comparable change; in brackets, those that moved firmly: tested, and with the same result had the first or the last value been that of a neighbouring year (two values alone: only with a known margin of error). A measurement counts by its total; without one, by what its items that moved have in common. Held: the change is small, or within the margin of error, or a share that aims at parity stayed there. No direction: it rose or fell where neither counts as progress, or its items moved different ways.
front-cities-behind = How many cities these counts are from
front-cities-caption = Cities with at least one such measurement
front-areas-caption = Measurements by area of focus and change since the baseline; in brackets, firmly
front-regions = Movement by region
front-regions-note = Regions are listed by name; a region is shown where at least { $n ->
    [one] 1 city has
   *[other] { $n } cities have
} results.
front-regions-caption = Measurements by region and change since the baseline; in brackets, firmly
front-coverage = Coverage
front-coverage-note = How many cities published at least one value of a measurement in each cycle.
front-coverage-chart = Coverage of each measurement, cycle by cycle
    .collected = For how many cities at least one value of a measurement was found in each cycle.
# $titles: titles of measurements in quotation marks.
front-coverage-definitions = Values that follow definitions other than the catalogue’s count too, in { $titles }; the pages of the key features name them.
front-coverage-caption = Cities that reported a measurement in a cycle, of all members at that time, with or without published results
    .collected = Cities for which a value was found in a cycle, of all
front-features = The key features
front-countries = Countries
front-cities = Cities by name
front-cities-none = No city has published results yet.
front-without = Without published results
front-without-note = These member cities have sent nothing for publication. That says nothing about their progress.
    .collected = For these cities no values were found. That says nothing about their progress.
front-edition = About this edition
front-edition-term = Edition
front-review = Review
front-comments-by = Comments asked for by
front-cycle = Cycle
front-snapshot = Snapshot of the public data
front-settings = Thresholds of the methods
# $command is a command for a computer's shell.
front-snapshot-note = The snapshot names the state of the public data behind this edition: two editions with the same snapshot rest on the same figures. Whoever has the folder “data” can make it again: it is the start of what { $command } prints there.
front-cite = How to cite it
# $edition is edition-draft or edition-final.
front-citation = { $network }. Annual brief, cycle { $cycle }. { $edition }. Snapshot of the public data: { $snapshot }.

## What changed since the last edition, and all editions

changes-title = What changed since the last edition
changes-entry = Changes
changes-about = What is new, changed or no longer given since the last final edition of { $network }, brief of { $cycle }.
# $cycle is a year, or the message cycle-as-of.
changes-edition = the final edition of the cycle { $cycle }, made on { $day }
changes-first = There is no final edition before this one, so there is nothing to compare it with.
# $edition is changes-edition.
changes-since = Compared with { $edition }.
# $reason is changes-gone or changes-version.
changes-not-compared = Nothing was compared with { $edition }: { $reason }
changes-gone = what it was made from is not complete any more.
changes-version = it was made by another version of the program, whose tables are different.
changes-none = Nothing changed: values and movements are the same.
# $new, $changed and $removed are changes-no or changes-share.
changes-values = Values: { $before } in the last edition, { $after } now. New: { $new }. Changed: { $changed }. No longer given: { $removed }.
changes-movements = Movements: { $before } in the last edition, { $after } now. New: { $new }. Changed: { $changed }. No longer computed: { $removed }.
changes-no = none
changes-share = { $n } ({ $share })
changes-shares = Shares of what is new are of all now, the others of all in the last edition.
changes-joined = With results for the first time: { $cities }.
changes-how = Both editions were computed in the same way, by this version of the program, from results that may be seen today. Results that are counted and not shown are not compared.
changes-cities = By city
changes-cities-note = Cities by name. Of each, what changed or is no longer given; what is new is only counted here.
changes-large = Each city’s page says what changed of it.
changes-of-values = Values: { $counts }.
changes-of-movements = Movements: { $counts }.
changes-n-new = { $n } new
changes-n-changed = { $n } changed
changes-n-removed = { $n } no longer there
changes-n-joined = results for the first time.
changes-city-joined = { $city } has results for the first time.
changes-page = More on the page of { $city }.
changes-page-more = { $n } more on the page of { $city }.
changes-line-title = { $series }, { $year }
changes-line = { $title }: { $from } → { $to }
changes-before = Last edition
changes-now = Now
changes-why = Cause
changes-why-note = Where several causes are named, each may be the cause, alone or with others.
changes-why-sent = data submitted
    .collected = data found
changes-why-correction = correction
changes-why-others = other values of the network
changes-why-context = registry or context of cities
changes-why-method = method or setting
changes-why-cycle = another cycle
changes-why-program = new version of the program
changes-values-caption = Values that changed or are no longer given
changes-movements-caption = Movements that changed or are no longer computed
changes-not-given = not given
changes-not-computed = not computed
changes-redefined = by another definition
changes-take-values = All values that are new, changed or no longer given
changes-take-movements = All movements that are new, changed or no longer computed

archive-title = All editions
archive-about = The final editions of the brief of { $network }.
archive-lede = The final editions of this brief, the newest first.
archive-this = This edition
archive-none = There is no final edition before this one.
archive-made = Made on
archive-not-shown = This edition is not offered any more: what may be shown of its results has changed since.
archive-earlier = Earlier versions of this page:
# $cycle is a year, or the message cycle-as-of.
archive-version = { $cycle } ({ $day })

## Front page: groups, withheld results, when values came

group-title = Movement by size and income of the cities
group-note = Groups come from each city’s context and say nothing about how a city is doing; a group is shown where enough of its cities have results.
group-counts-caption = Measurements by area of focus and change since the baseline, in brackets firmly; cities with a result
group-median-caption = Median over the cities with a result: how many of a city’s measurements went which way
counted-title = Including cities that asked not to be named
counted-note = Some cities asked to be counted but not shown. They are included here where there are enough of them and their results differ, so that nothing can be learned about any one of them. A later edition keeps the hidden part until it can change without revealing a city.
counted-not-shown = Not shown
counted-caption = Measurements by area of focus, those not shown included; cities not shown
counted-region-caption = { $region }: measurements by area of focus, those not shown included; cities not shown
timing-official = { $n } from official sources
timing-survey = { $n } from surveys
timing-expert = { $n } from experts
# $parts: a list of the three messages above.
timing-sources = Of those that came, { $parts }.
    .collected = Of those found, { $parts }.
timing-unreported = { $n ->
    [one] No city has reported on the key feature { $features }.
   *[other] No city has reported on { $n } key features: { $features }.
}
    .collected = { $n ->
        [one] No value was found for the key feature { $features }.
        *[other] No value was found for { $n } key features: { $features }.
    }

## Country page

country-cycle = cycle { $cycle }
country-about = Learning cities of { $country } in the brief of { $cycle }.
country-none = { $all ->
    [one] 1 member city; it has no published results yet.
   *[other] { $all } member cities; none has published results yet.
}
    .collected = { $all ->
        [one] 1 city; no values were found for it.
        *[other] { $all } cities; no values were found for any of them.
    }
country-all = { $all ->
    [one] 1 member city; it has published results.
   *[other] { $all } member cities; all have published results.
}
    .collected = { $all ->
        [one] 1 city, for which values were found.
        *[other] { $all } cities; values were found for all of them.
    }
country-some = { $all ->
    [one] 1 member city
   *[other] { $all } member cities
}; { $published ->
    [one] 1 has published results.
   *[other] { $published } have published results.
}
    .collected = { $all ->
        [one] 1 city
        *[other] { $all } cities
    }; values were found for { $published }.
country-reported = { $cities ->
    [0] None of them sent public values in the cycle { $cycle }.
    [one] 1 city sent public values in the cycle { $cycle }: { $series } of { $expected } series asked for.
   *[other] { $cities } cities sent public values in the cycle { $cycle }: { $series } of { $expected } series asked for.
}
    .collected = { $cities ->
        [0] No values were found for any of them in the cycle { $cycle }.
        [one] Values were found for 1 city in the cycle { $cycle }: { $series } of { $expected } series.
       *[other] Values were found for { $cities } cities in the cycle { $cycle }: { $series } of { $expected } series.
    }
country-described = { $practices ->
    [0] None of them has described a practice in public.
    [one] 1 practice is described by 1 city.
   *[other] { $practices } practices are described by { $cities ->
        [one] 1 city
       *[other] { $cities } cities
    }.
}
    .collected = { $practices ->
        [0] No city was asked for practices.
        [one] 1 practice is described by 1 city.
       *[other] { $practices } practices are described by { $cities ->
            [one] 1 city
           *[other] { $cities } cities
        }.
    }
country-linked = { $links ->
    [0] Peer learning has found no city to suggest to them yet
   *[other] Peer learning suggests whom to ask about { $links } of their series
}; { $named ->
    [0] none of these cities is named to another city.
    [one] 1 of these cities is named to other cities.
   *[other] { $named } of these cities are named to other cities.
}
country-too-few = Counts for a country are given where at least { $n ->
    [one] 1 city has
   *[other] { $n } cities have
} published results.
country-movement-note = Counts of measurements with a comparable change, one for each city and measurement; in brackets, those that moved firmly. An area is shown where enough cities have a result.
country-cities = Its cities by name
country-without = without published results
country-cities-caption = Cities by name, with how many of the series asked for have a published value
country-asks = Asks for help with
country-offers = Offers help with
country-practice = { $city }: { $practice }
country-time = Its cities over the years
country-time-note = Cities are in alphabetical order, of each measurement on one scale.
country-practices = Practices that its cities describe
country-learning = Who could be asked
country-learning-note = By key feature: cities of the country, and cities that once were where one of them is and have improved since. Each city’s page says for which series, and how many others held or moved away.
country-learning-caption = Peer learning by key feature; cities by name
country-learning-cities = Cities of the country
country-learning-ask = Could ask

## Key feature page

feature-kicker = Key feature { $id }
feature-before = Previous key feature
feature-after = Next key feature
area-about = Area of focus { $id }: { $area }. How cities moved by measurement, the network over time, and whom to ask.
area-before = Previous area of focus
area-after = Next area of focus
# Pages of a large network's cities.
parts-before = Previous part of the list
parts-after = Next part of the list
parts-no-group = In no group
feature-about = Key feature { $id }: { $feature }. What it means, how it is measured, and which way cities moved.
feature-part = Part of the area of focus { $id }, { $area } ({ $dimension }), which corresponds to commitment { $commitment } of the Beijing Declaration on Building Learning Cities.
feature-measured = { $n ->
    [one] One measurement.
   *[other] { $n } measurements.
}
feature-reported = { $n ->
    [0] No city has a published value yet.
    [one] 1 city has at least one published value.
   *[other] { $n } cities have at least one published value.
}
feature-definition = Counted separately: { $title } ({ $unit }).
feature-own-definitions = cities’ own definitions
feature-rating-words = 5 Excellent, 4 Very good, 3 Good, 2 Fair, 1 Poor
feature-meaning = { $meaning }.
feature-sdg = SDG indicator
feature-sdg-same = { $indicator }
feature-sdg-near = { $indicator }, nearly: what is counted differs in part
feature-least = Counts as movement from
feature-caption = Cities by what their series did, from baseline to latest value; in brackets, firmly
# $lead is feature-cities-lead, set in bold.
feature-cities = { $lead } { $cities }.
feature-cities-lead = Cities with a published value, by name:
panel-title = The network over time
panel-note = { $n } cities: median { $start } to { $end }
panel-alt = Median and middle half of { $n } cities, the same from { $from } to { $to }. Median: { $start }, then { $end }. Middle half: { $low }, then { $high }.
panel-caption = Median and middle half of the same cities in every year; where a city has no value of the year, its newest earlier one counts
panel-year = Year
panel-cities = Cities
panel-low = Middle half from
panel-median = Median
panel-high = to
multiples-title = Every city, by name
multiples-scale = { $unit }; one scale for all cities, { $from }–{ $to }. Cities are in alphabetical order.
multiples-logarithmic = { $unit }; one logarithmic scale for all cities, on which the same percentage change has the same height, { $from }–{ $to }. Cities are in alphabetical order.
multiples-own = Each city measures something of its own, so each has its own scale; { $from }–{ $to }. Cities are in alphabetical order.
multiples-peers = Grey line: the median of the city’s nearest peers, where enough of them have values.
multiples-short = { $unit }, { $from }–{ $to }
multiples-short-logarithmic = { $unit }, { $from }–{ $to }; a logarithmic scale, on which the same percentage change has the same height
feature-counts = Counts by outcome
feature-items = By item
feature-moved-none = No city has a comparable change yet.
feature-moved = Of { $all ->
    [one] 1 city
   *[other] { $all } cities
} with a comparable change, { $towards ->
    [0] none
   *[other] { $towards }
} moved towards progress{ $towards ->
    [0] { "" }
    [one] { "" } ({ $towards_firm ->
        [0] not firmly
       *[other] firmly
    })
   *[other] { "" } ({ $towards_firm ->
        [0] none
       *[other] { $towards_firm }
    } of them firmly)
}, { $held ->
    [0] none
   *[other] { $held }
} held steady and { $away ->
    [0] none
   *[other] { $away }
} moved away{ $away ->
    [0] { "" }
    [one] { "" } ({ $away_firm ->
        [0] not firmly
       *[other] firmly
    })
   *[other] { "" } ({ $away_firm ->
        [0] none
       *[other] { $away_firm }
    } of them firmly)
}{ $unread ->
    [0] { "" }
   *[other] ; { $unread } moved with no set direction of progress
}.
feature-call = Whom to call
feature-offers-caption = Cities that offer help with this feature or describe a practice, by name
feature-asks-caption = Cities that ask for help with this feature, by name
feature-offers-none = No city offers help with this feature or has described a practice in public yet.
feature-call-none = No city has offered help, asked for help or described a practice for this feature in public yet.
feature-call-note = Offers, requests and practices are what the cities themselves say. A change does not show what caused it.
feature-why = Why
feature-practice = Practice, in the city’s own words
feature-offers = Offers help
feature-asks = Asks for help
feature-practises = Describes a practice
feature-improved = { $series }: { $moved }

## Data page

data-title = Open data
data-about = Public rows of the brief as Parquet and CSV files, with the meaning of every column.
data-lede = Every figure of this brief, as tables that any program reads. They hold public rows only, sorted by their keys; a missing cell is empty, never a zero.
data-zip = All CSV files of this edition, with a README that says how to read and cite them: { $link } ({ $size }).
data-reading = The Parquet files keep the types of the columns; the CSV files are UTF-8 with a comma. Read a file in place:
data-compressed = Long CSV files are compressed (.csv.gz); DuckDB, pandas and R read them as they are.
data-of-pages = The table behind each chart and the tables of each page are CSV files too, linked next to them. In the CSV files below, a text that a spreadsheet could take for a formula (it begins with =, +, -, @, a tab or a line end) has an apostrophe before it, and so has a text that begins with an apostrophe: remove the first apostrophe to get what the city wrote. The Parquet files hold every text as it was written.
data-store = Whoever holds the store from which this brief was made can query it directly: { $sql } opens a prompt for SQL, and { $serve }, of a program that was built with the feature “serve”, lets clients of PostgreSQL read it.
data-tables = The tables
data-tables-caption = Files, in the order in which they are made from one another
data-in-english = The descriptions of the tables and their columns are in English.
data-table = Table
data-holds = What it holds
data-rows = Rows
data-files = Files
data-columns = The columns
data-columns-of = Columns of { $table }
data-column = Column
data-type = Type
data-meaning = Meaning
data-type-integer = integer
data-type-number = number
data-type-truth = true or false
data-type-text = text
data-bytes = { $number } bytes
data-kilobytes = { $number } kB
data-megabytes = { $number } MB

## Open data: README and metadata
open-data-set = { $network }: open data, cycle { $cycle }
open-data-set-about = What member cities of { $network } made public up to the cycle { $cycle }, as tables: values with their intervals and sources, change since the baseline, targets, comparisons with comparable cities, and the catalogue of measurements. Each city’s progress is measured in its own context.
    .collected = What published sources say of the member cities of { $network } up to the cycle { $cycle }, as tables: values with their intervals and sources, change since the baseline, comparisons with comparable cities, and the catalogue of measurements. No city was asked, and none has sent anything. Each city’s progress is measured in its own context.
# $title is open-data-set.
open-data-citation = { $publisher }. { $title }. Snapshot of the public data: { $snapshot }.
readme-version = Snapshot of the public data: { $snapshot }. Version of the tables’ structure: { $structure }; its changes are listed in CHANGELOG.md.
readme-know = What to know
readme-know-context = Each city’s progress is measured in its own context. The tables have no score and no rank, and do not support one: definitions, sources and years differ from city to city.
readme-know-public = They hold only what cities sent for publication. A city without public values is in the table cities and in no other.
    .collected = They hold only values from published sources; no city was asked, and none has sent anything. A city for which no value was found is in the table cities and in no other.
readme-know-missing = An empty cell is a missing value, never a zero. The status flags are those of SDMX; the table statuses explains them.
readme-know-unit = In tables with values, the columns series, scale and unit say what was measured and in which unit. A city may measure something by its own definition, with its own unit: see the columns definition and differs.
readme-know-codes = Outcomes, reasons and marks are codes; the table codes has them in words, and the table settings has the thresholds in force.
readme-know-apostrophe = In the CSV files, a text that a spreadsheet could take for a formula has an apostrophe before it, and so has a text that begins with an apostrophe: remove the first apostrophe. The Parquet files hold every text as it was written.
readme-know-counted = The folder counted has totals with results that cities let be counted and not shown. It is not in the zip file and not part of the snapshot: a later edition may give them otherwise.
readme-first = The first query
readme-files = Metadata
readme-file-csvw = every CSV file with types, keys and meanings, as CSV on the Web. The one in the zip file describes all tables, the one beside it those that are not compressed.
readme-file-package = the same as a Frictionless Data Package
readme-file-dcat = the record for data portals, DCAT-AP
readme-file-citation = the citation, for programs that manage references
readme-file-sdmx = the observations as SDMX-CSV 2.0, and their structure as SDMX-ML 3.0 and, for older tools, 2.1
readme-file-changes = what has changed in the structure of the tables
readme-sources = Sources
readme-cite = Licence and citation
readme-licence = Licence: { $licence }. Please cite as:
readme-contact = Questions and corrections: { $contact }

## Methods page

methods-title = How the figures are made
methods-about = How values, changes, movements, peer groups and peer learning are computed, with the settings in force.
methods-lede = Progress is measured within a city’s own cultural, economic and social context. No page, chart or file here sets one city above another: cities are listed by name, and peers are shown as a group.
methods-rules = The rules
methods-settings = Settings in force
methods-measurements = Measurements
methods-context = Peer context
methods-codes = Words for results
methods-statuses = Statuses of values

methods-values-title = Values and runs
methods-values = A series is a city, a measurement and an item of its breakdown. Values are compared only inside a comparable run: the stretch of values that ends with the latest one and holds no break. There is a break before a value that is flagged as one, and wherever the kind of source, the definition or the price base changes. Between amounts at current prices no movement is computed. The baseline is the run’s first value at or after the city’s own baseline year. A latest value more than { $years ->
    [one] 1 year
   *[other] { $years } years
} before the brief’s cycle is too old to speak of movement.
methods-change-title = Change
methods-change = For percentages and ratings the change is the latest value less the baseline, in points. For rates, ratios, amounts and counts it is relative to the baseline, which must be above zero. Differences and shares are computed from the unrounded values and rounded only when they are shown: { $first } and { $second } are shown as { $shownfirst } and { $shownsecond }, and their difference, { $difference }, as { $shown }.
methods-movement-title = Movement
methods-movement = Each end of a change has an uncertainty: the 95 % interval given; for a percentage with a number of respondents, Wilson’s interval, with a design effect of { $effect } where none is declared; where only one end has an interval, its half-width for both; else the median half-width that at least { $cities } cities of the network give; else the usual fluctuation of such values in the network, taken from how far consecutive values lie from a straight line (at least { $triples } triples). Where none of these is known, the change is not tested, and says so. The interval of the difference is computed by MOVER (Zou and Donner 2008); if it covers zero, or the change is smaller than the usual fluctuation allows, there is no clear change. A change below the measurement’s least movement is called steady; for a percentage that is never more than a tenth of the smaller of the value and what is missing to 100, and at least 0.1 point; a rating by fewer than { $reviewers } reviewers needs a whole point. What is left moved towards progress or away from it, by the direction set for each measurement; where none is set, it rose or fell. For shares that aim at parity it counts whether they came nearer to 50 %; { $low } to { $high } % is parity.
methods-certainty-title = Certainty and chance
methods-certainty = A movement is firm where it was tested, would be the same had the next value been the first or the value before the latest the last, is not contradicted by the trend, and rests on no unexplained jump. Two values alone are firm only with a margin of error. Every other movement is tentative, and its marks say why. Counts are by measurement: the total’s movement; without a total, what its items that moved have in common, else mixed. Every count comes with what chance alone would give: the sum of the probabilities with which noise alone passes the threshold, 2 (1 − Φ(max(1.96, least movement ÷ standard error))); several items of one measurement are taken as independent. What could not be tested is left out of it.
methods-targets-title = Targets
# $track and $limited are shares of one, such as 0.95. The words in quotation marks are those of code-target-on_track, code-target-needs_acceleration, code-target-limited and code-target-moving_away.
methods-targets = Where a city has set itself a target, the pace that leads from the baseline to it in its year is compared with the pace so far: points a year for percentages and ratings, compound rates for the rest, the distance to 50 % for parity. With { $track } of the pace it needs or more a series is “on track”, with { $limited } or more it is “slower than its target needs”, below that “much slower than its target needs”, and with a pace the other way it is “moving away from the target”. A target reached, kept or missed is reported as such, and no pace is computed from a change within the margin of error. All this is given next to the movement, never instead of it.
methods-targets-now = The page also gives the pace needed from the latest value to the target’s year, next to the pace so far.
methods-trend-title = Trend
methods-trend = From { $points ->
    [one] 1 comparable value
   *[other] { $points } comparable values
} on, the slope is the median of the slopes between all pairs of values (Theil and Sen), and the Mann-Kendall test says whether the values rise or fall more steadily than chance would have it: exactly for up to { $exact ->
    [one] 1 value
   *[other] { $exact } values
}, none of them equal, with more by the normal distribution, corrected for equal values and, where it widens the test, for values that depend on the one before (Yue and Wang). A series rises or falls where p is below { $p }.
methods-simulation-title = How often noise passes for movement or trend
methods-simulation = Networks in which nothing changes were drawn in the shape of the demonstration network and of { $cities } local authorities of the United Kingdom, with noise in which each year has a correlation with the year before, and put through this program. The table gives how many of the series that were assessed moved, moved firmly, or showed a trend.
methods-simulation-caption = Share of series of pure noise in which something was found, by correlation of one year with the next
methods-simulation-what = Found
methods-simulation-moved = Movement, of those tested ({ $network })
methods-simulation-firm = Firm movement, of those assessed ({ $network })
methods-simulation-trend = Trend ({ $network })
methods-simulation-dealt = Outside the middle half before the rule of what is too close to tell, where each city has the value of another at random ({ $network })
methods-simulation-stories = Cities named by peer learning, of all values compared ({ $network })
methods-simulation-length = Trend, series of { $n } values
methods-simulation-demo = demonstration network
methods-simulation-uk = United Kingdom
methods-correlation = Correlation { $r }
methods-peers-title = Peer groups
# $k cities, $kept a share such as 50 %.
methods-peers = A city’s nearest peers are the { $k ->
    [one] 1 published city whose
   *[other] { $k } published cities whose
} context is most like its own: the context variables below are standardised over the network, and the distance is taken over those that both cities hold. Extreme values are winsorised, except where the variable is a logarithm: else all large cities would be the same. Results play no part in it, and nothing missing is filled in. Each variable is left out in turn and the search is made again; a peer that stays in fewer than { $kept } of these searches is shown lighter. Cities are also compared with the other cities of their region, and of the groups that the registry or the network names.
methods-comparison-title = Comparison with peers
methods-comparison = Only values of the same kind of source, the same definition and the same price base are compared, at most { $window ->
    [one] 1 year
   *[other] { $window } years
} apart; of a peer’s values that are equally near in year, the earlier is taken. With fewer than { $least ->
    [one] 1 peer
   *[other] { $least } peers
} nothing is shown; else the median and the middle half. The ends of the middle half are the quarter and three-quarter points by the (n + 1)p rule: a city that is like its peers lies outside them half of the time, however many peers there are. A value is called below, within or above only where its own 95 % interval misses both ends; else it is too close to tell. Where nothing is known of its uncertainty the value alone decides, and the page says that this is not tested. Changes a year are compared in the same way, over the city’s own window of years. Ratings by experts are not compared, for panels differ from city to city; of their changes only counts are shown.
methods-learning-title = Peer learning
# $low and $high are percentages around 50 %.
methods-learning = A search is made for every series of the features that a city asks help with; where it declared none, for what moved away and for what shows no clear change and lies outside its peers’ middle half on the side away from progress. Every public peer counts that once had a value like the city’s latest (a rating within { $rating ->
    [one] 1 point
   *[other] { $rating } points
}, a relative value within a factor of { $factor }, a percentage within a distance of { $logit } on the logit scale: { $low } to { $high } % around 50 %) and has a value at least { $years ->
    [one] 1 year
   *[other] { $years } years
} later: how many moved towards progress since, held, or moved away. At most { $most ->
    [one] 1 city is
   *[other] { $most } cities are
} named, the nearest in context: only those whose own published movement of the series is towards progress and firm, and whose latest value is better than the asking city’s by more than the margin of error. Nobody is named where no more of the cities moved so than chance alone would give: half the sum of their chances of moving. Where none of the nearest peers can be named the city’s region is searched, then the network, and the page says so. Cities that offer help with a feature are listed whatever their values.
methods-panel-title = The network over time
methods-panel = The median of the network is drawn over the same cities in every year: those with comparable values at both ends. It begins in the first year in which at least { $cities } cities, and at least { $share } of those with a current value, have one, and at most { $years } years before the newest value. At either end a value counts for { $window } years; in between, a city’s newest value counts. All values have one source kind, definition and price base. Median and quarters are the (n + 1)p-th values.
methods-consent-title = Consent
methods-consent = Only values that a city sent for publication are shown, compared and exported. A city that sent none is listed by name and nothing more. A city may also agree to be counted without being shown. Such results enter only the totals of the network and of regions, only in final editions, and only where enough cities have results, enough of them are not shown, and these moved in different directions (the thresholds are in the table below).
    .collected = Only values from published sources appear here; no city was asked, and none has sent anything. A city for which none were found is listed by name and nothing more.
methods-corrections-title = Corrections
methods-corrections = A network can list corrections of values that are known to be wrong. Each is written down with its reason, with who was asked, with its date and with the value that it expects to find; it is applied before anything is computed and is listed on the city’s page. If the city has since sent another value, that expectation is not met and nothing is published until a person has looked: a correction cannot outlive the mistake that it corrects.
methods-editions-title = Editions
# $option and $manifest are names for computers.
methods-editions = A brief is a draft until the analyst who makes it calls it final; a draft says so on every page. It can be drawn as of a date (the option { $option }): then only submissions up to that date count, so an earlier state of knowledge can be drawn again. Two editions of one cycle may differ where cities have sent values late or corrected them in between. Each edition names the snapshot of its public data, and its file { $manifest } lists every page with a fingerprint of its bytes (SHA-256): a page with the same fingerprint says the same.
methods-editions-counted = Totals with results that are not shown are set by the first final edition of a cycle. A later edition changes them only if comparing it with any earlier one cannot reveal fewer than five cities. Until then it adds the earlier hidden part to today’s public results, or leaves the total out. For the same reason, results that a city has made public since may stay hidden in an area.
methods-missing-title = Missing values
methods-missing = A missing value is never a zero and never an average. Wherever a result cannot be computed, the reason is given in its place.

methods-settings-caption = Thresholds of the methods
methods-setting = Setting
methods-in-force = In force
methods-default = Default
methods-what-it-does = What it does
methods-counts = { $measurements ->
    [one] 1 measurement
   *[other] { $measurements } measurements
} of { $features ->
    [one] 1 key feature
   *[other] { $features } key features
} in { $areas ->
    [one] 1 area of focus
   *[other] { $areas } areas of focus
}, with { $series } series in all.
methods-measurements-of = Measurements of { $area }
methods-least = Least movement
methods-context-none = The network names no context variables, so there are no nearest peers.
methods-context-caption = Variables that make a nearest peer group
methods-correlations-caption = Correlations of the context variables over the cities that hold both
methods-correlations-note = Variables that say almost the same count almost twice. Sharing their weight was tried, on figures of local authorities of the United Kingdom, and predicted no better.
methods-correlation-pair = Variables
methods-context-correlation = Correlation
methods-correlation-cities = Cities
methods-prediction-caption = How well the median of the nearest peers predicts, by measurement
methods-prediction-note = The share by which the mean squared error is smaller than with the median of all other cities: 1 would be a perfect prediction, 0 none, and below 0 the peers predict worse than the whole network. Peers are chosen for a similar context, not to predict. Values by other definitions count under the measurement that they stand in for.
methods-prediction-level = Latest value
methods-prediction-change = Change a year
methods-prediction-cities = { $skill } ({ $cities })
methods-variable = Variable
methods-transformed = Transformed
methods-logarithm = logarithm
methods-as-it-is = as it is
methods-weight = Weight
methods-greatest-age = Greatest age, years
methods-codes-caption = Movements, reasons, marks and standings
methods-kind = Kind
methods-code = Code
methods-in-words = In words
methods-what-it-says = What it says
methods-statuses-caption = SDMX observation statuses (CL_OBS_STATUS 2.2) and what the methods do with them
methods-status = Status
methods-status-title = Title
methods-its-value = Its value is
methods-used = used
methods-provisional = used, and the result is marked provisional
methods-kept = kept, never used as a point

## Charts: what every chart says
# Titles of charts, the lines under them and their units stand in English in charts/*.toml. Another language says them in
# chart-title-<name>, chart-subtitle-<name> and chart-unit-<name>, with the same words in braces of this form: { $city }.

chart-invented-subtitle = { $subtitle } · invented figures
chart-invented-city = Invented figures: no real city.
chart-invented-network = Invented figures: no real cities.
chart-name = { $title }: { $subtitle }
chart-own-definition = Own definition: the source defines it otherwise than the catalogue (status D), maybe in another unit.
chart-own-definition-since = The title and the unit are those of the latest value; earlier values, before the break, have another definition.
chart-own-definition-some = Own definition in some years: the source defines it otherwise than the catalogue (status D), maybe in another unit.
chart-unit-own-for = own definition (not { $unit })
chart-years = { $first }–{ $last }
chart-source-city = Source: the city’s published values.
    .collected = Source: published statistics.
chart-source-city-network = Source: the city’s published values ({ $network }).
    .collected = Source: { $network }.
chart-year-unknown = an unknown year
chart-number-million = { $number } mn
chart-number-billion = { $number } bn
chart-number-trillion = { $number } tn

## Charts: how series moved
# In the words of legends, then as counts in a list.

chart-moved-towards = moved towards
chart-moved-held = held
chart-moved-away = moved away
chart-moved-no-direction = no set direction
chart-moved-no-result = no result
chart-counts-towards = { $n } moved towards
chart-counts-held = { $n } held
chart-counts-away = { $n } moved away
chart-counts-no-direction = { $n } moved with no set direction of progress
chart-counts-no-result = { $n } { $n ->
    [one] has
   *[other] have
} no result
chart-counts-caption = Of { $n } series, { $counts }.
chart-counts-caption-none = There is no series.
chart-temple-caption = Of { $n } measurements, { $counts }.

## Charts: a city's series

chart-series-alt = Line chart. { $title } ({ $subtitle }). The table with it has every value.
chart-series-unit-percent = percent (%)
chart-series-unit-percent-own = percent (%), own definition
chart-series-points = n = { $n } { $n ->
    [one] point
   *[other] points
}.
chart-series-source = Source: { $sources }.
chart-series-source-network = Source: { $sources } ({ $network }).
chart-series-peers-note = Peers: n = { $n } comparable { $n ->
    [one] city
   *[other] cities
} (dots: median; grey: middle half).
chart-series-peers-note-range = Peers: n = { $low } to { $high } comparable cities (dots: median; grey: middle half).
chart-series-band = Blue band: 95 % interval.
chart-series-bars = Bars: 95 % interval.
chart-series-hollow = Hollow: not comparable with the latest.
chart-series-tentative = Paler line: tentative.
chart-series-none = No value has been published.
chart-series-moved = From { $from } in { $from_year } to { $to } in { $to_year }: { $movement }.
chart-series-unread = From { $from } in { $from_year } to { $to } in { $to_year }; no movement is computed: { $reason }.
chart-series-from-to = From { $from } in { $from_year } to { $to } in { $to_year }.
chart-series-one = { $value } in { $year }.
chart-series-one-reason = { $value } in { $year }: { $reason }.
chart-series-target = The city’s own target is { $target }.
chart-series-target-year = The city’s own target is { $target } by { $year }.
chart-series-target-status = The city’s own target is { $target } ({ $status }).
chart-series-target-year-status = The city’s own target is { $target } by { $year } ({ $status }).
chart-series-peers = { $n ->
    [one] The value of its one peer is { $median }.
   *[other] Half of its { $n } peers are between { $low } and { $high }, with a median of { $median }.
}
chart-finding-up = { $series }: up from { $from } in { $from_year } to { $to } in { $to_year }
chart-finding-down = { $series }: down from { $from } in { $from_year } to { $to } in { $to_year }
chart-finding-unclear = { $series }: no clear change, { $from } in { $from_year } and { $to } in { $to_year }
chart-finding-between = { $series }: { $from } in { $from_year } and { $to } in { $to_year }
chart-finding-one = { $series }: { $value } in { $year }
chart-point = { $year }: { $value }
chart-point-interval = { $year }: { $value } ({ $low } to { $high })
# Beside the line: short, each on a line of its own.
chart-label-year = in { $year }
chart-label-target = target { $value }
chart-label-target-year = by { $year }
chart-label-median = peers’ median
chart-label-half = middle half
chart-label-half-range = { $low } to { $high }
chart-label-break = break

## Charts: coverage

chart-coverage-alt = Table of counts shaded by share, a row for each measurement and a column for each cycle. { $title }, { $subtitle }. { $caption }
chart-coverage-no-cycle = no cycle yet
chart-coverage-area = { $area } { $title }
chart-coverage-note = Number in a cell: { $unit }. n = cities expected in the cycle, printed under its year.
    .collected = Number in a cell: { $unit }. n = cities of the network in the cycle, printed under its year.
chart-coverage-note-none = Number in a cell: { $unit }. n = cities expected in the cycle.
    .collected = Number in a cell: { $unit }. n = cities of the network in the cycle.
chart-coverage-source = Source: submissions.
    .collected = Source: published statistics.
chart-coverage-source-network = Source: submissions ({ $network }).
    .collected = Source: { $network }.
chart-coverage-newest = The newest { $shown } of { $all } cycles are shown.
chart-coverage-caption = { $n } { $n ->
    [one] measurement
   *[other] measurements
} in { $cycles } { $cycles ->
    [one] cycle
   *[other] cycles
}, with the number of cities that reported each.
    .collected = { $n } { $n ->
        [one] measurement
       *[other] measurements
    } in { $cycles } { $cycles ->
        [one] cycle
       *[other] cycles
    }, with the number of cities for which a value of each was found.
chart-coverage-never = { $n ->
    [one] { $n } was never reported by any city.
   *[other] { $n } were never reported by any city.
}
    .collected = No value was found for { $n }.
chart-coverage-n = n =
chart-coverage-shade-none = none
chart-coverage-shade-quarter = up to 25 %
chart-coverage-shade-half = up to 50 %
chart-coverage-shade-most = up to 75 %
chart-coverage-shade-above = above 75 % of cities

## Charts: temple

chart-temple-alt = The framework of learning cities as a temple, with counts in each part. { $title }, { $subtitle }. { $caption }
chart-temple-part = { $area }: { $counts }.
chart-temple-shades = The stronger the shade of a part, the more of its measurements have a comparable change.
chart-temple-note = Unit: { $unit }, n = { $n }.

## A series: what it did, and its peers

# $range is value-between or value-at.
series-peers = { $n ->
    [one] The one peer with data lies { $range }
   *[other] The middle half of { $n } peers lies { $range }
}; this city reports { $own }.
    .collected = { $n ->
        [one] The one peer with data lies { $range }
       *[other] The middle half of { $n } peers lies { $range }
    }; this city: { $own }.
series-peers-only = { $n ->
    [one] The one peer with data lies { $range }
   *[other] The middle half of { $n } peers lies { $range }
}; this city has no value to compare.
series-too-close = Its margin of error crosses an end of the middle half: too close to tell.
series-pace-too-close = The margin of error of this change crosses an end of this middle half: too close to tell.
series-standing-not-tested = No margin of error is known, so this is not tested.
series-pace-not-tested = No margin of error of this change is known, so it is not tested.
# $low, $high and $own are changes with their sign: +0.1 points.
series-peers-pace = From { $from } to { $to }, yearly change of { $n ->
    [one] 1 peer
   *[other] the middle half of { $n } peers
}: { $low } to { $high }; of this city: { $own }.
series-peers-pace-alike = From { $from } to { $to }, yearly change of { $n ->
    [one] 1 peer
   *[other] the middle half of { $n } peers
}: { $change }; of this city: { $own }.
series-peers-moved = From { $from } to { $to }, of { $n ->
    [one] 1 peer
   *[other] { $n } peers
} { $rose ->
    [0] none
   *[other] { $rose }
} rose, { $held ->
    [0] none
   *[other] { $held }
} held and { $fell ->
    [0] none
   *[other] { $fell }
} fell.
series-value = { $value } in { $year }.
series-two = { $first } in { $start }, { $value } in { $year }.
series-moved = { $first } in { $start }, { $value } in { $year }: { $change } in { $years ->
    [one] 1 year
   *[other] { $years } years
}.

## City page

city-about = What moved, what held and who could be asked: { $city } in the brief of { $cycle }.
city-on-this-page = On this page
# A value and what stands in brackets after it: its year, a share, a region's value.
city-bracket = { $value } ({ $more })
city-unread = No comparable change for { $city } yet: that takes two comparable values of a series, the later of them recent.
city-towards-tentative = Of { $all ->
    [one] 1 measurement
   *[other] { $all } measurements
} with a comparable change, { $n } moved towards progress, { $n ->
    [one] not firmly
   *[other] none of them firmly
}.
city-towards-none = Of { $all ->
    [one] 1 measurement
   *[other] { $all } measurements
} with a comparable change, none moved towards progress.
# $titles: every measurement that moved, $m of them; 0 where each has one series.
city-towards = Of { $all ->
    [one] 1 measurement
   *[other] { $all } measurements
} with a comparable change, { $n } moved towards progress, { $n ->
    [one] firmly
   *[other] { $firm } of them firmly
}: { $titles }.
# $titles: some of the measurements that moved.
city-towards-among = Of { $all ->
    [one] 1 measurement
   *[other] { $all } measurements
} with a comparable change, { $n } moved towards progress, { $firm } of them firmly, including { $titles }.
city-away-tentative = { $n } moved away, { $n ->
    [one] not firmly
   *[other] none of them firmly
}.
city-away-none = None moved away.
city-away = { $n } moved away, { $n ->
    [one] firmly
   *[other] { $firm } of them firmly
}: { $titles }.
city-away-among = { $n } moved away, { $firm } of them firmly, including { $titles }.
city-held = { $held ->
    [0] None held steady
    [one] 1 held steady: its change is small or within the margin of error, or its share stayed at parity
   *[other] { $held } held steady: their change is small or within the margin of error, or their share stayed at parity
}{ $read ->
    [0] { "" }
   *[other] ; { $read } moved with no set direction of progress
}.
city-with-value = Series with a published value
city-joined = Joined the network
city-measured-from = Progress measured from
city-measured-since = { $year }, or the first comparable value after it (median { $median })
city-brief = Brief of the cycle
city-brief-as-of = { $cycle }, as of { $day }

## City page: areas of focus

areas-glance = The city at a glance
areas-glance-alt = A temple with the counts of this table in its parts.
areas-counts = Measurements of each area and their change since the baseline; in brackets, firmly
areas-area = Area of focus
areas-no-result = No result
areas-title = Areas of focus
areas-summary = Of { $all ->
    [one] 1 measurement
   *[other] { $all } measurements
}, { $towards ->
    [0] none
   *[other] { $towards }
} moved towards progress{ $towards ->
    [0] { "" }
    [one] { "" } ({ $towards_firm ->
        [0] not firmly
       *[other] firmly
    })
   *[other] { "" } ({ $towards_firm ->
        [0] none
       *[other] { $towards_firm }
    } of them firmly)
}, { $held ->
    [0] none
   *[other] { $held }
} held and { $away ->
    [0] none
   *[other] { $away }
} moved away{ $away ->
    [0] { "" }
    [one] { "" } ({ $away_firm ->
        [0] not firmly
       *[other] firmly
    })
   *[other] { "" } ({ $away_firm ->
        [0] none
       *[other] { $away_firm }
    } of them firmly)
}{ $read ->
    [0] { "" }
   *[other] ; { $read } moved with no set direction of progress
}{ $none ->
    [0] { "" }
    [one] ; 1 has no result
   *[other] ; { $none } have no result
}.
areas-summary-none = { $all ->
    [0] This area has no measurement.
    [one] Its one measurement has no comparable change yet.
   *[other] Of { $all } measurements, none has a comparable change yet.
}
movement-tentative = { $label }, tentative
areas-because = Tentative: { $reasons }.
areas-others = { $same ->
    [0] None of { $all } other cities moved the same way.
   *[other] { $every ->
        [1] { $all ->
            [one] The one other city moved the same way.
           *[other] All { $all } other cities moved the same way.
        }
       *[0] { $same } of { $all } other cities moved the same way.
    }
}
areas-question = Question ({ $years }): { $question }
areas-without = { $n ->
    [one] One area of focus without a published value
   *[other] { $n } areas of focus without a published value
}
areas-empty = Without a published value: { $titles }.
# $reason is code-reason-…
areas-empty-because = Without a published value ({ $reason }): { $titles }.
areas-defined = { $meaning }.
areas-differs = Its definition differs from the catalogue’s.
areas-quality = How the latest value was obtained: { $how }.
areas-verified = Reported as verified by { $who }.
areas-heading = { $series }, { $unit }
areas-heading-own = { $series }, latest value by the city’s own definition (unit in the catalogue: { $unit })
areas-no-comparison = No comparison with peers.
areas-year = Year
areas-value = Value
areas-interval = 95 % interval
areas-range = { $low } to { $high }
areas-source = Source
areas-remarks = Remarks
areas-peers-middle = Peers’ middle half
areas-provisional = provisional
areas-definition-differs = definition differs
areas-break = break before this value
areas-series = Series
areas-baseline = Baseline
areas-latest = Latest
areas-change = Change
areas-movement = Movement
areas-city = City
areas-peers = Peers
areas-middle-half = Middle half
areas-median = Median
areas-lies = Compared with peers
areas-lies-nowhere = no comparison
lines-own-definition = by its own definition
lines-years = { $first }–{ $last }
lines-peers = With its peers
lines-since = since { $year }
lines-target = target { $value } by { $year }
lines-in-question = value of { $year } in question
lines-all = Changes and comparisons of all series as CSV
lines-chart-alt = Line chart of this table.
lines-feature = Key feature { $id }: { $title }
lines-figures = From baseline to latest value, and the latest value with its nearest peers; in brackets, with its region

## City page: targets and trends

# $needs is one of pace-needs-…; .bare is said where no pace is known, .undated where the target has no year.
pace-achieved = It has reached its target of { $value }, set for { $year }.
    .undated = It has reached its target of { $value }.
pace-maintained = It was already at its target of { $value } in { $year } and still is.
pace-missed = It has not reached its target of { $value } by { $year }.
pace-on-track = On track for its target of { $value } by { $year }: { $needs }.
    .bare = On track for its target of { $value } by { $year }.
pace-slower = Moved towards its target of { $value } by { $year }: { $needs }.
    .bare = Moved towards its target of { $value } by { $year }.
pace-still = Has not moved since its baseline; its target is { $value } by { $year }: { $needs }.
    .bare = Has not moved since its baseline; its target is { $value } by { $year }.
pace-little = Moved a little towards its target of { $value } by { $year }: { $needs }.
    .bare = Moved a little towards its target of { $value } by { $year }.
pace-away = Moved away from its target of { $value } by { $year }: { $needs }.
    .bare = Moved away from its target of { $value } by { $year }.
pace-no-longer = It was at its target of { $value } in { $year } and no longer is.
pace-uncertain = Its target of { $value } by { $year } needs { $required } a year from { $from } on; so far there is no clear change.
    .bare = So far there is no clear change; its target is { $value } by { $year }.
    .undated = So far there is no clear change; its target is { $value }.
pace-own = Its own target is { $value } by { $year }.
    .undated = Its own target is { $value }.
# $required is a pace with its unit, 1.3 points, from the latest value, of the year $from; $observed the pace so far without its unit, 0.9.
pace-needs = needs { $required } a year from { $from } on; so far { $observed } a year
pace-needs-hardly = needs { $required } a year from { $from } on; so far hardly any change
pace-needs-still = needs { $required } a year from { $from } on
pace-needs-parity = needs { $required } a year nearer to parity from { $from } on; so far { $observed } a year
pace-needs-parity-hardly = needs { $required } a year nearer to parity from { $from } on; so far hardly any change
pace-needs-parity-still = needs { $required } a year nearer to parity from { $from } on

trend-none-between = No clear trend between the two years.
trend-higher-since = Higher than in { $year }, with no clear trend since { $since }.
trend-lower-since = Lower than in { $year }, with no clear trend since { $since }.
trend-higher-falling = Higher than in { $year }, though with a clear downward trend since { $since }.
trend-lower-rising = Lower than in { $year }, though with a clear upward trend since { $since }.
trend-held-rising = Much as in { $year }, though with a clear upward trend since { $since }.
    .then = Much as in { $year }, though with a clear upward trend since then.
trend-held-falling = Much as in { $year }, though with a clear downward trend since { $since }.
    .then = Much as in { $year }, though with a clear downward trend since then.
trend-rising = A clear upward trend since { $since }.
# .value is said of values in their own unit, which may end in "per year" itself.
trend-rising-by = A clear upward trend since { $since }, about { $speed } a year.
    .value = A clear upward trend since { $since }, about { $speed } from one year to the next.
trend-falling = A clear downward trend since { $since }.
trend-falling-by = A clear downward trend since { $since }, about { $speed } a year.
    .value = A clear downward trend since { $since }, about { $speed } from one year to the next.

## City page: gaps

gaps-entry = Gaps
gaps-title = Gaps inside the city
gaps-caption = The first value minus the second, at the baseline and now; for values that are not percentages, as a share of the second
gaps-measurement = Measurement
gaps-between = Between
gaps-then = At the baseline
gaps-now = Latest
gaps-gap = The gap
gaps-none = none
gaps-unread = No comparable change of a gap yet: that takes two years in which both have a comparable value.
gaps-one-narrowed = The one gap with a comparable change narrowed.
gaps-one-widened = The one gap with a comparable change widened.
gaps-one-unchanged = The one gap with a comparable change shows no clear change.
gaps-moved = Of { $all } gaps with a comparable change, { $narrowed ->
    [0] none
   *[other] { $narrowed }
} narrowed, { $widened ->
    [0] none
   *[other] { $widened }
} widened and { $unchanged ->
    [0] none is without a clear change
    [one] 1 shows no clear change
   *[other] { $unchanged } show no clear change
}.

## City page: conditions and benefits

benefits-entry = Conditions and benefits
benefits-title = Conditions, building blocks and benefits over the years
benefits-note = This shows what happened at the same time in the city. It shows no cause: what moved may have moved for many reasons, and some benefits take many years.
benefits-caption = Measurements by how they had moved since their baseline, by cycle
benefits-by = By the cycle
benefits-conditions = Fundamental conditions
benefits-blocks = Building blocks
benefits-benefits = Wider benefits
benefits-towards = { $n } towards
benefits-held = { $n } held
benefits-away = { $n } away
benefits-no-direction = { $n } no direction
benefits-no-result = no result
# $parts: benefits-of-conditions and so on, as a list.
benefits-moved = Measurements that had moved towards progress since their baselines by { $cycle }: { $parts }.
benefits-of-conditions = { $n ->
    [0] none
   *[other] { $n }
} of { $all } in fundamental conditions
benefits-of-blocks = { $n ->
    [0] none
   *[other] { $n }
} of { $all } in building blocks
benefits-of-benefits = { $n ->
    [0] none
   *[other] { $n }
} of { $all } in wider benefits

## City page: peers

peers-standing-none = No value can be compared with comparable cities yet.
# $place is within, outside or close.
peers-standing-one = The one value that can be compared with comparable cities { $place ->
    [within] lies within the middle half of theirs
    [outside] lies outside the middle half of theirs, which is neither good nor bad by itself
   *[close] is too close to an end of their middle half to tell
}.
peers-standing = Of { $all } values compared with those of comparable cities, { $within ->
    [0] none lies
    [one] 1 lies
   *[other] { $within } lie
} within the middle half, { $outside ->
    [0] none
   *[other] { $outside }
} outside it, and { $close ->
    [0] none is
    [one] 1 is
   *[other] { $close } are
} too close to an end of it to tell. Neither side is better by itself.
peers-title = Its peer group
peers-cities = Comparable cities, whatever their results: { $cities }.
peers-near-in = They are nearest in context, measured by those of these variables that both cities have: { $variables }. In the table, the part of the distance that each one makes is in brackets.
peers-no-variables = The network names no context variables.
peers-missing = Missing for this city, or too old: { $variables }.
peers-note-loose = Each variable is left out in turn and the search is made again: the last column says in how many of these searches a city stays among the nearest. A city that stays in fewer than half of them is shown lighter: it is a peer because of one variable, or the two share too few of them for a search without one.
peers-note-distance = Distance is 0 for a city in the same context and grows with every difference; each difference is measured against what is usual between cities of the network (in standard deviations). Only cities with published results can be peers.
peers-group-region = { $n ->
    [0] No other city of its region ({ $name }) has published results.
    [one] 1 other city of its region ({ $name }) has published results.
   *[other] { $n } other cities of its region ({ $name }) have published results.
}
    .collected = { $n ->
        [0] No values were found for another city of its region ({ $name }).
        [one] Values were found for 1 other city of its region ({ $name }).
       *[other] Values were found for { $n } other cities of its region ({ $name }).
    }
peers-group-income = { $n ->
    [0] No other city of its income group ({ $name }) has published results.
    [one] 1 other city of its income group ({ $name }) has published results.
   *[other] { $n } other cities of its income group ({ $name }) have published results.
}
    .collected = { $n ->
        [0] No values were found for another city of its income group ({ $name }).
        [one] Values were found for 1 other city of its income group ({ $name }).
       *[other] Values were found for { $n } other cities of its income group ({ $name }).
    }
peers-group-size = { $n ->
    [0] No other city of its size ({ $name }) has published results.
    [one] 1 other city of its size ({ $name }) has published results.
   *[other] { $n } other cities of its size ({ $name }) have published results.
}
    .collected = { $n ->
        [0] No values were found for another city of its size ({ $name }).
        [one] Values were found for 1 other city of its size ({ $name }).
       *[other] Values were found for { $n } other cities of its size ({ $name }).
    }
peers-group-named = { $n ->
    [0] No other city of the group “{ $name }” has published results.
    [one] 1 other city of the group “{ $name }” has published results.
   *[other] { $n } other cities of the group “{ $name }” have published results.
}
    .collected = { $n ->
        [0] No values were found for another city of the group “{ $name }”.
        [one] Values were found for 1 other city of the group “{ $name }”.
       *[other] Values were found for { $n } other cities of the group “{ $name }”.
    }
peers-caption = { $city } and its nearest peers, by name
peers-city = City
peers-variable = { $variable }, { $unit }
peers-distance = Distance
peers-weight = Weight shared
peers-stays = Stays a peer when one variable is left out
peers-stays-none = in none
peers-stays-all = in all { $runs }
peers-stays-some = in { $kept } of { $runs }
peers-not-given = not given
peers-not-shared = not shared

## City page: peer learning

learning-entry = Peer learning
learning-title = Peer learning: whom to call
learning-nothing-asked = { $city } has declared no request. None of its series moved away from progress, and none without a clear change lies outside its peers’ middle half on the side away from progress; so no search was made.
    .collected = { $city } was not asked what help it wants. None of its series moved away from progress, and none without a clear change lies outside its peers’ middle half on the side away from progress; so no search was made.
learning-nothing-searched = For what { $city } asks about, no search can be made: its own values do not allow it.
learning-nobody = For { $n ->
    [one] the one series
   *[other] the { $n } series
} of { $city } that { $n ->
    [one] was
   *[other] were
} searched for, no city can be named that was once where it is and has firmly improved since.
learning-asked = { $n ->
    [one] { $cities } was once where { $city } is now, in at least one series, and has improved since; ask how.
   *[other] { $cities } were once where { $city } is now, each in at least one series, and have improved since; ask how.
}
learning-how = How the cities are found
learning-note = A city is named where it once had a value like this city’s latest, its own series has firmly moved towards progress, and its latest value is better than this city’s by more than the margin of error; none where no more cities moved so than chance alone would give. They are listed by name.
# $low and $high are percentages around 50 %.
learning-alike = Ratings are alike within { $rating } points, relative values within a factor of { $factor }; percentages are alike from { $low } to { $high } % around 50 %, and within less near 0 and 100 %.
learning-no-cause = A likeness of two values proves no cause. Values far from the usual tend to come back by themselves, whatever a city does: ask what was done, and what else changed at the time.
learning-asks = { $city } asks for help with { $features }.
learning-offers = { $city } offers help in { $features }.
learning-why-moved-away = Its values moved away.
learning-why-steady-outside = No clear change, and outside its peers’ middle half on the side away from progress.
learning-outcomes = { $n ->
    [one] The one city that was once where { $city } is { $towards ->
        [one] has moved towards progress since
       *[other] { $held ->
            [one] has held since
           *[other] has moved away since
        }
    }.
   *[other] Of { $n } cities that were once where { $city } is, { $towards ->
        [0] none
       *[other] { $towards }
    } moved towards progress, { $held ->
        [0] none
       *[other] { $held }
    } held and { $away ->
        [0] none
       *[other] { $away }
    } moved away.
}
learning-no-comparable = No comparable city of the network was once where { $city } is.
learning-alone = No comparable city of the network was once where { $city } is { $n ->
    [one] in this series
   *[other] in these series
}: { $titles }.
learning-not-searched = No search was made for { $titles }: { $reason }.
learning-reach-peers = The search was made among its nearest peers.
learning-reach-region = None of its nearest peers can be named, so all cities of its region were searched.
learning-reach-network = None of its nearest peers or of its region can be named, so the whole network was searched.
learning-own = { $city }: { $value } in { $year }.
learning-offers-this = It offers help in this feature.
# A practice's title and what the city says of it.
learning-with-summary = { $title }. { $summary }
learning-practices = Practices that it describes
learning-own-words = Practices are described in the words, and in the language, of the city.

## City page: about its data

about-entry = About its data
about-title = What to know about its data
about-none = { $city } has published no value.
    .collected = No value was found for { $city }.
about-one-cycle = { $city } has published { $n ->
    [0] no value that can be used
    [one] 1 value
   *[other] { $n } values
} in one cycle, { $cycle }.
    .collected = For { $city }, { $n ->
        [0] no value that can be used was found
        [one] 1 value was found
       *[other] { $n } values were found
    }, in one cycle, { $cycle }.
about-cycles = { $city } has published { $n ->
    [0] no value that can be used
    [one] 1 value
   *[other] { $n } values
} in { $cycles } cycles, from { $first } to { $last }.
    .collected = For { $city }, { $n ->
        [0] no value that can be used was found
        [one] 1 value was found
       *[other] { $n } values were found
    } in { $cycles } cycles, from { $first } to { $last }.
about-sources = By the source of the latest value: { $sources }.
about-source = { $source } ({ $n ->
    [one] 1 series
   *[other] { $n } series
})
about-breaks = Values on both sides of a break are not compared. Series with a break: { $series }.
about-break = { $series } (before { $years })
about-coverage = Series reported in the cycle { $cycle }
    .collected = Series found in the cycle { $cycle }
about-area = Area of focus
about-reported = Reported
    .collected = Found
about-expected = Expected
    .collected = In the form
about-nothing-sent = No value was sent in this cycle.
    .collected = No value was found for this cycle.
about-marks = Marks on results and values
about-status = status { $code }
about-mark = Mark
about-mark-says = What it says
about-how-many = How many
about-no-marks = None of its results or values carries a mark.
about-n-series = { $n ->
    [one] 1 series
   *[other] { $n } series
}
about-n-values = { $n ->
    [one] 1 value
   *[other] { $n } values
}
about-corrections = Values corrected before anything was computed, and why
about-series = Series
about-year = Year
about-as-sent = Before
about-as-used = After
about-done = What was done
about-why = Why
about-no-value = no value
about-with-status = { $value }, status { $status }
about-because = { $reason } ({ $day })
about-missing = What is missing, and why
about-missing-reason = { $reason }: { $n ->
    [one] 1 series
   *[other] { $n } series
}
# $sentence is that of code-reason-….
about-missing-series = { $sentence } { $series }.
about-notes = Notes on its values
about-notes-caption = Notes on values, as they were sent
    .collected = Notes on values, as published
about-noted = Series and years
about-note = Note
about-from-to = { $first } to { $last }

## City page: when its values came, and questions

quality-on-time = On time
quality-late = Late
quality-undated = No date given
    .collected = Found
quality-carried = Carried from an earlier year
quality-missing = Missing
quality-caption = Series asked for in the cycle { $cycle }, by when their value came
    .collected = Series of the form in the cycle { $cycle }, by whether a value was found
quality-area = Area of focus
quality-timing = When its values came, by area of focus
# $parts: the messages quality-came-…, as a list.
quality-came = Of { $n ->
    [one] 1 series
   *[other] { $n } series
} asked for in this cycle, { $parts }.
    .collected = Of { $n ->
        [one] 1 series
        *[other] { $n } series
    } of the form, { $parts }.
quality-came-on-time = { $n ->
    [one] 1 came on time
   *[other] { $n } came on time
}
quality-came-late = { $n ->
    [one] 1 came late
   *[other] { $n } came late
}
quality-came-undated = { $n ->
    [one] 1 came without a date
   *[other] { $n } came without a date
}
    .collected = { $n ->
        [one] 1 was found
        *[other] { $n } were found
    }
quality-came-carried = { $n ->
    [one] 1 is carried from an earlier year
   *[other] { $n } are carried from an earlier year
}
quality-came-missing = { $n ->
    [one] 1 is missing
   *[other] { $n } are missing
}
    .collected = { $n ->
        [one] 1 was not found
        *[other] { $n } were not found
    }
quality-never = Key features never reported: { $n }
    .collected = Key features without a value: { $n }
quality-feature = { $number } { $title }
quality-raise = Values to look at again
quality-questions = Values that do not agree with one another; they are shown as they were sent
    .collected = Values that do not agree with one another; they are shown as they were published
quality-question = Question
quality-series = Series and years

## Brief: every document

brief-figure = Figure
brief-table = Table
brief-contents = Contents
brief-contents-network = The network
brief-reason = Reason
brief-meaning = What it means
brief-keyword = learning cities
brief-city-country = { $city }, { $country }
brief-foot = Progress is measured within each city’s own context. Cities are listed by name.
brief-fictional = Demonstration: every city and every figure here is invented.
brief-card-fictional = Demonstration
brief-edition-draft = Draft of the edition { $cycle }
brief-edition-final = Final edition { $cycle }
brief-draft-line = Draft: figures may still change
brief-draft-line-by = Draft: comments until { $day }
brief-draft-ask = This is a draft. Its figures may still change, and cities are asked for their comments.
    .collected = This is a draft. Its figures may still change.
brief-draft-ask-by = This is a draft. Its figures may still change, and cities are asked to send their comments by { $day }.
brief-as-of = Data as of { $day }: what was sent later is not included.
    .collected = Data as of { $day }: what was published later is not included.
# $snapshot is a code such as 3fa9c41b02de.
brief-cite = Cite as: { $network }: { $title }. { $edition }, snapshot of the public data { $snapshot }.
# $version is a code such as 3fa9c41b02de, made from what this report says and shows.
brief-cite-version = Cite as: { $network }: { $title }. { $edition }, version { $version }.

## Brief: of a city

brief-city-title = { $city }: peer-learning report { $cycle }
brief-city-kicker = { $region } · { $country } · Peer-learning report { $cycle }
brief-city-about = What moved, what held and who could be asked: { $city } in the cycle { $cycle }.
brief-glance-how = The parts of a learning city as the Guiding Documents draw them. Each says how many of its measurements moved towards progress, held, moved away, or have no result: counts, nothing else.
brief-series = What moved, and what has a target
    .collected = What moved
brief-series-how = { $n ->
    [one] One series is shown: it has a target of the city’s own, or it moved.
   *[other] { $n } of { $all } series are shown: as far as there is room, those with a target of the city’s own, then those that moved. The city’s page has them all. A grey band, where enough peers have a value, is the middle half of the nearest peers.
}
    .collected = { $n ->
        [one] One series that moved is shown.
       *[other] { $n } of { $all } series are shown, those that moved, as far as there is room. The city’s page has them all. A grey band, where enough peers have a value, is the middle half of the nearest peers.
    }
# $title is the series, $told sentences on what it did.
brief-series-caption = { $title }. { $told }
brief-area-title = { $number } { $title }
brief-values = Latest values; a change needs two comparable values of a series
brief-benefits-caption = Of the measurements with a comparable change by a cycle, those that had moved towards progress. The bars show, in this order: towards, held, away, no direction
brief-peers-names = { $n ->
    [one] One comparable city, whatever its results: { $cities }.
   *[other] { $n } comparable cities, whatever their results: { $cities }.
}
brief-peers-how = Peers are chosen by context alone. A dash means that the network knows no value that the two cities share.
brief-practice = Practice: { $title }.
brief-practice-told = Practice: { $title }. { $summary }
brief-practices-more = { $n ->
    [one] The city’s page has one practice more.
   *[other] The city’s page has { $n } practices more.
}
brief-missing-table = Series without a movement, and why
brief-read-title = How to read this report
brief-read-own = Progress is measured within the city’s own context. Nothing here scores or ranks, and cities are listed by name.
brief-read-movement = A measurement moved towards progress or away from it where its change since the baseline is large enough to count and larger than its margin of error. It moved firmly where it would also have done so had the first or the last value been that of a neighbouring year; else it is tentative. With two values alone it is firm only where a margin of error is known. Which way progress lies is set for each measurement; for some it is not set, and the change is reported without a judgement.
brief-read-held = A measurement held where its change is small or within the margin of error, or where a share that aims at parity stayed there.
brief-read-peers = Peers are the cities nearest in context, by the variables in their table, never in results. The middle half of their values is drawn so that a city like its peers lies outside it half of the time. To lie outside it is neither good nor bad by itself.
brief-read-learning = Cities to ask were once where the city is and have firmly improved since; how many others held or moved away is said too. That shows where to ask; it shows no cause.
brief-read-more = Every figure, its source and its method are on the city’s page and the methods page of the site. Figures are computed and compared before they are rounded.

## Brief: of the network

brief-network-title = Annual brief { $cycle }
brief-network-about = What moved, what held and what cities can learn from one another: { $network } in the cycle { $cycle }.
brief-area-kicker = { $id } · { $dimension }
# $finding is one of those below, which begin in lower case.
brief-area-headline = { $area }: { $finding }
brief-area-firm = { $towards ->
    [0] no firm change
    [one] 1 firm change
   *[other] { $towards } firm changes
} towards progress, { $away ->
    [0] none
   *[other] { $away }
} away from it
brief-area-undirected = { $n ->
    [one] 1 firm change, without a set direction of progress
   *[other] { $n } firm changes, none with a set direction of progress
}
brief-area-no-firm = { $n ->
    [one] 1 comparable change, and it is not firm
   *[other] { $n } comparable changes, none of them firm
}
brief-areas-without = No comparable change yet, so no page here: { $areas }.
brief-most-towards = More than half of the cities with a comparable change moved towards progress in { $measurements }.
brief-most-away = More than half of them moved away from progress in { $measurements }.
brief-commitment = What the Beijing Declaration asks (commitment { $n })
brief-bars = How cities moved, by measurement
brief-bars-caption = Cities by measurement and change since the baseline; in brackets, firmly
brief-key-towards-firm = towards, firmly
brief-key-towards = towards, tentatively
brief-key-held = held
brief-key-away = away, tentatively
brief-key-away-firm = away, firmly
brief-key-no-direction = no set direction
brief-practices-title = Practices by key feature
brief-practices-how = What cities have described, with the city in brackets. The pages of the key features have the cities’ own words and links.
brief-practices-caption = Practices by key feature, in the order of the cities’ names
brief-practice-city = { $practice } ({ $city })
brief-practices-further = { $n } more
brief-bars-few = { $n ->
    [one] no city
   *[other] fewer than { $n } cities
}
brief-time-note = median and middle half of cities with values at both ends
brief-own-words = In a city’s own words
brief-own-words-none = No city has described a practice in this area in public yet.
brief-ask = Ask these cities
brief-offers = Offer help: { $cities }.
brief-offers-none = No city offers help in this area yet.
brief-asks = Ask for help: { $cities }.
brief-asks-none = No city asks for help in this area.
brief-cover-how = The twelve areas of focus as a temple: the wider benefits rest on the building blocks, and these on the conditions. Each part shows what its measurements did since their baselines.
brief-year = The year { $cycle } in the network
brief-figure-cities = { $n ->
    [one] city, of { $all }, sent
   *[other] cities, of { $all }, sent
} public values for the cycle { $cycle }
    .collected = { $n ->
        [one] city, of { $all }, has
       *[other] cities, of { $all }, have
    } values found for the cycle { $cycle }
brief-figure-series = { $n ->
    [one] series of values
   *[other] series of values
} received for the cycle { $cycle }
brief-figure-before = { $text } ({ $cycle }: { $n })
brief-figure-changes = comparable { $n ->
    [one] change
   *[other] changes
}, one for each city and measurement
brief-figure-firm = { $n ->
    [one] moved firmly towards progress
   *[other] of them moved firmly towards progress
}, { $away } firmly away
brief-figure-practices = { $n ->
    [one] practice
   *[other] practices
} described by cities
brief-read-panel = The network over time is drawn from the same cities in every year: those with comparable values in a first and in the last year. The line is their median, the band the middle half of their values. Where a city has no value of a year, its newest earlier one counts.
brief-read-practice = The practice on each area’s page is chosen by turns: practices with a summary are put in the order of the cities’ names, and each cycle takes the next.
brief-feature = Key feature
brief-offering = Cities that offer help
brief-asking = Cities that ask for help
brief-ask-where = By key feature: page
# One letter each, for the cells of a matrix.
brief-mark-offers = O
brief-mark-asks = A
brief-exchange = Who offers help and who asks
brief-exchange-how = By key feature; cities are in alphabetical order. What they offer and ask is what they themselves declare.
brief-exchange-caption = Offers and requests by key feature
brief-exchange-none = No city has offered or asked for help in public yet.
brief-region-cities = { $n ->
    [one] 1 member city
   *[other] { $n } member cities
}, { $published ->
    [0] none with published results
   *[other] { $published } with published results
}.
brief-region-few = Counts are given where at least { $n ->
    [one] 1 city has
   *[other] { $n } cities have
} results.
brief-region-caption = { $region }: what cities offer, ask and describe, by name
brief-region-others = Further member cities: { $cities }.
brief-offering-help = Offers help with
brief-asking-help = Asks for help with
brief-practices = Practices
brief-methods-values = A series is a city’s values of one measurement and item. Of two values for the same year the one sent last counts. A value measured by another definition than the catalogue’s is counted and drawn separately.
brief-methods-change = Change is measured from the first comparable value since the city’s baseline year to the latest one: in points for percentages and ratings, relative to the first value for the rest. A break in a series, or another source or definition, begins it anew. A latest value more than { $years } years old gives no result.
brief-methods-certainty = A change is tested against the margin of error of both values: as given, computed from the sample, or taken from how much such series usually fluctuate from year to year. What cannot be tested is tentative. So is a change that would be another if the first or the last value were that of a neighbouring year.
brief-methods-chance = Some of so many changes look like movements by chance alone; how many is given next to the counts.
brief-methods-count = Counts are of measurements: one for each city, by its total; without a total, by what its items that moved have in common.
brief-colophon = About this publication
brief-colophon-made = Published by { $network }. All figures and sentences are computed from the published values; nothing is estimated for a city without values.
brief-colophon-fonts = Set in Noto Sans. For offset printing, the printer converts the colours.
brief-colophon-commitments = The commitments are quoted from the Beijing Declaration on Building Learning Cities, adopted at the first International Conference on Learning Cities (UNESCO, Beijing, 2013).
brief-regions-how = Regions are listed by name. A region is shown where enough of its cities have results, so that nothing can be learned about any one of them.
brief-region-table = { $region }: measurements by area of focus and change since the baseline; in brackets, firmly
brief-stories = What cities can learn from one another
brief-stories-none = No city has yet described in public a practice for a series on which others could ask it.
    .collected = No city was asked for practices, so none is given here.
brief-stories-how = At most one story for an area of focus: of a city that firmly moved towards progress and has described a practice, where another that is now where it was asks for help. Each is the first in the order of the form and of names, and, where possible, of a city with no other story here; the pages of the cities have them all.
brief-coverage-now = In { $cycle }, a value was published for { $n } of the { $all } series asked of the cities that publish results, { $share }.
    .collected = In { $cycle }, a value was found for { $n } of the { $all } series of these cities, { $share }.
brief-coverage-then = In { $cycle } it was { $n } of { $all }, { $share }.
brief-coverage-caption = The picture has this share by area of focus and cycle, in percent; the stronger the shade, the greater.
brief-story = { $city } ({ $country }): from { $from } in { $start } to { $to } in { $end }.
brief-story-asking = { $n ->
    [one] A city that reports a similar value today and could ask: { $cities }.
   *[other] Cities that report a similar value today and could ask: { $cities }.
}
brief-methods = Methods in short
brief-methods-context = Progress is measured within each city’s own context. Nothing here scores or ranks: cities, regions and areas are listed by name or in the order of the form.
brief-methods-withheld = A city decides what is published. What it withholds is shown nowhere; what it lets be counted is counted only together with many other cities.
    .collected = The values were collected from published sources, which each figure names; no city sent them.
brief-methods-more = The methods page of the site gives every rule with its values, and the open data lets each figure be computed again.
brief-cities-with = { $n ->
    [0] No city has published results yet.
    [one] One city has published results.
   *[other] { $n } cities have published results.
}
    .collected = { $n ->
        [0] No values have been found for any city.
        [one] Values were found for one city.
       *[other] Values were found for { $n } cities.
    }
brief-cities-without = { $n ->
    [one] One member city has sent nothing for publication. That says nothing about its progress.
   *[other] { $n } member cities have sent nothing for publication. That says nothing about their progress.
}
    .collected = { $n ->
        [one] For one city no values were found. That says nothing about its progress.
       *[other] For { $n } cities no values were found. That says nothing about their progress.
    }

## Taking charts and tables along
take-brief = This report for print, as PDF
take-chart-link = Link to this chart
take-chart-svg = This chart as SVG
take-chart-wide = Chart, wider than a small screen
take-table-link = Link to this table
take-table-csv = This table as CSV
take-values-csv = Values of all series as CSV

## Search
find-cities = Find a city by name, in any script
find-features = Find a key feature
find-none = No name matches.
find-some = Names that match: { $matches }

## Catalogue: source kinds

source-official = official statistics
source-survey = survey
source-expert = expert ratings

## Catalogue: measurements of which the catalogue's title alone says the opposite of the figure

measurement-slum_population = Living condition (people in slums)
measurement-youth_neet_rate = Youth involvement (not in education, employment or training)

## The opening of a city's page and report
opening-clear = What changed most clearly
opening-clear-none = No change is certain yet: each is small, within the margin of error, or rests on too few values.
opening-clear-how = Of { $n } firm changes, the 3 that exceed their margin of error most, whatever their size.
opening-change = { $title }: { $first } → { $last }
opening-change-years = { $first }–{ $last } · { $movement }
opening-targets = Its own targets
opening-targets-none = The city has published no target of its own.
opening-targets-more = { $n ->
    [one] One more target
   *[other] { $n } more targets
} in the areas below.
opening-call = Whom to call
opening-call-more = { $n ->
    [one] One more city to call
   *[other] { $n } more cities to call
}, with why and how
opening-offers = { $city } offers help with “{ $feature }”, which { $asker } asks for.
opening-reciprocal = It asks for something that this city offers.
opening-practice = Practice: { $title }
opening-was = { $city } was at { $first } in { $from }, where { $asker } is now, and is at { $last } in { $to }.
opening-asks = { $city } asks for help with “{ $feature }”, which { $asked } offers.
lines-how = A line for each measurement: its values over the years with their 95 % intervals, the latest one, the change, and the movement, lighter where it is tentative. On the right the dot is the city’s latest value, the grey bar the middle half of its nearest peers, which is as wide in every line, and the stroke their median; an arrow is further out. Neither side is better by itself.

## What pages can do
search-label = Search cities, features, practices
search-city = City
search-feature = Key feature
search-measurement = Measurement
search-practice = Practice
theme-auto = Light or dark: automatic
theme-light = Light
theme-dark = Dark
print-page = Print this page
cite-licence = Licence
cite-publisher = Publisher
cite-contact = Questions and corrections

## Comparing with peers of the reader's choice
compare-legend = Compare { $city } with up to four of its peers
compare-note = Cities are in alphabetical order. Only series of the same definition are compared; each row has one scale. No side is better by itself.
compare-caption = Latest values with their years, and the values over time on one scale a row
compare-none = These cities have no series of the same definition.
card-of = of { $n } measurements with a comparable change

## Whom to call

call-city = City
call-why = Why
call-practice = Practice, in the city’s own words
call-reach = Languages and contact
call-feature = Key feature
call-caption-all = Whom to call, by key feature and by name
call-caption-asking = Cities that ask for help with what { $city } offers, by key feature and by name
call-context = Its context
call-caption = Whom to call about “{ $feature }”, by name
call-offers = Offers help with this feature.
# The city has moved on from where the reader's city is now.
call-was = { $series }: was at { $first } in { $from } and is at { $last } in { $to }, a firm change.
call-among = Of { $n } cities that once had a similar value, { $towards } improved like this.
call-asks = Asks for help with this feature, which { $city } offers.
call-offers-with = Offers help with “{ $feature }”.
call-asks-with = Asks for help with “{ $feature }”, which { $city } offers.
call-reciprocal = Each could help the other.
call-series = { $title }.
call-fold-asked = Also asked about
call-fold-offered = Who asks for what { $city } offers
call-summary = { $feature }: { $n ->
    [0] no city yet
    [one] 1 city
   *[other] { $n } cities
}
call-nobody = No city yet. That changes when a city offers help with this feature, or when a comparable city that was once where { $city } is reports a firm improvement.
call-nobody-for = No city yet for { $features }. That changes when a city offers help with the feature, or when a comparable city that was once where { $city } is reports a firm improvement.
call-further = { $n ->
    [one] One more city offers help
   *[other] { $n } more cities offer help
} with this feature; the feature’s page lists them all.
# $feature is in quotation marks.
call-further-for = { $n ->
    [one] One more city offers help
   *[other] { $n } more cities offer help
} with { $feature }; the feature’s page lists them all.
call-questions = Questions to ask about { $features }
# A value of another city's context, with two digits.
context-about = about { $value }
context-alike = no large difference in context
context-larger = larger: { $value }
context-smaller = smaller: { $value }
context-more = { $title }: higher, { $value }
context-less = { $title }: lower, { $value }
# $standard and $summer are offsets such as UTC+1.
contact-summer = { $standard }, { $summer } in summer
contact-none = No contact published
contact-secretariat = Contact through the secretariat
contact-secretariat-at = Contact through the secretariat: { $address }
# Subject and text of a message to the secretariat.
contact-subject = { $asker } would like to talk to { $city } about “{ $feature }”
contact-body = Please pass this message on to { $city }. { $asker } would like to ask about “{ $feature }”:
contact-subject-open = Question to { $city } about “{ $feature }”
contact-body-open = Please pass this message on to { $city }. My question about “{ $feature }”:
practice-evidence = Evidence: { $evidence }
practice-since = since { $year }
practice-with = with { $partners }
# Three questions to a city, by kind of key feature.
questions-schooling = Whom did you reach first, and how did you find the others? Who paid then, and who pays now? What did teachers and families say after a year?
questions-adults = How did people hear of it, and who stayed away? When and where do they learn, and who minds their children meanwhile? How do you count who takes part and who finishes?
questions-work = Which employers or unions joined first, and why? What do people gain: a certificate, a job, better pay? What happened when the first funding ended?
questions-technology = Who had no device or connection, and what did you do about it? Who teaches, and who repairs? What are people still using a year later?
questions-governance = Who decides, and who has a say now that had none before? Which office and which budget carry it through an election? What did you stop doing?
questions-environment = What did you measure before you began, and who measures it now? Which habits changed, and which did not? What does it cost each year, upkeep included?
questions-other = What did you do first, and who paid? What did not work? What else changed at the time?

## Charts: map
chart-map-city-title = { $city } and its comparable cities
chart-map-caption = { $n } { $n ->
    [one] city
   *[other] cities
}, each with the same dot.{ $missing ->
    [0] {""}
    [one] {" "}{ $missing } city has given no position.
   *[other] {" "}{ $missing } cities have given no position.
}
chart-map-alt = Map of the world, or the part of it that holds them, with a dot for each of { $n } member cities of { $network }. The list of cities has their names.
chart-map-city-caption = { $city } and { $n } comparable { $n ->
    [one] city
   *[other] cities
}.
chart-map-city-alt = Map with a dot for { $city } and one for each of its comparable cities: { $peers }.
chart-map-note = Land: Natural Earth. The designations employed and the presentation of material on this map do not imply the expression of any opinion whatsoever concerning the legal status of any country, territory, city or area or of its authorities, or concerning the delimitation of its frontiers or boundaries.
chart-map-invented = Invented cities: the places are drawn by chance.
front-map = Where the members are
front-map-note = Point at a dot for the city’s name.
brief-qr = QR code of the address { $address }
embed-chart = Embed this chart
embed-none = No chart is shown here: the address of this page ends with # and the name of one, such as #northbridge/volunteering_rate-total. A city’s page gives the address of each of its charts.
brief-foreword = Foreword
embed-cycle = Brief of the cycle { $cycle }.
brief-story-of-city = A city’s story
brief-story-title = { $title } ({ $city }).
brief-read-practice-chosen = The story on an area’s page is one that the network has chosen, or else a practice chosen by turns: practices with a summary are put in the order of the cities’ names, and each cycle takes the next.
front-stories = Stories from the cities
photo-credit = Photo: { $credit }.

## Glossary: -words is how running text says a term, several ways apart by |
glossary-title = Words used
glossary-break = break in a series
glossary-break-means = A change in how something is measured. Values before and after it are not compared.
glossary-break-words = a break
glossary-change = comparable change
glossary-change-means = The difference between two values of a series that were measured by the same definition, with no break between them.
glossary-change-words = comparable change
glossary-direction = no set direction
glossary-direction-means = Of some measurements neither more nor less counts as progress, or their items moved different ways. Their changes are shown and not judged.
glossary-direction-words = no set direction
glossary-firm = firm
glossary-firm-means = Said of a movement that was tested and would be the same had the first or the last value been that of a neighbouring year.
glossary-firm-words = firmly
glossary-half = middle half
glossary-half-means = The range between the lower and the upper quartile: half of the cities have a value in it, a quarter lie below and a quarter above. Neither side is better by itself.
glossary-half-words = middle half
glossary-held = held steady
glossary-held-means = The change is too small to count for this measurement, or within the margin of error, or a share that aims at parity stayed there.
glossary-held-words = held steady
glossary-margin = margin of error
glossary-margin-means = How far a value may be from the true one because it comes from a sample or fluctuates by chance: half of an interval that holds the true value 95 times in 100.
glossary-margin-words = margin of error
glossary-peers = nearest peers, comparable cities
glossary-peers-means = The cities whose context is most like the city’s own, by population, income, schooling and other facts that a city cannot soon change. They are listed by name.
glossary-peers-words = nearest peers|comparable cities
glossary-tentative = tentative
glossary-tentative-means = Said of a movement that could not be tested, or that would be another had the first or the last value been that of a neighbouring year.
glossary-tentative-words = tentative|Tentative

## Review before publication, and letters to cities
review-title = Review before publication
review-private = Private.
review-private-note = For the analyst: what cities withhold is in it. Publish none of it.
review-footer = Review of the cycle { $cycle }; snapshot
review-sent = { $sent } of { $all } cities have sent something for { $cycle }.
review-next = What to do next
review-changes = What changed since the snapshot before
review-in = In
review-late = Late
review-late-since = Late: last sent for { $last }
review-late-never = Late: has sent nothing yet
review-with-errors = With errors
review-waiting = Waiting for a decision
review-task-stopped = { $n ->
    [one] A check does not hold, and no report is written until it does:
   *[other] { $n } checks do not hold, and no report is written until they do:
}
review-task-unplaced = { $n ->
    [one] Look at a finding that is of no known city.
   *[other] Look at { $n } findings that are of no known city.
}
review-task-decide = { $n ->
    [one] Decide about a value in question (accept, ask the city, correct):
   *[other] Decide about { $n } values in question (accept, ask the city, correct):
}
review-task-write = { $n ->
    [one] Send the letter to a city:
   *[other] Send the letters to { $n } cities:
}
review-task-remind = { $n ->
    [one] Remind a city that has sent nothing for { $cycle }:
   *[other] Remind { $n } cities that have sent nothing for { $cycle }:
}
review-task-sign = { $n ->
    [one] For the final edition: mend an open finding, or sign it with a reason in { $file }.
   *[other] For the final edition: mend { $n } open findings, or sign each with a reason in { $file }.
}
review-task-publish = Write the draft with the command report, and the final edition with report --final.
review-cities = { $n } { $n ->
    [one] city
   *[other] cities
}
review-by-name = Cities are listed by name.
review-cities-caption = What came of each city
review-city = City
review-region = Region
review-state = State
review-errors = Errors
review-warnings = Warnings
review-questions = Values to decide about
review-corrections = Corrections
review-severity = Severity
review-error = Error
review-warning = Warning
review-search = Search
review-all = All
review-shown = Rows that match: { $rows }
review-shown-none = No row matches.
review-first = This is the first snapshot: there is none before it.
review-not-compared = The snapshot before cannot be compared.
review-nothing-changed = Nothing changed.
review-changed-cities = { $n ->
    [one] Rows of a city differ:
   *[other] Rows of { $n } cities differ:
}
review-changes-caption = Rows of each table, compared with the snapshot { $before }
review-rows-differ = Rows that differ
review-table = Table
review-rows = Rows
review-rows-before = Before
review-rows-after = After
review-new = New
review-changed = Changed
review-removed = Removed
review-change = Change
review-key = Row
review-cells = Cells
review-causes = Cause
review-possible = possible
review-more = { $n } more; the command diff lists all of a city with --city.
review-check = Check
review-checks = Checks that do not hold
review-checks-note = An error stops the report; a warning does not. The page of each city has its rows.
review-sentence = What must hold
review-check-rows = Rows of { $check }
review-unplaced = Of no known city
review-unplaced-note = What follows cannot be ascribed to one city: no letter has it.
review-city-lede = Errors: { $errors }. Warnings: { $warnings }. Values to decide about: { $questions }.
review-questions-title = Values to decide about
review-questions-note = Each value goes in as it is unless a correction is written.
review-findings = What was found
review-findings-caption = Findings, by file and place
review-place = Place
review-series = Series
review-message = What was found, and what to do
review-rejected = Refused rows
review-rejected-caption = Refused rows and files, as they came
review-codes = Codes
review-raw = As it came
review-whole-file = the whole file
review-letter = Letter to the city
review-letter-note = Language of the letter: { $language }.
review-letter-html = Letter as a page
review-letter-text = Letter as text
review-letter-eml = Letter as a message, ready to send
review-letter-no-address = The city’s e-mail address is not known: write it into the message.
review-news = What would be published that was not
review-news-caption = Public now, and not so in the snapshot before
review-news-first = { $n ->
    [one] There is no snapshot before: what is public of the city is new, one entry.
   *[other] There is no snapshot before: all that is public of the city is new, { $n } entries.
}
review-what = What
review-year = Year
review-value = Value
review-value-before = In public before
review-nothing = nothing
review-practice = Practice
review-target = Target: { $series }
review-contact = Contact
review-corrections-title = Corrections in force
review-corrections-caption = Corrections of corrections.toml
review-action = Action
review-reason = Reason, for readers
review-asked = Who was asked (private)
review-day = Day
review-consent = Consent
review-consent-caption = Declarations of consent, by cycle and day
review-held-caption = Declarations that no file says any longer, and that hold
review-consent-now = In force
review-consent-stated = As stated
review-consent-for = Meant for
review-contact-consent = Consent for the contact:
review-cycle = Cycle
review-missing = Missing values
review-missing-note = { $n ->
    [one] One series of the form has no value.
   *[other] { $n } series of the form have no value.
}
review-missing-list = List them
review-carried = Values carried over
review-carried-caption = Series of which the newest value was sent for a cycle before { $cycle }
review-list-rows = List { $n } rows
review-files = Files received
review-files-caption = Files with rows of the city, in all cycles
review-file = File
review-read = Rows read
review-accepted = Taken
review-refused = Refused
review-accept = Accept:
review-accept-note = the value stays as it is; before the final edition, sign it with a reason in findings.toml.
review-ask = Ask the city:
review-ask-note = the letter has this question.
review-correct = Correct:
review-correct-note = write who was asked, and paste one of these at the end of { $file }.
review-offer-scale = Read it as a percentage: { $value }
review-offer-drop = Leave the value out until the city has answered
review-offer-override = Put another value in its place: change the number after value
review-picture = The series over the years, with a ring around the value of { $year }.
review-between-years = { $first } to { $last }, the value in question in a ring
review-consent-of = Consent: { $consent }
review-values = Values in force, with their status
review-line = line { $line }
review-sheet = sheet { $sheet }
review-sheet-row = sheet { $sheet }, row { $line }
review-row-column = { $row }, column { $column }
letter-subject = { $city }: what you sent for { $cycle }, and what we ask you to look at
letter-greeting = Dear colleagues in { $city },
letter-thanks = thank you for what you have sent to { $network }. Some of it needs your attention before it can be published.
letter-fictional = This is a demonstration: the city and every figure are invented.
letter-came = What came, with the rows read, taken and refused
letter-file = Rows read: { $read }; taken: { $accepted }; refused: { $refused }.
letter-mend = What could not be taken: please mend it and send the file again
letter-look = What was taken, or left out, with a remark: please look whether it is right
letter-check = Values that we ask you to check: please confirm them, or send others
letter-value = { $series }, { $year }: { $value }
letter-by = Please answer by { $day }.
letter-soon = Please answer as soon as you can.
letter-contact = Questions? Write to { $contact }.
letter-regards = With kind regards, { $network }

## The form that a city fills in

form-how-fill = Fill in the white cells. Grey cells tell what is asked; please do not change them, nor the small row of column names under the titles.
form-how-city = City: the day you send this, whether your values may be published, and the key features in which you ask for help or can help others.
form-how-observations = Observations: one row for each figure. Give the year that it speaks of and the value; leave empty what you do not have. An empty row is no error.
form-how-numbers = Write numbers plainly: 97.2 for 97.2 %, not 0.972 and not in per cent format. No formulas: write their result.
form-how-source = Source: official statistics, a survey, or a panel of experts. The list shows what is accepted for that figure.
form-how-status = Status: leave it empty for an ordinary value. Where there is no value but a reason, choose one of the statuses without a value (O, M, L, H, Q).
form-how-definition = Choose D where your definition differs from the one printed here, and say how in the note, or choose one of the network's definitions; B where the series starts anew, such as after a change of method.
form-how-prices = Amounts of money need their prices: current, or constant and the year whose prices they are, as constant 2020.
form-how-flags = Several statuses are joined by a bar: B|D.
form-how-surveys = For surveys give the 95 % interval or the number of respondents (and the design effect if it is known): otherwise nobody can tell a change from chance.
form-how-ratings = For expert ratings (5 Excellent, 4 Very good, 3 Good, 2 Fair, 1 Poor) give each reviewer's rating as 3|4|4; the value is their median.
form-how-quality = How the value was made (measured, survey, register, estimate, unknown) and who verified it help readers; leave both empty if you do not know. Verified by names a third party, such as an auditor, never the city itself.
form-how-further = Values for further years, or corrections of earlier ones, go into the empty rows at the bottom of the sheet. To take a value back, give its year, leave the value empty and choose status O.
form-how-targets = Targets: only where the city has set itself one. Practices: what you did that others may learn from, with a link, the year in which it began, what it costs and who takes part.
form-how-consent = Consent: public: shown on pages and in open data. aggregate_only: counted in results of many cities, never shown. private, or empty: kept, not used in anything published.
form-how-consent-for = Consent for: all: what you say of consent holds for every cycle that you have sent, so that it can open or take back earlier ones. cycle: it holds for this cycle alone. If it differs from an earlier cycle's and nothing is chosen, we ask, and the narrower consent holds meanwhile.
form-how-contact = Contact: whom other cities can write to. public: name, role and e-mail are shown to everybody. secretariat: only that the network's secretariat passes messages on. none, or empty: nothing is shown. What your newest form says holds; languages and time zone are shown with your city.
form-how-done = When you are done, save as .xlsx and send it. Every value can be corrected in the next workbook.
form-list-status = Status
form-list-source = Source
form-list-consent = Consent
form-list-consent-for = Consent for
form-list-key-feature = Key feature
form-list-measurement = Measurement
form-list-contact-consent = Contact consent
form-list-cost = Cost
form-list-language = Language
form-list-prices = Prices
form-list-quality = How the value was made
form-list-definition = Definition
form-list-without-value = Statuses without a value
form-help = How to fill in this workbook
form-invented = Every city of this network is invented.
form-city-city = City's id
form-city-cycle = Cycle
form-city-submitted_on = Day of sending
form-city-consent = May we publish?
form-city-consent_for = For every cycle, or for this one?
form-city-baseline_year = Progress is measured from (year)
form-city-priorities = Key features in which we ask for help (one a row)
form-city-expertise = Key features in which we can help others (one a row)
form-city-languages = Working languages (one a row)
form-city-time_zone = Time zone, such as Africa/Nairobi or UTC+03:00
form-city-contact_name = Whom other cities can write to: name
form-city-contact_role = Role or office
form-city-contact_email = E-mail
form-city-contact_consent = May we publish this contact?
form-observations-measurement = Measurement's id
form-observations-item = Item
form-observations-title = What is asked
form-observations-meaning = What it means
form-observations-unit = Unit
form-observations-last_year = Last year sent
form-observations-last_value = Last value sent
form-observations-reference_year = Year
form-observations-value = Value
form-observations-source = Source
form-observations-status = Status
form-observations-ci_lower = 95 % interval: low
form-observations-ci_upper = 95 % interval: high
form-observations-sample_size = Respondents
form-observations-design_effect = Design effect
form-observations-ratings = Each reviewer's rating (3|4|4)
form-observations-agency = Who ran the survey
form-observations-evidence = Report reviewed
form-observations-definition = Definition (id, with status D)
form-observations-price_base = Prices (money only)
form-observations-quality = How the value was made
form-observations-verified_by = Verified by (a third party)
form-observations-note = Note
form-targets-measurement = Measurement's id
form-targets-item = Item
form-targets-title = What is asked
form-targets-unit = Unit
form-targets-year = To be reached in (year)
form-targets-value = Target
form-practices-feature = Key feature
form-practices-title = Title of the practice
form-practices-summary = What was done, and what came of it
form-practices-link = Where to read more (https://...)
form-practices-started = Began in (year)
form-practices-cost_band = Cost
form-practices-partners = Who takes part
form-practices-evidence = What shows that it works: a link, or a sentence
form-practices-language = Language of these words
form-sheet-city = City
form-sheet-observations = Observations
form-sheet-targets = Targets
form-sheet-practices = Practices
form-heading = { $sheet }: { $city }, { $cycle }
form-heading-invented = { $sheet }: { $city } (an invented city), { $cycle }
form-page = Page { $page } of { $pages }
form-not-in-list = Not in the list
form-not-read = Not read
form-year = Not a year that fits
form-year-help = A year from 1900 to { $last }, such as { $such }.
form-city-intro = Say when you send this, whether your values may be published (public, aggregate_only or private), and where you ask for or offer help.
form-city-consents = Without consent everything stays private. The contact has a consent of its own. The sheet Help explains the rest.
form-observations-intro = Give the year and the value of what you have; leave the other rows empty. 97.2 stands for 97.2 %. Further years go into the empty rows at the bottom.
form-observations-grey = Grey cells tell what is asked and what you sent last. The sheet Help explains source, status and the rest.
form-targets-intro = Only where the city has set itself a target: the year by which it is to be reached, and its value in the same unit.
form-practices-intro = What you did that others may learn from: one practice a row, in your own words.
form-choose-consent = Choose public, aggregate_only or private.
form-choose-consent-for = Choose all or cycle.
form-choose-feature = Choose a key feature from the list.
form-choose-language = Choose a language, or write its tag: pt-BR.
form-choose-contact = Choose public, secretariat or none.
form-choose-cost = Choose low, medium or high.
form-choose-status = Choose from the list; several are joined by a bar: B|D.
form-choose-measurement = Choose a measurement's id from the list.
form-choose-source = Choose official, survey or expert.
form-choose-prices = Choose current, or constant and the year whose prices they are: constant 2020.
form-choose-quality = Choose measured, survey, register, estimate or unknown.
form-choose-definition = Choose one of the network's definitions, or leave the cell empty and say in the note what differs.
form-not-read-help = These cells show what was sent before and are not read. Write into Year and Value.
form-further = Further years and corrections
form-other-source = Another source than asked
form-other-source-help = With another source choose status D and say in the note what differs.
form-between = A number from { $low } to { $high } ({ $unit }).
form-at-least = A number of at least { $low } ({ $unit }).
form-at-most = A number of at most { $high } ({ $unit }).
form-cannot-be = Cannot be
form-series = { $title }: { $item }
form-meaning = { $meaning }; { $instruction }
form-unit = { $unit }: { $ratings }
form-ratings = 5 Excellent, 4 Very good, 3 Good, 2 Fair, 1 Poor
form-instruction-gdp_per_capita = say whether at current or constant prices: a change of base is a break
form-instruction-mobile_penetration_rate = a count of subscriptions passes 100 and is a different definition (status D)
form-instruction-learning_environment_satisfaction = the printed form leaves open whether the two settings are asked apart
form-consent-public = shown on pages and in open data
form-consent-aggregate_only = counted in results of many cities, never shown
form-consent-private = kept, not used in anything published
form-consent-all = for every cycle that we have sent
form-consent-cycle = for this cycle alone
form-contact-public = name, role and e-mail are shown to everybody
form-contact-secretariat = the secretariat passes messages on
form-contact-none = nothing is shown
form-prices-current = prices of each year
form-prices-constant = prices of { $year } in all years

## A submission given back with remarks

remarks-how = Mend each cell in its own sheet, and send the workbook again: what is written on this sheet and in the comments that go with it is not read.
remarks-sheet = Sheet
remarks-cell = Cell
remarks-column = Column
remarks-series = Series
remarks-holds = What the cell holds
remarks-wrong = What is wrong
remarks-to-do = What to do
remarks-weight = How much it matters
remarks-in-english = What the check says, in English
remarks-whole-file = the whole file
remarks-row = row { $line }
remarks-to-mend = to mend: not taken as it is
remarks-to-look-at = to look at: taken as it is
remarks-more = There are { $n } more remarks in the list.
remarks-mend-cell = Mend the cell itself; what is written into this comment is not read.
