package io.axpsync.cli.load;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** What a file holds, one entry for each thing that is counted; an override counts with its series. */
sealed interface Entry {

    /** A plain event. */
    record Single(FileEvent event) implements Entry {}

    /**
     * A series with its overrides.
     *
     * @param recurrence as Graph says it; none for rules that Exchange cannot say
     */
    record Series(FileEvent first, Optional<ObjectNode> recurrence, int overrides) implements Entry {}

    /**
     * Not put into the mailbox.
     *
     * @param reason a code, lower case with dashes
     */
    record LeftOut(String source, String reason, String why) implements Entry {}
}
