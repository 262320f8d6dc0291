package io.axpsync.sandbox.ews;

import io.axpsync.sandbox.mailbox.MailboxFault;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A write that was read and tried before anything of its request is stored, so that a schema violation in the last item
 * refuses the whole request. What is wrong with this item alone is said when its turn comes.
 */
final class PlannedWrite {

    private final @Nullable ItemWrite write;
    private final @Nullable EwsError refusal;

    private PlannedWrite(@Nullable ItemWrite write, @Nullable EwsError refusal) {
        this.write = write;
        this.refusal = refusal;
    }

    /**
     * @param trial applies the write to something that does not count
     * @throws EwsFault for a schema violation
     */
    static PlannedWrite of(Supplier<ItemWrite> reading, Consumer<ItemWrite> trial) {
        ItemWrite write;
        try {
            write = reading.get();
        } catch (EwsError refused) {
            return new PlannedWrite(null, refused);
        }
        try {
            trial.accept(write);
        } catch (EwsError | MailboxFault saidWhenItsTurnComes) {
            return new PlannedWrite(write, null);
        }
        return new PlannedWrite(write, null);
    }

    /** @throws EwsError when the write could not be read */
    ItemWrite get() {
        if (write == null) {
            throw refusal == null ? Ids.itemNotFound() : refusal;
        }
        return write;
    }
}
