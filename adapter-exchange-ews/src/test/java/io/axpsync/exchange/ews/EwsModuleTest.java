package io.axpsync.exchange.ews;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.name.Names;
import io.axpsync.core.item.Side;
import io.axpsync.core.port.SyncSide;
import java.net.URI;
import org.junit.jupiter.api.Test;

class EwsModuleTest {

    @Test
    void bindsOneSideAndOneCheck() {
        EwsConfig config = EwsConfig.builder()
                .url(URI.create("http://localhost:1/EWS/Exchange.asmx"))
                .credentials(new EwsCredentials.Bearer(() -> "token"))
                .build();
        Injector injector = Guice.createInjector(new EwsModule(config));
        Key<SyncSide> key = Key.get(SyncSide.class, Names.named("ews"));
        try (SyncSide side = injector.getInstance(key);
                EwsCheck check = injector.getInstance(EwsCheck.class)) {
            assertThat(side.side()).isEqualTo(Side.EXCHANGE);
            assertThat(injector.getInstance(key)).isSameAs(side);
            assertThat(injector.getInstance(EwsCheck.class)).isSameAs(check);
        }
    }
}
