package io.axpsync.sandbox.contract;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the published contracts lie: system property {@code axpsync.contracts}, else environment variable
 * {@code AXPSYNC_CONTRACTS}. They are data of others and no part of the project, so a user's machine has none.
 */
final class ContractFolder {

    static final String PROPERTY = "axpsync.contracts";
    static final String VARIABLE = "AXPSYNC_CONTRACTS";
    static final String MISSING = "NOT CHECKED: neither system property " + PROPERTY + " nor environment variable "
            + VARIABLE + " names the folder of the published contracts (ews/types.xsd, graph/v1.0-used.csdl)";

    private ContractFolder() {}

    /**
     * The folder, or nothing where none is configured.
     *
     * @throws IllegalStateException when one is configured but does not hold the contracts: a wrong path must not look
     *     like an unset one
     */
    static Optional<Path> find() {
        String property = System.getProperty(PROPERTY, "");
        String variable = Optional.ofNullable(System.getenv(VARIABLE)).orElse("");
        String configured = property.isBlank() ? variable : property;
        if (configured.isBlank()) {
            return Optional.empty();
        }
        Path folder = Path.of(configured);
        for (String file : new String[] {"ews/types.xsd", "ews/messages.xsd", "graph/v1.0-used.csdl"}) {
            if (!Files.isRegularFile(folder.resolve(file))) {
                throw new IllegalStateException("The contract folder " + folder + " has no " + file);
            }
        }
        return Optional.of(folder);
    }
}
