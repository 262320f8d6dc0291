package io.axpsync.exchange.graph.internal;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.axpsync.core.item.Fence;
import io.axpsync.core.item.Lane;
import io.axpsync.core.port.FenceWrite;
import io.axpsync.core.port.PortFailure;
import io.axpsync.exchange.graph.internal.wire.Batches;
import io.axpsync.exchange.graph.internal.wire.Failures;
import io.axpsync.exchange.graph.internal.wire.Json;
import io.axpsync.exchange.graph.internal.wire.Part;
import io.axpsync.exchange.graph.internal.wire.PartAnswer;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Fences are an extended property of the calendar, the same as on EWS. Twenty go into one request. */
final class FolderFences {

    private final Batches batches;
    private final Calendars calendars;

    FolderFences(Batches batches, Calendars calendars) {
        this.batches = batches;
        this.calendars = calendars;
    }

    Seq<Either<PortFailure, Seq<Fence>>> read(Seq<Lane> lanes) {
        return ask(lanes, lane -> lane, (lane, calendar) -> Part.get(Urls.fence(lane, calendar)))
                .zipWith(lanes, (answer, lane) -> answer.flatMap(body -> fence(lane, body)));
    }

    Seq<Option<PortFailure>> raise(Seq<FenceWrite> fences) {
        return ask(
                        fences,
                        FenceWrite::lane,
                        (write, calendar) -> Part.patch(Urls.calendar(write.lane(), calendar), body(write.fence())))
                .map(answer -> answer.swap().toOption());
    }

    private interface Asking<T> {
        Part of(T what, Option<String> calendar);
    }

    private <T> Seq<Either<PortFailure, JsonObject>> ask(Seq<T> all, Function<T, Lane> laneOf, Asking<T> asking) {
        Map<Lane, Either<PortFailure, Option<String>>> ids = calendars.of(all.map(laneOf));
        List<Part> parts = new ArrayList<>();
        List<Either<PortFailure, Integer>> places = new ArrayList<>();
        for (T what : all) {
            Either<PortFailure, Option<String>> id = ids.get(laneOf.apply(what)).getOrElse(Either.right(Option.none()));
            places.add(id.map(calendar -> {
                parts.add(asking.of(what, calendar));
                return parts.size() - 1;
            }));
        }
        Seq<PartAnswer> answers = batches.send(Vector.ofAll(parts));
        return all.zipWithIndex((what, i) -> places.get(i)
                .flatMap(at -> answers.get(at)
                        .outcome()
                        .mapLeft(fault -> Failures.of(
                                fault,
                                "fence on the calendar of "
                                        + laneOf.apply(what).mailbox().address()))));
    }

    private static Either<PortFailure, Seq<Fence>> fence(Lane lane, JsonObject calendar) {
        Option<String> text = Json.objects(calendar, "singleValueExtendedProperties")
                .find(p -> Json.text(p, "id").exists(Stamps.FENCE::equalsIgnoreCase))
                .flatMap(p -> Json.text(p, "value"))
                .filter(value -> !value.isEmpty());
        Option<Fence> fence = text.flatMap(Fence::parse);
        return text.isDefined() && fence.isEmpty()
                ? Either.left(new PortFailure.Rejected(Fence.unreadable(lane)))
                : Either.right(Vector.ofAll(fence));
    }

    private static JsonObject body(Fence fence) {
        JsonObject property = new JsonObject();
        property.addProperty("id", Stamps.FENCE);
        property.addProperty("value", fence.text());
        JsonArray properties = new JsonArray();
        properties.add(property);
        JsonObject body = new JsonObject();
        body.add("singleValueExtendedProperties", properties);
        return body;
    }
}
