package io.axpsync.exchange.ews.internal;

import io.axpsync.core.change.Observed;
import io.axpsync.core.item.Capabilities;
import io.axpsync.core.item.Fence;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Side;
import io.axpsync.core.port.FenceWrite;
import io.axpsync.core.port.LaneAnswer;
import io.axpsync.core.port.LaneQuery;
import io.axpsync.core.port.Look;
import io.axpsync.core.port.Outcome;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.Search;
import io.axpsync.core.port.SyncSide;
import io.axpsync.core.port.Write;
import io.axpsync.exchange.ews.EwsConfig;
import io.axpsync.exchange.ews.internal.wire.Gateway;
import io.vavr.collection.Seq;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.util.function.Consumer;

/** The Exchange side of appointments over EWS. */
public final class EwsCalendars implements SyncSide {

    private static final Capabilities CAPABILITIES = Capabilities.builder()
            .fields(AppointmentMapping.holdings())
            .silentWrites(true)
            .readsBack(true)
            .privateFieldsAreSilent(true)
            .checksVersions(true)
            .holdsStamps(true)
            .softDelete(true)
            .holdsFence(true)
            .build();

    private final Gateway gateway;
    private final Observing observing;
    private final Reading reading;
    private final Searching searching;
    private final Writing writing;
    private final FolderFences fences;

    public EwsCalendars(EwsConfig config) {
        this.gateway = new Gateway(config);
        Folders folders = new Folders(gateway, config.impersonate());
        this.fences = new FolderFences(gateway, folders);
        Stamped stamped = new Stamped(gateway, config);
        Recollections recollections = new Recollections();
        this.reading = new Reading(gateway, folders, stamped, recollections);
        this.observing = new Observing(gateway, folders, stamped, reading, config);
        this.searching = new Searching(folders, stamped, reading);
        this.writing = new Writing(gateway, folders, stamped, reading, recollections);
    }

    @Override
    public Side side() {
        return Side.EXCHANGE;
    }

    @Override
    public void begin() {
        gateway.begin();
    }

    @Override
    public Either<PortFailure, Capabilities> capabilities(Lane lane) {
        return unsupported(lane).toEither(CAPABILITIES).swap();
    }

    @Override
    public void observe(Seq<LaneQuery> lanes, Consumer<LaneAnswer> sink) {
        lanes.forEach(query -> unsupported(query.lane())
                .forEach(failure -> sink.accept(new LaneAnswer(query.lane(), Either.left(failure)))));
        observing.observe(lanes.filter(query -> unsupported(query.lane()).isEmpty()), sink);
    }

    @Override
    public Seq<Either<PortFailure, Observed>> fetch(Seq<Look> looks) {
        return reading.fetch(looks);
    }

    @Override
    public Seq<Either<PortFailure, Seq<Observed.Present>>> find(Seq<Search> searches) {
        return searching.find(searches);
    }

    @Override
    public Seq<Outcome> write(Seq<Write> writes) {
        return writing.write(writes);
    }

    @Override
    public Seq<Either<PortFailure, Seq<Fence>>> fences(Seq<Lane> lanes) {
        return fences.read(lanes);
    }

    @Override
    public Seq<Option<PortFailure>> raise(Seq<FenceWrite> raised) {
        return fences.raise(raised);
    }

    @Override
    public void close() {
        gateway.close();
    }

    private static Option<PortFailure> unsupported(Lane lane) {
        return Option.when(
                lane.kind() != Kind.APPOINTMENT,
                () -> new PortFailure.Rejected(
                        Reason.of("ews-kind", "EWS is used for appointments only so far, not for " + lane.kind())));
    }
}
