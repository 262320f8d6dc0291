package io.axpsync.d365.odata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.Guice;
import com.google.inject.Injector;
import io.axpsync.core.memory.NoPause;
import io.axpsync.core.port.Directory;
import io.vavr.collection.HashMap;
import io.vavr.control.Option;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class D365ConfigTest {

    private static D365Config.Builder builder() {
        return D365Config.builder()
                .address(URI.create("https://contoso.operations.dynamics.com/"))
                .login(new D365Login.Token(() -> "t"));
    }

    @Test
    void onlyAddressAndLoginAreNeeded() {
        D365Config config = builder().build();

        assertThat(config.base()).isEqualTo("https://contoso.operations.dynamics.com");
        assertThat(config.profile()).isEqualTo(Profile.DISCOVER);
        assertThat(config.marking()).isEqualTo(Marking.CATEGORY);
        assertThat(config.categorySeparator()).isEqualTo(";");
        assertThat(config.sourceApplication()).isEqualTo("AXPExchangeSync");
        assertThat(config.names()).isEmpty();
        assertThat(config.overlap()).isEqualTo(Duration.ofMinutes(5));
        assertThat(config.tombstones()).isEqualTo(Duration.ofDays(90));
        assertThat(config.batchSize()).isEqualTo(100);
        assertThat(config.connectTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.readTimeout()).isEqualTo(Duration.ofSeconds(100));
        assertThat(config.trust()).isEmpty();
        assertThat(config.proxy()).isEmpty();
        assertThat(config.attempts()).isEqualTo(4);
        assertThat(config.backoff()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.longestPause()).isEqualTo(Duration.ofSeconds(60));
        assertThat(config.largestAnswer()).isEqualTo(64 * 1024 * 1024);
    }

    @Test
    void everythingCanBeSaid() {
        Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
        NoPause pause = new NoPause();
        D365Config config = builder()
                .profile(Profile.STOCK)
                .marking(Marking.BOTH)
                .categorySeparator(", ")
                .sourceApplication("Other")
                .names(HashMap.of("Activities", "MyActivities"))
                .overlap(Duration.ZERO)
                .tombstones(Duration.ofDays(30))
                .batchSize(7)
                .connectTimeout(Duration.ofSeconds(1))
                .readTimeout(Duration.ofSeconds(2))
                .trust(Option.some(Path.of("trust.pem")))
                .proxy(Option.some(D365Proxy.of("proxy.example", 8080)))
                .attempts(1)
                .backoff(Duration.ofSeconds(3))
                .longestPause(Duration.ofSeconds(4))
                .largestAnswer(5)
                .clock(clock)
                .pause(pause)
                .build();

        assertThat(config.profile()).isEqualTo(Profile.STOCK);
        assertThat(config.marking()).isEqualTo(Marking.BOTH);
        assertThat(config.categorySeparator()).isEqualTo(", ");
        assertThat(config.sourceApplication()).isEqualTo("Other");
        assertThat(config.names()).containsExactly(io.vavr.Tuple.of("Activities", "MyActivities"));
        assertThat(config.overlap()).isZero();
        assertThat(config.tombstones()).isEqualTo(Duration.ofDays(30));
        assertThat(config.batchSize()).isEqualTo(7);
        assertThat(config.connectTimeout()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.readTimeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.trust()).contains(Path.of("trust.pem"));
        assertThat(config.proxy()).contains(D365Proxy.of("proxy.example", 8080));
        assertThat(config.attempts()).isOne();
        assertThat(config.backoff()).isEqualTo(Duration.ofSeconds(3));
        assertThat(config.longestPause()).isEqualTo(Duration.ofSeconds(4));
        assertThat(config.largestAnswer()).isEqualTo(5);
        assertThat(config.clock()).isSameAs(clock);
        assertThat(config.pause()).isSameAs(pause);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://d365.example",
                "https://user:secret@d365.example",
                "https://d365.example/data",
                "https://d365.example/?x=1",
                "https:///nowhere",
                "ftp://127.0.0.1"
            })
    void anAddressThatCannotBeRightIsRefused(String address) {
        assertThatThrownBy(() -> builder().address(URI.create(address)).build())
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void valuesThatCannotWorkAreRefused() {
        refused(b -> b.batchSize(0));
        refused(b -> b.attempts(0));
        refused(b -> b.categorySeparator("|"));
        refused(b -> b.overlap(Duration.ofSeconds(-1)));
        refused(b -> b.readTimeout(Duration.ZERO));
    }

    private static void refused(UnaryOperator<D365Config.Builder> wrong) {
        assertThatThrownBy(() -> wrong.apply(builder()).build()).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theModuleBindsOneSideAndItsDirectory() {
        Injector injector = Guice.createInjector(new D365Module(builder().build()));
        try (D365Side side = injector.getInstance(D365Side.class)) {
            assertThat(injector.getInstance(D365Side.class)).isSameAs(side);
            assertThat(injector.getInstance(Directory.class)).isNotNull();
        }
    }
}
