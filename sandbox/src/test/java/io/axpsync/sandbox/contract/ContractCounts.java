package io.axpsync.sandbox.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What all watches of this test JVM counted. Written to {@code target/contract-messages/<pid>.txt} of the module
 * whenever a watch closes, so that a build can add the files up. One {@code name value} pair per line:
 * {@code checked}, {@code violations}, {@code not-checked}, {@code faulted}, {@code deliberate}, and one line
 * {@code reviewed <count> <call>} or {@code permission <name>} each.
 */
final class ContractCounts {

    private static final ContractCounts THIS_JVM = new ContractCounts();

    private final Map<String, Long> counts =
            new TreeMap<>(Map.of("checked", 0L, "violations", 0L, "not-checked", 0L, "faulted", 0L, "deliberate", 0L));
    private final Map<String, Long> reviewed = new TreeMap<>();
    private final Map<String, Long> permissions = new TreeMap<>();

    static ContractCounts ofThisJvm() {
        return THIS_JVM;
    }

    synchronized void add(Findings findings) {
        add("checked", findings.checked());
        add("violations", findings.violations().size());
        add("faulted", findings.faulted());
        add("deliberate", findings.deliberate());
        findings.reviewed().forEach(call -> reviewed.merge(call, 1L, Long::sum));
        findings.permissions().values().forEach(name -> permissions.merge(name, 1L, Long::sum));
    }

    synchronized void add(String name, long by) {
        counts.merge(name, by, Long::sum);
    }

    synchronized List<String> lines() {
        return Stream.of(
                        counts.entrySet().stream().map(e -> e.getKey() + " " + e.getValue()),
                        reviewed.entrySet().stream().map(e -> "reviewed " + e.getValue() + " " + e.getKey()),
                        permissions.keySet().stream().map(name -> "permission " + name))
                .flatMap(s -> s)
                .toList();
    }

    synchronized void write(Path moduleFolder) {
        try {
            Path folder = Files.createDirectories(moduleFolder.resolve("target/contract-messages"));
            Files.write(folder.resolve(ProcessHandle.current().pid() + ".txt"), lines());
        } catch (IOException e) {
            throw new UncheckedIOException("The contract counts could not be written", e);
        }
    }
}
