package io.axpsync.core.memory;

import io.axpsync.core.item.Fence;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.LaneId;
import io.axpsync.core.item.Side;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.Write;
import io.vavr.collection.HashMap;
import io.vavr.collection.HashSet;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.time.Clock;

/** All that a server in memory knows. Whoever touches it holds its lock. */
final class Server {

    final MemoryHabits habits;
    final Rows rows;
    final Views views;
    Set<LaneId> mailboxes = HashSet.empty();
    Trouble trouble = new Trouble(Hostility.NONE);
    /** Checkpoints of an earlier incarnation are no longer understood. */
    int incarnation = 1;

    Seq<Mail> mails = Vector.empty();
    Seq<Write> written = Vector.empty();
    int requests;
    int contents;
    /** By lane; D365 has one for each installation. */
    Map<String, Fence> fences = HashMap.empty();

    Server(MemoryHabits habits, Clock clock) {
        this.habits = habits;
        this.rows = new Rows(habits.side(), clock);
        this.views = new Views(habits, clock);
    }

    /** The fences that a lane sees. */
    Seq<Fence> fences(Lane lane) {
        return habits.side() == Side.D365
                ? fences.values().toVector()
                : fences.get(lane.id().id()).toVector();
    }

    void raise(Lane lane, Fence fence) {
        fences = fences.put(
                habits.side() == Side.D365 ? fence.installation() : lane.id().id(), fence);
    }

    /** Why the lane cannot be reached; none when it can. */
    Option<PortFailure> closed(Lane lane) {
        if (trouble.hostility().unreachable().contains(lane.id())) {
            return Option.some(Trouble.unavailable(lane, "the connection"));
        }
        if (trouble.hostility().forbidden().contains(lane.id())) {
            return Option.some(new PortFailure.Denied(
                    Trouble.reason("denied", lane, "reading is not allowed any more", "grant the permission again")));
        }
        return mailboxes.contains(lane.id())
                ? Option.none()
                : Option.some(Trouble.missing(lane, "mailbox " + lane.mailbox().address()));
    }
}
