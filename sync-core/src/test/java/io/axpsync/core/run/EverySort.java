package io.axpsync.core.run;

import static io.axpsync.core.run.TwoSides.TEN;
import static io.axpsync.core.run.TwoSides.appointment;
import static io.axpsync.core.run.TwoSides.people;

import io.axpsync.core.item.AttachedFile;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.NormalForm;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Value;
import io.axpsync.core.link.Link;
import io.axpsync.core.memory.Hostility;
import io.axpsync.core.plan.Decision;
import io.axpsync.core.plan.GuardLimits;
import io.axpsync.core.plan.SyncRules;
import io.axpsync.core.plan.Verb;
import io.axpsync.core.port.RunListener;
import io.vavr.collection.HashMap;
import io.vavr.collection.HashSet;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.time.Duration;

/** Two employees, and in the first one's calendar something to do of every sort; the second one's mailbox is down. */
final class EverySort {

    private static final String POISON = "poison";
    private static final int BLANKED = 6;

    final TwoSides company = new TwoSides();
    final Lane second = TwoSides.lane("000102", "bob.maier@fabrikon.example");

    EverySort() {
        company.rules = SyncRules.builder()
                .limits(new GuardLimits(HashMap.of(Verb.BLANK, new GuardLimits.Limit(5, 0)), 200, 50))
                .build();
        company.d365.open(second);
        company.exchange.open(second);
        agree();
        pend();
        happen();
        company.exchange.behave(Hostility.builder()
                .rejectedTitle(POISON)
                .unreachable(HashSet.of(second.id()))
                .build());
    }

    /** Pairs that have agreed, some of which were released or sleep since. */
    private void agree() {
        for (String name : Vector.of(
                "edited in D365",
                "edited in Outlook",
                "merged",
                "in conflict",
                "unmarked in D365",
                "unmarked in Outlook",
                "moved away",
                "deleted in D365",
                "deleted in Outlook",
                "deleted in both",
                "edited, deleted in D365",
                "edited, deleted in Outlook",
                "falls asleep",
                "wakes up",
                "resumed",
                "resumed without counterpart",
                "touched",
                "unreadable")) {
            company.put(Side.D365, appointment(name));
        }
        for (String name : blanked()) {
            company.put(Side.D365, appointment(name).with(Field.LOCATION, Value.text("Room 9")));
        }
        company.put(Side.D365, meeting("cancelled but edited"));
        company.put(Side.EXCHANGE, meeting("postponed"));
        run(CuttingPorts.never());
        unmark(Side.D365, "resumed");
        unmark(Side.D365, "resumed without counterpart");
        company.user(Side.D365).moveOutsideWindow(find(Side.D365, "wakes up"));
        run(CuttingPorts.never());
        run(CuttingPorts.never());
    }

    /** One create whose answer was lost and one that never arrived; and what lies outside the window since just now. */
    private void pend() {
        company.user(Side.EXCHANGE).moveOutsideWindow(find(Side.EXCHANGE, "falls asleep"));
        company.put(Side.D365, meeting("answer lost"));
        company.put(Side.EXCHANGE, appointment("request lost"));
        company.exchange.behave(Hostility.builder().lostAnswers(1).build());
        company.d365.behave(Hostility.builder().lostRequests(2).build());
        run(CuttingPorts.never());
        company.d365.behave(Hostility.NONE);
    }

    private void happen() {
        company.put(
                Side.EXCHANGE,
                appointment("with a file")
                        .with(Field.ATTACHMENTS, AttachedFile.set(Vector.of(AttachedFile.listed("a.pdf", 3, "")))));
        edit(Side.D365, "edited in D365", Field.LOCATION, "Room 1");
        edit(Side.EXCHANGE, "edited in Outlook", Field.BODY, "more");
        edit(Side.D365, "merged", Field.LOCATION, "Room 2");
        edit(Side.EXCHANGE, "merged", Field.BODY, "text");
        edit(Side.D365, "in conflict", Field.LOCATION, "by D365");
        edit(Side.EXCHANGE, "in conflict", Field.LOCATION, "by Outlook");
        edit(Side.D365, "postponed", Field.LOCATION, "Room 3");
        unmark(Side.D365, "unmarked in D365");
        unmark(Side.EXCHANGE, "unmarked in Outlook");
        company.user(Side.EXCHANGE).moveElsewhere(find(Side.EXCHANGE, "moved away"));
        delete(Side.D365, "deleted in D365");
        delete(Side.EXCHANGE, "deleted in Outlook");
        delete(Side.D365, "deleted in both");
        delete(Side.EXCHANGE, "deleted in both");
        edit(Side.EXCHANGE, "edited, deleted in D365", Field.BODY, "kept");
        delete(Side.D365, "edited, deleted in D365");
        edit(Side.D365, "edited, deleted in Outlook", Field.BODY, "kept");
        delete(Side.EXCHANGE, "edited, deleted in Outlook");
        edit(Side.D365, "cancelled but edited", Field.BODY, "kept");
        delete(Side.EXCHANGE, "cancelled but edited");
        company.user(Side.EXCHANGE)
                .edit(
                        company.lane,
                        find(Side.EXCHANGE, "wakes up"),
                        Field.PERIOD,
                        new Value.Period(TEN, TEN.plus(Duration.ofHours(2))));
        company.user(Side.EXCHANGE).setMarker(company.lane, find(Side.EXCHANGE, "resumed"));
        edit(Side.EXCHANGE, "resumed", Field.LOCATION, "Room 4");
        company.user(Side.D365).setMarker(company.lane, find(Side.D365, "resumed without counterpart"));
        delete(Side.EXCHANGE, "resumed without counterpart");
        company.user(Side.D365).setMarker(company.lane, find(Side.D365, "touched"));
        company.user(Side.EXCHANGE)
                .setUnreadable(find(Side.EXCHANGE, "unreadable"), Reason.of("odd", "cannot be read", ""));
        blanked().forEach(name -> edit(Side.D365, name, Field.LOCATION, ""));
        company.put(Side.D365, meeting("new in D365"));
        company.exchange
                .user()
                .receive(
                        company.lane,
                        appointment("new in Outlook")
                                .with(Field.ATTENDEES, people("anna.huber@fabrikon.example", "cy@client.example")),
                        true,
                        "uid-1");
        company.put(Side.D365, appointment("both"));
        company.user(Side.EXCHANGE).put(company.lane, appointment("both").with(Field.BODY, Value.text("b")), false);
        company.put(Side.D365, appointment("doubtful"));
        company.user(Side.EXCHANGE).put(company.lane, appointment("doubtful"), false);
        company.user(Side.EXCHANGE).put(company.lane, appointment("doubtful"), false);
        company.put(Side.D365, appointment(POISON));
        company.user(Side.EXCHANGE).put(second, appointment("the other's"), true);
        company.user(Side.D365).put(second, appointment("the other's in D365"), true);
    }

    /** One run over both lanes; none when it was cut. */
    Option<RunReport> run(CuttingPorts ports) {
        company.time.updateAndGet(t -> t.plus(Duration.ofHours(1)));
        Seq<LaneSetup> lanes = Vector.of(company.lane, second)
                .map(lane -> LaneSetup.builder()
                        .lane(lane)
                        .rules(company.rules)
                        .d365(ports.side(company.d365))
                        .exchange(ports.side(company.exchange))
                        .build());
        try {
            return Option.some(new SyncRun(
                            ports.store(company.store),
                            ports.directory(TwoSides.NOBODY),
                            company.clock,
                            company.ids,
                            RunListener.SILENT)
                    .sync(lanes));
        } catch (CuttingPorts.Cut cut) {
            return Option.none();
        }
    }

    /** Everything works from now on. */
    void heal() {
        company.exchange.behave(Hostility.NONE);
        company.time.updateAndGet(t -> t.plus(Duration.ofDays(1)));
    }

    /** What anybody could see: items, links, cases, what is held, mails. */
    Seq<String> state() {
        return Vector.of(company.lane, second)
                .flatMap(this::state)
                .appendAll(company.exchange.mails().map(m -> "mail " + m))
                .sorted();
    }

    /** The values that the journal keeps of what was overwritten or removed. */
    Seq<String> kept() {
        return company.store
                .journal()
                .newest(company.lane.id(), 10_000)
                .flatMap(e -> e.before().map(v -> e.title() + " " + v._1 + "=" + NormalForm.text(v._1, v._2)))
                .distinct()
                .sorted();
    }

    private Seq<String> state(Lane lane) {
        return Vector.of(Side.values())
                .flatMap(side -> company.user(side)
                        .list(lane)
                        .map(ref -> side + " " + text(company.user(side).see(lane, ref))
                                + (company.user(side).isMarked(lane, ref) ? " marked" : "")))
                .appendAll(company.store.links().ofLane(lane.id()).map(l -> link(lane, l)))
                .appendAll(company.store
                        .cases()
                        .ofLane(lane.id())
                        .map(c -> "case " + c.state() + " " + c.reason().code() + " " + c.title()))
                .appendAll(company.store.held().ofLane(lane.id()).map(h -> "held " + h.verb() + " " + h.title()));
    }

    private String link(Lane lane, Link l) {
        return "link " + l.state() + " " + l.markerSeen() + " " + l.madeOn()
                + Vector.of(Side.values())
                        .map(s -> l.ref(s)
                                .map(ref -> company.user(s).see(lane, ref).title()
                                        + (company.user(s).isDeleted(ref) ? " (deleted)" : "")));
    }

    private static String text(Item item) {
        return item.title() + " "
                + Field.of(item.kind())
                        .reject(f -> item.value(f).isNothing())
                        .map(f -> f + "=" + NormalForm.text(f, item.value(f)))
                        .mkString(" ");
    }

    private static Seq<String> blanked() {
        return Vector.range(0, BLANKED).map(i -> "blanked " + i);
    }

    private static Item meeting(String name) {
        return appointment(name).with(Field.ATTENDEES, people("bo@client.example"));
    }

    private void edit(Side side, String name, Field field, String text) {
        Value value = text.isEmpty() ? Value.NOTHING : Value.text(text);
        company.user(side).edit(company.lane, find(side, name), field, value);
    }

    private void unmark(Side side, String name) {
        company.user(side).removeMarker(company.lane, find(side, name));
    }

    private void delete(Side side, String name) {
        company.user(side).delete(find(side, name));
    }

    private ItemRef find(Side side, String name) {
        return company.user(side).called(company.lane, name).single();
    }

    /** What sort of decision it is, as fine as the engine acts on it. */
    static String sort(Decision d) {
        String name = d.getClass().getSimpleName();
        if (d instanceof Decision.Create c) {
            return name + " on " + c.on() + (c.link().isDefined() ? " again" : "");
        } else if (d instanceof Decision.Update u) {
            return name + " of "
                    + Vector.of(Side.values())
                            .reject(side -> u.merge().to(side).isEmpty())
                            .mkString(", ");
        } else if (d instanceof Decision.Remove r) {
            return name + " from " + r.on();
        } else if (d instanceof Decision.Release r) {
            return name + r.unmark().map(o -> " unmarking " + o.ref().side()).getOrElse("");
        } else if (d instanceof Decision.Park p) {
            return name + " " + p.parking() + " " + p.reason().code();
        }
        return name + (d instanceof Decision.Adopt a && a.link().isDefined() ? " again" : "");
    }
}
