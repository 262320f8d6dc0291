package io.axpsync.d365.odata;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.core.contract.side.FenceContract;
import io.axpsync.core.contract.side.SideFixture;
import io.axpsync.core.item.Fence;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.LaneId;
import io.axpsync.core.item.Value;
import io.axpsync.core.port.SyncSide;
import io.vavr.collection.HashSet;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;

/** The sandbox's D365 as the contracts see it: two new workers for each test, and users who work in its forms. */
final class D365Fixture implements SideFixture {

    private static final String NO_DATE = "1900-01-01T00:00:00Z";

    private final Scenery scenery;
    private final boolean companion;
    private final Lane lane;
    private final Lane other;
    private final D365Side side;
    private final long requestsBefore;
    private D365Side restarted;

    D365Fixture(Scenery scenery, boolean companion) {
        this(scenery, companion, Kind.APPOINTMENT);
    }

    D365Fixture(Scenery scenery, boolean companion, Kind kind) {
        this.scenery = scenery;
        this.companion = companion;
        lane = of(kind, scenery.newLane());
        other = of(kind, scenery.newLane());
        side = scenery.open();
        restarted = side;
        if (companion) {
            Vector.of(FenceContract.OURS, FenceContract.THEIRS).forEach(this::forget);
        }
        requestsBefore = scenery.requests();
    }

    private static Lane of(Kind kind, Lane lane) {
        return lane.withKind(kind).withId(LaneId.of(lane.mailbox().personnelNumber(), kind));
    }

    /** No installation has ever written here. */
    private void forget(Fence fence) {
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        row.put("InstallationId", fence.installation());
        scenery.sandbox.d365().upsert("AxpInstallations", row);
        scenery.sandbox.d365().delete("AxpInstallations", row);
    }

    @Override
    public SyncSide side() {
        return side;
    }

    @Override
    public SyncSide restarted() {
        restarted = scenery.open();
        return restarted;
    }

    @Override
    public Lane lane() {
        return lane;
    }

    @Override
    public Lane otherLane() {
        return other;
    }

    @Override
    public Lane strangeLane() {
        return Scenery.lane("999999");
    }

    /** A feed that has no owners cannot tell that a row changed its owner; only of stamped rows it tells everybody. */
    @Override
    public Set<Ability> lacks() {
        return companion
                ? HashSet.of(Ability.FEED_TELLS_MOVES)
                : HashSet.of(Ability.FEED_TELLS_MOVES, Ability.FEED_TELLS_DELETIONS);
    }

    @Override
    public ItemRef put(Lane owner, Item item, boolean marked) {
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        row.put("dataAreaId", owner.mailbox().company())
                .put("Category", owner.kind() == Kind.TASK ? "Task" : "Appointment")
                .put("ResponsibleWorkerPersonnelNumber", owner.mailbox().personnelNumber())
                .put("OutlookCategories", marked ? owner.marker().name() : "");
        item.values().forEach((field, value) -> set(row, owner, field, value));
        return Scenery.ref(scenery.sandbox.d365().create("Activities", row));
    }

    @Override
    public void edit(Lane owner, ItemRef ref, Field field, Value value) {
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        set(row, owner, field, value);
        scenery.sandbox.d365().patch("Activities", Scenery.keys(ref), row);
    }

    private static void set(ObjectNode row, Lane owner, Field field, Value value) {
        switch (field) {
            case SUBJECT -> row.put("Purpose", text(value));
            case BODY -> row.put("OutlookText", text(value));
            case DUE_DATE ->
                row.put("EndDateTime", value instanceof Value.Date day ? day.date() + "T12:00:00Z" : NO_DATE);
            case LOCATION -> row.put("Location", text(value));
            case PERIOD -> {
                if (value instanceof Value.Period p) {
                    row.put("AllDay", "No").put("StartDateTime", p.start().toString());
                    row.put("EndDateTime", p.end().toString());
                } else if (value instanceof Value.Days d) {
                    var zone = owner.mailbox().zone();
                    row.put("AllDay", "Yes");
                    row.put(
                            "StartDateTime",
                            d.start().atStartOfDay(zone).toInstant().toString());
                    row.put(
                            "EndDateTime",
                            d.end().atStartOfDay(zone).toInstant().toString());
                }
            }
            default -> throw new IllegalArgumentException("no user of this fixture sets " + field);
        }
    }

    private static String text(Value value) {
        return value instanceof Value.Text t ? t.text() : "";
    }

    @Override
    public void mark(Lane owner, ItemRef ref, boolean marked) {
        String others = scenery.row(ref)
                .path("OutlookCategories")
                .asText()
                .replace(owner.marker().name(), "")
                .replaceFirst("^;", "");
        scenery.patch(
                ref,
                "OutlookCategories",
                marked ? owner.marker().name() + (others.isEmpty() ? "" : ";" + others) : others);
    }

    @Override
    public void delete(Lane owner, ItemRef ref) {
        scenery.sandbox.d365().delete("Activities", Scenery.keys(ref));
    }

    @Override
    public void moveElsewhere(Lane owner, ItemRef ref) {
        scenery.patch(
                ref,
                "ResponsibleWorkerPersonnelNumber",
                scenery.newLane().mailbox().personnelNumber());
    }

    @Override
    public int mailsSent() {
        return 0;
    }

    @Override
    public int requests() {
        return Math.toIntExact(scenery.requests() - requestsBefore);
    }

    @Override
    public void close() {
        side.close();
        restarted.close();
    }
}
