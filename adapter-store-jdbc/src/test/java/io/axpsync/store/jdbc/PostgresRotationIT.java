package io.axpsync.store.jdbc;

import io.vavr.collection.Seq;
import java.sql.SQLException;

class PostgresRotationIT extends RotationContract {

    private final String url = TestPostgres.newSchema();

    @Override
    StoreConfig config(byte[] secret) {
        return TestPostgres.config(url).withSecret(secret);
    }

    @Override
    Seq<String> sql(String sql) throws SQLException {
        return RawSql.column(url, "postgres", "", sql);
    }
}
