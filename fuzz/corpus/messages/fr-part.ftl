# Toutes les phrases des pages, des graphiques et des notes de synthèse, en français.
# Mêmes identifiants, mêmes variables et même ordre que en.ftl ; à la fin, les noms du catalogue, que l'anglais tient de ses tables.
# Termes : key feature = caractéristique clé, area of focus = domaine d'action, measurement = indicateur, baseline = point de départ,
# reference year = année de référence, movement = évolution, target = cible, brief = note de synthèse, peers = pairs, gap = écart.
# Espace fine insécable (U+202F) devant ; ? ! et entre les milliers ; espace insécable (U+00A0) devant : et % et dans « ».

## General

# What this language calls itself.
language-name = Français

list-more = { $n ->
    [one] { $n } autre
   *[other] { $n } autres
}
# Entre des éléments qui contiennent eux-mêmes des virgules.
list-apart = { $before } ; { $after }

number-billion = { $number } { $n ->
    [one] milliard
   *[other] milliards
}
number-trillion = { $number } { $n ->
   *[other] mille milliards
}
value-percent = { $number } %
value-unit = { $number } { $unit }
# Une valeur dans une unité qui s’accorde avec le nombre.
value-in-years = { $number } { $n ->
    [one] an
   *[other] ans
}
value-in-programmes = { $number } { $n ->
    [one] programme
   *[other] programmes
}
value-in-hours_per_week = { $number } { $n ->
    [one] heure par semaine
   *[other] heures par semaine
}
value-in-learners_per_teacher = { $number } { $n ->
    [one] apprenant par enseignant
   *[other] apprenants par enseignant
}
value-in-tonnes_per_inhabitant_per_year = { $number } { $n ->
    [one] tonne par habitant et par an
   *[other] tonnes par habitant et par an
}
value-in-visits_per_inhabitant_per_month = { $number } { $n ->
    [one] visite par habitant et par mois
   *[other] visites par habitant et par mois
}
value-in-spaces_per_100_000_inhabitants = { $number } { $n ->
    [one] espace pour 100 000 habitants
   *[other] espaces pour 100 000 habitants
}
value-in-recorded_crimes_per_100_000_inhabitants = { $number } { $n ->
    [one] infraction enregistrée pour 100 000 habitants
   *[other] infractions enregistrées pour 100 000 habitants
}
value-in-new_patents_per_100_000_inhabitants = { $number } { $n ->
    [one] nouveau brevet pour 100 000 habitants
   *[other] nouveaux brevets pour 100 000 habitants
}
value-in-US__PPP_per_inhabitant = { $number } { $n ->
    [one] dollar É.-U. (PPA) par habitant
   *[other] dollars É.-U. (PPA) par habitant
}
value-rating = { $number } sur 5
value-at = à { $value }
value-between = entre { $low } et { $high }
change-none = aucun changement
change-points = { $number } { $n ->
    [one] point
   *[other] points
}
change-rating = { $number } { $n ->
    [one] point
   *[other] points
}
item-women = femmes
item-men = hommes
item-girls = filles
item-boys = garçons
item-pre_primary = préprimaire

## Catalogue

series-title = { $measurement } – { $item }
direction-up = une valeur plus élevée est un progrès
direction-down = une valeur plus basse est un progrès
direction-parity = une valeur plus proche de 50 % est un progrès
direction-none = sens du progrès non fixé
least-percent = { $number } { $n ->
    [one] point de pourcentage
   *[other] points de pourcentage
}
least-rating = { $number } { $n ->
    [one] point de note
   *[other] points de note
}
least-relative = { $number } % de la première valeur

## Every page

cycle-as-of = { $cycle }, état au { $day }
quoted = « { $text } »
count-of = { $n } sur { $all }
layout-contents = Sur cette page
layout-skip = Aller au contenu
# $lead is the next message, set in bold.
layout-fictional = { $lead } Toutes les villes et tous les chiffres présentés ici sont inventés.
layout-fictional-lead = Démonstration.
layout-site = Site
layout-languages = Langues
layout-brief = Note de synthèse annuelle
layout-cities = Villes
layout-features = Caractéristiques clés
layout-methods = Méthodes
layout-data = Données
# $cycle is a year, or the message cycle-as-of.
layout-footer = Note de synthèse du cycle { $cycle }. Les progrès sont mesurés dans le contexte propre à chaque ville ; les villes sont citées par ordre alphabétique.
# $edition is edition-draft or edition-final, $snapshot a code such as 3fa9c41b02de.
layout-identity = { $edition }. Version des données publiques : { $snapshot }.
layout-how = Comment les chiffres sont établis
layout-open-data = Données ouvertes et signification de leurs colonnes
layout-figures-in-a-table = Les chiffres dans un tableau

edition-draft = Version provisoire
edition-final = Édition définitive
# $lead is edition-draft-lead, set in bold.
edition-draft-lead = Version provisoire.
edition-draft-mark = { $lead } Les chiffres ne sont pas définitifs et peuvent encore changer.
edition-draft-comments = { $lead } Les chiffres ne sont pas définitifs. Les villes sont invitées à transmettre leurs observations au plus tard le { $day }.

counts-towards = Progrès
counts-held = Stable
counts-away = Sens opposé
counts-no-direction = Neutre
counts-shares = Parts
co