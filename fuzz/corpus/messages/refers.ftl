a = { b }
b = { a }
c = { c }
d = { nothing } { -term } { c.attr }
