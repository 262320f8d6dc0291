package io.axpsync.core.contract.side;

import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.change.Observed;
import io.axpsync.core.change.Observed.Present;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Notify;
import io.axpsync.core.item.Value;
import io.axpsync.core.port.Outcome;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.Write;
import org.junit.jupiter.api.Test;

/** Removing an item: it and nothing else is gone. */
public interface RemoveContract extends SceneContract {
    @Test
    default void whatIsRemovedIsGone(Scene s) {
        Present made = s.created(s.samples().appointment("Removed"));
        Present kept = s.created(s.samples().appointment("Kept"));

        assertThat(s.write(s.remove(made, Notify.NOBODY))).isInstanceOf(Outcome.Removed.class);
        assertThat(s.fetch(made.ref())).isInstanceOf(Observed.Gone.class);
        assertThat(Scene.refs(s.full())).containsExactly(kept.ref());
    }

    @Test
    default void aStaleRemovalIsRefusedWhereVersionsAreChecked(Scene s) {
        s.needs(s.can().checksVersions(), "checksVersions");
        Present made = s.created(s.samples().appointment("Before"));
        s.users().edit(s.lane(), made.ref(), Field.SUBJECT, Value.text("By a user"));

        assertThat(Scene.refusal(s.write(s.remove(made, Notify.NOBODY)))).isInstanceOf(PortFailure.Stale.class);
        assertThat(s.fetched(made.ref()).title()).isEqualTo("By a user");
    }

    @Test
    default void theRemovalOfWhatIsGoneIsRefusedAsMissing(Scene s) {
        Present made = s.created(s.samples().appointment("Gone"));
        s.users().delete(s.lane(), made.ref());

        assertThat(Scene.refusal(s.write(s.remove(made, Notify.NOBODY)))).isInstanceOf(PortFailure.Missing.class);
    }

    @Test
    default void anItemOfAnEarlierLinkCanBeMadeAgainAfterItsRemoval(Scene s) {
        Write.Create create = s.named("Undone");
        Present made = s.written(create);
        s.write(s.remove(made, Notify.NOBODY));

        Present again = s.written(create);
        assertThat(Scene.refs(s.full())).containsExactly(again.ref());
    }
}
