package io.axpsync.cli.load.part;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * What became of one kind of entries.
 *
 * @param loaded everything of them that the files hold
 * @param synchronised what D365 holds now
 * @param parked what it does not hold, by reason
 */
public record Part(int loaded, int synchronised, Map<String, Integer> parked) {

    /** Whether each is there, or has a reason. */
    public boolean accounted() {
        return loaded
                == synchronised
                        + parked.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Writes the counts into that object. */
    public void json(ObjectNode into) {
        into.put("loaded", loaded).put("synchronised", synchronised);
        parked.forEach(into.putObject("parked")::put);
    }
}
