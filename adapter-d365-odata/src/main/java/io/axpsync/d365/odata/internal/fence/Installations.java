package io.axpsync.d365.odata.internal.fence;

import io.axpsync.core.item.Fence;
import io.axpsync.core.item.Reason;
import io.axpsync.core.port.PortFailure;
import io.axpsync.d365.odata.internal.http.Answer;
import io.axpsync.d365.odata.internal.http.Trouble;
import io.axpsync.d365.odata.internal.service.EntitySet;
import io.axpsync.d365.odata.internal.service.Key;
import io.axpsync.d365.odata.internal.service.OData;
import io.axpsync.d365.odata.internal.service.Operation;
import io.axpsync.d365.odata.internal.service.Query;
import io.axpsync.d365.odata.internal.service.Row;
import io.vavr.collection.HashSet;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.List;

/**
 * One row for each installation that ever wrote to this D365. Its {@code Epoch} is the fence's counter; of takings over
 * D365 knows nothing.
 */
public final class Installations {

    private final OData odata;
    /** The installations whose rows were there when they were read last; none before. */
    private Option<Set<String>> known = Option.none();

    public Installations(OData odata) {
        this.odata = odata;
    }

    /** @throws Trouble when the rows cannot be read */
    public Seq<Fence> fences() {
        List<Row> rows = new ArrayList<>();
        odata.all(
                Query.of(EntitySet.INSTALLATIONS, "")
                        .selecting(EntitySet.INSTALLATIONS.properties())
                        .ordered(EntitySet.INSTALLATIONS.keys()),
                rows::add);
        known = Option.some(HashSet.ofAll(rows).map(row -> row.text("InstallationId")));
        return Vector.ofAll(rows).map(row -> new Fence(row.text("InstallationId"), 0, "", row.number("Epoch")));
    }

    /** @return why the row could not be written; none when it stands there */
    public Option<PortFailure> raise(Fence fence) {
        if (known.isEmpty()) {
            fences();
        }
        boolean there = isThere(fence);
        Option<PortFailure> failure = write(fence, there);
        if (failure.isDefined() && !there) {
            known = Option.none();
            fences(); // another process of this installation may have made the row since it was read
            return isThere(fence) ? write(fence, true) : failure;
        }
        return failure;
    }

    private boolean isThere(Fence fence) {
        return known.exists(ids -> ids.contains(fence.installation()));
    }

    private Option<PortFailure> write(Fence fence, boolean there) {
        String what = "the fence of installation " + fence.installation();
        Operation operation = there
                ? Operation.patch(
                        odata.at().row(Key.of(EntitySet.INSTALLATIONS, fence.installation())),
                        EntitySet.INSTALLATIONS,
                        "",
                        LinkedHashMap.of("Epoch", fence.counter()),
                        what)
                : Operation.post(
                        odata.at().set(EntitySet.INSTALLATIONS),
                        EntitySet.INSTALLATIONS,
                        LinkedHashMap.of("InstallationId", fence.installation(), "Epoch", fence.counter()),
                        what);
        Either<Trouble, Answer> answer = odata.batch(Vector.of(operation), 1).head();
        boolean done = answer.exists(a -> isDone(a, fence, there));
        known = done ? known.map(ids -> ids.add(fence.installation())) : Option.none();
        return answer.fold(
                trouble -> Option.some(trouble.failure()),
                a -> done ? Option.none() : Option.some(a.ok() ? unconfirmed(what) : odata.failure(a, what)));
    }

    /** OData 4.0 part 1, 11.4: 204, or the row itself, with 201 after an insertion and 200 after an update. */
    private boolean isDone(Answer answer, Fence fence, boolean there) {
        if (answer.status() == 204 || (!there && answer.status() == 201)) {
            return true;
        }
        try {
            return there
                    && answer.status() == 200
                    && odata.row(EntitySet.INSTALLATIONS, answer).number("Epoch") == fence.counter();
        } catch (Trouble notTheRow) {
            return false;
        }
    }

    private static PortFailure unconfirmed(String what) {
        return new PortFailure.Unavailable(Reason.of(
                "nonsense",
                "D365 answers the writing of " + what + " with something else",
                "nothing to do unless it lasts: it is tried again in the next run"));
    }
}
