package io.axpsync.store.jdbc;

import io.axpsync.core.port.Store;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

class H2TrustTest extends TrustContract {

    @TempDir
    private Path folder;

    @Override
    Store open() {
        return JdbcStore.open(StoreConfig.h2(folder.resolve("state"), Secrets.OURS));
    }

    @Override
    Seq<String> sql(String sql) throws SQLException {
        return RawSql.column("jdbc:h2:" + folder.resolve("state") + ";MODE=PostgreSQL", "axpsync", "", sql);
    }

    @Override
    Seq<byte[]> files() throws IOException {
        Vector<byte[]> found = Vector.empty();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                found = found.append(Files.readAllBytes(file));
            }
        }
        return found;
    }
}
