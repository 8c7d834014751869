direction = rtl
language-name = العربية
# A comment
city-series = { $n ->
    [one] { $n } of { $city }
   *[other] { NUMBER($n, minimumFractionDigits: 2) } of { -brand } { list-more }
 }
    .attr = attribute { $missing }
list-more = and { $n } more
-brand = Brand <b> & "x"
feature-2_1_3 = { "{" } braces { "\u00e9" }
