package io.axpsync.core.contract.side;

import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.item.Fence;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Side;
import io.axpsync.core.port.FenceWrite;
import io.axpsync.core.port.PortFailure;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import org.junit.jupiter.api.Test;

/** Fences: how two installations of which one is a copy are kept from writing into the same places. */
public interface FenceContract extends SceneContract {

    Fence OURS = new Fence("contract", 2, "contoso.example:8443", 7);
    Fence THEIRS = new Fence("theirs; no: \"Önü\"".replace(";", ","), 0, "", 1);

    @Test
    default void whereNobodyPutUpAFenceThereIsNone(Scene s) {
        s.needs(s.can().holdsFence(), "holdsFence");
        assertThat(fences(s, s.lane())).isEmpty();
    }

    @Test
    default void aFenceStandsWhereItWasPutUp(Scene s) {
        s.needs(s.can().holdsFence(), "holdsFence");
        put(s, s.lane(), OURS);
        assertThat(fences(s, s.lane())).containsExactly(kept(s, OURS));
    }

    @Test
    default void aFenceIsRaised(Scene s) {
        s.needs(s.can().holdsFence(), "holdsFence");
        Fence raised = new Fence("contract", 3, "contoso.example:8443", 1_234_567_890_123L);
        put(s, s.lane(), OURS);
        put(s, s.lane(), raised);
        assertThat(fences(s, s.lane())).containsExactly(kept(s, raised));
    }

    @Test
    default void aFenceOutlivesARestart(Scene s) {
        s.needs(s.can().holdsFence(), "holdsFence");
        put(s, s.lane(), OURS);
        s.restart();
        assertThat(fences(s, s.lane())).containsExactly(kept(s, OURS));
    }

    @Test
    default void aFolderHasOneFenceWhoeverPutItUp(Scene s) {
        s.needs(s.can().holdsFence(), "holdsFence");
        s.needsSide(Side.EXCHANGE);
        put(s, s.lane(), OURS);
        put(s, s.lane(), THEIRS);
        assertThat(fences(s, s.lane())).containsExactly(THEIRS);
    }

    @Test
    default void eachFolderHasItsOwnFence(Scene s) {
        s.needs(s.can().holdsFence(), "holdsFence");
        s.needsSide(Side.EXCHANGE);
        put(s, s.lane(), OURS);
        assertThat(fences(s, s.users().otherLane())).isEmpty();
    }

    @Test
    default void inD365EachInstallationHasItsOwnFence(Scene s) {
        s.needs(s.can().holdsFence(), "holdsFence");
        s.needsSide(Side.D365);
        put(s, s.lane(), OURS);
        put(s, s.users().otherLane(), THEIRS);
        assertThat(fences(s, s.lane())).containsExactlyInAnyOrder(kept(s, OURS), kept(s, THEIRS));
    }

    @Test
    default void aStrangeFolderFailsAndDisturbsNoOther(Scene s) {
        s.needs(s.can().holdsFence(), "holdsFence");
        s.needsSide(Side.EXCHANGE);
        Lane strange = s.users().strangeLane();
        Seq<Option<PortFailure>> raised =
                s.side().raise(Vector.of(new FenceWrite(strange, OURS), new FenceWrite(s.lane(), OURS)));
        assertThat(raised.map(Option::isEmpty)).containsExactly(false, true);
        Seq<Either<PortFailure, Seq<Fence>>> read = s.side().fences(Vector.of(strange, s.lane()));
        assertThat(read.map(Either::isRight)).containsExactly(false, true);
        assertThat(read.last().get()).containsExactly(OURS);
    }

    @Test
    default void aFenceIsNoChangeOfAnyItem(Scene s) {
        s.needs(s.can().holdsFence(), "holdsFence");
        s.users().put(s.lane(), s.samples().appointment("Review"), true);
        var before = s.full();
        put(s, s.lane(), OURS);
        assertThat(s.full().items()).isEqualTo(before.items());
    }

    @Test
    default void withoutFencesNothingIsAsked(Scene s) {
        s.needs(s.can().holdsFence(), "holdsFence");
        int before = s.users().requests();
        s.side().fences(Vector.empty());
        s.side().raise(Vector.empty());
        assertThat(s.users().requests()).isEqualTo(before);
    }

    private static Seq<Fence> fences(Scene s, Lane lane) {
        return s.side().fences(Vector.of(lane)).head().get();
    }

    private static void put(Scene s, Lane lane, Fence fence) {
        assertThat(s.side().raise(Vector.of(new FenceWrite(lane, fence)))).containsExactly(Option.none());
    }

    /** What of it a D365 need not keep: it is the place itself, and is taken over by its counter. */
    private static Fence kept(Scene s, Fence fence) {
        Seq<Fence> now = fences(s, s.lane());
        Option<Fence> same = now.find(f -> f.installation().equals(fence.installation()));
        return s.side().side() == Side.EXCHANGE
                ? fence
                : new Fence(
                        fence.installation(),
                        same.map(Fence::epoch).filter(e -> e <= fence.epoch()).getOrElse(fence.epoch()),
                        same.map(Fence::d365).getOrElse(fence.d365()),
                        fence.counter());
    }
}
