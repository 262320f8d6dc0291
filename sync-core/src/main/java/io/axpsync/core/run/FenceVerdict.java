package io.axpsync.core.run;

import io.axpsync.core.item.Fence;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Reason;
import io.axpsync.core.port.FenceMark;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

/** Judges the fences that were found: why nothing may be written there, or nothing when it may. */
final class FenceVerdict {

    private static final String PREFIX = "fence-";

    private final String installation;

    FenceVerdict(String installation) {
        this.installation = installation;
    }

    static boolean isFence(Reason reason) {
        return reason.code().startsWith(PREFIX);
    }

    /**
     * A folder without a fence is new, or its mailbox was made anew; one whose fence is behind ours was restored. Both
     * say nothing against our state.
     *
     * @param d365 where our D365 is
     * @param mark what our store knows, read after the fence was
     */
    Option<Reason> folder(Lane lane, Option<Fence> found, String d365, FenceMark mark) {
        if (found.isEmpty()) {
            return Option.none();
        }
        Fence fence = found.get();
        String folder = "the folder of " + lane.mailbox().address();
        if (!fence.installation().equals(installation)) {
            return refuse(
                    lane,
                    "foreign",
                    folder + " belongs to installation " + fence.installation() + ", and this one is " + installation);
        } else if (!d365.isEmpty() && !fence.d365().isEmpty() && !fence.d365().equals(d365)) {
            return refuse(
                    lane,
                    "d365",
                    folder + " is synchronised with the D365 at " + fence.d365() + ", and ours is at " + d365);
        }
        return ahead(lane, folder, fence, mark);
    }

    /**
     * Other installations may write to the same D365; only our own fence is judged. One that is behind what stood there
     * for certain means that the data of D365 are older than our state.
     *
     * @param before what our store knew before the fence was read
     * @param after what it knows since: another process of ours may have raised the fence in between
     */
    Option<Reason> d365(Lane lane, Seq<Fence> found, FenceMark before, FenceMark after) {
        Option<Fence> ours = found.find(f -> f.installation().equals(installation));
        long stands = ours.map(Fence::counter).getOrElse(0L);
        if (stands < before.confirmed()) {
            return refuse(
                    lane,
                    "d365-older",
                    "D365 says that run " + stands + " of this installation wrote last, and it" + " was run "
                            + before.confirmed() + ": the data of D365 are an older copy");
        }
        return ours.flatMap(fence -> ahead(lane, "D365", fence, after));
    }

    private static Option<Reason> ahead(Lane lane, String where, Fence fence, FenceMark mark) {
        return fence.epoch() > mark.epoch() || fence.counter() > mark.intended()
                ? refuse(
                        lane,
                        "ahead",
                        where + " was last written by run " + fence.counter() + " of this installation,"
                                + " and our state knows of " + mark.intended() + ": the state is an older copy")
                : Option.none();
    }

    private static Option<Reason> refuse(Lane lane, String code, String text) {
        return Option.some(Reason.of(
                PREFIX + code,
                "lane " + lane.id() + ": " + text + "; nothing was written",
                "If this installation shall write there from now on, and no other one: axpsync takeover --lane "
                        + lane.id()));
    }
}
