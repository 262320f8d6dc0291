package io.axpsync.store.jdbc;

import static io.axpsync.store.jdbc.Untrusted.assertUntrusted;
import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.sql.SQLException;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A PostgreSQL with a certificate for {@code localhost} that nobody but {@code cert.pem} vouches for. */
class PostgresTlsIT {

    private static final String PASSWORD = "changeit";

    @TempDir
    private static Path folder;

    private static EmbeddedPostgres server;

    @BeforeAll
    static void start() throws IOException, InterruptedException, GeneralSecurityException {
        makeCertificate();
        server = EmbeddedPostgres.builder()
                .setServerConfig("ssl", "on")
                .setServerConfig("ssl_cert_file", folder.resolve("cert.pem").toString())
                .setServerConfig("ssl_key_file", folder.resolve("key.pem").toString())
                .start();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Test
    void aServerThatTheNamedAuthorityVouchesForIsTalkedToEncrypted() throws SQLException {
        String url = url("localhost", "?sslmode=verify-full&sslrootcert=" + folder.resolve("cert.pem"));
        JdbcStore.open(TestPostgres.config(url)).close();
        assertThat(RawSql.first(url, "postgres", "", "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()"))
                .isEqualTo("t");
    }

    @Test
    void aServerThatNobodyVouchesForIsRefused() {
        assertUntrusted(
                "state-unreachable",
                "localhost",
                () -> JdbcStore.open(TestPostgres.config(url("localhost", "?sslmode=verify-full"))));
    }

    @Test
    void aServerOfAnotherNameIsRefused() {
        assertUntrusted(
                "state-unreachable",
                "127.0.0.1",
                () -> JdbcStore.open(TestPostgres.config(
                        url("127.0.0.1", "?sslmode=verify-full&sslrootcert=" + folder.resolve("cert.pem")))));
    }

    private static String url(String host, String parameters) {
        return "jdbc:postgresql://" + host + ":" + server.getPort() + "/postgres" + parameters;
    }

    private static void makeCertificate() throws IOException, InterruptedException, GeneralSecurityException {
        Path store = folder.resolve("store.p12");
        int ended = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "RSA",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start()
                .waitFor();
        assertThat(ended).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        Key key = keys.getKey("server", PASSWORD.toCharArray());
        Files.createFile(
                folder.resolve("key.pem"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        write("key.pem", "PRIVATE KEY", key.getEncoded());
        write("cert.pem", "CERTIFICATE", keys.getCertificate("server").getEncoded());
    }

    private static void write(String file, String type, byte[] bytes) throws IOException {
        String base64 = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(bytes);
        Files.writeString(
                folder.resolve(file), "-----BEGIN " + type + "-----\n" + base64 + "\n-----END " + type + "-----\n");
    }
}
