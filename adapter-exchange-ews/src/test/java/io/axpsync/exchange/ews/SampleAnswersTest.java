package io.axpsync.exchange.ews;

import static io.axpsync.exchange.ews.Words.ANNA;
import static io.axpsync.exchange.ews.Words.appointment;
import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.change.Observed;
import io.axpsync.core.item.Category;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.ItemVersion;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.LinkId;
import io.axpsync.core.item.Notify;
import io.axpsync.core.item.Value;
import io.axpsync.core.item.Window;
import io.axpsync.core.port.LaneQuery;
import io.axpsync.core.port.Look;
import io.axpsync.core.port.Outcome;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.Search;
import io.axpsync.core.port.SyncSide;
import io.axpsync.core.port.Write;
import io.axpsync.sandbox.contract.ContractWatch;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/** Microsoft's own answer samples, replayed by a server and read through the adapter: it tells what the sample says. */
class SampleAnswersTest {

    private static final Window EVER = new Window(Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z"));
    private static final Instant NINE = Instant.parse("2026-06-01T09:00:00Z");

    /** The operations that the adapter calls, each with the way to have it called. */
    private final Map<String, BiConsumer<ReplayingEws, Sample>> readers = Map.of(
            "SyncFolderItems", this::feed,
            "GetItem", this::read,
            "FindItem", this::search,
            "FindFolder", this::namedFolder,
            "GetFolder", this::checkedFolder,
            "GetUserConfiguration", this::categoryList,
            "CreateItem", this::create,
            "UpdateItem", this::update,
            "DeleteItem", this::remove,
            "Fault", this::fault);

    @Test
    void everyAnswerSampleIsReadAsWhatItSays() {
        Map<String, Integer> replayed = new TreeMap<>();
        Map<String, Integer> leftOut = new TreeMap<>();
        for (Sample sample : Sample.answers(ContractWatch.requiredFolder().resolve("ews/samples"))) {
            BiConsumer<ReplayingEws, Sample> reader = readers.get(sample.operation());
            (reader == null ? leftOut : replayed).merge(sample.operation(), 1, Integer::sum);
            if (reader != null) {
                String asked = sample.isFault() ? "SyncFolderItems" : sample.operation();
                try (ReplayingEws server = new ReplayingEws(asked, sample.status(), sample.text())) {
                    reader.accept(server, sample);
                    assertThat(server.replayed()).as(sample.name()).isTrue();
                }
            }
        }
        System.out.println("EWS answer samples: " + (sum(replayed) + sum(leftOut)) + ", read through the adapter: "
                + sum(replayed) + " " + replayed + ", left out (never asked for): " + sum(leftOut) + " " + leftOut);
        assertThat(replayed.keySet()).containsExactlyInAnyOrderElementsOf(readers.keySet());
        assertThat(sum(replayed) + sum(leftOut)).isEqualTo(87);
    }

    private static int sum(Map<String, Integer> counts) {
        return counts.values().stream().mapToInt(i -> i).sum();
    }

    // ── Reads ────────────────────────────────────────────────────────────────────────────────────────────────────

    private void feed(ReplayingEws server, Sample sample) {
        try (SyncSide side = EwsSide.open(server.config().build())) {
            var answer = Words.observe(side, Vector.of(new LaneQuery(ANNA, EVER, Option.none())))
                    .get(0)
                    .snapshot();
            Element message = sample.messages().get(0);
            if (!Sample.code(message).equals("NoError")) {
                failsAs(sample, answer.getLeft(), Sample.code(message));
                return;
            }
            List<Element> items = Sample.items(message);
            assertThat(answer.get().items().map(seen -> seen.ref().id()))
                    .as(sample.name())
                    .containsExactlyElementsOf(
                            items.stream().map(Sample::id).distinct().toList());
            answer.get()
                    .items()
                    .forEach(seen -> says(
                            sample,
                            items.stream()
                                    .filter(item ->
                                            Sample.id(item).equals(seen.ref().id()))
                                    .findFirst()
                                    .orElseThrow(),
                            seen));
        }
    }

    private void read(ReplayingEws server, Sample sample) {
        for (Element message : sample.messages()) {
            String id =
                    Sample.items(message).stream().findFirst().map(Sample::id).orElse("asked");
            try (SyncSide side = EwsSide.open(server.config().build())) {
                Either<PortFailure, Observed> seen = side.fetch(
                                Vector.of(new Look(ANNA, EVER, ItemRef.exchange(id), Option.none())))
                        .get(0);
                if (Sample.code(message).equals("NoError")) {
                    says(sample, Sample.items(message).get(0), seen.get());
                } else {
                    failsAs(sample, seen.getLeft(), Sample.code(message));
                }
            }
        }
    }

    private void search(ReplayingEws server, Sample sample) {
        try (SyncSide side = EwsSide.open(server.config().build())) {
            Value period = new Value.Period(NINE, NINE.plusSeconds(3600));
            var found = side.find(Vector.of(new Search(ANNA, EVER, Option.none(), Option.none(), period)))
                    .get(0);
            Element message = sample.messages().get(0);
            if (!Sample.code(message).equals("NoError")) {
                failsAs(sample, found.getLeft(), Sample.code(message));
                return;
            }
            assertThat(found.isRight()).as(sample.name()).isTrue();
            assertThat(server.idsAskedBy("GetItem"))
                    .as(sample.name() + ": what was found is read in full")
                    .containsExactlyElementsOf(
                            Sample.items(message).stream().map(Sample::id).toList());
        }
    }

    /** The sample's only folder is not said to be a calendar. */
    private void namedFolder(ReplayingEws server, Sample sample) {
        String name = Sample.text(sample.content(), "DisplayName").orElseThrow();
        Lane lane = Lane.builder().from(ANNA).folder(Option.some(name)).build();
        try (SyncSide side = EwsSide.open(server.config().build())) {
            PortFailure failure = Words.observe(side, lane, EVER, Option.none()).getLeft();
            assertThat(failure).as(sample.name()).isInstanceOf(PortFailure.Missing.class);
            assertThat(failure.reason().text()).contains("no calendar \"" + name + "\"");
        }
    }

    private EwsCheck.Finding checked(ReplayingEws server) {
        try (EwsCheck check = EwsCheck.open(server.config().build())) {
            return check.check(Vector.of("anna@contoso.example"), new Category("D365"))
                    .get(0);
        }
    }

    private void checkedFolder(ReplayingEws server, Sample sample) {
        EwsCheck.Finding finding = checked(server);
        Element message = sample.messages().get(0);
        boolean rights = Sample.text(message, "EffectiveRights").isPresent();
        assertThat(finding.problems().isEmpty()).as(sample.name()).isEqualTo(rights);
        assertThat(finding.name())
                .as(sample.name())
                .isEqualTo(Sample.text(message, "DisplayName").orElse(""));
        if (!Sample.code(message).equals("NoError")) {
            assertThat(finding.problems().get(0).text()).contains(Sample.code(message));
        }
    }

    /** The sample tells a dictionary, which no category list is. */
    private void categoryList(ReplayingEws server, Sample sample) {
        EwsCheck.Finding finding = checked(server);
        assertThat(finding.hints().map(hint -> hint.code()))
                .as(sample.name())
                .containsExactly("ews-categories-unknown");
    }

    private void fault(ReplayingEws server, Sample sample) {
        try (SyncSide side = EwsSide.open(server.config().build())) {
            PortFailure failure = Words.observe(side, ANNA, EVER, Option.none()).getLeft();
            failsAs(
                    sample,
                    failure,
                    Sample.code(Sample.all(sample.content(), "detail").get(0)));
            assertThat(failure.reason().text())
                    .contains(Sample.text(sample.content(), "Message")
                            .orElseThrow()
                            .substring(0, 40));
        }
    }

    // ── Writes ───────────────────────────────────────────────────────────────────────────────────────────────────

    private void create(ReplayingEws server, Sample sample) {
        try (SyncSide side = EwsSide.open(server.config().build())) {
            Seq<Write> writes = Vector.range(0, sample.messages().size())
                    .map(i -> Words.create(ANNA, "l" + i, appointment("Visit " + i)));
            judged(sample, writes, side.write(writes));
        }
    }

    private void update(ReplayingEws server, Sample sample) {
        try (SyncSide side = EwsSide.open(server.config().build())) {
            Seq<Write> writes = Vector.range(0, sample.messages().size())
                    .map(i ->
                            (Observed.Present) Words.fetch(side, ANNA, "i" + i).get())
                    .map(read -> Words.update(ANNA, read, Field.SUBJECT, Value.text("New")));
            judged(sample, writes, side.write(writes));
        }
    }

    private void remove(ReplayingEws server, Sample sample) {
        try (SyncSide side = EwsSide.open(server.config().build())) {
            Seq<Write> writes = Vector.range(0, sample.messages().size())
                    .map(i -> new Write.Remove(
                            ANNA,
                            EVER,
                            new LinkId("remove"),
                            ItemRef.exchange("i" + i),
                            new ItemVersion("k1"),
                            Notify.NOBODY));
            judged(sample, writes, side.write(writes));
        }
    }

    private void judged(Sample sample, Seq<Write> writes, Seq<Outcome> outcomes) {
        assertThat(outcomes).as(sample.name()).hasSize(writes.size());
        for (int i = 0; i < writes.size(); i++) {
            Element message = sample.messages().get(i);
            Outcome outcome = outcomes.get(i);
            if (!Sample.code(message).equals("NoError")) {
                assertThat(outcome).as(sample.name()).isInstanceOf(Outcome.Refused.class);
                failsAs(sample, Words.refused(outcome), Sample.code(message));
            } else if (writes.get(i) instanceof Write.Remove) {
                assertThat(outcome).as(sample.name()).isInstanceOf(Outcome.Removed.class);
            } else if (!oneAppointment(message)) {
                // an appointment was asked for and something else was made: the engine looks for what it stamped
                assertThat(outcome).as(sample.name()).isInstanceOf(Outcome.Lost.class);
            } else {
                assertThat(outcome).as(sample.name()).isInstanceOf(Outcome.Written.class);
                String id = writes.get(i) instanceof Write.Update update
                        ? update.ref().id()
                        : Sample.id(Sample.items(message).get(0));
                assertThat(((Outcome.Written) outcome).readBack().ref().id())
                        .as(sample.name())
                        .isEqualTo(id);
            }
        }
    }

    private static boolean oneAppointment(Element message) {
        List<Element> items = Sample.items(message);
        return items.size() == 1 && items.get(0).getLocalName().equals("CalendarItem");
    }

    // ── What a sample says ───────────────────────────────────────────────────────────────────────────────────────

    private static void failsAs(Sample sample, PortFailure failure, String code) {
        assertThat(failure.reason().text()).as(sample.name()).contains(code).contains("anna@contoso.example");
    }

    private static void says(Sample sample, Element item, Observed seen) {
        String title = Sample.text(item, "Subject").orElse("");
        assertThat(seen.ref().id()).as(sample.name()).isEqualTo(Sample.id(item));
        if (!item.getLocalName().equals("CalendarItem")) {
            assertUnreadable(sample, seen, "not-an-appointment", title);
        } else if (Sample.text(item, "CalendarItemType")
                .filter(t -> !t.equals("Single"))
                .isPresent()) {
            assertUnreadable(sample, seen, "series", title);
        } else if (Sample.text(item, "Start").isEmpty()) {
            assertUnreadable(sample, seen, "unreadable", title);
        } else {
            saysInFull(sample, item, (Observed.Present) seen);
        }
    }

    private static void assertUnreadable(Sample sample, Observed seen, String code, String title) {
        assertThat(seen).as(sample.name()).isInstanceOfSatisfying(Observed.Unreadable.class, u -> {
            assertThat(u.reason().code()).as(sample.name()).isEqualTo(code);
            assertThat(u.title()).isEqualTo(title);
        });
    }

    private static void saysInFull(Sample sample, Element item, Observed.Present seen) {
        Value period = new Value.Period(
                Instant.parse(Sample.text(item, "Start").orElseThrow()),
                Instant.parse(Sample.text(item, "End").orElseThrow()));
        assertThat(seen.period()).as(sample.name()).isEqualTo(period);
        Map<Field, Value> said = new TreeMap<>();
        said.put(Field.PERIOD, period);
        said.put(Field.SHOW_AS, choice(item, "LegacyFreeBusyStatus"));
        said.put(Field.SENSITIVITY, choice(item, "Sensitivity"));
        said.put(Field.IMPORTANCE, choice(item, "Importance"));
        said.put(
                Field.REMINDER,
                new Value.Whole(Long.parseLong(
                        Sample.text(item, "ReminderMinutesBeforeStart").orElseThrow())));
        assertThat(seen.item().get().values().toJavaMap()).as(sample.name()).containsExactlyInAnyOrderEntriesOf(said);
    }

    private static Value choice(Element item, String name) {
        return Value.choice(Sample.text(item, name).orElseThrow().toUpperCase(Locale.ROOT));
    }
}
