package io.axpsync.sandbox.d365;

import java.util.Map;

/** An X++ enum: member names with their numbers, in order. */
record EnumDef(String name, Map<String, Integer> members) {

    /** The member that an unset field shows: the one numbered 0, else the first. */
    String empty() {
        return members.entrySet().stream()
                .filter(member -> member.getValue() == 0)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseGet(() -> members.keySet().iterator().next());
    }
}
