# Toutes les phrases des pages, des graphiques et des notes de synthèse, en français.
# Mêmes identifiants, mêmes variables et même ordre que en.ftl ; à la fin, les noms du catalogue, que l'anglais tient de ses tables.
# Termes : key feature = caractéristique clé, area of focus = domaine d'action, measurement = indicateur, baseline = point de départ,
# reference year = année de référence, movement = évolution, target = cible, brief = note de synthèse, peers = pairs, gap = écart.
# firm = confirmé, tentative = à confirmer, away = dans le sens opposé (jamais « reculer » : un chômage qui recule est un progrès),
# held = stable, no direction = indéterminé, item = composante, offer / ask for help = proposer son aide / demander de l’aide.
# Pas de « de » devant un nom de ville : il faudrait l’élider devant une voyelle.
# Espace fine insécable (U+202F) devant ; ? ! %, dans « » et entre les milliers ; espace insécable (U+00A0) devant :

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
value-percent = { $number } %
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
direction-parity = une valeur plus proche de 50 % est un progrès
direction-none = sens du progrès non fixé
least-percent = { $number } { $n ->
    [one] point de pourcentage
   *[other] points de pourcentage
}
least-rating = { $number } { $n ->
    [one] point de note
   *[other] points de note
}
least-relative = { $number } % de la première valeur

## Every page

cycle-as-of = { $cycle }, état au { $day }
quoted = « { $text } »
count-of = { $n } sur { $all }
layout-contents = Sur cette page
layout-skip = Aller au contenu
# $lead is the next message, set in bold.
layout-fictional = { $lead } Toutes les villes et tous les chiffres présentés ici sont inventés.
layout-fictional-lead = Démonstration.
layout-site = Site
layout-trail = Vous êtes ici
layout-languages = Langues
layout-brief = Note de synthèse annuelle
layout-cities = Villes
layout-features = Caractéristiques clés
layout-methods = Méthodes
layout-data = Données
# $cycle is a year, or the message cycle-as-of.
layout-labelled = { $label } : { $value }
layout-footer = Note de synthèse du cycle { $cycle }. Les progrès sont mesurés dans le contexte propre à chaque ville ; les villes sont citées par ordre alphabétique.
layout-source = Source : { $source }
# $edition is edition-draft or edition-final, $snapshot a code such as 3fa9c41b02de.
layout-identity = { $edition }. Version des données publiques : { $snapshot }.
layout-how = Comment les chiffres sont établis
layout-open-data = Données ouvertes et signification de leurs colonnes
layout-figures-in-a-table = Les chiffres dans un tableau

edition-draft = Version provisoire
edition-final = Édition définitive
# $n is the number of findings of the review that stayed open and that the analyst accepted, in a final edition.
edition-accepted = { $n ->
    [0] Relu avant publication : aucune constatation n’est restée ouverte.
    [one] Relu avant publication : l’analyste a accepté une constatation ouverte sur les données, en le motivant.
   *[other] Relu avant publication : l’analyste a accepté { $n } constatations ouvertes sur les données, en motivant chacune.
}
# $lead is edition-draft-lead, set in bold.
edition-draft-lead = Version provisoire.
edition-draft-mark = { $lead } Les chiffres ne sont pas définitifs et peuvent encore changer.
edition-draft-comments = { $lead } Les chiffres ne sont pas définitifs. Les villes sont invitées à transmettre leurs observations au plus tard le { $day }.

counts-towards = Progrès
counts-held = Stable
counts-away = Sens opposé
counts-no-direction = Indéterminé
counts-with-firm = { $n } ({ $firm })
counts-shares = Répartition
counts-rose = En hausse
counts-fell = En baisse
counts-no-change = Sans changement comparable

table-area = Domaine d’action
table-region = Région
table-feature = Caractéristique clé
table-measurement = Indicateur
table-series = Série
table-unit = Unité
table-direction = Sens du progrès
table-sources = Sources
table-cities = Villes
table-all = Ensemble

movement-by-area = Évolution par domaine d’action
# $group is a region, a size or an income group.
group-by-area = { $group }, par domaine d’action

## Front page

front-kicker = Note de synthèse annuelle, cycle { $cycle }
front-as-of = Cette note de synthèse est établie à la date du { $day } : ce que les villes ont transmis par la suite n’y est pas pris en compte.
    .collected = Cette note de synthèse est établie à la date du { $day } : ce qui a été publié par la suite n’y est pas pris en compte.
front-about = Note de synthèse annuelle du cycle { $cycle } ({ $network }) : ce qui a évolué, ce qui est resté stable, et les villes par ordre alphabétique.
front-members-none = { $all ->
    [one] Le réseau compte { $all } ville, qui n’a pas encore publié de résultats.
   *[other] Le réseau compte { $all } villes, dont aucune n’a encore publié de résultats.
}
    .collected = { $all ->
        [one] Aucune valeur n’a été trouvée pour la seule ville du réseau.
       *[other] Aucune valeur n’a été trouvée pour les { $all } villes du réseau.
    }
front-members-all = { $all ->
    [one] La seule ville du réseau a publié des résultats.
   *[other] Les { $all } villes du réseau ont toutes publié des résultats.
}
    .collected = { $all ->
        [one] Des valeurs ont été trouvées pour la seule ville du réseau.
       *[other] Des valeurs ont été trouvées pour les { $all } villes du réseau.
    }
front-members-some = Sur { $all ->
    [one] { $all } ville
   *[other] les { $all } villes
} du réseau, { $published ->
    [one] { $published } a publié
   *[other] { $published } ont publié
} des résultats.
    .collected = Sur { $all ->
        [one] { $all } ville
       *[other] les { $all } villes
    } du réseau, des valeurs ont été trouvées pour { $published }.
front-sent = { $cities ->
    [0] Aucune valeur publique n’a été transmise pour le cycle { $cycle }.
    [one] Pour le cycle { $cycle }, { $cities } ville a transmis des valeurs publiques pour { $series ->
        [one] { $series } série
       *[other] { $series } séries
    }.
   *[other] Pour le cycle { $cycle }, { $cities } villes ont transmis des valeurs publiques pour { $series ->
        [one] { $series } série
       *[other] { $series } séries
    }.
}
    .collected = { $cities ->
        [0] Pour le cycle { $cycle }, aucune valeur n’a été trouvée pour ces villes.
        [one] Pour le cycle { $cycle }, des valeurs ont été trouvées pour { $cities } d’entre elles ({ $series ->
            [one] { $series } série
           *[other] { $series } séries
        }).
       *[other] Pour le cycle { $cycle }, des valeurs ont été trouvées pour { $cities } d’entre elles ({ $series ->
            [one] { $series } série
           *[other] { $series } séries
        }).
    }
moved-none = Aucun indicateur ne présente encore de changement comparable : il faut pour cela deux valeurs comparables, dont la seconde est récente.
moved = Sur { $all ->
    [one] { $all } indicateur qui présente
   *[other] { $all } indicateurs qui présentent
} un changement comparable, { $towards ->
    [0] aucun n’a évolué dans le sens du progrès
    [one] { $towards } a évolué dans le sens du progrès
   *[other] { $towards } ont évolué dans le sens du progrès
}{ $towards ->
    [0] { "" }
    [one] { "" } (évolution { $towards_firm ->
        [0] à confirmer
       *[other] confirmée
    })
   *[other] { "" } ({ $towards_firm ->
        [0] évolutions à confirmer
       *[other] évolution confirmée pour { $towards_firm }
    })
}, { $held ->
    [0] aucun n’est resté stable
    [one] { $held } est resté stable
   *[other] { $held } sont restés stables
} et { $away ->
    [0] aucun n’a évolué dans le sens opposé
    [one] { $away } a évolué dans le sens opposé
   *[other] { $away } ont évolué dans le sens opposé
}{ $away ->
    [0] { "" }
    [one] { "" } (évolution { $away_firm ->
        [0] à confirmer
       *[other] confirmée
    })
   *[other] { "" } ({ $away_firm ->
        [0] évolutions à confirmer
       *[other] évolution confirmée pour { $away_firm }
    })
}{ $unread ->
    [0] { "" }
    [one] { "" } ; { $unread } a évolué sans que l’on puisse dire si c’est un progrès
   *[other] { "" } ; { $unread } ont évolué sans que l’on puisse dire si c’est un progrès
}.
moved-chance = Même si rien n’avait changé, { $n ->
    [0] moins d’un
   *[other] au moins { $n }
} { $untested ->
    [0] sur ces { $tested }
   *[other] sur les { $tested } qui ont pu être testés
} { $n ->
    [0] présenterait
    [one] présenterait
   *[other] présenteraient
} une évolution par le seul hasard{ $untested ->
    [0] { "" }
    [one] { "" } ; { $untested } n’a pas pu être testé
   *[other] { "" } ; { $untested } n’ont pas pu être testés
}.
moved-own-definition = { $all ->
    [1] { $n ->
        [one] Ce résultat suit une définition autre que celle du catalogue
       *[other] Tous ces résultats suivent des définitions autres que celles du catalogue
    }
   *[0] { $n ->
        [one] Un de ces résultats suit une définition autre que celle du catalogue
       *[other] { $n } de ces résultats suivent des définitions autres que celles du catalogue
    }
} ; les pages des caractéristiques clés les comptent à part.
moved-untested = Aucun de ces changements n’a pu être testé : leur marge d’erreur n’est pas connue.
front-areas-towards = Dans aucun domaine d’action, les évolutions confirmées ne sont plus nombreuses dans le sens opposé que dans le sens du progrès.
# $areas: titles of areas in quotation marks.
front-areas-away = Pour { $areas }, les évolutions confirmées sont plus nombreuses dans le sens opposé que dans le sens du progrès.
front-joined = Entrées dans le réseau en { $cycle } : { $cities }.
front-practices = { $practices ->
    [0] Aucune ville n’a encore décrit publiquement une pratique.
    [one] { $practices } pratique est décrite par une ville.
   *[other] { $practices } pratiques sont décrites par { $cities ->
        [one] { $cities } ville
       *[other] { $cities } villes
    }.
}
    .collected = { $practices ->
        [0] Aucune ville n’a été invitée à décrire des pratiques.
        [one] { $practices } pratique est décrite par une ville.
        *[other] { $practices } pratiques sont décrites par { $cities ->
            [one] { $cities } ville
            *[other] { $cities } villes
        }.
    }
front-movement-note = Nombre d’indicateurs, un par ville et par indicateur qui présente un changement comparable ; entre parenthèses, ceux dont l’évolution est confirmée : elle a été testée et resterait la même si la première ou la dernière valeur avait été celle d’une année voisine (avec deux valeurs seulement : si une marge d’erreur est connue). Un indicateur compte par son total ; à défaut, par l’évolution commune de celles de ses composantes qui ont évolué. Stable : le changement est faible ou dans la marge d’erreur, ou une part qui vise la parité y est restée. Indéterminé : la valeur a augmenté ou diminué alors que ni l’un ni l’autre n’est considéré comme un progrès, ou les composantes ont évolué dans des sens différents.
front-cities-behind = Nombre de villes sur lesquelles reposent ces décomptes
front-cities-caption = Villes ayant au moins un indicateur de ce type
front-areas-caption = Indicateurs par domaine d’action et selon leur changement depuis le point de départ ; entre parenthèses, évolution confirmée
front-regions = Évolution par région
front-regions-note = Les régions sont citées par ordre alphabétique ; une région est présentée lorsqu’au moins { $n ->
    [one] { $n } ville a
   *[other] { $n } villes ont
} des résultats.
front-regions-caption = Indicateurs par région et selon leur changement depuis le point de départ ; entre parenthèses, évolution confirmée
front-coverage = Couverture des données
front-coverage-note = Pour chaque indicateur et chaque cycle, nombre de villes qui ont publié au moins une valeur.
front-coverage-chart = Couverture de chaque indicateur, cycle par cycle
    .collected = Pour chaque indicateur et chaque cycle, nombre de villes pour lesquelles au moins une valeur a été trouvée.
# $titles: titles of measurements in quotation marks.
front-coverage-definitions = Les valeurs qui suivent d’autres définitions que celles du catalogue comptent aussi, pour { $titles } ; les pages des caractéristiques clés les indiquent.
front-coverage-caption = Villes ayant une valeur pour chaque indicateur, par cycle, parmi toutes les villes alors membres, qu’elles aient publié ou non des résultats
    .collected = Villes pour lesquelles une valeur a été trouvée, par cycle, parmi toutes
front-features = Les caractéristiques clés
front-countries = Pays
front-cities = Villes par ordre alphabétique
front-cities-none = Aucune ville n’a encore publié de résultats.
front-without = Sans résultats publiés
front-without-note = Ces villes membres n’ont rien transmis pour publication. Cela ne dit rien de leurs progrès.
    .collected = Aucune valeur n’a été trouvée pour ces villes. Cela ne dit rien de leurs progrès.
front-edition = À propos de cette édition
front-edition-term = Édition
front-review = Relecture
front-comments-by = Observations attendues au plus tard le
front-cycle = Cycle
front-snapshot = Version des données publiques
front-settings = Seuils des méthodes
# $command is a command for a computer's shell.
front-snapshot-note = Ce code désigne l’état des données publiques sur lequel repose cette édition : deux éditions qui portent le même code reposent sur les mêmes chiffres. Quiconque dispose du dossier « data » peut le recalculer : c’est le début de ce que la commande { $command } y affiche.
front-cite = Comment la citer
# $edition is edition-draft or edition-final.
front-citation = { $network }. Note de synthèse annuelle, cycle { $cycle }. { $edition }. Version des données publiques : { $snapshot }.

## What changed since the last edition, and all editions

changes-title = Ce qui a changé depuis la dernière édition
changes-entry = Changements
changes-about = Ce qui est nouveau, modifié ou n’est plus donné depuis la dernière édition définitive de { $network }, note de { $cycle }.
# $cycle is a year, or the message cycle-as-of.
changes-edition = l’édition définitive du cycle { $cycle }, établie le { $day }
changes-first = Il n’y a pas d’édition définitive antérieure à laquelle celle-ci puisse être comparée.
# $edition is changes-edition.
changes-since = Comparaison avec { $edition }.
# $reason is changes-gone or changes-version.
changes-not-compared = Aucune comparaison n’a été faite avec { $edition } : { $reason }
changes-gone = les données dont elle est issue ne sont plus complètes.
changes-version = elle a été établie par une autre version du programme, dont les tables sont différentes.
changes-none = Rien n’a changé : les valeurs et les évolutions sont les mêmes.
# $new, $changed and $removed are changes-no or changes-share.
changes-values = Valeurs : { $before } dans la dernière édition, { $after } maintenant. Nouvelles : { $new }. Modifiées : { $changed }. Qui ne sont plus données : { $removed }.
changes-movements = Évolutions : { $before } dans la dernière édition, { $after } maintenant. Nouvelles : { $new }. Modifiées : { $changed }. Qui ne sont plus calculées : { $removed }.
changes-no = aucune
changes-share = { $n } ({ $share })
changes-shares = La part de ce qui est nouveau se rapporte à l’ensemble actuel, les autres à celui de la dernière édition.
changes-joined = Avec des résultats pour la première fois : { $cities }.
changes-how = Les deux éditions ont été calculées de la même façon, par la version actuelle du programme, à partir des résultats qui peuvent être vus aujourd’hui. Les résultats comptés sans être présentés ne sont pas comparés.
changes-cities = Par ville
changes-cities-note = Villes par ordre alphabétique. Pour chacune, ce qui a changé ou n’est plus donné ; ce qui est nouveau est seulement compté ici.
changes-large = La page de chaque ville indique ce qui a changé pour elle.
changes-of-values = Valeurs : { $counts }.
changes-of-movements = Évolutions : { $counts }.
changes-n-new = { $n ->
    [one] { $n } nouvelle
   *[other] { $n } nouvelles
}
changes-n-changed = { $n ->
    [one] { $n } modifiée
   *[other] { $n } modifiées
}
changes-n-removed = { $n ->
    [one] { $n } absente désormais
   *[other] { $n } absentes désormais
}
changes-n-joined = résultats pour la première fois.
changes-city-joined = { $city } a des résultats pour la première fois.
changes-page = Pour en savoir plus, voir la page de { $city }.
changes-page-more = { $n } de plus sur la page de { $city }.
changes-line-title = { $series }, { $year }
changes-line = { $title } : { $from } → { $to }
changes-before = Dernière édition
changes-now = Maintenant
changes-why = Cause
changes-why-note = Lorsque plusieurs causes sont citées, chacune peut être la cause, seule ou avec d’autres.
changes-why-sent = données transmises
    .collected = données trouvées
changes-why-correction = correction
changes-why-others = autres valeurs du réseau
changes-why-context = registre ou contexte des villes
changes-why-method = méthode ou réglage
changes-why-cycle = autre cycle
changes-why-program = nouvelle version du programme
changes-values-caption = Valeurs modifiées ou qui ne sont plus données
changes-movements-caption = Évolutions modifiées ou qui ne sont plus calculées
changes-not-given = non donnée
changes-not-computed = non calculée
changes-redefined = selon une autre définition
changes-take-values = Toutes les valeurs nouvelles, modifiées ou qui ne sont plus données
changes-take-movements = Toutes les évolutions nouvelles, modifiées ou qui ne sont plus calculées

archive-title = Toutes les éditions
archive-about = Les éditions définitives de la note de synthèse de { $network }.
archive-lede = Les éditions définitives de cette note de synthèse, de la plus récente à la plus ancienne.
archive-this = Cette édition
archive-none = Il n’y a pas d’édition définitive antérieure à celle-ci.
archive-made = Établie le
archive-not-shown = Cette édition n’est plus proposée : ce qui peut être montré de ses résultats a changé depuis.
archive-earlier = Versions antérieures de cette page :
# $cycle is a year, or the message cycle-as-of.
archive-version = { $cycle } ({ $day })

## Front page: groups, withheld results, when values came

group-title = Évolution selon la taille et le revenu des villes
group-note = Les groupes découlent du contexte de chaque ville et ne disent rien de ses résultats ; un groupe est présenté lorsqu’un nombre suffisant de ses villes ont des résultats.
group-counts-caption = Indicateurs par domaine d’action et selon leur changement, entre parenthèses évolution confirmée ; villes ayant un résultat
group-median-caption = Nombre médian d’indicateurs par ville, selon leur évolution (villes ayant un résultat)
counted-title = Y compris les villes qui ont demandé à ne pas être nommées
counted-note = Certaines villes ont demandé à être comptées sans être présentées. Elles sont incluses ici lorsqu’elles sont assez nombreuses et que leurs résultats diffèrent, de sorte que l’on ne puisse rien apprendre sur l’une d’elles en particulier. Une édition ultérieure conserve la part non présentée tant qu’elle ne peut pas changer sans révéler une ville.
counted-not-shown = Non présentées
counted-caption = Indicateurs par domaine d’action, y compris ceux qui ne sont pas présentés ; villes non présentées
counted-region-caption = { $region } : indicateurs par domaine d’action, y compris ceux qui ne sont pas présentés ; villes non présentées
timing-official = { $n } de sources officielles
timing-survey = { $n } d’enquêtes
timing-expert = { $n } de spécialistes
# $parts: a list of the three messages above.
timing-sources = Parmi celles qui sont arrivées : { $parts }.
    .collected = Parmi celles qui ont été trouvées : { $parts }.
timing-unreported = { $n ->
    [one] Aucune ville n’a renseigné cette caractéristique clé : { $features }.
   *[other] { $n } caractéristiques clés n’ont été renseignées par aucune ville : { $features }.
}
    .collected = { $n ->
        [one] Aucune valeur n’a été trouvée pour cette caractéristique clé : { $features }.
        *[other] Aucune valeur n’a été trouvée pour { $n } caractéristiques clés : { $features }.
    }

## Country page

country-cycle = cycle { $cycle }
country-about = Villes apprenantes, { $country } : note de synthèse { $cycle }.
country-none = { $all ->
    [one] { $all } ville membre ; elle n’a pas encore publié de résultats.
   *[other] { $all } villes membres ; aucune n’a encore publié de résultats.
}
    .collected = { $all ->
        [one] { $all } ville ; aucune valeur n’a été trouvée.
        *[other] { $all } villes ; aucune valeur n’a été trouvée.
    }
country-all = { $all ->
    [one] { $all } ville membre ; elle a publié des résultats.
   *[other] { $all } villes membres ; toutes ont publié des résultats.
}
    .collected = { $all ->
        [one] { $all } ville, pour laquelle des valeurs ont été trouvées.
        *[other] { $all } villes ; des valeurs ont été trouvées pour toutes.
    }
country-some = { $all ->
    [one] { $all } ville membre
   *[other] { $all } villes membres
} ; { $published ->
    [one] { $published } a publié des résultats.
   *[other] { $published } ont publié des résultats.
}
    .collected = { $all ->
        [one] { $all } ville
        *[other] { $all } villes
    } ; des valeurs ont été trouvées pour { $published }.
country-reported = { $cities ->
    [0] Aucune valeur publique n’a été transmise pour le cycle { $cycle }.
    [one] Pour le cycle { $cycle }, { $cities } ville a transmis des valeurs publiques ; séries renseignées : { $series } sur { $expected } demandées.
   *[other] Pour le cycle { $cycle }, { $cities } villes ont transmis des valeurs publiques ; séries renseignées : { $series } sur { $expected } demandées.
}
    .collected = { $cities ->
        [0] Aucune valeur n’a été trouvée pour le cycle { $cycle }.
        [one] Pour le cycle { $cycle }, des valeurs ont été trouvées pour { $cities } ville ; séries renseignées : { $series } sur { $expected }.
       *[other] Pour le cycle { $cycle }, des valeurs ont été trouvées pour { $cities } villes ; séries renseignées : { $series } sur { $expected }.
    }
country-described = { $practices ->
    [0] Aucune pratique n’y a encore été décrite publiquement.
    [one] { $practices } pratique est décrite par une ville.
   *[other] { $practices } pratiques sont décrites par { $cities ->
        [one] { $cities } ville
       *[other] { $cities } villes
    }.
}
    .collected = { $practices ->
        [0] Aucune ville n’a été invitée à décrire des pratiques.
        [one] { $practices } pratique est décrite par une ville.
       *[other] { $practices } pratiques sont décrites par { $cities ->
            [one] { $cities } ville
           *[other] { $cities } villes
        }.
    }
country-linked = { $links ->
    [0] L’apprentissage entre pairs n’a encore trouvé aucune ville à leur proposer
   *[other] L’apprentissage entre pairs leur indique à qui s’adresser pour { $links } de leurs séries
} ; { $named ->
    [0] aucune de ces villes n’est proposée à une autre ville.
    [one] { $named } de ces villes est proposée à d’autres villes.
   *[other] { $named } de ces villes sont proposées à d’autres villes.
}
country-too-few = Les décomptes d’un pays sont donnés lorsqu’au moins { $n ->
    [one] { $n } ville a
   *[other] { $n } villes ont
} publié des résultats.
country-movement-note = Nombre d’indicateurs qui présentent un changement comparable, un par ville et par indicateur ; entre parenthèses, ceux dont l’évolution est confirmée. Un domaine est présenté lorsqu’un nombre suffisant de villes ont un résultat.
country-cities = Ses villes par ordre alphabétique
country-without = sans résultats publiés
country-cities-caption = Villes par ordre alphabétique, avec le nombre de séries demandées qui ont une valeur publiée
country-asks = Demande de l’aide pour
country-offers = Propose son aide pour
country-practice = { $city } : { $practice }
country-time = Ses villes au fil des ans
country-time-note = Les villes sont citées par ordre alphabétique, à la même échelle pour chaque indicateur.
country-practices = Pratiques décrites par ses villes
country-learning = À qui s’adresser ?
country-learning-note = Par caractéristique clé : les villes du pays, et les villes qui ont déjà été là où se trouve l’une d’elles et ont progressé depuis. La page de chaque ville indique pour quelles séries, et combien d’autres sont restées stables ou ont évolué dans le sens opposé.
country-learning-caption = Apprentissage entre pairs par caractéristique clé ; villes par ordre alphabétique
country-learning-cities = Villes du pays
country-learning-ask = Villes à consulter

## Key feature page

feature-kicker = Caractéristique clé { $id }
feature-before = Caractéristique clé précédente
feature-after = Caractéristique clé suivante
area-about = Domaine d’action { $id } : { $area }. L’évolution des villes par indicateur, le réseau au fil des ans et à qui s’adresser.
area-before = Domaine d’action précédent
area-after = Domaine d’action suivant
# Pages of a large network's cities.
parts-before = Partie précédente de la liste
parts-after = Partie suivante de la liste
parts-no-group = Dans aucun groupe
feature-about = Caractéristique clé { $id } : { $feature }. Ce qu’elle signifie, comment elle est mesurée et dans quel sens les villes ont évolué.
feature-part = Cette caractéristique fait partie du domaine d’action { $id }, « { $area } » ({ $dimension }), qui répond à l’engagement { $commitment } de la Déclaration de Pékin sur la création des villes apprenantes.
feature-measured = { $n ->
    [one] Un indicateur.
   *[other] { $n } indicateurs.
}
feature-reported = { $n ->
    [0] Aucune ville n’a encore de valeur publiée.
    [one] { $n } ville a au moins une valeur publiée.
   *[other] { $n } villes ont au moins une valeur publiée.
}
feature-definition = Compté à part : { $title } ({ $unit }).
feature-own-definitions = définitions propres aux villes
feature-rating-words = 5 excellent, 4 très bien, 3 bien, 2 passable, 1 insuffisant
feature-meaning = { $meaning }.
feature-sdg = Indicateur des ODD
feature-sdg-same = { $indicator }
feature-sdg-near = { $indicator }, à peu près : ce qui est compté diffère en partie
feature-least = On parle d’évolution à partir de
feature-caption = Villes selon l’évolution de leurs séries, du point de départ à la dernière valeur ; entre parenthèses, évolution confirmée
# $lead is feature-cities-lead, set in bold.
feature-cities = { $lead } { $cities }.
feature-cities-lead = Villes ayant une valeur publiée, par ordre alphabétique :
panel-title = Le réseau au fil du temps
panel-note = { $n } villes, médiane : { $start }, puis { $end }
panel-alt = Médiane et moitié centrale de { $n } villes, les mêmes de { $from } à { $to }. Médiane : { $start }, puis { $end }. Moitié centrale : { $low }, puis { $high }.
panel-caption = Médiane et moitié centrale des mêmes villes pour chaque année ; si une ville n’a pas de valeur pour une année, sa dernière valeur antérieure est retenue
panel-year = Année
panel-cities = Villes
panel-low = Moitié centrale : de
panel-median = Médiane
panel-high = à
multiples-title = Toutes les villes, par ordre alphabétique
multiples-scale = { $unit } ; même échelle pour toutes les villes, { $from }–{ $to }. Les villes sont citées par ordre alphabétique.
multiples-logarithmic = { $unit } ; même échelle logarithmique pour toutes les villes, sur laquelle une même variation en pourcentage a la même hauteur, { $from }–{ $to }. Les villes sont citées par ordre alphabétique.
multiples-own = Chaque ville mesure quelque chose qui lui est propre et a donc sa propre échelle ; { $from }–{ $to }. Les villes sont citées par ordre alphabétique.
multiples-peers = Ligne grise : médiane des pairs les plus proches de la ville, lorsque suffisamment d’entre eux ont des valeurs.
multiples-short = { $unit }, { $from }–{ $to }
multiples-short-logarithmic = { $unit }, { $from }–{ $to } ; échelle logarithmique, sur laquelle une même variation en pourcentage a la même hauteur
feature-counts = Décomptes par résultat
feature-items = Par composante
feature-moved-none = Aucune ville n’a encore de changement comparable.
feature-moved = Sur { $all ->
    [one] { $all } ville qui présente
   *[other] { $all } villes qui présentent
} un changement comparable, { $towards ->
    [0] aucune n’a évolué dans le sens du progrès
    [one] { $towards } a évolué dans le sens du progrès
   *[other] { $towards } ont évolué dans le sens du progrès
}{ $towards ->
    [0] { "" }
    [one] { "" } (évolution { $towards_firm ->
        [0] à confirmer
       *[other] confirmée
    })
   *[other] { "" } ({ $towards_firm ->
        [0] évolutions à confirmer
       *[other] évolution confirmée pour { $towards_firm }
    })
}, { $held ->
    [0] aucune n’est restée stable
    [one] { $held } est restée stable
   *[other] { $held } sont restées stables
} et { $away ->
    [0] aucune n’a évolué dans le sens opposé
    [one] { $away } a évolué dans le sens opposé
   *[other] { $away } ont évolué dans le sens opposé
}{ $away ->
    [0] { "" }
    [one] { "" } (évolution { $away_firm ->
        [0] à confirmer
       *[other] confirmée
    })
   *[other] { "" } ({ $away_firm ->
        [0] évolutions à confirmer
       *[other] évolution confirmée pour { $away_firm }
    })
}{ $unread ->
    [0] { "" }
    [one] { "" } ; { $unread } a évolué sans que l’on puisse dire si c’est un progrès
   *[other] { "" } ; { $unread } ont évolué sans que l’on puisse dire si c’est un progrès
}.
feature-call = À qui s’adresser ?
feature-offers-caption = Villes qui proposent leur aide pour cette caractéristique ou décrivent une pratique, par ordre alphabétique
feature-asks-caption = Villes qui demandent de l’aide pour cette caractéristique, par ordre alphabétique
feature-offers-none = Aucune ville ne propose encore son aide pour cette caractéristique ni n’a décrit publiquement de pratique.
feature-call-none = Aucune ville n’a encore proposé son aide, demandé de l’aide ou décrit publiquement une pratique pour cette caractéristique.
feature-call-note = Les offres, les demandes et les pratiques sont déclarées par les villes elles-mêmes. Un changement n’indique pas ce qui l’a causé.
feature-why = Pourquoi
feature-practice = Pratique, telle que la ville la décrit
feature-offers = Propose son aide
feature-asks = Demande de l’aide
feature-practises = Décrit une pratique
feature-improved = { $series } : { $moved }

## Data page

data-title = Données ouvertes
data-about = Lignes publiques de la note de synthèse, en fichiers Parquet et CSV, avec la signification de chaque colonne.
data-lede = Tous les chiffres de cette note de synthèse, sous forme de tables que n’importe quel programme peut lire. Elles ne contiennent que des lignes publiques, triées selon leurs clés ; une case sans donnée reste vide et ne vaut jamais zéro.
data-zip = Tous les fichiers CSV de cette édition, avec un README qui indique comment les lire et les citer : { $link } ({ $size }).
data-reading = Les fichiers Parquet conservent le type des colonnes ; les fichiers CSV sont encodés en UTF-8 et leurs champs séparés par des virgules. Un fichier peut être lu sur place, par exemple avec DuckDB :
data-compressed = Les longs fichiers CSV sont compressés (.csv.gz) ; DuckDB, pandas et R les lisent tels quels.
data-of-pages = Le tableau qui accompagne chaque graphique et les tableaux de chaque page existent aussi en fichiers CSV, dont le lien figure à côté. Dans les fichiers CSV ci-dessous, un texte qu’un tableur pourrait prendre pour une formule (il commence par =, +, -, @, une tabulation ou un saut de ligne) est précédé d’une apostrophe, de même qu’un texte qui commence par une apostrophe : supprimez la première apostrophe pour retrouver ce que la ville a écrit. Les fichiers Parquet contiennent chaque texte tel qu’il a été écrit.
data-store = Les personnes qui disposent de la base à partir de laquelle cette note de synthèse a été établie peuvent l’interroger directement : { $sql } ouvre une invite SQL et { $serve }, si le programme a été compilé avec l’option « serve », permet aux clients de PostgreSQL de la lire.
data-tables = Les tables
data-tables-caption = Fichiers, dans l’ordre où ils sont établis les uns à partir des autres
data-in-english = Le contenu des tables et de leurs colonnes est décrit en anglais.
data-table = Table
data-holds = Contenu (en anglais)
data-rows = Lignes
data-files = Fichiers
data-columns = Les colonnes
data-columns-of = Colonnes de { $table }
data-column = Colonne
data-type = Type
data-meaning = Signification (en anglais)
data-type-integer = entier
data-type-number = nombre
data-type-truth = vrai ou faux
data-type-text = texte
data-bytes = { $number } octets
data-kilobytes = { $number } ko
data-megabytes = { $number } Mo

## Open data: README and metadata
open-data-set = { $network } : données ouvertes, cycle { $cycle }
open-data-set-about = Ce que les villes membres de { $network } ont rendu public jusqu’au cycle { $cycle }, sous forme de tables : valeurs avec leurs intervalles et leurs sources, évolution depuis le point de départ, cibles, comparaisons avec des villes comparables et catalogue des indicateurs. Les progrès de chaque ville sont mesurés dans son propre contexte.
    .collected = Ce que disent les sources publiées des villes membres de { $network } jusqu’au cycle { $cycle }, sous forme de tables : valeurs avec leurs intervalles et leurs sources, évolution depuis le point de départ, comparaisons avec des villes comparables et catalogue des indicateurs. Aucune ville n’a été interrogée et aucune n’a rien envoyé. Les progrès de chaque ville sont mesurés dans son propre contexte.
# $title is open-data-set.
open-data-citation = { $publisher }. { $title }. Version des données publiques : { $snapshot }.
readme-version = Version des données publiques : { $snapshot }. Structure des tables : version { $structure } ; ses modifications sont indiquées dans CHANGELOG.md.
readme-know = À savoir
readme-know-context = Les progrès de chaque ville sont mesurés dans son propre contexte. Les tables ne contiennent ni note ni classement et ne permettent pas d’en établir : les définitions, les sources et les années diffèrent d’une ville à l’autre.
readme-know-public = Elles ne contiennent que ce que les villes ont envoyé pour publication. Une ville sans valeur publique figure dans la table cities et dans aucune autre.
    .collected = Elles ne contiennent que des valeurs tirées de sources publiées ; aucune ville n’a été interrogée et aucune n’a rien envoyé. Une ville pour laquelle aucune valeur n’a été trouvée figure dans la table cities et dans aucune autre.
readme-know-missing = Une cellule vide est une valeur manquante, jamais un zéro. Les codes de statut sont ceux de SDMX ; la table statuses les explique.
readme-know-unit = Dans les tables de valeurs, les colonnes series, scale et unit indiquent ce qui a été mesuré et dans quelle unité. Une ville peut utiliser sa propre définition, avec sa propre unité : voir les colonnes definition et differs.
readme-know-codes = Les résultats, les raisons et les remarques sont des codes ; la table codes les donne en toutes lettres, et la table settings contient les seuils en vigueur.
readme-know-apostrophe = Dans les fichiers CSV, un texte qu’un tableur pourrait prendre pour une formule est précédé d’une apostrophe, de même qu’un texte qui commence par une apostrophe : supprimez la première apostrophe. Les fichiers Parquet contiennent chaque texte tel qu’il a été écrit.
readme-know-counted = Le dossier counted contient des totaux qui incluent des résultats que des villes laissent compter sans les montrer. Il n’est pas dans le fichier zip et ne fait pas partie de la version des données : une édition ultérieure peut les donner autrement.
readme-first = Première requête
readme-files = Métadonnées
readme-file-csvw = chaque fichier CSV avec ses types, ses clés et le sens de ses colonnes, selon CSV on the Web. Celui du fichier zip décrit toutes les tables, celui du dossier celles qui ne sont pas compressées.
readme-file-package = la même chose sous forme de Frictionless Data Package
readme-file-dcat = la notice pour les portails de données, DCAT-AP
readme-file-citation = la référence, pour les logiciels de gestion bibliographique
readme-file-sdmx = les observations au format SDMX-CSV 2.0, et leur structure au format SDMX-ML 3.0 et, pour des outils plus anciens, 2.1
readme-file-changes = les modifications de la structure des tables
readme-sources = Sources
readme-cite = Licence et citation
readme-licence = Licence : { $licence }. Référence à citer :
readme-contact = Questions et corrections : { $contact }

## Methods page

methods-title = Comment les chiffres sont établis
methods-about = Comment sont calculés les valeurs, les changements, les évolutions, les groupes de pairs et l’apprentissage entre pairs, avec les réglages en vigueur.
methods-lede = Les progrès sont mesurés dans le contexte culturel, économique et social propre à chaque ville. Aucune page, aucun graphique et aucun fichier ne place ici une ville au-dessus d’une autre : les villes sont citées par ordre alphabétique, et les pairs sont présentés en tant que groupe.
methods-rules = Les règles
methods-settings = Réglages en vigueur
methods-measurements = Indicateurs
methods-context = Contexte des pairs
methods-codes = Termes employés pour les résultats
methods-statuses = Statuts des valeurs

methods-values-title = Valeurs et suites comparables
methods-values = Une série est la combinaison d’une ville, d’un indicateur et d’une composante de cet indicateur. Les valeurs ne sont comparées qu’à l’intérieur d’une suite comparable : la succession de valeurs qui se termine par la dernière et ne contient pas de rupture. Il y a rupture avant une valeur signalée comme telle et partout où changent le type de source, la définition ou la base de prix. Aucune évolution n’est calculée entre des montants à prix courants. Le point de départ est la première valeur de la suite à partir de l’année de départ propre à la ville. Une dernière valeur antérieure de plus de { $years ->
    [one] { $years } an
   *[other] { $years } ans
} au cycle de la note de synthèse est trop ancienne pour que l’on parle d’évolution.
methods-change-title = Changement
methods-change = Pour les pourcentages et les notes, le changement est la dernière valeur moins la valeur de départ, en points. Pour les taux, les ratios, les montants et les nombres, il est exprimé par rapport à la valeur de départ, qui doit être supérieure à zéro. Les différences et les parts sont calculées à partir des valeurs non arrondies et ne sont arrondies que pour l’affichage : { $first } et { $second } sont présentés comme { $shownfirst } et { $shownsecond }, et leur différence, { $difference }, comme { $shown }.
methods-movement-title = Évolution
methods-movement = Chaque extrémité d’un changement a une incertitude : l’intervalle à 95 % transmis ; pour un pourcentage accompagné d’un nombre de personnes interrogées, l’intervalle de Wilson, avec un effet de plan de sondage de { $effect } si aucun n’est déclaré ; si une seule extrémité a un intervalle, sa demi-largeur pour les deux ; sinon la demi-largeur médiane que donnent au moins { $cities } villes du réseau ; sinon la fluctuation habituelle de telles valeurs dans le réseau, établie d’après l’écart de valeurs consécutives à une ligne droite (au moins { $triples } suites de trois valeurs). Si rien de cela n’est connu, le changement n’est pas testé, et c’est indiqué. L’intervalle de la différence est calculé par la méthode MOVER (Zou et Donner 2008) ; s’il contient zéro, ou si le changement est inférieur à ce que permet la fluctuation habituelle, il n’y a pas d’évolution nette. Un changement inférieur au seuil d’évolution de l’indicateur est dit stable ; pour un pourcentage, ce seuil ne dépasse jamais un dixième du plus petit des deux nombres, la valeur et ce qui manque pour atteindre 100, et il est d’au moins 0,1 point ; une note donnée par moins de { $reviewers } personnes doit changer d’un point entier. Le reste a évolué dans le sens du progrès ou dans le sens opposé, selon le sens fixé pour chaque indicateur ; lorsqu’aucun sens n’est fixé, la valeur a augmenté ou diminué. Pour les parts qui visent la parité, c’est le rapprochement de 50 % qui compte ; de { $low } à { $high } %, la parité est atteinte.
methods-certainty-title = Certitude et hasard
methods-certainty = Une évolution est confirmée si elle a été testée, si elle resterait la même en partant de la valeur suivante ou en s’arrêtant à la précédente, si la tendance ne la contredit pas et si elle ne repose sur aucun saut inexpliqué. Deux valeurs seules ne donnent une évolution confirmée qu’avec une marge d’erreur. Toute autre évolution est à confirmer, et ses mentions disent pourquoi. Les décomptes se font par indicateur : l’évolution du total ; sans total, celle qui est commune aux composantes qui ont évolué, sinon « contrasté ». À côté de chaque décompte figure ce que donnerait le seul hasard : la somme des probabilités que le bruit seul franchisse le seuil, 2 (1 − Φ(max(1,96 ; seuil d’évolution ÷ erreur type))) ; plusieurs composantes d’un indicateur sont supposées indépendantes. Ce qui n’a pas pu être testé n’y entre pas.
methods-targets-title = Cibles
# $track and $limited are shares of one, such as 0.95. The words in quotation marks are those of code-target-on_track, code-target-needs_acceleration, code-target-limited and code-target-moving_away.
methods-targets = Lorsqu’une ville s’est fixé une cible, le rythme qui mène du point de départ à la cible dans l’année prévue est comparé au rythme constaté jusqu’ici : en points par an pour les pourcentages et les notes, en taux composés pour le reste, en distance à 50 % pour la parité. À partir de { $track } fois le rythme nécessaire, la mention est « en bonne voie » ; à partir de { $limited } fois, « rythme inférieur à celui que demande la cible » ; en dessous, « rythme très inférieur à celui que demande la cible » ; et si le rythme va dans l’autre sens, « éloignement de la cible ». Une cible atteinte, maintenue ou non atteinte est indiquée comme telle, et aucun rythme n’est calculé à partir d’un changement compris dans la marge d’erreur. Tout cela s’ajoute à l’évolution et ne la remplace jamais.
methods-targets-now = La page indique aussi le rythme nécessaire de la dernière valeur à l’année de la cible, à côté du rythme constaté jusqu’ici.
methods-trend-title = Tendance
methods-trend = À partir de { $points ->
    [one] { $points } valeur comparable
   *[other] { $points } valeurs comparables
}, la pente est la médiane des pentes entre toutes les paires de valeurs (Theil et Sen), et le test de Mann-Kendall indique si les valeurs augmentent ou diminuent plus régulièrement que le seul hasard ne l’expliquerait : de façon exacte jusqu’à { $exact ->
    [one] { $exact } valeur
   *[other] { $exact } valeurs, toutes différentes
}, et au-delà par la loi normale, corrigée pour les valeurs égales et, lorsque cela rend le test plus prudent, pour les valeurs qui dépendent de la précédente (Yue et Wang). Une série est en hausse ou en baisse lorsque p est inférieur à { $p }.
methods-simulation-title = À quelle fréquence le bruit passe pour une évolution ou une tendance
methods-simulation = Des réseaux où rien ne change ont été tirés au sort sur le modèle du réseau de démonstration et de { $cities } collectivités locales du Royaume-Uni, avec un bruit où chaque année est corrélée à la précédente, puis traités par ce programme. Le tableau indique combien des séries évaluées ont évolué, ont montré une évolution confirmée ou une tendance.
methods-simulation-caption = Part des séries de pur bruit où quelque chose a été trouvé, selon la corrélation d’une année à la suivante
methods-simulation-what = Trouvé
methods-simulation-moved = Évolution, parmi les séries testées ({ $network })
methods-simulation-firm = Évolution confirmée, parmi les séries évaluées ({ $network })
methods-simulation-trend = Tendance ({ $network })
methods-simulation-dealt = En dehors de la moitié centrale, avant la règle de ce qui est trop proche, chaque ville recevant au hasard la valeur d’une autre ({ $network })
methods-simulation-stories = Villes citées par l’apprentissage entre pairs, sur toutes les valeurs comparées ({ $network })
methods-simulation-length = Tendance, séries de { $n } valeurs
methods-simulation-demo = réseau de démonstration
methods-simulation-uk = Royaume-Uni
methods-correlation = Corrélation { $r }
methods-peers-title = Groupes de pairs
# $k cities, $kept a share such as 50 %.
methods-peers = Le groupe des pairs les plus proches d’une ville se compose, parmi les villes qui ont publié des résultats, { $k ->
    [one] de celle
   *[other] des { $k } villes
} dont le contexte ressemble le plus au sien : les variables de contexte ci-dessous sont normalisées à l’échelle du réseau et la distance porte sur celles dont les deux villes disposent. Les valeurs extrêmes sont winsorisées, sauf si la variable est un logarithme : sinon toutes les grandes villes seraient pareilles. Les résultats n’y jouent aucun rôle, et rien de ce qui manque n’est complété. Chaque variable est laissée de côté à tour de rôle et la recherche est recommencée ; un pair qui reste dans moins de { $kept } de ces recherches est affiché en plus clair. Les villes sont aussi comparées aux autres villes de leur région et des groupes définis par le registre ou par le réseau.
methods-comparison-title = Comparaison avec les pairs
methods-comparison = Seules des valeurs de même type de source, de même définition et de même base de prix sont comparées, à { $window ->
    [one] { $window } an
   *[other] { $window } ans
} d’écart au plus ; parmi les valeurs d’un pair également proches dans le temps, la plus ancienne est retenue. Avec moins de { $least ->
    [one] { $least } pair
   *[other] { $least } pairs
}, rien n’est présenté ; sinon sont présentées la médiane et la moitié centrale. Les limites de la moitié centrale sont le premier et le troisième quartile selon la règle (n + 1)p : une ville semblable à ses pairs se situe en dehors une fois sur deux, quel que soit le nombre de pairs. Une valeur n’est dite au-dessous, dans ou au-dessus que si son propre intervalle à 95 % n’atteint aucune des deux limites ; sinon elle est trop proche pour conclure. Quand on ne sait rien de son incertitude, la valeur seule décide et la page indique que le résultat n’est pas testé. Les changements annuels sont comparés de la même façon, sur la période de la ville elle-même. Les notes de spécialistes ne sont pas comparées, car les groupes de spécialistes diffèrent d’une ville à l’autre ; seul le nombre de leurs changements est indiqué.
methods-learning-title = Apprentissage entre pairs
# $low and $high are percentages around 50 %.
methods-learning = Une recherche est faite pour chaque série des caractéristiques au sujet desquelles une ville demande de l’aide ; si elle n’en a déclaré aucune, pour ce qui a évolué dans le sens opposé au progrès et pour ce qui ne montre pas d’évolution nette et se situe hors de la moitié centrale de ses pairs du côté opposé au progrès. Sont comptés tous les pairs publics qui ont déjà eu une valeur semblable à la dernière de la ville (une note à { $rating ->
    [one] { $rating } point
   *[other] { $rating } points
} près, une valeur relative à un facteur { $factor } près, un pourcentage à une distance de { $logit } sur l’échelle logit : de { $low } à { $high } % autour de 50 %) et qui ont une valeur au moins { $years ->
    [one] { $years } an
   *[other] { $years } ans
} plus tard : combien ont depuis évolué dans le sens du progrès, sont restés stables ou ont évolué dans le sens opposé. { $most ->
    [one] Une ville est citée
   *[other] { $most } villes sont citées
} au plus, les plus proches par le contexte : seulement celles dont l’évolution publiée de la série va dans le sens du progrès et est confirmée, et dont la dernière valeur est meilleure que celle de la ville qui demande, au-delà de la marge d’erreur. Aucune n’est citée si les villes ayant ainsi évolué ne sont pas plus nombreuses que le seul hasard n’en donnerait : la moitié de la somme de leurs probabilités d’évoluer. Si aucun des pairs les plus proches ne peut être cité, la recherche porte sur la région de la ville, puis sur le réseau, et la page l’indique. Les villes qui proposent leur aide pour une caractéristique sont citées quelles que soient leurs valeurs.
methods-panel-title = Le réseau au fil du temps
methods-panel = La médiane du réseau porte chaque année sur les mêmes villes : celles qui ont des valeurs comparables aux deux extrémités. Elle commence la première année où disposent d’une valeur au moins { $cities } villes, et au moins { $share } de celles qui en ont une aujourd’hui, sans remonter à plus de { $years } ans avant la valeur la plus récente. À chaque extrémité, une valeur compte pendant { $window } ans ; entre les deux, la valeur la plus récente de la ville est retenue. Toutes les valeurs ont le même type de source, la même définition et la même base de prix. La médiane et les quartiles sont les valeurs de rang (n + 1)p.
methods-consent-title = Consentement
methods-consent = Seules les valeurs qu’une ville a transmises pour publication sont présentées, comparées et exportées. Une ville qui n’en a transmis aucune est citée par son nom, et rien de plus. Une ville peut aussi accepter d’être comptée sans être présentée. Ses résultats n’entrent alors que dans les totaux du réseau et des régions, dans les seules éditions définitives, et seulement lorsque les villes ayant des résultats sont assez nombreuses, que celles qui ne sont pas présentées le sont aussi et que leurs évolutions diffèrent (les seuils figurent dans le tableau ci-dessous).
    .collected = Seules des valeurs de sources publiées figurent ici ; aucune ville n’a été interrogée et aucune n’a rien transmis. Une ville pour laquelle aucune valeur n’a été trouvée est citée par son nom, et rien de plus.
methods-corrections-title = Corrections
methods-corrections = Un réseau peut dresser une liste de corrections de valeurs que l’on sait erronées. Chacune est consignée avec son motif, la personne consultée, sa date et la valeur qu’elle est censée trouver ; elle est appliquée avant tout calcul et indiquée sur la page de la ville. Si la ville a transmis depuis une autre valeur, la correction ne s’applique plus et rien n’est publié avant qu’une personne n’ait examiné la question : une correction ne peut pas survivre à l’erreur qu’elle répare.
methods-editions-title = Éditions
# $option and $manifest are names for computers.
methods-editions = Une note de synthèse reste une version provisoire tant que la personne chargée de l’établir ne la déclare pas définitive ; une version provisoire le signale sur chaque page. Elle peut être établie à une date donnée (option { $option }) : seuls les envois reçus jusqu’à cette date comptent alors, de sorte qu’un état antérieur des connaissances peut être reconstitué. Deux éditions d’un même cycle peuvent différer si des villes ont transmis des valeurs en retard ou en ont corrigé entre-temps. Chaque édition indique la version de ses données publiques, et son fichier { $manifest } énumère toutes les pages avec une empreinte de leurs octets (SHA-256) : une page qui a la même empreinte dit la même chose.
methods-editions-counted = Les totaux qui comprennent des résultats non présentés sont fixés par la première édition définitive d’un cycle. Une édition ultérieure ne les modifie que si sa comparaison avec n’importe quelle édition antérieure ne peut pas révéler moins de cinq villes. D’ici là, elle ajoute l’ancienne part non présentée aux résultats publics du moment, ou ne donne pas le total. Pour la même raison, des résultats qu’une ville a rendus publics depuis peuvent rester non présentés dans un domaine.
methods-missing-title = Valeurs manquantes
methods-missing = Une valeur manquante n’est jamais un zéro ni une moyenne. Lorsqu’un résultat ne peut pas être calculé, le motif figure à sa place.

methods-settings-caption = Seuils des méthodes
methods-setting = Réglage
methods-in-force = En vigueur
methods-default = Par défaut
methods-what-it-does = Rôle
methods-counts = { $measurements ->
    [one] { $measurements } indicateur
   *[other] { $measurements } indicateurs
} pour { $features ->
    [one] { $features } caractéristique clé
   *[other] { $features } caractéristiques clés
} dans { $areas ->
    [one] { $areas } domaine d’action
   *[other] { $areas } domaines d’action
}, soit { $series ->
    [one] { $series } série
   *[other] { $series } séries
} au total.
methods-measurements-of = Indicateurs du domaine d’action : { $area }
methods-least = Seuil d’évolution
methods-context-none = Le réseau n’indique aucune variable de contexte ; il n’y a donc pas de pairs les plus proches.
methods-context-caption = Variables qui déterminent un groupe de pairs les plus proches
methods-correlations-caption = Corrélations des variables de contexte, sur les villes qui disposent des deux
methods-correlations-note = Des variables qui disent presque la même chose comptent presque deux fois. Un partage de leur poids a été essayé sur des chiffres de collectivités locales du Royaume-Uni : la prédiction n’en a pas été meilleure.
methods-correlation-pair = Variables
methods-context-correlation = Corrélation
methods-correlation-cities = Villes
methods-prediction-caption = Qualité de prédiction de la médiane des pairs les plus proches, par indicateur
methods-prediction-note = Part dont l’erreur quadratique moyenne diminue par rapport à la médiane de toutes les autres villes : 1 serait une prédiction parfaite, 0 aucune, et en dessous de 0 les pairs prédisent moins bien que l’ensemble du réseau. Les pairs sont choisis pour un contexte semblable, non pour prédire. Les valeurs selon d’autres définitions comptent avec l’indicateur qu’elles remplacent.
methods-prediction-level = Dernière valeur
methods-prediction-change = Changement annuel
methods-prediction-cities = { $skill } ({ $cities })
methods-variable = Variable
methods-transformed = Transformation
methods-logarithm = logarithme
methods-as-it-is = aucune
methods-weight = Poids
methods-greatest-age = Ancienneté maximale, en années
methods-codes-caption = Évolutions, motifs, mentions et situations par rapport aux pairs
methods-kind = Type (dans les données)
methods-code = Code (dans les données)
methods-in-words = En toutes lettres
methods-what-it-says = Ce qu’il signifie
methods-statuses-caption = Statuts d’observation SDMX (CL_OBS_STATUS 2.2) et ce que les méthodes en font
methods-status = Statut
methods-status-title = Intitulé
methods-its-value = Sa valeur est
methods-used = utilisée
methods-provisional = utilisée, et le résultat est signalé comme provisoire
methods-kept = conservée, mais jamais utilisée dans les calculs

## Charts: what every chart says

# Titres des graphiques et unités, que l’anglais tient de charts/*.toml.

chart-title-coverage = Villes ayant une valeur pour chaque indicateur
chart-unit-coverage = villes ayant une valeur
chart-title-temple = Évolution des indicateurs de la ville
chart-unit-temple = nombre d’indicateurs

chart-invented-subtitle = { $subtitle } · chiffres inventés
chart-invented-city = Chiffres inventés : aucune ville réelle.
chart-invented-network = Chiffres inventés : aucune ville réelle.
chart-name = { $title } : { $subtitle }
chart-own-definition = Définition propre : la source définit l’indicateur autrement que le catalogue (statut D), peut-être dans une autre unité.
chart-own-definition-since = Le titre et l’unité sont ceux de la dernière valeur ; les valeurs antérieures à la rupture ont une autre définition.
chart-own-definition-some = Définition propre certaines années : la source définit l’indicateur autrement que le catalogue (statut D), peut-être dans une autre unité.
chart-unit-own-for = définition propre (et non « { $unit } »)
chart-years = { $first }–{ $last }
chart-source-city = Source : valeurs publiées de la ville.
    .collected = Source : statistiques publiées.
chart-source-city-network = Source : valeurs publiées de la ville ({ $network }).
    .collected = Source : { $network }.
chart-year-unknown = année inconnue
chart-number-million = { $number } M
chart-number-billion = { $number } Md
chart-number-trillion = { $number } mille Md

## Charts: how series moved

chart-moved-towards = sens du progrès
chart-moved-held = stable
chart-moved-away = sens opposé
chart-moved-no-direction = indéterminé
chart-moved-no-result = sans résultat
chart-counts-towards = { $n } dans le sens du progrès
chart-counts-held = { $n ->
    [one] { $n } stable
   *[other] { $n } stables
}
chart-counts-away = { $n } dans le sens opposé
chart-counts-no-direction = { $n ->
    [one] { $n } indéterminé
   *[other] { $n } indéterminés
}
chart-counts-no-result = { $n } sans résultat
chart-counts-caption = { $n ->
    [one] Sur { $n } série : { $counts }.
   *[other] Sur { $n } séries : { $counts }.
}
chart-counts-caption-none = Il n’y a aucune série.
chart-temple-caption = { $n ->
    [one] Sur { $n } indicateur : { $counts }.
   *[other] Sur { $n } indicateurs : { $counts }.
}

## Charts: a city's series

chart-series-alt = Graphique en courbe. { $title } ({ $subtitle }). Le tableau joint donne toutes les valeurs.
chart-series-unit-percent = pourcentage (%)
chart-series-unit-percent-own = pourcentage (%), définition propre
chart-series-points = n = { $n ->
    [one] { $n } valeur.
   *[other] { $n } valeurs.
}
chart-series-source = Source : { $sources }.
chart-series-source-network = Source : { $sources } ({ $network }).
chart-series-peers-note = Pairs : n = { $n ->
    [one] { $n } ville comparable
   *[other] { $n } villes comparables
} (pointillé : médiane ; gris : moitié centrale).
chart-series-peers-note-range = Pairs : n = { $low } à { $high } villes comparables (pointillé : médiane ; gris : moitié centrale).
chart-series-band = Bande bleue : intervalle à 95 %.
chart-series-bars = Barres : intervalle à 95 %.
chart-series-hollow = Point creux : non comparable avec la dernière valeur.
chart-series-tentative = Trait plus pâle : à confirmer.
chart-series-none = Aucune valeur n’a été publiée.
chart-series-moved = De { $from } en { $from_year } à { $to } en { $to_year } : { $movement }.
chart-series-unread = De { $from } en { $from_year } à { $to } en { $to_year } ; aucune évolution n’en est déduite : { $reason }.
chart-series-from-to = De { $from } en { $from_year } à { $to } en { $to_year }.
chart-series-one = { $value } en { $year }.
chart-series-one-reason = { $value } en { $year } : { $reason }.
chart-series-target = La cible que la ville s’est fixée est de { $target }.
chart-series-target-year = La cible que la ville s’est fixée est de { $target } d’ici à { $year }.
chart-series-target-status = La cible que la ville s’est fixée est de { $target } ({ $status }).
chart-series-target-year-status = La cible que la ville s’est fixée est de { $target } d’ici à { $year } ({ $status }).
chart-series-peers = { $n ->
    [one] Son unique pair se situe à { $median }.
   *[other] La moitié de ses { $n } pairs se situe entre { $low } et { $high }, avec une médiane de { $median }.
}
chart-finding-up = { $series } : en hausse, de { $from } en { $from_year } à { $to } en { $to_year }
chart-finding-down = { $series } : en baisse, de { $from } en { $from_year } à { $to } en { $to_year }
chart-finding-unclear = { $series } : sans évolution nette, { $from } en { $from_year } et { $to } en { $to_year }
chart-finding-between = { $series } : { $from } en { $from_year } et { $to } en { $to_year }
chart-finding-one = { $series } : { $value } en { $year }
chart-point = { $year } : { $value }
chart-point-interval = { $year } : { $value } ({ $low } à { $high })
# Beside the line: short, each on a line of its own.
chart-label-year = en { $year }
chart-label-target = cible { $value }
chart-label-target-year = d’ici à { $year }
chart-label-median = pairs : médiane
chart-label-half = moitié centrale
chart-label-half-range = { $low } à { $high }
chart-label-break = rupture

## Charts: coverage

chart-coverage-alt = Tableau de nombres de villes, d’une teinte d’autant plus soutenue que la part des villes est grande, une ligne par indicateur et une colonne par cycle. { $title }, { $subtitle }. { $caption }
chart-coverage-no-cycle = pas encore de cycle
chart-coverage-area = { $area } { $title }
chart-coverage-note = Nombre dans une case : { $unit }. n = villes attendues pour le cycle, nombre indiqué sous l’année.
    .collected = Nombre dans une case : { $unit }. n = villes du réseau pour le cycle, nombre indiqué sous l’année.
chart-coverage-note-none = Nombre dans une case : { $unit }. n = villes attendues pour le cycle.
    .collected = Nombre dans une case : { $unit }. n = villes du réseau pour le cycle.
chart-coverage-source = Source : envois des villes.
    .collected = Source : statistiques publiées.
chart-coverage-source-network = Source : envois des villes ({ $network }).
    .collected = Source : { $network }.
chart-coverage-newest = Les { $shown } cycles les plus récents sur { $all } sont présentés.
chart-coverage-caption = { $n ->
    [one] { $n } indicateur
   *[other] { $n } indicateurs
} sur { $cycles ->
    [one] { $cycles } cycle
   *[other] { $cycles } cycles
} ; les nombres sont ceux des villes qui ont renseigné chaque indicateur.
    .collected = { $n ->
        [one] { $n } indicateur
       *[other] { $n } indicateurs
    } sur { $cycles ->
        [one] { $cycles } cycle
       *[other] { $cycles } cycles
    } ; les nombres sont ceux des villes pour lesquelles une valeur de chaque indicateur a été trouvée.
chart-coverage-never = { $n ->
    [one] { $n } n’a jamais été renseigné.
   *[other] { $n } n’ont jamais été renseignés.
}
    .collected = Aucune valeur n’a été trouvée pour { $n }.
chart-coverage-n = n =
chart-coverage-shade-none = aucune
chart-coverage-shade-quarter = jusqu’à 25 %
chart-coverage-shade-half = jusqu’à 50 %
chart-coverage-shade-most = jusqu’à 75 %
chart-coverage-shade-above = plus de 75 % des villes

## Charts: temple

chart-temple-alt = Le Référentiel de la ville apprenante sous la forme d’un temple, avec des nombres dans chaque partie. { $title }, { $subtitle }. { $caption }
chart-temple-part = { $area } : { $counts }.
chart-temple-shades = Plus la teinte d’une partie est soutenue, plus elle compte d’indicateurs qui présentent un changement comparable.
chart-temple-note = Unité : { $unit }, n = { $n }.

## A series: what it did, and its peers

# $range is value-between or value-at.
series-peers = { $n ->
    [one] Le seul pair qui a des données se situe { $range } ; cette ville déclare { $own }.
   *[other] La moitié centrale de { $n } pairs se situe { $range } ; cette ville déclare { $own }.
}
    .collected = { $n ->
        [one] Le seul pair qui a des données se situe { $range } ; cette ville : { $own }.
       *[other] La moitié centrale de { $n } pairs se situe { $range } ; cette ville : { $own }.
    }
series-peers-only = { $n ->
    [one] Le seul pair qui a des données se situe { $range } ; cette ville n’a pas de valeur comparable.
   *[other] La moitié centrale de { $n } pairs se situe { $range } ; cette ville n’a pas de valeur comparable.
}
series-too-close = Sa marge d’erreur franchit une limite de la moitié centrale : trop proche pour conclure.
series-pace-too-close = La marge d’erreur de ce changement franchit une limite de cette moitié centrale : trop proche pour conclure.
series-standing-not-tested = Aucune marge d’erreur n’est connue : ce résultat n’est pas testé.
series-pace-not-tested = Aucune marge d’erreur de ce changement n’est connue : il n’est pas testé.
# $low, $high and $own are changes with their sign: +0.1 points.
series-peers-pace = De { $from } à { $to }, changement annuel { $n ->
    [one] de { $n } pair
   *[other] de la moitié centrale de { $n } pairs
} : de { $low } à { $high } ; de cette ville : { $own }.
series-peers-pace-alike = De { $from } à { $to }, changement annuel { $n ->
    [one] de { $n } pair
   *[other] de la moitié centrale de { $n } pairs
} : { $change } ; de cette ville : { $own }.
series-peers-moved = De { $from } à { $to }, sur { $n ->
    [one] { $n } pair
   *[other] { $n } pairs
}, { $rose ->
    [0] aucun n’est en hausse
    [one] { $rose } est en hausse
   *[other] { $rose } sont en hausse
}, { $held ->
    [0] aucun n’est stable
    [one] { $held } est stable
   *[other] { $held } sont stables
} et { $fell ->
    [0] aucun n’est en baisse
    [one] { $fell } est en baisse
   *[other] { $fell } sont en baisse
}.
series-value = { $value } en { $year }.
series-two = { $first } en { $start }, { $value } en { $year }.
series-moved = { $first } en { $start }, { $value } en { $year } : { $change } en { $years ->
    [one] { $years } an
   *[other] { $years } ans
}.

## City page

city-about = Ce qui a évolué, ce qui est resté stable et à qui s’adresser : { $city } dans la note de synthèse { $cycle }.
city-on-this-page = Sur cette page
# A value and what stands in brackets after it: its year, a share, a region's value.
city-bracket = { $value } ({ $more })
city-unread = Aucun changement ne peut encore être établi pour { $city } : il faut pour cela deux valeurs comparables d’une même série, dont la seconde est récente.
city-towards-tentative = Sur { $all ->
    [one] { $all } indicateur qui présente
   *[other] { $all } indicateurs qui présentent
} un changement comparable, { $n ->
    [one] { $n } a évolué dans le sens du progrès (évolution à confirmer).
   *[other] { $n } ont évolué dans le sens du progrès (évolutions à confirmer).
}
city-towards-none = { $all ->
    [one] Le seul indicateur qui présente un changement comparable n’a pas évolué dans le sens du progrès.
   *[other] Sur { $all } indicateurs qui présentent un changement comparable, aucun n’a évolué dans le sens du progrès.
}
# $titles: every measurement that moved, $m of them; 0 where each has one series.
city-towards = Sur { $all ->
    [one] { $all } indicateur qui présente
   *[other] { $all } indicateurs qui présentent
} un changement comparable, { $n ->
    [one] { $n } a évolué dans le sens du progrès (évolution confirmée)
   *[other] { $n } ont évolué dans le sens du progrès (évolution confirmée pour { $firm })
} : { $titles }.
# $titles: some of the measurements that moved.
city-towards-among = Sur { $all ->
    [one] { $all } indicateur qui présente
   *[other] { $all } indicateurs qui présentent
} un changement comparable, { $n ->
    [one] { $n } a évolué
   *[other] { $n } ont évolué
} dans le sens du progrès (évolution confirmée pour { $firm }), dont { $titles }.
city-away-tentative = { $n ->
    [one] { $n } a évolué dans le sens opposé (évolution à confirmer).
   *[other] { $n } ont évolué dans le sens opposé (évolutions à confirmer).
}
city-away-none = Aucun n’a évolué dans le sens opposé.
city-away = { $n ->
    [one] { $n } a évolué dans le sens opposé (évolution confirmée)
   *[other] { $n } ont évolué dans le sens opposé (évolution confirmée pour { $firm })
} : { $titles }.
city-away-among = { $n ->
    [one] { $n } a évolué
   *[other] { $n } ont évolué
} dans le sens opposé (évolution confirmée pour { $firm }), dont { $titles }.
city-held = { $held ->
    [0] Aucun n’est resté stable
    [one] { $held } est resté stable : son changement est faible ou dans la marge d’erreur, ou sa part est restée à parité
   *[other] { $held } sont restés stables : leur changement est faible ou dans la marge d’erreur, ou leur part est restée à parité
}{ $read ->
    [0] { "" }
    [one] { "" } ; { $read } a évolué sans que l’on puisse dire si c’est un progrès
   *[other] { "" } ; { $read } ont évolué sans que l’on puisse dire si c’est un progrès
}.
city-with-value = Séries ayant une valeur publiée
city-joined = Entrée dans le réseau
city-measured-from = Progrès mesurés depuis
city-measured-since = { $year }, ou la première valeur comparable ensuite (médiane : { $median })
city-brief = Note de synthèse du cycle
city-brief-as-of = { $cycle }, état au { $day }

## City page: areas of focus

areas-glance = La ville en un coup d’œil
areas-glance-alt = Un temple dont chaque partie porte les nombres de ce tableau.
areas-counts = Indicateurs de chaque domaine selon leur changement depuis le point de départ ; entre parenthèses, évolution confirmée
areas-area = Domaine d’action
areas-no-result = Sans résultat
areas-title = Domaines d’action
areas-summary = Sur { $all ->
    [one] { $all } indicateur
   *[other] { $all } indicateurs
}, { $towards ->
    [0] aucun n’a évolué dans le sens du progrès
    [one] { $towards } a évolué dans le sens du progrès
   *[other] { $towards } ont évolué dans le sens du progrès
}{ $towards ->
    [0] { "" }
    [one] { "" } (évolution { $towards_firm ->
        [0] à confirmer
       *[other] confirmée
    })
   *[other] { "" } ({ $towards_firm ->
        [0] évolutions à confirmer
       *[other] évolution confirmée pour { $towards_firm }
    })
}, { $held ->
    [0] aucun n’est resté stable
    [one] { $held } est resté stable
   *[other] { $held } sont restés stables
} et { $away ->
    [0] aucun n’a évolué dans le sens opposé
    [one] { $away } a évolué dans le sens opposé
   *[other] { $away } ont évolué dans le sens opposé
}{ $away ->
    [0] { "" }
    [one] { "" } (évolution { $away_firm ->
        [0] à confirmer
       *[other] confirmée
    })
   *[other] { "" } ({ $away_firm ->
        [0] évolutions à confirmer
       *[other] évolution confirmée pour { $away_firm }
    })
}{ $read ->
    [0] { "" }
    [one] { "" } ; { $read } a évolué sans que l’on puisse dire si c’est un progrès
   *[other] { "" } ; { $read } ont évolué sans que l’on puisse dire si c’est un progrès
}{ $none ->
    [0] { "" }
    [one] { "" } ; { $none } n’a pas de résultat
   *[other] { "" } ; { $none } n’ont pas de résultat
}.
areas-summary-none = { $all ->
    [0] Ce domaine ne comporte aucun indicateur.
    [one] Son unique indicateur ne présente pas encore de changement comparable.
   *[other] Sur { $all } indicateurs, aucun ne présente encore de changement comparable.
}
movement-tentative = { $label }, à confirmer
areas-because = À confirmer : { $reasons }.
areas-others = { $same ->
    [0] Aucune des { $all } autres villes qui ont cet indicateur n’a connu la même évolution.
   *[other] { $every ->
        [1] { $all ->
            [one] La seule autre ville a connu la même évolution.
           *[other] Les { $all } autres villes ont toutes connu la même évolution.
        }
       *[0] { $same ->
            [one] Même évolution dans { $same } des { $all } autres villes.
           *[other] Même évolution dans { $same } des { $all } autres villes.
        }
    }
}
areas-question = Question ({ $years }) : { $question }
areas-without = { $n ->
    [one] Un domaine d’action sans valeur publiée
    [many] { $n } de domaines d’action sans valeur publiée
   *[other] { $n } domaines d’action sans valeur publiée
}
areas-empty = Sans valeur publiée : { $titles }.
# $reason is code-reason-…
areas-empty-because = Sans valeur publiée ({ $reason }) : { $titles }.
areas-defined = { $meaning }.
areas-differs = Sa définition diffère de celle du catalogue.
areas-quality = Mode d’obtention de la dernière valeur : { $how }.
areas-verified = Déclarée vérifiée par { $who }.
areas-heading = { $series }, { $unit }
areas-heading-own = { $series }, dernière valeur selon la définition propre à la ville (unité dans le catalogue : { $unit })
areas-no-comparison = Pas de comparaison avec des pairs.
areas-year = Année
areas-value = Valeur
areas-interval = Intervalle à 95 %
areas-range = { $low } à { $high }
areas-source = Source
areas-remarks = Remarques
areas-peers-middle = Moitié centrale des pairs
areas-provisional = provisoire
areas-definition-differs = définition différente
areas-break = rupture avant cette valeur
areas-series = Série
areas-baseline = Point de départ
areas-latest = Dernière valeur
areas-change = Changement
areas-movement = Évolution
areas-city = Ville
areas-peers = Pairs
areas-middle-half = Moitié centrale
areas-median = Médiane
areas-lies = Comparaison avec ses pairs
areas-lies-nowhere = pas de comparaison
lines-own-definition = selon sa propre définition
lines-years = { $first }–{ $last }
lines-peers = Avec ses pairs
lines-since = depuis { $year }
lines-target = cible { $value } d’ici à { $year }
lines-in-question = valeur de { $year } à vérifier
lines-all = Changements et comparaisons de toutes les séries au format CSV
lines-chart-alt = Courbe de ce tableau.
lines-feature = Caractéristique clé { $id } : { $title }
lines-figures = Du point de départ à la dernière valeur, puis la dernière valeur comparée à celles des pairs les plus proches ; entre parenthèses, à celles de la région

## City page: targets and trends

# $needs is one of pace-needs-…; .bare is said where no pace is known, .undated where the target has no year.
pace-achieved = La cible de { $value }, fixée pour { $year }, est atteinte.
    .undated = La cible de { $value } est atteinte.
pace-maintained = La cible de { $value } était déjà atteinte en { $year } et l’est toujours.
pace-missed = La cible de { $value }, fixée pour { $year }, n’est pas atteinte.
pace-on-track = En bonne voie vers la cible de { $value } d’ici à { $year } : { $needs }.
    .bare = En bonne voie vers la cible de { $value } d’ici à { $year }.
pace-slower = Évolution vers la cible de { $value } d’ici à { $year } : { $needs }.
    .bare = Évolution vers la cible de { $value } d’ici à { $year }.
pace-still = Valeur inchangée depuis le point de départ ; la cible est de { $value } d’ici à { $year } : { $needs }.
    .bare = Valeur inchangée depuis le point de départ ; la cible est de { $value } d’ici à { $year }.
pace-little = Légère évolution vers la cible de { $value } d’ici à { $year } : { $needs }.
    .bare = Légère évolution vers la cible de { $value } d’ici à { $year }.
pace-away = Évolution dans le sens opposé à la cible de { $value } d’ici à { $year } : { $needs }.
    .bare = Évolution dans le sens opposé à la cible de { $value } d’ici à { $year }.
pace-no-longer = La cible de { $value } était atteinte en { $year } et ne l’est plus.
pace-uncertain = La cible de { $value } d’ici à { $year } demande { $required } par an à partir de { $from } ; pas d’évolution nette jusqu’ici.
    .bare = Pas d’évolution nette jusqu’ici ; la cible est de { $value } d’ici à { $year }.
    .undated = Pas d’évolution nette jusqu’ici ; la cible est de { $value }.
pace-own = La cible que la ville s’est fixée est de { $value } d’ici à { $year }.
    .undated = La cible que la ville s’est fixée est de { $value }.
# $required is a pace with its unit, 1.3 points; $observed the same without it, 0.9.
pace-needs = elle demande { $required } par an à partir de { $from }, le rythme constaté jusqu’ici est de { $observed }
pace-needs-hardly = elle demande { $required } par an à partir de { $from }, le rythme constaté jusqu’ici est presque nul
pace-needs-still = elle demande { $required } par an à partir de { $from }
pace-needs-parity = elle demande de se rapprocher de la parité de { $required } par an à partir de { $from }, le rythme constaté jusqu’ici est de { $observed }
pace-needs-parity-hardly = elle demande de se rapprocher de la parité de { $required } par an à partir de { $from }, le rythme constaté jusqu’ici est presque nul
pace-needs-parity-still = elle demande de se rapprocher de la parité de { $required } par an à partir de { $from }

trend-none-between = Pas de tendance nette entre ces deux années.
trend-higher-since = Valeur plus élevée qu’en { $year }, sans tendance nette depuis { $since }.
trend-lower-since = Valeur plus basse qu’en { $year }, sans tendance nette depuis { $since }.
trend-higher-falling = Valeur plus élevée qu’en { $year }, malgré une tendance nette à la baisse depuis { $since }.
trend-lower-rising = Valeur plus basse qu’en { $year }, malgré une tendance nette à la hausse depuis { $since }.
trend-held-rising = Valeur proche de celle de { $year }, mais avec une tendance nette à la hausse depuis { $since }.
    .then = Valeur proche de celle de { $year }, mais avec une tendance nette à la hausse depuis.
trend-held-falling = Valeur proche de celle de { $year }, mais avec une tendance nette à la baisse depuis { $since }.
    .then = Valeur proche de celle de { $year }, mais avec une tendance nette à la baisse depuis.
trend-rising = Tendance nette à la hausse depuis { $since }.
trend-rising-by = Tendance nette à la hausse depuis { $since }, d’environ { $speed } par an.
    .value = Tendance nette à la hausse depuis { $since }, d’environ { $speed } d’une année à l’autre.
trend-falling = Tendance nette à la baisse depuis { $since }.
trend-falling-by = Tendance nette à la baisse depuis { $since }, d’environ { $speed } par an.
    .value = Tendance nette à la baisse depuis { $since }, d’environ { $speed } d’une année à l’autre.

## City page: gaps

gaps-entry = Écarts
gaps-title = Écarts au sein de la ville
gaps-caption = Écart : la première valeur moins la seconde, au point de départ et à la dernière valeur ; pour les valeurs qui ne sont pas des pourcentages, l’écart est rapporté à la seconde
gaps-measurement = Indicateur
gaps-between = Entre
gaps-then = Écart au départ
gaps-now = Dernier écart
gaps-gap = Évolution
gaps-none = aucun
gaps-unread = Aucun changement d’écart ne peut encore être établi : il faut pour cela deux années où les deux valeurs sont comparables.
gaps-one-narrowed = Le seul écart qui présente un changement comparable s’est réduit.
gaps-one-widened = Le seul écart qui présente un changement comparable s’est accru.
gaps-one-unchanged = Le seul écart qui présente un changement comparable ne montre pas d’évolution nette.
gaps-moved = Sur { $all } écarts qui présentent un changement comparable, { $narrowed ->
    [0] aucun ne s’est réduit
    [one] { $narrowed } s’est réduit
   *[other] { $narrowed } se sont réduits
}, { $widened ->
    [0] aucun ne s’est accru
    [one] { $widened } s’est accru
   *[other] { $widened } se sont accrus
} et { $unchanged ->
    [0] aucun n’est resté sans évolution nette
    [one] { $unchanged } ne montre pas d’évolution nette
   *[other] { $unchanged } ne montrent pas d’évolution nette
}.

## City page: conditions and benefits

benefits-entry = Conditions et avantages
benefits-title = Conditions, éléments constitutifs et avantages au fil des années
benefits-note = Cette partie indique ce qui a évolué en même temps dans la ville. Elle n’établit aucun lien de cause à effet : les évolutions peuvent tenir à de nombreuses raisons, et certains avantages demandent de nombreuses années.
benefits-caption = Indicateurs selon leur évolution depuis leur point de départ, par cycle
benefits-by = Cycle
benefits-conditions = Conditions fondamentales
benefits-blocks = Éléments constitutifs
benefits-benefits = Avantages plus larges
benefits-towards = { $n } dans le sens du progrès
benefits-held = { $n ->
    [one] { $n } stable
   *[other] { $n } stables
}
benefits-away = { $n } dans le sens opposé
benefits-no-direction = { $n ->
    [one] { $n } indéterminé
   *[other] { $n } indéterminés
}
benefits-no-result = sans résultat
# $parts: benefits-of-conditions and so on, as a list.
benefits-moved = Indicateurs qui, en { $cycle }, avaient évolué dans le sens du progrès depuis leur point de départ : { $parts }.
benefits-of-conditions = { $n ->
    [0] aucun
   *[other] { $n }
} sur { $all } pour les conditions fondamentales
benefits-of-blocks = { $n ->
    [0] aucun
   *[other] { $n }
} sur { $all } pour les éléments constitutifs
benefits-of-benefits = { $n ->
    [0] aucun
   *[other] { $n }
} sur { $all } pour les avantages plus larges

## City page: peers

peers-standing-none = Aucune valeur ne peut encore être comparée à celles de villes comparables.
# $place is within, outside or close.
peers-standing-one = La seule valeur qui peut être comparée à celles de villes comparables { $place ->
    [within] se situe dans leur moitié centrale
    [outside] se situe en dehors de leur moitié centrale, ce qui n’est en soi ni bon ni mauvais
   *[close] est trop proche d’une limite de leur moitié centrale pour conclure
}.
peers-standing = Sur { $all } valeurs comparées à celles de villes comparables, { $within ->
    [0] aucune ne se situe
    [one] { $within } se situe
   *[other] { $within } se situent
} dans la moitié centrale, { $outside ->
    [0] aucune
   *[other] { $outside }
} en dehors, et { $close ->
    [0] aucune n’est trop proche
    [one] { $close } est trop proche
   *[other] { $close } sont trop proches
} d’une de ses limites pour conclure. Aucun des deux côtés n’est meilleur en soi.
peers-title = Son groupe de pairs
peers-cities = Villes comparables, quels que soient leurs résultats : { $cities }.
peers-near-in = Elles sont proches par leur contexte, mesuré par celles de ces variables dont les deux villes disposent : { $variables }. Dans le tableau, la part de chacune dans la distance est indiquée entre parenthèses.
peers-no-variables = Le réseau n’indique aucune variable de contexte.
peers-missing = Données manquantes ou trop anciennes pour cette ville : { $variables }.
peers-note-loose = Chaque variable est laissée de côté à son tour et la recherche est recommencée : la dernière colonne indique dans combien de ces cas une ville reste parmi les plus proches. Une ville qui y reste dans moins de la moitié des cas est affichée en plus clair : elle n’est un pair que par une variable, ou les deux villes en ont trop peu en commun pour une recherche sans l’une d’elles.
peers-note-distance = La distance est de 0 pour une ville au contexte identique et augmente avec chaque différence ; chaque différence est rapportée à ce qui est habituel d’une ville à l’autre dans le réseau (écart type). Seules des villes qui ont publié des résultats peuvent être des pairs.
peers-group-region = { $n ->
    [0] Aucune autre ville de sa région ({ $name }) n’a publié de résultats.
    [one] { $n } autre ville de sa région ({ $name }) a publié des résultats.
   *[other] { $n } autres villes de sa région ({ $name }) ont publié des résultats.
}
    .collected = { $n ->
        [0] Aucune valeur n’a été trouvée pour une autre ville de sa région ({ $name }).
        [one] Des valeurs ont été trouvées pour { $n } autre ville de sa région ({ $name }).
       *[other] Des valeurs ont été trouvées pour { $n } autres villes de sa région ({ $name }).
    }
peers-group-income = { $n ->
    [0] Aucune autre ville de son groupe de revenu (« { $name } ») n’a publié de résultats.
    [one] { $n } autre ville de son groupe de revenu (« { $name } ») a publié des résultats.
   *[other] { $n } autres villes de son groupe de revenu (« { $name } ») ont publié des résultats.
}
    .collected = { $n ->
        [0] Aucune valeur n’a été trouvée pour une autre ville de son groupe de revenu (« { $name } »).
        [one] Des valeurs ont été trouvées pour { $n } autre ville de son groupe de revenu (« { $name } »).
       *[other] Des valeurs ont été trouvées pour { $n } autres villes de son groupe de revenu (« { $name } »).
    }
peers-group-size = { $n ->
    [0] Aucune autre ville de sa catégorie de taille (« { $name } ») n’a publié de résultats.
    [one] { $n } autre ville de sa catégorie de taille (« { $name } ») a publié des résultats.
   *[other] { $n } autres villes de sa catégorie de taille (« { $name } ») ont publié des résultats.
}
    .collected = { $n ->
        [0] Aucune valeur n’a été trouvée pour une autre ville de sa catégorie de taille (« { $name } »).
        [one] Des valeurs ont été trouvées pour { $n } autre ville de sa catégorie de taille (« { $name } »).
       *[other] Des valeurs ont été trouvées pour { $n } autres villes de sa catégorie de taille (« { $name } »).
    }
peers-group-named = { $n ->
    [0] Aucune autre ville du groupe « { $name } » n’a publié de résultats.
    [one] { $n } autre ville du groupe « { $name } » a publié des résultats.
   *[other] { $n } autres villes du groupe « { $name } » ont publié des résultats.
}
    .collected = { $n ->
        [0] Aucune valeur n’a été trouvée pour une autre ville du groupe « { $name } ».
        [one] Des valeurs ont été trouvées pour { $n } autre ville du groupe « { $name } ».
       *[other] Des valeurs ont été trouvées pour { $n } autres villes du groupe « { $name } ».
    }
peers-caption = { $city } et ses pairs les plus proches, par ordre alphabétique
peers-city = Ville
peers-variable = { $variable }, { $unit }
peers-distance = Distance
peers-weight = Poids des variables communes
peers-stays = Reste un pair lorsqu’une variable est laissée de côté
peers-stays-none = dans aucun cas
peers-stays-all = dans tous les cas ({ $runs })
peers-stays-some = dans { $kept } cas sur { $runs }
peers-not-given = non fournie
peers-not-shared = pas de valeur commune

## City page: peer learning

learning-entry = Apprentissage entre pairs
learning-title = Apprentissage entre pairs : à qui s’adresser ?
learning-nothing-asked = { $city } n’a déclaré aucune demande. Aucune de ses séries n’a évolué dans le sens opposé au progrès, et aucune série sans évolution nette ne se situe hors de la moitié centrale de ses pairs du côté opposé au progrès : aucune recherche n’a donc été faite.
    .collected = { $city } n’a pas été interrogée sur l’aide souhaitée. Aucune de ses séries n’a évolué dans le sens opposé au progrès, et aucune série sans évolution nette ne se situe hors de la moitié centrale de ses pairs du côté opposé au progrès : aucune recherche n’a donc été faite.
learning-nothing-searched = Pour ce que demande { $city }, aucune recherche n’est possible : ses propres valeurs ne le permettent pas.
learning-nobody = { $n ->
    [one] Pour la seule série qui a fait l’objet d’une recherche pour { $city }
   *[other] Pour les { $n } séries qui ont fait l’objet d’une recherche pour { $city }
}, aucune ville ne peut être citée qui ait déjà été dans la même situation et ait enregistré depuis un progrès confirmé.
learning-asked = { $n ->
    [one] { $cities } a déjà été là où se trouve aujourd’hui { $city }, pour au moins une série, et a progressé depuis : demandez-lui comment.
   *[other] { $cities } ont déjà été là où se trouve aujourd’hui { $city }, chacune pour au moins une série, et ont progressé depuis : demandez-leur comment.
}
learning-how = Comment ces villes sont trouvées
learning-note = Une ville est citée si elle a déjà eu une valeur semblable à la dernière valeur de cette ville, si l’évolution de sa propre série dans le sens du progrès est confirmée et si sa dernière valeur est meilleure que celle de cette ville, au-delà de la marge d’erreur ; aucune ne l’est si les villes qui ont ainsi évolué ne sont pas plus nombreuses que le seul hasard n’en donnerait. Les villes sont citées par ordre alphabétique.
# $low and $high are percentages around 50 %.
learning-alike = Deux notes sont semblables à { $rating } point près, deux valeurs relatives à un facteur { $factor } près ; deux pourcentages le sont de { $low } à { $high } % autour de 50 %, et à moins près de 0 et de 100 %.
learning-no-cause = La ressemblance de deux valeurs ne prouve pas de lien de cause à effet. Les valeurs qui s’écartent de l’ordinaire tendent à y revenir d’elles-mêmes, quoi que fasse une ville : demandez ce qui a été fait, et ce qui a changé par ailleurs à la même époque.
learning-asks = { $city } demande de l’aide pour : { $features }.
learning-offers = { $city } propose son aide pour : { $features }.
learning-why-moved-away = Ses valeurs ont évolué dans le sens opposé au progrès.
learning-why-steady-outside = Sans évolution nette, et hors de la moitié centrale de ses pairs du côté opposé au progrès.
learning-outcomes = { $n ->
    [one] La seule ville qui ait déjà été là où se trouve { $city } { $towards ->
        [1] a évolué depuis dans le sens du progrès
       *[other] { $held ->
            [1] est restée stable depuis
           *[other] a évolué depuis dans le sens opposé
        }
    }.
   *[other] Sur { $n } villes qui ont déjà été là où se trouve { $city }, { $towards ->
        [0] aucune n’a évolué
        [one] { $towards } a évolué
       *[other] { $towards } ont évolué
    } dans le sens du progrès, { $held ->
        [0] aucune n’est restée stable
        [one] { $held } est restée stable
       *[other] { $held } sont restées stables
    } et { $away ->
        [0] aucune n’a évolué
        [one] { $away } a évolué
       *[other] { $away } ont évolué
    } dans le sens opposé.
}
learning-no-comparable = Aucune ville comparable du réseau n’a encore été là où se trouve { $city }.
learning-alone = Aucune ville comparable du réseau n’a encore été là où se trouve { $city } pour { $n ->
    [one] cette série
   *[other] ces séries
} : { $titles }.
learning-not-searched = Aucune recherche n’a été faite pour { $titles } : { $reason }.
learning-reach-peers = La recherche porte sur ses pairs les plus proches.
learning-reach-region = Aucun de ses pairs les plus proches ne peut être cité ; la recherche porte donc sur toutes les villes de sa région.
learning-reach-network = Aucun de ses pairs les plus proches ni aucune ville de sa région ne peut être cité ; la recherche porte donc sur tout le réseau.
learning-own = { $city } : { $value } en { $year }.
learning-offers-this = Elle propose son aide pour cette caractéristique.
# A practice's title and what the city says of it.
learning-with-summary = { $title }. { $summary }
learning-practices = Pratiques qu’elle décrit
learning-own-words = Chaque pratique est présentée telle que la ville l’a décrite, dans la langue de cette ville.

## City page: about its data

about-entry = À propos de ses données
about-title = Ce qu’il faut savoir de ses données
about-none = { $city } n’a publié aucune valeur.
    .collected = Aucune valeur n’a été trouvée pour { $city }.
about-one-cycle = { $city } { $n ->
    [0] n’a publié aucune valeur utilisable lors de son seul cycle
    [one] a publié { $n } valeur lors d’un seul cycle
   *[other] a publié { $n } valeurs lors d’un seul cycle
}, { $cycle }.
    .collected = Pour { $city }, { $n ->
        [0] aucune valeur utilisable n’a été trouvée
        [one] { $n } valeur a été trouvée
       *[other] { $n } valeurs ont été trouvées
    }, dans un seul cycle, { $cycle }.
about-cycles = { $city } { $n ->
    [0] n’a publié aucune valeur utilisable
    [one] a publié { $n } valeur
   *[other] a publié { $n } valeurs
} en { $cycles } cycles, de { $first } à { $last }.
    .collected = Pour { $city }, { $n ->
        [0] aucune valeur utilisable n’a été trouvée
        [one] { $n } valeur a été trouvée
       *[other] { $n } valeurs ont été trouvées
    } en { $cycles } cycles, de { $first } à { $last }.
about-sources = Selon la source de la dernière valeur : { $sources }.
about-source = { $source } ({ $n ->
    [one] { $n } série
   *[other] { $n } séries
})
about-breaks = Les valeurs situées de part et d’autre d’une rupture ne sont pas comparées. Séries qui présentent une rupture : { $series }.
about-break = { $series } (avant { $years })
about-coverage = Séries renseignées pour le cycle { $cycle }
    .collected = Séries trouvées pour le cycle { $cycle }
about-area = Domaine d’action
about-reported = Renseignées
    .collected = Trouvées
about-expected = Attendues
    .collected = Au formulaire
about-nothing-sent = Aucune valeur n’a été transmise pour ce cycle.
    .collected = Aucune valeur n’a été trouvée pour ce cycle.
about-marks = Mentions portées sur les résultats et les valeurs
about-status = statut { $code }
about-mark = Mention
about-mark-says = Ce qu’elle signifie
about-how-many = Nombre
about-no-marks = Aucun de ses résultats ni aucune de ses valeurs ne porte de mention.
about-n-series = { $n ->
    [one] { $n } série
   *[other] { $n } séries
}
about-n-values = { $n ->
    [one] { $n } valeur
   *[other] { $n } valeurs
}
about-corrections = Valeurs corrigées avant tout calcul, et pourquoi
about-series = Série
about-year = Année
about-as-sent = Avant
about-as-used = Après
about-done = Ce qui a été fait
about-why = Pourquoi
about-no-value = pas de valeur
about-with-status = { $value }, statut { $status }
about-because = { $reason } ({ $day })
about-missing = Ce qui manque, et pourquoi
about-missing-reason = { $reason } : { $n ->
    [one] { $n } série
   *[other] { $n } séries
}
# $sentence is that of code-reason-….
about-missing-series = { $sentence } { $series }.
about-notes = Remarques sur ses valeurs
about-notes-caption = Remarques sur les valeurs, telles que transmises
    .collected = Remarques sur les valeurs, telles que publiées
about-noted = Séries et années
about-note = Remarque
about-from-to = { $first } à { $last }

## City page: when its values came, and questions

quality-on-time = Dans les délais
quality-late = En retard
quality-undated = Sans date
    .collected = Trouvées
quality-carried = Reprises d’une année antérieure
quality-missing = Manquantes
quality-caption = Séries demandées pour le cycle { $cycle }, selon le moment où leur valeur est arrivée
    .collected = Séries du formulaire pour le cycle { $cycle }, selon qu’une valeur a été trouvée ou non
quality-area = Domaine d’action
quality-timing = Moment où ses valeurs sont arrivées, par domaine d’action
# $parts: the messages quality-came-…, as a list.
quality-came = Sur { $n ->
    [one] { $n } série demandée
   *[other] { $n } séries demandées
} pour ce cycle, { $parts }.
    .collected = Sur { $n ->
        [one] { $n } série
        *[other] { $n } séries
    } du formulaire, { $parts }.
quality-came-on-time = { $n ->
    [one] { $n } est arrivée dans les délais
   *[other] { $n } sont arrivées dans les délais
}
quality-came-late = { $n ->
    [one] { $n } est arrivée en retard
   *[other] { $n } sont arrivées en retard
}
quality-came-undated = { $n ->
    [one] { $n } est arrivée sans date
   *[other] { $n } sont arrivées sans date
}
    .collected = { $n ->
        [one] { $n } a été trouvée
        *[other] { $n } ont été trouvées
    }
quality-came-carried = { $n ->
    [one] { $n } est reprise d’une année antérieure
   *[other] { $n } sont reprises d’une année antérieure
}
quality-came-missing = { $n ->
    [one] { $n } manque
   *[other] { $n } manquent
}
    .collected = { $n ->
        [one] { $n } n’a pas été trouvée
        *[other] { $n } n’ont pas été trouvées
    }
quality-never = Caractéristiques clés jamais renseignées : { $n }
    .collected = Caractéristiques clés sans valeur : { $n }
quality-feature = { $number } { $title }
quality-raise = Valeurs à vérifier
quality-questions = Valeurs qui ne concordent pas entre elles ; elles figurent telles qu’elles ont été transmises
    .collected = Valeurs qui ne concordent pas entre elles ; elles figurent telles qu’elles ont été publiées
quality-question = Question
quality-series = Séries et années

## Brief: every document

brief-figure = Figure
brief-table = Tableau
brief-contents = Sommaire
brief-contents-network = Le réseau
brief-reason = Motif
brief-meaning = Ce qu’il signifie
brief-keyword = villes apprenantes
brief-city-country = { $city }, { $country }
brief-foot = Les progrès sont mesurés dans le contexte propre à chaque ville. Les villes sont citées par ordre alphabétique.
brief-fictional = Démonstration : toutes les villes et tous les chiffres présentés ici sont inventés.
brief-card-fictional = Démonstration
brief-edition-draft = Version provisoire de l’édition { $cycle }
brief-edition-final = Édition définitive { $cycle }
brief-draft-line = Provisoire : les chiffres peuvent encore changer
brief-draft-line-by = Provisoire : observations jusqu’au { $day }
brief-draft-ask = Ceci est une version provisoire. Ses chiffres peuvent encore changer, et les villes sont invitées à transmettre leurs observations.
    .collected = Ceci est une version provisoire. Ses chiffres peuvent encore changer.
brief-draft-ask-by = Ceci est une version provisoire. Ses chiffres peuvent encore changer, et les villes sont invitées à transmettre leurs observations au plus tard le { $day }.
brief-as-of = Document établi à la date du { $day } : ce qui a été transmis par la suite n’est pas pris en compte.
    .collected = Document établi à la date du { $day } : ce qui a été publié par la suite n’est pas pris en compte.
# $snapshot is a code such as 3fa9c41b02de.
brief-cite = Citer ainsi : { $network }, « { $title } ». { $edition }, version des données publiques { $snapshot }.
# $version is a code such as 3fa9c41b02de, made from what this report says and shows.
brief-cite-version = Citer ainsi : { $network }, « { $title } ». { $edition }, version { $version }.

## Brief: of a city

brief-city-title = { $city } : rapport d’apprentissage entre pairs { $cycle }
brief-city-kicker = { $region } · { $country } · Rapport d’apprentissage entre pairs { $cycle }
brief-city-about = Ce qui a évolué, ce qui est resté stable et à qui s’adresser : { $city }, cycle { $cycle }.
brief-glance-how = Les parties d’une ville apprenante telles que les représentent les Documents d’orientation. Chacune indique combien de ses indicateurs ont évolué dans le sens du progrès, sont restés stables, ont évolué dans le sens opposé ou n’ont pas de résultat : des décomptes, rien d’autre.
brief-series = Ce qui a évolué et ce qui a une cible
    .collected = Ce qui a évolué
brief-series-how = { $n ->
    [one] { $n } série sur { $all } est présentée : elle a une cible fixée par la ville, ou elle a évolué.
   *[other] { $n } séries sur { $all } sont présentées : dans la limite de la place disponible, celles qui ont une cible fixée par la ville, puis celles qui ont évolué. La page de la ville les présente toutes. Une bande grise, là où assez de pairs ont une valeur, représente la moitié centrale des pairs les plus proches.
}
    .collected = { $n ->
        [one] { $n } série sur { $all } est présentée : elle a évolué.
       *[other] { $n } séries sur { $all } sont présentées : celles qui ont évolué, dans la limite de la place disponible. La page de la ville les présente toutes. Une bande grise, là où assez de pairs ont une valeur, représente la moitié centrale des pairs les plus proches.
    }
# $title is the series, $told sentences on what it did.
brief-series-caption = { $title }. { $told }
brief-area-title = { $number } { $title }
brief-values = Dernières valeurs ; un changement peut être établi dès qu’une série en compte deux comparables
brief-benefits-caption = Parmi les indicateurs qui présentent un changement comparable au cycle indiqué, ceux qui avaient évolué dans le sens du progrès. Les barres montrent, dans cet ordre : progrès, stable, sens opposé, indéterminé
brief-peers-names = { $n ->
    [one] { $n } ville comparable, quels que soient ses résultats : { $cities }.
   *[other] { $n } villes comparables, quels que soient leurs résultats : { $cities }.
}
brief-peers-how = Les pairs sont choisis d’après le seul contexte. Un tiret figure là où le réseau ne connaît pas de valeur commune aux deux villes.
brief-practice = Pratique : { $title }.
brief-practice-told = Pratique : { $title }. { $summary }
brief-practices-more = { $n ->
    [one] La page de la ville présente { $n } autre pratique.
   *[other] La page de la ville présente { $n } autres pratiques.
}
brief-missing-table = Séries sans évolution établie, et pourquoi
brief-read-title = Comment lire ce rapport
brief-read-own = Les progrès sont mesurés dans le contexte propre à la ville. Il n’y a ici ni note globale ni classement, et les villes sont citées par ordre alphabétique.
brief-read-movement = Un indicateur a évolué dans le sens du progrès ou dans le sens opposé lorsque son changement depuis le point de départ est assez grand pour que l’on parle d’évolution et dépasse sa marge d’erreur. Son évolution est confirmée si elle resterait la même en prenant pour première ou dernière valeur celle d’une année voisine ; sinon, elle est à confirmer. Avec deux valeurs seulement, elle n’est confirmée que si une marge d’erreur est connue. Le sens du progrès est fixé pour chaque indicateur ; pour certains il ne l’est pas, et le changement est indiqué sans appréciation.
brief-read-held = Un indicateur est resté stable lorsque son changement est faible ou dans la marge d’erreur, ou lorsqu’une part qui vise la parité y est restée.
brief-read-peers = Les pairs sont les villes les plus proches par leur contexte, selon les variables de leur tableau, jamais par leurs résultats. La moitié centrale de leurs valeurs est définie de sorte qu’une ville semblable à ses pairs se situe en dehors une fois sur deux. Se situer en dehors n’est en soi ni bon ni mauvais.
brief-read-learning = Les villes à consulter ont déjà été là où se trouve la ville et ont enregistré depuis un progrès confirmé ; le nombre de celles qui sont restées stables ou ont évolué dans le sens opposé est aussi indiqué. Cela montre à qui s’adresser, et non une relation de cause à effet.
brief-read-more = Chaque chiffre, sa source et sa méthode figurent sur la page de la ville et sur la page des méthodes du site. Les chiffres sont calculés et comparés avant d’être arrondis.

## Brief: of the network

brief-network-title = Note de synthèse annuelle { $cycle }
brief-network-about = Ce qui a évolué, ce qui est resté stable et ce que les villes peuvent apprendre les unes des autres : { $network }, cycle { $cycle }.
brief-area-kicker = { $id } · { $dimension }
# $finding is one of those below, which begin in lower case.
brief-area-headline = { $area } : { $finding }
brief-area-firm = { $towards ->
    [0] aucune évolution confirmée
    [one] { $towards } évolution confirmée
   *[other] { $towards } évolutions confirmées
} dans le sens du progrès, { $away ->
    [0] aucune
   *[other] { $away }
} dans le sens opposé
brief-area-undirected = { $n ->
    [one] { $n } évolution confirmée, sans direction de progrès définie
   *[other] { $n } évolutions confirmées, aucune avec une direction de progrès définie
}
brief-area-no-firm = { $n ->
    [one] { $n } changement comparable, sans évolution confirmée
   *[other] { $n } changements comparables, aucune évolution confirmée
}
brief-areas-without = Sans changement comparable à ce jour, et donc sans page ici : { $areas }.
brief-most-towards = Plus de la moitié des villes qui présentent un changement comparable ont évolué dans le sens du progrès pour { $measurements }.
brief-most-away = Plus de la moitié d’entre elles ont évolué dans le sens opposé pour { $measurements }.
brief-commitment = Ce que demande la Déclaration de Pékin (engagement { $n }, en anglais)
brief-bars = L’évolution des villes, par indicateur
brief-bars-caption = Villes par indicateur et selon leur changement depuis le point de départ ; entre parenthèses, évolution confirmée
brief-key-towards-firm = progrès, confirmé
brief-key-towards = progrès, à confirmer
brief-key-held = stable
brief-key-away = sens opposé, à confirmer
brief-key-away-firm = sens opposé, confirmé
brief-key-no-direction = indéterminé
brief-practices-title = Pratiques par caractéristique clé
brief-practices-how = Pratiques décrites par les villes, dont le nom figure entre parenthèses. Les pages des caractéristiques clés donnent les textes des villes et leurs liens.
brief-practices-caption = Pratiques par caractéristique clé, dans l’ordre alphabétique des villes
brief-practice-city = { $practice } ({ $city })
brief-practices-further = { $n ->
    [one] { $n } autre
   *[other] { $n } autres
}
brief-bars-few = { $n ->
    [one] aucune ville
   *[other] moins de { $n } villes
}
brief-time-note = médiane et moitié centrale des villes qui ont des valeurs aux deux extrémités
brief-own-words = La parole à une ville
brief-own-words-none = Aucune ville n’a encore décrit publiquement une pratique dans ce domaine.
brief-ask = À qui s’adresser ?
brief-offers = Proposent leur aide : { $cities }.
brief-offers-none = Aucune ville ne propose encore son aide dans ce domaine.
brief-asks = Demandent de l’aide : { $cities }.
brief-asks-none = Aucune ville ne demande d’aide dans ce domaine.
brief-cover-how = Les douze domaines d’action sous la forme d’un temple : les avantages reposent sur les éléments constitutifs, et ceux-ci sur les conditions. Chaque partie montre l’évolution de ses indicateurs depuis leur point de départ.
brief-year = L’année { $cycle } dans le réseau
brief-figure-cities = { $n ->
    [one] ville, sur { $all }, a transmis
   *[other] villes, sur { $all }, ont transmis
} des valeurs publiques pour le cycle { $cycle }
    .collected = { $n ->
        [one] ville, sur { $all }, pour laquelle
       *[other] villes, sur { $all }, pour lesquelles
    } des valeurs ont été trouvées au titre du cycle { $cycle }
brief-figure-series = { $n ->
    [one] série de valeurs reçue
   *[other] séries de valeurs reçues
} pour le cycle { $cycle }
brief-figure-before = { $text } ({ $cycle } : { $n })
brief-figure-changes = { $n ->
    [one] changement comparable
   *[other] changements comparables
}, un par ville et par indicateur
brief-figure-firm = { $n ->
    [one] évolution confirmée
   *[other] évolutions confirmées
} dans le sens du progrès, { $away } dans le sens opposé
brief-figure-practices = { $n ->
    [one] pratique décrite
   *[other] pratiques décrites
} par des villes
brief-read-panel = L’évolution du réseau repose sur les mêmes villes chaque année : celles qui ont des valeurs comparables dans une première année et dans la dernière. La ligne est leur médiane, la bande la moitié centrale de leurs valeurs. Si une ville n’a pas de valeur pour une année, sa dernière valeur antérieure est retenue.
brief-read-practice = La pratique présentée à la page de chaque domaine est choisie à tour de rôle : les pratiques accompagnées d’un résumé sont rangées dans l’ordre alphabétique des villes, et chaque cycle prend la suivante.
brief-feature = Caractéristique clé
brief-offering = Villes qui proposent leur aide
brief-asking = Villes qui demandent de l’aide
brief-ask-where = Par caractéristique clé : page
# Une lettre chacune, pour les cases d’un tableau.
brief-mark-offers = P
brief-mark-asks = D
brief-exchange = Qui propose son aide et qui en demande
brief-exchange-how = Par caractéristique clé ; les villes sont citées par ordre alphabétique. Les offres et les demandes sont celles que les villes déclarent elles-mêmes.
brief-exchange-caption = Offres et demandes d’aide par caractéristique clé
brief-exchange-none = Aucune ville n’a encore proposé son aide ou demandé de l’aide publiquement.
brief-region-cities = { $n ->
    [one] { $n } ville membre
   *[other] { $n } villes membres
}, { $published ->
    [0] sans résultats publiés
   *[other] dont { $published } avec des résultats publiés
}.
brief-region-few = Les décomptes sont donnés lorsqu’au moins { $n ->
    [one] { $n } ville a
   *[other] { $n } villes ont
} des résultats.
brief-region-caption = { $region } : ce que les villes proposent, demandent et décrivent, par ordre alphabétique
brief-region-others = Autres villes membres : { $cities }.
brief-offering-help = Propose son aide pour
brief-asking-help = Demande de l’aide pour
brief-practices = Pratiques
brief-methods-values = Une série est l’ensemble des valeurs d’une ville pour un indicateur et une composante. De deux valeurs portant sur la même année, celle qui a été transmise en dernier est retenue. Une valeur mesurée selon une autre définition que celle du catalogue est comptée et représentée à part.
brief-methods-change = Le changement est mesuré de la première valeur comparable depuis l’année de départ de la ville jusqu’à la plus récente : en points pour les pourcentages et les notes, par rapport à la première valeur pour le reste. Une rupture de la série, une autre source ou une autre définition fixe un nouveau point de départ. Une dernière valeur de plus de { $years } ans ne donne pas de résultat.
brief-methods-certainty = Un changement est confronté à la marge d’erreur des deux valeurs : celle qui a été transmise, celle qui est calculée à partir de l’échantillon, ou celle qui découle des fluctuations habituelles de telles séries d’une année à l’autre. Ce qui ne peut être testé est à confirmer, de même qu’un changement qui serait autre si la première ou la dernière valeur était celle d’une année voisine.
brief-methods-chance = Parmi tant de changements, certains ont l’air d’une évolution par le seul hasard ; leur nombre est indiqué à côté des décomptes.
brief-methods-count = Les décomptes portent sur des indicateurs : un par ville, selon son total ; sans total, selon ce que ses composantes qui ont évolué ont en commun.
brief-colophon = À propos de cette publication
brief-colophon-made = Publié par { $network }. Tous les chiffres et toutes les phrases sont calculés à partir des valeurs publiées ; rien n’est estimé pour une ville sans valeurs.
brief-colophon-fonts = Composé en Noto Sans. Pour l’impression offset, l’imprimeur convertit les couleurs.
brief-colophon-commitments = Les engagements sont cités, en anglais, d’après la Déclaration de Pékin sur la création des villes apprenantes, adoptée lors de la première Conférence internationale sur les villes apprenantes (UNESCO, Pékin, 2013).
brief-regions-how = Les régions sont citées par ordre alphabétique. Une région est présentée lorsqu’un nombre suffisant de ses villes ont des résultats, de sorte que l’on ne puisse rien en déduire sur l’une d’elles.
brief-region-table = { $region } : indicateurs par domaine d’action et selon leur changement depuis le point de départ ; entre parenthèses, évolution confirmée
brief-stories = Ce que les villes peuvent apprendre les unes des autres
brief-stories-none = Aucune ville n’a encore décrit publiquement une pratique pour une série sur laquelle d’autres pourraient la consulter.
    .collected = Aucune ville n’a été invitée à décrire des pratiques : aucune n’est donc présentée ici.
brief-stories-how = Un exemple au plus par domaine d’action : celui d’une ville dont l’évolution dans le sens du progrès est confirmée et qui a décrit une pratique, lorsqu’une autre, aujourd’hui là où elle était, demande de l’aide. C’est chaque fois le premier exemple dans l’ordre du formulaire, puis des noms, et si possible d’une ville qui n’en donne pas d’autre ; les pages des villes les présentent tous.
brief-coverage-now = En { $cycle }, une valeur a été publiée pour { $n } des { $all } séries demandées aux villes qui publient des résultats, soit { $share }.
    .collected = En { $cycle }, une valeur a été trouvée pour { $n } des { $all } séries de ces villes, soit { $share }.
brief-coverage-then = En { $cycle }, c’était le cas de { $n } sur { $all }, soit { $share }.
brief-coverage-caption = La figure donne cette part par domaine d’action et par cycle, en pourcentage ; plus la teinte est soutenue, plus la part est grande.
brief-story = { $city } ({ $country }) : de { $from } en { $start } à { $to } en { $end }.
brief-story-asking = { $n ->
    [one] Ville qui déclare aujourd’hui une valeur semblable et pourrait la consulter : { $cities }.
   *[other] Villes qui déclarent aujourd’hui une valeur semblable et pourraient la consulter : { $cities }.
}
brief-methods = Les méthodes en bref
brief-methods-context = Les progrès sont mesurés dans le contexte propre à chaque ville. Il n’y a ici ni note globale ni classement : les villes, les régions et les domaines suivent l’ordre alphabétique ou celui du formulaire.
brief-methods-withheld = Chaque ville décide de ce qui est publié. Ce qu’elle ne souhaite pas publier n’est présenté nulle part ; ce qu’elle accepte de laisser compter n’est compté que parmi un grand nombre de villes.
    .collected = Les valeurs proviennent de sources publiées, indiquées avec chaque chiffre ; aucune ville ne les a transmises.
brief-methods-more = La page des méthodes du site donne toutes les règles avec leurs valeurs, et les données ouvertes permettent de recalculer chaque chiffre.
brief-cities-with = { $n ->
    [0] Aucune ville n’a encore publié de résultats.
    [one] { $n } ville a publié des résultats.
   *[other] { $n } villes ont publié des résultats.
}
    .collected = { $n ->
        [0] Aucune valeur n’a été trouvée.
        [one] Des valeurs ont été trouvées pour { $n } ville.
       *[other] Des valeurs ont été trouvées pour { $n } villes.
    }
brief-cities-without = { $n ->
    [one] { $n } ville membre n’a rien transmis pour publication. Cela ne dit rien de ses progrès.
   *[other] { $n } villes membres n’ont rien transmis pour publication. Cela ne dit rien de leurs progrès.
}
    .collected = { $n ->
        [one] Aucune valeur n’a été trouvée pour { $n } ville. Cela ne dit rien de ses progrès.
       *[other] Aucune valeur n’a été trouvée pour { $n } villes. Cela ne dit rien de leurs progrès.
    }

## Taking charts and tables along

take-brief = Version à imprimer, au format PDF
take-chart-link = Lien vers ce graphique
take-chart-svg = Ce graphique au format SVG
take-chart-wide = Graphique plus large qu’un petit écran
take-table-link = Lien vers ce tableau
take-table-csv = Ce tableau au format CSV
take-values-csv = Valeurs de toutes les séries au format CSV

## Search

find-cities = Chercher une ville par son nom, dans n’importe quelle écriture
find-features = Chercher une caractéristique clé
find-none = Aucun nom ne correspond.
find-some = Noms qui correspondent : { $matches }

## Catalogue: dimensions

dimension-1 = Avantages plus larges de la création d’une ville apprenante
dimension-2 = Principaux éléments constitutifs d’une ville apprenante
dimension-3 = Conditions fondamentales de la création d’une ville apprenante

## Catalogue: areas of focus

area-1_1 = Autonomiser les individus et promouvoir la cohésion sociale
area-1_2 = Soutenir le développement économique et la prospérité culturelle
area-1_3 = Promouvoir le développement durable
area-2_1 = Promouvoir un apprentissage inclusif dans le système éducatif
area-2_2 = Raviver l’apprentissage dans les familles et les communautés
area-2_3 = Faciliter l’apprentissage pour l’emploi et au travail
area-2_4 = Étendre l’usage des techniques modernes pour l’apprentissage
area-2_5 = Améliorer la qualité de l’apprentissage
area-2_6 = Favoriser une culture de l’apprentissage tout au long de la vie
area-3_1 = Renforcer la volonté et l’engagement politiques
area-3_2 = Améliorer la gouvernance et la participation de toutes les parties prenantes
area-3_3 = Stimuler la mobilisation et l’utilisation des ressources

## Catalogue: key features

feature-1_1_1 = Alphabétisation et compétences de base pour toute la population
feature-1_1_2 = Participation à la vie publique de la ville
feature-1_1_3 = Égalité des genres
feature-1_1_4 = Une communauté sûre, harmonieuse et inclusive
feature-1_2_1 = Croissance économique inclusive et durable
feature-1_2_2 = Possibilités d’emploi pour toutes et tous
feature-1_2_3 = Soutien à la science, à la technologie et à l’innovation
feature-1_2_4 = Accès à des activités culturelles variées
feature-1_2_5 = Participation aux loisirs et aux activités physiques
feature-1_3_1 = Réduction des effets négatifs sur l’environnement naturel
feature-1_3_2 = Qualité de vie dans la ville
feature-1_3_3 = Développement durable par l’apprentissage actif
feature-2_1_1 = Accès à la protection et à l’éducation de la petite enfance
feature-2_1_2 = Accès à l’éducation, du primaire au supérieur
feature-2_1_3 = Éducation des adultes et enseignement technique et professionnel
feature-2_1_4 = Soutien aux groupes marginalisés
feature-2_2_1 = Espaces et ressources d’apprentissage communautaires
feature-2_2_2 = Motivation pour l’apprentissage en famille et dans la communauté
feature-2_2_3 = Histoire et culture de la communauté, savoirs autochtones
feature-2_3_1 = Possibilités d’apprentissage pour toute la population active
feature-2_3_2 = Organisations apprenantes publiques et privées
feature-2_3_3 = Soutien des employeurs et des syndicats à l’apprentissage sur le lieu de travail
feature-2_3_4 = Possibilités offertes aux jeunes et aux adultes sans emploi
feature-2_4_1 = Personnel administratif, enseignant et éducatif formé aux techniques d’apprentissage
feature-2_4_2 = Accès de la population aux outils TIC et aux programmes d’apprentissage
feature-2_5_1 = Un changement de paradigme dans l’éducation et l’apprentissage
feature-2_5_2 = Valeurs communes et tolérance des différences
feature-2_5_3 = Personnel administratif, enseignant et éducatif dûment formé
feature-2_5_4 = Un environnement propice à l’apprentissage
feature-2_6_1 = Manifestations publiques qui célèbrent l’apprentissage
feature-2_6_2 = Information, orientation et soutien pour toutes et tous
feature-2_6_3 = Reconnaissance et valorisation de toutes les formes d’apprentissage
feature-3_1_1 = Impulsion et engagement politiques
feature-3_1_2 = Stratégies participatives d’apprentissage tout au long de la vie
feature-3_1_3 = Suivi des progrès
feature-3_2_1 = Coordination intersectorielle
feature-3_2_2 = Contributions de toutes les parties prenantes
feature-3_3_1 = Investissement financier des pouvoirs publics
feature-3_3_2 = Utilisation efficace des ressources de toutes les parties prenantes
feature-3_3_3 = Financement et soutien en faveur des plus pauvres
feature-3_3_4 = Contribution bénévole de la population
feature-3_3_5 = Échanges entre les villes

## Catalogue: measurements and what they mean

measurement-adult_literacy_rate = Taux d’alphabétisation des adultes
    .meaning = part des personnes alphabétisées dans la population âgée de 15 ans et plus
measurement-election_turnout = Taux de participation aux élections
    .meaning = part des personnes en âge de voter qui ont voté à la dernière grande élection ; l’année de l’élection est l’année de référence
measurement-volunteering_rate = Participation au bénévolat et aux activités communautaires
    .meaning = part des personnes qui ont fait du bénévolat et un travail communautaire non rémunérés au cours des 12 mois précédant l’enquête
measurement-council_seats_women = Égalité des genres en politique
    .meaning = part des sièges du conseil municipal ou de l’assemblée de la ville occupés par des femmes ; le but est la parité (50), et non un maximum
measurement-board_seats_women = Égalité des genres à la tête des entreprises
    .meaning = part des sièges occupés par des femmes dans les conseils d’administration des dix plus grandes entreprises de la ville ; le but est la parité (50), et non un maximum
measurement-recorded_crime_rate = Niveau de criminalité
    .meaning = infractions enregistrées dans l’année pour 100 000 habitants ; une hausse peut aussi signifier que davantage de faits sont signalés
measurement-expected_social_mobility = Mobilité sociale
    .meaning = part des personnes issues d’un milieu défavorisé qui pensent que leurs enfants auront un statut social plus élevé que le leur
measurement-gdp_per_capita = PIB par habitant
    .meaning = valeur produite dans la ville, par habitant, en dollars des États-Unis à parité de pouvoir d’achat
measurement-urban_poverty_rate = Pauvreté urbaine
    .meaning = part des personnes vivant avec moins de 1,25 dollar des États-Unis par jour (prix internationaux de 2005, PPA)
measurement-unemployment_rate = Taux de chômage
    .meaning = part des personnes au chômage en âge de travailler (15 ans et plus) dans la population active
measurement-science_technology_workers = Ressources humaines en science et technologie
    .meaning = part des professionnels des sciences et des technologies dans l’emploi total
measurement-patent_rate = Dépôts de brevets
    .meaning = nouveaux brevets dans l’année pour 100 000 habitants
measurement-cultural_visits = Participation aux activités culturelles
    .meaning = nombre moyen de fois par mois où un habitant se rend dans un musée, un théâtre, un cinéma, une salle de concert ou à une manifestation sportive
measurement-physical_exercise_rate = Pratique de l’exercice physique et du sport
    .meaning = part de la population qui pratique un exercice physique ou un sport au moins cinq fois par semaine
measurement-co2_per_capita = Émissions de CO2
    .meaning = émissions totales de CO2 par habitant dans l’année
measurement-waste_per_capita = Gestion des déchets
    .meaning = déchets ménagers collectés et traités par habitant dans l’année ; une hausse peut signifier que l’on collecte davantage ou que l’on jette davantage, le sens du progrès n’est donc pas fixé
measurement-slum_population = Conditions de logement (habitants de taudis)
    .meaning = part des habitants qui vivent dans un taudis
measurement-public_transport_satisfaction = Transports publics
    .meaning = satisfaction de la population à l’égard des transports publics, de 1 (insuffisant) à 5 (excellent)
measurement-sustainability_education = Éducation en vue du développement durable
    .meaning = mesures efficaces en faveur du développement durable à tous les niveaux d’enseignement, notées par des spécialistes
measurement-environmental_stewardship = Respect de l’environnement
    .meaning = regard de la population sur son propre comportement à l’égard de l’environnement
measurement-pre_primary_enrolment = Scolarisation dans l’enseignement préprimaire
    .meaning = taux net de scolarisation dans l’enseignement préprimaire (CITE 0), filles et garçons ; il peut dépasser 100 lorsque des enfants viennent d’une commune voisine
measurement-mean_years_of_schooling = Durée moyenne de scolarisation
    .meaning = nombre moyen d’années de scolarité formelle des personnes âgées de 25 ans et plus
measurement-adult_learning_participation = Participation à l’apprentissage et à l’éducation des adultes
    .meaning = part des personnes de 25 à 64 ans qui ont suivi un enseignement ou une formation au cours des 12 mois précédant l’enquête
measurement-support_disadvantaged_learners = Soutien aux groupes défavorisés
    .meaning = mesures de la ville en faveur des personnes en apprentissage issues de minorités linguistiques ou ethniques et de milieux défavorisés
measurement-support_senior_learners = Soutien aux personnes âgées
    .meaning = mesures de la ville en faveur de l’apprentissage des personnes de 65 ans et plus
measurement-community_learning_spaces = Infrastructures
    .meaning = lieux d’apprentissage communautaire en activité, tels que centres, maisons de la culture et bibliothèques ouverts à tous, pour 100 000 habitants
measurement-family_learning_policy = Politique de soutien à l’apprentissage en famille
    .meaning = politique qui soutient l’apprentissage dans les familles
measurement-community_learning_participation = Participation à l’apprentissage communautaire
    .meaning = part des personnes qui participent à un apprentissage communautaire au moins deux heures par semaine
measurement-family_learning_participation = Participation à l’apprentissage en famille
    .meaning = part des personnes qui ont appris en famille au cours de l’année précédant l’enquête
measurement-indigenous_knowledge_programmes = Ressources d’apprentissage issues des savoirs autochtones
    .meaning = programmes d’apprentissage que la ville a élaborés à partir de l’histoire et de la culture de la communauté et des savoirs autochtones
measurement-employee_training_participation = Participation du personnel à l’éducation et à la formation
    .meaning = part des personnes en emploi qui apprennent ou se forment pour leur travail
measurement-migrant_worker_training = Participation des travailleurs migrants à l’éducation et à la formation
    .meaning = ce que la ville fait ou prévoit pour que les travailleurs migrants puissent étudier et se former
measurement-learning_organizations = Organisations apprenantes
    .meaning = initiatives visant à développer des organisations qui encouragent leur personnel à apprendre
measurement-employer_training_investment = Engagement financier des employeurs pour le développement des compétences
    .meaning = part des dépenses d’éducation et de formation du personnel dans la masse salariale
measurement-youth_neet_rate = Participation des jeunes (ni en études, ni en emploi, ni en formation)
    .meaning = part des jeunes de 15 à 24 ans qui ne sont ni en études, ni en emploi, ni en formation
measurement-unemployed_in_training = Formation des personnes au chômage
    .meaning = part des personnes au chômage inscrites à une formation professionnelle proposée dans la ville, chaque personne étant comptée une seule fois
measurement-educators_ict_training = Formation du personnel administratif, enseignant et éducatif aux TIC
    .meaning = part du personnel enseignant et éducatif formé aux TIC au cours de l’année précédant l’enquête
measurement-educators_ict_use = Utilisation des TIC en classe
    .meaning = part du personnel enseignant et éducatif qui utilise habituellement les TIC en classe
measurement-mobile_penetration_rate = Taux de pénétration de la téléphonie mobile
    .meaning = part des personnes qui disposent d’une connexion mobile
measurement-internet_usage = Utilisation d’Internet
    .meaning = part des personnes qui peuvent se connecter à Internet chez elles ou par un accès partagé
measurement-internet_learning_hours = Apprentissage sur Internet
    .meaning = temps hebdomadaire moyen consacré à l’apprentissage en ligne
measurement-learning_paradigm_shift = Changement de paradigme dans l’éducation et l’apprentissage
    .meaning = politique qui passe de l’enseignement à l’apprentissage et favorise la créativité et l’aptitude à apprendre
measurement-intercultural_contact = Apprendre à vivre ensemble
    .meaning = part des personnes qui fréquentent régulièrement des personnes d’autres cultures
measurement-learners_per_teacher = Disponibilité de personnel enseignant et éducatif formé
    .meaning = nombre d’apprenants par membre du personnel enseignant ou éducatif dûment formé à ce niveau
measurement-learning_environment_satisfaction = Environnement propice à l’apprentissage
    .meaning = part des apprenants satisfaits du lieu et des conditions dans lesquels ils apprennent
measurement-learning_advocacy = Promotion de l’apprentissage
    .meaning = activités publiques et usage des médias qui promeuvent et célèbrent l’apprentissage
measurement-learner_information_satisfaction = Information et services
    .meaning = part des apprenants satisfaits de l’information et des conseils qu’ils reçoivent
measurement-learning_recognition = Reconnaissance et valorisation des acquis de l’apprentissage
    .meaning = politiques et pratiques qui reconnaissent, valident et certifient tous les acquis de l’apprentissage
measurement-political_leadership = Impulsion politique
    .meaning = fermeté du soutien des responsables à la stratégie, dans son élaboration comme dans sa mise en œuvre
measurement-lifelong_learning_strategy = Politique et stratégie publiques
    .meaning = lois, politiques et plans en faveur de l’apprentissage à tout âge adoptés par le conseil
measurement-progress_monitoring = Mesures de suivi des progrès
    .meaning = mesures de suivi de l’élaboration et de la mise en œuvre de la stratégie
measurement-stakeholder_coordination = Mécanismes de coordination des parties prenantes
    .meaning = efficacité des mesures qui mobilisent et coordonnent les parties prenantes
measurement-stakeholder_participation = Participation des parties prenantes
    .meaning = ce que les parties prenantes promettent, prévoient et font, chacune dans son domaine, pour que l’apprentissage soit meilleur et plus accessible
measurement-private_sector_commitment = Engagement du secteur privé
    .meaning = travail commun et partenariats de la ville avec des entreprises privées au service de la stratégie
measurement-education_budget_share = Investissement financier dans l’éducation et l’apprentissage
    .meaning = part des dépenses publiques d’éducation et d’apprentissage dans l’ensemble du budget de la ville
measurement-education_expenditure_distribution = Répartition des dépenses publiques d’éducation
    .meaning = part des dépenses publiques d’éducation consacrée à l’éducation de base (CITE 0-3) et à l’éducation des adultes et continue ; les autres niveaux n’étant pas comptés, la somme des deux n’atteint pas nécessairement 100, et le sens du progrès n’est fixé ni pour l’une ni pour l’autre
measurement-resource_mapping = Utilisation efficace des ressources
    .meaning = nouvelles façons de recenser et d’utiliser au service de l’apprentissage les moyens humains, financiers, culturels et autres de la ville
measurement-subsidies_disadvantaged_groups = Aides aux groupes défavorisés
    .meaning = manière dont des fonds sont réservés et bien employés pour que les groupes défavorisés puissent apprendre
measurement-citizens_teaching_citizens = Contribution de la population à l’apprentissage d’autrui
    .meaning = part des personnes qui ont transmis leur savoir au moins une fois par mois au cours de l’année précédant l’enquête
measurement-international_partnership = Partenariats internationaux
    .meaning = avancées dans la recherche et l’utilisation de liens avec d’autres villes apprenantes

## Catalogue: context variables

variable-population = population
variable-population_density = densité de population
variable-gdp_per_head = PIB par habitant
variable-mean_years_of_schooling = durée moyenne de scolarisation
variable-active_businesses = entreprises actives
variable-business_births = créations d’entreprises
variable-disposable_income_per_head = revenu disponible brut des ménages par habitant
variable-median_weekly_pay = salaire hebdomadaire brut médian
variable-economically_inactive = personnes économiquement inactives de 16 à 64 ans
variable-housing_affordability = prix des logements rapportés aux revenus annuels du travail

## Catalogue: units

unit-recorded_crimes_per_100_000_inhabitants = infractions enregistrées pour 100 000 habitants
unit-US__PPP_per_inhabitant = dollars É.-U. (PPA) par habitant
unit-new_patents_per_100_000_inhabitants = nouveaux brevets pour 100 000 habitants
unit-visits_per_inhabitant_per_month = visites par habitant et par mois
unit-tonnes_per_inhabitant_per_year = tonnes par habitant et par an
unit-kg_per_inhabitant_per_year = kg par habitant et par an
unit-rating_1-5 = note de 1 à 5
unit-years = ans
unit-spaces_per_100_000_inhabitants = espaces pour 100 000 habitants
unit-programmes = programmes
unit-hours_per_week = heures par semaine
unit-learners_per_teacher = apprenants par enseignant
unit-inhabitants = habitants
unit-inhabitants_per_km_ = habitants par km²
unit-enterprises = entreprises
unit-__of_active_businesses = % des entreprises actives
unit-___current_prices = £, prix courants
unit-ratio_of_medians = rapport des médianes

## Catalogue: items

item-total = total
item-public = secteur public
item-private = secteur privé
item-schools = écoles
item-community_spaces = espaces communautaires
item-primary = primaire
item-secondary = secondaire
item-adult = éducation des adultes
item-basic = éducation de base

## Catalogue: source kinds

source-official = données officielles
source-survey = enquête
source-expert = notes de spécialistes

## Catalogue: codes in words

code-movement-towards = dans le sens du progrès
    .sentence = La valeur a évolué dans le sens du progrès.
code-movement-away = dans le sens opposé
    .sentence = La valeur a évolué dans le sens opposé au progrès.
code-movement-steady = stable
    .sentence = Le changement est inférieur au seuil à partir duquel on parle d’évolution.
code-movement-within_noise = sans évolution nette
    .sentence = Le changement est compris dans la marge d’erreur des chiffres.
code-movement-at_parity = à parité
    .sentence = La répartition entre les femmes et les hommes est à peu près égale.
code-movement-mixed = contrasté
    .sentence = Cet indicateur n’a pas de total et ses composantes ont évolué dans des sens différents.
code-movement-rose = en hausse
    .sentence = La valeur a augmenté ; le sens du progrès n’est pas fixé pour cet indicateur.
code-movement-fell = en baisse
    .sentence = La valeur a diminué ; le sens du progrès n’est pas fixé pour cet indicateur.
code-reason-no_points = pas de données
    .sentence = Aucune valeur n’a été publiée.
code-reason-one_point = une seule valeur
    .sentence = Moins de deux valeurs comparables depuis l’année de départ ; il en faut une deuxième pour parler de changement.
code-reason-conflict = fichiers contradictoires
    .sentence = Pour une année au moins, deux fichiers envoyés en même temps par la ville se contredisent : aucune de ces deux valeurs n’est utilisée, et il en reste trop peu.
code-reason-stale = valeur trop ancienne
    .sentence = La dernière valeur est trop ancienne pour renseigner sur ce cycle.
code-reason-base_not_positive = pas de changement en pourcentage
    .sentence = Un changement en pourcentage suppose deux valeurs supérieures à zéro.
code-reason-out_of_numbers = pas de changement chiffré
    .sentence = Les deux valeurs sont trop éloignées l’une de l’autre pour que leur changement puisse être chiffré.
code-reason-current_prices = prix courants
    .sentence = Des montants aux prix de leur propre année augmentent avec les prix ; aucun changement n’en est donc déduit.
code-reason-too_few_peers = trop peu de pairs
    .sentence = Trop peu de villes comparables disposent d’une valeur de même nature.
code-reason-no_direction = sens du progrès non fixé
    .sentence = Le sens du progrès n’est pas fixé pour cet indicateur ; rien ne peut donc être dit meilleur.
code-reason-context_missing = contexte manquant
    .sentence = Les éléments de contexte connus à la fois pour cette ville et pour d’autres, comme la population, sont trop peu nombreux pour que des pairs puissent être trouvés.
code-reason-expert_ratings = notes de spécialistes
    .sentence = Les groupes de spécialistes diffèrent d’une ville à l’autre ; leurs notes ne sont donc pas comparées.
code-certainty-firm = confirmée
    .sentence = Le changement dépasse sa marge d’erreur et reste le même si l’on part de l’année suivante ou si l’on s’arrête à la précédente.
code-certainty-tentative = à confirmer
    .sentence = Le changement peut tenir au choix des années, au hasard ou à une valeur inexpliquée.
code-mark-provisional = provisoire
    .sentence = Une valeur est provisoire ou estimée.
code-mark-at_parity = parité atteinte
    .sentence = Ce changement a conduit à un partage à peu près égal entre femmes et hommes.
code-mark-not_tested = non testé
    .sentence = Rien n’indique de combien les valeurs peuvent s’écarter de la réalité ; on ne sait donc pas si le changement dépasse cet écart.
code-mark-interval_borrowed = marge d’erreur empruntée
    .sentence = L’une des valeurs n’a pas de marge d’erreur propre ; celle de l’autre valeur de la ville, ou la marge habituelle du réseau, en tient lieu.
code-mark-fluctuation_used = testé d’après la fluctuation habituelle
    .sentence = Les valeurs n’ont pas de marge d’erreur ; le changement est comparé à la fluctuation habituelle de telles valeurs dans le réseau.
code-mark-two_points = deux valeurs seulement
    .sentence = Il n’y a que deux valeurs comparables, et aucune n’a de marge d’erreur.
code-mark-depends_on_year = dépend de l’année
    .sentence = En partant de la valeur suivante, ou en s’arrêtant à la précédente, le résultat serait différent.
code-mark-against_trend = contraire à la tendance
    .sentence = Sur l’ensemble des années, les valeurs montrent une nette tendance inverse.
code-mark-unresolved_jump = saut inexpliqué
    .sentence = Une valeur s’écarte fortement de la précédente, et personne ne l’a encore expliqué.
code-mark-few_reviewers = noté par peu de personnes
    .sentence = À notre connaissance, moins de cinq personnes ont donné une note ; il faut donc un point entier pour parler d’évolution.
code-mark-design_effect_assumed = incertitude en partie supposée
    .sentence = L’enquête n’indique pas dans quelle mesure la façon de choisir les personnes interrogées augmente son incertitude (effet de plan de sondage) ; une valeur usuelle est supposée.
code-standing-below = en dessous de la moitié centrale
    .sentence = La valeur se situe en dessous de la moitié centrale de ses pairs.
code-standing-within = dans la moitié centrale
    .sentence = La valeur se situe dans la moitié centrale de ses pairs.
code-standing-above = au-dessus de la moitié centrale
    .sentence = La valeur se situe au-dessus de la moitié centrale de ses pairs.
code-standing-too_close_to_tell = trop proche pour conclure
    .sentence = La marge d’erreur de la valeur s’étend de part et d’autre d’une limite de la moitié centrale de ses pairs.
code-target-achieved = cible atteinte
    .sentence = La dernière valeur atteint ou dépasse la cible de la ville.
code-target-maintained = cible maintenue
    .sentence = La valeur de départ atteignait ou dépassait déjà la cible de la ville, et la dernière valeur l’atteint ou la dépasse toujours.
code-target-missed = cible non atteinte à l’échéance
    .sentence = L’année fixée pour la cible de la ville est arrivée et la cible n’est pas atteinte.
code-target-on_track = en bonne voie
    .sentence = La valeur évolue à peu près au rythme que demande la cible de la ville, ou plus vite.
code-target-needs_acceleration = rythme inférieur à celui que demande la cible
    .sentence = La valeur se rapproche de la cible de la ville, à un rythme inférieur à celui que demande la cible.
code-target-limited = rythme très inférieur à celui que demande la cible
    .sentence = La valeur se rapproche de la cible de la ville à un rythme très inférieur à celui que demande la cible, ou n’évolue pas.
code-target-moving_away = éloignement de la cible
    .sentence = La valeur s’éloigne de la cible de la ville.
code-target-uncertain = sans évolution nette
    .sentence = Le changement est compris dans la marge d’erreur des chiffres ; aucun rythme n’en est donc calculé.
code-reason-target_without_year = cible sans année
    .sentence = La cible n’indique pas d’année ; le rythme qu’elle demande ne peut donc pas être calculé.
code-reason-target_wrong_side = cible déjà dépassée par toutes les valeurs
    .sentence = Toutes les valeurs publiées par la ville dépassent déjà la cible ; est-ce bien l’intention ?
code-reason-target_unmeasured = pas encore de valeur pour l’année de la cible
    .sentence = L’année de la cible est passée et aucune valeur ne porte sur cette année ou sur une année ultérieure.
code-reason-target_at_baseline = cible égale à la valeur de départ
    .sentence = La cible est égale à la valeur de départ et le sens du progrès n’est pas fixé pour cet indicateur.
code-reason-target_not_positive = pas de rythme en pourcentage
    .sentence = Un rythme annuel en pourcentage suppose une cible supérieure à zéro.
code-reason-no_pace = pas de rythme
    .sentence = Le rythme que demande la cible ne peut pas être chiffré.
code-trend-rising = en hausse
    .sentence = Au fil des années, les valeurs augmentent plus régulièrement que le seul hasard ne l’expliquerait.
code-trend-falling = en baisse
    .sentence = Au fil des années, les valeurs diminuent plus régulièrement que le seul hasard ne l’expliquerait.
code-trend-no_clear_trend = pas de tendance nette
    .sentence = Au fil des années, les valeurs n’augmentent ni ne diminuent plus régulièrement que le seul hasard ne l’expliquerait.
code-reason-too_few_points = trop peu de valeurs
    .sentence = Trop peu de valeurs comparables pour parler de tendance.
code-reason-ties = valeurs égales
    .sentence = Les valeurs sont peu nombreuses et certaines sont égales ; aucune tendance n’est donc recherchée.
code-reason-no_variation = pas de variation
    .sentence = Toutes les valeurs sont égales.
code-reason-no_common_year = pas d’année commune
    .sentence = Les deux valeurs n’ont aucune année comparable en commun.
code-gap-narrowed = réduction
    .sentence = Les deux valeurs se sont rapprochées.
code-gap-widened = accroissement
    .sentence = Les deux valeurs se sont éloignées l’une de l’autre.
code-gap-unchanged = sans évolution nette
    .sentence = L’écart a changé de moins que le seuil à partir duquel on parle d’évolution, ou de moins que l’incertitude des chiffres.
code-consistency-check_total_between = total hors des valeurs des femmes et des hommes
    .sentence = Le total ne se situe pas entre la valeur des femmes et celle des hommes.
code-consistency-check_parts = somme des parties supérieure au tout
    .sentence = La somme des parties d’un tout dépasse 100 %.
code-consistency-check_schooling = alphabétisation et scolarité discordantes
    .sentence = L’alphabétisation et les années de scolarité ne vont pas de pair comme elles le font ailleurs.
code-consistency-check_jump = saut
    .sentence = Le changement annuel dépasse de loin ce qui est habituel dans le réseau.
code-consistency-check_copied = identique au cycle précédent
    .sentence = La valeur est égale à celle du cycle précédent jusqu’à la dernière décimale.
code-consistency-check_fraction = peut-être une fraction
    .sentence = La valeur est peut-être une fraction écrite à la place d’un pourcentage.
code-consistency-check_exchanged = peut-être intervertis
    .sentence = Les valeurs des femmes et des hommes ont peut-être été interverties.
code-correction-drop = écartée
    .sentence = La valeur est écartée.
code-correction-override = autre valeur
    .sentence = Une autre valeur est utilisée à sa place.
code-correction-scale = multipliée
    .sentence = La valeur et son intervalle sont multipliés par un même facteur.
code-correction-flag = signalée
    .sentence = Un code de statut est ajouté à la valeur.

## Catalogue: regions

region-Africa = Afrique
region-Arab_States = États arabes
region-Asia_and_the_Pacific = Asie et Pacifique
region-Europe_and_North_America = Europe et Amérique du Nord
region-Latin_America_and_the_Caribbean = Amérique latine et Caraïbes

## Catalogue: countries (CLDR)

country-ABW = Aruba
country-AFG = Afghanistan
country-AGO = Angola
country-AIA = Anguilla
country-ALA = Îles Åland
country-ALB = Albanie
country-AND = Andorre
country-ARE = Émirats arabes unis
country-ARG = Argentine
country-ARM = Arménie
country-ASM = Samoa américaines
country-ATA = Antarctique
country-ATF = Terres australes françaises
country-ATG = Antigua-et-Barbuda
country-AUS = Australie
country-AUT = Autriche
country-AZE = Azerbaïdjan
country-BDI = Burundi
country-BEL = Belgique
country-BEN = Bénin
country-BES = Bonaire, Saint-Eustache et Saba
country-BFA = Burkina Faso
country-BGD = Bangladesh
country-BGR = Bulgarie
country-BHR = Bahreïn
country-BHS = Bahamas
country-BIH = Bosnie-Herzégovine
country-BLM = Saint-Barthélemy
country-BLR = Bélarus
country-BLZ = Belize
country-BMU = Bermudes
country-BOL = Bolivie
country-BRA = Brésil
country-BRB = Barbade
country-BRN = Brunéi Darussalam
country-BTN = Bhoutan
country-BVT = Île Bouvet
country-BWA = Botswana
country-CAF = République centrafricaine
country-CAN = Canada
country-CCK = Îles Cocos
country-CHE = Suisse
country-CHL = Chili
country-CHN = Chine
country-CIV = Côte d’Ivoire
country-CMR = Cameroun
country-COD = République démocratique du Congo
country-COG = Congo
country-COK = Îles Cook
country-COL = Colombie
country-COM = Comores
country-CPV = Cabo Verde
country-CRI = Costa Rica
country-CUB = Cuba
country-CUW = Curaçao
country-CXR = Île Christmas
country-CYM = Îles Caïmans
country-CYP = Chypre
country-CZE = Tchéquie
country-DEU = Allemagne
country-DJI = Djibouti
country-DMA = Dominique
country-DNK = Danemark
country-DOM = République dominicaine
country-DZA = Algérie
country-ECU = Équateur
country-EGY = Égypte
country-ERI = Érythrée
country-ESH = Sahara occidental
country-ESP = Espagne
country-EST = Estonie
country-ETH = Éthiopie
country-FIN = Finlande
country-FJI = Fidji
country-FLK = Îles Falkland (Malvinas)
country-FRA = France
country-FRO = Îles Féroé
country-FSM = Micronésie
country-GAB = Gabon
country-GBR = Royaume-Uni
country-GEO = Géorgie
country-GGY = Guernesey
country-GHA = Ghana
country-GIB = Gibraltar
country-GIN = Guinée
country-GLP = Guadeloupe
country-GMB = Gambie
country-GNB = Guinée-Bissau
country-GNQ = Guinée équatoriale
country-GRC = Grèce
country-GRD = Grenade
country-GRL = Groenland
country-GTM = Guatemala
country-GUF = Guyane française
country-GUM = Guam
country-GUY = Guyana
country-HKG = Hong Kong
country-HMD = Îles Heard-et-MacDonald
country-HND = Honduras
country-HRV = Croatie
country-HTI = Haïti
country-HUN = Hongrie
country-IDN = Indonésie
country-IMN = Île de Man
country-IND = Inde
country-IOT = Territoire britannique de l’océan Indien
country-IRL = Irlande
country-IRN = Iran
country-IRQ = Iraq
country-ISL = Islande
country-ISR = Israël
country-ITA = Italie
country-JAM = Jamaïque
country-JEY = Jersey
country-JOR = Jordanie
country-JPN = Japon
country-KAZ = Kazakhstan
country-KEN = Kenya
country-KGZ = Kirghizistan
country-KHM = Cambodge
country-KIR = Kiribati
country-KNA = Saint-Kitts-et-Nevis
country-KOR = République de Corée
country-KWT = Koweït
country-LAO = Laos
country-LBN = Liban
country-LBR = Libéria
country-LBY = Libye
country-LCA = Sainte-Lucie
country-LIE = Liechtenstein
country-LKA = Sri Lanka
country-LSO = Lesotho
country-LTU = Lituanie
country-LUX = Luxembourg
country-LVA = Lettonie
country-MAC = Macao
country-MAF = Saint-Martin (partie française)
country-MAR = Maroc
country-MCO = Monaco
country-MDA = République de Moldova
country-MDG = Madagascar
country-MDV = Maldives
country-MEX = Mexique
country-MHL = Îles Marshall
country-MKD = Macédoine du Nord
country-MLI = Mali
country-MLT = Malte
country-MMR = Myanmar
country-MNE = Monténégro
country-MNG = Mongolie
country-MNP = Îles Mariannes du Nord
country-MOZ = Mozambique
country-MRT = Mauritanie
country-MSR = Montserrat
country-MTQ = Martinique
country-MUS = Maurice
country-MWI = Malawi
country-MYS = Malaisie
country-MYT = Mayotte
country-NAM = Namibie
country-NCL = Nouvelle-Calédonie
country-NER = Niger
country-NFK = Île Norfolk
country-NGA = Nigéria
country-NIC = Nicaragua
country-NIU = Nioué
country-NLD = Pays-Bas
country-NOR = Norvège
country-NPL = Népal
country-NRU = Nauru
country-NZL = Nouvelle-Zélande
country-OMN = Oman
country-PAK = Pakistan
country-PAN = Panama
country-PCN = Îles Pitcairn
country-PER = Pérou
country-PHL = Philippines
country-PLW = Palaos
country-PNG = Papouasie-Nouvelle-Guinée
country-POL = Pologne
country-PRI = Porto Rico
country-PRK = République populaire démocratique de Corée
country-PRT = Portugal
country-PRY = Paraguay
country-PSE = Palestine
country-PYF = Polynésie française
country-QAT = Qatar
country-REU = La Réunion
country-ROU = Roumanie
country-RUS = Fédération de Russie
country-RWA = Rwanda
country-SAU = Arabie saoudite
country-SDN = Soudan
country-SEN = Sénégal
country-SGP = Singapour
country-SGS = Géorgie du Sud-et-les Îles Sandwich du Sud
country-SHN = Sainte-Hélène, Ascension et Tristan da Cunha
country-SJM = Svalbard et Jan Mayen
country-SLB = Îles Salomon
country-SLE = Sierra Leone
country-SLV = El Salvador
country-SMR = Saint-Marin
country-SOM = Somalie
country-SPM = Saint-Pierre-et-Miquelon
country-SRB = Serbie
country-SSD = Soudan du Sud
country-STP = Sao Tomé-et-Principe
country-SUR = Suriname
country-SVK = Slovaquie
country-SVN = Slovénie
country-SWE = Suède
country-SWZ = Eswatini
country-SXM = Saint-Martin (partie néerlandaise)
country-SYC = Seychelles
country-SYR = Syrie
country-TCA = Îles Turques-et-Caïques
country-TCD = Tchad
country-TGO = Togo
country-THA = Thaïlande
country-TJK = Tadjikistan
country-TKL = Tokelau
country-TKM = Turkménistan
country-TLS = Timor-Leste
country-TON = Tonga
country-TTO = Trinité-et-Tobago
country-TUN = Tunisie
country-TUR = Türkiye
country-TUV = Tuvalu
country-TWN = Taïwan
country-TZA = Tanzanie
country-UGA = Ouganda
country-UKR = Ukraine
country-UMI = Îles mineures éloignées des États-Unis
country-URY = Uruguay
country-USA = États-Unis
country-UZB = Ouzbékistan
country-VAT = État de la Cité du Vatican
country-VCT = Saint-Vincent-et-les Grenadines
country-VEN = Venezuela
country-VGB = Îles Vierges britanniques
country-VIR = Îles Vierges des États-Unis
country-VNM = Viet Nam
country-VUT = Vanuatu
country-WLF = Wallis-et-Futuna
country-WSM = Samoa
country-YEM = Yémen
country-ZAF = Afrique du Sud
country-ZMB = Zambie
country-ZWE = Zimbabwe

## Catalogue: status of an observation (SDMX)

status-B = Rupture de série chronologique
status-O = Valeur manquante
status-M = Valeur manquante ; la donnée ne peut pas exister
status-L = Valeur manquante ; la donnée existe mais n’a pas été collectée
status-H = Valeur manquante ; jour férié ou fin de semaine
status-Q = Valeur manquante ; donnée non diffusée
status-J = Dérogation
status-S = Grève et autres événements particuliers
status-D = Définition différente
status-K = Donnée incluse dans une autre catégorie
status-W = Comprend des données d’une autre catégorie
status-I = Valeur imputée
status-F = Valeur prévisionnelle
status-E = Valeur estimée
status-P = Valeur provisoire
status-N = Non significatif
status-U = Faible fiabilité
status-V = Valeur non validée
status-G = Valeur expérimentale
status-A = Valeur normale

## Catalogue: groups by context

group-Low_income = Revenu faible
group-Lower_middle_income = Revenu intermédiaire, tranche inférieure
group-Upper_middle_income = Revenu intermédiaire, tranche supérieure
group-High_income = Revenu élevé
group-Fewer_than_100_000_inhabitants = Moins de 100 000 habitants
group-100_000_to_499_999_inhabitants = De 100 000 à 499 999 habitants
group-500_000_to_999_999_inhabitants = De 500 000 à 999 999 habitants
group-1_to_4_9_million_inhabitants = De 1 à 4,9 millions d’habitants
group-5_million_inhabitants_or_more = 5 millions d’habitants ou plus

## Catalogue: settings of the methods

setting-peers_k = villes dans un groupe de pairs les plus proches
setting-peers_min = nombre minimal de pairs ayant une valeur comparable pour que des résultats soient présentés à leur sujet
setting-peers_window = nombre maximal d’années entre la valeur d’une ville et la valeur d’un pair à laquelle elle est comparée
setting-change_window = nombre maximal d’années entre chaque extrémité du changement d’une ville et les valeurs du pair auxquelles il est comparé
setting-shared_weight = part minimale du poids des variables de contexte dont une ville doit disposer, et dont deux villes doivent disposer l’une et l’autre, pour être pairs
setting-stability_low = part des recherches sans l’une des variables de contexte en dessous de laquelle un pair le plus proche est signalé comme dépendant d’une seule variable
setting-winsor_low = quantile auquel les valeurs plus basses d’une variable de contexte sont relevées, sauf si elle est transformée en logarithme
setting-winsor_high = quantile auquel les valeurs plus hautes d’une variable de contexte sont ramenées, sauf si elle est transformée en logarithme
setting-stale_years = nombre d’années avant le cycle de la note de synthèse au-delà duquel une dernière valeur est trop ancienne pour qu’une évolution en soit déduite
setting-z = écarts types de la loi normale pour un intervalle à 95 %
setting-design_effect = effet de plan de sondage supposé pour une enquête qui n’en déclare pas
setting-parity_low = limite inférieure de ce qui est considéré comme la parité, en pourcentage
setting-parity_high = limite supérieure de ce qui est considéré comme la parité, en pourcentage
setting-few_reviewers = nombre de personnes ayant noté en dessous duquel une note de spécialistes doit changer d’un point entier pour que l’on parle d’évolution
setting-learning_logit = écart maximal sur l’échelle logit, ln(p / (100 - p)), auquel un pourcentage antérieur d’un pair est considéré comme semblable au dernier de la ville
setting-learning_share_low = pourcentage auquel les plus petits sont relevés avant d’être comparés sur l’échelle logit
setting-learning_share_high = pourcentage auquel les plus grands sont ramenés avant d’être comparés sur l’échelle logit
setting-learning_rating = écart maximal, en points de note, auquel une valeur antérieure d’un pair est considérée comme semblable à la dernière valeur de la ville
setting-learning_factor = facteur maximal auquel une valeur antérieure d’un pair, sur une échelle relative, est considérée comme semblable à la dernière valeur de la ville
setting-learning_years = nombre minimal d’années entre la valeur antérieure d’un pair et sa dernière valeur
setting-learning_most = nombre maximal de villes citées pour une série dans l’apprentissage entre pairs, et de villes indiquées comme proposant leur aide ou en demandant pour une caractéristique
setting-summary_cities = nombre minimal de villes d’un groupe pour que son résumé soit présenté
setting-aggregate_cities = nombre minimal de villes d’un résultat dans lequel des valeurs non publiées peuvent être comptées
setting-aggregate_withheld = nombre minimal, parmi elles, de villes qui ne publient pas leurs valeurs
setting-old_years = nombre d’années avant le cycle au-delà duquel une année de référence soulève une question à la réception des données
setting-few_reviewers_change = points dont une note donnée par peu de personnes doit changer pour que l’on parle d’évolution
setting-count_change = unités entières dont un nombre doit changer pour que l’on parle d’évolution lorsque l’une de ses deux valeurs n’est pas supérieure à zéro
setting-target_on_track = part du rythme que demande une cible à partir de laquelle une série est en bonne voie
setting-target_limited = part du rythme que demande une cible en dessous de laquelle le rythme d’une série est dit très inférieur à celui que demande la cible
setting-trend_points = nombre minimal de valeurs comparables pour qu’une tendance soit recherchée
setting-trend_exact = nombre maximal de valeurs pour lequel le test de tendance énumère tous les ordres possibles ; au-delà, il s’appuie sur la loi normale
setting-trend_p = probabilité que le hasard seul produise une tendance aussi forte, ou plus forte ; en dessous de ce seuil, une série est dite en hausse ou en baisse
setting-aggregate_spread = nombre minimal de villes qui ne publient pas leurs valeurs dans chacun de deux résultats pour que leurs décomptes soient donnés : si toutes vont dans le même sens, un décompte le révèle de chacune
setting-deadline_month = dernier mois de l’année d’un cycle où un envoi arrive dans les délais
setting-band_years = nombre d’années avant le cycle au-delà duquel une valeur de contexte ne place plus une ville dans un groupe de revenu ou de taille
setting-jump_z = nombre d’écarts types robustes, par rapport aux changements annuels du réseau, au-delà duquel un changement soulève une question
setting-fraction_factor = facteur par lequel un pourcentage inférieur ou égal à 1 doit être dépassé par ses voisins pour être pris pour une fraction
setting-min_change_share = part du plus petit des deux nombres, le pourcentage et ce qui manque pour atteindre 100, au départ, qu’il n’est jamais nécessaire de dépasser pour que l’on parle d’évolution
setting-min_change_least = changement minimal d’un pourcentage, en points, pour que l’on parle d’évolution, si proche qu’il soit de 0 ou de 100
setting-interval_cities = nombre minimal de villes donnant une marge d’erreur pour que la médiane de ces marges serve à une valeur qui n’en a pas
setting-fluctuation_triples = nombre minimal de suites de trois valeurs consécutives pour établir la fluctuation habituelle d’un indicateur
setting-fluctuation_cities = nombre minimal de villes dont proviennent ces suites
setting-exchanged_factor = facteur à partir duquel des valeurs des femmes et des hommes qui, interverties, s’accordent mieux avec l’année précédente sont tenues pour interverties
setting-year_off_share = part minimale des séries d’une ville reçues avec leur délai habituel pour qu’une série décalée d’un an soulève une question
setting-jump_z_asked = écarts types robustes par rapport aux changements annuels du réseau, au-delà desquels une ville est interrogée sur un changement avant l’envoi
setting-copied_least = nombre de valeurs d’une ville égales à celles du cycle précédent à partir duquel elles peuvent avoir été recopiées
setting-copied_share = part des valeurs d’une ville égales à celles du cycle précédent à partir de laquelle elles peuvent avoir été recopiées
setting-copied_changes = nombre de changements entre cycles dont le réseau doit disposer pour dire si une valeur égale est probable
setting-copied_chance = probabilité au-dessous de laquelle une seule valeur égale à celle du cycle précédent soulève une question
setting-panel_years = nombre maximal d’années sur lesquelles la médiane du réseau est tracée
setting-panel_share = part des villes ayant une valeur actuelle qui doivent en avoir une aussi dans la première année à partir de laquelle la médiane du réseau est tracée

## Le début de la page et du rapport d'une ville
opening-clear = Ce qui a changé le plus nettement
opening-clear-none = Aucun changement n’est encore certain : chacun est faible, dans la marge d’erreur, ou repose sur trop peu de valeurs.
opening-clear-how = Les 3 évolutions confirmées, sur { $n }, qui dépassent le plus leur marge d’erreur, quelle que soit leur ampleur.
opening-change = { $title } : { $first } → { $last }
opening-change-years = { $first }–{ $last } · { $movement }
opening-targets = Ses propres cibles
opening-targets-none = La ville n’a publié aucune cible.
opening-targets-more = { $n ->
    [one] Une autre cible figure
   *[other] { $n } autres cibles figurent
} dans les domaines ci-dessous.
opening-call = À qui s’adresser ?
opening-call-more = { $n ->
    [one] Une autre ville à contacter
   *[other] { $n } autres villes à contacter
}, pourquoi et comment
opening-offers = { $city } propose son aide pour « { $feature } », que demande { $asker }.
opening-reciprocal = Elle demande une aide que cette ville propose.
opening-practice = Pratique : { $title }
opening-was = { $city } était à { $first } en { $from }, là où { $asker } se trouve aujourd’hui, et à { $last } en { $to }.
opening-asks = { $city } demande de l’aide pour « { $feature } », que propose { $asked }.
lines-how = Une ligne par indicateur : ses valeurs au fil des ans avec leur intervalle à 95 %, la dernière valeur, le changement et l’évolution, en plus clair si elle est à confirmer. À droite, le point est la dernière valeur de la ville, la barre grise la moitié centrale de ses pairs les plus proches, de même largeur à chaque ligne, et le trait leur médiane ; une flèche signale une valeur plus éloignée. Aucun côté n’est meilleur en soi.

## Ce que les pages permettent
search-label = Rechercher une ville, une caractéristique, une pratique
search-city = Ville
search-feature = Caractéristique clé
search-measurement = Indicateur
search-practice = Pratique
theme-auto = Clair ou sombre : automatique
theme-light = Clair
theme-dark = Sombre
print-page = Imprimer cette page
cite-licence = Licence
cite-publisher = Éditeur
cite-contact = Questions et corrections

## Comparer avec des pairs au choix
compare-legend = Comparer { $city } avec quatre de ses pairs au plus
compare-note = Les villes sont citées par ordre alphabétique. Seules les séries de même définition sont comparées ; chaque ligne a une seule échelle. Aucun côté n’est meilleur en soi.
compare-caption = Dernières valeurs avec leur année, et valeurs au fil du temps, à la même échelle sur chaque ligne
compare-none = Ces villes n’ont aucune série de même définition.
card-of = sur { $n } indicateurs qui présentent un changement comparable

## À qui s’adresser

call-city = Ville
call-why = Pourquoi
call-practice = Pratique, telle que la ville la décrit
call-reach = Langues et contact
call-feature = Caractéristique clé
call-caption-all = À qui s’adresser, par caractéristique clé et par ordre alphabétique
call-caption-asking = Villes qui demandent de l’aide pour ce que propose { $city }, par caractéristique clé et par ordre alphabétique
call-context = Son contexte
call-caption = À qui s’adresser pour « { $feature } », par ordre alphabétique
call-offers = Propose son aide pour cette caractéristique.
call-was = { $series } : était à { $first } en { $from } et est à { $last } en { $to }, évolution confirmée.
call-among = Sur { $n } villes qui ont eu une valeur semblable, { $towards } { $towards ->
    [one] a évolué
   *[other] ont évolué
} ainsi.
call-asks = Demande de l’aide pour cette caractéristique, que propose { $city }.
call-offers-with = Propose son aide pour « { $feature } ».
call-asks-with = Demande de l’aide pour « { $feature } », que propose { $city }.
call-reciprocal = Chacune pourrait aider l’autre.
call-series = { $title }.
call-fold-asked = Autres demandes
call-fold-offered = Qui demande ce que propose { $city }
call-summary = { $feature } : { $n ->
    [0] aucune ville pour l’instant
    [one] 1 ville
   *[other] { $n } villes
}
call-nobody = Aucune ville pour l’instant. Cela changera lorsqu’une ville proposera son aide pour cette caractéristique, ou lorsqu’une ville comparable qui a déjà été là où se trouve { $city } fera état d’un progrès confirmé.
call-nobody-for = Aucune ville pour l’instant pour { $features }. Cela changera lorsqu’une ville proposera son aide, ou lorsqu’une ville comparable qui a déjà été là où se trouve { $city } fera état d’un progrès confirmé.
call-further = { $n ->
    [one] Une autre ville propose son aide
   *[other] { $n } autres villes proposent leur aide
} pour cette caractéristique ; toutes figurent sur la page de la caractéristique.
call-further-for = { $n ->
    [one] Une autre ville propose son aide
   *[other] { $n } autres villes proposent leur aide
} pour { $feature } ; toutes figurent sur la page de la caractéristique.
call-questions = Questions à poser au sujet de { $features }
context-about = environ { $value }
context-alike = contexte sans grande différence
context-larger = plus grande : { $value }
context-smaller = plus petite : { $value }
context-more = { $title } : valeur supérieure, { $value }
context-less = { $title } : valeur inférieure, { $value }
contact-summer = { $standard }, { $summer } en été
contact-none = Aucun contact publié
contact-secretariat = Contact par l’intermédiaire du secrétariat
contact-secretariat-at = Contact par l’intermédiaire du secrétariat : { $address }
contact-subject = { $asker } souhaite échanger avec { $city } au sujet de « { $feature } »
contact-body = Merci de bien vouloir transmettre ce message à { $city }. { $asker } souhaite poser une question au sujet de « { $feature } » :
contact-subject-open = Question à { $city } au sujet de « { $feature } »
contact-body-open = Merci de bien vouloir transmettre ce message à { $city }. Ma question au sujet de « { $feature } » :
practice-evidence = Éléments probants : { $evidence }
practice-since = depuis { $year }
practice-with = avec { $partners }
questions-schooling = Qui avez-vous touché en premier, et comment avez-vous trouvé les autres ? Qui a payé au départ, et qui paie aujourd’hui ? Qu’ont dit les enseignants et les familles au bout d’un an ?
questions-adults = Comment les gens en ont-ils entendu parler, et qui n’est pas venu ? Quand et où apprennent-ils, et qui garde leurs enfants pendant ce temps ? Comment comptez-vous celles et ceux qui participent et qui vont jusqu’au bout ?
questions-work = Quels employeurs ou syndicats ont été les premiers à s’engager, et pourquoi ? Qu’y gagne-t-on : un certificat, un emploi, un meilleur salaire ? Que s’est-il passé à la fin du premier financement ?
questions-technology = Qui n’avait ni appareil ni connexion, et qu’avez-vous fait pour y remédier ? Qui enseigne, et qui répare ? Qu’utilise-t-on encore un an plus tard ?
questions-governance = Qui décide, et qui a désormais voix au chapitre sans l’avoir eue auparavant ? Quel service et quel budget assurent la continuité après une élection ? Qu’avez-vous cessé de faire ?
questions-environment = Qu’avez-vous mesuré avant de commencer, et qui le mesure aujourd’hui ? Quelles habitudes ont changé, et lesquelles non ? Combien cela coûte-t-il chaque année, entretien compris ?
questions-other = Par quoi avez-vous commencé, et qui a payé ? Qu’est-ce qui n’a pas marché ? Quels autres changements ont eu lieu à la même période ?
code-cost-low = coût faible
    .sentence = Fonctionne avec le personnel, les locaux et les moyens existants.
code-cost-medium = coût moyen
    .sentence = Exige chaque année une ligne budgétaire propre.
code-cost-high = coût élevé
    .sentence = Exige un investissement sur plusieurs années ou des fonds extérieurs à la ville.
code-quality-measured = mesure ou dénombrement
    .sentence = La valeur a été mesurée ou dénombrée intégralement.
code-quality-survey = enquête
    .sentence = La valeur a été estimée à partir d’une enquête par sondage.
code-quality-register = registre
    .sentence = La valeur provient d’un registre administratif, tel que celui des habitants ou des écoles.
code-quality-estimate = estimation
    .sentence = La valeur a été estimée par un modèle, à partir d’autres données ou par des experts.
code-quality-unknown = inconnue
    .sentence = On ignore comment la valeur a été obtenue.

## Langues, par leur étiquette BCP 47 (noms de CLDR)
language-aa = afar
language-ab = abkhaze
language-af = afrikaans
language-ak = akan
language-am = amharique
language-an = aragonais
language-ar = arabe
language-arn = mapuche
language-as = assamais
language-ast = asturien
language-av = avar
language-ay = aymara
language-az = azerbaïdjanais
language-ba = bachkir
language-be = biélorusse
language-bem = bemba
language-ber = berbère
language-bg = bulgare
language-bho = bhodjpouri
language-bi = bichelamar
language-bin = bini
language-bm = bambara
language-bn = bengali
language-bo = tibétain
language-br = breton
language-bs = bosniaque
language-bug = bugi
language-ca = catalan
language-ce = tchétchène
language-ceb = cebuano
language-ch = chamorro
language-chr = cherokee
language-ckb = sorani
language-cmn = chinois mandarin
language-co = corse
language-crh = tatar de Crimée
language-cs = tchèque
language-cv = tchouvache
language-cy = gallois
language-da = danois
language-dag = dagbani
language-de = allemand
language-din = dinka
language-dje = zarma
language-doi = dogri
language-dv = maldivien
language-dyu = dioula
language-dz = dzongkha
language-ee = éwé
language-efi = éfik
language-el = grec
language-en = anglais
language-eo = espéranto
language-es = espagnol
language-et = estonien
language-eu = basque
language-fa = persan
language-ff = peul
language-fi = finnois
language-fil = filipino
language-fj = fidjien
language-fo = féroïen
language-fon = fon
language-fr = français
language-fur = frioulan
language-fy = frison occidental
language-ga = irlandais
language-gaa = ga
language-gag = gagaouze
language-gd = gaélique écossais
language-gl = galicien
language-gn = guarani
language-gsw = suisse allemand
language-gu = goudjarati
language-gv = mannois
language-ha = haoussa
language-haw = hawaïen
language-he = hébreu
language-hi = hindi
language-hil = hiligaynon
language-hr = croate
language-hsb = haut-sorabe
language-ht = créole haïtien
language-hu = hongrois
language-hy = arménien
language-ia = interlingua
language-id = indonésien
language-ig = igbo
language-ii = yi du Sichuan
language-ilo = ilocano
language-is = islandais
language-it = italien
language-iu = inuktitut
language-ja = japonais
language-jv = javanais
language-ka = géorgien
language-kab = kabyle
language-kac = kachin
language-kam = kamba
language-kbd = kabarde
language-kg = kikongo
language-kha = khasi
language-ki = kikuyu
language-kk = kazakh
language-kl = groenlandais
language-km = khmer
language-kmb = kimboundou
language-kn = kannada
language-ko = coréen
language-kok = konkani
language-kr = kanouri
language-kri = krio
language-krl = carélien
language-kru = kouroukh
language-ks = cachemiri
language-ku = kurde
language-kv = komi
language-kw = cornique
language-ky = kirghize
language-la = latin
language-lb = luxembourgeois
language-lg = ganda
language-li = limbourgeois
language-ln = lingala
language-lo = lao
language-lt = lituanien
language-lu = luba-katanga (kiluba)
language-luo = luo
language-lus = lushaï
language-luy = luyia
language-lv = letton
language-mad = madurais
language-mag = magahi
language-mai = maïthili
language-mak = makassar
language-men = mendé
language-mg = malgache
language-mh = marshallais
language-mi = maori
language-min = minangkabau
language-mk = macédonien
language-ml = malayalam
language-mn = mongol
language-mni = manipuri
language-mos = moré
language-mr = marathi
language-ms = malais
language-mt = maltais
language-mwr = marwarî
language-my = birman
language-na = nauruan
language-nah = nahuatl
language-nap = napolitain
language-nb = norvégien bokmål
language-nd = ndébélé du Nord
language-nds = bas-allemand
language-ne = népalais
language-new = newari
language-ng = ndonga
language-nl = néerlandais
language-nn = norvégien nynorsk
language-no = norvégien
language-nqo = n’ko
language-nr = ndébélé du Sud
language-nso = sotho du Nord
language-nv = navajo
language-ny = chewa
language-nyn = nyankolé
language-oc = occitan
language-om = oromo
language-or = odia
language-os = ossète
language-pa = pendjabi
language-pam = pampangan
language-pap = papiamento
language-pcm = pidgin nigérian
language-pl = polonais
language-ps = pachto
language-pt = portugais
language-pt-BR = portugais brésilien
language-pt-PT = portugais européen
language-qu = quechua
language-quc = quiché
language-rap = rapanui
language-rm = romanche
language-rn = roundi
language-ro = roumain
language-ru = russe
language-rw = kinyarwanda
language-sa = sanskrit
language-sat = santali
language-sc = sarde
language-scn = sicilien
language-sco = écossais
language-sd = sindhi
language-se = same du Nord
language-sg = sango
language-shi = chleuh
language-shn = shan
language-si = cingalais
language-sid = sidamo
language-sk = slovaque
language-sl = slovène
language-sm = samoan
language-sma = same du Sud
language-sn = shona
language-so = somali
language-sq = albanais
language-sr = serbe
language-sr-Cyrl = serbe (cyrillique)
language-sr-Latn = serbe (latin)
language-srn = sranan tongo
language-srr = sérère
language-ss = swati
language-st = sotho du Sud
language-su = soundanais
language-suk = soukouma
language-sv = suédois
language-sw = swahili
language-syr = syriaque
language-ta = tamoul
language-te = télougou
language-tet = tétoum
language-tg = tadjik
language-th = thaï
language-ti = tigrigna
language-tig = tigré
language-tk = turkmène
language-tl = filipino
language-tn = tswana
language-to = tongien
language-tpi = tok pisin
language-tr = turc
language-ts = tsonga
language-tt = tatar
language-tum = tumbuka
language-tw = akan
language-ty = tahitien
language-udm = oudmourte
language-ug = ouïghour
language-uk = ukrainien
language-umb = umbundu
language-ur = ourdou
language-uz = ouzbek
language-ve = venda
language-vec = vénitien
language-vi = vietnamien
language-wa = wallon
language-war = waray
language-wo = wolof
language-xh = xhosa
language-yi = yiddish
language-yo = yoruba
language-yue = cantonais
language-za = zhuang
language-zgh = amazighe standard marocain
language-zh = chinois
language-zh-Hans = chinois simplifié
language-zh-Hant = chinois traditionnel
language-zu = zoulou

## Charts: map
chart-unit-map = villes
chart-title-map = Membres du réseau
chart-map-city-title = { $city } et les villes comparables
chart-map-caption = { $n } { $n ->
    [one] ville
   *[other] villes
}, toutes représentées par le même point.{ $missing ->
    [0] {""}
    [one] {" "}{ $missing } ville n’a pas donné sa position.
   *[other] {" "}{ $missing } villes n’ont pas donné leur position.
}
chart-map-alt = Carte du monde, ou de la partie qui les contient, avec un point pour chacune des { $n } villes membres ({ $network }). La liste des villes donne leurs noms.
chart-map-city-caption = { $city } et { $n } { $n ->
    [one] ville comparable
   *[other] villes comparables
}.
chart-map-city-alt = Carte avec un point pour { $city } et un pour chacune des villes comparables : { $peers }.
chart-map-note = Terres émergées : Natural Earth. Les appellations employées sur cette carte et la présentation des données qui y figurent n’impliquent aucune prise de position quant au statut juridique des pays, territoires, villes ou zones, ou de leurs autorités, ni quant au tracé de leurs frontières ou limites.
chart-map-invented = Villes fictives : leurs emplacements sont tirés au hasard.
front-map = Où se trouvent les villes membres
front-map-note = Placez le pointeur sur un point pour lire le nom de la ville.
brief-qr = Code QR de l’adresse { $address }
embed-chart = Intégrer ce graphique
embed-none = Aucun graphique n’est affiché ici : l’adresse de cette page se termine par # et le nom d’un graphique, comme #northbridge/volunteering_rate-total. La page d’une ville donne l’adresse de chacun de ses graphiques.
brief-foreword = Avant-propos
embed-cycle = Note de synthèse du cycle { $cycle }.
brief-story-of-city = Le récit d’une ville
brief-story-title = { $title } ({ $city }).
brief-read-practice-chosen = Le récit présenté sur la page d’un domaine a été choisi par le réseau ; à défaut, une pratique est choisie à tour de rôle : les pratiques accompagnées d’un résumé sont classées par nom de ville, et chaque cycle prend la suivante.
front-stories = Récits des villes
photo-credit = Photo : { $credit }.

## Glossary: -words is how running text says a term, several ways apart by |
glossary-title = Termes employés
glossary-break = rupture dans une série
glossary-break-means = Modification de la façon de mesurer. Les valeurs antérieures et postérieures ne sont pas comparées.
glossary-break-words = rupture
glossary-change = changement comparable
glossary-change-means = Différence entre deux valeurs d’une série mesurées selon la même définition, sans rupture entre elles.
glossary-change-words = changement comparable
glossary-direction = indéterminé
glossary-direction-means = Se dit d’une évolution dont on ne peut pas dire si elle est un progrès. Pour certains indicateurs, ni une hausse ni une baisse n’est considérée comme un progrès : leurs changements sont présentés sans être jugés.
glossary-direction-words = dire si c’est un progrès
glossary-firm = confirmée
glossary-firm-means = Se dit d’une évolution qui a été testée et qui resterait la même si la première ou la dernière valeur était celle d’une année voisine.
glossary-firm-words = évolution confirmée|évolutions confirmées|évolution est confirmée
glossary-half = moitié centrale
glossary-half-means = Intervalle entre le premier et le troisième quartile : la moitié des villes y ont leur valeur, un quart se trouve en dessous et un quart au-dessus. Aucun des deux côtés n’est meilleur en soi.
glossary-half-words = moitié centrale
glossary-held = stable
glossary-held-means = Le changement est trop faible pour compter, ou compris dans la marge d’erreur, ou une part qui vise la parité y est restée.
glossary-held-words = restés stables|resté stable|restées stables|restée stable
glossary-margin = marge d’erreur
glossary-margin-means = Écart possible entre une valeur et la vraie valeur, dû à l’échantillon ou au hasard : la moitié d’un intervalle qui contient la vraie valeur 95 fois sur 100.
glossary-margin-words = marge d’erreur
glossary-peers = pairs les plus proches, villes comparables
glossary-peers-means = Villes dont le contexte ressemble le plus à celui de la ville par la population, le revenu, la scolarité et d’autres données qu’une ville ne peut changer rapidement. Elles sont citées par ordre alphabétique.
glossary-peers-words = pairs les plus proches|villes comparables
glossary-tentative = à confirmer
glossary-tentative-means = Se dit d’une évolution qui n’a pas pu être testée, ou qui serait autre si la première ou la dernière valeur était celle d’une année voisine.
glossary-tentative-words = à confirmer|À confirmer

## Examen avant publication, et lettres aux villes
review-title = Examen avant publication
review-private = Privé.
review-private-note = Pour l’analyste : ce que les villes ne publient pas s’y trouve. N’en publiez rien.
review-footer = Examen du cycle { $cycle } ; instantané
review-sent = { $sent } villes sur { $all } ont envoyé quelque chose pour { $cycle }.
review-next = Que faire maintenant
review-changes = Ce qui a changé depuis l’instantané précédent
review-in = Reçu
review-late = En retard
review-late-since = En retard : dernier envoi pour { $last }
review-late-never = En retard : rien envoyé encore
review-with-errors = Avec erreurs
review-waiting = En attente d’une décision
review-task-stopped = { $n ->
    [one] Une vérification n’est pas satisfaite, et aucun rapport n’est écrit avant qu’elle le soit :
   *[other] { $n } vérifications ne sont pas satisfaites, et aucun rapport n’est écrit avant qu’elles le soient :
}
review-task-unplaced = { $n ->
    [one] Regarder une constatation qui n’est d’aucune ville connue.
   *[other] Regarder { $n } constatations qui ne sont d’aucune ville connue.
}
review-task-decide = { $n ->
    [one] Décider d’une valeur en question (accepter, demander à la ville, corriger) :
   *[other] Décider de { $n } valeurs en question (accepter, demander à la ville, corriger) :
}
review-task-write = { $n ->
    [one] Envoyer la lettre à une ville :
   *[other] Envoyer les lettres à { $n } villes :
}
review-task-remind = { $n ->
    [one] Rappeler une ville qui n’a rien envoyé pour { $cycle } :
   *[other] Rappeler { $n } villes qui n’ont rien envoyé pour { $cycle } :
}
review-task-sign = { $n ->
    [one] Pour l’édition finale : faire corriger une constatation ouverte, ou la signer avec un motif dans { $file }.
   *[other] Pour l’édition finale : faire corriger { $n } constatations ouvertes, ou signer chacune avec un motif dans { $file }.
}
review-task-publish = Écrire le projet avec la commande report, et l’édition finale avec report --final.
review-cities = { $n } { $n ->
    [one] ville
   *[other] villes
}
review-by-name = Les villes sont données par ordre alphabétique.
review-cities-caption = Ce qui est venu de chaque ville
review-city = Ville
review-region = Région
review-state = État
review-errors = Erreurs
review-warnings = Avertissements
review-questions = Valeurs à décider
review-corrections = Corrections
review-severity = Gravité
review-error = Erreur
review-warning = Avertissement
review-search = Rechercher
review-all = Tout
review-shown = Lignes qui correspondent : { $rows }
review-shown-none = Aucune ligne ne correspond.
review-first = C’est le premier instantané : il n’y en a pas avant lui.
review-not-compared = L’instantané précédent ne peut pas être comparé.
review-nothing-changed = Rien n’a changé.
review-changed-cities = { $n ->
    [one] Des lignes d’une ville diffèrent :
   *[other] Des lignes de { $n } villes diffèrent :
}
review-changes-caption = Lignes de chaque table, comparées avec l’instantané { $before }
review-rows-differ = Lignes qui diffèrent
review-table = Table
review-rows = Lignes
review-rows-before = Avant
review-rows-after = Après
review-new = Nouveau
review-changed = Changé
review-removed = Retiré
review-change = Changement
review-key = Ligne
review-cells = Cellules
review-causes = Cause
review-possible = possible
review-more = { $n } de plus ; la commande diff les donne toutes pour une ville avec --city.
review-check = Vérification
review-checks = Vérifications non satisfaites
review-checks-note = Une erreur arrête le rapport, un avertissement non. La page de chaque ville donne ses lignes.
review-sentence = Ce qui doit être vrai
review-check-rows = Lignes de { $check }
review-unplaced = D’aucune ville connue
review-unplaced-note = Ce qui suit ne peut être attribué à une seule ville : aucune lettre ne le contient.
review-city-lede = Erreurs : { $errors }. Avertissements : { $warnings }. Valeurs à décider : { $questions }.
review-questions-title = Valeurs à décider
review-questions-note = Chaque valeur est prise telle quelle, sauf si une correction est écrite.
review-findings = Constatations
review-findings-caption = Constatations, par fichier et par endroit
review-place = Endroit
review-series = Série
review-message = Constatation et remède
review-rejected = Lignes refusées
review-rejected-caption = Lignes et fichiers refusés, tels qu’ils sont venus
review-codes = Codes
review-raw = Tel quel
review-whole-file = le fichier entier
review-letter = Lettre à la ville
review-letter-note = Langue de la lettre : { $language }.
review-letter-html = Lettre en page
review-letter-text = Lettre en texte
review-letter-eml = Lettre en message, prête à envoyer
review-letter-no-address = L’adresse électronique de la ville n’est pas connue : écrivez-la dans le message.
review-news = Ce qui serait publié et ne l’était pas
review-news-caption = Public maintenant, et pas ainsi dans l’instantané précédent
review-news-first = { $n ->
    [one] Il n’y a pas d’instantané précédent : ce qui est public de la ville est nouveau, une entrée.
   *[other] Il n’y a pas d’instantané précédent : tout ce qui est public de la ville est nouveau, { $n } entrées.
}
review-what = Quoi
review-year = Année
review-value = Valeur
review-value-before = Public avant
review-nothing = rien
review-practice = Pratique
review-target = Cible : { $series }
review-contact = Contact
review-corrections-title = Corrections en vigueur
review-corrections-caption = Corrections de corrections.toml
review-action = Action
review-reason = Motif, pour les lecteurs
review-asked = Qui a été interrogé (privé)
review-day = Jour
review-consent = Consentement
review-consent-caption = Déclarations de consentement, par cycle et par jour
review-held-caption = Déclarations qu’aucun fichier ne contient plus, et qui valent
review-consent-now = En vigueur
review-consent-stated = Déclaré
review-consent-for = Valable pour
review-contact-consent = Consentement pour le contact :
review-cycle = Cycle
review-missing = Valeurs manquantes
review-missing-note = { $n ->
    [one] Une série du formulaire n’a pas de valeur.
   *[other] { $n } séries du formulaire n’ont pas de valeur.
}
review-missing-list = Les énumérer
review-carried = Valeurs reprises
review-carried-caption = Séries dont la valeur la plus récente a été envoyée pour un cycle antérieur à { $cycle }
review-list-rows = Énumérer { $n } lignes
review-files = Fichiers reçus
review-files-caption = Fichiers avec des lignes de la ville, tous cycles confondus
review-file = Fichier
review-read = Lignes lues
review-accepted = Prises
review-refused = Refusées
review-accept = Accepter :
review-accept-note = la valeur reste telle quelle ; avant l’édition finale, la signer avec un motif dans findings.toml.
review-ask = Demander à la ville :
review-ask-note = la lettre contient cette question.
review-correct = Corriger :
review-correct-note = écrire qui a été interrogé, et coller l’un de ces textes à la fin de { $file }.
review-offer-scale = La lire comme un pourcentage : { $value }
review-offer-drop = Laisser la valeur de côté jusqu’à la réponse de la ville
review-offer-override = Mettre une autre valeur à sa place : changer le nombre après value
review-picture = La série au fil des ans, avec un anneau autour de la valeur de { $year }.
review-between-years = { $first } à { $last }, la valeur en question dans un anneau
review-consent-of = Consentement : { $consent }
review-values = Valeurs en vigueur, avec leur statut
review-line = ligne { $line }
review-sheet = feuille { $sheet }
review-sheet-row = feuille { $sheet }, ligne { $line }
review-row-column = { $row }, colonne { $column }
letter-subject = { $city } : ce que vous avez envoyé pour { $cycle }, et ce que nous vous prions de regarder
letter-greeting = Chères et chers collègues de { $city },
letter-thanks = merci de ce que vous avez envoyé ({ $network }). Certains points demandent votre attention avant la publication.
letter-fictional = Ceci est une démonstration : la ville et tous les chiffres sont inventés.
letter-came = Ce qui est venu, avec les lignes lues, prises et refusées
letter-file = Lignes lues : { $read } ; prises : { $accepted } ; refusées : { $refused }.
letter-mend = Ce qui n’a pas pu être pris : veuillez le corriger et renvoyer le fichier
letter-look = Ce qui a été pris, ou laissé de côté, avec une remarque : veuillez regarder si c’est juste
letter-check = Valeurs que nous vous prions de vérifier : veuillez les confirmer ou en envoyer d’autres
letter-value = { $series }, { $year } : { $value }
letter-by = Veuillez répondre d’ici au { $day }.
letter-soon = Veuillez répondre dès que possible.
letter-contact = Des questions ? Écrivez à { $contact }.
letter-regards = Bien cordialement, { $network }

## Constatations, par leur code (en anglais : src/ingest/codes.rs et queries/checks)
finding-file_kind = Le fichier n’est d’aucun format qui est lu (XLSX, ODS ou CSV), ou c’est un lien.
    .cure = Enregistrez la feuille en .xlsx, .ods ou .csv et renvoyez-la.
finding-file_empty = Le fichier est vide, ou n’a pas de ligne de titres.
    .cure = Vérifiez que c’est le bon fichier et renvoyez-le.
finding-file_unreadable = Le fichier ou le dossier ne peut pas être lu.
    .cure = Renvoyez le fichier.
finding-file_changed = Le fichier a changé pendant sa lecture.
    .cure = Attendez que le fichier soit entièrement écrit et renvoyez-le.
finding-too_many_rows = Le fichier a plus de lignes qu’on n’en lit d’un fichier.
    .cure = Envoyez-le en plusieurs fichiers.
finding-reader_fault = Le programme s’est arrêté à ce fichier : c’est une erreur du programme.
    .cure = Enregistrez le fichier sous un autre nom et renvoyez-le, ou écrivez au secrétariat.
finding-file_too_large = Le fichier est plus grand que ne peut l’être un envoi.
    .cure = Vérifiez que c’est le bon fichier, ou envoyez-le en plusieurs parties.
finding-file_binary = Le fichier contient des octets nuls et n’est pas un texte.
    .cure = Enregistrez la feuille en CSV (UTF-8) ou en .xlsx et renvoyez-la.
finding-file_encoding = Le fichier n’est pas un texte UTF-8.
    .cure = Enregistrez-le en « CSV UTF-8 » et renvoyez-le.
finding-line_too_long = Une ligne est plus longue que ne peut l’être une ligne.
    .cure = Vérifiez les guillemets et les fins de ligne, et renvoyez le fichier.
finding-unclosed_quote = Un guillemet s’ouvre et ne se ferme pas où il le devrait ; les lignes suivantes ne peuvent être distinguées.
    .cure = Fermez le guillemet, ou enregistrez le tableau encore une fois en CSV.
finding-workbook_broken = Le fichier n’est pas un classeur du format que dit son nom, ou il est endommagé.
    .cure = Ouvrez-le, enregistrez-le en .xlsx sous un autre nom et renvoyez-le.
finding-workbook_too_large = Le classeur contient plus que n’en demande un envoi.
    .cure = Copiez ce qui est rempli dans un nouveau formulaire et envoyez celui-ci.
finding-missing_sheet = Le classeur n’a pas de feuille d’observations.
    .cure = Remplissez le formulaire sans renommer ses feuilles.
finding-hidden_sheet = Une feuille qui serait lue est masquée.
    .cure = Affichez-la, vérifiez-la et renvoyez le classeur.
finding-sheet_twice = Le classeur a deux feuilles du même nom.
    .cure = N’en gardez qu’une.
finding-unknown_sheet = Une feuille du classeur n’a pas été lue.
    .cure = Mettez dans les feuilles du formulaire ce qui doit être lu.
finding-no_rows = Le fichier a des titres et aucune ligne.
    .cure = Remplissez-le, ou ne l’envoyez pas.
finding-duplicate_file = Le même fichier est venu deux fois.
    .cure = Il n’y a rien à faire si c’était voulu.
finding-missing_column = Une colonne obligatoire manque.
    .cure = Remettez son nom dans la ligne des titres.
finding-unknown_column = Une colonne n’est pas de celles d’un envoi.
    .cure = Ôtez-la ou corrigez son nom.
finding-double_column = Une colonne figure deux fois.
    .cure = N’en gardez qu’une.
finding-row_above_header = Une ligne remplie, même en partie, se trouve au-dessus des titres.
    .cure = Mettez les titres au-dessus de toutes les lignes ; ils ont peut-être été triés avec elles.
finding-formula_without_result = Une cellule contient une formule dont le fichier n’a pas le résultat.
    .cure = Ouvrez le classeur dans un tableur, enregistrez-le et renvoyez-le, ou écrivez le nombre lui-même.
finding-percent_format = Une cellule est au format pourcentage : elle contient un centième de ce qu’elle montre.
    .cure = Mettez la cellule au format nombre et écrivez 97.2 pour 97,2 %.
finding-thousands_format = Le format d’une cellule montre un millième, ou moins, de ce qu’elle contient.
    .cure = Mettez la cellule au format nombre et vérifiez le chiffre.
finding-merged_cells = Une cellule est fusionnée avec d’autres.
    .cure = Séparez-la et remplissez chaque cellule.
finding-cell_outside = Des cellules remplies sont dans des colonnes sans titre ou trop à droite, et n’ont pas été lues.
    .cure = Mettez-les dans les colonnes du formulaire, ou effacez-les.
finding-entry_not_read = Des cellules qui montrent seulement le dernier envoi ont été remplies, et n’ont pas été lues.
    .cure = Écrivez l’année et la valeur dans les cellules blanches.
finding-form_text_changed = Le texte du formulaire à côté d’une valeur n’est pas celui du formulaire.
    .cure = Vérifiez que la valeur est dans la bonne ligne.
finding-row_not_read = Une ligne sous le formulaire nomme une série sans valeur, et n’a pas été lue.
    .cure = Donnez l’année et la valeur, ou effacez la ligne.
finding-struck_out = Des cellules barrées, même en partie, contiennent des valeurs, qui ont été lues.
    .cure = Effacez ce qui ne vaut plus, et ôtez le trait de ce qui vaut.
finding-cell_comment = Des cellules ont des commentaires, qui n’ont pas été lus.
    .cure = Écrivez dans la colonne note ce qui doit être su.
finding-hidden_cells = Des lignes ou colonnes masquées contiennent des valeurs, qui ont été lues.
    .cure = Affichez-les, vérifiez-les et effacez ce qui n’est pas voulu.
finding-too_many_cells = Une ligne a plus de cellules que de titres de colonnes.
    .cure = Mettez entre guillemets les textes qui contiennent le séparateur.
finding-row_cut_off = Le fichier finit au milieu de sa dernière ligne.
    .cure = Renvoyez le fichier entier.
finding-note_is_number = Une note, un organisme ou une preuve n’est qu’un nombre, comme après une virgule décimale.
    .cure = Vérifiez les nombres de la ligne : écrivez 97.2 et non 97,2.
finding-perhaps_decimal_comma = Une taille d’échantillon ou un effet de plan ressemble aux chiffres qui suivent une virgule décimale.
    .cure = Vérifiez les nombres de la ligne : écrivez 97.2 et non 97,2.
finding-thousands_mark = Une taille d’échantillon est écrite avec un signe qui peut séparer les milliers.
    .cure = Écrivez le nombre en chiffres seulement, comme 1200.
finding-perhaps_thousands = Un nombre a trois décimales où un nombre entier est usuel, comme après un séparateur de milliers.
    .cure = Vérifiez le nombre ; écrivez les milliers sans signe, comme 1200.
finding-all_fractions = Tous les pourcentages d’un fichier valent 1 ou moins, comme des fractions.
    .cure = Si ce sont des fractions, écrivez des pourcentages : 45 pour 0.45.
finding-series_of_fractions = Tous les pourcentages d’une série d’un fichier valent 1 ou moins, comme des fractions.
    .cure = Si ce sont des fractions, écrivez des pourcentages : 45 pour 0.45.
finding-merge_replaces = Une ligne SDMX-CSV demande d’être fusionnée avec l’envoi précédent ; elle le remplace.
    .cure = Vérifiez que la ligne est complète.
finding-other_structure = Un fichier SDMX-CSV est d’une autre structure, ou d’une autre version, que celle qui est lue.
    .cure = Utilisez la structure que le réseau publie avec ses données ouvertes.
finding-bad_action = Une ligne SDMX-CSV demande une suppression, ou une action qui n’existe pas.
    .cure = Pour retirer une valeur, laissez OBS_VALUE vide et écrivez O dans OBS_STATUS.
finding-bad_frequency = Une ligne SDMX-CSV n’est pas annuelle.
    .cure = Envoyez une valeur par année, avec FREQ A.
finding-bad_unit_multiplier = Le multiplicateur d’unité d’une ligne SDMX-CSV n’est pas une puissance de dix.
    .cure = Écrivez un nombre entier, comme 0 ou 3.
finding-unit_differs = L’unité d’une ligne SDMX-CSV n’est pas celle de l’indicateur ou de la définition.
    .cure = Donnez la valeur dans l’unité demandée, et écrivez celle-ci dans UNIT_MEASURE.
finding-missing_cell = Une cellule obligatoire est vide.
    .cure = Remplissez-la.
finding-unknown_city = La ville n’est pas dans le registre.
    .cure = Écrivez l’identifiant de la ville, comme dans le formulaire.
finding-unknown_measurement = L’indicateur n’est pas dans le catalogue.
    .cure = Écrivez l’identifiant de l’indicateur, comme dans le formulaire.
finding-unknown_item = L’indicateur n’a pas un tel élément.
    .cure = Écrivez l’un des éléments de l’indicateur, comme dans le formulaire.
finding-missing_item = L’indicateur est ventilé et l’élément est vide.
    .cure = Écrivez l’élément dont la valeur parle, ou total.
finding-unknown_source = La source n’est ni official, ni survey, ni expert.
    .cure = Écrivez official, survey ou expert.
finding-missing_source = L’indicateur admet plusieurs sources et aucune n’est donnée.
    .cure = Choisissez la source de la valeur.
finding-source_not_listed = L’indicateur n’admet pas cette source.
    .cure = Choisissez l’une des sources admises ; si votre définition diffère, écrivez le statut D.
finding-source_differs = L’indicateur n’admet pas cette source, et le statut D dit que la définition diffère.
    .cure = Vérifiez la source ; il n’y a rien à faire si elle est juste.
finding-unknown_status = Le statut n’est pas dans CL_OBS_STATUS.
    .cure = Choisissez un statut de la liste du formulaire, ou laissez la cellule vide.
finding-unknown_definition = La définition n’est pas dans definitions.csv.
    .cure = Choisissez une définition de la liste, ou laissez la cellule vide.
finding-definition_mismatch = La définition est celle d’un autre indicateur.
    .cure = Choisissez une définition de cet indicateur, ou laissez la cellule vide.
finding-own_definition = Statut D sans définition : la définition propre de la ville, qui n’est comparée à aucune autre.
    .cure = Si d’autres utilisent la même définition, choisissez-la dans la liste, ou demandez au secrétariat de l’y ajouter.
finding-bad_price_base = La base de prix n’est ni current, ni constant avec son année.
    .cure = Écrivez current, ou constant et l’année des prix, comme constant 2020.
finding-price_base_unfit = Une base de prix est donnée pour un pourcentage ou une note.
    .cure = Laissez la cellule vide.
finding-price_base_differs = La base de prix n’est pas celle de la définition.
    .cure = Donnez le montant aux prix de la définition, ou ôtez la définition.
finding-no_price_base = Un montant vient sans sa base de prix.
    .cure = Écrivez current, ou constant et l’année des prix, comme constant 2020.
finding-not_a_number = Une cellule qui doit contenir un nombre n’en contient pas.
    .cure = Écrivez un nombre, comme 97.2 ; si la valeur manque, laissez la cellule vide et choisissez le statut O.
finding-not_a_year = Une cellule qui doit contenir une année entre 1900 et 2100 n’en contient pas.
    .cure = Écrivez l’année en quatre chiffres, comme 2023.
finding-bad_sample_size = La taille de l’échantillon n’est pas un nombre entier supérieur à zéro.
    .cure = Écrivez le nombre de personnes interrogées, comme 1200.
finding-bad_design_effect = L’effet de plan n’est pas supérieur à zéro.
    .cure = Écrivez un nombre supérieur à zéro, comme 1.4, ou laissez la cellule vide.
finding-bad_ratings = Les notes des évaluateurs ne sont pas des notes séparées par des barres verticales.
    .cure = Écrivez les notes séparées par |, comme 3|4|4.
finding-ratings_not_median = La valeur n’est pas la médiane des notes des évaluateurs.
    .cure = Vérifiez les notes et la valeur, qui est leur médiane.
finding-below_possible = La valeur est inférieure à la plus petite valeur possible.
    .cure = Vérifiez le chiffre et son unité.
finding-above_possible = La valeur est supérieure à la plus grande valeur possible.
    .cure = Vérifiez le chiffre et son unité.
finding-below_plausible = La valeur est inférieure à ce qui est plausible.
    .cure = Vérifiez le chiffre et son unité ; s’il est juste, dites pourquoi dans note.
finding-above_plausible = La valeur est supérieure à ce qui est plausible.
    .cure = Vérifiez le chiffre et son unité ; s’il est juste, dites pourquoi dans note.
finding-year_after_cycle = L’année est postérieure au cycle.
    .cure = Vérifiez l’année.
finding-old_reference_year = L’année de référence est bien antérieure au cycle.
    .cure = Vérifiez l’année ; il n’y a rien à faire si elle est juste.
finding-interval_incomplete = Une seule borne de l’intervalle est donnée.
    .cure = Donnez les deux bornes, ou aucune.
finding-interval_outside = L’intervalle ne contient pas sa valeur.
    .cure = Vérifiez la valeur et les deux bornes.
finding-interval_without_width = Les deux bornes de l’intervalle sont égales.
    .cure = Vérifiez les deux bornes, ou laissez-les vides.
finding-interval_beyond_possible = Une borne de l’intervalle est une valeur impossible.
    .cure = Vérifiez les deux bornes.
finding-low_design_effect = L’effet de plan est inférieur à 1.
    .cure = Vérifiez-le ; il n’y a rien à faire s’il est juste.
finding-value_with_status = Une valeur accompagne un statut qui n’en admet pas.
    .cure = Ôtez la valeur, ou ôtez le statut.
finding-missing_value = Il n’y a ni valeur, ni statut qui dise pourquoi.
    .cure = Donnez la valeur, ou choisissez un statut qui dit pourquoi il n’y en a pas : O, M, L, H ou Q.
finding-text_too_long = Un texte est trop long pour une page.
    .cure = Raccourcissez-le.
finding-control_characters = Un texte contient des caractères qui ne s’impriment pas ; ils sont ôtés.
    .cure = Vérifiez le texte ; il n’y a rien d’autre à faire.
finding-bad_date = Une date n’est pas écrite comme 2024-05-31, ou avec l’heure comme 2024-05-31T15:30.
    .cure = Écrivez-la comme 2024-05-31.
finding-implausible_date = Le jour d’un envoi est trop loin de son cycle pour être juste.
    .cure = Vérifiez le jour et le cycle.
finding-bad_consent = Le consentement n’est ni public, ni aggregate_only, ni private.
    .cure = Choisissez public, aggregate_only ou private.
finding-unknown_feature = La caractéristique clé n’est pas dans le catalogue.
    .cure = Choisissez une caractéristique clé de la liste, comme 1.1.1.
finding-unknown_declared_feature = Une priorité ou une expertise déclarée n’est pas dans le catalogue ; elle est laissée de côté.
    .cure = Choisissez une caractéristique clé de la liste, comme 1.1.1.
finding-bad_email = L’adresse électronique du contact n’en est pas une ; elle est laissée de côté.
    .cure = Corrigez l’adresse.
finding-unknown_language = Une étiquette de langue n’est pas connue ; elle est laissée de côté.
    .cure = Choisissez une langue de la liste, comme fr.
finding-unknown_time_zone = Le fuseau horaire n’est ni un nom de la base IANA, ni un décalage ; il est laissé de côté.
    .cure = Écrivez un nom comme Africa/Nairobi, ou un décalage comme UTC+03:00.
finding-bad_contact_consent = contact_consent n’est ni public, ni secretariat, ni none ; il compte comme none.
    .cure = Choisissez public, secretariat ou none.
finding-no_contact_consent = Un contact est donné sans son consentement ; rien n’en est publié.
    .cure = Choisissez public, secretariat ou none.
finding-unknown_quality = La qualité n’est ni measured, ni survey, ni register, ni estimate, ni unknown ; elle est laissée de côté.
    .cure = Choisissez measured, survey, register, estimate ou unknown.
finding-no_verifier = verified_by nomme la ville elle-même ou personne ; il est laissé de côté.
    .cure = Nommez le tiers qui a vérifié la valeur, ou laissez la cellule vide.
finding-unknown_cost_band = La tranche de coût n’est ni low, ni medium, ni high ; elle est laissée de côté.
    .cure = Choisissez low, medium ou high.
finding-started_after_cycle = Une pratique a commencé après le cycle de son envoi ; l’année est laissée de côté.
    .cure = Vérifiez l’année.
finding-target_without_year = Une cible n’a pas d’année, et son rythme ne peut être jugé.
    .cure = Écrivez l’année à laquelle elle doit être atteinte.
finding-target_year_past = L’année d’une cible n’est pas postérieure au cycle de son envoi.
    .cure = Vérifiez l’année.
finding-line_break = Un nom ou un titre s’étend sur plusieurs lignes ; il est mis sur une seule.
    .cure = Il n’y a rien à faire si le texte est juste.
finding-bad_link = Un lien n’est pas une adresse du web, ou cache où il mène.
    .cure = Écrivez l’adresse entière, comme https://example.org/page.
finding-series_conflict = Une série et une année figurent deux fois dans un fichier avec des valeurs différentes.
    .cure = Gardez la ligne qui vaut, et effacez l’autre.
finding-declaration_conflict = Un fichier déclare deux fois la même ville et le même cycle de façon différente.
    .cure = Gardez une seule déclaration.
finding-duplicate_row = La même ligne est venue deux fois.
    .cure = Effacez l’une des deux.
finding-conflict_between_files = Deux fichiers du même jour ou de la même heure se contredisent ; aucun n’est utilisé.
    .cure = Renvoyez ce qui vaut, avec un jour plus récent.
finding-row_without_day = Une ligne n’a pas de jour d’envoi et diffère de celle d’un autre fichier, qui est utilisée.
    .cure = Donnez le jour de l’envoi.
finding-row_without_time = Une ligne a un jour d’envoi sans heure et diffère de celle, avec heure, du même jour, qui est utilisée.
    .cure = Donnez aussi l’heure de l’envoi, comme 2024-05-31T15:30.
finding-target_replaced = Une cible plus récente de la même série dit autre chose et est utilisée.
    .cure = Il n’y a rien à faire si la plus récente est juste.
finding-no_declaration = Des valeurs, cibles ou pratiques sont venues sans déclaration, et restent privées.
    .cure = Envoyez aussi la déclaration : le jour, et si vos valeurs peuvent être publiées.
finding-no_consent = Une déclaration ne donne pas de consentement ; ses valeurs restent privées.
    .cure = Choisissez public, aggregate_only ou private.
finding-consent_unclear = Un consentement diffère de celui d’un cycle antérieur et consent_for ne dit pas s’il vaut aussi pour ce cycle.
    .cure = Écrivez all dans consent_for s’il vaut pour tous les cycles, sinon cycle.
finding-wider_consent = Un consentement est plus large qu’un autre, donné avant par un autre fichier de la même ville.
    .cure = Confirmez qu’il est voulu.
finding-declaration_held = Une déclaration plus restrictive n’est plus dans aucun fichier ; elle vaut jusqu’à une déclaration plus récente de la ville.
    .cure = Envoyez une nouvelle déclaration si elle ne vaut plus.
finding-consent_without_day = Un consentement n’a pas de jour et diffère d’un autre de la ville ; le plus restrictif vaut.
    .cure = Donnez le jour de l’envoi.
finding-declarations_differ = Deux déclarations d’une ville diffèrent et leurs jours ne disent pas laquelle est la plus récente.
    .cure = Renvoyez la déclaration qui vaut, avec un jour plus récent.
finding-bad_consent_for = consent_for n’est ni all, ni cycle.
    .cure = Choisissez all ou cycle.
finding-values_replaced = Un fichier plus récent remplace la plupart des valeurs envoyées avant.
    .cure = Confirmez que les nouvelles valeurs sont justes.
finding-other_city = Le nom d’un fichier est celui d’une autre ville que ses lignes.
    .cure = Vérifiez l’identifiant de la ville et le nom du fichier.
finding-nothing_new = Rien n’est nouveau depuis un cycle antérieur.
    .cure = Vérifiez que c’est le bon fichier.
finding-copied_value = La valeur est, à toutes les décimales près, celle du cycle précédent. Si elle a été recopiée, laissez la cellule vide ; si elle a été mesurée de nouveau, dites-le dans note.
finding-perhaps_exchanged = Les valeurs des femmes et des hommes ne concordent avec les années précédentes que si on les échange. Vérifiez les deux lignes.
finding-perhaps_fraction = La valeur est bien plus petite que les autres. Si c’est une fraction, écrivez le pourcentage : 45 pour 0.45.
finding-jump = Le changement depuis la valeur précédente est bien plus grand que d’habitude. Vérifiez le chiffre et son unité ; si la définition a changé, écrivez le statut B, sinon dites dans note pourquoi il est juste.
finding-parts_above_whole = Les parties de cet indicateur dépassent 100 % ensemble. Vérifiez-les.
finding-schooling_and_literacy = Les années de scolarité ne concordent pas avec le taux d’alphabétisation de la même année. Vérifiez les deux.
finding-total_not_between = Le total n’est pas entre les valeurs des femmes et des hommes de la même année. Vérifiez les trois.
finding-year_off = L’année semble décalée d’un an par rapport à celles des derniers cycles. Vérifiez l’année.

## Le formulaire que remplit une ville

form-how-fill = Remplissez les cellules blanches. Les cellules grises disent ce qui est demandé ; ne les modifiez pas, ni la petite ligne de noms de colonnes sous les titres.
form-how-city = Feuille City (ville) : le jour de l’envoi, si vos valeurs peuvent être publiées, et les caractéristiques clés pour lesquelles vous demandez de l’aide ou pouvez en offrir.
form-how-observations = Feuille Observations : une ligne par chiffre. Donnez l’année dont il parle et la valeur ; laissez vide ce que vous n’avez pas. Une ligne vide n’est pas une erreur.
form-how-numbers = Écrivez les nombres simplement : 97.2 pour 97,2 %, et non 0.972, ni en format de pourcentage. Pas de formules : écrivez leur résultat.
form-how-source = Source : statistiques officielles, enquête ou groupe de spécialistes. La liste montre ce qui est accepté pour ce chiffre.
form-how-status = Statut : laissez-le vide pour une valeur ordinaire. S’il n’y a pas de valeur mais une raison, choisissez l’un des statuts sans valeur (O, M, L, H, Q).
form-how-definition = Choisissez D si votre définition diffère de celle imprimée ici, et dites en quoi dans la note, ou choisissez l’une des définitions du réseau ; B si la série recommence, par exemple après un changement de méthode.
form-how-prices = Les montants d’argent ont besoin de leurs prix : courants (current), ou constants et l’année de ces prix, comme constant 2020.
form-how-flags = Plusieurs statuts sont joints par une barre : B|D.
form-how-surveys = Pour une enquête, donnez l’intervalle à 95 % ou le nombre de personnes interrogées (et l’effet de plan s’il est connu) : sinon, personne ne peut distinguer un changement du hasard.
form-how-ratings = Pour les notes de spécialistes (5 excellent, 4 très bien, 3 bien, 2 passable, 1 insuffisant), donnez la note de chaque personne sous la forme 3|4|4 ; la valeur est leur médiane.
form-how-quality = Le mode d’obtention de la valeur (mesure, enquête, registre, estimation, inconnu) et qui l’a vérifiée aident les lecteurs ; laissez les deux vides si vous ne savez pas. « Vérifiée par » nomme un tiers, par exemple un cabinet d’audit, jamais la ville elle-même.
form-how-further = Les valeurs d’autres années, ou les corrections d’années passées, vont dans les lignes vides en bas de la feuille. Pour retirer une valeur, donnez son année, laissez la valeur vide et choisissez le statut O.
form-how-targets = Feuille Targets (cibles) : seulement si la ville s’en est fixé une. Feuille Practices (pratiques) : ce que vous avez fait et dont d’autres peuvent s’inspirer, avec un lien, l’année de début, ce que cela coûte et qui y participe.
form-how-consent = Consentement : public : montré sur les pages et dans les données ouvertes. aggregate_only : compté dans des résultats de plusieurs villes, jamais montré. private, ou vide : conservé, utilisé dans rien de ce qui est publié.
form-how-consent-for = Portée du consentement : all : ce que vous dites vaut pour tous les cycles que vous avez envoyés, et peut donc en ouvrir ou en retirer d’anciens. cycle : cela vaut pour ce seul cycle. S’il diffère de celui d’un cycle antérieur et que rien n’est choisi, nous vous interrogeons, et le consentement le plus étroit vaut entre-temps.
form-how-contact = Contact : à qui d’autres villes peuvent écrire. public : nom, fonction et courriel sont montrés à tous. secretariat : seulement que le secrétariat du réseau transmet les messages. none, ou vide : rien n’est montré. Ce que dit votre formulaire le plus récent vaut ; les langues et le fuseau horaire sont montrés avec votre ville.
form-how-done = Quand vous avez fini, enregistrez en .xlsx et envoyez le fichier. Toute valeur peut être corrigée dans le classeur suivant.
form-list-status = Statut
form-list-source = Source
form-list-consent = Consentement
form-list-consent-for = Portée du consentement
form-list-key-feature = Caractéristique clé
form-list-measurement = Indicateur
form-list-contact-consent = Consentement pour le contact
form-list-cost = Coût
form-list-language = Langue
form-list-prices = Prix
form-list-quality = Mode d’obtention de la valeur
form-list-definition = Définition
form-list-without-value = Statuts sans valeur
form-help = Comment remplir ce classeur
form-invented = Toutes les villes de ce réseau sont fictives.
form-city-city = Identifiant de la ville
form-city-cycle = Cycle
form-city-submitted_on = Jour de l’envoi
form-city-consent = Pouvons-nous publier ?
form-city-consent_for = Pour tous les cycles, ou pour celui-ci ?
form-city-baseline_year = Le changement se mesure à partir de (année)
form-city-priorities = Caractéristiques clés pour lesquelles nous demandons de l’aide (une par ligne)
form-city-expertise = Caractéristiques clés pour lesquelles nous pouvons aider d’autres (une par ligne)
form-city-languages = Langues de travail (une par ligne)
form-city-time_zone = Fuseau horaire, comme Africa/Nairobi ou UTC+03:00
form-city-contact_name = À qui d’autres villes peuvent écrire : nom
form-city-contact_role = Fonction ou service
form-city-contact_email = Courriel
form-city-contact_consent = Pouvons-nous publier ce contact ?
form-observations-measurement = Identifiant de l’indicateur
form-observations-item = Composante
form-observations-title = Ce qui est demandé
form-observations-meaning = Ce que cela signifie
form-observations-unit = Unité
form-observations-last_year = Dernière année envoyée
form-observations-last_value = Dernière valeur envoyée
form-observations-reference_year = Année
form-observations-value = Valeur
form-observations-source = Source
form-observations-status = Statut
form-observations-ci_lower = Intervalle à 95 % : bas
form-observations-ci_upper = Intervalle à 95 % : haut
form-observations-sample_size = Personnes interrogées
form-observations-design_effect = Effet de plan
form-observations-ratings = Note de chaque personne (3|4|4)
form-observations-agency = Qui a mené l’enquête
form-observations-evidence = Rapport examiné
form-observations-definition = Définition (identifiant, avec le statut D)
form-observations-price_base = Prix (montants d’argent seulement)
form-observations-quality = Mode d’obtention de la valeur
form-observations-verified_by = Vérifiée par (un tiers)
form-observations-note = Note
form-targets-measurement = Identifiant de l’indicateur
form-targets-item = Composante
form-targets-title = Ce qui est demandé
form-targets-unit = Unité
form-targets-year = À atteindre en (année)
form-targets-value = Cible
form-practices-feature = Caractéristique clé
form-practices-title = Titre de la pratique
form-practices-summary = Ce qui a été fait, et ce qui en est résulté
form-practices-link = Où en lire davantage (https://...)
form-practices-started = Commencée en (année)
form-practices-cost_band = Coût
form-practices-partners = Qui y participe
form-practices-evidence = Ce qui montre que cela fonctionne : un lien, ou une phrase
form-practices-language = Langue de ces textes
form-sheet-city = Ville
form-sheet-observations = Observations
form-sheet-targets = Cibles
form-sheet-practices = Pratiques
form-heading = { $sheet } : { $city }, { $cycle }
form-heading-invented = { $sheet } : { $city } (ville fictive), { $cycle }
form-page = Page { $page } sur { $pages }
form-not-in-list = Absent de la liste
form-not-read = N’est pas lu
form-year = Année qui ne convient pas
form-year-help = Une année de 1900 à { $last }, comme { $such }.
form-city-intro = Dites quand vous envoyez ce classeur, si vos valeurs peuvent être publiées (public, aggregate_only ou private), et où vous demandez ou offrez de l’aide.
form-city-consents = Sans consentement, tout reste privé. Le contact a son propre consentement. La feuille Help (aide) explique le reste.
form-observations-intro = Donnez l’année et la valeur de ce que vous avez ; laissez les autres lignes vides. 97.2 signifie 97,2 %. Les autres années vont dans les lignes vides en bas.
form-observations-grey = Les cellules grises disent ce qui est demandé et ce que vous avez envoyé en dernier. La feuille Help (aide) explique la source, le statut et le reste.
form-targets-intro = Seulement si la ville s’est fixé une cible : l’année à laquelle elle doit être atteinte, et sa valeur dans la même unité.
form-practices-intro = Ce que vous avez fait et dont d’autres peuvent s’inspirer : une pratique par ligne, dans vos propres mots.
form-choose-consent = Choisissez public, aggregate_only ou private dans la liste.
form-choose-consent-for = Choisissez all ou cycle dans la liste.
form-choose-feature = Choisissez une caractéristique clé dans la liste.
form-choose-language = Choisissez une langue, ou écrivez son étiquette : pt-BR.
form-choose-contact = Choisissez public, secretariat ou none dans la liste.
form-choose-cost = Choisissez low, medium ou high dans la liste.
form-choose-status = Choisissez dans la liste ; plusieurs statuts sont joints par une barre : B|D.
form-choose-measurement = Choisissez l’identifiant d’un indicateur dans la liste.
form-choose-source = Choisissez official, survey ou expert dans la liste.
form-choose-prices = Choisissez current, ou constant et l’année de ces prix : constant 2020.
form-choose-quality = Choisissez measured, survey, register, estimate ou unknown dans la liste.
form-choose-definition = Choisissez l’une des définitions du réseau, ou laissez la cellule vide et dites dans la note ce qui diffère.
form-not-read-help = Ces cellules montrent ce qui a été envoyé auparavant et ne sont pas lues. Écrivez dans Année et Valeur.
form-further = Autres années et corrections
form-other-source = Autre source que demandé
form-other-source-help = Avec une autre source, choisissez le statut D et dites dans la note ce qui diffère.
form-between = Un nombre de { $low } à { $high } ({ $unit }).
form-at-least = Un nombre d’au moins { $low } ({ $unit }).
form-at-most = Un nombre d’au plus { $high } ({ $unit }).
form-cannot-be = Impossible
form-series = { $title } : { $item }
form-meaning = { $meaning } ; { $instruction }
form-unit = { $unit } : { $ratings }
form-ratings = 5 excellent, 4 très bien, 3 bien, 2 passable, 1 insuffisant
form-instruction-gdp_per_capita = dites si c’est à prix courants ou constants : un changement de base est une rupture
form-instruction-mobile_penetration_rate = un nombre d’abonnements dépasse 100 et est une autre définition (statut D)
form-instruction-learning_environment_satisfaction = le formulaire imprimé ne dit pas si les deux milieux sont interrogés séparément
form-consent-public = montré sur les pages et dans les données ouvertes
form-consent-aggregate_only = compté dans des résultats de plusieurs villes, jamais montré
form-consent-private = conservé, utilisé dans rien de ce qui est publié
form-consent-all = pour tous les cycles que nous avons envoyés
form-consent-cycle = pour ce seul cycle
form-contact-public = nom, fonction et courriel sont montrés à tous
form-contact-secretariat = le secrétariat transmet les messages
form-contact-none = rien n’est montré
form-prices-current = prix de chaque année
form-prices-constant = prix de { $year } pour toutes les années

## A submission given back with remarks

remarks-how = Corrigez chaque cellule dans sa propre feuille, et renvoyez le classeur : ce qui est écrit sur cette feuille et dans les commentaires qui l’accompagnent n’est pas lu.
remarks-sheet = Feuille
remarks-cell = Cellule
remarks-column = Colonne
remarks-series = Série
remarks-holds = Contenu de la cellule
remarks-wrong = Ce qui ne va pas
remarks-to-do = Ce qu’il faut faire
remarks-weight = Importance
remarks-in-english = Ce que dit le contrôle, en anglais
remarks-whole-file = tout le fichier
remarks-row = ligne { $line }
remarks-to-mend = à corriger : n’est pas pris tel quel
remarks-to-look-at = à vérifier : est pris tel quel
remarks-more = La liste contient encore { $n } remarques.
remarks-mend-cell = Corrigez la cellule elle-même ; ce qui est écrit dans ce commentaire n’est pas lu.
