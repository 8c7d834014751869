# Español
list-more = { $n } más
