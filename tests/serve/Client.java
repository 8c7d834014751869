import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** JDBC: prints, as lines of cells between tabs, what it was asked: tables, columns TABLE, keys TABLE, or a query. */
class Client {
    public static void main(String[] args) throws Exception {
        try (Connection connection = DriverManager.getConnection(args[0])) {
            connection.setReadOnly(true);
            DatabaseMetaData about = connection.getMetaData();
            for (int at = 1; at < args.length; at++) {
                System.out.println("== " + at);
                if (args[at].equals("tables")) {
                    print(about.getTables(null, "public", "%", new String[] {"TABLE", "VIEW"}), "TABLE_NAME", "REMARKS");
                } else if (args[at].startsWith("columns ")) {
                    print(about.getColumns(null, "public", args[at].substring(8), "%"), "COLUMN_NAME", "TYPE_NAME", "REMARKS");
                } else if (args[at].startsWith("keys ")) {
                    String table = args[at].substring(5);
                    print(about.getPrimaryKeys(null, "public", table), "COLUMN_NAME");
                    print(about.getImportedKeys(null, "public", table), "FKCOLUMN_NAME");
                    print(about.getExportedKeys(null, "public", table), "FKCOLUMN_NAME");
                    print(about.getIndexInfo(null, "public", table, false, true), "INDEX_NAME");
                    about.getTypeInfo().close();
                } else if (args[at].startsWith("parts ")) {
                    connection.setAutoCommit(false);
                    try (Statement statement = connection.createStatement()) {
                        statement.setFetchSize(7);
                        print(statement.executeQuery(args[at].substring(6)));
                    }
                    connection.commit();
                    connection.setAutoCommit(true);
                } else {
                    try (PreparedStatement statement = connection.prepareStatement(args[at])) {
                        print(statement.executeQuery());
                    }
                }
            }
        }
    }

    private static void print(ResultSet rows, String... names) throws Exception {
        ResultSetMetaData columns = rows.getMetaData();
        while (rows.next()) {
            List<String> cells = new ArrayList<>();
            if (names.length > 0) {
                for (String name : names) {
                    cells.add(rows.getString(name));
                }
            } else {
                for (int column = 1; column <= columns.getColumnCount(); column++) {
                    String cell = rows.getString(column);
                    cells.add(cell == null ? "\\N" : cell);
                }
            }
            System.out.println(String.join("\t", cells));
        }
    }
}
