package io.axpsync.exchange.ews;

import static io.axpsync.exchange.ews.Words.fetch;
import static io.axpsync.exchange.ews.Words.observe;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.axpsync.core.change.Observed;
import io.axpsync.core.change.Snapshot;
import io.axpsync.core.item.Category;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.LaneId;
import io.axpsync.core.item.LinkId;
import io.axpsync.core.item.Notify;
import io.axpsync.core.item.Stamp;
import io.axpsync.core.item.Value;
import io.axpsync.core.item.Window;
import io.axpsync.core.port.Look;
import io.axpsync.core.port.Outcome;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.SyncSide;
import io.axpsync.core.port.Write;
import io.axpsync.sandbox.contract.ContractWatch;
import io.axpsync.sandbox.mailbox.Delivery;
import io.axpsync.sandbox.mailbox.Mailbox;
import io.axpsync.sandbox.mailbox.MessageItem;
import io.axpsync.sandbox.mailbox.OtherItem;
import io.vavr.collection.HashSet;
import io.vavr.collection.LinkedHashMap;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Mails that were delivered to the sandbox, as this side reads them and tells them. */
class EwsSandboxMailsTest {

    @RegisterExtension
    static final ContractWatch WATCH = ContractWatch.open();

    private static final Category IMPORTED = new Category("D365: imported");
    private static final Window ALWAYS =
            new Window(Instant.parse("1926-01-01T00:00:00Z"), Instant.parse("2126-01-01T00:00:00Z"));

    private final SandboxEws ews = new SandboxEws(WATCH);
    private final Lane lane = ews.open("000001", "anna")
            .withId(LaneId.of("000001", Kind.MESSAGE))
            .withKind(Kind.MESSAGE)
            .withStatusCategories(HashSet.of(IMPORTED));
    private final Mailbox anna = ews.boxes.find(lane.mailbox().address()).orElseThrow();
    private final SyncSide side = ews.side();

    @AfterEach
    void close() {
        ews.close();
    }

    private OtherItem deliver(String folder, byte[] mime) {
        return new Delivery(folder, mime, Instant.parse("2026-03-01T10:00:00Z"), List.of("Red", "D365")).into(anna);
    }

    private Snapshot listed() {
        return observe(side, lane, ALWAYS, Option.none())
                .getOrElseThrow(failure -> new AssertionError(failure.reason().text()));
    }

    @Test
    void aMarkedMailIsReadAndToldAndThenNotListed() {
        OtherItem item = deliver(
                "inbox",
                ("From: Cora Kunz <Cora@Kunz.example>\r\nTo: anna@contoso.example\r\nCc: \"Ben\" <ben@x.example>\r\n"
                                + "Subject: RE: Offer\r\nMessage-ID: <m1@x.example>\r\nIn-Reply-To: <p2@x.example>\r\n"
                                + "References: <p1@x.example> <p2@x.example>\r\nDate: 1 Mar 2026 09:00:00 +0000\r\n"
                                + "Content-Type: text/html\r\n\r\n<p>Dear Anna,</p><p>1 &lt; 2</p>")
                        .getBytes(StandardCharsets.UTF_8));
        deliver("deleteditems", "Subject: gone\r\n\r\nx".getBytes(StandardCharsets.UTF_8));
        Snapshot seen = listed();
        assertThat(seen.items()).hasSize(1);
        String id = seen.items().get(0).ref().id();
        Observed.Present mail = (Observed.Present) fetch(side, lane, id).get();
        assertThat(mail.item().get().value(Field.SUBJECT)).isEqualTo(Value.text("RE: Offer"));
        assertThat(mail.item().get().value(Field.BODY).toString())
                .contains("Dear Anna,")
                .contains("1 < 2");
        assertThat(mail.item().get().value(Field.RECIPIENTS).toString())
                .contains("anna@contoso.example")
                .contains("ben@x.example");
        assertThat(mail.mail().get().messageId()).isEqualTo("m1@x.example");
        assertThat(mail.mail().get().references()).containsExactly("p1@x.example", "p2@x.example");
        assertThat(mail.mail().get().conversation()).isNotEmpty();
        assertThat(mail.marked()).isTrue();

        Write told = Write.Update.builder()
                .lane(lane)
                .window(ALWAYS)
                .link(new LinkId("l1"))
                .notice(Notify.NOBODY)
                .ref(mail.ref())
                .expected(mail.version())
                .before(mail.item().get())
                .changes(LinkedHashMap.empty())
                .stamp(Option.some(Stamp.of("test", new LinkId("l1")).on(ItemRef.d365("usmf/A1"))))
                .status(Option.some(HashSet.of(IMPORTED)))
                .marked(Option.some(false))
                .build();
        assertThat(Words.write(side, told)).isInstanceOf(Outcome.Written.class);
        assertThat(listed().items()).isEmpty();
        MessageItem after = (MessageItem)
                anna.others().find(item.identity().immutableId()).orElseThrow().content();
        assertThat(after.categories()).containsExactlyInAnyOrder("Red", "D365: imported");
        assertThat(after.read()).isFalse();
        assertThat(after.mime()).isPresent();
    }

    @Test
    void everyRealMailThatIsDeliveredIsListedAndRead() throws IOException {
        Optional<Path> folder = realMails();
        assumeTrue(folder.isPresent(), "NOT CHECKED: there is no folder of real mails beside the contracts");
        try (Stream<Path> files = Files.list(folder.orElseThrow())) {
            for (Path file : files.sorted().toList()) {
                deliver("inbox", Files.readAllBytes(file));
            }
        }
        Snapshot seen = listed();
        assertThat(seen.items()).hasSizeGreaterThanOrEqualTo(56);
        List<String> unread = new ArrayList<>();
        for (Either<PortFailure, Observed> read :
                side.fetch(seen.items().map(item -> new Look(lane, ALWAYS, item.ref(), Option.none())))) {
            if (read.isLeft()
                    || !(read.get() instanceof Observed.Present present)
                    || present.item().isEmpty()) {
                unread.add(read.toString());
            }
        }
        assertThat(unread).isEmpty();
    }

    private static Optional<Path> realMails() {
        return Optional.ofNullable(System.getProperty("axpsync.contracts", System.getenv("AXPSYNC_CONTRACTS")))
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder).resolveSibling("data").resolve("mails"))
                .filter(Files::isDirectory);
    }
}
