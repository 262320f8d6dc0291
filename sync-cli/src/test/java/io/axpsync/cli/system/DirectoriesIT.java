package io.axpsync.cli.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.axpsync.core.item.DirectoryEntry.Type;
import io.axpsync.core.port.RunListener;
import io.axpsync.core.run.SyncRun;
import io.axpsync.d365.odata.D365Config;
import io.axpsync.d365.odata.D365Login;
import io.axpsync.d365.odata.D365Side;
import io.axpsync.sandbox.d365.Company;
import io.axpsync.sandbox.d365.D365Options;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import java.net.URI;
import java.time.Clock;
import org.junit.jupiter.api.Test;

/** Who is behind an address that several directories know is configured. */
class DirectoriesIT {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String TWO = "worker000002@fabrikon.example";

    @Test
    void anAddressInSeveralDirectoriesIsWhoeverTheFirstOfThemSays() {
        assertThat(parents(Vector.of(Type.values()))).contains("Vendor V-9").doesNotContain("Person 000002");
        assertThat(parents(Vector.of(Type.WORKER, Type.VENDOR)))
                .contains("Person 000002")
                .doesNotContain("Vendor V-9");
        assertThat(parents(Vector.of(Type.CUSTOMER))).isEmpty();
    }

    private static Seq<String> parents(Seq<Type> order) {
        try (Fabrikon fabrikon = new Fabrikon(Company.generated(2), D365Options.companion());
                D365Side asked = D365Side.open(D365Config.builder()
                        .address(URI.create(fabrikon.sandbox.client().d365Base()))
                        .login(new D365Login.Token(fabrikon.sandbox::d365Token))
                        .directories(order)
                        .build())) {
            fabrikon.users.make(
                    "VendorsV2",
                    JSON.objectNode()
                            .put("dataAreaId", "nord")
                            .put("VendorAccountNumber", "V-9")
                            .put("VendorPartyNumber", "P-V9")
                            .put("PrimaryEmailAddress", TWO));
            fabrikon.users.quietEvent(
                    "worker000001@fabrikon.example",
                    "Round table",
                    6,
                    "\"attendees\": [{\"emailAddress\": {\"address\": \"" + TWO + "\"}}]");
            new SyncRun(fabrikon.store, asked.directory(), Clock.systemUTC(), fabrikon.ids(), RunListener.SILENT)
                    .sync(fabrikon.lanes(fabrikon.graph));
            return fabrikon.users
                    .parts(
                            "AxpActivityLinks",
                            fabrikon.users.activities("Round table").get())
                    .map(l -> l.path("ParentType").asText() + " "
                            + l.path("ParentId").asText());
        }
    }
}
