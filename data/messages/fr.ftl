# Français
list-more = { $n } autres
