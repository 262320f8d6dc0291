package io.axpsync.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.item.Field;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Value;
import io.axpsync.core.memory.MemoryHabits;
import org.junit.jupiter.api.Test;

/** With a tenant that may mail attendees for anything that is written to their organiser's meeting. */
class WaryOfMailsTest {

    private final TwoSides world = new TwoSides(
            MemoryHabits.D365,
            MemoryHabits.GRAPH.withCapabilities(
                    MemoryHabits.GRAPH.capabilities().withPrivateFieldsAreSilent(false)));

    @Test
    void whatAttendeesDoNotSeeWaitsForTheNextChangeThatTheySee() {
        world.put(
                Side.EXCHANGE,
                TwoSides.appointment("Fair").with(Field.ATTENDEES, TwoSides.people("guest@outside.example")));
        world.settle();
        edit(Field.SHOW_AS, Value.choice("FREE"));

        world.settle();

        assertThat(world.exchange.mails()).isEmpty();
        assertThat(world.only(Side.EXCHANGE).value(Field.SHOW_AS)).isEqualTo(Value.choice("BUSY"));

        edit(Field.SUBJECT, Value.text("Trade fair"));
        world.settle();

        assertThat(world.exchange.mails()).hasSize(1);
        assertThat(world.only(Side.EXCHANGE).title()).isEqualTo("Trade fair");
        assertThat(world.only(Side.EXCHANGE).value(Field.SHOW_AS)).isEqualTo(Value.choice("FREE"));
    }

    private void edit(Field field, Value value) {
        world.user(Side.D365).edit(world.lane, world.onlyRef(Side.D365), field, value);
    }
}
