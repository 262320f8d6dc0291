package io.axpsync.sandbox.contract;

import java.nio.file.Path;
import java.util.Map;

/** The contracts of all front ends, read once per JVM. */
final class Contracts {

    private static final Map<String, Contract> CONFIGURED =
            ContractFolder.find().map(Contracts::in).orElse(Map.of());

    private Contracts() {}

    static Map<String, Contract> configured() {
        return CONFIGURED;
    }

    static Map<String, Contract> in(Path folder) {
        return Map.of(
                "ews", new EwsContract(folder.resolve("ews")),
                "graph", GraphContract.in(folder.resolve("graph")),
                "notification", new NotificationContract(folder.resolve("graph")),
                "d365", new D365Contract(D365Model.read()));
    }
}
