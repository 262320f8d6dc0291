package io.axpsync.core.contract.side;

import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.change.Observed.Present;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.LinkId;
import io.axpsync.core.item.Stamp;
import io.axpsync.core.item.Value;
import io.axpsync.core.port.Write;
import io.vavr.control.Option;
import org.junit.jupiter.api.Test;

/** Stamps: how an item is recognised when our store or an answer was lost. */
public interface StampContract extends SceneContract {
    @Test
    default void aCreatedItemCarriesItsStamp(Scene s) {
        s.needs(s.can().holdsStamps(), "holdsStamps");
        Write.Create create = s.named("Stamped");
        Present made = s.written(create);

        assertThat(made.stamp()).contains(create.stamp());
        assertThat(s.fetched(made.ref()).stamp()).contains(create.stamp());
    }

    @Test
    default void anItemIsFoundByItsStamp(Scene s) {
        s.needs(s.can().holdsStamps(), "holdsStamps");
        Write.Create create = s.named("Stamped");
        ItemRef ref = s.written(create).ref();
        s.created(s.samples().appointment("Other"));

        assertThat(s.found(s.search(Option.some(create.stamp()), Option.none(), Value.NOTHING)))
                .containsExactly(ref);
    }

    @Test
    default void aStampIsFoundWhicheverRowItNames(Scene s) {
        s.needs(s.can().holdsStamps(), "holdsStamps");
        Write.Create create = s.named("Stamped");
        ItemRef ref = s.written(create).ref();

        assertThat(s.found(s.search(Option.some(create.stamp().bare()), Option.none(), Value.NOTHING)))
                .containsExactly(ref);
        assertThat(s.found(s.search(
                        Option.some(create.stamp().on(ItemRef.d365("usmf/other"))), Option.none(), Value.NOTHING)))
                .containsExactly(ref);
    }

    @Test
    default void aStampThatOnlyBeginsAlikeIsNotFound(Scene s) {
        s.needs(s.can().holdsStamps(), "holdsStamps");
        Write.Create create = s.named("Stamped");
        s.written(create);
        LinkId longer = new LinkId(create.link().id() + "0");

        assertThat(s.found(s.search(Option.some(Scene.stamp(longer)), Option.none(), Value.NOTHING)))
                .isEmpty();
        assertThat(s.found(s.search(Option.some(Stamp.of("other", create.link())), Option.none(), Value.NOTHING)))
                .isEmpty();
    }

    @Test
    default void whatAUserMadeCarriesNoStamp(Scene s) {
        ItemRef ref = s.users().put(s.lane(), s.samples().appointment("Plain"), true);

        assertThat(s.fetched(ref).stamp()).isEmpty();
    }

    @Test
    default void aUsersItemCanBeStamped(Scene s) {
        s.needs(s.can().holdsStamps(), "holdsStamps");
        ItemRef ref = s.users().put(s.lane(), s.samples().appointment("Plain"), true);
        Stamp stamp = Scene.stamp(s.newLink());
        Present written = s.written(s.update(s.fetched(ref)).withStamp(Option.some(stamp)));

        assertThat(written.stamp()).contains(stamp);
        assertThat(s.found(s.search(Option.some(stamp), Option.none(), Value.NOTHING)))
                .containsExactly(ref);
    }

    @Test
    default void aStampOutlivesEdits(Scene s) {
        s.needs(s.can().holdsStamps(), "holdsStamps");
        Write.Create create = s.named("Stamped");
        Present made = s.written(create);
        s.written(s.update(made, Field.SUBJECT, Value.text("By us")));
        s.users().edit(s.lane(), made.ref(), Field.LOCATION, Value.text("By a user"));

        assertThat(s.fetched(made.ref()).stamp()).contains(create.stamp());
    }
}
