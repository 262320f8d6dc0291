package io.axpsync.core.port;

import io.axpsync.core.change.Observed;
import io.axpsync.core.item.Reason;

/** What became of one write. */
public sealed interface Outcome {

    /** It took effect; this is the item as it was read back afterwards, in full. */
    record Written(Observed.Present readBack) implements Outcome {}

    /** It is removed. */
    record Removed() implements Outcome {}

    /** It did not take effect. */
    record Refused(PortFailure failure) implements Outcome {}

    /** No answer came: it may or may not have taken effect. Looked for by stamp before anything is repeated. */
    record Lost(Reason reason) implements Outcome {}
}
