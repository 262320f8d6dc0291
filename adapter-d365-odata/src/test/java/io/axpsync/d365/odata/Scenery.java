package io.axpsync.d365.odata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.core.item.Category;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.LaneId;
import io.axpsync.core.item.Mailbox;
import io.axpsync.core.memory.NoPause;
import io.axpsync.sandbox.Sandbox;
import io.axpsync.sandbox.SandboxOptions;
import io.axpsync.sandbox.d365.D365Options;
import io.axpsync.sandbox.http.Traffic;
import java.net.URI;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** A sandbox with D365 in it, workers that nobody else uses, and a side that is connected to it. */
final class Scenery implements AutoCloseable {

    private static final AtomicInteger NUMBERS = new AtomicInteger(500_000);

    final Sandbox sandbox;

    Scenery(D365Options options, Traffic traffic) {
        this(options, traffic, Clock.systemUTC());
    }

    /** @param clock by which rows are stamped; answers carry the real time */
    Scenery(D365Options options, Traffic traffic, Clock clock) {
        sandbox = Sandbox.start(SandboxOptions.builder()
                .d365(options)
                .traffic(traffic)
                .clock(clock)
                .build());
    }

    D365Config config() {
        return D365Config.builder()
                .address(URI.create(sandbox.client().d365Base()))
                .login(new D365Login.Token(sandbox::d365Token))
                .pause(new NoPause())
                .build();
    }

    D365Side open() {
        return D365Side.open(config());
    }

    /** A lane of a worker who was hired just now. */
    Lane newLane() {
        String number = Integer.toString(NUMBERS.incrementAndGet());
        ObjectNode worker = JsonNodeFactory.instance.objectNode();
        worker.put("PersonnelNumber", number).put("Name", "Worker " + number);
        sandbox.d365().create("Workers", worker);
        return lane(number);
    }

    /** A lane of a worker who may not exist. */
    static Lane lane(String number) {
        return Lane.builder()
                .id(LaneId.of(number, Kind.APPOINTMENT))
                .kind(Kind.APPOINTMENT)
                .marker(new Category("D365"))
                .mailbox(Mailbox.builder()
                        .personnelNumber(number)
                        .address("worker" + number + "@fabrikon.example")
                        .company("nord")
                        .zone(ZoneId.of("Europe/Berlin"))
                        .build())
                .build();
    }

    /** A row that a user makes: an hour on 1 July 2026, unless said otherwise. */
    ItemRef put(Lane lane, String subject, String... more) {
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        row.put("dataAreaId", "nord")
                .put("Category", "Appointment")
                .put("ResponsibleWorkerPersonnelNumber", lane.mailbox().personnelNumber())
                .put("Purpose", subject)
                .put("StartDateTime", "2026-07-01T09:00:00Z")
                .put("EndDateTime", "2026-07-01T10:00:00Z");
        for (int i = 0; i < more.length; i += 2) {
            row.put(more[i], more[i + 1]);
        }
        return ref(sandbox.d365().create("Activities", row));
    }

    static ItemRef ref(JsonNode row) {
        return ItemRef.d365(row.path("dataAreaId").asText().toLowerCase(Locale.ROOT) + "/"
                + row.path("ActivityNumber").asText());
    }

    static ObjectNode keys(ItemRef ref) {
        int slash = ref.id().indexOf('/');
        return JsonNodeFactory.instance
                .objectNode()
                .put("dataAreaId", ref.id().substring(0, slash))
                .put("ActivityNumber", ref.id().substring(slash + 1));
    }

    JsonNode row(ItemRef ref) {
        return sandbox.d365().read("Activities", keys(ref));
    }

    void patch(ItemRef ref, String property, String value) {
        sandbox.d365()
                .patch(
                        "Activities",
                        keys(ref),
                        JsonNodeFactory.instance.objectNode().put(property, value));
    }

    long requests() {
        return sandbox.counts().of("d365").requests();
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
