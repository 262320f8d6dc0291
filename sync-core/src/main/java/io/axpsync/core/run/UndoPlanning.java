package io.axpsync.core.run;

import io.axpsync.core.change.Observed;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Stamp;
import io.axpsync.core.item.Value;
import io.axpsync.core.link.Link;
import io.axpsync.core.link.LinkState;
import io.axpsync.core.plan.Decision;
import io.axpsync.core.plan.UndoRules;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.Search;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reads what the deeds of a lane are about, and decides about each. */
final class UndoPlanning {

    private final String installation;
    private final Deeds deeds;
    private final Instant now;
    private final List<UndoReport.Refused> refused = new ArrayList<>();

    UndoPlanning(String installation, Deeds deeds, Instant now) {
        this.installation = installation;
        this.deeds = deeds;
        this.now = now;
    }

    Seq<UndoReport.Refused> refused() {
        return Vector.ofAll(refused);
    }

    void refuse(Deed deed, Reason reason) {
        refused.add(new UndoReport.Refused(deed.place().lane(), deed.ref(), deed.title(), reason));
    }

    Seq<Decision> decide(LaneWork lane, Seq<Deed> done) {
        Seq<Deed> open = done.filter(this::isOpen);
        open.map(d -> d.place().link()).filter(lane.links::containsKey).forEach(lane.touched::add);
        Reading.rest(installation).touched(Vector.of(lane));
        UndoRules rules = new UndoRules(installation, lane.lane(), lane.setup.rules(), lane.sides, now);
        List<Decision> decisions = new ArrayList<>();
        for (Deed deed : open) {
            if (!lane.failed()) {
                UndoRules.Answer answer = deed.did("delete") ? recreate(lane, rules, deed) : change(lane, rules, deed);
                answer.refused().forEach(reason -> refuse(deed, reason));
                answer.decision().forEach(decisions::add);
            }
        }
        Seq<Decision> all = Vector.ofAll(decisions);
        return all.reject(UndoPlanning::removes).appendAll(all.filter(UndoPlanning::removes));
    }

    private static boolean removes(Decision d) {
        return d instanceof io.axpsync.core.plan.Undoing.Retract;
    }

    private boolean isOpen(Deed deed) {
        Option<Reason> why = deeds.isUndone(deed) ? Option.some(UNDONE) : deed.unsure();
        why.forEach(reason -> refuse(deed, reason));
        return why.isEmpty();
    }

    private UndoRules.Answer change(LaneWork lane, UndoRules rules, Deed deed) {
        Option<Link> link = Option.of(lane.links.get(deed.place().link()));
        if (link.isEmpty()) {
            return new UndoRules.Answer(Option.none(), Vector.of(FORGOTTEN));
        } else if (!deed.did("create") && deed.written().isEmpty() && !deed.did("release")) {
            return new UndoRules.Answer(Option.none(), Vector.of(ONLY_MARKED));
        }
        Option<Observed> now =
                link.flatMap(l -> l.ref(deed.place().side())).flatMap(ref -> Option.of(lane.full.get(ref)));
        return UndoRules.readable(now)
                .fold(
                        reason -> new UndoRules.Answer(Option.none(), Vector.of(reason)),
                        item -> deed.did("create")
                                ? rules.retract(
                                        link.get(),
                                        item,
                                        deed.written(),
                                        deed.place().run())
                                : rules.revert(
                                        link.get(),
                                        item,
                                        new UndoRules.Written(deed.before(), deed.written(), deed.did("release")),
                                        deed.place().run()));
    }

    private UndoRules.Answer recreate(LaneWork lane, UndoRules rules, Deed deed) {
        Side side = deed.place().side();
        Item item = Item.of(lane.lane().kind(), deed.before());
        Value period = item.value(Field.PERIOD);
        Stamp stamp = Stamp.of(installation, deed.place().link());
        Either<PortFailure, Seq<Observed.Present>> there = lane.side(side)
                .find(Vector.of(new Search(lane.lane(), lane.window, Option.some(stamp), Option.none(), period)))
                .head();
        if (there.isLeft()) {
            lane.fail(there.getLeft().reason());
            return new UndoRules.Answer(Option.none(), Vector.empty());
        }
        Link fresh = Link.builder()
                .id(deed.place().link())
                .lane(lane.id())
                .state(LinkState.PENDING)
                .since(now)
                .build();
        Option<Link> known = Option.of(lane.links.get(fresh.id()));
        return rules.recreate(
                known, fresh, deed.ref().get(), item, there.get(), deed.place().run());
    }

    private static final Reason UNDONE = Reason.of("already-undone", "was undone before");
    private static final Reason FORGOTTEN =
            Reason.of("pair-forgotten", "the pair is no longer known: its items were deleted since that run");
    private static final Reason ONLY_MARKED = Reason.of(
            "only-marked",
            "nothing was overwritten: two items were recognised as the same thing",
            "Take the marker off to part them.");
}
