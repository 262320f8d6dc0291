package io.axpsync.store.jdbc.internal;

import io.axpsync.core.change.Baseline;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.ItemVersion;
import io.axpsync.core.item.LaneId;
import io.axpsync.core.item.LinkId;
import io.axpsync.core.item.Side;
import io.axpsync.core.link.Link;
import io.axpsync.core.link.LinkState;
import io.axpsync.core.port.Links;
import io.vavr.Tuple;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Links with their baselines. A link is replaced as a whole: deleted with its baselines, then inserted. */
public final class JdbcLinks implements Links {

    private static final String SELECT = "SELECT l.*, d.version AS dv, d.key_id AS dk, d.prints AS dp,"
            + " e.version AS ev, e.key_id AS ek, e.prints AS ep FROM links l"
            + " LEFT JOIN baselines d ON d.link = l.id AND d.side = 'D365'"
            + " LEFT JOIN baselines e ON e.link = l.id AND e.side = 'EXCHANGE'";
    private static final int BATCH = 1000;

    private final Database database;

    public JdbcLinks(Database database) {
        this.database = database;
    }

    @Override
    public Seq<Link> ofLane(LaneId lane) {
        Vector<Link> all = Vector.empty();
        Seq<Link> page = ofLane(lane, Option.none(), BATCH);
        while (!page.isEmpty()) {
            all = all.appendAll(page);
            page = page.size() < BATCH
                    ? Vector.empty()
                    : ofLane(lane, Option.some(page.last().id()), BATCH);
        }
        return all;
    }

    /** A database holds the rows of an answer in memory besides the links that are made of them. */
    @Override
    public Seq<Link> ofLane(LaneId lane, Option<LinkId> behind, int most) {
        return database.ask(handle -> Vector.ofAll(
                handle.createQuery(SELECT + " WHERE l.lane = :lane AND l.id > :behind ORDER BY l.id LIMIT :most")
                        .bind("lane", lane.id())
                        .bind("behind", behind.map(LinkId::id).getOrElse(""))
                        .bind("most", most)
                        .map((row, context) -> link(row))
                        .list()));
    }

    @Override
    public Seq<Link> ofItem(ItemRef ref) {
        String column = ref.side() == Side.D365 ? "d365" : "exchange";
        return find(" WHERE l." + column + " = :what ORDER BY l.id", ref.id());
    }

    private Seq<Link> find(String where, String what) {
        return database.ask(handle -> Vector.ofAll(handle.createQuery(SELECT + where)
                .bind("what", what)
                .map((row, context) -> link(row))
                .list()));
    }

    @Override
    public void save(Seq<Link> links) {
        Seq<Link> latest = LinkedHashMap.ofEntries(links.toVector().map(link -> Tuple.of(link.id(), link)))
                .values()
                .toVector();
        database.tell(handle -> latest.grouped(BATCH).forEach(some -> {
            delete(handle, some.map(Link::id));
            insert(handle, some);
        }));
    }

    @Override
    public void forget(Seq<LinkId> links) {
        Seq<LinkId> ids = links.toVector();
        database.tell(handle -> ids.grouped(BATCH).forEach(some -> delete(handle, some)));
    }

    @Override
    public long count() {
        return database.ask(handle -> handle.createQuery("SELECT count(*) FROM links")
                .mapTo(Long.class)
                .one());
    }

    private static void delete(Handle handle, Seq<LinkId> ids) {
        PreparedBatch batch = handle.prepareBatch("DELETE FROM links WHERE id = :id");
        ids.forEach(id -> batch.bind("id", id.id()).add());
        execute(batch);
    }

    private static void insert(Handle handle, Seq<Link> links) {
        PreparedBatch rows = handle.prepareBatch(
                "INSERT INTO links (id, lane, state, d365, exchange, made_on, natural_key, marker_seen, since)"
                        + " VALUES (:id, :lane, :state, :d365, :exchange, :madeOn, :naturalKey, :markerSeen, :since)");
        PreparedBatch baselines = handle.prepareBatch("INSERT INTO baselines (link, side, version, key_id, prints)"
                + " VALUES (:link, :side, :version, :keyId, :prints)");
        for (Link link : links) {
            rows.bind("id", link.id().id())
                    .bind("lane", link.lane().id())
                    .bind("state", link.state().name())
                    .bind("d365", link.d365().map(ItemRef::id).getOrNull())
                    .bind("exchange", link.exchange().map(ItemRef::id).getOrNull())
                    .bind("madeOn", link.madeOn().map(Side::name).getOrNull())
                    .bind("naturalKey", link.naturalKey().getOrNull())
                    .bind("markerSeen", link.markerSeen())
                    .bind("since", Instants.text(link.since()))
                    .add();
            for (Side side : Side.values()) {
                link.baseline(side)
                        .forEach(baseline -> baselines
                                .bind("link", link.id().id())
                                .bind("side", side.name())
                                .bind("version", baseline.version().token())
                                .bind("keyId", baseline.keyId())
                                .bind("prints", BaselineJson.write(baseline))
                                .add());
            }
        }
        execute(rows);
        execute(baselines);
    }

    private static void execute(PreparedBatch batch) {
        if (batch.size() > 0) {
            batch.execute();
        }
    }

    private static Link link(ResultSet row) throws SQLException {
        String id = row.getString("id");
        return Link.builder()
                .id(new LinkId(id))
                .lane(new LaneId(row.getString("lane")))
                .state(LinkState.valueOf(row.getString("state")))
                .d365(Option.of(row.getString("d365")).map(ItemRef::d365))
                .exchange(Option.of(row.getString("exchange")).map(ItemRef::exchange))
                .d365Baseline(baseline(row, "d", id))
                .exchangeBaseline(baseline(row, "e", id))
                .madeOn(Option.of(row.getString("made_on")).map(Side::valueOf))
                .naturalKey(Option.of(row.getString("natural_key")))
                .markerSeen(row.getBoolean("marker_seen"))
                .since(Instants.of(row.getString("since")))
                .build();
    }

    private static Option<Baseline> baseline(ResultSet row, String prefix, String link) throws SQLException {
        Option<String> version = Option.of(row.getString(prefix + "v"));
        String keyId = row.getString(prefix + "k");
        String prints = row.getString(prefix + "p");
        return version.map(
                token -> BaselineJson.read(new ItemVersion(token), keyId, prints, "baseline of link " + link));
    }
}
