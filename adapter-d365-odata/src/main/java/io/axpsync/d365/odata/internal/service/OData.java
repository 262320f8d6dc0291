package io.axpsync.d365.odata.internal.service;

import io.axpsync.core.item.Reason;
import io.axpsync.core.port.PortFailure;
import io.axpsync.d365.odata.D365Config;
import io.axpsync.d365.odata.internal.http.Answer;
import io.axpsync.d365.odata.internal.http.Call;
import io.axpsync.d365.odata.internal.http.Trouble;
import io.axpsync.d365.odata.internal.http.Wire;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.net.URI;
import java.time.Instant;
import java.util.function.Consumer;
import org.apache.olingo.client.api.ODataClient;
import org.apache.olingo.client.core.ODataClientFactory;

/** D365's OData service as the rest of the adapter sees it. Throws {@link Trouble} only. */
public final class OData implements AutoCloseable {

    private final D365Config config;
    private final Wire wire;
    private final Names names;
    private final Addresses addresses;
    private final Json json;
    private final Errors errors;
    private final Batches batches;

    public OData(D365Config config) {

        ODataClient client = ODataClientFactory.getClient();
        this.config = config;
        this.names = new Names(config.names());
        this.wire = new Wire(config);
        this.addresses = new Addresses(client, config.base(), names);
        this.json = new Json(client, names);
        this.errors = new Errors(config.clock());
        this.batches = new Batches(wire, json, errors, addresses.batch(), config);
    }

    /** A new run begins: a server that was out of order is asked again. */
    public void begin() {
        wire.begin();
    }

    public Addresses at() {
        return addresses;
    }

    public Where where(EntitySet set) {
        return new Where(names, set);
    }

    /** The sets of ours that the environment publishes, and the names under which they were looked for. */
    public Set<EntitySet> published() {
        Answer answer = get(addresses.root(), "the list of entity sets");
        Set<String> there = json.sets(answer);
        return io.vavr.collection.HashSet.of(EntitySet.values()).filter(s -> there.contains(names.of(s)));
    }

    /** The name under which a set is looked for. */
    public String name(EntitySet set) {
        return names.of(set);
    }

    private Answer get(URI uri, String what) {
        Answer answer = wire.send(Call.get(uri));
        if (!answer.ok()) {
            throw Trouble.of(errors.of(answer, what));
        }
        return answer;
    }

    /** One page. */
    public Seq<Row> some(Query query) {
        return json.page(query, get(addresses.query(query), query.set().defaultName()))
                .rows();
    }

    /** What properties the rows of a set have, as far as its first row tells; none where it has no rows. */
    public Option<Sample> sample(EntitySet set) {
        URI first = addresses.query(Query.of(set, "").first(1));
        Answer answer = wire.send(Call.get(first).with("Accept", "application/json;odata.metadata=full"));
        if (!answer.ok()) {
            answer = get(first, set.defaultName());
        }
        return json.sample(set, answer);
    }

    /** One page of the rows that the user sees without asking across companies. */
    public Seq<Row> ofDefaultCompany(Query query) {
        return json.page(
                        query,
                        get(addresses.ofDefaultCompany(query), query.set().defaultName()))
                .rows();
    }

    /**
     * All rows, page by page to the page that says it is the last. The next page is asked for by the key of the last
     * row, not by the server's link: a row that comes or goes meanwhile shifts nothing, and no address that the server
     * chooses is ever opened.
     *
     * @param query ordered by properties that together are unique
     */
    public Listing all(Query query, Consumer<Row> sink) {
        Option<Row> last = Option.none();
        Option<Instant> date = Option.none();
        for (int pages = 1; ; pages++) {
            Query next = last.map(row -> behind(query, row)).getOrElse(query);
            Answer answer = get(addresses.query(next), query.set().defaultName());
            date = date.orElse(answer.date());
            Json.Page page = json.page(query, answer);
            page.rows().forEach(sink);
            if (!page.more()) {
                return new Listing(pages, date);
            }
            if (page.rows().isEmpty()
                    || last.exists(l -> same(query, l, page.rows().last()))) {
                throw Trouble.uncertain(Reason.of(
                        "listing-stuck",
                        "D365 says that " + query.set().defaultName() + " has more rows but does not hand them over"));
            }
            last = Option.some(page.rows().last());
        }
    }

    private Query behind(Query query, Row last) {
        return query.filtered(
                Where.all(Vector.of(query.filter(), where(query.set()).behind(query.order(), last))));
    }

    private static boolean same(Query query, Row one, Row other) {
        return query.order().forAll(p -> one.text(p).equals(other.text(p)));
    }

    /** Sends operations in batches of at most so many; the answers stand in the order of the operations. */
    public Vector<Either<Trouble, Answer>> batch(Seq<Operation> operations, int most) {
        return operations.grouped(most).toVector().flatMap(batches::send);
    }

    /** The rows of a listing that was part of a batch; follows it when it has more than one page. */
    public Seq<Row> rows(Query query, Either<Trouble, Answer> part, String what) {
        Json.Page page = json.page(query, good(part, what));
        if (!page.more() || query.top() > 0) {
            return page.rows();
        }
        java.util.List<Row> rows = new java.util.ArrayList<>();
        all(query.ordered(query.set().keys()), rows::add);
        return Vector.ofAll(rows);
    }

    /** The answer, or the failure that it tells of, thrown. */
    public Answer good(Either<Trouble, Answer> part, String what) {
        Answer answer = part.getOrElseThrow(t -> t);
        if (!answer.ok()) {
            throw Trouble.of(failure(answer, what));
        }
        return answer;
    }

    public PortFailure failure(Answer answer, String what) {
        return errors.of(answer, what);
    }

    public Row row(EntitySet set, Answer answer) {
        return json.row(set, answer);
    }

    public D365Config config() {
        return config;
    }

    @Override
    public void close() {
        wire.close();
    }

    /**
     * How a listing went.
     *
     * @param date the server's time at its first page
     */
    public record Listing(int pages, Option<Instant> date) {}
}
