package io.axpsync.core.port;

import io.axpsync.core.item.LaneId;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Side;
import java.time.Duration;

/** What happens in a run, for logs and progress. Never holds bodies or secrets. */
public sealed interface RunEvent {

    record RunStarted(String run, int lanes) implements RunEvent {}

    record LaneObserved(LaneId lane, Side side, int items, boolean full) implements RunEvent {}

    record LanePlanned(LaneId lane, int operations, int held) implements RunEvent {}

    /** The lane was configured anew; told before anything is done about it. */
    record LaneReconfigured(LaneId lane, int entering, int leaving) implements RunEvent {}

    record ItemWritten(LaneId lane, Side side, String verb) implements RunEvent {}

    record CaseOpened(LaneId lane, Reason reason) implements RunEvent {}

    record LaneFailed(LaneId lane, Side side, Reason reason) implements RunEvent {}

    record LaneDone(LaneId lane) implements RunEvent {}

    record Waiting(Side side, Duration pause) implements RunEvent {}

    record RunFinished(String run, String summary) implements RunEvent {}
}
