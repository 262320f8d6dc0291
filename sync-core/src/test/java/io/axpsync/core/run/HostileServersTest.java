package io.axpsync.core.run;

import static io.axpsync.core.run.TwoSides.appointment;
import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.item.Field;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Value;
import io.axpsync.core.memory.Hostility;
import io.axpsync.core.memory.MemorySide;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a server does meanwhile: when it is well again, both sides agree, nothing is lost and nothing doubled. */
class HostileServersTest {

    static Stream<Arguments> hostilities() {
        Hostility calm = Hostility.builder().build();
        return Stream.of(
                        calm.withLostAnswers(2),
                        calm.withLostAnswers(1),
                        calm.withLostRequests(2),
                        calm.withThrottledWrites(2),
                        calm.withBrokenListings(1),
                        calm.withExpiredCheckpoints(1),
                        calm.withFailingFetches(2),
                        calm.withFailingFinds(1),
                        calm.withReadOnly(true),
                        calm.withRepeats(100),
                        calm.withReordered(true),
                        calm.withRejectedTitle("new"),
                        calm.withSkew(Duration.ofHours(-9)))
                .flatMap(h -> Stream.of(Side.values()).map(side -> Arguments.of(side, h)));
    }

    @ParameterizedTest
    @MethodSource("hostilities")
    void afterTroubleBothSidesAgree(Side side, Hostility hostility) {
        TwoSides company = new TwoSides();
        company.put(Side.D365, appointment("first"));
        company.put(Side.EXCHANGE, appointment("second"));
        company.settle();
        MemorySide troubled = side == Side.D365 ? company.d365 : company.exchange;
        troubled.behave(hostility);
        company.put(Side.D365, appointment("new in D365"));
        company.put(Side.EXCHANGE, appointment("new in Outlook"));
        company.user(Side.D365)
                .edit(company.lane, company.user(Side.D365).list(company.lane).head(), Field.BODY, Value.text("b"));
        company.run();
        company.run();
        troubled.behave(Hostility.builder().build());
        company.time.updateAndGet(t -> t.plus(Duration.ofDays(2)));
        company.run();
        company.run();
        company.assertQuiet();
        assertThat(company.all(Side.D365)
                        .map(i -> i.title() + i.value(Field.BODY))
                        .sorted())
                .hasSize(4)
                .isEqualTo(company.all(Side.EXCHANGE)
                        .map(i -> i.title() + i.value(Field.BODY))
                        .sorted());
        assertThat(company.store.cases().ofLane(company.lane.id())).isEmpty();
    }
}
