# Todas las frases de las páginas, los gráficos y los informes, en español.
# Los mismos identificadores, las mismas variables y el mismo orden que en.ftl; al final, los nombres del catálogo, que el inglés
# toma de sus tablas.
# Términos: key feature = característica fundamental, area of focus = ámbito de acción, measurement = indicador,
# baseline = valor o año de partida, reference year = año de referencia, movement = evolución, target = meta,
# brief = informe, peers = pares, gap = brecha, rating = puntuación, submission = envío, item = componente, tested = contrastado,
# firm = cambio confirmado, tentative = por confirmar, away = se alejó del progreso (en rótulos: contrario), no direction = indeterminado,
# whom to call = ¿a quién preguntar?, offer / ask for help = ofrecer / pedir ayuda en.
# Espacio de no separación (U+00A0) entre un número y lo que le sigue.

## General

# What this language calls itself.
language-name = Español

list-more = { $n } más
# Entre elementos que contienen comas.
list-apart = { $before }; { $after }

number-billion = { $number } { $n ->
   *[other] mil millones
}
number-trillion = { $number } { $n ->
    [one] billón
   *[other] billones
}
value-percent = { $number } %
value-unit = { $number } { $unit }
# Un valor en una unidad que concuerda con el número.
value-in-years = { $number } { $n ->
    [one] año
   *[other] años
}
value-in-programmes = { $number } { $n ->
    [one] programa
   *[other] programas
}
value-in-hours_per_week = { $number } { $n ->
    [one] hora por semana
   *[other] horas por semana
}
value-in-learners_per_teacher = { $number } { $n ->
    [one] estudiante por docente
   *[other] estudiantes por docente
}
value-in-tonnes_per_inhabitant_per_year = { $number } { $n ->
    [one] tonelada por habitante al año
   *[other] toneladas por habitante al año
}
value-in-visits_per_inhabitant_per_month = { $number } { $n ->
    [one] visita por habitante al mes
   *[other] visitas por habitante al mes
}
value-in-spaces_per_100_000_inhabitants = { $number } { $n ->
    [one] espacio por cada 100 000 habitantes
   *[other] espacios por cada 100 000 habitantes
}
value-in-recorded_crimes_per_100_000_inhabitants = { $number } { $n ->
    [one] delito registrado por cada 100 000 habitantes
   *[other] delitos registrados por cada 100 000 habitantes
}
value-in-new_patents_per_100_000_inhabitants = { $number } { $n ->
    [one] nueva patente por cada 100 000 habitantes
   *[other] nuevas patentes por cada 100 000 habitantes
}
value-in-US__PPP_per_inhabitant = { $number } { $n ->
    [one] dólar PPA por habitante
   *[other] dólares PPA por habitante
}
value-rating = { $number } de 5
value-at = en { $value }
value-between = entre { $low } y { $high }
change-none = sin cambios
change-points = { $number } { $n ->
    [one] punto
   *[other] puntos
}
change-rating = { $number } { $n ->
    [one] punto
   *[other] puntos
}
item-women = mujeres
item-men = hombres
item-girls = niñas
item-boys = niños
item-pre_primary = preprimaria

## Catalogue

series-title = { $measurement }: { $item }
direction-up = un valor más alto es un progreso
direction-down = un valor más bajo es un progreso
direction-parity = un valor más cercano al 50 % es un progreso
direction-none = sentido del progreso no establecido
least-percent = { $number } { $n ->
    [one] punto porcentual
   *[other] puntos porcentuales
}
least-rating = { $number } { $n ->
    [one] punto de la escala
   *[other] puntos de la escala
}
least-relative = { $number } % del primer valor

## Every page

cycle-as-of = { $cycle }, situación al { $day }
quoted = «{ $text }»
count-of = { $n } de { $all }
layout-contents = En esta página
layout-skip = Ir al contenido
# $lead is the next message, set in bold.
layout-fictional = { $lead } Todas las ciudades y todas las cifras que aparecen aquí son inventadas.
layout-fictional-lead = Demostración.
layout-site = Sitio
layout-trail = Está aquí
layout-languages = Idiomas
layout-brief = Informe anual
layout-cities = Ciudades
layout-features = Características fundamentales
layout-methods = Métodos
layout-data = Datos
# $cycle is a year, or the message cycle-as-of.
layout-labelled = { $label }: { $value }
layout-footer = Informe del ciclo { $cycle }. Los progresos se miden en el contexto propio de cada ciudad; las ciudades se citan por orden alfabético.
layout-source = Fuente: { $source }
# $edition is edition-draft or edition-final, $snapshot a code such as 3fa9c41b02de.
layout-identity = { $edition }. Versión de los datos públicos: { $snapshot }.
layout-how = Cómo se elaboran las cifras
layout-open-data = Datos abiertos y significado de sus columnas
layout-figures-in-a-table = Las cifras en una tabla

edition-draft = Borrador
edition-final = Edición definitiva
# $n is the number of findings of the review that stayed open and that the analyst accepted, in a final edition.
edition-accepted = { $n ->
    [0] Revisado antes de la publicación: no quedó ningún hallazgo abierto.
    [one] Revisado antes de la publicación: el analista aceptó un hallazgo abierto sobre los datos, con su motivo.
   *[other] Revisado antes de la publicación: el analista aceptó { $n } hallazgos abiertos sobre los datos, cada uno con su motivo.
}
# $lead is edition-draft-lead, set in bold.
edition-draft-lead = Borrador.
edition-draft-mark = { $lead } Las cifras no son definitivas y aún pueden cambiar.
edition-draft-comments = { $lead } Las cifras no son definitivas. Se ruega a las ciudades que envíen sus comentarios a más tardar el { $day }.

counts-towards = Progreso
counts-held = Estable
counts-away = Contrario
counts-no-direction = Indeterminado
counts-with-firm = { $n } ({ $firm })
counts-shares = Distribución
counts-rose = Aumentaron
counts-fell = Disminuyeron
counts-no-change = Sin cambio comparable

table-area = Ámbito de acción
table-region = Región
table-feature = Característica fundamental
table-measurement = Indicador
table-series = Serie
table-unit = Unidad
table-direction = Sentido del progreso
table-sources = Fuentes
table-cities = Ciudades
table-all = Total

movement-by-area = Evolución por ámbito de acción
# $group is a region, a size or an income group.
group-by-area = { $group }, por ámbito de acción

## Front page

front-kicker = Informe anual, ciclo { $cycle }
front-as-of = Este informe refleja la situación al { $day }: lo que las ciudades enviaron después no se cuenta en él.
    .collected = Este informe refleja la situación al { $day }: lo que se publicó después no se cuenta en él.
front-about = { $network }: informe anual del ciclo { $cycle }. Qué evolucionó, qué se mantuvo estable y las ciudades por orden alfabético.
front-members-none = { $all ->
    [one] La única ciudad de la red no ha publicado aún ningún resultado.
   *[other] De las { $all } ciudades de la red, ninguna ha publicado aún resultados.
}
    .collected = { $all ->
        [one] No se han encontrado valores para la única ciudad de la red.
       *[other] No se han encontrado valores para ninguna de las { $all } ciudades de la red.
    }
front-members-all = { $all ->
    [one] La única ciudad de la red ha publicado resultados.
   *[other] Las { $all } ciudades de la red han publicado resultados.
}
    .collected = { $all ->
        [one] Se encontraron valores para la única ciudad de la red.
       *[other] Se encontraron valores para las { $all } ciudades de la red.
    }
front-members-some = { $all ->
    [one] De 1 ciudad
   *[other] De las { $all } ciudades
} de la red, { $published ->
    [one] 1 ha
   *[other] { $published } han
} publicado resultados.
    .collected = De { $all ->
        [one] 1 ciudad
       *[other] { $all } ciudades
    } de la red, se encontraron valores para { $published }.
front-sent = { $cities ->
    [0] Ninguna de ellas envió valores públicos en el ciclo { $cycle }.
    [one] En el ciclo { $cycle }, 1 ciudad envió valores públicos de { $series ->
        [one] 1 serie
       *[other] { $series } series
    }.
   *[other] En el ciclo { $cycle }, { $cities } ciudades enviaron valores públicos de { $series ->
        [one] 1 serie
       *[other] { $series } series
    }.
}
    .collected = { $cities ->
        [0] No se han encontrado valores de ninguna de ellas en el ciclo { $cycle }.
        [one] En el ciclo { $cycle } se han encontrado valores de 1 de ellas ({ $series ->
            [one] 1 serie
           *[other] { $series } series
        }).
       *[other] En el ciclo { $cycle } se han encontrado valores de { $cities } de ellas ({ $series } series).
    }
moved-none = Ningún indicador tiene aún un cambio comparable: hacen falta dos valores comparables, el segundo de ellos reciente.
moved = De { $all ->
    [one] 1 indicador
   *[other] { $all } indicadores
} con un cambio comparable, { $towards ->
    [0] ninguno evolucionó
    [one] 1 evolucionó
   *[other] { $towards } evolucionaron
} en el sentido del progreso{ $towards ->
    [0] { "" }
    [one] { "" } (cambio { $towards_firm ->
        [0] por confirmar
       *[other] confirmado
    })
   *[other] { "" } ({ $towards_firm ->
        [0] cambios por confirmar
       *[other] cambio confirmado en { $towards_firm }
    })
}, { $held ->
    [0] ninguno se mantuvo estable
    [one] 1 se mantuvo estable
   *[other] { $held } se mantuvieron estables
} y { $away ->
    [0] ninguno se alejó
    [one] 1 se alejó
   *[other] { $away } se alejaron
} del progreso{ $away ->
    [0] { "" }
    [one] { "" } (cambio { $away_firm ->
        [0] por confirmar
       *[other] confirmado
    })
   *[other] { "" } ({ $away_firm ->
        [0] cambios por confirmar
       *[other] cambio confirmado en { $away_firm }
    })
}{ $unread ->
    [0] { "" }
    [one] ; 1 evolucionó sin que se pueda decir si es un progreso
   *[other] ; { $unread } evolucionaron sin que se pueda decir si es un progreso
}.
moved-chance = Aunque nada hubiera cambiado, { $n ->
    [0] menos de 1
   *[other] al menos { $n }
} { $untested ->
    [0] de estos { $tested }
   *[other] de los { $tested } que pudieron contrastarse
} { $n ->
    [0] mostraría
    [one] mostraría
   *[other] mostrarían
} una evolución por puro azar{ $untested ->
    [0] { "" }
    [one] ; 1 no pudo contrastarse
   *[other] ; { $untested } no pudieron contrastarse
}.
moved-own-definition = { $all ->
    [1] { $n ->
        [one] Este resultado sigue una definición distinta de la del catálogo
       *[other] Todos estos resultados siguen definiciones distintas de las del catálogo
    }
   *[0] { $n ->
        [one] Uno de estos resultados sigue una definición distinta de la del catálogo
       *[other] { $n } de estos resultados siguen definiciones distintas de las del catálogo
    }
}; las páginas de las características fundamentales los cuentan aparte.
moved-untested = Ninguno de estos cambios pudo contrastarse: no se conoce su margen de error.
front-areas-towards = En ningún ámbito de acción hay más cambios confirmados que se alejen del progreso que cambios en el sentido del progreso.
# $areas: titles of areas in quotation marks.
front-areas-away = En { $areas }, hay más cambios confirmados que se alejan del progreso que cambios en el sentido del progreso.
front-joined = Ciudades que se incorporaron en { $cycle }: { $cities }.
front-practices = { $practices ->
    [0] Ninguna ciudad ha descrito aún públicamente una práctica.
    [one] Una ciudad ha descrito 1 práctica.
   *[other] { $cities ->
        [one] Una ciudad ha
       *[other] En total, { $cities } ciudades han
    } descrito { $practices } prácticas.
}
    .collected = { $practices ->
        [0] No se pidieron prácticas a ninguna ciudad.
        [one] Una ciudad ha descrito 1 práctica.
        *[other] { $cities ->
            [one] Una ciudad ha
            *[other] En total, { $cities } ciudades han
        } descrito { $practices } prácticas.
    }
front-movement-note = Recuentos de indicadores, uno por ciudad e indicador con un cambio comparable; entre paréntesis, los de cambio confirmado, es decir, contrastado y que sería el mismo si el primer o el último valor hubiera sido el de un año vecino (con solo dos valores, si se conoce un margen de error). Un indicador cuenta por su total; si no lo tiene, por lo que tienen en común los componentes que evolucionaron. Estable: el cambio es pequeño o está dentro del margen de error, o una proporción cuyo objetivo es la paridad siguió en ella. Indeterminado: aumentó o disminuyó sin que ni lo uno ni lo otro se considere un progreso, o sus componentes evolucionaron en sentidos distintos.
front-cities-behind = Número de ciudades en que se basan estos recuentos
front-cities-caption = Ciudades con al menos uno de esos indicadores
front-areas-caption = Indicadores por ámbito de acción y según su cambio desde el valor de partida; entre paréntesis, cambio confirmado
front-regions = Evolución por región
front-regions-note = Las regiones se citan por orden alfabético; se muestra una región cuando al menos { $n ->
    [one] 1 de sus ciudades tiene
   *[other] { $n } de sus ciudades tienen
} resultados.
front-regions-caption = Indicadores por región y según su cambio desde el valor de partida; entre paréntesis, cambio confirmado
front-coverage = Cobertura de los datos
front-coverage-note = Número de ciudades que publicaron al menos un valor de un indicador en cada ciclo.
front-coverage-chart = Cobertura de cada indicador, ciclo a ciclo
    .collected = Número de ciudades de las que se encontró al menos un valor de un indicador en cada ciclo.
# $titles: titles of measurements in quotation marks.
front-coverage-definitions = Los valores según definiciones distintas de las del catálogo también cuentan en { $titles }; las páginas de las características fundamentales las indican.
front-coverage-caption = Ciudades que comunicaron el indicador en cada ciclo, del total de las que eran miembros, con o sin resultados publicados
    .collected = Ciudades de las que se encontró un valor en cada ciclo, del total
front-features = Las características fundamentales
front-countries = Países
front-cities = Ciudades por orden alfabético
front-cities-none = Ninguna ciudad ha publicado aún resultados.
front-without = Sin resultados publicados
front-without-note = Estas ciudades miembros no han enviado nada para su publicación. Eso no dice nada sobre sus progresos.
    .collected = No se han encontrado valores de estas ciudades. Eso no dice nada sobre sus progresos.
front-edition = Sobre esta edición
front-edition-term = Edición
front-review = Revisión
front-comments-by = Comentarios solicitados a más tardar el
front-cycle = Ciclo
front-snapshot = Versión de los datos públicos
front-settings = Umbrales de los métodos
# $command is a command for a computer's shell.
front-snapshot-note = El código de versión identifica el estado de los datos públicos en que se basa esta edición: dos ediciones con el mismo código se basan en las mismas cifras. Quien disponga de la carpeta «data» puede volver a obtenerlo: es el comienzo de lo que { $command } muestra en ella.
front-cite = Cómo citarla
# $edition is edition-draft or edition-final.
front-citation = { $network }. Informe anual, ciclo { $cycle }. { $edition }. Versión de los datos públicos: { $snapshot }.

## What changed since the last edition, and all editions

changes-title = Qué ha cambiado desde la última edición
changes-entry = Cambios
changes-about = Lo que es nuevo, ha cambiado o ya no se da desde la última edición definitiva de { $network }, informe de { $cycle }.
# $cycle is a year, or the message cycle-as-of.
changes-edition = la edición definitiva del ciclo { $cycle }, elaborada el { $day }
changes-first = No hay ninguna edición definitiva anterior con la que comparar esta.
# $edition is changes-edition.
changes-since = Comparación con { $edition }.
# $reason is changes-gone or changes-version.
changes-not-compared = No se ha comparado nada con { $edition }: { $reason }
changes-gone = los datos con los que se elaboró ya no están completos.
changes-version = la elaboró otra versión del programa, cuyas tablas son distintas.
changes-none = No ha cambiado nada: los valores y las evoluciones son los mismos.
# $new, $changed and $removed are changes-no or changes-share.
changes-values = Valores: { $before } en la última edición, { $after } ahora. Nuevos: { $new }. Modificados: { $changed }. Que ya no se dan: { $removed }.
changes-movements = Evoluciones: { $before } en la última edición, { $after } ahora. Nuevas: { $new }. Modificadas: { $changed }. Que ya no se calculan: { $removed }.
changes-no = 0
changes-share = { $n } ({ $share })
changes-shares = La proporción de lo nuevo se refiere al total actual; las demás, al total de la última edición.
changes-joined = Con resultados por primera vez: { $cities }.
changes-how = Las dos ediciones se han calculado del mismo modo, con la versión actual del programa, a partir de los resultados que se pueden ver hoy. Los resultados que se cuentan sin mostrarse no se comparan.
changes-cities = Por ciudad
changes-cities-note = Ciudades por orden alfabético. De cada una, lo que ha cambiado o ya no se da; lo nuevo aquí solo se cuenta.
changes-large = La página de cada ciudad indica lo que ha cambiado en ella.
changes-of-values = Valores: { $counts }.
changes-of-movements = Evoluciones: { $counts }.
changes-n-new = se añaden { $n }
changes-n-changed = cambian { $n }
changes-n-removed = faltan { $n }
changes-n-joined = resultados por primera vez.
changes-city-joined = { $city } tiene resultados por primera vez.
changes-page = Más en la página de { $city }.
changes-page-more = { $n } más en la página de { $city }.
changes-line-title = { $series }, { $year }
changes-line = { $title }: { $from } → { $to }
changes-before = Última edición
changes-now = Ahora
changes-why = Causa
changes-why-note = Donde se indican varias causas, cada una puede ser la causa, sola o junto con otras.
changes-why-sent = datos enviados
    .collected = datos encontrados
changes-why-correction = corrección
changes-why-others = otros valores de la red
changes-why-context = registro o contexto de las ciudades
changes-why-method = método o ajuste
changes-why-cycle = otro ciclo
changes-why-program = nueva versión del programa
changes-values-caption = Valores que han cambiado o ya no se dan
changes-movements-caption = Evoluciones que han cambiado o ya no se calculan
changes-not-given = no se da
changes-not-computed = no se calcula
changes-redefined = según otra definición
changes-take-values = Todos los valores nuevos, modificados o que ya no se dan
changes-take-movements = Todas las evoluciones nuevas, modificadas o que ya no se calculan

archive-title = Todas las ediciones
archive-about = Las ediciones definitivas del informe de { $network }.
archive-lede = Las ediciones definitivas de este informe, de la más reciente a la más antigua.
archive-this = Esta edición
archive-none = No hay ninguna edición definitiva anterior a esta.
archive-made = Elaborada el
archive-not-shown = Esta edición ya no se ofrece: lo que se puede mostrar de sus resultados ha cambiado desde entonces.
archive-earlier = Versiones anteriores de esta página:
# $cycle is a year, or the message cycle-as-of.
archive-version = { $cycle } ({ $day })

## Front page: groups, withheld results, when values came

group-title = Evolución según el tamaño y los ingresos de las ciudades
group-note = Los grupos proceden del contexto de cada ciudad y no dicen nada sobre sus resultados; se muestra un grupo cuando un número suficiente de sus ciudades tiene resultados.
group-counts-caption = Indicadores por ámbito de acción y según su cambio, entre paréntesis cambio confirmado; ciudades con algún resultado
group-median-caption = Mediana de las ciudades con algún resultado: cuántos indicadores de una ciudad evolucionaron en cada sentido
counted-title = Incluidas las ciudades que pidieron no ser nombradas
counted-note = Algunas ciudades pidieron que se las contara sin mostrarlas. Se incluyen aquí cuando son bastantes y sus resultados difieren, de modo que no se pueda saber nada de ninguna en particular. Una edición posterior mantiene la parte no mostrada hasta que pueda cambiar sin revelar una ciudad.
counted-not-shown = No mostradas
counted-caption = Indicadores por ámbito de acción, incluidos los no mostrados; ciudades no mostradas
counted-region-caption = { $region }: indicadores por ámbito de acción, incluidos los no mostrados; ciudades no mostradas
timing-official = { $n } de fuentes oficiales
timing-survey = { $n } de encuestas
timing-expert = { $n } de personas expertas
# $parts: a list of the three messages above.
timing-sources = De las que llegaron: { $parts }.
    .collected = De las encontradas: { $parts }.
timing-unreported = { $n ->
    [one] Ninguna ciudad ha comunicado datos sobre esta característica fundamental: { $features }.
   *[other] Hay { $n } características fundamentales sobre las que ninguna ciudad ha comunicado datos: { $features }.
}
    .collected = { $n ->
        [one] No se encontró ningún valor de esta característica fundamental: { $features }.
        *[other] No se encontró ningún valor de { $n } características fundamentales: { $features }.
    }

## Country page

country-cycle = ciclo { $cycle }
country-about = { $country }: ciudades del aprendizaje en el informe de { $cycle }.
country-none = { $all ->
    [one] 1 ciudad miembro; aún no ha publicado resultados.
   *[other] { $all } ciudades miembros; ninguna ha publicado aún resultados.
}
    .collected = { $all ->
        [one] 1 ciudad; no se encontraron valores.
        *[other] { $all } ciudades; no se encontraron valores de ninguna.
    }
country-all = { $all ->
    [one] 1 ciudad miembro; ha publicado resultados.
   *[other] { $all } ciudades miembros; todas han publicado resultados.
}
    .collected = { $all ->
        [one] 1 ciudad, de la que se encontraron valores.
        *[other] { $all } ciudades; se encontraron valores de todas.
    }
country-some = { $all ->
    [one] 1 ciudad miembro
   *[other] { $all } ciudades miembros
}; { $published ->
    [one] 1 ha publicado resultados.
   *[other] { $published } han publicado resultados.
}
    .collected = { $all ->
        [one] 1 ciudad
        *[other] { $all } ciudades
    }; se encontraron valores de { $published }.
country-reported = { $cities ->
    [0] Ninguna de ellas envió valores públicos en el ciclo { $cycle }.
    [one] En el ciclo { $cycle }, 1 ciudad envió valores públicos: { $series } de { $expected } series solicitadas.
   *[other] En el ciclo { $cycle }, { $cities } ciudades enviaron valores públicos: { $series } de { $expected } series solicitadas.
}
    .collected = { $cities ->
        [0] No se han encontrado valores de ninguna de ellas en el ciclo { $cycle }.
        [one] En el ciclo { $cycle } se han encontrado valores de 1 ciudad: { $series } de { $expected } series.
       *[other] En el ciclo { $cycle } se han encontrado valores de { $cities } ciudades: { $series } de { $expected } series.
    }
country-described = { $practices ->
    [0] Ninguna de ellas ha descrito públicamente una práctica.
    [one] Una ciudad ha descrito 1 práctica.
   *[other] { $cities ->
        [one] Una ciudad ha
       *[other] En total, { $cities } ciudades han
    } descrito { $practices } prácticas.
}
    .collected = { $practices ->
        [0] No se pidieron prácticas a ninguna ciudad.
        [one] Una ciudad ha descrito 1 práctica.
       *[other] { $cities ->
            [one] Una ciudad ha
           *[other] En total, { $cities } ciudades han
        } descrito { $practices } prácticas.
    }
country-linked = { $links ->
    [0] El aprendizaje entre pares no ha encontrado aún ninguna ciudad que sugerirles
    [one] El aprendizaje entre pares les sugiere a quién preguntar sobre 1 de sus series
   *[other] El aprendizaje entre pares les sugiere a quién preguntar sobre { $links } de sus series
}; { $named ->
    [0] ninguna de estas ciudades se sugiere a otra ciudad.
    [one] 1 de estas ciudades se sugiere a otras ciudades.
   *[other] { $named } de estas ciudades se sugieren a otras ciudades.
}
country-too-few = Los recuentos de un país se ofrecen cuando al menos { $n ->
    [one] 1 ciudad tiene
   *[other] { $n } ciudades tienen
} resultados publicados.
country-movement-note = Recuentos de indicadores con un cambio comparable, uno por ciudad e indicador; entre paréntesis, los de cambio confirmado. Se muestra un ámbito de acción cuando un número suficiente de ciudades tiene algún resultado.
country-cities = Sus ciudades por orden alfabético
country-without = sin resultados publicados
country-cities-caption = Ciudades por orden alfabético, con el número de series solicitadas que tienen un valor publicado
country-asks = Pide ayuda en
country-offers = Ofrece ayuda en
country-practice = { $city }: { $practice }
country-time = Sus ciudades a lo largo de los años
country-time-note = Las ciudades están en orden alfabético y, en cada indicador, en la misma escala.
country-practices = Prácticas que describen sus ciudades
country-learning = ¿A quién preguntar?
country-learning-note = Por característica fundamental: ciudades del país y ciudades que ya estuvieron donde está una de ellas y que han mejorado desde entonces. La página de cada ciudad indica en qué series, y cuántas otras se mantuvieron estables o se alejaron del progreso.
country-learning-caption = Aprendizaje entre pares por característica fundamental; ciudades por orden alfabético
country-learning-cities = Ciudades del país
country-learning-ask = Pueden preguntar a

## Key feature page

feature-kicker = Característica fundamental { $id }
feature-before = Característica fundamental anterior
feature-after = Característica fundamental siguiente
area-about = Ámbito de acción { $id }: { $area }. Evolución de las ciudades por indicador, la red a lo largo de los años y a quién preguntar.
area-before = Ámbito de acción anterior
area-after = Ámbito de acción siguiente
# Pages of a large network's cities.
parts-before = Parte anterior de la lista
parts-after = Parte siguiente de la lista
parts-no-group = En ningún grupo
feature-about = Característica fundamental { $id }: { $feature }. Qué significa, cómo se mide y en qué sentido evolucionaron los valores de las ciudades.
feature-part = Forma parte del ámbito de acción { $id }, «{ $area }» ({ $dimension }), que responde al compromiso { $commitment } de la Declaración de Beijing sobre la Creación de Ciudades del Aprendizaje.
feature-measured = { $n ->
    [one] Un indicador.
   *[other] { $n } indicadores.
}
feature-reported = { $n ->
    [0] Ninguna ciudad tiene aún un valor publicado.
    [one] Una ciudad tiene al menos un valor publicado.
   *[other] En total, { $n } ciudades tienen al menos un valor publicado.
}
feature-definition = Se cuenta aparte: { $title } ({ $unit }).
feature-own-definitions = definiciones propias de las ciudades
feature-rating-words = 5 excelente, 4 muy bien, 3 bien, 2 regular, 1 deficiente
feature-meaning = { $meaning }.
feature-sdg = Indicador de los ODS
feature-sdg-same = { $indicator }
feature-sdg-near = { $indicator }, aproximadamente: lo que se cuenta difiere en parte
feature-least = Se habla de evolución a partir de
feature-caption = Ciudades según la evolución de sus series, del valor de partida al último valor; entre paréntesis, cambio confirmado
# $lead is feature-cities-lead, set in bold.
feature-cities = { $lead } { $cities }.
feature-cities-lead = Ciudades con algún valor publicado, por orden alfabético:
panel-title = La red a lo largo del tiempo
panel-note = { $n } ciudades, mediana: { $start } y después { $end }
panel-alt = Mediana y mitad central de { $n } ciudades, las mismas de { $from } a { $to }. Mediana: { $start }, después { $end }. Mitad central: { $low }, después { $high }.
panel-caption = Mediana y mitad central de las mismas ciudades en cada año; si una ciudad no tiene valor de un año, se toma su último valor anterior
panel-year = Año
panel-cities = Ciudades
panel-low = Mitad central: de
panel-median = Mediana
panel-high = a
multiples-title = Todas las ciudades, por orden alfabético
multiples-scale = { $unit }; la misma escala para todas las ciudades, { $from }–{ $to }. Las ciudades están en orden alfabético.
multiples-logarithmic = { $unit }; una misma escala logarítmica para todas las ciudades, en la que una misma variación porcentual tiene la misma altura, { $from }–{ $to }. Las ciudades están en orden alfabético.
multiples-own = Cada ciudad mide algo propio y por eso tiene su propia escala; { $from }–{ $to }. Las ciudades están en orden alfabético.
multiples-peers = Línea gris: mediana de los pares más cercanos de la ciudad, cuando un número suficiente de ellos tiene valores.
multiples-short = { $unit }, { $from }–{ $to }
multiples-short-logarithmic = { $unit }, { $from }–{ $to }; escala logarítmica, en la que una misma variación porcentual tiene la misma altura
feature-counts = Recuentos por resultado
feature-items = Por componente
feature-moved-none = Ninguna ciudad tiene todavía un cambio comparable.
feature-moved = De { $all ->
    [one] 1 ciudad
   *[other] { $all } ciudades
} con un cambio comparable, { $towards ->
    [0] ninguna evolucionó
    [one] 1 evolucionó
   *[other] { $towards } evolucionaron
} en el sentido del progreso{ $towards ->
    [0] { "" }
    [one] { "" } (cambio { $towards_firm ->
        [0] por confirmar
       *[other] confirmado
    })
   *[other] { "" } ({ $towards_firm ->
        [0] cambios por confirmar
       *[other] cambio confirmado en { $towards_firm }
    })
}, { $held ->
    [0] ninguna se mantuvo estable
    [one] 1 se mantuvo estable
   *[other] { $held } se mantuvieron estables
} y { $away ->
    [0] ninguna se alejó
    [one] 1 se alejó
   *[other] { $away } se alejaron
} del progreso{ $away ->
    [0] { "" }
    [one] { "" } (cambio { $away_firm ->
        [0] por confirmar
       *[other] confirmado
    })
   *[other] { "" } ({ $away_firm ->
        [0] cambios por confirmar
       *[other] cambio confirmado en { $away_firm }
    })
}{ $unread ->
    [0] { "" }
    [one] ; 1 evolucionó sin que se pueda decir si es un progreso
   *[other] ; { $unread } evolucionaron sin que se pueda decir si es un progreso
}.
feature-call = ¿A quién preguntar?
feature-offers-caption = Ciudades que ofrecen ayuda en esta característica o describen una práctica, por orden alfabético
feature-asks-caption = Ciudades que piden ayuda en esta característica, por orden alfabético
feature-offers-none = Ninguna ciudad ofrece todavía ayuda en esta característica ni ha descrito públicamente una práctica.
feature-call-none = Ninguna ciudad ha ofrecido aún ayuda en esta característica, ni la ha pedido, ni ha descrito públicamente una práctica.
feature-call-note = Las ofertas, las peticiones y las prácticas son las que declaran las propias ciudades. Un cambio no muestra qué lo causó.
feature-why = Por qué
feature-practice = Práctica, en palabras de la ciudad
feature-offers = Ofrece ayuda
feature-asks = Pide ayuda
feature-practises = Describe una práctica
feature-improved = { $series }: { $moved }

## Data page

data-title = Datos abiertos
data-about = Filas públicas del informe en archivos Parquet y CSV, con el significado de cada columna.
data-lede = Todas las cifras de este informe, en tablas que cualquier programa puede leer. Solo contienen filas públicas, ordenadas por sus claves; una celda sin dato está vacía y nunca es un cero.
data-zip = Todos los archivos CSV de esta edición, con un README que indica cómo leerlos y citarlos: { $link } ({ $size }).
data-reading = Los archivos Parquet conservan los tipos de las columnas; los archivos CSV están en UTF-8 y separan los valores con comas. Un archivo se puede leer allí donde está:
data-compressed = Los archivos CSV largos están comprimidos (.csv.gz); DuckDB, pandas y R los leen tal cual.
data-of-pages = La tabla de cada gráfico y las tablas de cada página también son archivos CSV, con su enlace al lado. En los archivos CSV siguientes, un texto que una hoja de cálculo podría tomar por una fórmula (empieza por =, +, -, @, una tabulación o un salto de línea) lleva un apóstrofo delante, al igual que un texto que empieza por un apóstrofo: quite el primer apóstrofo para recuperar lo que escribió la ciudad. Los archivos Parquet contienen cada texto tal como se escribió.
data-store = Quienes disponen de la base con la que se elaboró este informe pueden consultarla directamente: { $sql } abre una consola de SQL y { $serve }, si el programa se compiló con la opción «serve», permite leerla a los clientes de PostgreSQL.
data-tables = Las tablas
data-tables-caption = Archivos, en el orden en que se elaboran unos a partir de otros
data-in-english = El contenido de las tablas y de sus columnas se explica en inglés.
data-table = Tabla
data-holds = Qué contiene (en inglés)
data-rows = Filas
data-files = Archivos
data-columns = Las columnas
data-columns-of = Columnas de { $table }
data-column = Columna
data-type = Tipo
data-meaning = Significado (en inglés)
data-type-integer = entero
data-type-number = número
data-type-truth = verdadero o falso
data-type-text = texto
data-bytes = { $number } bytes
data-kilobytes = { $number } kB
data-megabytes = { $number } MB

## Open data: README and metadata
open-data-set = { $network }: datos abiertos, ciclo { $cycle }
open-data-set-about = Lo que las ciudades miembros de { $network } han hecho público hasta el ciclo { $cycle }, en tablas: valores con sus intervalos y fuentes, cambio desde el valor de partida, metas, comparaciones con ciudades comparables y el catálogo de indicadores. El progreso de cada ciudad se mide en su propio contexto.
    .collected = Lo que dicen las fuentes publicadas sobre las ciudades miembros de { $network } hasta el ciclo { $cycle }, en tablas: valores con sus intervalos y fuentes, cambio desde el valor de partida, comparaciones con ciudades comparables y el catálogo de indicadores. No se preguntó a ninguna ciudad y ninguna ha enviado nada. El progreso de cada ciudad se mide en su propio contexto.
# $title is open-data-set.
open-data-citation = { $publisher }. { $title }. Versión de los datos públicos: { $snapshot }.
readme-version = Versión de los datos públicos: { $snapshot }. Estructura de las tablas: versión { $structure }; sus cambios figuran en CHANGELOG.md.
readme-know = Lo que conviene saber
readme-know-context = El progreso de cada ciudad se mide en su propio contexto. Las tablas no contienen puntuaciones ni clasificaciones y no permiten establecerlas: las definiciones, las fuentes y los años difieren de una ciudad a otra.
readme-know-public = Solo contienen lo que las ciudades enviaron para su publicación. Una ciudad sin valores públicos figura en la tabla cities y en ninguna otra.
    .collected = Solo contienen valores de fuentes publicadas; no se preguntó a ninguna ciudad y ninguna ha enviado nada. Una ciudad para la que no se encontró ningún valor figura en la tabla cities y en ninguna otra.
readme-know-missing = Una celda vacía es un valor que falta, nunca un cero. Los códigos de estado son los de SDMX; la tabla statuses los explica.
readme-know-unit = En las tablas con valores, las columnas series, scale y unit indican qué se midió y en qué unidad. Una ciudad puede usar su propia definición, con su propia unidad: véanse las columnas definition y differs.
readme-know-codes = Los resultados, los motivos y las marcas son códigos; la tabla codes los da en palabras, y la tabla settings contiene los umbrales en vigor.
readme-know-apostrophe = En los archivos CSV, un texto que una hoja de cálculo podría tomar por una fórmula lleva un apóstrofo delante, y también un texto que empieza por un apóstrofo: elimine el primer apóstrofo. Los archivos Parquet contienen cada texto tal como se escribió.
readme-know-counted = La carpeta counted contiene totales que incluyen resultados que algunas ciudades permiten contar sin mostrarlos. No está en el archivo zip ni forma parte de la versión de los datos: una edición posterior puede darlos de otro modo.
readme-first = Primera consulta
readme-files = Metadatos
readme-file-csvw = cada archivo CSV con sus tipos, sus claves y el significado de sus columnas, según CSV on the Web. El del archivo zip describe todas las tablas; el de la carpeta, las que no están comprimidas.
readme-file-package = lo mismo como Frictionless Data Package
readme-file-dcat = la ficha para portales de datos, DCAT-AP
readme-file-citation = la referencia, para programas de gestión bibliográfica
readme-file-sdmx = las observaciones en SDMX-CSV 2.0, y su estructura en SDMX-ML 3.0 y, para herramientas más antiguas, 2.1
readme-file-changes = los cambios en la estructura de las tablas
readme-sources = Fuentes
readme-cite = Licencia y cita
readme-licence = Licencia: { $licence }. Cítese así:
readme-contact = Preguntas y correcciones: { $contact }

## Methods page

methods-title = Cómo se elaboran las cifras
methods-about = Cómo se calculan los valores, los cambios, la evolución, los grupos de pares y el aprendizaje entre pares, con los ajustes en vigor.
methods-lede = Los progresos se miden en el contexto cultural, económico y social propio de cada ciudad. Ninguna página, ningún gráfico ni ningún archivo sitúa aquí a una ciudad por encima de otra: las ciudades se citan por orden alfabético y los pares se muestran como grupo.
methods-rules = Las reglas
methods-settings = Ajustes en vigor
methods-measurements = Indicadores
methods-context = Contexto de los pares
methods-codes = Términos empleados para los resultados
methods-statuses = Estados de los valores

methods-values-title = Valores y tramos comparables
methods-values = Una serie es la combinación de una ciudad, un indicador y un componente de su desglose. Los valores solo se comparan dentro de un tramo comparable: el que termina en el último valor y no contiene ninguna ruptura. Hay una ruptura antes de un valor señalado como tal y allí donde cambian el tipo de fuente, la definición o la base de precios. Entre importes a precios corrientes no se calcula ninguna evolución. El valor de partida es el primero del tramo en el año de partida de la ciudad o después de él. Un último valor anterior en más de { $years ->
    [one] 1 año
   *[other] { $years } años
} al ciclo del informe es demasiado antiguo para hablar de evolución.
methods-change-title = Cambio
methods-change = En los porcentajes y las puntuaciones, el cambio es el último valor menos el valor de partida, en puntos. En las tasas, razones, importes y recuentos es relativo al valor de partida, que debe ser superior a cero. Las diferencias y las proporciones se calculan con los valores sin redondear y solo se redondean al mostrarlas: { $first } y { $second } se muestran como { $shownfirst } y { $shownsecond }, y su diferencia, { $difference }, como { $shown }.
methods-movement-title = Evolución
methods-movement = Cada extremo de un cambio tiene una incertidumbre: el intervalo del 95 % enviado; para un porcentaje con número de personas encuestadas, el intervalo de Wilson, con un efecto de diseño de { $effect } si no se declara ninguno; si solo un extremo tiene intervalo, su semiamplitud para los dos; si no, la mediana de las semiamplitudes que dan al menos { $cities } ciudades de la red; si no, la fluctuación habitual de tales valores en la red, tomada de lo que se apartan valores consecutivos de una línea recta (al menos { $triples } ternas). Si nada de esto se conoce, el cambio no se contrasta, y así se indica. El intervalo de la diferencia se calcula con MOVER (Zou y Donner 2008); si incluye el cero, o si el cambio es menor de lo que permite la fluctuación habitual, no hay un cambio claro. Una serie cuyo cambio es inferior a la evolución mínima del indicador se considera estable; en un porcentaje esa evolución mínima nunca supera una décima parte del menor de dos números, el valor y lo que falta hasta 100, y es de al menos 0,1 puntos; una puntuación de menos de { $reviewers } personas debe cambiar un punto entero. Lo demás evolucionó en el sentido del progreso o se alejó de él, según el sentido establecido para cada indicador; cuando no se ha establecido ninguno, aumentó o disminuyó. En las proporciones cuyo objetivo es la paridad cuenta si se acercaron al 50 %; de { $low } a { $high } % hay paridad.
methods-certainty-title = Certeza y azar
methods-certainty = Un cambio está confirmado si se contrastó, si sería el mismo con el valor siguiente como primero o con el anterior al último como último, si la tendencia no lo contradice y si no se apoya en un salto sin explicar. Con solo dos valores, está confirmado únicamente si hay margen de error. Cualquier otro cambio está por confirmar, y sus marcas dicen por qué. Los recuentos son por indicador: la evolución del total; sin total, lo que tienen en común los componentes que evolucionaron, y si no, «mixto». Junto a cada recuento figura lo que daría el azar por sí solo: la suma de las probabilidades de que el ruido supere el umbral, 2 (1 − Φ(máx(1,96; evolución mínima ÷ error estándar))); varios componentes de un indicador se toman como independientes. Lo que no pudo contrastarse queda fuera.
methods-targets-title = Metas
# $track and $limited are shares of one, such as 0.95. The words in quotation marks are those of code-target-on_track, code-target-needs_acceleration, code-target-limited and code-target-moving_away.
methods-targets = Cuando una ciudad se ha fijado una meta, el ritmo que conduce del valor de partida a la meta en el año previsto se compara con el ritmo registrado hasta ahora: puntos al año en los porcentajes y las puntuaciones, tasas compuestas en lo demás, y la distancia al 50 % en la paridad. A partir de { $track } veces el ritmo necesario, una serie está «en buen camino»; a partir de { $limited } veces es «más lento de lo que requiere su meta»; por debajo, «mucho más lento de lo que requiere su meta»; y con un ritmo en sentido contrario, «se aleja de la meta». Una meta alcanzada, mantenida o no alcanzada se indica como tal, y no se calcula ningún ritmo con un cambio dentro del margen de error. Todo ello acompaña a la evolución y nunca la sustituye.
methods-targets-now = La página indica también el ritmo necesario desde el último valor hasta el año de la meta, junto al ritmo registrado hasta ahora.
methods-trend-title = Tendencia
methods-trend = A partir de { $points ->
    [one] 1 valor comparable
   *[other] { $points } valores comparables
}, la pendiente es la mediana de las pendientes entre los valores tomados de dos en dos (Theil y Sen), y la prueba de Mann-Kendall indica si los valores aumentan o disminuyen con más regularidad de la que cabría esperar del azar: de forma exacta hasta { $exact ->
    [one] 1 valor
   *[other] { $exact } valores
}, ninguno de ellos igual a otro; con más, mediante la distribución normal, con corrección por valores iguales y, cuando ello hace más exigente la prueba, por valores que dependen del anterior (Yue y Wang). Se dice que una serie aumenta o disminuye cuando p es inferior a { $p }.
methods-simulation-title = Con qué frecuencia el ruido pasa por evolución o tendencia
methods-simulation = Se generaron redes en las que nada cambia, con la forma de la red de demostración y de { $cities } autoridades locales del Reino Unido, con un ruido en el que cada año tiene correlación con el anterior, y se procesaron con este programa. La tabla indica cuántas de las series evaluadas evolucionaron, tuvieron un cambio confirmado o mostraron una tendencia.
methods-simulation-caption = Proporción de series de puro ruido en las que se encontró algo, según la correlación de un año con el siguiente
methods-simulation-what = Encontrado
methods-simulation-moved = Evolución, de las series contrastadas ({ $network })
methods-simulation-firm = Cambio confirmado, de las series evaluadas ({ $network })
methods-simulation-trend = Tendencia ({ $network })
methods-simulation-dealt = Fuera de la mitad central antes de la regla de lo que está demasiado cerca, cuando cada ciudad recibe al azar el valor de otra ({ $network })
methods-simulation-stories = Ciudades citadas por el aprendizaje entre pares, de todos los valores comparados ({ $network })
methods-simulation-length = Tendencia, series de { $n } valores
methods-simulation-demo = red de demostración
methods-simulation-uk = Reino Unido
methods-correlation = Correlación { $r }
methods-peers-title = Grupos de pares
# $k cities, $kept a share such as 50 %.
methods-peers = Los pares más cercanos de una ciudad { $k ->
    [one] se reducen a 1 ciudad con resultados publicados cuyo
   *[other] son las { $k } ciudades con resultados publicados cuyo
} contexto más se asemeja al suyo: las variables de contexto que figuran más abajo se estandarizan en toda la red y la distancia se calcula con aquellas de las que ambas ciudades disponen. Los valores extremos se winsorizan, salvo si la variable es un logaritmo: de lo contrario, todas las ciudades grandes serían iguales. Los resultados no intervienen en ello, y ningún dato ausente se rellena. Se deja fuera cada variable, una por una, y se repite la búsqueda; un par que sigue en menos de { $kept } de estas búsquedas se muestra más claro. Las ciudades se comparan también con las demás de su región y de los grupos que establecen el registro o la red.
methods-comparison-title = Comparación con los pares
methods-comparison = Solo se comparan valores del mismo tipo de fuente, de la misma definición y de la misma base de precios, separados como máximo por { $window ->
    [one] 1 año
   *[other] { $window } años
}; si dos valores de un par están igual de cerca en el tiempo, se toma el anterior. Con menos de { $least ->
    [one] 1 par
   *[other] { $least } pares
} no se muestra nada; en los demás casos se muestran la mediana y la mitad central. Los límites de la mitad central son el primer y el tercer cuartil según la regla (n + 1)p: una ciudad semejante a sus pares queda fuera la mitad de las veces, sea cual sea el número de pares. De un valor se dice que está por debajo, dentro o por encima solo si su propio intervalo del 95 % no alcanza ninguno de los dos límites; si no, está demasiado cerca para concluir. Si no se sabe nada de su incertidumbre, decide solo el valor y la página indica que el resultado no se ha contrastado. Los cambios anuales se comparan del mismo modo, en el período de la propia ciudad. Las puntuaciones de personas expertas no se comparan, pues los grupos difieren de una ciudad a otra; de sus cambios solo se muestran recuentos.
methods-learning-title = Aprendizaje entre pares
# $low and $high are percentages around 50 %.
methods-learning = Se hace una búsqueda para cada serie de las características en las que una ciudad pide ayuda; si no declaró ninguna, para lo que se alejó del progreso y para lo que no muestra un cambio claro y está fuera de la mitad central de sus pares por el lado contrario al progreso. Cuentan todos los pares públicos que ya tuvieron un valor semejante al último de la ciudad (una puntuación con una diferencia máxima de { $rating ->
    [one] 1 punto
   *[other] { $rating } puntos
}, un valor relativo dentro de un factor de { $factor }, un porcentaje a una distancia máxima de { $logit } en la escala logit: de { $low } a { $high } % en torno al 50 %) y que tienen un valor al menos { $years ->
    [one] 1 año
   *[other] { $years } años
} posterior: cuántos evolucionaron desde entonces en el sentido del progreso, se mantuvieron estables o se alejaron del progreso. Se { $most ->
    [one] cita como máximo a 1 ciudad, la más cercana
   *[other] citan como máximo { $most } ciudades, las más cercanas
} por su contexto: solo aquellas cuyo cambio publicado en la serie va en el sentido del progreso y está confirmado, y cuyo último valor es mejor que el de la ciudad que pregunta, más allá del margen de error. No se cita a ninguna si las que evolucionaron así no son más de las que daría el azar: la mitad de la suma de sus probabilidades de evolucionar. Si no se puede citar a ninguno de los pares más cercanos, se busca en la región de la ciudad y después en la red, y la página lo indica. Las ciudades que ofrecen ayuda en una característica se citan cualesquiera que sean sus valores.
methods-panel-title = La red a lo largo del tiempo
methods-panel = La mediana de la red se refiere cada año a las mismas ciudades: las que tienen valores comparables en ambos extremos. Empieza en el primer año en que disponen de un valor al menos { $cities } ciudades, y al menos el { $share } de las que hoy tienen uno, sin remontarse a más de { $years } años antes del valor más reciente. En cada extremo un valor cuenta durante { $window } años; entre ambos se toma el valor más reciente de la ciudad. Todos los valores tienen el mismo tipo de fuente, la misma definición y la misma base de precios. La mediana y los cuartiles son los valores de orden (n + 1)p.
methods-consent-title = Consentimiento
methods-consent = Solo se muestran, se comparan y se exportan los valores que una ciudad envió para su publicación. Una ciudad que no envió ninguno figura únicamente con su nombre. Una ciudad también puede aceptar que se la cuente sin mostrarla. Sus resultados solo entran entonces en los totales de la red y de las regiones, solo en las ediciones definitivas, y únicamente cuando hay bastantes ciudades con resultados, bastantes de ellas no se muestran y estas evolucionaron en sentidos distintos (los umbrales figuran en la tabla siguiente).
    .collected = Aquí solo figuran valores de fuentes publicadas; no se preguntó a ninguna ciudad y ninguna ha enviado nada. Una ciudad de la que no se encontró ninguno figura únicamente con su nombre.
methods-corrections-title = Correcciones
methods-corrections = Una red puede establecer una lista de correcciones de valores que se sabe que son erróneos. Cada corrección se anota con su motivo, a quién se consultó, su fecha y el valor que espera encontrar; se aplica antes de todo cálculo y se indica en la página de la ciudad. Si entretanto la ciudad ha enviado otro valor, esa condición no se cumple y no se publica nada hasta que una persona lo haya examinado: una corrección no puede perdurar más que el error que corrige.
methods-editions-title = Ediciones
# $option and $manifest are names for computers.
methods-editions = Un informe es un borrador hasta que la persona que lo elabora lo declara definitivo; un borrador lo indica en cada página. Se puede elaborar con la situación a una fecha determinada (la opción { $option }): en ese caso solo cuentan los envíos recibidos hasta esa fecha, de modo que se puede volver a elaborar un estado anterior de los conocimientos. Dos ediciones de un mismo ciclo pueden diferir si las ciudades han enviado valores más tarde o los han corregido entretanto. Cada edición indica la versión de sus datos públicos, y su archivo { $manifest } contiene la lista de todas las páginas con una huella digital de sus bytes (SHA-256): una página con la misma huella dice lo mismo.
methods-editions-counted = Los totales que incluyen resultados no mostrados quedan fijados por la primera edición definitiva de un ciclo. Una edición posterior solo los modifica si al compararla con cualquiera de las anteriores no puede revelarse el resultado de menos de cinco ciudades. Hasta entonces suma la parte no mostrada anterior a los resultados públicos actuales, o no da el total. Por la misma razón, los resultados que una ciudad haya hecho públicos después pueden seguir sin mostrarse en un ámbito.
methods-missing-title = Valores ausentes
methods-missing = Un valor ausente no es nunca un cero ni un promedio. Cuando un resultado no se puede calcular, en su lugar figura el motivo.

methods-settings-caption = Umbrales de los métodos
methods-setting = Ajuste
methods-in-force = En vigor
methods-default = Por defecto
methods-what-it-does = Qué hace
methods-counts = { $measurements ->
    [one] 1 indicador
   *[other] { $measurements } indicadores
} de { $features ->
    [one] 1 característica fundamental
   *[other] { $features } características fundamentales
} en { $areas ->
    [one] 1 ámbito de acción
   *[other] { $areas } ámbitos de acción
}, con un total de { $series } series.
methods-measurements-of = Indicadores del ámbito de acción «{ $area }»
methods-least = Evolución mínima
methods-context-none = La red no establece ninguna variable de contexto, por lo que no hay pares más cercanos.
methods-context-caption = Variables con las que se forma un grupo de pares más cercanos
methods-correlations-caption = Correlaciones de las variables de contexto, en las ciudades que disponen de ambas
methods-correlations-note = Las variables que dicen casi lo mismo cuentan casi dos veces. Se ensayó repartir su peso con cifras de autoridades locales del Reino Unido, y la predicción no mejoró.
methods-correlation-pair = Variables
methods-context-correlation = Correlación
methods-correlation-cities = Ciudades
methods-prediction-caption = Calidad de la predicción con la mediana de los pares más cercanos, por indicador
methods-prediction-note = Proporción en que el error cuadrático medio disminuye respecto de la mediana de todas las demás ciudades: 1 sería una predicción perfecta, 0 ninguna, y por debajo de 0 los pares predicen peor que el conjunto de la red. Los pares se eligen por su contexto semejante, no para predecir. Los valores según otras definiciones cuentan con el indicador al que sustituyen.
methods-prediction-level = Último valor
methods-prediction-change = Cambio anual
methods-prediction-cities = { $skill } ({ $cities })
methods-variable = Variable
methods-transformed = Transformación
methods-logarithm = logaritmo
methods-as-it-is = sin transformar
methods-weight = Peso
methods-greatest-age = Antigüedad máxima, en años
methods-codes-caption = Evolución, motivos, marcas y situación respecto de los pares
methods-kind = Tipo (en los datos)
methods-code = Código (en los datos)
methods-in-words = En palabras
methods-what-it-says = Qué indica
methods-statuses-caption = Estados de observación de SDMX (CL_OBS_STATUS 2.2) y qué hacen con ellos los métodos
methods-status = Estado
methods-status-title = Título
methods-its-value = Su valor
methods-used = se utiliza
methods-provisional = se utiliza, y el resultado se marca como provisional
methods-kept = se conserva y no interviene nunca en los cálculos

## Charts: what every chart says
# Titles of charts and their units, which English has in charts/*.toml.

chart-title-coverage = Ciudades con un valor de cada indicador
chart-unit-coverage = ciudades con un valor
chart-title-temple = Cómo evolucionaron los indicadores de la ciudad
chart-unit-temple = número de indicadores

chart-invented-subtitle = { $subtitle } · cifras inventadas
chart-invented-city = Cifras inventadas: no es una ciudad real.
chart-invented-network = Cifras inventadas: no son ciudades reales.
chart-name = { $title }: { $subtitle }
chart-own-definition = Definición propia: la fuente define el indicador de otro modo que el catálogo (estado D), quizá en otra unidad.
chart-own-definition-since = El título y la unidad son los del último valor; los valores anteriores a la ruptura tienen otra definición.
chart-own-definition-some = Definición propia en algunos años: la fuente define el indicador de otro modo que el catálogo (estado D), quizá en otra unidad.
chart-unit-own-for = definición propia (y no «{ $unit }»)
chart-years = { $first }–{ $last }
chart-source-city = Fuente: valores publicados de la ciudad.
    .collected = Fuente: estadísticas publicadas.
chart-source-city-network = Fuente: valores publicados de la ciudad ({ $network }).
    .collected = Fuente: { $network }.
chart-year-unknown = un año desconocido
chart-number-million = { $number } mill.
chart-number-billion = { $number } mil mill.
chart-number-trillion = { $number } bill.

## Charts: how series moved
# In the words of legends, then as counts in a list.

chart-moved-towards = sentido del progreso
chart-moved-held = estable
chart-moved-away = sentido contrario
chart-moved-no-direction = indeterminado
chart-moved-no-result = sin resultado
chart-counts-towards = { $n } en el sentido del progreso
chart-counts-held = { $n } { $n ->
    [one] estable
   *[other] estables
}
chart-counts-away = { $n } en sentido contrario
chart-counts-no-direction = { $n ->
    [one] { $n } indeterminado
   *[other] { $n } indeterminados
}
chart-counts-no-result = { $n } sin resultado
chart-counts-caption = { $n ->
    [one] De 1 serie
   *[other] De { $n } series
}: { $counts }.
chart-counts-caption-none = No hay ninguna serie.
chart-temple-caption = { $n ->
    [one] De 1 indicador
   *[other] De { $n } indicadores
}: { $counts }.

## Charts: a city's series

chart-series-alt = Gráfico de líneas. { $title } ({ $subtitle }). La tabla adjunta tiene todos los valores.
chart-series-unit-percent = porcentaje (%)
chart-series-unit-percent-own = porcentaje (%), definición propia
chart-series-points = n = { $n } { $n ->
    [one] valor
   *[other] valores
}.
chart-series-source = Fuente: { $sources }.
chart-series-source-network = Fuente: { $sources } ({ $network }).
chart-series-peers-note = Pares: n = { $n } { $n ->
    [one] ciudad comparable
   *[other] ciudades comparables
} (puntos: mediana; gris: mitad central).
chart-series-peers-note-range = Pares: n = { $low } a { $high } ciudades comparables (puntos: mediana; gris: mitad central).
chart-series-band = Banda azul: intervalo del 95 %.
chart-series-bars = Barras: intervalo del 95 %.
chart-series-hollow = Punto hueco: no comparable con el último.
chart-series-tentative = Línea más clara: por confirmar.
chart-series-none = No se ha publicado ningún valor.
chart-series-moved = De { $from } en { $from_year } a { $to } en { $to_year }: { $movement }.
chart-series-unread = De { $from } en { $from_year } a { $to } en { $to_year }; no se deduce de ello ninguna evolución: { $reason }.
chart-series-from-to = De { $from } en { $from_year } a { $to } en { $to_year }.
chart-series-one = { $value } en { $year }.
chart-series-one-reason = { $value } en { $year }: { $reason }.
chart-series-target = Meta de la ciudad: { $target }.
chart-series-target-year = Meta de la ciudad: { $target } para { $year }.
chart-series-target-status = Meta de la ciudad: { $target } ({ $status }).
chart-series-target-year-status = Meta de la ciudad: { $target } para { $year } ({ $status }).
chart-series-peers = { $n ->
    [one] El valor de su único par es { $median }.
   *[other] La mitad de sus { $n } pares está entre { $low } y { $high }, con una mediana de { $median }.
}
chart-finding-up = { $series }: al alza, de { $from } en { $from_year } a { $to } en { $to_year }
chart-finding-down = { $series }: a la baja, de { $from } en { $from_year } a { $to } en { $to_year }
chart-finding-unclear = { $series }: sin cambio claro, { $from } en { $from_year } y { $to } en { $to_year }
chart-finding-between = { $series }: { $from } en { $from_year } y { $to } en { $to_year }
chart-finding-one = { $series }: { $value } en { $year }
chart-point = { $year }: { $value }
chart-point-interval = { $year }: { $value } ({ $low } a { $high })
# Beside the line: short, each on a line of its own.
chart-label-year = en { $year }
chart-label-target = meta { $value }
chart-label-target-year = para { $year }
chart-label-median = pares: mediana
chart-label-half = mitad central
chart-label-half-range = { $low } a { $high }
chart-label-break = ruptura

## Charts: coverage

chart-coverage-alt = Tabla de recuentos sombreados según su proporción, con una fila por indicador y una columna por ciclo. { $title }, { $subtitle }. { $caption }
chart-coverage-no-cycle = aún no hay ningún ciclo
chart-coverage-area = { $area } { $title }
chart-coverage-note = Número de cada celda: { $unit }. n = ciudades de las que se esperan datos en el ciclo, indicado debajo de su año.
    .collected = Número de cada celda: { $unit }. n = ciudades de la red en el ciclo, indicado debajo de su año.
chart-coverage-note-none = Número de cada celda: { $unit }. n = ciudades de las que se esperan datos en el ciclo.
    .collected = Número de cada celda: { $unit }. n = ciudades de la red en el ciclo.
chart-coverage-source = Fuente: envíos de las ciudades.
    .collected = Fuente: estadísticas publicadas.
chart-coverage-source-network = Fuente: envíos de las ciudades ({ $network }).
    .collected = Fuente: { $network }.
chart-coverage-newest = Se muestran los { $shown } ciclos más recientes de { $all }.
chart-coverage-caption = { $n } { $n ->
    [one] indicador
   *[other] indicadores
} en { $cycles } { $cycles ->
    [one] ciclo
   *[other] ciclos
}, con el número de ciudades que comunicaron cada uno.
    .collected = { $n } { $n ->
        [one] indicador
       *[other] indicadores
    } en { $cycles } { $cycles ->
        [one] ciclo
       *[other] ciclos
    }, con el número de ciudades para las que se encontró un valor de cada uno.
chart-coverage-never = Hay { $n } que ninguna ciudad ha comunicado nunca.
    .collected = No se encontró ningún valor de { $n }.
chart-coverage-n = n =
chart-coverage-shade-none = ninguna
chart-coverage-shade-quarter = hasta el 25 %
chart-coverage-shade-half = hasta el 50 %
chart-coverage-shade-most = hasta el 75 %
chart-coverage-shade-above = más del 75 % de las ciudades

## Charts: temple

chart-temple-alt = El marco de las ciudades del aprendizaje en forma de templo, con recuentos en cada parte. { $title }, { $subtitle }. { $caption }
chart-temple-part = { $area }: { $counts }.
chart-temple-shades = Cuanto más intenso es el color de una parte, más de sus indicadores tienen un cambio comparable.
chart-temple-note = Unidad: { $unit }, n = { $n }.

## A series: what it did, and its peers

# $range is value-between or value-at.
series-peers = { $n ->
    [one] El único par con datos se sitúa { $range }; esta ciudad comunica { $own }.
   *[other] La mitad central de { $n } pares se sitúa { $range }; esta ciudad comunica { $own }.
}
    .collected = { $n ->
        [one] El único par con datos se sitúa { $range }; esta ciudad: { $own }.
       *[other] La mitad central de { $n } pares se sitúa { $range }; esta ciudad: { $own }.
    }
series-peers-only = { $n ->
    [one] El único par con datos se sitúa { $range }; esta ciudad no tiene ningún valor que comparar.
   *[other] La mitad central de { $n } pares se sitúa { $range }; esta ciudad no tiene ningún valor que comparar.
}
series-too-close = Su margen de error cruza un límite de la mitad central: demasiado cerca para concluir.
series-pace-too-close = El margen de error de este cambio cruza un límite de esa mitad central: demasiado cerca para concluir.
series-standing-not-tested = No se conoce ningún margen de error, por lo que este resultado no se ha contrastado.
series-pace-not-tested = No se conoce ningún margen de error de este cambio, por lo que no se ha contrastado.
# $low, $high and $own are changes with their sign: +0.1 points.
series-peers-pace = De { $from } a { $to }, cambio anual { $n ->
    [one] de 1 par
   *[other] de la mitad central de { $n } pares
}: de { $low } a { $high }; el de esta ciudad, { $own }.
series-peers-pace-alike = De { $from } a { $to }, cambio anual { $n ->
    [one] de 1 par
   *[other] de la mitad central de { $n } pares
}: { $change }; el de esta ciudad, { $own }.
series-peers-moved = De { $from } a { $to }, valores de { $n ->
    [one] 1 par
   *[other] { $n } pares
}: { $rose ->
    [0] ninguno aumentó
    [one] 1 aumentó
   *[other] { $rose } aumentaron
}, { $held ->
    [0] ninguno se mantuvo estable
    [one] 1 se mantuvo estable
   *[other] { $held } se mantuvieron estables
} y { $fell ->
    [0] ninguno disminuyó
    [one] 1 disminuyó
   *[other] { $fell } disminuyeron
}.
series-value = { $value } en { $year }.
series-two = { $first } en { $start }, { $value } en { $year }.
series-moved = { $first } en { $start }, { $value } en { $year }: { $change } en { $years ->
    [one] 1 año
   *[other] { $years } años
}.

## City page

city-about = Qué evolucionó, qué se mantuvo estable y a quién se puede preguntar: { $city } en el informe de { $cycle }.
city-on-this-page = En esta página
# A value and what stands in brackets after it: its year, a share, a region's value.
city-bracket = { $value } ({ $more })
city-unread = Aún no se puede deducir ningún cambio para { $city }: hacen falta dos valores comparables de una serie, el segundo de ellos reciente.
city-towards-tentative = De { $all ->
    [one] 1 indicador
   *[other] { $all } indicadores
} con un cambio comparable, { $n ->
    [one] 1 evolucionó en el sentido del progreso (cambio por confirmar)
   *[other] { $n } evolucionaron en el sentido del progreso (cambios por confirmar)
}.
city-towards-none = { $all ->
    [one] El único indicador con un cambio comparable no evolucionó en el sentido del progreso.
   *[other] De { $all } indicadores con un cambio comparable, ninguno evolucionó en el sentido del progreso.
}
# $titles: every measurement that moved, $m of them; 0 where each has one series.
city-towards = De { $all ->
    [one] 1 indicador
   *[other] { $all } indicadores
} con un cambio comparable, { $n ->
    [one] 1 evolucionó en el sentido del progreso (cambio confirmado)
   *[other] { $n } evolucionaron en el sentido del progreso (cambio confirmado en { $firm })
}: { $titles }.
# $titles: some of the measurements that moved.
city-towards-among = De { $all ->
    [one] 1 indicador
   *[other] { $all } indicadores
} con un cambio comparable, { $n ->
    [one] 1 evolucionó
   *[other] { $n } evolucionaron
} en el sentido del progreso (cambio confirmado en { $firm }), entre ellos { $titles }.
city-away-tentative = Se { $n ->
    [one] alejó 1 del progreso (cambio por confirmar)
   *[other] alejaron { $n } del progreso (cambios por confirmar)
}.
city-away-none = Ninguno se alejó del progreso.
city-away = Se { $n ->
    [one] alejó 1 del progreso (cambio confirmado)
   *[other] alejaron { $n } del progreso (cambio confirmado en { $firm })
}: { $titles }.
city-away-among = Se { $n ->
    [one] alejó 1
   *[other] alejaron { $n }
} del progreso (cambio confirmado en { $firm }), entre ellos { $titles }.
city-held = { $held ->
    [0] Ninguno se mantuvo estable
    [one] Se mantuvo estable 1: su cambio es pequeño o está dentro del margen de error, o su proporción siguió en la paridad
   *[other] Se mantuvieron estables { $held }: su cambio es pequeño o está dentro del margen de error, o su proporción siguió en la paridad
}{ $read ->
    [0] { "" }
    [one] ; 1 evolucionó sin que se pueda decir si es un progreso
   *[other] ; { $read } evolucionaron sin que se pueda decir si es un progreso
}.
city-with-value = Series con un valor publicado
city-joined = Ingreso en la red
city-measured-from = Progreso medido desde
city-measured-since = { $year }, o el primer valor comparable posterior (mediana: { $median })
city-brief = Informe del ciclo
city-brief-as-of = { $cycle }, situación al { $day }

## City page: areas of focus

areas-glance = La ciudad de un vistazo
areas-glance-alt = Un templo con los recuentos de esta tabla en cada parte.
areas-counts = Indicadores de cada ámbito de acción según su cambio desde el valor de partida; entre paréntesis, cambio confirmado
areas-area = Ámbito de acción
areas-no-result = Sin resultado
areas-title = Ámbitos de acción
areas-summary = De { $all ->
    [one] 1 indicador
   *[other] { $all } indicadores
}, { $towards ->
    [0] ninguno evolucionó
    [one] 1 evolucionó
   *[other] { $towards } evolucionaron
} en el sentido del progreso{ $towards ->
    [0] { "" }
    [one] { "" } (cambio { $towards_firm ->
        [0] por confirmar
       *[other] confirmado
    })
   *[other] { "" } ({ $towards_firm ->
        [0] cambios por confirmar
       *[other] cambio confirmado en { $towards_firm }
    })
}, { $held ->
    [0] ninguno se mantuvo estable
    [one] 1 se mantuvo estable
   *[other] { $held } se mantuvieron estables
} y { $away ->
    [0] ninguno se alejó
    [one] 1 se alejó
   *[other] { $away } se alejaron
} del progreso{ $away ->
    [0] { "" }
    [one] { "" } (cambio { $away_firm ->
        [0] por confirmar
       *[other] confirmado
    })
   *[other] { "" } ({ $away_firm ->
        [0] cambios por confirmar
       *[other] cambio confirmado en { $away_firm }
    })
}{ $read ->
    [0] { "" }
    [one] ; 1 evolucionó sin que se pueda decir si es un progreso
   *[other] ; { $read } evolucionaron sin que se pueda decir si es un progreso
}{ $none ->
    [0] { "" }
    [one] ; 1 no tiene resultado
   *[other] ; { $none } no tienen resultado
}.
areas-summary-none = { $all ->
    [0] Este ámbito no tiene ningún indicador.
    [one] Su único indicador no tiene aún ningún cambio comparable.
   *[other] De { $all } indicadores, ninguno tiene aún un cambio comparable.
}
movement-tentative = { $label }, por confirmar
areas-because = Por confirmar: { $reasons }.
areas-others = { $same ->
    [0] En ninguna de las otras { $all } ciudades con este indicador ocurrió lo mismo.
   *[other] { $every ->
        [1] { $all ->
            [one] Lo mismo ocurrió en la otra ciudad.
           *[other] Lo mismo ocurrió en las otras { $all } ciudades.
        }
       *[0] { $same ->
            [one] Lo mismo ocurrió en 1 de las otras { $all } ciudades.
           *[other] Lo mismo ocurrió en { $same } de las otras { $all } ciudades.
        }
    }
}
areas-question = Pregunta ({ $years }): { $question }
areas-without = { $n ->
    [one] Un ámbito de acción sin valor publicado
    [many] { $n } de ámbitos de acción sin valor publicado
   *[other] { $n } ámbitos de acción sin valor publicado
}
areas-empty = Sin ningún valor publicado: { $titles }.
# $reason is code-reason-…
areas-empty-because = Sin ningún valor publicado ({ $reason }): { $titles }.
areas-defined = { $meaning }.
areas-differs = Su definición difiere de la del catálogo.
areas-quality = Cómo se obtuvo el último valor: { $how }.
areas-verified = Declarado como verificado por { $who }.
areas-heading = { $series }, { $unit }
areas-heading-own = { $series }, último valor según la definición propia de la ciudad (unidad del catálogo: { $unit })
areas-no-comparison = Sin comparación con los pares.
areas-year = Año
areas-value = Valor
areas-interval = Intervalo del 95 %
areas-range = de { $low } a { $high }
areas-source = Fuente
areas-remarks = Observaciones
areas-peers-middle = Mitad central de los pares
areas-provisional = provisional
areas-definition-differs = definición diferente
areas-break = ruptura antes de este valor
areas-series = Serie
areas-baseline = Valor de partida
areas-latest = Último valor
areas-change = Cambio
areas-movement = Evolución
areas-city = Ciudad
areas-peers = Pares
areas-middle-half = Mitad central
areas-median = Mediana
areas-lies = Comparación con sus pares
areas-lies-nowhere = sin comparación
lines-own-definition = según su propia definición
lines-years = { $first }–{ $last }
lines-peers = Con sus pares
lines-since = desde { $year }
lines-target = meta { $value } para { $year }
lines-in-question = valor de { $year } por verificar
lines-all = Cambios y comparaciones de todas las series en CSV
lines-chart-alt = Gráfico de líneas de esta tabla.
lines-feature = Característica fundamental { $id }: { $title }
lines-figures = Del valor de partida al último valor, y el último valor comparado con los de los pares más cercanos; entre paréntesis, con los de su región

## City page: targets and trends

# $needs is one of pace-needs-…; .bare is said where no pace is known, .undated where the target has no year.
pace-achieved = Ha alcanzado su meta ({ $value } para { $year }).
    .undated = Ha alcanzado su meta ({ $value }).
pace-maintained = Ya cumplía su meta ({ $value }) en { $year } y la sigue cumpliendo.
pace-missed = No ha alcanzado su meta ({ $value } para { $year }).
pace-on-track = En buen camino hacia su meta ({ $value } para { $year }): { $needs }.
    .bare = En buen camino hacia su meta ({ $value } para { $year }).
pace-slower = Se ha acercado a su meta ({ $value } para { $year }): { $needs }.
    .bare = Se ha acercado a su meta ({ $value } para { $year }).
pace-still = Sigue en el valor de partida. Su meta ({ $value } para { $year }) { $needs }.
    .bare = Sigue en el valor de partida. Su meta: { $value } para { $year }.
pace-little = Se ha acercado un poco a su meta ({ $value } para { $year }): { $needs }.
    .bare = Se ha acercado un poco a su meta ({ $value } para { $year }).
pace-away = Se ha alejado de su meta ({ $value } para { $year }): { $needs }.
    .bare = Se ha alejado de su meta ({ $value } para { $year }).
pace-no-longer = Cumplía su meta ({ $value }) en { $year } y ya no la cumple.
pace-uncertain = Su meta ({ $value } para { $year }) requiere { $required } al año a partir de { $from }; hasta ahora no hay un cambio claro.
    .bare = Hasta ahora no hay un cambio claro; su meta es { $value } para { $year }.
    .undated = Hasta ahora no hay un cambio claro; su meta es { $value }.
pace-own = Meta propia de la ciudad: { $value } para { $year }.
    .undated = Meta propia de la ciudad: { $value }.
# $required is a pace with its unit, 1.3 points; $observed the same without it, 0.9.
pace-needs = requiere { $required } al año a partir de { $from }; hasta ahora, { $observed }
pace-needs-hardly = requiere { $required } al año a partir de { $from } y apenas ha variado hasta ahora
pace-needs-still = requiere { $required } al año a partir de { $from }
pace-needs-parity = requiere acercarse a la paridad { $required } al año a partir de { $from }; hasta ahora, { $observed }
pace-needs-parity-hardly = requiere acercarse a la paridad { $required } al año a partir de { $from } y apenas ha variado hasta ahora
pace-needs-parity-still = requiere acercarse a la paridad { $required } al año a partir de { $from }

trend-none-between = Sin una tendencia clara entre ambos años.
trend-higher-since = Más alto que en { $year }, sin una tendencia clara desde { $since }.
trend-lower-since = Más bajo que en { $year }, sin una tendencia clara desde { $since }.
trend-higher-falling = Más alto que en { $year }, aunque con una tendencia clara a la baja desde { $since }.
trend-lower-rising = Más bajo que en { $year }, aunque con una tendencia clara al alza desde { $since }.
trend-held-rising = Casi igual que en { $year }, aunque con una tendencia clara al alza desde { $since }.
    .then = Casi igual que en { $year }, aunque con una tendencia clara al alza desde entonces.
trend-held-falling = Casi igual que en { $year }, aunque con una tendencia clara a la baja desde { $since }.
    .then = Casi igual que en { $year }, aunque con una tendencia clara a la baja desde entonces.
trend-rising = Tendencia clara al alza desde { $since }.
trend-rising-by = Tendencia clara al alza desde { $since }, de aproximadamente { $speed } al año.
    .value = Tendencia clara al alza desde { $since }, de aproximadamente { $speed } de un año a otro.
trend-falling = Tendencia clara a la baja desde { $since }.
trend-falling-by = Tendencia clara a la baja desde { $since }, de aproximadamente { $speed } al año.
    .value = Tendencia clara a la baja desde { $since }, de aproximadamente { $speed } de un año a otro.

## City page: gaps

gaps-entry = Brechas
gaps-title = Brechas dentro de la ciudad
gaps-caption = Brecha: el primer valor menos el segundo, al inicio y ahora; cuando los valores no son porcentajes, la diferencia se expresa en proporción del segundo
gaps-measurement = Indicador
gaps-between = Entre
gaps-then = Brecha inicial
gaps-now = Última brecha
gaps-gap = Evolución
gaps-none = ninguna
gaps-unread = Aún no se puede deducir ningún cambio de una brecha: hacen falta dos años en los que ambos valores sean comparables.
gaps-one-narrowed = La única brecha con un cambio comparable se redujo.
gaps-one-widened = La única brecha con un cambio comparable se amplió.
gaps-one-unchanged = La única brecha con un cambio comparable no muestra un cambio claro.
gaps-moved = De { $all } brechas con un cambio comparable, { $narrowed ->
    [0] ninguna se redujo
    [one] 1 se redujo
   *[other] { $narrowed } se redujeron
}, { $widened ->
    [0] ninguna se amplió
    [one] 1 se amplió
   *[other] { $widened } se ampliaron
} y { $unchanged ->
    [0] ninguna queda sin un cambio claro
    [one] 1 no muestra un cambio claro
   *[other] { $unchanged } no muestran un cambio claro
}.

## City page: conditions and benefits

benefits-entry = Condiciones y beneficios
benefits-title = Condiciones, pilares y beneficios a lo largo de los años
benefits-note = Aquí se muestra lo que ocurrió al mismo tiempo en la ciudad. No indica ninguna relación de causa y efecto: lo que evolucionó puede haberlo hecho por muchas razones, y algunos beneficios tardan muchos años en notarse.
benefits-caption = Indicadores según su evolución desde el valor de partida, por ciclo
benefits-by = Hasta el ciclo
benefits-conditions = Condiciones fundamentales
benefits-blocks = Pilares
benefits-benefits = Beneficios más amplios
benefits-towards = { $n } en el sentido del progreso
benefits-held = { $n ->
    [one] 1 estable
   *[other] { $n } estables
}
benefits-away = { $n } en sentido contrario
benefits-no-direction = { $n ->
    [one] 1 indeterminado
   *[other] { $n } indeterminados
}
benefits-no-result = sin resultado
# $parts: benefits-of-conditions and so on, as a list.
benefits-moved = Indicadores que hasta { $cycle } habían evolucionado en el sentido del progreso desde su valor de partida: { $parts }.
benefits-of-conditions = { $n ->
    [0] ninguno
   *[other] { $n }
} de { $all } en las condiciones fundamentales
benefits-of-blocks = { $n ->
    [0] ninguno
   *[other] { $n }
} de { $all } en los pilares
benefits-of-benefits = { $n ->
    [0] ninguno
   *[other] { $n }
} de { $all } en los beneficios más amplios

## City page: peers

peers-standing-none = Aún no se puede comparar ningún valor con los de ciudades comparables.
# $place is within, outside or close.
peers-standing-one = El único valor que se puede comparar con los de ciudades comparables { $place ->
    [within] está dentro de la mitad central
    [outside] está fuera de la mitad central, lo que en sí no es ni bueno ni malo
   *[close] está demasiado cerca de un límite de la mitad central para concluir
}.
peers-standing = De { $all } valores comparados con los de ciudades comparables, { $within ->
    [0] ninguno está
    [one] 1 está
   *[other] { $within } están
} dentro de la mitad central, { $outside ->
    [0] ninguno
   *[other] { $outside }
} fuera de ella y { $close ->
    [0] ninguno está
    [one] 1 está
   *[other] { $close } están
} demasiado cerca de un límite para concluir. Ninguno de los dos lados es mejor en sí.
peers-title = Su grupo de pares
peers-cities = Ciudades comparables, cualesquiera que sean sus resultados: { $cities }.
peers-near-in = Son cercanas por su contexto, medido con aquellas de estas variables de las que disponen ambas ciudades: { $variables }. En la tabla, la parte de la distancia que corresponde a cada una figura entre paréntesis.
peers-no-variables = La red no establece ninguna variable de contexto.
peers-missing = Datos que faltan o son demasiado antiguos para esta ciudad: { $variables }.
peers-note-loose = Cada variable se deja fuera, una por una, y se repite la búsqueda: la última columna indica en cuántas de estas búsquedas la ciudad sigue entre las más cercanas. Una ciudad que sigue en menos de la mitad se muestra más clara: es par por una sola variable, o las dos tienen muy pocas en común para una búsqueda sin una de ellas.
peers-note-distance = La distancia es 0 para una ciudad con el mismo contexto y crece con cada diferencia; cada diferencia se compara con lo habitual entre las ciudades de la red (desviación estándar). Solo pueden ser pares las ciudades con resultados publicados.
peers-group-region = { $n ->
    [0] De su región ({ $name }), ninguna otra ciudad ha publicado resultados.
    [one] De su región ({ $name }), otra ciudad ha publicado resultados.
   *[other] De su región ({ $name }), otras { $n } ciudades han publicado resultados.
}
    .collected = { $n ->
        [0] No se encontraron valores de ninguna otra ciudad de su región ({ $name }).
        [one] Se encontraron valores de otra ciudad de su región ({ $name }).
       *[other] Se encontraron valores de otras { $n } ciudades de su región ({ $name }).
    }
peers-group-income = { $n ->
    [0] De su grupo de ingresos («{ $name }»), ninguna otra ciudad ha publicado resultados.
    [one] De su grupo de ingresos («{ $name }»), otra ciudad ha publicado resultados.
   *[other] De su grupo de ingresos («{ $name }»), otras { $n } ciudades han publicado resultados.
}
    .collected = { $n ->
        [0] No se encontraron valores de ninguna otra ciudad de su grupo de ingresos («{ $name }»).
        [one] Se encontraron valores de otra ciudad de su grupo de ingresos («{ $name }»).
       *[other] Se encontraron valores de otras { $n } ciudades de su grupo de ingresos («{ $name }»).
    }
peers-group-size = { $n ->
    [0] De su grupo de tamaño («{ $name }»), ninguna otra ciudad ha publicado resultados.
    [one] De su grupo de tamaño («{ $name }»), otra ciudad ha publicado resultados.
   *[other] De su grupo de tamaño («{ $name }»), otras { $n } ciudades han publicado resultados.
}
    .collected = { $n ->
        [0] No se encontraron valores de ninguna otra ciudad de su grupo de tamaño («{ $name }»).
        [one] Se encontraron valores de otra ciudad de su grupo de tamaño («{ $name }»).
       *[other] Se encontraron valores de otras { $n } ciudades de su grupo de tamaño («{ $name }»).
    }
peers-group-named = { $n ->
    [0] Del grupo «{ $name }», ninguna otra ciudad ha publicado resultados.
    [one] Del grupo «{ $name }», otra ciudad ha publicado resultados.
   *[other] Del grupo «{ $name }», otras { $n } ciudades han publicado resultados.
}
    .collected = { $n ->
        [0] No se encontraron valores de ninguna otra ciudad del grupo «{ $name }».
        [one] Se encontraron valores de otra ciudad del grupo «{ $name }».
       *[other] Se encontraron valores de otras { $n } ciudades del grupo «{ $name }».
    }
peers-caption = { $city } y sus pares más cercanos, por orden alfabético
peers-city = Ciudad
peers-variable = { $variable }, { $unit }
peers-distance = Distancia
peers-weight = Peso de las variables en común
peers-stays = Sigue siendo par cuando se deja fuera una variable
peers-stays-none = en ninguna
peers-stays-all = en todas ({ $runs })
peers-stays-some = en { $kept } de { $runs }
peers-not-given = no facilitado
peers-not-shared = sin dato en común

## City page: peer learning

learning-entry = Aprendizaje entre pares
learning-title = Aprendizaje entre pares: ¿a quién preguntar?
learning-nothing-asked = { $city } no ha declarado ninguna petición. Ninguna de sus series se alejó del progreso, y ninguna sin cambio claro está fuera de la mitad central de sus pares por el lado contrario al progreso, por lo que no se ha hecho ninguna búsqueda.
    .collected = A { $city } no se le preguntó qué ayuda desea. Ninguna de sus series se alejó del progreso, y ninguna sin cambio claro está fuera de la mitad central de sus pares por el lado contrario al progreso, por lo que no se ha hecho ninguna búsqueda.
learning-nothing-searched = Para lo que pide { $city } no se puede hacer ninguna búsqueda: sus propios valores no lo permiten.
learning-nobody = { $n ->
    [one] Para la única serie de { $city } que se ha buscado
   *[other] Para las { $n } series de { $city } que se han buscado
}, no se puede citar a ninguna ciudad que haya estado en la misma situación y que desde entonces tenga una mejora confirmada.
learning-asked = { $n ->
    [one] { $cities } ya estuvo donde está ahora { $city }, al menos en una serie, y ha mejorado desde entonces: pregúntele cómo.
   *[other] { $cities } ya estuvieron donde está ahora { $city }, cada una al menos en una serie, y han mejorado desde entonces: pregúnteles cómo.
}
learning-how = Cómo se encuentran las ciudades
learning-note = Se cita a una ciudad si ya tuvo un valor semejante al último de esta ciudad, si el cambio de su propia serie en el sentido del progreso está confirmado y si su último valor es mejor que el de esta ciudad, más allá del margen de error; no se cita a ninguna si las que evolucionaron así no son más de las que daría el azar. Las ciudades se citan por orden alfabético.
# $low and $high are percentages around 50 %.
learning-alike = Dos puntuaciones son semejantes si difieren como máximo en { $rating } puntos, y dos valores relativos, en un factor de { $factor }; dos porcentajes lo son de { $low } a { $high } % en torno al 50 %, y con menos diferencia cerca del 0 y del 100 %.
learning-no-cause = La semejanza de dos valores no demuestra una relación de causa y efecto. Los valores que se apartan de lo habitual tienden a volver a ello por sí solos, haga lo que haga la ciudad: pregunte qué se hizo y qué más cambió en ese momento.
learning-asks = { $city } pide ayuda en { $features }.
learning-offers = { $city } ofrece ayuda en { $features }.
learning-why-moved-away = Sus valores se alejaron del progreso.
learning-why-steady-outside = Sin cambio claro, y fuera de la mitad central de sus pares por el lado contrario al progreso.
learning-outcomes = { $n ->
    [one] La única ciudad que ya estuvo donde está { $city } { $towards ->
        [1] ha evolucionado desde entonces en el sentido del progreso
       *[other] { $held ->
            [1] se ha mantenido estable desde entonces
           *[other] se ha alejado desde entonces del progreso
        }
    }.
   *[other] De { $n } ciudades que ya estuvieron donde está { $city }, { $towards ->
        [0] ninguna evolucionó
        [one] { $towards } evolucionó
       *[other] { $towards } evolucionaron
    } en el sentido del progreso, { $held ->
        [0] ninguna se mantuvo estable
        [one] { $held } se mantuvo estable
       *[other] { $held } se mantuvieron estables
    } y { $away ->
        [0] ninguna se alejó
        [one] { $away } se alejó
       *[other] { $away } se alejaron
    } del progreso.
}
learning-no-comparable = Ninguna ciudad comparable de la red ha estado antes donde está { $city }.
learning-alone = Ninguna ciudad comparable de la red ha estado antes donde está { $city } en { $n ->
    [one] esta serie
   *[other] estas series
}: { $titles }.
learning-not-searched = No se ha hecho ninguna búsqueda para { $titles }: { $reason }.
learning-reach-peers = Se buscó entre sus pares más cercanos.
learning-reach-region = No se puede citar a ninguno de sus pares más cercanos, por lo que se ha buscado en todas las ciudades de su región.
learning-reach-network = No se puede citar a ninguno de sus pares más cercanos ni a ninguna ciudad de su región, por lo que se ha buscado en toda la red.
learning-own = { $city }: { $value } en { $year }.
learning-offers-this = Ofrece ayuda en esta característica.
# A practice's title and what the city says of it.
learning-with-summary = { $title }. { $summary }
learning-practices = Prácticas que describe la ciudad
learning-own-words = Las prácticas se describen con las palabras y en el idioma de cada ciudad.

## City page: about its data

about-entry = Sobre sus datos
about-title = Lo que conviene saber sobre sus datos
about-none = { $city } no ha publicado ningún valor.
    .collected = No se ha encontrado ningún valor de { $city }.
about-one-cycle = { $city } ha publicado { $n ->
    [0] en un ciclo ({ $cycle }) datos de los que no se puede utilizar ningún valor
    [one] 1 valor en un ciclo, { $cycle }
   *[other] { $n } valores en un ciclo, { $cycle }
}.
    .collected = De { $city }, { $n ->
        [0] no se encontró ningún valor que se pueda utilizar
        [one] se encontró 1 valor
       *[other] se encontraron { $n } valores
    }, en un ciclo, { $cycle }.
about-cycles = { $city } ha publicado { $n ->
    [0] en { $cycles } ciclos, de { $first } a { $last }, datos de los que no se puede utilizar ningún valor
    [one] 1 valor en { $cycles } ciclos, de { $first } a { $last }
   *[other] { $n } valores en { $cycles } ciclos, de { $first } a { $last }
}.
    .collected = De { $city }, { $n ->
        [0] no se encontró ningún valor que se pueda utilizar
        [one] se encontró 1 valor
       *[other] se encontraron { $n } valores
    } en { $cycles } ciclos, de { $first } a { $last }.
about-sources = Según la fuente del último valor: { $sources }.
about-source = { $source } ({ $n ->
    [one] 1 serie
   *[other] { $n } series
})
about-breaks = Los valores situados a ambos lados de una ruptura no se comparan. Series con alguna ruptura: { $series }.
about-break = { $series } (antes de { $years })
about-coverage = Series comunicadas en el ciclo { $cycle }
    .collected = Series encontradas en el ciclo { $cycle }
about-area = Ámbito de acción
about-reported = Comunicadas
    .collected = Encontradas
about-expected = Esperadas
    .collected = En el formulario
about-nothing-sent = En este ciclo no se envió ningún valor.
    .collected = En este ciclo no se encontró ningún valor.
about-marks = Marcas de los resultados y los valores
about-status = estado { $code }
about-mark = Marca
about-mark-says = Qué indica
about-how-many = Número
about-no-marks = Ninguno de sus resultados o valores lleva marcas.
about-n-series = { $n ->
    [one] 1 serie
   *[other] { $n } series
}
about-n-values = { $n ->
    [one] 1 valor
   *[other] { $n } valores
}
about-corrections = Valores corregidos antes de todo cálculo, y por qué
about-series = Serie
about-year = Año
about-as-sent = Antes
about-as-used = Después
about-done = Qué se hizo
about-why = Por qué
about-no-value = sin valor
about-with-status = { $value }, estado { $status }
about-because = { $reason } ({ $day })
about-missing = Qué falta, y por qué
about-missing-reason = { $reason }: { $n ->
    [one] 1 serie
   *[other] { $n } series
}
# $sentence is that of code-reason-….
about-missing-series = { $sentence } { $series }.
about-notes = Notas sobre sus valores
about-notes-caption = Notas sobre los valores, tal como se enviaron
    .collected = Notas sobre los valores, tal como se publicaron
about-noted = Series y años
about-note = Nota
about-from-to = de { $first } a { $last }

## City page: when its values came, and questions

quality-on-time = A tiempo
quality-late = Con retraso
quality-undated = Sin fecha
    .collected = Encontradas
quality-carried = De un año anterior
quality-missing = Ausentes
quality-caption = Series solicitadas en el ciclo { $cycle }, según cuándo llegó su valor
    .collected = Series del formulario en el ciclo { $cycle }, según si se encontró un valor
quality-area = Ámbito de acción
quality-timing = Cuándo llegaron sus valores, por ámbito de acción
# $parts: the messages quality-came-…, as a list.
quality-came = De { $n ->
    [one] 1 serie solicitada
   *[other] { $n } series solicitadas
} en este ciclo, { $parts }.
    .collected = De { $n ->
        [one] 1 serie
        *[other] { $n } series
    } del formulario, { $parts }.
quality-came-on-time = { $n ->
    [one] 1 llegó a tiempo
   *[other] { $n } llegaron a tiempo
}
quality-came-late = { $n ->
    [one] 1 llegó con retraso
   *[other] { $n } llegaron con retraso
}
quality-came-undated = { $n ->
    [one] 1 llegó sin fecha
   *[other] { $n } llegaron sin fecha
}
    .collected = { $n ->
        [one] 1 se encontró
        *[other] { $n } se encontraron
    }
quality-came-carried = { $n ->
    [one] 1 procede de un año anterior
   *[other] { $n } proceden de un año anterior
}
quality-came-missing = { $n ->
    [one] 1 falta
   *[other] { $n } faltan
}
    .collected = { $n ->
        [one] 1 no se encontró
        *[other] { $n } no se encontraron
    }
quality-never = Características fundamentales nunca comunicadas: { $n }
    .collected = Características fundamentales sin valor: { $n }
quality-feature = { $number } { $title }
quality-raise = Valores que conviene revisar
quality-questions = Valores que no concuerdan entre sí; se mantienen tal como se enviaron
    .collected = Valores que no concuerdan entre sí; figuran tal como se publicaron
quality-question = Pregunta
quality-series = Serie y años

## Brief: every document

brief-figure = Figura
brief-table = Tabla
brief-contents = Índice
brief-contents-network = La red
brief-reason = Motivo
brief-meaning = Qué significa
brief-keyword = ciudades del aprendizaje
brief-city-country = { $city }, { $country }
brief-foot = Los progresos se miden en el contexto propio de cada ciudad. Las ciudades se citan por orden alfabético.
brief-fictional = Demostración: todas las ciudades y todas las cifras que aparecen aquí son inventadas.
brief-card-fictional = Demostración
brief-edition-draft = Borrador de la edición { $cycle }
brief-edition-final = Edición definitiva { $cycle }
brief-draft-line = Borrador: las cifras aún pueden cambiar
brief-draft-line-by = Borrador: comentarios hasta el { $day }
brief-draft-ask = Borrador: las cifras aún pueden cambiar. Se agradecen los comentarios de las ciudades.
    .collected = Borrador: las cifras aún pueden cambiar.
brief-draft-ask-by = Borrador: las cifras aún pueden cambiar. Se agradecen los comentarios de las ciudades hasta el { $day }.
brief-as-of = Situación al { $day }: lo que se envió después no se cuenta.
    .collected = Situación al { $day }: lo que se publicó después no se cuenta.
# $snapshot is a code such as 3fa9c41b02de.
brief-cite = Citar como: { $network }, «{ $title }». { $edition }, versión de los datos públicos { $snapshot }.
# $version is a code such as 3fa9c41b02de, made from what this report says and shows.
brief-cite-version = Citar como: { $network }, «{ $title }». { $edition }, versión { $version }.

## Brief: of a city

brief-city-title = { $city }: informe de aprendizaje entre pares { $cycle }
brief-city-kicker = { $region } · { $country } · Informe de aprendizaje entre pares { $cycle }
brief-city-about = Qué evolucionó, qué se mantuvo estable y a quién se puede preguntar: { $city } en el ciclo { $cycle }.
brief-glance-how = Las partes de una ciudad del aprendizaje tal como las presentan los Documentos de orientación. En cada parte se indica cuántos de sus indicadores evolucionaron en el sentido del progreso, se mantuvieron estables, se alejaron del progreso o no tienen resultado: son recuentos y nada más.
brief-series = Qué evolucionó y qué tiene una meta
    .collected = Qué evolucionó
brief-series-how = { $n ->
    [one] Se muestra 1 de { $all ->
        [one] 1 serie
       *[other] { $all } series
    }, que tiene una meta propia de la ciudad o ha evolucionado.
   *[other] Se muestran { $n } de { $all } series: según el espacio, las que tienen una meta propia de la ciudad y después las que evolucionaron. La página de la ciudad las muestra todas. La banda gris, donde hay suficientes pares con un valor, es la mitad central de los pares más cercanos.
}
    .collected = { $n ->
        [one] Se muestra 1 de { $all ->
            [one] 1 serie
           *[other] { $all } series
        }, que ha evolucionado.
       *[other] Se muestran { $n } de { $all } series: las que evolucionaron, según el espacio. La página de la ciudad las muestra todas. La banda gris, donde hay suficientes pares con un valor, es la mitad central de los pares más cercanos.
    }
# $title is the series, $told sentences on what it did.
brief-series-caption = { $title }. { $told }
brief-area-title = { $number } { $title }
brief-values = Últimos valores; se puede establecer un cambio cuando una serie tiene dos comparables
brief-benefits-caption = De los indicadores con un cambio comparable hasta el ciclo, los que habían evolucionado en el sentido del progreso. Las barras muestran, en este orden: progreso, estable, contrario, indeterminado
brief-peers-names = { $n ->
    [one] Una ciudad comparable, cualesquiera que sean sus resultados: { $cities }.
   *[other] { $n } ciudades comparables, cualesquiera que sean sus resultados: { $cities }.
}
brief-peers-how = Los pares se eligen únicamente por su contexto. El guion indica que la red no dispone del dato de ambas ciudades.
brief-practice = Práctica: { $title }.
brief-practice-told = Práctica: { $title }. { $summary }
brief-practices-more = { $n ->
    [one] En la página de la ciudad figura una práctica más.
   *[other] En la página de la ciudad figuran { $n } prácticas más.
}
brief-missing-table = Series sin evolución, y por qué
brief-read-title = Cómo leer este informe
brief-read-own = Los progresos se miden en el contexto propio de la ciudad. Aquí no se pone nota a las ciudades ni se las ordena de mejor a peor: se citan por orden alfabético.
brief-read-movement = Se dice que un indicador evolucionó en el sentido del progreso o se alejó de él cuando su cambio desde el valor de partida es lo bastante grande para hablar de evolución y mayor que su margen de error. El cambio está confirmado si el resultado sería el mismo con el valor de un año vecino como primero o como último; si no, está por confirmar. Con solo dos valores, está confirmado únicamente si se conoce un margen de error. El sentido del progreso está establecido para cada indicador; para algunos no lo está, y el cambio se indica sin ninguna valoración.
brief-read-held = Se dice que un indicador se mantuvo estable cuando su cambio es pequeño o está dentro del margen de error, o cuando es una proporción cuyo objetivo es la paridad y siguió en ella.
brief-read-peers = Los pares son las ciudades más cercanas por su contexto, según las variables de su tabla, nunca por sus resultados. La mitad central de sus valores se define de modo que una ciudad semejante a sus pares quede fuera la mitad de las veces. Estar fuera de ella no es ni bueno ni malo en sí mismo.
brief-read-learning = Las ciudades a las que se puede preguntar ya estuvieron donde está la ciudad y tienen desde entonces una mejora confirmada; también se indica cuántas se mantuvieron estables o se alejaron del progreso. Eso indica a quién preguntar; no demuestra una relación de causa y efecto.
brief-read-more = Cada cifra, su fuente y su método figuran en la página de la ciudad y en la página de métodos del sitio. Las cifras se calculan y se comparan antes de redondearlas.

## Brief: of the network

brief-network-title = Informe anual { $cycle }
brief-network-about = Qué evolucionó, qué se mantuvo estable y qué pueden aprender las ciudades unas de otras: { $network } en el ciclo { $cycle }.
brief-area-kicker = { $id } · { $dimension }
# $finding is one of those below, which begin in lower case.
brief-area-headline = { $area }: { $finding }
brief-area-firm = { $towards ->
    [0] ningún cambio confirmado
    [one] 1 cambio confirmado
   *[other] { $towards } cambios confirmados
} en el sentido del progreso, { $away ->
    [0] ninguno
   *[other] { $away }
} en sentido contrario
brief-area-undirected = { $n ->
    [one] 1 cambio confirmado, sin dirección de progreso definida
   *[other] { $n } cambios confirmados, ninguno con una dirección de progreso definida
}
brief-area-no-firm = { $n ->
    [one] 1 cambio comparable, no confirmado
   *[other] { $n } cambios comparables, ninguno confirmado
}
brief-areas-without = Todavía sin cambios comparables y, por tanto, sin página aquí: { $areas }.
brief-most-towards = Más de la mitad de las ciudades con un cambio comparable evolucionaron en el sentido del progreso en { $measurements }.
brief-most-away = Más de la mitad de ellas se alejaron del progreso en { $measurements }.
brief-commitment = Lo que pide la Declaración de Beijing (compromiso { $n }, en inglés)
brief-bars = Cómo evolucionaron las ciudades, por indicador
brief-bars-caption = Ciudades por indicador y según su cambio desde el valor de partida; entre paréntesis, cambio confirmado
brief-key-towards-firm = progreso, confirmado
brief-key-towards = progreso, por confirmar
brief-key-held = estable
brief-key-away = contrario, por confirmar
brief-key-away-firm = contrario, confirmado
brief-key-no-direction = indeterminado
brief-practices-title = Prácticas por característica fundamental
brief-practices-how = Prácticas que han descrito las ciudades, cuyo nombre figura entre paréntesis. En las páginas de las características fundamentales están los textos de las ciudades y sus enlaces.
brief-practices-caption = Prácticas por característica fundamental, por orden alfabético de las ciudades
brief-practice-city = { $practice } ({ $city })
brief-practices-further = { $n } más
brief-bars-few = { $n ->
    [one] ninguna ciudad
   *[other] menos de { $n } ciudades
}
brief-time-note = mediana y mitad central de las ciudades con valores en ambos extremos
brief-own-words = En palabras de una ciudad
brief-own-words-none = Ninguna ciudad ha descrito aún públicamente una práctica en este ámbito.
brief-ask = ¿A quién preguntar?
brief-offers = Ofrecen ayuda: { $cities }.
brief-offers-none = Ninguna ciudad ofrece todavía ayuda en este ámbito.
brief-asks = Piden ayuda: { $cities }.
brief-asks-none = Ninguna ciudad pide ayuda en este ámbito.
brief-cover-how = Los doce ámbitos de acción en forma de templo: los beneficios descansan sobre los pilares, y estos sobre las condiciones. Cada parte muestra qué hicieron sus indicadores desde su punto de partida.
brief-year = El año { $cycle } en la red
brief-figure-cities = { $n ->
    [one] ciudad, de { $all }, envió
   *[other] ciudades, de { $all }, enviaron
} valores públicos para el ciclo { $cycle }
    .collected = { $n ->
        [one] ciudad, de { $all }, con
       *[other] ciudades, de { $all }, con
    } valores encontrados para el ciclo { $cycle }
brief-figure-series = { $n ->
    [one] serie de valores recibida
   *[other] series de valores recibidas
} en el ciclo { $cycle }
brief-figure-before = { $text } ({ $cycle }: { $n })
brief-figure-changes = { $n ->
    [one] cambio comparable
   *[other] cambios comparables
}, uno por ciudad e indicador
brief-figure-firm = { $n ->
    [one] cambio confirmado
   *[other] cambios confirmados
} en el sentido del progreso, { $away } en sentido contrario
brief-figure-practices = { $n ->
    [one] práctica descrita
   *[other] prácticas descritas
} por ciudades
brief-read-panel = La evolución de la red se basa en las mismas ciudades cada año: las que tienen valores comparables en un primer año y en el último. La línea es su mediana y la banda, la mitad central de sus valores. Si una ciudad no tiene valor de un año, se toma su último valor anterior.
brief-read-practice = La práctica de la página de cada ámbito se elige por turno: las prácticas con resumen siguen el orden alfabético de las ciudades y cada ciclo toma la siguiente.
brief-feature = Característica fundamental
brief-offering = Ciudades que ofrecen ayuda
brief-asking = Ciudades que piden ayuda
brief-ask-where = Por característica fundamental: página
# Una letra cada una, para las casillas de una tabla.
brief-mark-offers = O
brief-mark-asks = P
brief-exchange = Quién ofrece ayuda y quién la pide
brief-exchange-how = Por característica fundamental; las ciudades están en orden alfabético. Lo que ofrecen y piden es lo que ellas mismas declaran.
brief-exchange-caption = Ofertas y peticiones por característica fundamental
brief-exchange-none = Ninguna ciudad ha ofrecido ni pedido ayuda públicamente todavía.
brief-region-cities = { $n ->
    [one] 1 ciudad miembro
   *[other] { $n } ciudades miembros
}, { $published ->
    [0] ninguna con resultados publicados
   *[other] { $published } con resultados publicados
}.
brief-region-few = Los recuentos se ofrecen cuando al menos { $n ->
    [one] 1 ciudad tiene
   *[other] { $n } ciudades tienen
} resultados.
brief-region-caption = { $region }: lo que las ciudades ofrecen, piden y describen, por orden alfabético
brief-region-others = Otras ciudades miembros: { $cities }.
brief-offering-help = Ofrece ayuda en
brief-asking-help = Pide ayuda en
brief-practices = Prácticas
brief-methods-values = Una serie es el conjunto de los valores de una ciudad para un indicador y un componente. De dos valores del mismo año cuenta el enviado en último lugar. Un valor medido con una definición distinta de la del catálogo se cuenta y se dibuja aparte.
brief-methods-change = El cambio se mide desde el primer valor comparable a partir del año de partida de la ciudad hasta el más reciente: en puntos para porcentajes y puntuaciones, en relación con el primer valor para el resto. Una ruptura de la serie, otra fuente u otra definición fijan un nuevo valor de partida. Un último valor de más de { $years } años no da resultado.
brief-methods-certainty = Un cambio se contrasta con el margen de error de ambos valores: el enviado, el calculado a partir de la muestra o el que resulta de cuánto suelen fluctuar tales series de un año a otro. Lo que no se puede contrastar está por confirmar, y también un cambio que sería otro si el primer o el último valor fuera el de un año vecino.
brief-methods-chance = Entre tantos cambios, algunos parecen una evolución por puro azar; junto a los recuentos se indica cuántos.
brief-methods-count = Los recuentos son de indicadores: uno por ciudad, según su total; sin total, según lo que tienen en común los componentes que evolucionaron.
brief-colophon = Sobre esta publicación
brief-colophon-made = Publicado por { $network }. Todas las cifras y frases se calculan a partir de los valores publicados; nada se estima para una ciudad sin valores.
brief-colophon-fonts = Compuesto en Noto Sans. Para la impresión en offset, la imprenta convierte los colores.
brief-colophon-commitments = Los compromisos se citan, en inglés, de la Declaración de Beijing sobre la Creación de Ciudades del Aprendizaje, aprobada en la primera Conferencia Internacional sobre Ciudades del Aprendizaje (UNESCO, Beijing, 2013).
brief-regions-how = Las regiones se citan por orden alfabético. Se muestra una región cuando un número suficiente de sus ciudades tiene resultados, de modo que no se pueda saber nada de ninguna en particular.
brief-region-table = { $region }: indicadores por ámbito de acción y según su cambio desde el valor de partida; entre paréntesis, cambio confirmado
brief-stories = Qué pueden aprender las ciudades unas de otras
brief-stories-none = Ninguna ciudad ha descrito aún públicamente una práctica sobre una serie en la que otras podrían preguntarle.
    .collected = No se pidieron prácticas a ninguna ciudad, por lo que aquí no figura ninguna.
brief-stories-how = Como máximo una experiencia por ámbito de acción: la de una ciudad que tiene un cambio confirmado en el sentido del progreso y ha descrito una práctica, cuando otra que está hoy donde ella estaba pide ayuda. Es la primera según el orden del formulario y el orden alfabético, y, si es posible, de una ciudad que no cuenta otra. Las páginas de las ciudades las recogen todas.
brief-coverage-now = En { $cycle } se publicó un valor de { $n } de las { $all } series solicitadas a las ciudades que publican resultados, el { $share }.
    .collected = En { $cycle } se encontró un valor de { $n } de las { $all } series de estas ciudades, el { $share }.
brief-coverage-then = En { $cycle } fueron { $n } de { $all }, el { $share }.
brief-coverage-caption = La figura muestra esta proporción por ámbito de acción y ciclo, en porcentaje; cuanto más intenso el color, mayor.
brief-story = { $city } ({ $country }): de { $from } en { $start } a { $to } en { $end }.
brief-story-asking = { $n ->
    [one] Ciudad que hoy comunica un valor semejante y podría preguntar: { $cities }.
   *[other] Ciudades que hoy comunican un valor semejante y podrían preguntar: { $cities }.
}
brief-methods = Los métodos en pocas palabras
brief-methods-context = Los progresos se miden en el contexto propio de cada ciudad. Aquí no se pone nota ni se ordena de mejor a peor: las ciudades, las regiones y los ámbitos de acción figuran por orden alfabético o en el orden del formulario.
brief-methods-withheld = Cada ciudad decide qué se publica. Lo que no autoriza a publicar no se muestra en ninguna parte, y lo que solo autoriza a contar se cuenta únicamente junto con lo de muchas otras ciudades.
    .collected = Los valores se tomaron de fuentes publicadas, que cada cifra indica; ninguna ciudad los envió.
brief-methods-more = La página de métodos del sitio ofrece todas las reglas con sus valores, y los datos abiertos permiten volver a calcular cada cifra.
brief-cities-with = { $n ->
    [0] Ninguna ciudad ha publicado aún resultados.
    [one] Una ciudad ha publicado resultados.
   *[other] En total, { $n } ciudades han publicado resultados.
}
    .collected = { $n ->
        [0] No se han encontrado valores de ninguna ciudad.
        [one] Se encontraron valores de una ciudad.
       *[other] Se encontraron valores de { $n } ciudades.
    }
brief-cities-without = { $n ->
    [one] Una ciudad miembro no ha enviado nada para su publicación. Eso no dice nada sobre sus progresos.
   *[other] En total, { $n } ciudades miembros no han enviado nada para su publicación. Eso no dice nada sobre sus progresos.
}
    .collected = { $n ->
        [one] De una ciudad no se han encontrado valores. Eso no dice nada sobre sus progresos.
       *[other] De { $n } ciudades no se han encontrado valores. Eso no dice nada sobre sus progresos.
    }

## Taking charts and tables along
take-brief = Este informe para imprimir, en PDF
take-chart-link = Enlace a este gráfico
take-chart-svg = Este gráfico en SVG
take-chart-wide = Gráfico más ancho que una pantalla pequeña
take-table-link = Enlace a esta tabla
take-table-csv = Esta tabla en CSV
take-values-csv = Valores de todas las series en CSV

## Search
find-cities = Buscar una ciudad por su nombre, en cualquier escritura
find-features = Buscar una característica fundamental
find-none = Ningún nombre coincide.
find-some = Nombres que coinciden: { $matches }

## Catalogue: dimensions

dimension-1 = Beneficios más amplios de construir una ciudad del aprendizaje
dimension-2 = Principales pilares de una ciudad del aprendizaje
dimension-3 = Condiciones fundamentales para construir una ciudad del aprendizaje

## Catalogue: areas of focus

area-1_1 = Empoderar a las personas y promover la cohesión social
area-1_2 = Potenciar el desarrollo económico y la prosperidad cultural
area-1_3 = Promover el desarrollo sostenible
area-2_1 = Promover un aprendizaje inclusivo en el sistema educativo
area-2_2 = Revitalizar el aprendizaje en las familias y las comunidades
area-2_3 = Facilitar el aprendizaje para y en el lugar de trabajo
area-2_4 = Ampliar el uso de las tecnologías modernas de aprendizaje
area-2_5 = Mejorar la calidad del aprendizaje
area-2_6 = Fomentar una cultura del aprendizaje a lo largo de toda la vida
area-3_1 = Fortalecer la voluntad y el compromiso políticos
area-3_2 = Mejorar la gobernanza y la participación de todas las partes interesadas
area-3_3 = Impulsar la movilización y la utilización de los recursos

## Catalogue: key features

feature-1_1_1 = Alfabetización y competencias básicas para toda la ciudadanía
feature-1_1_2 = Participación en la vida pública de la ciudad
feature-1_1_3 = Igualdad de género
feature-1_1_4 = Una comunidad segura, armoniosa e inclusiva
feature-1_2_1 = Crecimiento económico inclusivo y sostenible
feature-1_2_2 = Oportunidades de empleo para todas las personas
feature-1_2_3 = Apoyo a la ciencia, la tecnología y la innovación
feature-1_2_4 = Acceso a actividades culturales diversas
feature-1_2_5 = Participación en el ocio y la actividad física
feature-1_3_1 = Reducción de los efectos negativos en el medio ambiente natural
feature-1_3_2 = Habitabilidad de la ciudad
feature-1_3_3 = Desarrollo sostenible mediante el aprendizaje activo
feature-2_1_1 = Acceso a la atención y educación de la primera infancia
feature-2_1_2 = Acceso a la educación, de la primaria a la superior
feature-2_1_3 = Educación de adultos y formación técnica y profesional
feature-2_1_4 = Apoyo a los grupos marginados
feature-2_2_1 = Espacios y recursos de aprendizaje en la comunidad
feature-2_2_2 = Motivación para el aprendizaje en la familia y la comunidad
feature-2_2_3 = Historia y cultura de la comunidad y conocimientos indígenas
feature-2_3_1 = Oportunidades de aprendizaje para toda la población activa
feature-2_3_2 = Organizaciones de aprendizaje públicas y privadas
feature-2_3_3 = Apoyo de empleadores y sindicatos al aprendizaje en el lugar de trabajo
feature-2_3_4 = Oportunidades para jóvenes y personas adultas sin empleo
feature-2_4_1 = Personal directivo, docente y educador formado en tecnologías de aprendizaje
feature-2_4_2 = Acceso de la ciudadanía a las herramientas de las TIC y a los programas de aprendizaje
feature-2_5_1 = Un cambio de paradigma en la educación y el aprendizaje
feature-2_5_2 = Valores compartidos y tolerancia de las diferencias
feature-2_5_3 = Personal directivo, docente y educador debidamente formado
feature-2_5_4 = Un entorno propicio para el aprendizaje
feature-2_6_1 = Actos públicos que celebran el aprendizaje
feature-2_6_2 = Información, orientación y apoyo para todas las personas
feature-2_6_3 = Reconocimiento y valoración de todas las formas de aprendizaje
feature-3_1_1 = Liderazgo y compromiso políticos
feature-3_1_2 = Estrategias participativas de aprendizaje a lo largo de toda la vida
feature-3_1_3 = Seguimiento de los progresos
feature-3_2_1 = Coordinación intersectorial
feature-3_2_2 = Contribuciones de todas las partes interesadas
feature-3_3_1 = Inversión financiera de los poderes públicos
feature-3_3_2 = Uso eficaz de los recursos de todas las partes interesadas
feature-3_3_3 = Financiación y apoyo en favor de las personas más pobres
feature-3_3_4 = Contribución voluntaria de la ciudadanía
feature-3_3_5 = Intercambio entre ciudades

## Catalogue: measurements and what they mean

measurement-adult_literacy_rate = Tasa de alfabetización de la población adulta
    .meaning = proporción de personas alfabetizadas en la población de 15 años o más
measurement-election_turnout = Tasa de participación electoral
    .meaning = proporción de personas en edad de votar que votaron en las últimas elecciones de importancia; el año de las elecciones es el año de referencia
measurement-volunteering_rate = Participación en el voluntariado y en actividades comunitarias
    .meaning = proporción de personas que realizaron trabajo voluntario y comunitario no remunerado en los 12 meses anteriores a la encuesta
measurement-council_seats_women = Igualdad de género en la política
    .meaning = proporción de escaños del concejo municipal o de la asamblea de la ciudad ocupados por mujeres; el objetivo es la paridad (50), no un máximo
measurement-board_seats_women = Igualdad de género en la dirección de empresas
    .meaning = proporción de puestos ocupados por mujeres en los consejos de administración de las diez mayores empresas de la ciudad; el objetivo es la paridad (50), no un máximo
measurement-recorded_crime_rate = Nivel de delincuencia
    .meaning = delitos registrados en el año por cada 100 000 habitantes; un aumento puede significar también que se denuncia más
measurement-expected_social_mobility = Movilidad social
    .meaning = proporción de personas procedentes de entornos desfavorecidos que creen que sus hijos e hijas tendrán una posición social más alta que la suya
measurement-gdp_per_capita = PIB por habitante
    .meaning = valor producido en la ciudad, por habitante, en dólares de los Estados Unidos a paridad de poder adquisitivo
measurement-urban_poverty_rate = Pobreza urbana
    .meaning = proporción de personas que viven con menos de 1,25 dólares de los Estados Unidos al día (precios internacionales de 2005, PPA)
measurement-unemployment_rate = Tasa de desempleo
    .meaning = proporción de personas desempleadas en edad de trabajar (15 años o más) en la población activa
measurement-science_technology_workers = Recursos humanos en ciencia y tecnología
    .meaning = proporción de profesionales que trabajan en ocupaciones científicas y tecnológicas en el empleo total
measurement-patent_rate = Registro de patentes
    .meaning = nuevas patentes en el año por cada 100 000 habitantes
measurement-cultural_visits = Participación en actividades culturales
    .meaning = número medio de veces al mes que cada habitante acude a un museo, un teatro, un cine, una sala de conciertos o un acto deportivo
measurement-physical_exercise_rate = Práctica de ejercicio físico y deporte
    .meaning = proporción de la población que hace ejercicio o deporte al menos cinco veces por semana
measurement-co2_per_capita = Emisiones de CO2
    .meaning = emisiones totales de CO2 por habitante en el año
measurement-waste_per_capita = Gestión de residuos
    .meaning = residuos domésticos recogidos y tratados por habitante en el año; un aumento puede significar que se recogen más o que se generan más, por lo que el sentido del progreso no está establecido
measurement-slum_population = Condiciones de vida (personas en barrios marginales)
    .meaning = proporción de habitantes cuya vivienda está en un barrio marginal
measurement-public_transport_satisfaction = Transporte público
    .meaning = satisfacción de la ciudadanía con el transporte público, de 1 (deficiente) a 5 (excelente)
measurement-sustainability_education = Educación para el desarrollo sostenible
    .meaning = medidas eficaces en favor del desarrollo sostenible en todos los niveles de la educación, puntuadas por personas expertas
measurement-environmental_stewardship = Cuidado del medio ambiente
    .meaning = cómo ven las personas su propio comportamiento con el medio ambiente
measurement-pre_primary_enrolment = Matriculación en la educación preprimaria
    .meaning = tasa neta de matriculación en la educación preprimaria (CINE 0), niñas y niños; puede superar 100 cuando se cuentan niñas y niños que viven fuera del límite de la ciudad
measurement-mean_years_of_schooling = Años medios de escolaridad
    .meaning = promedio de años de escolaridad formal de las personas de 25 años o más
measurement-adult_learning_participation = Participación en el aprendizaje y la educación de adultos
    .meaning = proporción de personas de 25 a 64 años que recibieron educación o formación en los 12 meses anteriores a la encuesta
measurement-support_disadvantaged_learners = Apoyo a los grupos desfavorecidos
    .meaning = medidas de la ciudad en favor de estudiantes de minorías lingüísticas o étnicas y de entornos desfavorecidos
measurement-support_senior_learners = Apoyo a las personas mayores
    .meaning = medidas de la ciudad en favor de estudiantes de 65 años o más
measurement-community_learning_spaces = Infraestructura
    .meaning = lugares de aprendizaje comunitario en funcionamiento, como centros, casas de cultura y bibliotecas abiertos a todo el público, por cada 100 000 habitantes
measurement-family_learning_policy = Política de apoyo al aprendizaje en familia
    .meaning = política que apoya el aprendizaje en las familias
measurement-community_learning_participation = Participación en el aprendizaje comunitario
    .meaning = proporción de personas que participan en actividades de aprendizaje comunitario al menos dos horas por semana
measurement-family_learning_participation = Participación en el aprendizaje en familia
    .meaning = proporción de personas que aprendieron en familia en el año anterior a la encuesta
measurement-indigenous_knowledge_programmes = Recursos de aprendizaje basados en conocimientos indígenas
    .meaning = programas de aprendizaje que la ciudad ha elaborado a partir de la historia y la cultura de la comunidad y de los conocimientos indígenas
measurement-employee_training_participation = Participación de las personas empleadas en la educación y la formación
    .meaning = proporción de personas con empleo que aprenden o se forman para su trabajo
measurement-migrant_worker_training = Participación de las personas trabajadoras migrantes en la educación y la formación
    .meaning = lo que la ciudad hace o prevé para que las personas trabajadoras migrantes puedan estudiar y formarse
measurement-learning_organizations = Organizaciones de aprendizaje
    .meaning = iniciativas para desarrollar organizaciones que alientan a su personal a aprender
measurement-employer_training_investment = Compromiso financiero de los empleadores con el desarrollo de competencias
    .meaning = proporción de la masa salarial que se destina a la educación y la formación del personal
measurement-youth_neet_rate = Participación de la juventud (sin estudiar, trabajar ni formarse)
    .meaning = proporción de jóvenes de 15 a 24 años que ni estudian ni trabajan ni reciben formación
measurement-unemployed_in_training = Formación de las personas desempleadas
    .meaning = proporción de personas desempleadas inscritas en cursos de formación para el empleo disponibles en la ciudad; cada persona se cuenta una sola vez
measurement-educators_ict_training = Formación del personal directivo, docente y educador en las TIC
    .meaning = proporción de docentes y personal educador que recibieron formación en las TIC en el año anterior a la encuesta
measurement-educators_ict_use = Uso de las TIC en clase
    .meaning = proporción de docentes y personal educador que usan habitualmente las TIC en clase
measurement-mobile_penetration_rate = Tasa de penetración de la telefonía móvil
    .meaning = proporción de personas que disponen de una conexión móvil
measurement-internet_usage = Uso de internet
    .meaning = proporción de personas que pueden conectarse a internet en su casa o mediante una conexión compartida
measurement-internet_learning_hours = Participación en el aprendizaje por internet
    .meaning = tiempo semanal medio que las personas dedican a aprender en línea
measurement-learning_paradigm_shift = Cambio de paradigma en la educación y el aprendizaje
    .meaning = política que pasa de la enseñanza al aprendizaje y se orienta a la creatividad y a la capacidad de aprender
measurement-intercultural_contact = Aprender a vivir juntos
    .meaning = proporción de personas que tratan habitualmente con personas de otras culturas
measurement-learners_per_teacher = Disponibilidad de personal docente y educador formado
    .meaning = estudiantes por docente o persona educadora con formación adecuada en ese nivel
measurement-learning_environment_satisfaction = Entorno propicio para el aprendizaje
    .meaning = proporción de estudiantes que valoran positivamente el lugar y las condiciones en que aprenden
measurement-learning_advocacy = Promoción del aprendizaje
    .meaning = actividades públicas y uso de los medios de comunicación para promover y celebrar el aprendizaje
measurement-learner_information_satisfaction = Información y servicios
    .meaning = proporción de estudiantes que valoran positivamente la información y la orientación que reciben
measurement-learning_recognition = Reconocimiento y valoración de los resultados del aprendizaje
    .meaning = políticas y prácticas que reconocen, validan y acreditan todos los resultados del aprendizaje
measurement-political_leadership = Liderazgo
    .meaning = firmeza con que las autoridades respaldan la estrategia, al elaborarla y al aplicarla
measurement-lifelong_learning_strategy = Política y estrategia públicas
    .meaning = leyes, políticas y planes en favor del aprendizaje a cualquier edad aprobados por el concejo municipal
measurement-progress_monitoring = Medidas de seguimiento de los progresos
    .meaning = medidas de seguimiento de la elaboración y la aplicación de la estrategia
measurement-stakeholder_coordination = Mecanismos de coordinación de las partes interesadas
    .meaning = eficacia de las medidas que movilizan y coordinan a las partes interesadas
measurement-stakeholder_participation = Participación de las partes interesadas
    .meaning = lo que las partes interesadas se comprometen a hacer, prevén y hacen, cada una en su ámbito, para que el aprendizaje sea mejor y más accesible
measurement-private_sector_commitment = Compromiso del sector privado
    .meaning = trabajo conjunto y alianzas de la ciudad con empresas privadas en favor de la estrategia
measurement-education_budget_share = Inversión financiera en educación y aprendizaje
    .meaning = proporción del presupuesto total de la ciudad que representa el gasto público en educación y aprendizaje
measurement-education_expenditure_distribution = Distribución del gasto público en educación
    .meaning = proporción del gasto público en educación que se destina a la educación básica (CINE 0-3) y a la educación de adultos y continua; los demás niveles no se cuentan, por lo que la suma de ambas no llega necesariamente a 100, y el sentido del progreso no está establecido para ninguna de las dos
measurement-resource_mapping = Uso eficaz de los recursos
    .meaning = nuevas formas de inventariar y utilizar en favor del aprendizaje los medios humanos, financieros, culturales y de otro tipo de la ciudad
measurement-subsidies_disadvantaged_groups = Subvenciones a los grupos desfavorecidos
    .meaning = cómo se reservan y se emplean bien fondos para que los grupos desfavorecidos puedan aprender
measurement-citizens_teaching_citizens = Contribución de la ciudadanía al aprendizaje de otras personas
    .meaning = proporción de personas que transmitieron lo que saben al menos una vez al mes en el año anterior a la encuesta
measurement-international_partnership = Alianzas internacionales
    .meaning = avances en la búsqueda y el aprovechamiento de vínculos con ciudades del aprendizaje de otros lugares

## Catalogue: context variables

variable-population = población
variable-population_density = densidad de población
variable-gdp_per_head = PIB por habitante
variable-mean_years_of_schooling = años medios de escolaridad
variable-active_businesses = empresas activas
variable-business_births = creación de empresas
variable-disposable_income_per_head = renta disponible bruta de los hogares por habitante
variable-median_weekly_pay = mediana del salario semanal bruto
variable-economically_inactive = personas económicamente inactivas de 16 a 64 años
variable-housing_affordability = precio de la vivienda en relación con los ingresos anuales del trabajo

## Catalogue: units

unit-recorded_crimes_per_100_000_inhabitants = delitos registrados por cada 100 000 habitantes
unit-US__PPP_per_inhabitant = dólares PPA por habitante
unit-new_patents_per_100_000_inhabitants = nuevas patentes por cada 100 000 habitantes
unit-visits_per_inhabitant_per_month = visitas por habitante al mes
unit-tonnes_per_inhabitant_per_year = toneladas por habitante al año
unit-kg_per_inhabitant_per_year = kg por habitante al año
unit-rating_1-5 = puntuación de 1 a 5
unit-years = años
unit-spaces_per_100_000_inhabitants = espacios por cada 100 000 habitantes
unit-programmes = programas
unit-hours_per_week = horas por semana
unit-learners_per_teacher = estudiantes por docente
unit-inhabitants = habitantes
unit-inhabitants_per_km_ = habitantes por km²
unit-enterprises = empresas
unit-__of_active_businesses = % de las empresas activas
unit-___current_prices = £, a precios corrientes
unit-ratio_of_medians = razón entre medianas

## Catalogue: items

item-total = total
item-public = sector público
item-private = sector privado
item-schools = escuelas
item-community_spaces = espacios comunitarios
item-primary = primaria
item-secondary = secundaria
item-adult = educación de adultos
item-basic = educación básica

## Catalogue: source kinds

source-official = datos oficiales
source-survey = encuesta
source-expert = puntuaciones de personas expertas

## Catalogue: codes in words

code-movement-towards = en el sentido del progreso
    .sentence = El valor evolucionó en el sentido del progreso.
code-movement-away = en sentido contrario
    .sentence = El valor evolucionó en sentido contrario al del progreso.
code-movement-steady = estable
    .sentence = El cambio es menor que lo que se considera una evolución.
code-movement-within_noise = sin cambio claro
    .sentence = El cambio está dentro del margen de error de las cifras.
code-movement-at_parity = en paridad
    .sentence = El reparto entre mujeres y hombres es aproximadamente igual.
code-movement-mixed = mixto
    .sentence = Este indicador no tiene total y sus componentes evolucionaron en sentidos distintos.
code-movement-rose = aumentó
    .sentence = El valor aumentó; el sentido del progreso no está establecido para este indicador.
code-movement-fell = disminuyó
    .sentence = El valor disminuyó; el sentido del progreso no está establecido para este indicador.
code-reason-no_points = sin datos
    .sentence = No se ha publicado ningún valor.
code-reason-one_point = un solo valor
    .sentence = Hay menos de dos valores comparables desde el año de partida; hace falta un segundo valor para hablar de cambio.
code-reason-conflict = archivos contradictorios
    .sentence = Al menos en un año, dos archivos enviados a la vez por la ciudad se contradicen: no se usa ninguno de esos dos valores y quedan demasiado pocos.
code-reason-stale = demasiado antiguo
    .sentence = El último valor es demasiado antiguo para hablar de este ciclo.
code-reason-base_not_positive = sin cambio en porcentaje
    .sentence = Un cambio en porcentaje requiere que ambos valores sean superiores a cero.
code-reason-out_of_numbers = sin cambio en cifras
    .sentence = Los dos valores están demasiado alejados entre sí para expresar su cambio en cifras.
code-reason-current_prices = precios corrientes
    .sentence = Los importes a precios de su propio año suben con los precios; por eso no se deduce de ellos ningún cambio.
code-reason-too_few_peers = muy pocos pares
    .sentence = Muy pocas ciudades comparables tienen un valor de la misma clase.
code-reason-no_direction = sentido del progreso no establecido
    .sentence = El sentido del progreso no está establecido para este indicador; por eso no se puede decir que un valor sea mejor.
code-reason-context_missing = falta el contexto
    .sentence = Son muy pocos los datos de contexto, como la población, que se conocen a la vez de esta ciudad y de otras para que se puedan encontrar pares.
code-reason-expert_ratings = puntuaciones de personas expertas
    .sentence = Los grupos de personas expertas difieren de una ciudad a otra; por eso sus puntuaciones no se comparan.
code-certainty-firm = confirmado
    .sentence = El cambio supera su margen de error y se mantiene si se parte del año siguiente o se termina en el anterior.
code-certainty-tentative = por confirmar
    .sentence = El cambio puede deberse a los años elegidos, al azar o a un valor sin explicar.
code-mark-provisional = provisional
    .sentence = Un valor es provisional o estimado.
code-mark-at_parity = paridad alcanzada
    .sentence = Con este cambio, el reparto entre mujeres y hombres pasó a ser aproximadamente igual.
code-mark-not_tested = sin contrastar
    .sentence = Nada indica cuánto pueden desviarse los valores; por eso no se sabe si el cambio supera esa desviación.
code-mark-interval_borrowed = margen de error prestado
    .sentence = Uno de los valores no tiene margen de error propio; se usa el del otro valor de la ciudad o el habitual de la red.
code-mark-fluctuation_used = contrastado con la fluctuación habitual
    .sentence = Los valores no tienen margen de error; el cambio se compara con lo que suelen fluctuar tales valores en la red.
code-mark-two_points = solo dos valores
    .sentence = Solo hay dos valores comparables y ninguno tiene margen de error.
code-mark-depends_on_year = depende del año
    .sentence = Con el valor del año siguiente como primero, o el del anterior como último, el resultado sería otro.
code-mark-against_trend = contra la tendencia
    .sentence = En el conjunto de los años, los valores muestran una clara tendencia contraria.
code-mark-unresolved_jump = salto sin explicar
    .sentence = Un valor se aleja mucho del anterior y nadie lo ha explicado todavía.
code-mark-few_reviewers = pocas personas evaluadoras
    .sentence = Consta que menos de cinco personas evaluadoras han puntuado, por lo que hace falta un punto entero para hablar de evolución.
code-mark-design_effect_assumed = incertidumbre supuesta en parte
    .sentence = La encuesta no indica en qué medida la forma de elegir a las personas amplía su incertidumbre (el efecto de diseño); se supone un valor habitual.
code-standing-below = por debajo de la mitad central
    .sentence = El valor está por debajo de la mitad central de sus pares.
code-standing-within = dentro de la mitad central
    .sentence = El valor está dentro de la mitad central de sus pares.
code-standing-above = por encima de la mitad central
    .sentence = El valor está por encima de la mitad central de sus pares.
code-standing-too_close_to_tell = demasiado cerca para concluir
    .sentence = El margen de error del valor se extiende a ambos lados de un límite de la mitad central de sus pares.
code-target-achieved = meta alcanzada
    .sentence = El último valor alcanza o rebasa la meta de la ciudad.
code-target-maintained = meta mantenida
    .sentence = El valor de partida ya alcanzaba o rebasaba la meta de la ciudad, y el último valor la sigue alcanzando o rebasando.
code-target-missed = meta no alcanzada en su año
    .sentence = Ha llegado el año fijado para la meta de la ciudad y la meta no se ha alcanzado.
code-target-on_track = en buen camino
    .sentence = El valor evoluciona aproximadamente al ritmo que requiere la meta de la ciudad, o más deprisa.
code-target-needs_acceleration = más lento de lo que requiere su meta
    .sentence = El valor se acerca a la meta de la ciudad, y lo hace más despacio de lo que la meta requiere.
code-target-limited = mucho más lento de lo que requiere su meta
    .sentence = El valor se acerca a la meta de la ciudad mucho más despacio de lo que la meta requiere, o no varía.
code-target-moving_away = se aleja de la meta
    .sentence = El valor se aleja de la meta de la ciudad.
code-target-uncertain = sin cambio claro
    .sentence = El cambio está dentro del margen de error de las cifras, por lo que no se calcula ningún ritmo.
code-reason-target_without_year = meta sin año
    .sentence = La meta no indica ningún año, por lo que no se puede calcular el ritmo que requiere.
code-reason-target_wrong_side = meta ya rebasada por todos los valores
    .sentence = Todos los valores que la ciudad ha publicado rebasan ya la meta; ¿es esa la intención?
code-reason-target_unmeasured = aún no hay valor para el año de la meta
    .sentence = El año de la meta ha pasado y ningún valor corresponde a ese año ni a uno posterior.
code-reason-target_at_baseline = meta igual al valor de partida
    .sentence = La meta es igual al valor de partida y el sentido del progreso no está establecido para este indicador.
code-reason-target_not_positive = sin ritmo en porcentaje
    .sentence = Un ritmo anual en porcentaje requiere una meta superior a cero.
code-reason-no_pace = sin ritmo
    .sentence = El ritmo que requiere la meta no se puede expresar en cifras.
code-trend-rising = al alza
    .sentence = A lo largo de los años, los valores aumentan con más regularidad de la que cabría esperar del azar.
code-trend-falling = a la baja
    .sentence = A lo largo de los años, los valores disminuyen con más regularidad de la que cabría esperar del azar.
code-trend-no_clear_trend = sin tendencia clara
    .sentence = A lo largo de los años, los valores no aumentan ni disminuyen con más regularidad de la que cabría esperar del azar.
code-reason-too_few_points = muy pocos valores
    .sentence = Hay muy pocos valores comparables para hablar de tendencia.
code-reason-ties = valores iguales
    .sentence = Hay pocos valores y algunos son iguales, por lo que no se busca ninguna tendencia.
code-reason-no_variation = sin variación
    .sentence = Todos los valores son iguales.
code-reason-no_common_year = ningún año en común
    .sentence = Los dos valores no tienen ningún año comparable en común.
code-gap-narrowed = se redujo
    .sentence = Los dos valores se acercaron entre sí.
code-gap-widened = se amplió
    .sentence = Los dos valores se alejaron entre sí.
code-gap-unchanged = sin cambio claro
    .sentence = La brecha cambió menos que lo que se considera una evolución, o menos que la incertidumbre de las cifras.
code-consistency-check_total_between = total fuera de los valores de mujeres y hombres
    .sentence = El total no se sitúa entre el valor de las mujeres y el de los hombres.
code-consistency-check_parts = partes mayores que el todo
    .sentence = Las partes de un todo suman más del 100 %.
code-consistency-check_schooling = alfabetización y escolaridad discordantes
    .sentence = La alfabetización y los años de escolaridad no se corresponden como en otros lugares.
code-consistency-check_jump = un salto
    .sentence = El cambio anual supera con mucho lo habitual en la red.
code-consistency-check_copied = igual que en el ciclo anterior
    .sentence = El valor es igual al del ciclo anterior hasta el último decimal.
code-consistency-check_fraction = quizá una fracción
    .sentence = El valor puede ser una fracción escrita en lugar de un porcentaje.
code-consistency-check_exchanged = quizá intercambiados
    .sentence = Los valores de mujeres y hombres pueden estar intercambiados.
code-correction-drop = omitido
    .sentence = El valor se omite.
code-correction-override = otro valor
    .sentence = Se utiliza otro valor en su lugar.
code-correction-scale = multiplicado
    .sentence = El valor y su intervalo se multiplican por un mismo factor.
code-correction-flag = señalado
    .sentence = Se añade al valor un código de estado.

## Catalogue: regions

region-Africa = África
region-Arab_States = Estados Árabes
region-Asia_and_the_Pacific = Asia y el Pacífico
region-Europe_and_North_America = Europa y América del Norte
region-Latin_America_and_the_Caribbean = América Latina y el Caribe

## Catalogue: countries (CLDR)

country-ABW = Aruba
country-AFG = Afganistán
country-AGO = Angola
country-AIA = Anguila
country-ALA = Islas Åland
country-ALB = Albania
country-AND = Andorra
country-ARE = Emiratos Árabes Unidos
country-ARG = Argentina
country-ARM = Armenia
country-ASM = Samoa Americana
country-ATA = Antártida
country-ATF = Territorios Australes Franceses
country-ATG = Antigua y Barbuda
country-AUS = Australia
country-AUT = Austria
country-AZE = Azerbaiyán
country-BDI = Burundi
country-BEL = Bélgica
country-BEN = Benín
country-BES = Bonaire, San Eustaquio y Saba
country-BFA = Burkina Faso
country-BGD = Bangladesh
country-BGR = Bulgaria
country-BHR = Bahrein
country-BHS = Bahamas
country-BIH = Bosnia y Herzegovina
country-BLM = San Bartolomé
country-BLR = Belarús
country-BLZ = Belice
country-BMU = Bermudas
country-BOL = Bolivia
country-BRA = Brasil
country-BRB = Barbados
country-BRN = Brunei Darussalam
country-BTN = Bhután
country-BVT = Isla Bouvet
country-BWA = Botswana
country-CAF = República Centroafricana
country-CAN = Canadá
country-CCK = Islas Cocos
country-CHE = Suiza
country-CHL = Chile
country-CHN = China
country-CIV = Côte d’Ivoire
country-CMR = Camerún
country-COD = República Democrática del Congo
country-COG = Congo
country-COK = Islas Cook
country-COL = Colombia
country-COM = Comoras
country-CPV = Cabo Verde
country-CRI = Costa Rica
country-CUB = Cuba
country-CUW = Curazao
country-CXR = Isla de Navidad
country-CYM = Islas Caimán
country-CYP = Chipre
country-CZE = Chequia
country-DEU = Alemania
country-DJI = Djibouti
country-DMA = Dominica
country-DNK = Dinamarca
country-DOM = República Dominicana
country-DZA = Argelia
country-ECU = Ecuador
country-EGY = Egipto
country-ERI = Eritrea
country-ESH = Sáhara Occidental
country-ESP = España
country-EST = Estonia
country-ETH = Etiopía
country-FIN = Finlandia
country-FJI = Fiji
country-FLK = Islas Malvinas (Falkland Islands)
country-FRA = Francia
country-FRO = Islas Feroe
country-FSM = Micronesia
country-GAB = Gabón
country-GBR = Reino Unido
country-GEO = Georgia
country-GGY = Guernesey
country-GHA = Ghana
country-GIB = Gibraltar
country-GIN = Guinea
country-GLP = Guadalupe
country-GMB = Gambia
country-GNB = Guinea-Bissau
country-GNQ = Guinea Ecuatorial
country-GRC = Grecia
country-GRD = Granada
country-GRL = Groenlandia
country-GTM = Guatemala
country-GUF = Guayana Francesa
country-GUM = Guam
country-GUY = Guyana
country-HKG = Hong Kong
country-HMD = Islas Heard y McDonald
country-HND = Honduras
country-HRV = Croacia
country-HTI = Haití
country-HUN = Hungría
country-IDN = Indonesia
country-IMN = Isla de Man
country-IND = India
country-IOT = Territorio Británico del Océano Índico
country-IRL = Irlanda
country-IRN = Irán
country-IRQ = Iraq
country-ISL = Islandia
country-ISR = Israel
country-ITA = Italia
country-JAM = Jamaica
country-JEY = Jersey
country-JOR = Jordania
country-JPN = Japón
country-KAZ = Kazajstán
country-KEN = Kenya
country-KGZ = Kirguistán
country-KHM = Camboya
country-KIR = Kiribati
country-KNA = Saint Kitts y Nevis
country-KOR = República de Corea
country-KWT = Kuwait
country-LAO = Laos
country-LBN = Líbano
country-LBR = Liberia
country-LBY = Libia
country-LCA = Santa Lucía
country-LIE = Liechtenstein
country-LKA = Sri Lanka
country-LSO = Lesotho
country-LTU = Lituania
country-LUX = Luxemburgo
country-LVA = Letonia
country-MAC = Macao
country-MAF = San Martín (parte francesa)
country-MAR = Marruecos
country-MCO = Mónaco
country-MDA = República de Moldova
country-MDG = Madagascar
country-MDV = Maldivas
country-MEX = México
country-MHL = Islas Marshall
country-MKD = Macedonia del Norte
country-MLI = Malí
country-MLT = Malta
country-MMR = Myanmar
country-MNE = Montenegro
country-MNG = Mongolia
country-MNP = Islas Marianas del Norte
country-MOZ = Mozambique
country-MRT = Mauritania
country-MSR = Montserrat
country-MTQ = Martinica
country-MUS = Mauricio
country-MWI = Malawi
country-MYS = Malasia
country-MYT = Mayotte
country-NAM = Namibia
country-NCL = Nueva Caledonia
country-NER = Níger
country-NFK = Isla Norfolk
country-NGA = Nigeria
country-NIC = Nicaragua
country-NIU = Niue
country-NLD = Países Bajos
country-NOR = Noruega
country-NPL = Nepal
country-NRU = Nauru
country-NZL = Nueva Zelandia
country-OMN = Omán
country-PAK = Pakistán
country-PAN = Panamá
country-PCN = Islas Pitcairn
country-PER = Perú
country-PHL = Filipinas
country-PLW = Palau
country-PNG = Papua Nueva Guinea
country-POL = Polonia
country-PRI = Puerto Rico
country-PRK = República Popular Democrática de Corea
country-PRT = Portugal
country-PRY = Paraguay
country-PSE = Palestina
country-PYF = Polinesia Francesa
country-QAT = Qatar
country-REU = Reunión
country-ROU = Rumania
country-RUS = Federación de Rusia
country-RWA = Rwanda
country-SAU = Arabia Saudita
country-SDN = Sudán
country-SEN = Senegal
country-SGP = Singapur
country-SGS = Islas Georgia del Sur y Sandwich del Sur
country-SHN = Santa Elena, Ascensión y Tristán da Cunha
country-SJM = Svalbard y Jan Mayen
country-SLB = Islas Salomón
country-SLE = Sierra Leona
country-SLV = El Salvador
country-SMR = San Marino
country-SOM = Somalia
country-SPM = San Pedro y Miquelón
country-SRB = Serbia
country-SSD = Sudán del Sur
country-STP = Santo Tomé y Príncipe
country-SUR = Suriname
country-SVK = Eslovaquia
country-SVN = Eslovenia
country-SWE = Suecia
country-SWZ = Eswatini
country-SXM = Sint Maarten (parte neerlandesa)
country-SYC = Seychelles
country-SYR = Siria
country-TCA = Islas Turcas y Caicos
country-TCD = Chad
country-TGO = Togo
country-THA = Tailandia
country-TJK = Tayikistán
country-TKL = Tokelau
country-TKM = Turkmenistán
country-TLS = Timor-Leste
country-TON = Tonga
country-TTO = Trinidad y Tobago
country-TUN = Túnez
country-TUR = Türkiye
country-TUV = Tuvalu
country-TWN = Taiwán
country-TZA = Tanzania
country-UGA = Uganda
country-UKR = Ucrania
country-UMI = Islas menores alejadas de EE. UU.
country-URY = Uruguay
country-USA = Estados Unidos
country-UZB = Uzbekistán
country-VAT = Ciudad del Vaticano
country-VCT = San Vicente y las Granadinas
country-VEN = Venezuela
country-VGB = Islas Vírgenes Británicas
country-VIR = Islas Vírgenes de EE. UU.
country-VNM = Viet Nam
country-VUT = Vanuatu
country-WLF = Wallis y Futuna
country-WSM = Samoa
country-YEM = Yemen
country-ZAF = Sudáfrica
country-ZMB = Zambia
country-ZWE = Zimbabwe

## Catalogue: status of an observation (SDMX)

status-B = Ruptura de la serie temporal
status-O = Valor ausente
status-M = Valor ausente; el dato no puede existir
status-L = Valor ausente; el dato existe, pero no se recogió
status-H = Valor ausente; día festivo o fin de semana
status-Q = Valor ausente; dato no difundido
status-J = Excepción
status-S = Huelga y otros acontecimientos especiales
status-D = Definición diferente
status-K = Dato incluido en otra categoría
status-W = Incluye datos de otra categoría
status-I = Valor imputado
status-F = Valor previsto
status-E = Valor estimado
status-P = Valor provisional
status-N = No significativo
status-U = Fiabilidad baja
status-V = Valor no validado
status-G = Valor experimental
status-A = Valor normal

## Catalogue: groups by context

group-Low_income = Ingresos bajos
group-Lower_middle_income = Ingresos medianos bajos
group-Upper_middle_income = Ingresos medianos altos
group-High_income = Ingresos altos
group-Fewer_than_100_000_inhabitants = Menos de 100 000 habitantes
group-100_000_to_499_999_inhabitants = De 100 000 a 499 999 habitantes
group-500_000_to_999_999_inhabitants = De 500 000 a 999 999 habitantes
group-1_to_4_9_million_inhabitants = De 1 a 4,9 millones de habitantes
group-5_million_inhabitants_or_more = 5 millones de habitantes o más

## Catalogue: settings of the methods

setting-peers_k = ciudades de un grupo de pares más cercanos
setting-peers_min = número mínimo de pares con un valor comparable para que se muestre algo sobre ellos
setting-peers_window = número máximo de años entre el valor de una ciudad y el valor de un par con el que se compara
setting-change_window = número máximo de años entre cada extremo del cambio de una ciudad y los valores del par con los que se compara
setting-shared_weight = proporción mínima del peso de las variables de contexto de la que debe disponer una ciudad, y de la que deben disponer a la vez dos ciudades, para ser pares
setting-stability_low = proporción de las búsquedas sin una de las variables de contexto por debajo de la cual un par más cercano se señala como dependiente de una sola variable
setting-winsor_low = cuantil al que se elevan los valores menores de una variable de contexto, salvo que esté transformada en logaritmo
setting-winsor_high = cuantil al que se reducen los valores mayores de una variable de contexto, salvo que esté transformada en logaritmo
setting-stale_years = número de años antes del ciclo del informe a partir del cual un último valor es demasiado antiguo para deducir de él una evolución
setting-z = desviaciones estándar de la distribución normal para un intervalo del 95 %
setting-design_effect = efecto de diseño supuesto para una encuesta que no declara ninguno
setting-parity_low = extremo inferior de lo que se considera paridad, en porcentaje
setting-parity_high = extremo superior de lo que se considera paridad, en porcentaje
setting-few_reviewers = número de personas evaluadoras por debajo del cual una puntuación debe cambiar un punto entero para hablar de evolución
setting-learning_logit = distancia en la escala logit, ln(p / (100 - p)), dentro de la cual un porcentaje anterior de un par se considera semejante al último de la ciudad
setting-learning_share_low = porcentaje al que se elevan los menores antes de compararlos en la escala logit
setting-learning_share_high = porcentaje al que se reducen los mayores antes de compararlos en la escala logit
setting-learning_rating = distancia, en puntos de la escala de puntuación, dentro de la cual un valor anterior de un par se considera semejante al último de la ciudad
setting-learning_factor = factor dentro del cual un valor anterior de un par, en una escala relativa, se considera semejante al último de la ciudad
setting-learning_years = número mínimo de años entre el valor anterior de un par y su último valor
setting-learning_most = número máximo de ciudades citadas por serie en el aprendizaje entre pares, y de ciudades indicadas como las que ofrecen o piden ayuda en una característica
setting-summary_cities = número mínimo de ciudades de un grupo para que se muestre su resumen
setting-aggregate_cities = número mínimo de ciudades de un resultado en el que se pueden contar valores no publicados
setting-aggregate_withheld = número mínimo, entre ellas, de ciudades que no publican sus valores
setting-old_years = número de años antes del ciclo a partir del cual un año de referencia da lugar a una pregunta al recibir los datos
setting-few_reviewers_change = puntos que debe cambiar una puntuación dada por pocas personas evaluadoras para hablar de evolución
setting-count_change = unidades enteras que debe cambiar un recuento para hablar de evolución cuando uno de sus dos valores no es superior a cero
setting-target_on_track = proporción del ritmo que requiere una meta a partir de la cual una serie está en buen camino
setting-target_limited = proporción del ritmo que requiere una meta por debajo de la cual una serie es mucho más lenta de lo que su meta requiere
setting-trend_points = número mínimo de valores comparables para buscar una tendencia
setting-trend_exact = número máximo de valores con el que la prueba de tendencia recorre todos los órdenes posibles; con más valores se apoya en la distribución normal
setting-trend_p = probabilidad de que el azar por sí solo produzca una tendencia tan fuerte, o más; por debajo de este umbral se dice que una serie aumenta o disminuye
setting-aggregate_spread = número mínimo de ciudades que no publican sus valores en cada uno de dos resultados para dar sus recuentos: si todas fueron en el mismo sentido, un recuento lo revela de cada una
setting-deadline_month = último mes del año de un ciclo en el que un envío llega a tiempo
setting-band_years = número de años antes del ciclo a partir del cual un valor de contexto ya no sitúa a una ciudad en un grupo de ingresos o de tamaño
setting-jump_z = número de desviaciones estándar robustas, respecto de los cambios anuales de la propia red, a partir del cual un cambio da lugar a una pregunta
setting-fraction_factor = número de veces que los valores vecinos deben superar un porcentaje igual o inferior a 1 para que este se tome por una fracción
setting-min_change_share = parte del menor de dos números, el porcentaje y lo que falta hasta 100, en el punto de partida, que nunca hace falta superar para hablar de evolución
setting-min_change_least = cambio mínimo de un porcentaje, en puntos, para hablar de evolución por cerca que esté de 0 o de 100
setting-interval_cities = número mínimo de ciudades con margen de error para que la mediana de esos márgenes sirva a un valor que no lo tiene
setting-fluctuation_triples = número mínimo de ternas de valores consecutivos para establecer la fluctuación habitual de un indicador
setting-fluctuation_cities = número mínimo de ciudades de las que proceden esas ternas
setting-exchanged_factor = factor a partir del cual se consideran intercambiados los valores de mujeres y hombres que, intercambiados, concuerdan mejor con el año anterior
setting-year_off_share = proporción mínima de series de una ciudad que llegan con su plazo habitual para que una serie con un año de diferencia plantee una pregunta
setting-jump_z_asked = desviaciones estándar robustas respecto de los cambios anuales de la red a partir de las cuales se pregunta a una ciudad por un cambio antes del envío
setting-copied_least = número de valores de una ciudad iguales a los del ciclo anterior a partir del cual pueden haberse copiado
setting-copied_share = proporción de valores de una ciudad iguales a los del ciclo anterior a partir de la cual pueden haberse copiado
setting-copied_changes = número de cambios entre ciclos que debe tener la red para decir si un valor igual es probable
setting-copied_chance = probabilidad por debajo de la cual un solo valor igual al del ciclo anterior plantea una pregunta

## El comienzo de la página y del informe de una ciudad
opening-clear = Lo que cambió con más claridad
opening-clear-none = Ningún cambio es aún seguro: cada uno es pequeño, está dentro del margen de error o se basa en muy pocos valores.
opening-clear-how = Los 3 cambios confirmados, de { $n }, que más superan su margen de error, sea cual sea su magnitud.
opening-change = { $title }: { $first } → { $last }
opening-change-years = { $first }–{ $last } · { $movement }
opening-targets = Sus propias metas
opening-targets-none = La ciudad no ha publicado ninguna meta propia.
opening-targets-more = { $n ->
    [one] Hay una meta más
   *[other] Hay { $n } metas más
} en los ámbitos siguientes.
opening-call = ¿A quién preguntar?
opening-call-more = { $n ->
    [one] Una ciudad más a la que preguntar
   *[other] { $n } ciudades más a las que preguntar
}, por qué y cómo
opening-offers = { $city } ofrece ayuda en «{ $feature }», que pide { $asker }.
opening-reciprocal = Pide algo que esta ciudad ofrece.
opening-practice = Práctica: { $title }
opening-was = { $city } estaba en { $first } en { $from }, donde está ahora { $asker }, y está en { $last } en { $to }.
opening-asks = { $city } pide ayuda en «{ $feature }», que ofrece { $asked }.
lines-how = Una línea por indicador: sus valores a lo largo de los años con sus intervalos del 95 %, el último valor, el cambio y la evolución, más clara si está por confirmar. A la derecha, el punto es el último valor de la ciudad; la barra gris, la mitad central de sus pares más cercanos, igual de ancha en cada línea; y el trazo, su mediana. Una flecha señala un valor más alejado. Ningún lado es mejor por sí mismo.

## Lo que permiten las páginas
search-label = Buscar una ciudad, una característica, una práctica
search-city = Ciudad
search-feature = Característica fundamental
search-measurement = Indicador
search-practice = Práctica
theme-auto = Claro u oscuro: automático
theme-light = Claro
theme-dark = Oscuro
print-page = Imprimir esta página
cite-licence = Licencia
cite-publisher = Entidad editora
cite-contact = Preguntas y correcciones
setting-panel_years = número máximo de años para los que se traza la mediana de la red
setting-panel_share = proporción de las ciudades con un valor actual que deben tenerlo también en el primer año a partir del cual se traza la mediana de la red

## Comparar con pares elegidos
compare-legend = Comparar { $city } con hasta cuatro de sus pares
compare-note = Las ciudades están en orden alfabético. Solo se comparan series de la misma definición; cada fila tiene una sola escala. Ningún lado es mejor por sí mismo.
compare-caption = Últimos valores con su año, y valores a lo largo del tiempo en una misma escala por fila
compare-none = Estas ciudades no tienen ninguna serie de la misma definición.
card-of = de { $n } indicadores con un cambio comparable

## A quién llamar

call-city = Ciudad
call-why = Por qué
call-practice = Práctica, en palabras de la ciudad
call-reach = Idiomas y contacto
call-feature = Característica fundamental
call-caption-all = A quién preguntar, por característica fundamental y por orden alfabético
call-caption-asking = Ciudades que piden ayuda en lo que ofrece { $city }, por característica fundamental y por orden alfabético
call-context = Su contexto
call-caption = A quién preguntar sobre «{ $feature }», por orden alfabético
call-offers = Ofrece ayuda en esta característica.
call-was = { $series }: estaba en { $first } en { $from } y está en { $last } en { $to }, un cambio confirmado.
call-among = De { $n } ciudades que tuvieron un valor similar, { $towards } { $towards ->
    [one] evolucionó
   *[other] evolucionaron
} así.
call-asks = Pide ayuda en esta característica, que ofrece { $city }.
call-offers-with = Ofrece ayuda en «{ $feature }».
call-asks-with = Pide ayuda en «{ $feature }», que ofrece { $city }.
call-reciprocal = Cada una podría ayudar a la otra.
call-series = { $title }.
call-fold-asked = Otras peticiones
call-fold-offered = Quién pide lo que ofrece { $city }
call-summary = { $feature }: { $n ->
    [0] ninguna ciudad todavía
    [one] 1 ciudad
   *[other] { $n } ciudades
}
call-nobody = Ninguna ciudad todavía. Eso cambiará cuando una ciudad ofrezca ayuda en esta característica, o cuando una ciudad comparable que ya estuvo donde está { $city } comunique una mejora confirmada.
call-nobody-for = Ninguna ciudad todavía para { $features }. Eso cambiará cuando una ciudad ofrezca ayuda, o cuando una ciudad comparable que ya estuvo donde está { $city } comunique una mejora confirmada.
call-further = { $n ->
    [one] Otra ciudad ofrece
   *[other] Otras { $n } ciudades ofrecen
} ayuda en esta característica; en la página de la característica figuran todas.
call-further-for = { $n ->
    [one] Otra ciudad ofrece
   *[other] Otras { $n } ciudades ofrecen
} ayuda en { $feature }; en la página de la característica figuran todas.
call-questions = Preguntas sobre { $features }
context-about = cerca de { $value }
context-alike = contexto sin grandes diferencias
context-larger = más grande: { $value }
context-smaller = más pequeña: { $value }
context-more = { $title }: valor superior, { $value }
context-less = { $title }: valor inferior, { $value }
contact-summer = { $standard }, { $summer } en verano
contact-none = Sin contacto publicado
contact-secretariat = Contacto a través de la secretaría
contact-secretariat-at = Contacto a través de la secretaría: { $address }
contact-subject = { $asker } desea hablar con { $city } sobre «{ $feature }»
contact-body = Por favor, transmitan este mensaje a { $city }. { $asker } desea hacer una pregunta sobre «{ $feature }»:
contact-subject-open = Pregunta a { $city } sobre «{ $feature }»
contact-body-open = Por favor, transmitan este mensaje a { $city }. Mi pregunta sobre «{ $feature }»:
practice-evidence = Evidencia: { $evidence }
practice-since = desde { $year }
practice-with = con { $partners }
questions-schooling = ¿A quiénes llegaron primero, y cómo encontraron a los demás? ¿Quién pagó al principio, y quién paga ahora? ¿Qué dijeron el profesorado y las familias al cabo de un año?
questions-adults = ¿Cómo se enteró la gente, y quiénes no vinieron? ¿Cuándo y dónde aprenden, y quién cuida mientras tanto de sus hijos? ¿Cómo cuentan a quienes participan y a quienes terminan?
questions-work = ¿Qué empresas o sindicatos se sumaron primero, y por qué? ¿Qué gana la gente: un certificado, un empleo, un salario mejor? ¿Qué pasó cuando se acabó la primera financiación?
questions-technology = ¿Quiénes no tenían dispositivo ni conexión, y qué hicieron al respecto? ¿Quién enseña, y quién repara? ¿Qué sigue usando la gente un año después?
questions-governance = ¿Quién decide, y quién tiene ahora voz que antes no la tenía? ¿Qué oficina y qué presupuesto le dan continuidad tras unas elecciones? ¿Qué dejaron de hacer?
questions-environment = ¿Qué midieron antes de empezar, y quién lo mide ahora? ¿Qué hábitos cambiaron, y cuáles no? ¿Cuánto cuesta cada año, con el mantenimiento incluido?
questions-other = ¿Qué hicieron primero, y quién pagó? ¿Qué no funcionó? ¿Qué más cambió por entonces?
code-cost-low = costo bajo
    .sentence = Funciona con el personal, los locales y los medios que ya existían.
code-cost-medium = costo medio
    .sentence = Necesita cada año una partida presupuestaria propia.
code-cost-high = costo alto
    .sentence = Necesita una inversión de varios años o fondos de fuera de la ciudad.
code-quality-measured = medición o recuento
    .sentence = El valor se midió o se contó por completo.
code-quality-survey = encuesta
    .sentence = El valor se estimó a partir de una encuesta por muestreo.
code-quality-register = registro
    .sentence = El valor procede de un registro administrativo, como el de habitantes o el de escuelas.
code-quality-estimate = estimación
    .sentence = El valor se estimó con un modelo, a partir de otros datos o por personas expertas.
code-quality-unknown = desconocido
    .sentence = No se sabe cómo se obtuvo el valor.

## Idiomas, por su etiqueta BCP 47 (nombres de CLDR)
language-aa = afar
language-ab = abjasio
language-af = afrikáans
language-ak = akan
language-am = amárico
language-an = aragonés
language-ar = árabe
language-arn = mapuche
language-as = asamés
language-ast = asturiano
language-av = avar
language-ay = aimara
language-az = azerbaiyano
language-ba = baskir
language-be = bielorruso
language-bem = bemba
language-ber = bereber
language-bg = búlgaro
language-bho = bhoyapurí
language-bi = bislama
language-bin = bini
language-bm = bambara
language-bn = bengalí
language-bo = tibetano
language-br = bretón
language-bs = bosnio
language-bug = buginés
language-ca = catalán
language-ce = checheno
language-ceb = cebuano
language-ch = chamorro
language-chr = cheroqui
language-ckb = kurdo sorani
language-cmn = chino mandarín
language-co = corso
language-crh = tártaro de Crimea
language-cs = checo
language-cv = chuvasio
language-cy = galés
language-da = danés
language-dag = dagbani
language-de = alemán
language-din = dinka
language-dje = zarma
language-doi = dogri
language-dv = divehi
language-dyu = diula
language-dz = dzongkha
language-ee = ewé
language-efi = efik
language-el = griego
language-en = inglés
language-eo = esperanto
language-es = español
language-et = estonio
language-eu = euskera
language-fa = persa
language-ff = fula
language-fi = finés
language-fil = filipino
language-fj = fiyiano
language-fo = feroés
language-fon = fon
language-fr = francés
language-fur = friulano
language-fy = frisón occidental
language-ga = irlandés
language-gaa = ga
language-gag = gagauzo
language-gd = gaélico escocés
language-gl = gallego
language-gn = guaraní
language-gsw = alemán suizo
language-gu = guyaratí
language-gv = manés
language-ha = hausa
language-haw = hawaiano
language-he = hebreo
language-hi = hindi
language-hil = hiligaynon
language-hr = croata
language-hsb = alto sorbio
language-ht = criollo haitiano
language-hu = húngaro
language-hy = armenio
language-ia = interlingua
language-id = indonesio
language-ig = igbo
language-ii = yi de Sichuán
language-ilo = ilocano
language-is = islandés
language-it = italiano
language-iu = inuktitut
language-ja = japonés
language-jv = javanés
language-ka = georgiano
language-kab = cabileño
language-kac = kachin
language-kam = kamba
language-kbd = kabardiano
language-kg = kongo
language-kha = khasi
language-ki = kikuyu
language-kk = kazajo
language-kl = groenlandés
language-km = jemer
language-kmb = kimbundu
language-kn = canarés
language-ko = coreano
language-kok = konkaní
language-kr = kanuri
language-kri = krio
language-krl = carelio
language-kru = kurukh
language-ks = cachemir
language-ku = kurdo
language-kv = komi
language-kw = córnico
language-ky = kirguís
language-la = latín
language-lb = luxemburgués
language-lg = ganda
language-li = limburgués
language-ln = lingala
language-lo = lao
language-lt = lituano
language-lu = luba-katanga
language-luo = luo
language-lus = mizo
language-luy = luyia
language-lv = letón
language-mad = madurés
language-mag = magahi
language-mai = maithili
language-mak = macasar
language-men = mende
language-mg = malgache
language-mh = marshalés
language-mi = maorí
language-min = minangkabau
language-mk = macedonio
language-ml = malayálam
language-mn = mongol
language-mni = manipurí
language-mos = mossi
language-mr = maratí
language-ms = malayo
language-mt = maltés
language-mwr = marwari
language-my = birmano
language-na = nauruano
language-nah = náhuatl
language-nap = napolitano
language-nb = noruego bokmal
language-nd = ndebele septentrional
language-nds = bajo alemán
language-ne = nepalí
language-new = nevarí
language-ng = ndonga
language-nl = neerlandés
language-nn = noruego nynorsk
language-no = noruego
language-nqo = n’ko
language-nr = ndebele meridional
language-nso = sotho septentrional
language-nv = navajo
language-ny = nyanja
language-nyn = nyankole
language-oc = occitano
language-om = oromo
language-or = oriya
language-os = osético
language-pa = punyabí
language-pam = pampanga
language-pap = papiamento
language-pcm = pidgin de Nigeria
language-pl = polaco
language-ps = pastún
language-pt = portugués
language-pt-BR = portugués de Brasil
language-pt-PT = portugués de Portugal
language-qu = quechua
language-quc = quiché
language-rap = rapanui
language-rm = romanche
language-rn = kirundi
language-ro = rumano
language-ru = ruso
language-rw = kinyarwanda
language-sa = sánscrito
language-sat = santali
language-sc = sardo
language-scn = siciliano
language-sco = escocés
language-sd = sindi
language-se = sami septentrional
language-sg = sango
language-shi = tashelhit
language-shn = shan
language-si = cingalés
language-sid = sidamo
language-sk = eslovaco
language-sl = esloveno
language-sm = samoano
language-sma = sami meridional
language-sn = shona
language-so = somalí
language-sq = albanés
language-sr = serbio
language-sr-Cyrl = serbio (cirílico)
language-sr-Latn = serbio (latino)
language-srn = sranan tongo
language-srr = serer
language-ss = suazi
language-st = sotho meridional
language-su = sundanés
language-suk = sukuma
language-sv = sueco
language-sw = suajili
language-syr = siriaco
language-ta = tamil
language-te = telugu
language-tet = tetún
language-tg = tayiko
language-th = tailandés
language-ti = tigriña
language-tig = tigré
language-tk = turcomano
language-tl = filipino
language-tn = setsuana
language-to = tongano
language-tpi = tok pisin
language-tr = turco
language-ts = tsonga
language-tt = tártaro
language-tum = tumbuka
language-tw = akan
language-ty = tahitiano
language-udm = udmurt
language-ug = uigur
language-uk = ucraniano
language-umb = umbundu
language-ur = urdu
language-uz = uzbeko
language-ve = venda
language-vec = veneciano
language-vi = vietnamita
language-wa = valón
language-war = waray
language-wo = wólof
language-xh = xhosa
language-yi = yidis
language-yo = yoruba
language-yue = cantonés
language-za = zhuang
language-zgh = tamazight estándar marroquí
language-zh = chino
language-zh-Hans = chino simplificado
language-zh-Hant = chino tradicional
language-zu = zulú

## Charts: map
chart-unit-map = ciudades
chart-title-map = Miembros de la red
chart-map-city-title = { $city } y las ciudades comparables
chart-map-caption = { $n } { $n ->
    [one] ciudad
   *[other] ciudades
}, todas representadas con el mismo punto.{ $missing ->
    [0] {""}
    [one] {" "}{ $missing } ciudad no ha dado su posición.
   *[other] {" "}{ $missing } ciudades no han dado su posición.
}
chart-map-alt = Mapa del mundo, o de la parte que las contiene, con un punto para cada una de las { $n } ciudades miembros ({ $network }). La lista de ciudades da sus nombres.
chart-map-city-caption = { $city } y { $n } { $n ->
    [one] ciudad comparable
   *[other] ciudades comparables
}.
chart-map-city-alt = Mapa con un punto para { $city } y uno para cada una de sus ciudades comparables: { $peers }.
chart-map-note = Tierra firme: Natural Earth. Las denominaciones empleadas en este mapa y la forma en que aparecen presentados los datos no implican juicio alguno sobre la condición jurídica de países, territorios, ciudades o zonas, o de sus autoridades, ni sobre la delimitación de sus fronteras o límites.
chart-map-invented = Ciudades ficticias: sus lugares se eligen al azar.
front-map = Dónde están las ciudades miembros
front-map-note = Sitúe el puntero sobre un punto para ver el nombre de la ciudad.
brief-qr = Código QR de la dirección { $address }
embed-chart = Incrustar este gráfico
embed-none = Aquí no se muestra ningún gráfico: la dirección de esta página termina con # y el nombre de un gráfico, como #northbridge/volunteering_rate-total. La página de una ciudad da la dirección de cada uno de sus gráficos.
brief-foreword = Prólogo
embed-cycle = Informe del ciclo { $cycle }.
brief-story-of-city = La historia de una ciudad
brief-story-title = { $title } ({ $city }).
brief-read-practice-chosen = La historia de la página de cada ámbito la ha elegido la red; si no hay ninguna, se elige una práctica por turno: las prácticas con resumen se ordenan por el nombre de la ciudad y cada ciclo toma la siguiente.
front-stories = Historias de las ciudades
photo-credit = Foto: { $credit }.

## Glossary: -words is how running text says a term, several ways apart by |
glossary-title = Términos empleados
glossary-break = ruptura en una serie
glossary-break-means = Cambio en la forma de medir. Los valores anteriores y posteriores no se comparan.
glossary-break-words = ruptura
glossary-change = cambio comparable
glossary-change-means = Diferencia entre dos valores de una serie medidos con la misma definición y sin ruptura entre ellos.
glossary-change-words = cambio comparable
glossary-direction = indeterminado
glossary-direction-means = Se dice de una evolución de la que no se puede decir si es un progreso. En algunos indicadores, ni un aumento ni una disminución se considera un progreso: sus cambios se muestran y no se valoran.
glossary-direction-words = decir si es un progreso
glossary-firm = confirmado
glossary-firm-means = Se dice de un cambio que se contrastó y que sería el mismo si el primer o el último valor fuera el de un año vecino.
glossary-firm-words = cambio confirmado|cambios confirmados
glossary-half = mitad central
glossary-half-means = Intervalo entre el primer y el tercer cuartil: la mitad de las ciudades tiene en él su valor, una cuarta parte está por debajo y otra por encima. Ninguno de los dos lados es mejor por sí mismo.
glossary-half-words = mitad central
glossary-held = estable
glossary-held-means = El cambio es demasiado pequeño para contar, o está dentro del margen de error, o una proporción cuyo objetivo es la paridad siguió en ella.
glossary-held-words = se mantuvieron estables|se mantuvo estable
glossary-margin = margen de error
glossary-margin-means = Cuánto puede distar un valor del verdadero por proceder de una muestra o por azar: la mitad de un intervalo que contiene el valor verdadero 95 veces de cada 100.
glossary-margin-words = margen de error
glossary-peers = pares más cercanos, ciudades comparables
glossary-peers-means = Ciudades cuyo contexto se parece más al de la ciudad por población, ingresos, escolaridad y otros datos que una ciudad no puede cambiar pronto. Se citan por orden alfabético.
glossary-peers-words = pares más cercanos|ciudades comparables
glossary-tentative = por confirmar
glossary-tentative-means = Se dice de un cambio que no pudo contrastarse, o que sería otro si el primer o el último valor fuera el de un año vecino.
glossary-tentative-words = por confirmar|Por confirmar

## Revisión antes de la publicación y cartas a las ciudades
review-title = Revisión antes de la publicación
review-private = Privado.
review-private-note = Para el analista: contiene lo que las ciudades no publican. No publique nada de esto.
review-footer = Revisión del ciclo { $cycle }; instantánea
review-sent = { $sent } de { $all } ciudades han enviado algo para { $cycle }.
review-next = Qué hacer ahora
review-changes = Qué ha cambiado desde la instantánea anterior
review-in = Recibido
review-late = Con retraso
review-late-since = Con retraso: último envío para { $last }
review-late-never = Con retraso: aún no ha enviado nada
review-with-errors = Con errores
review-waiting = A la espera de una decisión
review-task-stopped = { $n ->
    [one] Una comprobación no se cumple, y no se escribe ningún informe hasta que se cumpla:
   *[other] { $n } comprobaciones no se cumplen, y no se escribe ningún informe hasta que se cumplan:
}
review-task-unplaced = { $n ->
    [one] Mirar un hallazgo que no es de ninguna ciudad conocida.
   *[other] Mirar { $n } hallazgos que no son de ninguna ciudad conocida.
}
review-task-decide = { $n ->
    [one] Decidir sobre un valor en duda (aceptar, preguntar a la ciudad, corregir):
   *[other] Decidir sobre { $n } valores en duda (aceptar, preguntar a la ciudad, corregir):
}
review-task-write = { $n ->
    [one] Enviar la carta a una ciudad:
   *[other] Enviar las cartas a { $n } ciudades:
}
review-task-remind = { $n ->
    [one] Recordar a una ciudad que no ha enviado nada para { $cycle }:
   *[other] Recordar a { $n } ciudades que no han enviado nada para { $cycle }:
}
review-task-sign = { $n ->
    [one] Para la edición final: corregir un hallazgo abierto o firmarlo con un motivo en { $file }.
   *[other] Para la edición final: corregir { $n } hallazgos abiertos o firmar cada uno con un motivo en { $file }.
}
review-task-publish = Escribir el borrador con la orden report y la edición final con report --final.
review-cities = { $n } { $n ->
    [one] ciudad
   *[other] ciudades
}
review-by-name = Las ciudades se dan por orden alfabético.
review-cities-caption = Qué ha llegado de cada ciudad
review-city = Ciudad
review-region = Región
review-state = Estado
review-errors = Errores
review-warnings = Advertencias
review-questions = Valores por decidir
review-corrections = Correcciones
review-severity = Gravedad
review-error = Error
review-warning = Advertencia
review-search = Buscar
review-all = Todo
review-shown = Filas que coinciden: { $rows }
review-shown-none = Ninguna fila coincide.
review-first = Es la primera instantánea: no hay ninguna anterior.
review-not-compared = La instantánea anterior no se puede comparar.
review-nothing-changed = No ha cambiado nada.
review-changed-cities = { $n ->
    [one] Difieren filas de una ciudad:
   *[other] Difieren filas de { $n } ciudades:
}
review-changes-caption = Filas de cada tabla, comparadas con la instantánea { $before }
review-rows-differ = Filas que difieren
review-table = Tabla
review-rows = Filas
review-rows-before = Antes
review-rows-after = Después
review-new = Nuevo
review-changed = Cambiado
review-removed = Retirado
review-change = Cambio
review-key = Fila
review-cells = Celdas
review-causes = Causa
review-possible = posible
review-more = { $n } más; la orden diff las da todas para una ciudad con --city.
review-check = Comprobación
review-checks = Comprobaciones que no se cumplen
review-checks-note = Un error detiene el informe; una advertencia, no. La página de cada ciudad tiene sus filas.
review-sentence = Lo que debe cumplirse
review-check-rows = Filas de { $check }
review-unplaced = De ninguna ciudad conocida
review-unplaced-note = Lo que sigue no se puede atribuir a una sola ciudad: ninguna carta lo contiene.
review-city-lede = Errores: { $errors }. Advertencias: { $warnings }. Valores por decidir: { $questions }.
review-questions-title = Valores por decidir
review-questions-note = Cada valor se toma tal cual, salvo que se escriba una corrección.
review-findings = Hallazgos
review-findings-caption = Hallazgos, por archivo y lugar
review-place = Lugar
review-series = Serie
review-message = Qué se halló y qué hacer
review-rejected = Filas rechazadas
review-rejected-caption = Filas y archivos rechazados, tal como llegaron
review-codes = Códigos
review-raw = Tal como llegó
review-whole-file = el archivo entero
review-letter = Carta a la ciudad
review-letter-note = Idioma de la carta: { $language }.
review-letter-html = Carta como página
review-letter-text = Carta como texto
review-letter-eml = Carta como mensaje, lista para enviar
review-letter-no-address = No se conoce la dirección de correo de la ciudad: escríbala en el mensaje.
review-news = Qué se publicaría que no lo estaba
review-news-caption = Público ahora, y no así en la instantánea anterior
review-news-first = { $n ->
    [one] No hay instantánea anterior: lo público de la ciudad es nuevo, una entrada.
   *[other] No hay instantánea anterior: todo lo público de la ciudad es nuevo, { $n } entradas.
}
review-what = Qué
review-year = Año
review-value = Valor
review-value-before = Público antes
review-nothing = nada
review-practice = Práctica
review-target = Meta: { $series }
review-contact = Contacto
review-corrections-title = Correcciones en vigor
review-corrections-caption = Correcciones de corrections.toml
review-action = Acción
review-reason = Motivo, para los lectores
review-asked = A quién se preguntó (privado)
review-day = Día
review-consent = Consentimiento
review-consent-caption = Declaraciones de consentimiento, por ciclo y día
review-held-caption = Declaraciones que ya no dice ningún archivo, y que valen
review-consent-now = En vigor
review-consent-stated = Declarado
review-consent-for = Válido para
review-contact-consent = Consentimiento para el contacto:
review-cycle = Ciclo
review-missing = Valores que faltan
review-missing-note = { $n ->
    [one] Una serie del formulario no tiene valor.
   *[other] { $n } series del formulario no tienen valor.
}
review-missing-list = Enumerarlas
review-carried = Valores arrastrados
review-carried-caption = Series cuyo valor más reciente se envió para un ciclo anterior a { $cycle }
review-list-rows = Enumerar { $n } filas
review-files = Archivos recibidos
review-files-caption = Archivos con filas de la ciudad, en todos los ciclos
review-file = Archivo
review-read = Filas leídas
review-accepted = Aceptadas
review-refused = Rechazadas
review-accept = Aceptar:
review-accept-note = el valor queda como está; antes de la edición final, firmarlo con un motivo en findings.toml.
review-ask = Preguntar a la ciudad:
review-ask-note = la carta contiene esta pregunta.
review-correct = Corregir:
review-correct-note = escribir a quién se preguntó y pegar uno de estos textos al final de { $file }.
review-offer-scale = Leerlo como porcentaje: { $value }
review-offer-drop = Dejar fuera el valor hasta que la ciudad responda
review-offer-override = Poner otro valor en su lugar: cambiar el número después de value
review-picture = La serie a lo largo de los años, con un anillo alrededor del valor de { $year }.
review-between-years = { $first } a { $last }, el valor en duda en un anillo
review-consent-of = Consentimiento: { $consent }
review-values = Valores en vigor, con su estado
review-line = línea { $line }
review-sheet = hoja { $sheet }
review-sheet-row = hoja { $sheet }, fila { $line }
review-row-column = { $row }, columna { $column }
letter-subject = { $city }: lo que envió para { $cycle } y lo que le pedimos que mire
letter-greeting = Estimadas y estimados colegas de { $city }:
letter-thanks = gracias por lo que ha enviado ({ $network }). Algunos puntos requieren su atención antes de la publicación.
letter-fictional = Esto es una demostración: la ciudad y todas las cifras son inventadas.
letter-came = Lo que llegó, con las filas leídas, aceptadas y rechazadas
letter-file = Filas leídas: { $read }; aceptadas: { $accepted }; rechazadas: { $refused }.
letter-mend = Lo que no se pudo aceptar: le pedimos que lo corrija y envíe de nuevo el archivo
letter-look = Lo que se aceptó, o se dejó fuera, con una observación: le pedimos que mire si es correcto
letter-check = Valores que le pedimos que compruebe: confírmelos o envíe otros
letter-value = { $series }, { $year }: { $value }
letter-by = Le pedimos que responda a más tardar el { $day }.
letter-soon = Le pedimos que responda en cuanto pueda.
letter-contact = ¿Preguntas? Escriba a { $contact }.
letter-regards = Un cordial saludo, { $network }

## Hallazgos, por su código (en inglés: src/ingest/codes.rs y queries/checks)
finding-file_kind = El archivo no tiene ningún formato que se lea (XLSX, ODS o CSV), o es un enlace.
    .cure = Guarde la hoja como .xlsx, .ods o .csv y envíela de nuevo.
finding-file_empty = El archivo está vacío o no tiene fila de encabezado.
    .cure = Compruebe que es el archivo correcto y envíelo de nuevo.
finding-file_unreadable = El archivo o la carpeta no se puede leer.
    .cure = Envíe de nuevo el archivo.
finding-file_changed = El archivo cambió mientras se leía.
    .cure = Espere a que el archivo esté completo y envíelo de nuevo.
finding-too_many_rows = El archivo tiene más filas de las que se leen de un archivo.
    .cure = Envíelo en varios archivos.
finding-reader_fault = El programa se detuvo en este archivo: es un error del programa.
    .cure = Guarde el archivo con otro nombre y envíelo de nuevo, o escriba a la secretaría.
finding-file_too_large = El archivo es más grande de lo que puede ser un envío.
    .cure = Compruebe que es el archivo correcto o envíelo por partes.
finding-file_binary = El archivo contiene bytes nulos y no es un texto.
    .cure = Guarde la hoja como CSV (UTF-8) o .xlsx y envíela de nuevo.
finding-file_encoding = El archivo no es un texto UTF-8.
    .cure = Guárdelo como «CSV UTF-8» y envíelo de nuevo.
finding-line_too_long = Una fila es más larga de lo que puede ser una fila.
    .cure = Revise las comillas y los finales de línea y envíe de nuevo el archivo.
finding-unclosed_quote = Unas comillas se abren y no se cierran donde deberían; las filas siguientes no se pueden distinguir.
    .cure = Cierre las comillas o guarde la tabla de nuevo como CSV.
finding-workbook_broken = El archivo no es un libro del formato que dice su nombre, o está dañado.
    .cure = Ábralo, guárdelo como .xlsx con otro nombre y envíelo de nuevo.
finding-workbook_too_large = El libro contiene más de lo que necesita un envío.
    .cure = Copie lo rellenado en un formulario nuevo y envíelo.
finding-missing_sheet = El libro no tiene hoja de observaciones.
    .cure = Rellene el formulario sin cambiar el nombre de sus hojas.
finding-hidden_sheet = Una hoja que se leería está oculta.
    .cure = Muéstrela, revísela y envíe de nuevo el libro.
finding-sheet_twice = El libro tiene dos hojas con el mismo nombre.
    .cure = Conserve solo una.
finding-unknown_sheet = Una hoja del libro no se leyó.
    .cure = Ponga en las hojas del formulario lo que deba leerse.
finding-no_rows = El archivo tiene encabezado y ninguna fila.
    .cure = Rellénelo o no lo envíe.
finding-duplicate_file = El mismo archivo llegó dos veces.
    .cure = Si fue a propósito, no hay nada que hacer.
finding-missing_column = Falta una columna obligatoria.
    .cure = Vuelva a poner su nombre en la fila de títulos.
finding-unknown_column = Una columna no es de las de un envío.
    .cure = Quítela o corrija su nombre.
finding-double_column = Una columna figura dos veces.
    .cure = Conserve solo una.
finding-row_above_header = Una fila rellena, aunque sea en parte, está por encima del encabezado.
    .cure = Ponga los títulos por encima de todas las filas; quizá se ordenaron con ellas.
finding-formula_without_result = Una celda contiene una fórmula cuyo resultado no está en el archivo.
    .cure = Abra el libro en una hoja de cálculo, guárdelo y envíelo de nuevo, o escriba el número mismo.
finding-percent_format = Una celda tiene formato de porcentaje: contiene la centésima parte de lo que muestra.
    .cure = Dé a la celda formato de número y escriba 97.2 para 97,2 %.
finding-thousands_format = El formato de una celda muestra la milésima parte, o menos, de lo que contiene.
    .cure = Dé a la celda formato de número y revise la cifra.
finding-merged_cells = Una celda está combinada con otras.
    .cure = Sepárela y rellene cada celda.
finding-cell_outside = Hay celdas rellenas en columnas sin título o demasiado a la derecha, y no se leyeron.
    .cure = Póngalas en las columnas del formulario o bórrelas.
finding-entry_not_read = Se rellenaron celdas que solo muestran el envío anterior, y no se leyeron.
    .cure = Escriba el año y el valor en las celdas blancas.
finding-form_text_changed = El texto del formulario junto a un valor no es el del formulario.
    .cure = Compruebe que el valor está en la fila correcta.
finding-row_not_read = Una fila bajo el formulario nombra una serie sin valor, y no se leyó.
    .cure = Indique el año y el valor, o borre la fila.
finding-struck_out = Hay celdas tachadas, aunque sea en parte, con valores, que se leyeron.
    .cure = Borre lo que ya no valga y quite el tachado de lo que valga.
finding-cell_comment = Hay celdas con comentarios, que no se leyeron.
    .cure = Escriba en la columna note lo que deba saberse.
finding-hidden_cells = Filas o columnas ocultas contienen valores, que se leyeron.
    .cure = Muéstrelas, revíselas y borre lo que no corresponda.
finding-too_many_cells = Una fila tiene más celdas que encabezados de columna.
    .cure = Ponga entre comillas los textos que contienen el separador.
finding-row_cut_off = El archivo termina en medio de su última fila.
    .cure = Envíe de nuevo el archivo completo.
finding-note_is_number = Una nota, un organismo o una prueba es solo un número, como tras una coma decimal.
    .cure = Revise los números de la fila: escriba 97.2 y no 97,2.
finding-perhaps_decimal_comma = Un tamaño de muestra o un efecto de diseño parece los dígitos que siguen a una coma decimal.
    .cure = Revise los números de la fila: escriba 97.2 y no 97,2.
finding-thousands_mark = Un tamaño de muestra está escrito con un signo que puede separar los millares.
    .cure = Escriba el número solo con cifras, como 1200.
finding-perhaps_thousands = Un número tiene tres decimales donde lo usual es uno entero, como tras un separador de millares.
    .cure = Revise el número; escriba los millares sin signo, como 1200.
finding-all_fractions = Todos los porcentajes de un archivo son 1 o menos, como fracciones.
    .cure = Si son fracciones, escriba porcentajes: 45 en lugar de 0.45.
finding-series_of_fractions = Todos los porcentajes de una serie de un archivo son 1 o menos, como fracciones.
    .cure = Si son fracciones, escriba porcentajes: 45 en lugar de 0.45.
finding-merge_replaces = Una fila SDMX-CSV pide fusionarse con lo enviado antes y lo sustituye.
    .cure = Compruebe que la fila está completa.
finding-other_structure = Un archivo SDMX-CSV es de otra estructura, o de otra versión, que la que se lee.
    .cure = Utilice la estructura que la red publica con sus datos abiertos.
finding-bad_action = Una fila SDMX-CSV pide un borrado, o una acción que no existe.
    .cure = Para retirar un valor, deje OBS_VALUE vacío y escriba O en OBS_STATUS.
finding-bad_frequency = Una fila SDMX-CSV no es anual.
    .cure = Envíe un valor por año, con FREQ A.
finding-bad_unit_multiplier = El multiplicador de unidad de una fila SDMX-CSV no es una potencia de diez.
    .cure = Escriba un número entero, como 0 o 3.
finding-unit_differs = La unidad de una fila SDMX-CSV no es la del indicador o de la definición.
    .cure = Dé el valor en la unidad pedida y escríbala en UNIT_MEASURE.
finding-missing_cell = Una celda obligatoria está vacía.
    .cure = Rellénela.
finding-unknown_city = La ciudad no está en el registro.
    .cure = Escriba el identificador de la ciudad, como en el formulario.
finding-unknown_measurement = El indicador no está en el catálogo.
    .cure = Escriba el identificador del indicador, como en el formulario.
finding-unknown_item = El indicador no tiene ese elemento.
    .cure = Escriba uno de los elementos del indicador, como en el formulario.
finding-missing_item = El indicador está desglosado y el elemento está vacío.
    .cure = Escriba el elemento al que se refiere el valor, o total.
finding-unknown_source = La fuente no es official, survey ni expert.
    .cure = Escriba official, survey o expert.
finding-missing_source = El indicador admite varias fuentes y no se da ninguna.
    .cure = Elija la fuente del valor.
finding-source_not_listed = El indicador no admite esa fuente.
    .cure = Elija una de las fuentes admitidas; si su definición es otra, escriba el estado D.
finding-source_differs = El indicador no admite esa fuente, y el estado D dice que la definición difiere.
    .cure = Revise la fuente; si es correcta, no hay nada que hacer.
finding-unknown_status = El estado no está en CL_OBS_STATUS.
    .cure = Elija un estado de la lista del formulario o deje la celda vacía.
finding-unknown_definition = La definición no está en definitions.csv.
    .cure = Elija una definición de la lista o deje la celda vacía.
finding-definition_mismatch = La definición es la de otro indicador.
    .cure = Elija una definición de este indicador o deje la celda vacía.
finding-own_definition = Estado D sin definición: la definición propia de la ciudad, que no se compara con ninguna otra.
    .cure = Si otras ciudades usan la misma definición, elíjala en la lista o pida a la secretaría que la añada.
finding-bad_price_base = La base de precios no es current ni constant con su año.
    .cure = Escriba current, o constant y el año de los precios, como constant 2020.
finding-price_base_unfit = Se da una base de precios para un porcentaje o una calificación.
    .cure = Deje la celda vacía.
finding-price_base_differs = La base de precios no es la de la definición.
    .cure = Dé el importe a los precios de la definición o quite la definición.
finding-no_price_base = Un importe llega sin su base de precios.
    .cure = Escriba current, o constant y el año de los precios, como constant 2020.
finding-not_a_number = Una celda que debe contener un número no lo contiene.
    .cure = Escriba un número, como 97.2; si falta el valor, deje la celda vacía y elija el estado O.
finding-not_a_year = Una celda que debe contener un año entre 1900 y 2100 no lo contiene.
    .cure = Escriba el año con cuatro cifras, como 2023.
finding-bad_sample_size = El tamaño de la muestra no es un número entero mayor que cero.
    .cure = Escriba el número de personas encuestadas, como 1200.
finding-bad_design_effect = El efecto de diseño no es mayor que cero.
    .cure = Escriba un número mayor que cero, como 1.4, o deje la celda vacía.
finding-bad_ratings = Las calificaciones de los evaluadores no están separadas por barras verticales.
    .cure = Escriba las notas separadas por |, como 3|4|4.
finding-ratings_not_median = El valor no es la mediana de las calificaciones de los evaluadores.
    .cure = Revise las notas y el valor, que es su mediana.
finding-below_possible = El valor está por debajo del menor posible.
    .cure = Revise la cifra y su unidad.
finding-above_possible = El valor está por encima del mayor posible.
    .cure = Revise la cifra y su unidad.
finding-below_plausible = El valor está por debajo de lo plausible.
    .cure = Revise la cifra y su unidad; si es correcta, diga por qué en note.
finding-above_plausible = El valor está por encima de lo plausible.
    .cure = Revise la cifra y su unidad; si es correcta, diga por qué en note.
finding-year_after_cycle = El año es posterior al ciclo.
    .cure = Revise el año.
finding-old_reference_year = El año de referencia es muy anterior al ciclo.
    .cure = Revise el año; si es correcto, no hay nada que hacer.
finding-interval_incomplete = Solo se da un extremo del intervalo.
    .cure = Dé los dos extremos o ninguno.
finding-interval_outside = El intervalo no contiene su valor.
    .cure = Revise el valor y los dos extremos.
finding-interval_without_width = Los dos extremos del intervalo son iguales.
    .cure = Revise los dos extremos o déjelos vacíos.
finding-interval_beyond_possible = Un extremo del intervalo es un valor imposible.
    .cure = Revise los dos extremos.
finding-low_design_effect = El efecto de diseño es menor que 1.
    .cure = Revíselo; si es correcto, no hay nada que hacer.
finding-value_with_status = Un valor acompaña a un estado que no lo admite.
    .cure = Quite el valor o quite el estado.
finding-missing_value = No hay valor ni estado que diga por qué.
    .cure = Dé el valor o elija un estado que diga por qué no lo hay: O, M, L, H o Q.
finding-text_too_long = Un texto es demasiado largo para una página.
    .cure = Acórtelo.
finding-control_characters = Un texto contiene caracteres que no se imprimen; se quitan.
    .cure = Revise el texto; no hay nada más que hacer.
finding-bad_date = Una fecha no está escrita como 2024-05-31, o con la hora como 2024-05-31T15:30.
    .cure = Escríbala como 2024-05-31.
finding-implausible_date = El día de un envío está demasiado lejos de su ciclo para ser correcto.
    .cure = Revise el día y el ciclo.
finding-bad_consent = El consentimiento no es public, aggregate_only ni private.
    .cure = Elija public, aggregate_only o private.
finding-unknown_feature = La característica fundamental no está en el catálogo.
    .cure = Elija una característica fundamental de la lista, como 1.1.1.
finding-unknown_declared_feature = Una prioridad o experiencia declarada no está en el catálogo; se deja fuera.
    .cure = Elija una característica fundamental de la lista, como 1.1.1.
finding-bad_email = La dirección de correo del contacto no es válida; se deja fuera.
    .cure = Corrija la dirección.
finding-unknown_language = No se conoce una etiqueta de idioma; se deja fuera.
    .cure = Elija un idioma de la lista, como es.
finding-unknown_time_zone = La zona horaria no es un nombre de la base IANA ni un desfase; se deja fuera.
    .cure = Escriba un nombre como Africa/Nairobi o un desfase como UTC+03:00.
finding-bad_contact_consent = contact_consent no es public, secretariat ni none; cuenta como none.
    .cure = Elija public, secretariat o none.
finding-no_contact_consent = Se da un contacto sin su consentimiento; no se publica nada de él.
    .cure = Elija public, secretariat o none.
finding-unknown_quality = La calidad no es measured, survey, register, estimate ni unknown; se deja fuera.
    .cure = Elija measured, survey, register, estimate o unknown.
finding-no_verifier = verified_by nombra a la propia ciudad o a nadie; se deja fuera.
    .cure = Nombre al tercero que verificó el valor o deje la celda vacía.
finding-unknown_cost_band = La franja de coste no es low, medium ni high; se deja fuera.
    .cure = Elija low, medium o high.
finding-started_after_cycle = Una práctica empezó después del ciclo de su envío; el año se deja fuera.
    .cure = Revise el año.
finding-target_without_year = Una meta no tiene año, y su ritmo no se puede juzgar.
    .cure = Escriba el año en que debe alcanzarse.
finding-target_year_past = El año de una meta no es posterior al ciclo de su envío.
    .cure = Revise el año.
finding-line_break = Un nombre o título ocupa varias líneas; se pone en una.
    .cure = Si el texto es correcto, no hay nada que hacer.
finding-bad_link = Un enlace no es una dirección web, u oculta adónde lleva.
    .cure = Escriba la dirección completa, como https://example.org/pagina.
finding-series_conflict = Una serie y un año figuran dos veces en un archivo con valores distintos.
    .cure = Conserve la fila que vale y borre la otra.
finding-declaration_conflict = Un archivo declara dos veces la misma ciudad y el mismo ciclo de forma distinta.
    .cure = Conserve una sola declaración.
finding-duplicate_row = La misma fila llegó dos veces.
    .cure = Borre una de las dos.
finding-conflict_between_files = Dos archivos del mismo día u hora se contradicen; no se usa ninguno.
    .cure = Envíe de nuevo lo que vale, con un día más reciente.
finding-row_without_day = Una fila no tiene día de envío y difiere de la de otro archivo, que es la que se usa.
    .cure = Indique el día del envío.
finding-row_without_time = Una fila tiene día de envío sin hora y difiere de la del mismo día con hora, que es la que se usa.
    .cure = Indique también la hora del envío, como 2024-05-31T15:30.
finding-target_replaced = Una meta más reciente de la misma serie dice otra cosa y es la que se usa.
    .cure = Si el más reciente es correcto, no hay nada que hacer.
finding-no_declaration = Llegaron valores, metas o prácticas sin declaración, y quedan privados.
    .cure = Envíe también la declaración: el día y si sus valores pueden publicarse.
finding-no_consent = Una declaración no da consentimiento; sus valores quedan privados.
    .cure = Elija public, aggregate_only o private.
finding-consent_unclear = Un consentimiento difiere del de un ciclo anterior y consent_for no dice si vale también para ese ciclo.
    .cure = Escriba all en consent_for si vale para todos los ciclos; si no, cycle.
finding-wider_consent = Un consentimiento es más amplio que otro dado antes por otro archivo de la misma ciudad.
    .cure = Confirme que es lo que desea.
finding-declaration_held = Una declaración más restrictiva ya no está en ningún archivo; vale hasta que la ciudad haga otra más reciente.
    .cure = Envíe una declaración nueva si ya no vale.
finding-consent_without_day = Un consentimiento no tiene día y difiere de otro de la ciudad; vale el más restrictivo.
    .cure = Indique el día del envío.
finding-declarations_differ = Dos declaraciones de una ciudad difieren y sus días no dicen cuál es la más reciente.
    .cure = Envíe de nuevo la declaración que vale, con un día más reciente.
finding-bad_consent_for = consent_for no es all ni cycle.
    .cure = Elija all o cycle.
finding-values_replaced = Un archivo más reciente reemplaza la mayoría de los valores enviados antes.
    .cure = Confirme que los valores nuevos son correctos.
finding-other_city = El nombre de un archivo es el de otra ciudad que el de sus filas.
    .cure = Revise el identificador de la ciudad y el nombre del archivo.
finding-nothing_new = No hay nada nuevo desde un ciclo anterior.
    .cure = Compruebe que es el archivo correcto.
finding-copied_value = El valor es, con todos sus decimales, el del ciclo anterior. Si se copió, deje la celda vacía; si se midió de nuevo, dígalo en note.
finding-perhaps_exchanged = Los valores de mujeres y hombres solo concuerdan con los años anteriores si se intercambian. Compruebe las dos filas.
finding-perhaps_fraction = El valor es mucho menor que los demás. Si es una fracción, escriba el porcentaje: 45 para 0.45.
finding-jump = El cambio desde el valor anterior es mucho mayor de lo habitual. Compruebe la cifra y su unidad; si cambió la definición, escriba el estado B; si no, diga en note por qué es correcta.
finding-parts_above_whole = Las partes de este indicador suman más de 100 %. Compruébelas.
finding-schooling_and_literacy = Los años de escolaridad no concuerdan con la tasa de alfabetización del mismo año. Compruebe ambos.
finding-total_not_between = El total no está entre los valores de mujeres y hombres del mismo año. Compruebe los tres.
finding-year_off = El año parece desplazado en uno respecto a los últimos ciclos. Compruebe el año.

## El formulario que rellena una ciudad

form-how-fill = Rellene las celdas blancas. Las celdas grises dicen lo que se pide; no las cambie, ni tampoco la pequeña fila de nombres de columnas bajo los títulos.
form-how-city = Hoja City (ciudad): el día del envío, si sus valores pueden publicarse, y las características fundamentales en las que pide ayuda o puede ofrecerla.
form-how-observations = Hoja Observations (observaciones): una fila por cifra. Indique el año del que habla y el valor; deje vacío lo que no tenga. Una fila vacía no es un error.
form-how-numbers = Escriba los números tal cual: 97.2 para 97,2 %, no 0.972 ni en formato de porcentaje. Sin fórmulas: escriba su resultado.
form-how-source = Fuente: estadísticas oficiales, una encuesta o un grupo de personas expertas. La lista muestra lo que se acepta para esa cifra.
form-how-status = Estado: déjelo vacío para un valor ordinario. Si no hay valor pero sí un motivo, elija uno de los estados sin valor (O, M, L, H, Q).
form-how-definition = Elija D si su definición difiere de la impresa aquí, y diga en qué en la nota, o elija una de las definiciones de la red; B si la serie empieza de nuevo, por ejemplo tras un cambio de método.
form-how-prices = Las cantidades de dinero necesitan sus precios: corrientes (current), o constantes y el año de esos precios, como constant 2020.
form-how-flags = Varios estados se unen con una barra: B|D.
form-how-surveys = En las encuestas indique el intervalo del 95 % o el número de personas encuestadas (y el efecto de diseño si se conoce): de otro modo nadie puede distinguir un cambio del azar.
form-how-ratings = En las puntuaciones de personas expertas (5 excelente, 4 muy bien, 3 bien, 2 regular, 1 insuficiente) dé la de cada persona así: 3|4|4; el valor es su mediana.
form-how-quality = Cómo se obtuvo el valor (medición, encuesta, registro, estimación, desconocido) y quién lo verificó ayuda a quien lee; deje ambos vacíos si no lo sabe. «Verificado por» nombra a un tercero, como una auditoría, nunca a la propia ciudad.
form-how-further = Los valores de otros años, o las correcciones de años anteriores, van en las filas vacías al final de la hoja. Para retirar un valor, indique su año, deje el valor vacío y elija el estado O.
form-how-targets = Hoja Targets (metas): solo si la ciudad se ha fijado una. Hoja Practices (prácticas): lo que hizo y de lo que otras ciudades pueden aprender, con un enlace, el año en que empezó, lo que cuesta y quién participa.
form-how-consent = Consentimiento: public: se muestra en las páginas y en los datos abiertos. aggregate_only: se cuenta en resultados de varias ciudades, nunca se muestra. private, o vacío: se conserva y no se usa en nada que se publique.
form-how-consent-for = Alcance del consentimiento: all: lo que diga vale para todos los ciclos que ha enviado, de modo que puede abrir o retirar los anteriores. cycle: vale solo para este ciclo. Si difiere del de un ciclo anterior y no se elige nada, preguntamos, y mientras tanto vale el consentimiento más estrecho.
form-how-contact = Contacto: a quién pueden escribir otras ciudades. public: nombre, cargo y correo se muestran a todo el mundo. secretariat: solo que la secretaría de la red transmite los mensajes. none, o vacío: no se muestra nada. Vale lo que diga su formulario más reciente; los idiomas y la zona horaria se muestran con su ciudad.
form-how-done = Cuando termine, guarde como .xlsx y envíelo. Todo valor puede corregirse en el libro siguiente.
form-list-status = Estado
form-list-source = Fuente
form-list-consent = Consentimiento
form-list-consent-for = Alcance del consentimiento
form-list-key-feature = Característica fundamental
form-list-measurement = Indicador
form-list-contact-consent = Consentimiento para el contacto
form-list-cost = Coste
form-list-language = Idioma
form-list-prices = Precios
form-list-quality = Cómo se obtuvo el valor
form-list-definition = Definición
form-list-without-value = Estados sin valor
form-help = Cómo rellenar este libro
form-invented = Todas las ciudades de esta red son ficticias.
form-city-city = Identificador de la ciudad
form-city-cycle = Ciclo
form-city-submitted_on = Día del envío
form-city-consent = ¿Podemos publicar?
form-city-consent_for = ¿Para todos los ciclos o para este?
form-city-baseline_year = El cambio se mide desde (año)
form-city-priorities = Características fundamentales en las que pedimos ayuda (una por fila)
form-city-expertise = Características fundamentales en las que podemos ayudar a otras (una por fila)
form-city-languages = Idiomas de trabajo (uno por fila)
form-city-time_zone = Zona horaria, como Africa/Nairobi o UTC+03:00
form-city-contact_name = A quién pueden escribir otras ciudades: nombre
form-city-contact_role = Cargo u oficina
form-city-contact_email = Correo electrónico
form-city-contact_consent = ¿Podemos publicar este contacto?
form-observations-measurement = Identificador del indicador
form-observations-item = Componente
form-observations-title = Lo que se pide
form-observations-meaning = Lo que significa
form-observations-unit = Unidad
form-observations-last_year = Último año enviado
form-observations-last_value = Último valor enviado
form-observations-reference_year = Año
form-observations-value = Valor
form-observations-source = Fuente
form-observations-status = Estado
form-observations-ci_lower = Intervalo del 95 %: inferior
form-observations-ci_upper = Intervalo del 95 %: superior
form-observations-sample_size = Personas encuestadas
form-observations-design_effect = Efecto de diseño
form-observations-ratings = Puntuación de cada persona (3|4|4)
form-observations-agency = Quién hizo la encuesta
form-observations-evidence = Informe examinado
form-observations-definition = Definición (identificador, con el estado D)
form-observations-price_base = Precios (solo dinero)
form-observations-quality = Cómo se obtuvo el valor
form-observations-verified_by = Verificado por (un tercero)
form-observations-note = Nota
form-targets-measurement = Identificador del indicador
form-targets-item = Componente
form-targets-title = Lo que se pide
form-targets-unit = Unidad
form-targets-year = Se alcanzará en (año)
form-targets-value = Meta
form-practices-feature = Característica fundamental
form-practices-title = Título de la práctica
form-practices-summary = Qué se hizo y qué resultó de ello
form-practices-link = Dónde leer más (https://...)
form-practices-started = Empezó en (año)
form-practices-cost_band = Coste
form-practices-partners = Quién participa
form-practices-evidence = Qué muestra que funciona: un enlace o una frase
form-practices-language = Idioma de estos textos
form-sheet-city = Ciudad
form-sheet-observations = Observaciones
form-sheet-targets = Metas
form-sheet-practices = Prácticas
form-heading = { $sheet }: { $city }, { $cycle }
form-heading-invented = { $sheet }: { $city } (ciudad ficticia), { $cycle }
form-page = Página { $page } de { $pages }
form-not-in-list = No está en la lista
form-not-read = No se lee
form-year = Año que no corresponde
form-year-help = Un año de 1900 a { $last }, como { $such }.
form-city-intro = Diga cuándo envía este libro, si sus valores pueden publicarse (public, aggregate_only o private), y dónde pide u ofrece ayuda.
form-city-consents = Sin consentimiento todo queda en privado. El contacto tiene un consentimiento propio. La hoja Help (ayuda) explica lo demás.
form-observations-intro = Indique el año y el valor de lo que tenga; deje vacías las demás filas. 97.2 significa 97,2 %. Los otros años van en las filas vacías del final.
form-observations-grey = Las celdas grises dicen lo que se pide y lo último que envió. La hoja Help (ayuda) explica la fuente, el estado y lo demás.
form-targets-intro = Solo si la ciudad se ha fijado una meta: el año en que debe alcanzarse y su valor en la misma unidad.
form-practices-intro = Lo que hizo y de lo que otras ciudades pueden aprender: una práctica por fila, con sus propias palabras.
form-choose-consent = Elija public, aggregate_only o private en la lista.
form-choose-consent-for = Elija all o cycle en la lista.
form-choose-feature = Elija una característica fundamental en la lista.
form-choose-language = Elija un idioma, o escriba su etiqueta: pt-BR.
form-choose-contact = Elija public, secretariat o none en la lista.
form-choose-cost = Elija low, medium o high en la lista.
form-choose-status = Elija en la lista; varios estados se unen con una barra: B|D.
form-choose-measurement = Elija el identificador de un indicador en la lista.
form-choose-source = Elija official, survey o expert en la lista.
form-choose-prices = Elija current, o constant y el año de esos precios: constant 2020.
form-choose-quality = Elija measured, survey, register, estimate o unknown en la lista.
form-choose-definition = Elija una de las definiciones de la red, o deje la celda vacía y diga en la nota qué difiere.
form-not-read-help = Estas celdas muestran lo que se envió antes y no se leen. Escriba en Año y Valor.
form-further = Otros años y correcciones
form-other-source = Otra fuente que la pedida
form-other-source-help = Con otra fuente elija el estado D y diga en la nota qué difiere.
form-between = Un número de { $low } a { $high } ({ $unit }).
form-at-least = Un número de al menos { $low } ({ $unit }).
form-at-most = Un número de { $high } como máximo ({ $unit }).
form-cannot-be = No es posible
form-series = { $title }: { $item }
form-meaning = { $meaning }; { $instruction }
form-unit = { $unit }: { $ratings }
form-ratings = 5 excelente, 4 muy bien, 3 bien, 2 regular, 1 insuficiente
form-instruction-gdp_per_capita = diga si es a precios corrientes o constantes: un cambio de base es una ruptura
form-instruction-mobile_penetration_rate = un recuento de líneas pasa de 100 y es otra definición (estado D)
form-instruction-learning_environment_satisfaction = el formulario impreso no dice si se pregunta por separado en los dos entornos
form-consent-public = se muestra en las páginas y en los datos abiertos
form-consent-aggregate_only = se cuenta en resultados de varias ciudades, nunca se muestra
form-consent-private = se conserva, no se usa en nada que se publique
form-consent-all = para todos los ciclos que hemos enviado
form-consent-cycle = solo para este ciclo
form-contact-public = nombre, cargo y correo se muestran a todo el mundo
form-contact-secretariat = la secretaría transmite los mensajes
form-contact-none = no se muestra nada
form-prices-current = precios de cada año
form-prices-constant = precios de { $year } en todos los años

## A submission given back with remarks

remarks-how = Corrija cada celda en su propia hoja y envíe de nuevo el libro: lo que se escribe en esta hoja y en los comentarios que la acompañan no se lee.
remarks-sheet = Hoja
remarks-cell = Celda
remarks-column = Columna
remarks-series = Serie
remarks-holds = Contenido de la celda
remarks-wrong = Qué está mal
remarks-to-do = Qué hacer
remarks-weight = Importancia
remarks-in-english = Lo que dice la comprobación, en inglés
remarks-whole-file = todo el archivo
remarks-row = fila { $line }
remarks-to-mend = por corregir: no se acepta tal como está
remarks-to-look-at = por revisar: se acepta tal como está
remarks-more = La lista tiene { $n } observaciones más.
remarks-mend-cell = Corrija la celda misma; lo que se escribe en este comentario no se lee.
