package io.axpsync.store.jdbc;

import io.axpsync.core.port.Store;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.stream.Stream;

class PostgresTrustIT extends TrustContract {

    private final String url = TestPostgres.newSchema();

    @Override
    Store open() {
        return JdbcStore.open(TestPostgres.config(url));
    }

    @Override
    Seq<String> sql(String sql) throws SQLException {
        return RawSql.column(url, "postgres", "", sql);
    }

    /** Tables and write-ahead log alike. */
    @Override
    Seq<byte[]> files() throws IOException, SQLException {
        sql("CHECKPOINT");
        Vector<byte[]> found = Vector.empty();
        try (Stream<Path> files = Files.walk(Path.of(sql("SHOW data_directory").head()))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                found = found.append(Files.readAllBytes(file));
            }
        }
        return found;
    }
}
