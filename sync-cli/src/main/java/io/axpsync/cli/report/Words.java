package io.axpsync.cli.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.core.change.Observed;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Side;
import io.axpsync.core.plan.Decision;
import io.axpsync.core.plan.Mail;
import io.axpsync.core.plan.Merge;
import io.axpsync.core.plan.SyncPlan;
import io.axpsync.core.plan.Undoing;
import io.axpsync.core.run.RunReport;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;

/** How decisions are called in front of people and programs. */
final class Words {

    private Words() {}

    static String verb(Decision d) {
        if (d instanceof Decision.Create) {
            return "create";
        } else if (d instanceof Decision.Adopt) {
            return "adopt";
        } else if (d instanceof Decision.Update) {
            return "update";
        } else if (d instanceof Decision.Remove) {
            return "remove";
        } else if (d instanceof Decision.Release) {
            return "release";
        } else if (d instanceof Decision.Sleep) {
            return "sleep";
        } else if (d instanceof Decision.Forget) {
            return "forget";
        } else if (d instanceof Decision.Park) {
            return "park";
        } else if (d instanceof Undoing.Revert) {
            return "put back";
        } else if (d instanceof Undoing.Retract) {
            return "remove";
        } else if (d instanceof Undoing.Recreate) {
            return "make again";
        }
        return "keep";
    }

    /** The sides that would be written, the item itself before its stamp. */
    static Seq<Side> sides(Decision d) {
        if (d instanceof Decision.Create c) {
            return Vector.of(c.on());
        } else if (d instanceof Decision.Remove r) {
            return Vector.of(r.on());
        } else if (d instanceof Decision.Update u) {
            return sides(u.merge());
        } else if (d instanceof Decision.Adopt a) {
            return Vector.of(Side.values())
                    .filter(s -> a.mark().contains(s) || !a.merge().to(s).isEmpty());
        } else if (d instanceof Decision.Release r) {
            return r.unmark().toVector().map(o -> o.ref().side());
        } else if (d instanceof Undoing u) {
            return Vector.of(u.on());
        }
        return Vector.empty();
    }

    private static Seq<Side> sides(Merge merge) {
        return Vector.of(Side.values()).filter(s -> !merge.to(s).isEmpty());
    }

    static String name(Side side) {
        return side == Side.D365 ? "D365" : "Exchange";
    }

    /** A subject, when it may be shown. */
    static String title(String title, boolean show) {
        return show ? "\"" + title + "\"" : "(subject hidden)";
    }

    static String impact(RunReport.Impact impact) {
        return impact.entering() + " entering, " + impact.leaving() + " leaving";
    }

    /** Open cases of a lane; in a dry run also those that a run would open. */
    static int open(RunReport.LaneReport lane) {
        Seq<Seq<ItemRef>> parked = lane.plan()
                .toVector()
                .flatMap(SyncPlan::decisions)
                .filter(Decision::opensCase)
                .map(Decision::items);
        return lane.cases().map(c -> c.items()).appendAll(parked).distinct().size();
    }

    /** How many are mailed about what. */
    static String mail(Mail mail) {
        return mail.what() + " to " + mail.inside().size() + " inside, "
                + mail.outside().size() + " outside";
    }

    /** The mail of a decision, for programs; nothing where nobody is mailed. */
    static void mail(ObjectNode node, Mail mail) {
        if (mail.recipients() > 0) {
            node.putObject("mail")
                    .put("what", mail.what())
                    .put("inside", mail.inside().size())
                    .put("outside", mail.outside().size());
        }
    }

    static String place(Observed.Place place) {
        return switch (place) {
            case IN_LANE -> "in the lane";
            case OUTSIDE_WINDOW -> "outside the window";
            case ELSEWHERE -> "in another folder, or another worker's";
        };
    }

    /** An item for a person: the D365 key, which is short, before an Exchange id, which is not. */
    static String item(Seq<ItemRef> items) {
        return items.find(r -> r.side() == Side.D365)
                .orElse(items::headOption)
                .map(r -> r.side() == Side.D365 ? r.id() : "…" + r.id().substring(Math.max(0, r.id().length() - 12)))
                .getOrElse("");
    }
}
