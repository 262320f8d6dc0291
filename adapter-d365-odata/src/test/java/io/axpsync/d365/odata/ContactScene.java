package io.axpsync.d365.odata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.core.change.Observed;
import io.axpsync.core.change.Snapshot;
import io.axpsync.core.item.Category;
import io.axpsync.core.item.DirectoryEntry;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.LaneId;
import io.axpsync.core.item.Window;
import io.axpsync.core.port.LaneAnswer;
import io.axpsync.core.port.LaneQuery;
import io.axpsync.core.port.Look;
import io.axpsync.sandbox.d365.D365Options;
import io.axpsync.sandbox.http.Traffic;
import io.vavr.collection.HashSet;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The sandbox's D365 with contact persons of the customer Hafenlogistik Albers GmbH, and users who work with them. */
final class ContactScene implements AutoCloseable {

    /** What the environment publishes. */
    enum Model {
        STOCK(D365Options.STOCK),
        COMPANION(D365Options.companion()),
        /** Etags that move by themselves, a server that ignores {@code If-Match} and cuts texts. */
        RESTLESS(D365Options.companion()
                .withRestlessEtags(true)
                .withIfMatchHonoured(false)
                .withTruncate(true));

        final D365Options options;

        Model(D365Options options) {
            this.options = options;
        }

        boolean isStock() {
            return this == STOCK;
        }
    }

    static final String ALBERS = "P-002001";
    static final String ALBERS_NAME = "Hafenlogistik Albers GmbH";
    static final Window WINDOW =
            new Window(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2028-01-01T00:00:00Z"));
    static final Category COMPANY_UNKNOWN = new Category("D365: company unknown");

    final Scenery scenery;
    Model model;
    D365Side side;

    ContactScene(Model model, Traffic traffic, Clock clock) {
        this.model = model;
        scenery = new Scenery(model.options, traffic, clock);
        side = scenery.open();
    }

    ContactScene(Model model, Traffic traffic) {
        this(model, traffic, Clock.systemUTC());
    }

    /** The company as it was in the beginning. */
    void restart(Model next) {
        model = next;
        scenery.sandbox.reset();
        scenery.sandbox.d365().use(next.options);
        side.close();
        side = scenery.open();
    }

    Lane newLane() {
        return contacts(scenery.newLane());
    }

    static Lane contacts(Lane lane) {
        return lane.withKind(Kind.CONTACT)
                .withId(LaneId.of(lane.mailbox().personnelNumber(), Kind.CONTACT))
                .withStatusCategories(HashSet.of(COMPANY_UNKNOWN))
                .withMailbox(lane.mailbox().withCountry("DE"));
    }

    static DirectoryEntry albers() {
        return new DirectoryEntry(
                DirectoryEntry.Type.CUSTOMER, "", "nord", "K-1001", ALBERS, ALBERS_NAME, Option.none());
    }

    static ObjectNode object(String... pairs) {
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < pairs.length; i += 2) {
            row.put(pairs[i], pairs[i + 1]);
        }
        return row;
    }

    /** A person that nobody selected. */
    ItemRef person(String given, String family, String... more) {
        ObjectNode row =
                object("dataAreaId", "nord", "AssociatedPartyNumber", ALBERS, "FirstName", given, "LastName", family);
        row.setAll(object(more));
        return ref(scenery.sandbox.d365().create("ContactPersons", row));
    }

    /** A person that the lane's employee took into the private contacts, with the category that lets it leave. */
    ItemRef selected(Lane lane, String given, String family, String... more) {
        ItemRef ref = person(given, family, more);
        categorise(ref, lane.marker().name());
        select(lane, ref, true);
        return ref;
    }

    void categorise(ItemRef ref, String categories) {
        patch(ref, "MicrosoftOutlookCategories", categories);
    }

    void select(Lane lane, ItemRef ref, boolean selected) {
        String worker = lane.mailbox().personnelNumber();
        if (model.isStock()) {
            patch(ref, "ContactPersonResponsiblePersonnelNumber", selected ? worker : "");
            return;
        }
        ObjectNode key = keys(ref).put("PersonnelNumber", worker);
        if (selected) {
            scenery.sandbox.d365().create("AxpPrivateContacts", key);
        } else {
            scenery.sandbox.d365().delete("AxpPrivateContacts", key);
        }
    }

    boolean isSelected(Lane lane, ItemRef ref) {
        String worker = lane.mailbox().personnelNumber();
        return model.isStock()
                ? row(ref).path("ContactPersonResponsiblePersonnelNumber")
                        .asText()
                        .equals(worker)
                : rows("AxpPrivateContacts")
                        .exists(r -> r.path("PersonnelNumber").asText().equals(worker)
                                && r.path("IsDeleted").asText().equals("No")
                                && ref(r).equals(ref));
    }

    JsonNode electronic(ItemRef person, String type, String locator, String... more) {
        ObjectNode row = object("PartyNumber", party(person), "Type", type, "Locator", locator);
        row.setAll(object(more));
        return scenery.sandbox.d365().create("PartyContactsV3", row);
    }

    JsonNode postal(ItemRef person, String street, String zip, String city, String country, String... more) {
        ObjectNode row = object(
                "PartyNumber",
                party(person),
                "Street",
                street,
                "ZipCode",
                zip,
                "City",
                city,
                "CountryRegionId",
                country);
        row.setAll(object(more));
        return scenery.sandbox.d365().create("PartyLocationPostalAddressesV2", row);
    }

    String party(ItemRef person) {
        return row(person).path("ContactPersonPartyNumber").asText();
    }

    JsonNode row(ItemRef person) {
        return scenery.sandbox.d365().read("ContactPersons", keys(person));
    }

    void patch(ItemRef person, String property, String value) {
        scenery.sandbox.d365().patch("ContactPersons", keys(person), object(property, value));
    }

    Vector<JsonNode> rows(String set) {
        return Vector.ofAll(scenery.sandbox.snapshot().path("d365").path(set));
    }

    /** Rows of a set that hang on the person's party, in the order in which they were made. */
    Vector<JsonNode> partyRows(String set, ItemRef person) {
        String party = party(person);
        return rows(set).filter(r -> r.path("PartyNumber").asText().equals(party));
    }

    /** What stands in the rows of one type. */
    Vector<String> locators(ItemRef person, String type) {
        return partyRows("PartyContactsV3", person)
                .filter(r -> r.path("Type").asText().equals(type))
                .map(r -> r.path("Locator").asText());
    }

    static ItemRef ref(JsonNode row) {
        return ItemRef.d365(row.path("dataAreaId").asText().toLowerCase(Locale.ROOT) + "/"
                + row.path("ContactPersonId").asText());
    }

    static ObjectNode keys(ItemRef ref) {
        int slash = ref.id().indexOf('/');
        return object(
                "dataAreaId",
                ref.id().substring(0, slash),
                "ContactPersonId",
                ref.id().substring(slash + 1));
    }

    Seq<LaneAnswer> observe(Seq<LaneQuery> queries) {
        List<LaneAnswer> answers = new ArrayList<>();
        side.observe(queries, answers::add);
        return Vector.ofAll(answers);
    }

    Snapshot full(Lane lane) {
        return observe(Vector.of(new LaneQuery(lane, WINDOW, Option.none())))
                .single()
                .snapshot()
                .get();
    }

    Snapshot since(Lane lane, Snapshot before) {
        return observe(Vector.of(new LaneQuery(lane, WINDOW, Option.some(before.next()))))
                .single()
                .snapshot()
                .get();
    }

    Observed.Present look(Lane lane, ItemRef ref) {
        return (Observed.Present) fetch(lane, ref);
    }

    Observed fetch(Lane lane, ItemRef ref) {
        return side.fetch(Vector.of(new Look(lane, WINDOW, ref, Option.none())))
                .single()
                .get();
    }

    Item item(Lane lane, ItemRef ref) {
        return look(lane, ref).item().get();
    }

    @Override
    public void close() {
        side.close();
        scenery.close();
    }
}
