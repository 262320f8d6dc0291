package io.axpsync.core.memory;

import static io.axpsync.core.item.Capabilities.Holding.READ_ONLY;
import static io.axpsync.core.item.Capabilities.Holding.READ_WRITE;
import static io.axpsync.core.item.Field.ACTUAL_WORK;
import static io.axpsync.core.item.Field.ADDRESSES;
import static io.axpsync.core.item.Field.ASSISTANT_PHONES;
import static io.axpsync.core.item.Field.ASSOCIATIONS;
import static io.axpsync.core.item.Field.ATTACHMENTS;
import static io.axpsync.core.item.Field.ATTENDEES;
import static io.axpsync.core.item.Field.BILLING;
import static io.axpsync.core.item.Field.BODY;
import static io.axpsync.core.item.Field.COMPANY;
import static io.axpsync.core.item.Field.COMPLETED_DATE;
import static io.axpsync.core.item.Field.EMAILS;
import static io.axpsync.core.item.Field.EXCEPTIONS;
import static io.axpsync.core.item.Field.FAXES;
import static io.axpsync.core.item.Field.IMPORTANCE;
import static io.axpsync.core.item.Field.MILEAGE;
import static io.axpsync.core.item.Field.ORGANIZER;
import static io.axpsync.core.item.Field.PERCENT_COMPLETE;
import static io.axpsync.core.item.Field.PERIOD;
import static io.axpsync.core.item.Field.PHONES;
import static io.axpsync.core.item.Field.RECIPIENTS;
import static io.axpsync.core.item.Field.RESPONSES;
import static io.axpsync.core.item.Field.RESPONSE_REQUESTED;
import static io.axpsync.core.item.Field.SENDER;
import static io.axpsync.core.item.Field.SENSITIVITY;
import static io.axpsync.core.item.Field.SHOW_AS;
import static io.axpsync.core.item.Field.SUBJECT;
import static io.axpsync.core.item.Field.TIME_ZONE;
import static io.axpsync.core.item.Field.TOTAL_WORK;

import io.axpsync.core.item.Capabilities;
import io.axpsync.core.item.Capabilities.Holding;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.House;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Side;
import io.vavr.collection.HashMap;
import io.vavr.collection.HashSet;
import io.vavr.collection.Map;
import io.vavr.collection.Vector;
import org.immutables.value.Value;

/** How a server in memory behaves when nothing is wrong: the ways in which the real ones differ. */
@House
@Value.Immutable
public interface MemoryHabits extends WithMemoryHabits {

    Side side();

    Capabilities capabilities();

    Feed feed();

    /** Whether light observations tell the stamp (Graph's calendar feed does not). */
    @Value.Default
    default boolean lightStamps() {
        return true;
    }

    /** Whether an item keeps its id when it moves (Graph's immutable ids do, EWS ids do not). */
    @Value.Default
    default boolean idsSurviveMoves() {
        return true;
    }

    /** Whether the lane is listed each time, because nothing tells what changed: a query, or a public folder. */
    default boolean lists(Lane lane) {
        return lane.isPublished() && (side() == Side.D365 || !idsSurviveMoves());
    }

    /** What a feed says of an item that is not there any more. */
    enum Feed {
        /** Tombstones of deleted rows (D365 with the companion entities). */
        TOMBSTONES,
        /** That it left the view, whether it was deleted or moved (Exchange). */
        LEFT_VIEW,
        /** Nothing: only a full listing lacks it (D365 as delivered). */
        SILENT
    }

    /** Exchange Online through Graph: it decides itself whom it mails. */
    MemoryHabits GRAPH = exchange(Capabilities.builder()
                    .fields(all().put(RESPONSES, READ_ONLY)
                            .put(ORGANIZER, READ_ONLY)
                            .put(ATTACHMENTS, READ_ONLY))
                    .series(true)
                    .privateFieldsAreSilent(true)
                    .checksVersions(true)
                    .softDelete(true)
                    .holdsFence(true)
                    .build())
            .withLightStamps(false);

    /** Exchange on-premises through EWS: a write says who is mailed. */
    MemoryHabits EWS = exchange(GRAPH.capabilities().withSilentWrites(true).withReadsBack(true))
            .withIdsSurviveMoves(false);

    /** Microsoft To Do through Graph: no per cent, no sensitivity, nothing of work and costs. */
    MemoryHabits TO_DO = exchange(Capabilities.builder()
                    .fields(all().removeAll(HashSet.of(
                                    PERCENT_COMPLETE, SENSITIVITY, TOTAL_WORK, ACTUAL_WORK, BILLING, MILEAGE))
                            .put(COMPLETED_DATE, READ_ONLY))
                    .silentWrites(true)
                    .build())
            .withLightStamps(false);

    /** The tasks of Exchange on-premises through EWS: the server itself says when a task was completed. */
    MemoryHabits EWS_TASKS = EWS.withCapabilities(EWS.capabilities().withFields(all().put(COMPLETED_DATE, READ_ONLY)));

    /** D365 with the companion entities. */
    MemoryHabits D365 = d365(
            all().remove(TIME_ZONE)
                    .put(SUBJECT, Holding.upTo(255))
                    .put(SHOW_AS, Holding.lacking(HashMap.of("WORKING_ELSEWHERE", "BUSY"))),
            Feed.TOMBSTONES,
            true);

    /** D365 as delivered: without attendees and series, and deleted rows are just missing. */
    MemoryHabits STOCK_D365 = d365(
            D365.capabilities()
                    .fields()
                    .remove(ATTENDEES)
                    .remove(EXCEPTIONS)
                    .remove(RESPONSES)
                    .remove(ORGANIZER)
                    .remove(RESPONSE_REQUESTED)
                    .remove(ATTACHMENTS),
            Feed.SILENT,
            false);

    /** Contacts of Exchange on-premises through EWS. */
    MemoryHabits EWS_CONTACTS = EWS.withCapabilities(EWS.capabilities().withFields(slots(15)));

    /** Contacts of Exchange Online through Graph, with extended properties for what its model lacks. */
    MemoryHabits GRAPH_CONTACTS =
            GRAPH.withCapabilities(GRAPH.capabilities().withFields(slots(8))).withLightStamps(false);

    /** Contact persons of D365 with the companion entities. */
    MemoryHabits D365_PERSONS =
            d365(all().put(COMPANY, READ_ONLY).put(ASSISTANT_PHONES, Holding.room(1)), Feed.TOMBSTONES, true);

    /** Contact persons of D365 as delivered: no stamps, and deleted rows are just missing. */
    MemoryHabits STOCK_PERSONS = D365_PERSONS
            .withFeed(Feed.SILENT)
            .withCapabilities(D365_PERSONS.capabilities().withHoldsStamps(false).withHoldsFence(false));

    /** Messages of any Exchange: they are read, and told that they were imported. */
    MemoryHabits EWS_MESSAGES = EWS.withCapabilities(EWS.capabilities().withFields(readOnly()));

    /** Messages as Graph shows them: what a write answers is the server's word. */
    MemoryHabits GRAPH_MESSAGES = GRAPH.withCapabilities(GRAPH.capabilities().withFields(readOnly()));

    /** Activities of imported messages in D365 with the companion entities. */
    MemoryHabits D365_MAILS = d365(
            of(SUBJECT, BODY, PERIOD, SENSITIVITY, IMPORTANCE, ATTENDEES).put(ASSOCIATIONS, READ_ONLY),
            Feed.SILENT,
            true);

    /** Activities of imported messages in D365 as delivered. */
    MemoryHabits STOCK_MAILS = d365(of(SUBJECT, BODY, PERIOD, SENSITIVITY, IMPORTANCE), Feed.SILENT, false);

    private static Map<Field, Holding> of(Field... fields) {
        return HashMap.<Field, Holding>ofEntries(Vector.of(fields).map(f -> io.vavr.Tuple.of(f, READ_WRITE)))
                .put(SUBJECT, Holding.upTo(255));
    }

    private static Map<Field, Holding> readOnly() {
        return HashMap.ofEntries(
                Vector.of(SUBJECT, BODY, PERIOD, SENSITIVITY, IMPORTANCE, SENDER, RECIPIENTS, ATTACHMENTS)
                        .map(f -> io.vavr.Tuple.of(f, READ_ONLY)));
    }

    private static Map<Field, Holding> slots(int phones) {
        return all().put(EMAILS, Holding.room(3))
                .put(PHONES, Holding.room(phones))
                .put(FAXES, Holding.room(3))
                .put(ASSISTANT_PHONES, Holding.room(1))
                .put(ADDRESSES, Holding.room(3));
    }

    private static Map<Field, Holding> all() {
        return HashMap.ofEntries(Vector.of(Field.values()).map(f -> io.vavr.Tuple.of(f, READ_WRITE)));
    }

    private static MemoryHabits exchange(Capabilities capabilities) {
        return builder()
                .side(Side.EXCHANGE)
                .capabilities(capabilities)
                .feed(Feed.LEFT_VIEW)
                .build();
    }

    private static MemoryHabits d365(Map<Field, Holding> fields, Feed feed, boolean fence) {
        return builder()
                .side(Side.D365)
                .capabilities(Capabilities.builder()
                        .fields(fields)
                        .series(fields.containsKey(EXCEPTIONS))
                        .silentWrites(true)
                        .readsBack(true)
                        .privateFieldsAreSilent(true)
                        .holdsFence(fence)
                        .address("d365.memory.example")
                        .build())
                .feed(feed)
                .build();
    }

    static Builder builder() {
        return new Builder();
    }

    /** Builds {@link MemoryHabits}. */
    class Builder extends ImmutableMemoryHabits.Builder {}
}
