# RPostgreSQL: the tables, and the rows of each query, as lines of cells between tabs.
suppressMessages(library(RPostgreSQL))
arguments <- commandArgs(trailingOnly = TRUE)
connection <- dbConnect(PostgreSQL(), host = "127.0.0.1", port = as.integer(arguments[1]), dbname = "learning_cities", user = "reader")
cat("== tables\n")
writeLines(dbListTables(connection))
for (query in arguments[-1]) {
  cat("== query\n")
  rows <- dbGetQuery(connection, query)
  write.table(format(rows, digits = 17, trim = TRUE, justify = "none"), sep = "\t", quote = FALSE, row.names = FALSE, col.names = FALSE)
}
invisible(dbDisconnect(connection))
