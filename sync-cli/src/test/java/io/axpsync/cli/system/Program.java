package io.axpsync.cli.system;

import io.axpsync.cli.Main;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;

/** The program as it is installed, in processes of its own. */
final class Program {

    private final Path folder;
    private final String classPath;
    private int started;

    /** @param folder for what the processes print */
    Program(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.classPath = classPath(folder.resolve("victim.jar"));
    }

    /** A process and what it prints. */
    record Running(Process process, Path log) implements AutoCloseable {

        String printed() throws IOException {
            return Files.readString(log);
        }

        int exit() throws InterruptedException, IOException {
            if (!process.waitFor(1, TimeUnit.MINUTES)) {
                throw new AssertionError("the process does not end: " + printed());
            }
            return process.exitValue();
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    /** The jars of the program, and in front of them what watches its database. */
    private static String classPath(Path victim) throws IOException {
        Path classes = Path.of("target/test-classes").toAbsolutePath();
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(victim));
                var files = Files.newDirectoryStream(
                        classes.resolve(Victim.class.getPackageName().replace('.', '/')), "Victim*.class")) {
            for (Path file : files) {
                jar.putNextEntry(
                        new ZipEntry(classes.relativize(file).toString().replace(File.separatorChar, '/')));
                jar.write(Files.readAllBytes(file));
            }
        }
        List<String> path = new ArrayList<>(List.of(
                victim.toString(),
                Path.of("target/sync-cli.jar").toAbsolutePath().toString()));
        try (var jars = Files.newDirectoryStream(Path.of("target/lib").toAbsolutePath(), "*.jar")) {
            jars.forEach(jar -> path.add(jar.toString()));
        }
        return String.join(File.pathSeparator, path);
    }

    /** Starts it as users do. */
    Running start(String... args) throws IOException {
        return start(List.of(), Main.class, List.of(), args);
    }

    /** Starts it as a {@link Victim} with these options of the virtual machine. */
    Running startVictim(List<String> options, String... args) throws IOException {
        return start(List.of(), Victim.class, options, args);
    }

    /** Starts it so that no file that it writes can grow beyond that, as if the disk were full. */
    Running startWithSmallFiles(int kilobytes, String... args) throws IOException {
        // POSIX counts in blocks of 512 bytes
        return start(
                List.of("/bin/sh", "-c", "ulimit -f " + 2 * kilobytes + "; exec \"$@\"", "sh"),
                Main.class,
                List.of(),
                args);
    }

    private Running start(List<String> before, Class<?> main, List<String> options, String... args) throws IOException {
        List<String> command = new ArrayList<>(before);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-Xmx256m"));
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, main.getName()));
        command.addAll(Arrays.asList(args));
        Path log = folder.resolve("process-" + ++started + ".log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new Running(process, log);
    }
}
