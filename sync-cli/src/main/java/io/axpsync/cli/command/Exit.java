package io.axpsync.cli.command;

import io.axpsync.cli.run.Checks;
import io.axpsync.cli.run.Synchronisation;
import io.axpsync.core.item.Reason;
import io.axpsync.core.plan.Decision;
import io.axpsync.core.run.Explanation;
import io.axpsync.core.run.RunReport;
import io.axpsync.core.run.Takeover;
import io.vavr.collection.HashSet;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;

/** The exit codes of all commands; where several apply, the first of this list counts. */
public enum Exit {
    /** Our own bug. */
    BUG(70),
    /** Bad configuration or usage. */
    USAGE(2),
    /** The state cannot be trusted; nothing was written. */
    STATE(5),
    /** A side was unreachable or refused us. */
    SIDE(4),
    /** Something is held by a guard and waits for a person. */
    HELD(3),
    /** Some items are open cases. */
    OPEN(1),
    /** In sync. */
    OK(0);

    /** Why a lane was not finished although no side is to blame; the next run takes it up. */
    private static final Set<String> OUR_OWN = HashSet.of("leased", "lease-lost", "stopped", "run-deadline");

    private final int code;

    Exit(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    /** The code of a check. */
    public static Exit of(Checks.Result result) {
        if (!result.store().problems().isEmpty()
                || result.fences().exists(f -> f.against().isDefined())) {
            return STATE;
        }
        boolean side = !result.d365().problems().isEmpty()
                || result.mailboxes().exists(b -> !b.problems().isEmpty())
                || result.folders().exists(f -> !f.problems().isEmpty())
                || result.fences().exists(f -> f.failure().isDefined());
        if (side) {
            return SIDE;
        }
        return result.mailboxes().exists(b -> b.alone().isDefined()) ? OPEN : OK;
    }

    /** The code of a run or a dry run. */
    public static Exit of(Synchronisation.Result result) {
        if (result.report().isEmpty()) {
            return SIDE;
        }
        RunReport report = result.report().get();
        if (report.fencedLanes() > 0) {
            return STATE;
        }
        Seq<Reason> failures = report.lanes().flatMap(RunReport.LaneReport::failure);
        if (failures.exists(f -> !OUR_OWN.contains(f.code()))) {
            return SIDE;
        } else if (report.held() > 0) {
            return HELD;
        }
        boolean open = !failures.isEmpty()
                || report.openCases() > 0
                || report.lanes().exists(Exit::parks)
                || report.total(c -> c.refused() + c.lost()) > 0
                || !result.leftAlone().isEmpty();
        return open ? OPEN : OK;
    }

    /** The code of an inquiry: what is nowhere was named wrongly, unless a side could not be asked. */
    public static Exit of(Explanation.Answer answer) {
        boolean failed = answer.looked().exists(l -> l.failure().isDefined());
        if (answer.found().isEmpty()) {
            return failed ? SIDE : USAGE;
        }
        return answer.found().exists(e -> e.standing() == Explanation.Standing.UNKNOWN) ? SIDE : OK;
    }

    /** The code of a taking over. */
    public static Exit of(Seq<Takeover.Standing> taken) {
        Seq<Reason> failures = taken.flatMap(Takeover.Standing::failure);
        if (failures.exists(f -> !OUR_OWN.contains(f.code()))) {
            return SIDE;
        }
        return taken.exists(t -> t.against().isDefined()) ? STATE : failures.isEmpty() ? OK : OPEN;
    }

    /** The code of an undo: what else is open in its lanes is not its business. */
    public static Exit of(Synchronisation.Undone undone) {
        if (undone.report().isEmpty()) {
            return SIDE;
        }
        RunReport run = undone.report().get().run();
        Seq<Reason> failures = run.lanes().flatMap(RunReport.LaneReport::failure);
        if (failures.exists(f -> !OUR_OWN.contains(f.code()))) {
            return SIDE;
        } else if (run.held() > 0) {
            return HELD;
        }
        return failures.isEmpty() && undone.report().get().refused().isEmpty() ? OK : OPEN;
    }

    /** Whether something is left to a person; a dry run opens no case of it. */
    private static boolean parks(RunReport.LaneReport lane) {
        return lane.plan().exists(p -> p.decisions().exists(Decision::opensCase));
    }
}
