package io.axpsync.store.jdbc;

import static io.axpsync.store.jdbc.Untrusted.assertUntrusted;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallationSecretTest {

    @TempDir
    private Path folder;

    @Test
    void aNewStateGetsANewSecretThatStays() {
        byte[] secret = InstallationSecret.beside(state());
        assertThat(secret).hasSize(32).isNotEqualTo(new byte[32]);
        assertThat(InstallationSecret.beside(state())).isEqualTo(secret);
        assertThat(InstallationSecret.beside(folder.resolve("another"))).isNotEqualTo(secret);
    }

    @Test
    void foldersAreMadeOnTheWayForTheirOwnerOnly() throws IOException {
        assertThat(InstallationSecret.beside(folder.resolve("a").resolve("b").resolve("state")))
                .hasSize(32);
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(folder.resolve("a").resolve("b"))))
                .isEqualTo("rwx------");
    }

    @Test
    void onlyItsOwnerMayReadTheSecret() throws IOException {
        InstallationSecret.beside(state());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    @Test
    void aSecretThatOthersMayReadIsRefused() throws IOException {
        InstallationSecret.beside(state());
        for (String rights : new String[] {"rw-r-----", "rw----r--", "rw--w----", "rw-rw-rw-"}) {
            Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString(rights));
            assertUntrusted("secret-exposed", file().toString(), () -> InstallationSecret.beside(state()));
        }
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("r--------"));
        assertThat(InstallationSecret.beside(state())).hasSize(32);
    }

    @Test
    void aStateWithoutItsSecretIsRefusedInsteadOfGettingANewOne() throws IOException {
        Files.createFile(folder.resolve("state.mv.db"));
        assertUntrusted("secret-missing", file().toString(), () -> InstallationSecret.beside(state()));
        assertThat(file()).doesNotExist();
    }

    @Test
    void aMalformedSecretIsRefusedWithoutBeingRepeated() throws IOException {
        for (String content : new String[] {"", "not base64!", "dG9vIHNob3J0", "AAAA".repeat(20)}) {
            Files.deleteIfExists(file());
            InstallationSecret.beside(state());
            Files.writeString(file(), content);
            assertUntrusted("secret-malformed", file().toString(), () -> InstallationSecret.beside(state()))
                    .satisfies(e -> {
                        if (!content.isEmpty()) {
                            assertThat(e.getMessage()).doesNotContain(content);
                        }
                    });
        }
    }

    @Test
    void aSecretThatCannotBeWrittenIsToldSo() throws IOException {
        Path notAFolder = Files.createFile(folder.resolve("file"));
        assertUntrusted("secret-not-kept", "file", () -> InstallationSecret.beside(notAFolder.resolve("state")));
    }

    @Test
    void aMissingFileIsToldSo() {
        assertUntrusted("secret-unreadable", "nowhere", () -> InstallationSecret.read(folder.resolve("nowhere")));
    }

    private Path state() {
        return folder.resolve("state");
    }

    private Path file() {
        return InstallationSecret.fileFor(state());
    }
}
