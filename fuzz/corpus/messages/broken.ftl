a = {
b = x
  c = d
[junk
