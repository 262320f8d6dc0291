package io.axpsync.exchange.graph.internal;

import com.google.gson.JsonObject;
import io.axpsync.core.item.Category;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Reason;
import io.axpsync.core.port.PortFailure;
import io.axpsync.exchange.graph.GraphCheck.Finding;
import io.axpsync.exchange.graph.GraphCheck.FolderFinding;
import io.axpsync.exchange.graph.GraphConfig;
import io.axpsync.exchange.graph.internal.wire.Batches;
import io.axpsync.exchange.graph.internal.wire.Failures;
import io.axpsync.exchange.graph.internal.wire.GraphConnection;
import io.axpsync.exchange.graph.internal.wire.Json;
import io.axpsync.exchange.graph.internal.wire.Part;
import io.axpsync.exchange.graph.internal.wire.PartAnswer;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

/** Access to mailboxes, two parts for each. The category list needs a right of its own, which nothing else needs. */
public final class Checking implements AutoCloseable {

    /** Blue. */
    private static final String COLOR = "preset7";

    private final GraphConnection connection;
    private final Batches batches;

    public Checking(GraphConfig config) {
        this.connection = GraphConnection.open(config);
        this.batches = new Batches(connection, config);
    }

    public Seq<Finding> check(Seq<String> addresses, Category marker) {
        Seq<PartAnswer> calendars = batches.send(addresses.map(a -> Part.get(Urls.calendars(a))));
        Seq<PartAnswer> categories = batches.send(addresses.map(a -> Part.get(Urls.masterCategories(a))));
        Vector<Finding> findings = Vector.empty();
        for (int i = 0; i < addresses.size(); i++) {
            findings = findings.append(finding(addresses.get(i), calendars.get(i), categories.get(i), marker));
        }
        return findings;
    }

    /** Published folders, one part for each level of a path and one for a contact; see {@link FolderChecking}. */
    public Seq<FolderFinding> folders(Seq<Lane> lanes) {
        return new FolderChecking(batches, connection.address()).check(lanes);
    }

    /** Adds the marker to the category lists that lack it; what was done, or why it could not be, for each. */
    public Seq<Finding> offer(Seq<String> addresses, Category marker) {
        return addresses
                .zip(batches.send(addresses.map(a -> Part.get(Urls.masterCategories(a)))))
                .map(asked -> asked._2.outcome().isRight()
                                && !listed(asked._2.outcome().get(), marker)
                        ? added(asked._1, marker)
                        : new Finding(asked._1, "", Vector.empty(), Vector.empty()));
    }

    private Finding added(String address, Category marker) {
        JsonObject category = new JsonObject();
        category.addProperty("displayName", marker.name());
        category.addProperty("color", COLOR);
        PartAnswer answer = batches.send(Vector.of(Part.post(Urls.masterCategories(address), category)))
                .head();
        Reason what = answer.outcome()
                .fold(
                        fault -> Reason.of(
                                "graph-category-refused",
                                "the category \"" + marker.name() + "\" could not be added to the list of " + address
                                        + ": " + fault.message(),
                                "grant the application MailboxSettings.ReadWrite, or add it in Outlook"),
                        done -> Reason.of(
                                "graph-category-added",
                                "the category \"" + marker.name() + "\" was added to the list of " + address));
        return new Finding(address, "", Vector.empty(), Vector.of(what));
    }

    private static Finding finding(String address, PartAnswer calendars, PartAnswer categories, Category marker) {
        if (calendars.outcome().isLeft()) {
            PortFailure failure = Failures.of(calendars.outcome().getLeft(), "calendars of " + address);
            return new Finding(address, "", Vector.of(failure.reason()), Vector.empty());
        }
        Seq<JsonObject> all = Json.objects(calendars.outcome().get(), "value");
        Option<JsonObject> own = all.find(c -> Json.bool(c, "isDefaultCalendar").contains(true));
        String name = own.orElse(all.headOption())
                .flatMap(c -> Json.object(c, "owner"))
                .flatMap(owner -> Json.text(owner, "name"))
                .getOrElse("");
        return new Finding(address, name, problems(address, own), hints(address, categories, marker));
    }

    private static Seq<Reason> problems(String address, Option<JsonObject> own) {
        if (own.isEmpty()) {
            return Vector.of(Reason.of(
                    "graph-no-calendar",
                    "the mailbox " + address + " shows no default calendar",
                    "see that the mailbox is not a contact or a group, and that its licence includes a calendar"));
        }
        return Json.bool(own.get(), "canEdit").contains(false)
                ? Vector.of(Reason.of(
                        "graph-read-only",
                        "the calendar of " + address + " may be read but not changed",
                        "grant the application Calendars.ReadWrite with admin consent"))
                : Vector.empty();
    }

    private static Seq<Reason> hints(String address, PartAnswer categories, Category marker) {
        if (categories.outcome().isLeft()) {
            return Vector.of(Reason.of(
                    "graph-categories-unknown",
                    "whether " + address + " lists the category \"" + marker.name() + "\" cannot be told: "
                            + categories.outcome().getLeft().message(),
                    "grant the application MailboxSettings.Read if you want to know"));
        }
        return listed(categories.outcome().get(), marker)
                ? Vector.empty()
                : Vector.of(
                        Reason.of(
                                "graph-category-not-listed",
                                "the category list of " + address + " has no \"" + marker.name() + "\"",
                                "add it in Outlook or with check --add-marker, so that the user is offered it; items may carry it all the same"));
    }

    private static boolean listed(JsonObject list, Category marker) {
        return Json.objects(list, "value")
                .flatMap(c -> Json.text(c, "displayName"))
                .exists(n -> !n.isBlank() && new Category(n).equals(marker));
    }

    @Override
    public void close() {
        connection.close();
    }
}
