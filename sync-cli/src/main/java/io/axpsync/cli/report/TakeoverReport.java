package io.axpsync.cli.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.core.item.Fence;
import io.axpsync.core.run.Takeover;
import io.vavr.collection.Seq;
import java.io.PrintWriter;

/** To whom lanes belong: in a check, and before and after a taking over. */
public final class TakeoverReport {

    private final PrintWriter out;

    public TakeoverReport(PrintWriter out) {
        this.out = out;
    }

    public void text(Seq<Takeover.Standing> lanes) {
        Table table = new Table("Lane", "Mailbox", "Installation", "Epoch", "D365", "Run", "Fence");
        for (Takeover.Standing lane : lanes) {
            table.row(
                    lane.lane().id(),
                    lane.lane().mailbox().address(),
                    lane.folder().map(Fence::installation).getOrElse("-"),
                    lane.folder().map(f -> String.valueOf(f.epoch())).getOrElse("-"),
                    lane.folder().map(Fence::d365).getOrElse("-"),
                    lane.folder().map(f -> String.valueOf(f.counter())).getOrElse("-"),
                    state(lane));
        }
        table.print(out);
        lanes.flatMap(l -> l.failure().orElse(l.againstFolder()).toVector().appendAll(l.againstD365()))
                .distinct()
                .forEach(reason -> out.println("  " + reason));
        out.flush();
    }

    public ObjectNode json(boolean taken, int exit, Seq<Takeover.Standing> lanes) {
        ObjectNode document = StateJson.document("takeover", exit).put("taken", taken);
        fences(document.putArray("lanes"), lanes);
        return document;
    }

    static void fences(ArrayNode all, Seq<Takeover.Standing> lanes) {
        for (Takeover.Standing lane : lanes) {
            ObjectNode node = all.addObject()
                    .put("lane", lane.lane().id().id())
                    .put("mailbox", lane.lane().mailbox().address())
                    .put("state", state(lane));
            for (Fence fence : lane.folder()) {
                node.put("installation", fence.installation())
                        .put("d365", fence.d365())
                        .put("epoch", fence.epoch())
                        .put("run", fence.counter());
            }
            ArrayNode against = node.putArray("against");
            lane.againstFolder()
                    .toVector()
                    .appendAll(lane.againstD365())
                    .map(Json::reason)
                    .forEach(against::add);
            lane.failure().forEach(reason -> node.set("failure", Json.reason(reason)));
        }
    }

    private static String state(Takeover.Standing lane) {
        if (lane.failure().isDefined()) {
            return "failed";
        }
        return lane.against().isDefined() ? "not ours" : lane.folder().isDefined() ? "ours" : "free";
    }
}
