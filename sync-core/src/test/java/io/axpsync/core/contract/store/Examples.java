package io.axpsync.core.contract.store;

import io.axpsync.core.change.Baseline;
import io.axpsync.core.change.FieldPrint;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.ItemVersion;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.LaneId;
import io.axpsync.core.item.LinkId;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Value;
import io.axpsync.core.item.Withheld;
import io.axpsync.core.link.Link;
import io.axpsync.core.link.LinkState;
import io.axpsync.core.port.Held;
import io.axpsync.core.port.JournalEntry;
import io.axpsync.core.port.OpenCase;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Seq;
import io.vavr.collection.Stream;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.time.Instant;
import java.time.LocalDate;

/** Valid things to put into a store, told in the words of the domain. */
public final class Examples {

    public static final LaneId CALENDAR = LaneId.of("000020", Kind.APPOINTMENT);
    public static final LaneId TASKS = LaneId.of("000020", Kind.TASK);

    /** With nanoseconds: what is saved comes back to the last digit. */
    public static final Instant NOW = Instant.parse("2026-03-02T09:30:15.123456789Z");

    /** Characters of one to four bytes, right-to-left, combining, and what breaks careless quoting. */
    public static final String ODD_TEXT =
            "Zoë's \"Größe\" \\ 100 % – 会議 🗓️ שלום e\u0301 ; DROP TABLE links; --\t\r\n${x}";

    /** What breaks a {@link #failingAfter}. */
    public static final class Poison extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private Examples() {}

    /** A string of 100 kB and a bit. */
    public static String large() {
        return "0123456789 äöü €".repeat(6_500);
    }

    /** A sequence that hands over the given things and then throws {@link Poison}. */
    @SafeVarargs
    public static <T> Seq<T> failingAfter(T... things) {
        return failingAfter(Vector.of(things));
    }

    private static <T> Stream<T> failingAfter(Vector<T> things) {
        return Stream.cons(things.head(), () -> {
            if (things.tail().isEmpty()) {
                throw new Poison();
            }
            return failingAfter(things.tail());
        });
    }

    /** A link in which everything is filled. */
    public static Link link(String id) {
        return Link.builder()
                .id(new LinkId(id))
                .lane(CALENDAR)
                .state(LinkState.LINKED)
                .d365(Option.some(ItemRef.d365("usmf/ACT-" + id)))
                .exchange(Option.some(ItemRef.exchange("AAMkAD" + id + "=")))
                .d365Baseline(Option.some(baseline("W/\"" + id + "\"")))
                .exchangeBaseline(Option.some(baseline("DwAAABYAAAB" + id)))
                .madeOn(Option.some(Side.EXCHANGE))
                .naturalKey(Option.some("uid:" + id))
                .markerSeen(false)
                .since(NOW)
                .build();
    }

    /** A link with nothing but what it needs. */
    public static Link bareLink(String id, LaneId lane) {
        return Link.builder()
                .id(new LinkId(id))
                .lane(lane)
                .state(LinkState.PENDING)
                .since(NOW)
                .build();
    }

    public static Baseline baseline(String version) {
        return new Baseline(
                new ItemVersion(version),
                "fp1-0a1b2c3d",
                LinkedHashMap.of(
                        Field.SUBJECT, new FieldPrint.Single("q83vEjRWeJq83vEj", Option.none()),
                        Field.BODY, new FieldPrint.Single("MTIzNDU2Nzg5MDEy", Option.some(Withheld.CUT)),
                        Field.CATEGORIES, new FieldPrint.Elements(LinkedHashMap.empty(), Option.none()),
                        Field.ATTENDEES,
                                new FieldPrint.Elements(
                                        LinkedHashMap.of("a2V5LW9uZS1rZXk_", "dmFsdWUtb25lLXY-"),
                                        Option.some(Withheld.PROTECTED))),
                Vector.of(Baseline.MADE, new ItemVersion(version + "-before")));
    }

    /** An entry in which everything is filled, with a value of every type. */
    public static JournalEntry entry(LaneId lane, String run, String title) {
        return JournalEntry.builder()
                .run(run)
                .lane(lane)
                .at(NOW)
                .link(Option.some(new LinkId("id-1")))
                .side(Option.some(Side.D365))
                .ref(Option.some(ItemRef.d365("usmf/ACT-1")))
                .verb("update")
                .phase(JournalEntry.Phase.INTENT)
                .reason(Reason.of("changed-there", ODD_TEXT, "Nothing."))
                .title(title)
                .before(LinkedHashMap.of(
                        Field.SUBJECT,
                        new Value.Text(title),
                        Field.BODY,
                        Value.NOTHING,
                        Field.REMINDER,
                        new Value.Whole(15),
                        Field.SHOW_AS,
                        Value.choice("BUSY"),
                        Field.PERIOD,
                        new Value.Period(NOW, NOW.plusSeconds(3600))))
                .after(LinkedHashMap.of(
                        Field.PERIOD,
                        new Value.Days(LocalDate.of(2026, 3, 2), LocalDate.of(2026, 3, 4)),
                        Field.ATTENDEES,
                        Value.Entries.of(Vector.of(
                                new Value.Entry("zoe@contoso.example", "REQUIRED", "Zoë O'Neil"),
                                new Value.Entry("al@contoso.example", "OPTIONAL", ""))),
                        Field.CATEGORIES,
                        Value.Entries.of(Vector.empty())))
                .mailed(Option.some(new JournalEntry.Mailed("update", 12, 3)))
                .undoes(Option.some("run-0"))
                .build();
    }

    /** An entry with nothing but what it needs. */
    public static JournalEntry bareEntry(LaneId lane, String run, String verb) {
        return JournalEntry.builder()
                .run(run)
                .lane(lane)
                .at(NOW)
                .verb(verb)
                .phase(JournalEntry.Phase.DONE)
                .reason(Reason.of("plain", "Because."))
                .build();
    }

    public static Held held(LaneId lane, String digest) {
        return new Held(
                lane,
                digest,
                "delete",
                Vector.of(ItemRef.exchange("AAMkADheld="), ItemRef.d365("usmf/ACT-held")),
                ODD_TEXT,
                Reason.of("too-many-deletes", "51 of 60 " + ODD_TEXT, "Look at them, then release or reject."),
                NOW,
                Held.Word.RELEASE);
    }

    public static OpenCase openCase(LaneId lane, String id) {
        return new OpenCase(
                lane,
                Vector.of(ItemRef.d365(id)),
                OpenCase.State.DISPUTED,
                ODD_TEXT,
                Reason.of("two-candidates", "Both say " + ODD_TEXT, ""),
                3,
                NOW,
                NOW.plusSeconds(600));
    }
}
