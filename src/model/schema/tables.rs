//! Every table of a snapshot: the registry, the catalogue, what the network says of itself, what cities sent, and what
//! was found in it.

use crate::model::schema::definition::tables;

tables! { TABLES:
    CITIES = cities "the registry of cities; one row a city" {
        city: &str = "city's id",
        name: &str = "name in Latin script",
        local_name: Option<&str> = "name in the city's own script",
        local_name_language: Option<&str> = "BCP 47 tag of the language of that name, as in `languages`",
        country: &str = "ISO 3166-1 alpha-3 code",
        region: &str = "UNESCO region",
        joined: Option<i64> = "year it joined the network",
        baseline_year: Option<i64> = "year from which it wants its progress measured: declared in a submission, else \
            in the registry",
        longitude: Option<f64> = "degrees east of Greenwich, WGS 84",
        latitude: Option<f64> = "degrees north of the equator, WGS 84",
        fictional: bool = "whether the city is invented",
    }

    CITY_CONTEXT = city_context "context of each city, from which peer groups are made; one row a city, variable and \
        year" {
        city: &str = "city's id",
        year: i64 = "year of the value",
        variable: &str = "context variable",
        value: f64 = "value in the variable's unit",
    }

    AREAS = areas "the 12 areas of focus; one row an area" {
        area: &str = "number of the area, 1.1 to 3.3",
        area_title: &str = "its title",
        dimension: i64 = "1 wider benefits, 2 building blocks, 3 fundamental conditions",
        dimension_title: &str = "title of the dimension",
        part_of_figure: &str = "pediment, column or step of Figure 1 of the Guiding Documents",
        commitment: i64 = "commitment of the Beijing Declaration that it answers to",
        commitment_text: &str = "what that commitment asks, in the Declaration's own words, in English",
    }

    MEASUREMENTS = measurements "the measurements of the catalogue; one row a measurement" {
        measurement: &str = "measurement's id",
        dimension: i64 = "dimension",
        area: &str = "area of focus",
        feature: &str = "key feature",
        feature_title: &str = "its title",
        measurement_title: &str = "the measurement's title",
        sources: &str = "accepted source kinds, separated by |",
        scale: &str = "percent, rating, rate, ratio, amount or count",
        unit: &str = "unit of the values",
        breakdown: &str = "what the items are, none where there is one",
        items: &str = "series expected, separated by |",
        direction: &str = "up, down, parity or none",
        min_change: f64 = "smallest whole change called movement: points for percent and rating, a fraction for the \
            rest",
        possible_min: Option<f64> = "least value that can exist",
        possible_max: Option<f64> = "greatest value that can exist",
        plausible_min: Option<f64> = "least value that raises no question",
        plausible_max: Option<f64> = "greatest value that raises no question",
        meaning: &str = "what it means",
        sdg_indicator: Option<&str> = "UN SDG indicator that measures this or nearly this; empty where there is none",
        sdg_match: Option<&str> = "same, or near where ages, thresholds or what is counted differ from the indicator's",
    }

    MEASUREMENT_ITEMS = measurement_items "the 76 series that a city is asked for; one row a measurement and item" {
        measurement: &str = "measurement's id",
        item: &str = "item of its breakdown, or total",
        position: i64 = "place in the printed form, from 1",
    }

    STATUSES = statuses "SDMX observation statuses (CL_OBS_STATUS 2.2); one row a code" {
        code: &str = "one letter",
        title: &str = "its title",
        value: &str = "required, none or either: whether a value stands beside it",
        used_as: &str = "point, provisional (a point, and the result says so) or kept (never a point)",
        precedence: i64 = "1 for the flag that is exported first",
    }

    CODES = codes "every movement, certainty, reason, mark, standing, target status, trend, gap, consistency check, \
        correction, cost and quality, in words; one row a kind and code" {
        kind: &str = "movement, certainty, reason, mark, standing, target, trend, gap, consistency, correction, cost or \
            quality",
        code: &str = "code in the marts",
        label: &str = "a few words for a table or a legend",
        sentence: &str = "a sentence for a page",
    }

    LANGUAGES = languages "languages that a tag may name; one row a language" {
        language: &str = "BCP 47 tag",
        language_name: &str = "its name in English",
        own_name: Option<&str> = "its name in the language itself",
    }

    MANN_KENDALL = mann_kendall "exact p of the Mann-Kendall test for few points without ties; one row a number of \
        points and score" {
        n: i64 = "points, no two equal",
        s: i64 = "score without its sign: pairs that rise less pairs that fall",
        p: f64 = "two-sided p: how likely so large a score is where values come in random order",
    }

    CONTEXT_BANDS = context_bands "bands of context variables that make income and size groups; one row a band" {
        scheme: &str = "income or size",
        position: i64 = "place among the scheme's bands, from 1",
        band: &str = "the group, as readers see it",
        variable: &str = "context variable",
        least: f64 = "least value that belongs to it",
        below: Option<f64> = "value from which on it no longer does; empty for no upper end",
    }

    CONSISTENCY_RULES = consistency_rules "what the consistency checks compare, and with which bounds; one row a rule \
        and measurement" {
        rule: &str = "parts or schooling",
        measurement: &str = "measurement in question",
        beside: Option<&str> = "measurement that it is compared with",
        least: Option<f64> = "least value that raises no question",
        most: Option<f64> = "greatest value that raises no question",
        meaning: &str = "what is compared",
    }

    SETTINGS = settings "thresholds in force; one row a setting" {
        name: &str = "setting's name",
        value: f64 = "value in force",
        default_value: f64 = "value where the network says nothing",
        meaning: &str = "what it does",
    }

    NETWORK = network "the network; a row for each language in which it has words of its own, the first for every \
        other" {
        language: Option<&str> = "tag of the language, such as fr; empty in the first row",
        name: &str = "title of the network",
        fictional: bool = "whether its cities are invented",
        about: &str = "what the network says of itself and its sources",
        collected: bool = "whether its values were collected from published sources, and no city sent them",
        base_url: Option<&str> = "address of the published site",
        archive: Option<&str> = "address of the folder of each earlier edition, with {edition} in place of its id",
        publisher: Option<&str> = "who publishes it",
        licence: Option<&str> = "licence of figures and texts; CC BY 4.0 where it is empty",
        licence_url: Option<&str> = "where the licence can be read",
        doi: Option<&str> = "digital object identifier",
        isbn: Option<&str> = "international standard book number of the annual brief",
        issn: Option<&str> = "international standard serial number of the annual briefs",
        foreword: Option<&str> = "foreword of the annual brief, Markdown",
        contact: Option<&str> = "e-mail or web address for questions and corrections",
        first_language: Option<&str> = "tag of the language of the words for every other language, where it is said",
    }

    BRIEF_STORIES = brief_stories "stories that the analyst chose for the pages of the areas in the annual brief; one \
        row a story and language" {
        city: &str = "city that it is about",
        area: &str = "area of focus on whose page it is",
        feature: Option<&str> = "key feature that it belongs to, where one is named",
        language: Option<&str> = "tag of the language, such as fr; empty in the row for every other language",
        practice: Option<&str> = "title of the practice, in `practices`, that is shown in the city's own words",
        title: Option<&str> = "title, where it is told in the network's words; where a language has none, that of the \
            row for every other language",
        text: Option<&str> = "text, likewise",
    }

    BRIEF_PHOTOS = brief_photos "photographs of the annual brief, of which nothing but the picture is kept; one row a \
        photograph and language" {
        city: Option<&str> = "city that its story is about; empty for the cover",
        slot: &str = "cover, or the area of the story",
        language: Option<&str> = "tag of the language, such as fr; empty in the row for every other language",
        file: &str = "name of its file in the folder brief",
        alt: Option<&str> = "what it shows; where a language has none, as in the row for every other language",
        caption: Option<&str> = "its caption, likewise",
        credit: Option<&str> = "who took it, likewise",
        width: i64 = "width in pixels",
        height: i64 = "height in pixels",
        jpeg: Option<&str> = "the picture as JPEG, in Base64; empty in the rows of further languages",
    }

    SOURCES = sources "published sources that the network's mappings read; one row a source and what is said of it" {
        source: &str = "name of the source, as the mapping has it",
        about: &str = "who published it, under which licence",
    }

    PEER_VARIABLES = peer_variables "context variables that make a nearest peer group; one row a variable" {
        variable: &str = "context variable",
        title: &str = "as readers see it",
        unit: &str = "its unit",
        transform: &str = "none or log",
        weight: f64 = "weight in the distance",
        max_age: i64 = "most years before the brief's cycle",
        position: i64 = "order in network.toml, from 1",
    }

    DEFINITIONS = definitions "definitions other than the catalogue's that values refer to; one row a definition and \
        language" {
        definition: &str = "definition's id",
        measurement: &str = "measurement that it stands in for",
        language: Option<&str> = "tag of the language, such as fr; empty in the row for every other language",
        title: &str = "what the values measure, in place of the measurement's title",
        unit: &str = "unit of the values",
        price_base: Option<&str> = "prices of an amount of money: current, or constant and their year",
        low: Option<f64> = "least value that raises no question",
        high: Option<f64> = "greatest value that raises no question",
        note: Option<&str> = "how it differs from the catalogue's",
    }

    NAMED_GROUPS = named_groups "groups of cities that the network lists in its network.toml; one row a group and \
        city" {
        name: &str = "the group's name: a scheme of peers",
        title: &str = "as readers see it",
        city: &str = "city's id",
    }

    CITY_GROUPS = city_groups "groups that the registry puts each city into, such as its state or province; one row a \
        city and scheme" {
        city: &str = "city's id",
        scheme: &str = "scheme of groups: what stands behind group. in the column's name",
        name: &str = "the city's group",
    }

    GROUP_SCHEMES = group_schemes "what the registry's schemes of groups are called; one row a scheme and language" {
        scheme: &str = "scheme of groups",
        language: Option<&str> = "tag of the language, such as fr; empty in the row for every other language",
        title: &str = "as readers see it",
    }

    SUBMISSIONS = submissions "files received in this snapshot; one row a file" {
        submission: &str = "first 16 hexadecimal digits of the file's SHA-256",
        file: &str = "path in the network folder, or NAME:path for a source",
        kind: &str = "workbook, observations, city, targets, practices, mapping, or other for a file that nobody reads",
        sha256: &str = "SHA-256 of its bytes; its name in the archive",
        rows_read: i64 = "rows read, header not counted",
        accepted: i64 = "rows that went in",
        rejected: i64 = "rows refused, each in `rejected`",
        filtered: i64 = "rows that the mapping leaves out",
    }

    OBSERVATIONS = observations "the values in force: for each series and year the one that came last; one row a city, measurement, item and reference year" {
        city: &str = "city's id",
        cycle: i64 = "year of the first brief that the value is for",
        measurement: &str = "measurement's id",
        item: &str = "item or total",
        reference_year: i64 = "year that the value speaks of",
        value: Option<f64> = "value in the measurement's unit; empty where the status carries none",
        ci_lower: Option<f64> = "lower end of its 95 % interval",
        ci_upper: Option<f64> = "upper end of its 95 % interval",
        sample_size: Option<i64> = "respondents of the survey",
        design_effect: Option<f64> = "design effect that the survey declares",
        ratings: Option<&str> = "each reviewer's rating, as 3|4|4",
        source: &str = "official, survey or expert",
        status: &str = "SDMX flags, strongest first, separated by |",
        consent: &str = "public, aggregate_only or private",
        definition: Option<&str> = "id of the value's own definition, in `definitions`; empty for the catalogue's, or \
            where status D alone says that it differs",
        price_base: Option<&str> = "prices of an amount of money: current, or constant and their year",
        quality: Option<&str> = "how the value was made, as declared: measured, survey, register, estimate or \
            unknown, as in `codes`",
        verified_by: Option<&str> = "third party that verified the value, as declared",
        note: Option<&str> = "note on the value",
        submission: &str = "submission the row came in",
    }

    OBSERVATION_HISTORY extends OBSERVATIONS = observation_history "every accepted row, superseded ones too; one row \
        a received row" {
        cycle: i64 = "year of the brief that the value is for",
        value: Option<f64> = "value in the measurement's unit",
        ratings: Option<&str> = "each reviewer's rating",
        agency: Option<&str> = "who ran the survey",
        evidence: Option<&str> = "report that experts reviewed",
        submitted_on: Option<&str> = "day of the submission, or day and time, ISO 8601",
        sheet: Option<&str> = "sheet, for workbooks",
        line: i64 = "line in the file or sheet, from 1",
        current: bool = "whether this row is the one in `observations`, there as `corrections` left it",
        conflict: bool = "whether another row of the same instant says otherwise of its series and year, so that \
            neither is used",
        first_cycle: i64 = "first cycle in which its series and year came with this value: the one that it counts for \
            in the coverage",
        from_cycle: Option<i64> = "first cycle whose brief uses this row; empty where none does",
        until_cycle: Option<i64> = "first later cycle whose brief uses a newer row in its place; empty where none does",
        as_of_consent: Option<&str> = "consent with which an edition as of an earlier day shows the row, where it is \
            narrower than `consent`: the one that governed it when another row replaced it",
    }

    TARGETS = targets "targets that cities set themselves; one row a city, measurement and item" {
        city: &str = "city's id",
        measurement: &str = "measurement's id",
        item: &str = "item or total",
        year: Option<i64> = "year by which",
        value: f64 = "value aimed at, in the measurement's unit",
        consent: &str = "public, aggregate_only or private",
        submission: &str = "submission the row came in",
    }

    PRACTICES = practices "practices that cities describe; one row a city, feature and title" {
        city: &str = "city's id",
        feature: &str = "key feature",
        title: &str = "title of the practice",
        summary: Option<&str> = "what was done, in the city's words",
        link: Option<&str> = "where to read more",
        started: Option<i64> = "year in which it began",
        cost_band: Option<&str> = "low, medium or high, as in `codes`",
        partners: Option<&str> = "who takes part, in the city's words",
        evidence: Option<&str> = "what shows that it works: a link, or the city's words",
        language: Option<&str> = "BCP 47 tag of the language of these words, as in `languages`",
        consent: &str = "public, aggregate_only or private",
        submission: &str = "submission the row came in",
    }

    DECLARATIONS = declarations "features that a city asks help with (priority) or offers help in (expertise), from \
        its newest submission; one row a city, role and feature" {
        city: &str = "city's id",
        role: &str = "priority or expertise",
        feature: &str = "key feature",
        consent: &str = "public, aggregate_only or private",
        submission: &str = "submission the row came in",
    }

    CONTACTS = contacts "how each city can be reached, from its newest submission; one row a city" {
        city: &str = "city's id",
        contact_name: Option<&str> = "who can be asked; published with contact_consent public alone, as are role and \
            e-mail",
        contact_role: Option<&str> = "the person's role or office",
        contact_email: Option<&str> = "e-mail address",
        languages: Option<&str> = "working languages, BCP 47 tags separated by |",
        time_zone: Option<&str> = "name in the IANA database, such as Africa/Nairobi, or an offset, such as UTC+03:00",
        contact_consent: &str = "public, secretariat (messages go through the network's secretariat) or none",
        consent: &str = "public, aggregate_only or private",
        submission: &str = "submission the row came in",
    }

    CONTACT_HISTORY extends CONTACTS = contact_history "every accepted declaration's contact, superseded ones too; \
        one row a declaration" {
        contact_consent: &str = "public, secretariat or none: what holds now, so that a consent withdrawn later is \
            withdrawn here too",
        cycle: i64 = "year of the brief that was declared for",
        submitted_on: Option<&str> = "day of the submission, or day and time, ISO 8601",
        current: bool = "whether this row is the one in `contacts`",
        declared_contact_consent: &str = "contact_consent as this declaration gives it",
    }

    TARGET_HISTORY extends TARGETS = target_history "every accepted target, superseded ones too; one row a received \
        row" {
        submitted_on: Option<&str> = "day of the submission, or day and time, ISO 8601",
        current: bool = "whether this row is the one in `targets`",
        as_of_consent: Option<&str> = "consent with which an edition as of an earlier day shows the row, where it is \
            narrower than `consent`: the one that governed it when another row replaced it",
    }

    PRACTICE_HISTORY extends PRACTICES = practice_history "every accepted practice, superseded ones too; one row a \
        received row" {
        submitted_on: Option<&str> = "day of the submission, or day and time, ISO 8601",
        current: bool = "whether this row is the one in `practices`",
        as_of_consent: Option<&str> = "consent with which an edition as of an earlier day shows the row, where it is \
            narrower than `consent`: the one that governed it when another row replaced it",
    }

    DECLARATION_HISTORY = declaration_history "every accepted declaration, also one of `withdrawals` that no file says \
        any longer, and the baseline year that the registry gives; one row a declaration, and one a city with a year in the registry" {
        city: &str = "city's id",
        cycle: Option<i64> = "year of the brief that was declared for; empty for the registry's row",
        submitted_on: Option<&str> = "day of the submission, or day and time, ISO 8601",
        consent: &str = "public, aggregate_only or private: what governs the cycle now, by its newest declaration",
        declared_consent: Option<&str> = "consent as this declaration states it; empty where it states none",
        consent_for: Option<&str> = "what the stated consent is meant for: all cycles declared before, or this cycle; \
            empty where it is not said",
        baseline_year: Option<i64> = "year from which progress is to be measured",
        priorities: Option<&str> = "key features that help is asked with, separated by |",
        expertise: Option<&str> = "key features that help is offered in, separated by |",
        submission: Option<&str> = "submission the row came in; empty for the registry's row",
        as_of_consent: Option<&str> = "consent with which an edition as of an earlier day shows its priorities and \
            expertise, where it is narrower than `consent`: the one that governed them when others replaced them",
    }

    WITHDRAWALS = withdrawals "declarations that let less be seen than everything, every one that the store had read: \
        each holds until the city makes a newer one, whatever becomes of its file; one row a declaration" {
        city: &str = "city's id, also of one that the registry has not",
        cycle: Option<i64> = "year of the brief that was declared for; empty where it could not be read",
        submitted_on: Option<&str> = "day of the submission, or day and time, ISO 8601; 9999 where it could not be read",
        consent: &str = "public, aggregate_only or private, as the declaration counts",
        consent_for: Option<&str> = "what the consent is meant for: all cycles declared before, or this cycle; empty \
            where it is not said",
        contact_consent: &str = "public, secretariat or none, as the declaration counts",
        went_in: bool = "whether its row went in, or would have if the registry had its city",
        stated: bool = "whether it states a consent",
        ends_after: Option<&str> = "day after which a newer declaration of the city ends it, empty for any day, where \
            its own day, or that it withholds, is not certain; none where its own day says so",
        submission: &str = "submission the row came in first",
        held: bool = "whether no file of this snapshot says so any longer",
    }

    CORRECTIONS = corrections "what the network's analysts mended after the merge; one row a correction" {
        city: &str = "city's id",
        measurement: &str = "measurement's id",
        item: &str = "item or total",
        reference_year: i64 = "year that the value speaks of",
        action: &str = "drop, override, scale or flag",
        before: Option<f64> = "value before the correction; empty where the row carried none",
        after: Option<f64> = "value after it; empty where there is none",
        reason: &str = "why it was corrected",
        asked: &str = "who was asked; never published",
        date: &str = "day of the correction, ISO 8601",
        status_before: &str = "SDMX flags before the correction",
        status_after: Option<&str> = "SDMX flags after it; empty for a row left out",
        consent: &str = "public, aggregate_only or private: that of the row",
        cycle: i64 = "year of the brief that the row was sent for",
        submitted_on: Option<&str> = "day of the first of the submissions, one after the other, that say what the row \
            says, ISO 8601",
        position: i64 = "order in which the corrections of one row are applied, from 1",
    }

    REJECTED = rejected "rows and files refused, with their raw text; one row a refused row or file" {
        file: &str = "as in `submissions`",
        sheet: Option<&str> = "sheet, for workbooks",
        line: Option<i64> = "line, none for a whole file",
        codes: &str = "codes of the findings, separated by |",
        raw: Option<&str> = "the row as it came, cells separated by tabs",
    }

    FINDINGS = findings "what the checks at ingest found; one row a finding" {
        code: &str = "stable code of the check",
        severity: &str = "error or warning",
        file: &str = "as in `submissions`",
        sheet: Option<&str> = "sheet, for workbooks",
        line: Option<i64> = "line",
        column: Option<&str> = "column's name",
        cell: Option<&str> = "cell, for workbooks: E14",
        city: Option<&str> = "city, where known",
        measurement: Option<&str> = "measurement, where known",
        item: Option<&str> = "item, where known",
        found: Option<&str> = "the cell as it came",
        message: &str = "what was found and what to do",
    }
}
