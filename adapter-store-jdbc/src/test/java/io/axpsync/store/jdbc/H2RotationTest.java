package io.axpsync.store.jdbc;

import io.vavr.collection.Seq;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.io.TempDir;

class H2RotationTest extends RotationContract {

    @TempDir
    private Path folder;

    @Override
    StoreConfig config(byte[] secret) {
        return StoreConfig.h2(folder.resolve("state"), secret);
    }

    @Override
    Seq<String> sql(String sql) throws SQLException {
        return RawSql.column("jdbc:h2:" + folder.resolve("state") + ";MODE=PostgreSQL", "axpsync", "", sql);
    }
}
