package io.axpsync.store.jdbc;

import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What somebody with access to the database can do beside the store. */
final class RawSql {

    private RawSql() {}

    /** The first column of the first row; empty when the statement answers none. */
    static String first(String url, String user, String password, String sql) throws SQLException {
        return column(url, user, password, sql).headOption().getOrElse("");
    }

    /** The first column. */
    static Seq<String> column(String url, String user, String password, String sql) throws SQLException {
        Vector<String> found = Vector.empty();
        try (Connection connection = DriverManager.getConnection(url, user, password);
                Statement statement = connection.createStatement()) {
            if (statement.execute(sql)) {
                try (ResultSet rows = statement.getResultSet()) {
                    while (rows.next()) {
                        found = found.append(String.valueOf(rows.getString(1)));
                    }
                }
            }
        }
        return found;
    }
}
