package io.axpsync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The POSIX launcher, installed outside a checkout and called from elsewhere. */
class LauncherIT {

    private final Path folder;
    private final Path launcher;

    LauncherIT(@TempDir Path folder) throws IOException {
        this.folder = folder;
        Path target = Path.of("target").toAbsolutePath();
        Path bin = Files.createDirectories(folder.resolve("inst all/bin"));
        launcher = Files.copy(target.resolve("../../axpsync").normalize(), bin.resolve("axpsync"));
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path lib = Files.createDirectories(folder.resolve("inst all/lib"));
        Files.createSymbolicLink(lib.resolve("sync-cli.jar"), target.resolve("sync-cli.jar"));
        try (var jars = Files.newDirectoryStream(target.resolve("lib"), "*.jar")) {
            for (Path jar : jars) {
                Files.createSymbolicLink(lib.resolve(jar.getFileName()), jar);
            }
        }
    }

    private record Ended(int exit, String out) {}

    private Ended run(String javaHome, String path, String... args) throws Exception {
        ProcessBuilder process = new ProcessBuilder(java.util.stream.Stream.concat(
                                java.util.stream.Stream.of("/bin/sh", launcher.toString()), List.of(args).stream())
                        .toList())
                .directory(folder.toFile())
                .redirectErrorStream(true);
        process.environment().clear();
        process.environment().put("PATH", path);
        if (!javaHome.isEmpty()) {
            process.environment().put("JAVA_HOME", javaHome);
        }
        Process running = process.start();
        String out = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(running.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ended(running.exitValue(), out);
    }

    @Test
    void itRunsFromAnywhereAndHandsTheExitCodeOn() throws Exception {
        String java = System.getProperty("java.home");

        Ended version = run(java, "/usr/bin:/bin", "--version");
        assertThat(version.exit()).as(version.out()).isZero();
        assertThat(version.out()).startsWith("axpsync ");

        Ended wrong = run(java, "/usr/bin:/bin", "plan", "-c", "with space.yaml");
        assertThat(wrong.exit()).isEqualTo(2);
        assertThat(wrong.out()).contains("with space.yaml", "cannot be read");
    }

    @Test
    void aJavaThatIsTooOldIsNamed() throws Exception {
        Path old = Files.createDirectories(folder.resolve("jdk/bin")).resolve("java");
        Files.writeString(old, "#!/bin/sh\necho 'openjdk version \"11.0.2\" 2019-01-15' >&2\n");
        Files.setPosixFilePermissions(old, PosixFilePermissions.fromString("rwxr-xr-x"));

        Ended ended = run(folder.resolve("jdk").toString(), "/usr/bin:/bin", "--version");

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.out()).contains("Java 11 is too old", "JDK 17");
    }
}
