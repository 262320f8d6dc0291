package io.axpsync.exchange.graph;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.name.Names;
import io.axpsync.core.item.Side;
import io.axpsync.core.port.SyncSide;
import java.net.URI;
import org.junit.jupiter.api.Test;

class GraphModuleTest {

    @Test
    void bindsOneSideAndOneCheck() {
        GraphConfig config = GraphConfig.builder()
                .host(URI.create("http://localhost:1"))
                .credentials(new GraphCredentials.Bearer(() -> "token"))
                .build();
        Injector injector = Guice.createInjector(new GraphModule(config));
        Key<SyncSide> key = Key.get(SyncSide.class, Names.named("graph"));
        try (SyncSide side = injector.getInstance(key);
                GraphCheck check = injector.getInstance(GraphCheck.class)) {
            assertThat(side.side()).isEqualTo(Side.EXCHANGE);
            assertThat(injector.getInstance(key)).isSameAs(side);
            assertThat(injector.getInstance(GraphCheck.class)).isSameAs(check);
        }
    }
}
