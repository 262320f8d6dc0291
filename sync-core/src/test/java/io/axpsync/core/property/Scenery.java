package io.axpsync.core.property;

import io.axpsync.core.change.Observed;
import io.axpsync.core.item.Capabilities;
import io.axpsync.core.item.Capabilities.Holding;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Value;
import io.axpsync.core.link.LinkState;
import io.axpsync.core.memory.MemoryHabits;
import io.axpsync.core.plan.FieldPolicy;
import io.axpsync.core.plan.GuardLimits;
import io.axpsync.core.plan.Sides;
import io.axpsync.core.plan.SyncRules;
import io.vavr.collection.HashMap;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Makes scenes: small values, so that they meet, and everything that a planner may be shown. */
final class Scenery {

    /** Fields in which neither side is special. */
    private static final Seq<Field> EVEN = Vector.of(
            Field.SUBJECT,
            Field.BODY,
            Field.PERIOD,
            Field.LOCATION,
            Field.SHOW_AS,
            Field.SENSITIVITY,
            Field.IMPORTANCE,
            Field.REMINDER,
            Field.CATEGORIES);

    private static final Sides TWINS = new Sides(twin(), twin());

    private static final Seq<Sides> REAL = Vector.of(MemoryHabits.D365, MemoryHabits.STOCK_D365)
            .crossProduct(Vector.of(MemoryHabits.GRAPH, MemoryHabits.EWS))
            .map(t -> new Sides(t._1.capabilities(), t._2.capabilities()))
            .toVector();

    private Scenery() {}

    /** Scenes of two sides that can do the same, without what is special to Exchange: meetings, privacy. */
    static Arbitrary<Scene> even() {
        Arbitrary<SyncRules> rules = rules(Arbitraries.just(SyncRules.Privacy.FULL));
        return scenes(Arbitraries.just(TWINS), rules, EVEN, Arbitraries.just(Observed.Role.OWNER));
    }

    /** Scenes of real servers with all that they know. */
    static Arbitrary<Scene> real() {
        Seq<Field> fields = EVEN.appendAll(Vector.of(Field.ATTENDEES, Field.RESPONSES, Field.RESPONSE_REQUESTED));
        Arbitrary<SyncRules> rules = rules(Arbitraries.of(SyncRules.Privacy.class));
        return scenes(Arbitraries.of(REAL.asJava()), rules, fields, Arbitraries.of(Observed.Role.class));
    }

    private static Capabilities twin() {
        return Capabilities.builder()
                .fields(HashMap.ofEntries(EVEN.map(f -> io.vavr.Tuple.of(f, Holding.READ_WRITE))))
                .silentWrites(true)
                .privateFieldsAreSilent(true)
                .checksVersions(true)
                .build();
    }

    private static Arbitrary<Scene> scenes(
            Arbitrary<Sides> sides, Arbitrary<SyncRules> rules, Seq<Field> fields, Arbitrary<Observed.Role> roles) {
        Arbitrary<Seq<Scene.Known>> links =
                known(fields, roles).list().ofMaxSize(4).map(Vector::ofAll);
        Arbitrary<Seq<Scene.Stranger>> strangers =
                stranger(fields, roles).list().ofMaxSize(6).map(Vector::ofAll);
        return Combinators.combine(sides, rules, links, strangers).as(Scene::new);
    }

    private static Arbitrary<SyncRules> rules(Arbitrary<SyncRules.Privacy> privacy) {
        return Combinators.combine(
                        Arbitraries.of(FieldPolicy.D365, FieldPolicy.EXCHANGE, FieldPolicy.NEWEST, FieldPolicy.ASK),
                        Arbitraries.of(Side.class),
                        Arbitraries.of(SyncRules.OnDelete.class),
                        Arbitraries.of(SyncRules.OnDelete.class),
                        privacy,
                        Arbitraries.of(false, true))
                .as((policy, first, onD365, onExchange, secrecy, cancel) -> SyncRules.builder()
                        .policy(policy)
                        .first(first)
                        .onD365Delete(onD365)
                        .onExchangeDelete(onExchange)
                        .privacy(secrecy)
                        .cancelMeetings(cancel)
                        .limits(GuardLimits.APPOINTMENTS)
                        .build());
    }

    private static Arbitrary<Scene.Known> known(Seq<Field> fields, Arbitrary<Observed.Role> roles) {
        Arbitrary<Item> items =
                values(fields).map(edits -> Scene.item(edits.put(Field.SUBJECT, Value.text("Old subject"))));
        return Combinators.combine(
                        Arbitraries.of(LinkState.class),
                        Arbitraries.of(false, true),
                        Arbitraries.of(true, true, true, false),
                        items,
                        half(fields, roles, 0),
                        half(fields, roles, 1))
                .as(Scene.Known::new)
                .filter(k -> k.d365().sight() != Scene.Sight.NEVER_MADE
                        || k.exchange().sight() != Scene.Sight.NEVER_MADE);
    }

    /** @param odd keeps the times of the two sides apart */
    private static Arbitrary<Scene.Half> half(Seq<Field> fields, Arbitrary<Observed.Role> roles, int odd) {
        Arbitrary<Integer> ages = Arbitraries.integers().between(0, 20).map(n -> 2 * n + odd);
        return Combinators.combine(Arbitraries.of(Scene.Sight.class), values(fields), roles, ages)
                .as(Scene.Half::new);
    }

    private static Arbitrary<Scene.Stranger> stranger(Seq<Field> fields, Arbitrary<Observed.Role> roles) {
        Arbitrary<Option<String>> keys =
                Arbitraries.of("", "", "uid:1", "uid:2").map(k -> Option.when(!k.isEmpty(), k));
        Arbitrary<Item> items = Combinators.combine(
                        values(fields), Arbitraries.integers().between(0, 3))
                .as((values, subject) -> Scene.item(values.put(Field.SUBJECT, Value.text("Subject " + subject))
                        .put(Field.PERIOD, period(subject % 2))));
        return Combinators.combine(Arbitraries.of(Side.class), items, Arbitraries.of(false, true, true), keys, roles)
                .as(Scene.Stranger::new);
    }

    private static Arbitrary<Map<Field, Value>> values(Seq<Field> fields) {
        return Combinators.combine(
                        Arbitraries.of(fields.asJava()), Arbitraries.integers().between(0, 3))
                .as((field, how) -> io.vavr.Tuple.of(field, value(field, how)))
                .list()
                .ofMaxSize(4)
                .map(LinkedHashMap::ofEntries);
    }

    private static Value value(Field field, int how) {
        return switch (field) {
            case SUBJECT -> Value.text("Subject " + how);
            case BODY, LOCATION -> how == 0 ? Value.NOTHING : Value.text("Text " + how);
            case PERIOD -> period(how);
            case SHOW_AS -> Value.choice(how % 2 == 0 ? "BUSY" : "FREE");
            case SENSITIVITY -> Value.choice(how < 2 ? "NORMAL" : how == 2 ? "PERSONAL" : "PRIVATE");
            case IMPORTANCE -> Value.choice(how % 2 == 0 ? "NORMAL" : "HIGH");
            case REMINDER -> how == 0 ? Value.NOTHING : new Value.Whole(how);
            case RESPONSE_REQUESTED -> Value.choice(how % 2 == 0 ? "YES" : "NO");
            case CATEGORIES -> set(how, "", "Red", "Blue");
            case ATTENDEES -> set(how, "REQUIRED", "bo@client.example", "eva@fabrikon.example");
            case RESPONSES -> set(how, "ACCEPTED", "bo@client.example", "eva@fabrikon.example");
            case ORGANIZER, TIME_ZONE -> Value.NOTHING;
            default -> throw new IllegalArgumentException(field + " is no field of an appointment");
        };
    }

    private static Value set(int how, String value, String one, String other) {
        Seq<String> keys = Vector.of(one)
                .filter(k -> how % 2 == 1)
                .appendAll(Vector.of(other).filter(k -> how >= 2));
        return Value.Entries.of(keys.map(k -> new Value.Entry(k, value, k)));
    }

    /** One of them lies behind us. */
    private static Value period(int how) {
        Instant start = Scene.NOW.plus(Duration.ofDays(how == 3 ? -2 : how + 1));
        return new Value.Period(start, start.plus(Duration.ofHours(1)));
    }
}
