package io.axpsync.core.memory;

import io.axpsync.core.item.DirectoryEntry;
import io.axpsync.core.port.Directory;
import io.axpsync.core.port.PortFailure;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import io.vavr.control.Either;

/** A directory that knows nobody. */
public class NoPeople implements Directory {

    @Override
    public Either<PortFailure, Seq<Worker>> workers(Set<String> addresses) {
        return Either.right(Vector.empty());
    }

    @Override
    public Either<PortFailure, Seq<DirectoryEntry>> people(Set<String> addresses) {
        return Either.right(Vector.empty());
    }
}
