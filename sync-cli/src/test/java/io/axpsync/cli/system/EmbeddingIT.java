package io.axpsync.cli.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Value;
import io.axpsync.core.run.RunReport;
import io.axpsync.d365.odata.D365Config;
import io.axpsync.d365.odata.D365Login;
import io.axpsync.sandbox.d365.Company;
import io.axpsync.sandbox.d365.D365Options;
import io.axpsync.store.jdbc.InstallationSecret;
import io.axpsync.store.jdbc.StoreConfig;
import io.vavr.collection.HashMap;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.control.Option;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program of docs/embedding.md works, and is what the page shows. */
class EmbeddingIT {

    private static final String SOURCE = "src/test/java/io/axpsync/cli/system/EmbeddingExample.java";

    @TempDir
    Path folder;

    @Test
    void theProgramBringsHolidaysIntoD365() {
        try (Fabrikon fabrikon = new Fabrikon(Company.generated(1), D365Options.companion())) {
            Lane lane = fabrikon.lanes(fabrikon.graph).head().lane();
            D365Config d365 = D365Config.builder()
                    .address(URI.create(fabrikon.sandbox.client().d365Base()))
                    .login(new D365Login.Token(fabrikon.sandbox::d365Token))
                    .build();
            Path state = folder.resolve("state");
            StoreConfig store = StoreConfig.builder()
                    .file(Option.some(state))
                    .secret(InstallationSecret.beside(state))
                    .build();
            fabrikon.users.edit(fabrikon.users.activities("Visit 000001").get(), "OutlookCategories", "");
            Map<ItemRef, Item> days = HashMap.of(
                    ItemRef.exchange("founding"), day("Founding day", 3), ItemRef.exchange("party"), day("Party", 10));

            RunReport first = EmbeddingExample.run(store, d365, lane, new EmbeddingExample(Side.EXCHANGE, days));
            RunReport second = EmbeddingExample.run(store, d365, lane, new EmbeddingExample(Side.EXCHANGE, days));
            Map<ItemRef, Item> moved = days.put(ItemRef.exchange("party"), day("Party", 11));
            RunReport third = EmbeddingExample.run(store, d365, lane, new EmbeddingExample(Side.EXCHANGE, moved));

            assertThat(first.total(RunReport.Counts::created)).isEqualTo(2);
            assertThat(fabrikon.users.activities("Founding day")).hasSize(1);
            assertThat(second.operations()).isZero();
            assertThat(third.total(RunReport.Counts::updated)).isEqualTo(1);
            assertThat(fabrikon.users.activities("Party").get().path("AllDay").asText())
                    .isEqualTo("Yes");
        }
    }

    private static Item day(String name, int ahead) {
        LocalDate date = LocalDate.now(java.time.ZoneOffset.UTC).plusDays(ahead);
        return Item.of(
                Kind.APPOINTMENT,
                LinkedHashMap.of(
                        Field.SUBJECT, Value.text(name), Field.PERIOD, new Value.Days(date, date.plusDays(1))));
    }

    @Test
    void thePageShowsExactlyTheProgramAndItHasSixtyLinesAtMost() throws IOException {
        String source = Files.readString(Path.of(SOURCE));
        String page = Files.readString(Path.of("../docs/embedding.md"));

        assertThat(page).contains("```java\n" + source + "```");
        assertThat(List.of(source.split("\n"))).hasSizeLessThanOrEqualTo(60);
    }
}
