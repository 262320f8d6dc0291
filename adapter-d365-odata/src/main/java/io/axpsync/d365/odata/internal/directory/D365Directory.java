package io.axpsync.d365.odata.internal.directory;

import io.axpsync.core.item.Company;
import io.axpsync.core.item.DirectoryEntry;
import io.axpsync.core.item.Reason;
import io.axpsync.core.port.Directory;
import io.axpsync.core.port.PortFailure;
import io.axpsync.d365.odata.internal.http.Trouble;
import io.axpsync.d365.odata.internal.service.OData;
import io.axpsync.d365.odata.internal.service.Row;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.control.Either;
import java.util.function.Supplier;

/** The directory port over the connection of the side. */
public final class D365Directory implements Directory {

    private final OData odata;
    private final Workers workers;
    private final People people;
    private final Organisations companies;

    public D365Directory(OData odata) {
        this.odata = odata;
        workers = new Workers(odata);
        people = new People(odata);
        companies = new Organisations(odata);
    }

    /** Asked before a run, to know its lanes. */
    @Override
    public Either<PortFailure, Seq<Worker>> workers(Set<String> addresses) {
        odata.begin();
        return answer(() -> workers.find(addresses));
    }

    @Override
    public Either<PortFailure, Seq<Worker>> workers() {
        odata.begin();
        return answer(workers::all);
    }

    @Override
    public Either<PortFailure, Seq<DirectoryEntry>> people(Set<String> addresses) {
        return answer(() -> people.find(addresses));
    }

    @Override
    public Either<PortFailure, Seq<Company>> companies() {
        return answer(companies::all);
    }

    @Override
    public Seq<DirectoryEntry.Type> order() {
        return odata.config().directories();
    }

    private static <T> Either<PortFailure, T> answer(Supplier<T> work) {
        try {
            return Either.right(work.get());
        } catch (Trouble trouble) {
            return Either.left(trouble.failure());
        } catch (Row.UnknownValue e) {
            return Either.left(
                    new PortFailure.Unavailable(Reason.of("nonsense", "D365 listed a row whose " + e.text())));
        }
    }
}
