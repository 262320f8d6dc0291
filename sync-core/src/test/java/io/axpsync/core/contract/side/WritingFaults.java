package io.axpsync.core.contract.side;

import static io.axpsync.core.contract.side.Fault.of;
import static io.axpsync.core.memory.MemoryHabits.D365;
import static io.axpsync.core.memory.MemoryHabits.EWS;
import static io.axpsync.core.memory.MemoryHabits.GRAPH;

import io.axpsync.core.change.Observed.Present;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemVersion;
import io.axpsync.core.item.LinkId;
import io.axpsync.core.item.Notify;
import io.axpsync.core.item.Stamp;
import io.axpsync.core.item.Value;
import io.axpsync.core.memory.MemorySide;
import io.axpsync.core.port.Look;
import io.axpsync.core.port.Outcome;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.SyncSide;
import io.axpsync.core.port.Write;
import io.vavr.Tuple;
import io.vavr.collection.HashSet;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** What can be wrong with creates, updates, removals and the mails that they cause. */
final class WritingFaults {

    private static final AtomicInteger TRIES = new AtomicInteger();

    private WritingFaults() {}

    static final Seq<Fault> ALL = Vector.of(
            // values
            of(
                    "writes no reminders",
                    GRAPH,
                    "everyFieldOfAnAppointmentArrives",
                    memory -> tampered(memory).creating(c -> c.withItem(c.item().with(Field.REMINDER, Value.NOTHING)))),
            of(
                    "requires everybody",
                    GRAPH,
                    "attendeesArriveWithTheirTypes",
                    memory -> tampered(memory)
                            .sending(values((field, value) ->
                                    value instanceof Value.Entries e && field == Field.ATTENDEES
                                            ? Value.Entries.of(e.values()
                                                    .map(x -> new Value.Entry(x.key(), "REQUIRED", x.label())))
                                            : value))),
            of(
                    "answers with what it was asked for",
                    D365,
                    "theReadBackIsWhatAReadSees",
                    memory -> tampered(memory)
                            .answering((write, outcome) ->
                                    write instanceof Write.Create c && outcome instanceof Outcome.Written w
                                            ? new Outcome.Written(w.readBack().withItem(Option.some(c.item())))
                                            : outcome)),
            of(
                    "reminds by default",
                    GRAPH,
                    "whatTheItemDoesNotSayStaysEmpty",
                    memory -> tampered(memory)
                            .creating(c -> c.item().value(Field.REMINDER).isNothing()
                                    ? c.withItem(c.item().with(Field.REMINDER, new Value.Whole(15)))
                                    : c)),
            of(
                    "knows Latin-1 only",
                    GRAPH,
                    "everyAlphabetAndSignArrives",
                    texts((field, text) -> text.replaceAll("[^\\x00-\\xff]", "?"))),
            of(
                    "cuts texts at 32,768",
                    GRAPH,
                    "aLongTextArrivesInFull",
                    texts((field, text) -> text.substring(0, Math.min(32_768, text.length())))),
            of("joins lines", GRAPH, "lineEndsOfATextArrive", texts((field, text) -> text.replace('\n', ' '))),
            of("writes dates as instants", GRAPH, "allDayItemsArriveAsDates", WritingFaults::timed),
            of("counts days in hours", GRAPH, "allDayItemsArriveAcrossAChangeOfTheClocks", WritingFaults::timed),
            of("cannot turn hours into days", GRAPH, "aTimedItemCanBecomeAllDayAndBack", WritingFaults::timed),
            of(
                    "names what has no name",
                    GRAPH,
                    "anItemWithoutATitleArrives",
                    memory -> tampered(memory)
                            .creating(c -> c.item().title().isEmpty()
                                    ? c.withItem(c.item().with(Field.SUBJECT, Value.text("(no subject)")))
                                    : c)),
            of(
                    "numbers importance as D365 does",
                    GRAPH,
                    "everyNameOfAChoiceArrives",
                    memory -> tampered(memory)
                            .sending(values((field, value) ->
                                    value.equals(Value.choice("LOW")) ? Value.choice("NORMAL") : value))),
            of(
                    "knows another nearest choice",
                    D365,
                    "aChoiceThatASideLacksBecomesTheNearestThatItKnows",
                    memory -> tampered(memory)
                            .sending(values((field, value) ->
                                    value.equals(Value.choice("WORKING_ELSEWHERE")) ? Value.choice("FREE") : value))),
            of(
                    "counts bytes",
                    D365,
                    "aTextOfTheGreatestLengthFits",
                    texts((field, text) ->
                            field == Field.SUBJECT ? text.substring(0, Math.min(127, text.length())) : text)),
            of(
                    "cuts texts at their beginning",
                    D365,
                    "aTextThatIsTooLongIsRejectedOrCutAtItsEnd",
                    texts((field, text) ->
                            field == Field.SUBJECT ? text.substring(Math.max(0, text.length() - 255)) : text)),
            // marker and stamp
            of(
                    "forgets the marker",
                    GRAPH,
                    "theMarkerIsSetOnlyWhenItIsAskedFor",
                    memory -> tampered(memory).creating(c -> c.withMarked(false))),
            of(
                    "never changes the marker",
                    GRAPH,
                    "anUpdateCanTakeOffAndSetTheMarker",
                    memory -> tampered(memory).updating(u -> u.withMarked(Option.none()))),
            of(
                    "writes categories over the marker",
                    GRAPH,
                    "anUpdateThatDoesNotNameTheMarkerLeavesIt",
                    memory -> tampered(memory)
                            .updating(u ->
                                    u.changes().containsKey(Field.CATEGORIES) ? u.withMarked(Option.some(false)) : u)),
            of(
                    "stamps nothing later",
                    GRAPH,
                    "aUsersItemCanBeStamped",
                    memory -> tampered(memory).updating(u -> u.withStamp(Option.none()))),
            of(
                    "wipes stamps",
                    GRAPH,
                    "aStampOutlivesEdits",
                    memory -> tampered(memory).answering((write, outcome) -> {
                        if (write instanceof Write.Update u && u.stamp().isEmpty()) {
                            memory.user().setStamp(u.ref(), Option.none());
                        }
                        return outcome;
                    })),
            // repetition
            of("doubles on a retry", GRAPH, "aCreateThatIsRepeatedMakesNoSecondItem", WritingFaults::doubling),
            of("invites on a retry", GRAPH, "aMeetingThatIsMadeTwiceInvitesOnce", WritingFaults::doubling),
            of(
                    "doubles after a restart",
                    GRAPH,
                    "aCreateThatIsRepeatedAfterARestartMakesNoSecondItem",
                    memory -> remembering(doubling(memory))),
            of(
                    "never makes anything again",
                    GRAPH,
                    "anItemOfAnEarlierLinkCanBeMadeAgainAfterItsRemoval",
                    memory -> remembering(tampered(memory))),
            of(
                    "takes equals for the same",
                    GRAPH,
                    "twoCreatesOfEqualItemsMakeTwo",
                    memory -> tampered(memory)
                            .creating(c -> c.withLink(new LinkId(c.item().title()))
                                    .withStamp(Stamp.of(
                                            "contract", new LinkId(c.item().title()))))),
            // updates
            of(
                    "blanks what is not named",
                    GRAPH,
                    "eachFieldCanBeChangedAloneAndLeavesTheOthers",
                    memory -> tampered(memory)
                            .updating(u -> u.withChanges(
                                    u.changes().containsKey(Field.BODY)
                                            ? u.changes()
                                            : u.changes().put(Field.BODY, Value.NOTHING)))),
            of(
                    "uninvites on any change",
                    GRAPH,
                    "eachFieldOfAMeetingCanBeChangedAloneAndLeavesTheOthers",
                    memory -> tampered(memory)
                            .updating(u -> u.changes().containsKey(Field.ATTENDEES)
                                    ? u
                                    : u.withChanges(
                                            u.changes().put(Field.ATTENDEES, Samples.attendees("bob=REQUIRED"))))),
            of(
                    "writes the first change only",
                    GRAPH,
                    "manyFieldsCanBeChangedAtOnce",
                    memory -> tampered(memory)
                            .updating(u -> u.withChanges(u.changes().take(1)))),
            of("blanks nothing", GRAPH, "eachFieldThatMayBeEmptyCanBeBlanked", WritingFaults::blanksNothing),
            of("keeps the last attendee", GRAPH, "theLastAttendeeCanBeTakenOff", WritingFaults::blanksNothing),
            of(
                    "only adds attendees",
                    GRAPH,
                    "attendeesCanBeAddedRemovedAndChanged",
                    memory -> tampered(memory)
                            .updating(u -> u.withChanges(u.changes()
                                    .map((field, value) -> Tuple.of(
                                            field,
                                            field == Field.ATTENDEES
                                                    ? union(u.before().value(field), value)
                                                    : value))))),
            of(
                    "answers with the old version",
                    GRAPH,
                    "theReadBackOfAnUpdateIsWhatAReadSees",
                    WritingFaults::oldVersion),
            of("tells old versions", GRAPH, "eachUpdateOfOursGivesTheVersionThatAReadTells", WritingFaults::oldVersion),
            of(
                    "writes back what it was shown",
                    GRAPH,
                    "aWithheldFieldIsLeftAlone",
                    memory -> tampered(memory)
                            .updating(u -> u.withWithheld(HashSet.empty())
                                    .withChanges(u.changes()
                                            .put(Field.BODY, u.before().value(Field.BODY))))),
            of(
                    "ignores the expected version",
                    GRAPH,
                    "aStaleWriteIsRefusedWhereVersionsAreChecked",
                    memory -> tampered(memory).updating(u -> u.withExpected(newest(memory, u)))),
            of(
                    "removes whatever version",
                    GRAPH,
                    "aStaleRemovalIsRefusedWhereVersionsAreChecked",
                    memory -> tampered(memory)
                            .sending(w -> w instanceof Write.Remove r
                                    ? new Write.Remove(
                                            r.lane(), r.window(), r.link(), r.ref(), newest(memory, r), r.notice())
                                    : w)),
            of(
                    "makes anew what is gone",
                    GRAPH,
                    "anUpdateOfWhatIsGoneIsRefusedAsMissing",
                    memory -> tampered(memory)
                            .answering((write, outcome) -> write instanceof Write.Update u && isMissing(outcome)
                                    ? memory.write(Vector.of(anew(u))).get()
                                    : outcome)),
            of(
                    "succeeds without effect",
                    GRAPH,
                    "twoUpdatesInARowBothTakeEffect",
                    memory -> tampered(memory)
                            .updating(u -> u.withChanges(u.changes().filterKeys(f -> f != Field.LOCATION)))
                            .answering((write, outcome) ->
                                    write instanceof Write.Update u && outcome instanceof Outcome.Written w
                                            ? new Outcome.Written(w.readBack()
                                                    .withItem(Option.some(u.changes()
                                                            .foldLeft(u.before(), (item, c) -> item.with(c._1, c._2)))))
                                            : outcome)),
            // removals
            of("removes in words only", GRAPH, "whatIsRemovedIsGone", memory -> new TamperedSide(memory) {
                @Override
                public Seq<Outcome> write(Seq<Write> writes) {
                    return writes.flatMap(write -> write instanceof Write.Remove
                            ? Vector.of(new Outcome.Removed())
                            : super.write(Vector.of(write)));
                }
            }),
            of(
                    "takes missing for removed",
                    GRAPH,
                    "theRemovalOfWhatIsGoneIsRefusedAsMissing",
                    memory -> tampered(memory)
                            .answering((write, outcome) -> write instanceof Write.Remove && isMissing(outcome)
                                    ? new Outcome.Removed()
                                    : outcome)),
            // mails
            of(
                    "invites the owner",
                    GRAPH,
                    "anAppointmentOfOneMailsNobody",
                    memory -> tampered(memory)
                            .creating(c -> c.item().value(Field.ATTENDEES).isNothing()
                                    ? c.withItem(c.item().with(Field.ATTENDEES, Samples.attendees("anna=REQUIRED")))
                                    : c)),
            of("invites nobody", EWS, "aMeetingInvitesItsAttendees", memory -> notifying(memory, n -> Notify.NOBODY)),
            of("tells nobody", EWS, "attendeesAreToldOfWhatTheySee", memory -> notifying(memory, n -> Notify.NOBODY)),
            of(
                    "cancels silently",
                    EWS,
                    "attendeesAreToldOfACancellation",
                    memory -> notifying(memory, n -> Notify.NOBODY)),
            of(
                    "tells everybody",
                    EWS,
                    "onlyTheConcernedAreToldOfAnotherAttendee",
                    memory -> notifying(memory, n -> n == Notify.CONCERNED ? Notify.EVERYBODY : n)),
            of("is never silent", EWS, "aSilentWriteIsSilent", memory -> notifying(memory, n -> Notify.EVERYBODY)));

    private static TamperedSide tampered(MemorySide memory) {
        return new TamperedSide(memory);
    }

    /** Changes the values of creates and updates on their way. */
    private static UnaryOperator<Write> values(BiFunction<Field, Value, Value> change) {
        return write -> {
            if (write instanceof Write.Create c) {
                return c.withItem(Item.of(c.item().kind(), changed(c.item().values(), change)));
            }
            return write instanceof Write.Update u ? u.withChanges(changed(u.changes(), change)) : write;
        };
    }

    private static Map<Field, Value> changed(Map<Field, Value> values, BiFunction<Field, Value, Value> change) {
        return values.map((field, value) -> Tuple.of(field, change.apply(field, value)));
    }

    private static Function<MemorySide, SyncSide> texts(BiFunction<Field, String, String> change) {
        return memory -> tampered(memory)
                .sending(values((field, value) ->
                        value instanceof Value.Text t ? Value.text(change.apply(field, t.text())) : value));
    }

    private static TamperedSide timed(MemorySide memory) {
        return tampered(memory)
                .sending(values((field, value) -> value instanceof Value.Days days
                        ? new Value.Period(
                                days.start().atStartOfDay(ZoneOffset.UTC).toInstant(),
                                days.end().atStartOfDay(ZoneOffset.UTC).toInstant())
                        : value));
    }

    private static TamperedSide doubling(MemorySide memory) {
        return tampered(memory).creating(c -> {
            LinkId another = new LinkId(c.link().id() + "-" + TRIES.incrementAndGet());
            return c.withLink(another).withStamp(Stamp.of("contract", another));
        });
    }

    /** Answers a create that it has answered before with the same answer. */
    private static TamperedSide remembering(TamperedSide side) {
        java.util.Map<LinkId, Outcome> answers = new HashMap<>();
        return new TamperedSide(side) {
            @Override
            public Seq<Outcome> write(Seq<Write> writes) {
                return writes.map(write -> {
                    Outcome known = write instanceof Write.Create ? answers.get(write.link()) : null;
                    Outcome outcome = known != null
                            ? known
                            : super.write(Vector.of(write)).get();
                    if (write instanceof Write.Create) {
                        answers.put(write.link(), outcome);
                    }
                    return outcome;
                });
            }
        };
    }

    private static TamperedSide blanksNothing(MemorySide memory) {
        return tampered(memory).updating(u -> u.withChanges(u.changes().filterValues(value -> !value.isNothing())));
    }

    private static TamperedSide oldVersion(MemorySide memory) {
        return tampered(memory)
                .answering((write, outcome) -> write instanceof Write.Update u && outcome instanceof Outcome.Written w
                        ? new Outcome.Written(w.readBack().withVersion(u.expected()))
                        : outcome);
    }

    private static TamperedSide notifying(MemorySide memory, UnaryOperator<Notify> change) {
        return tampered(memory).sending(write -> {
            if (write instanceof Write.Create c) {
                return c.withNotice(change.apply(c.notice()));
            } else if (write instanceof Write.Update u) {
                return u.withNotice(change.apply(u.notice()));
            }
            Write.Remove r = (Write.Remove) write;
            return new Write.Remove(r.lane(), r.window(), r.link(), r.ref(), r.expected(), change.apply(r.notice()));
        });
    }

    private static Value union(Value one, Value other) {
        BinaryOperator<Value.Entries> both =
                (a, b) -> Value.Entries.of(a.values().appendAll(b.values()));
        return one instanceof Value.Entries a && other instanceof Value.Entries b ? both.apply(a, b) : other;
    }

    private static ItemVersion newest(MemorySide memory, Write write) {
        var ref = write instanceof Write.Update u ? u.ref() : ((Write.Remove) write).ref();
        return memory.fetch(Vector.of(new Look(write.lane(), write.window(), ref, Option.none())))
                .get()
                .map(seen -> seen instanceof Present p ? p.version() : new ItemVersion("gone"))
                .get();
    }

    private static boolean isMissing(Outcome outcome) {
        return outcome instanceof Outcome.Refused r && r.failure() instanceof PortFailure.Missing;
    }

    private static Write anew(Write.Update u) {
        return Write.Create.builder()
                .lane(u.lane())
                .window(u.window())
                .link(new LinkId("anew"))
                .notice(u.notice())
                .stamp(Stamp.of("contract", new LinkId("anew")))
                .item(u.before())
                .marked(true)
                .build();
    }
}
