package io.axpsync.core.contract.side;

import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.change.Completeness;
import io.axpsync.core.change.Observed;
import io.axpsync.core.change.Snapshot;
import io.axpsync.core.item.Capabilities;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.LinkId;
import io.axpsync.core.item.MailHeaders;
import io.axpsync.core.item.MailKey;
import io.axpsync.core.item.MailThread;
import io.axpsync.core.item.NormalForm;
import io.axpsync.core.item.Notify;
import io.axpsync.core.item.Stamp;
import io.axpsync.core.item.Value;
import io.axpsync.core.item.Window;
import io.axpsync.core.port.FileContent;
import io.axpsync.core.port.LaneQuery;
import io.axpsync.core.port.Look;
import io.axpsync.core.port.Outcome;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.Search;
import io.axpsync.core.port.Write;
import io.vavr.collection.HashSet;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Mails of Exchange: those with the marker are listed and read, told that they were imported, and left alone otherwise. */
public abstract class MessageContract {

    private static final Window ALWAYS =
            new Window(Instant.parse("1926-01-01T00:00:00Z"), Instant.parse("2126-01-01T00:00:00Z"));
    private static final Instant RECEIVED = Instant.parse("2026-02-27T09:30:00Z");
    private static final Stamp STAMP = Stamp.of("test", new LinkId("l1")).on(ItemRef.d365("usmf/A1"));

    private final MessageBox box = open();

    protected abstract MessageBox open();

    @AfterEach
    void close() {
        box.close();
    }

    private static String mime(String id, String... headers) {
        return String.join("\r\n", headers)
                + (headers.length == 0 ? "" : "\r\n")
                + "From: \"Cora Kunz\" <Cora@Kunz.example>\r\n"
                + "To: Anna <Anna@contoso.example>, Ben <ben@contoso.example>\r\n"
                + "Cc: anna@contoso.example, dora@kunz.example\r\n"
                + "Date: Fri, 27 Feb 2026 10:29:41 +0100\r\n"
                + "Subject: Offer & terms\r\n"
                + "Message-ID: <" + id + ">\r\n"
                + "MIME-Version: 1.0\r\n"
                + "Content-Type: text/html; charset=utf-8\r\n\r\n"
                + "<html><body><p>Dear Anna,</p><p>as agreed: 1 &lt; 2</p></body></html>\r\n";
    }

    private ItemRef marked(String folder, String id, String... headers) {
        return box.deliver(
                folder, mime(id, headers), RECEIVED, box.lane().marker().name());
    }

    private Snapshot listed(Window window) {
        List<Snapshot> all = new ArrayList<>();
        box.side()
                .observe(
                        Vector.of(new LaneQuery(box.lane(), window, Option.none())),
                        answer -> all.add(answer.snapshot().getOrElseThrow(f -> new AssertionError(f.reason()))));
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    private Seq<ItemRef> refs() {
        return listed(ALWAYS).items().map(Observed::ref);
    }

    private Observed.Present read(ItemRef ref) {
        Observed seen = box.side()
                .fetch(Vector.of(new Look(box.lane(), ALWAYS, ref, Option.none())))
                .get(0)
                .getOrElseThrow(f -> new AssertionError(f.reason()));
        assertThat(seen).isInstanceOf(Observed.Present.class);
        return (Observed.Present) seen;
    }

    private Write.Update.Builder telling(Observed.Present mail) {
        return Write.Update.builder()
                .lane(box.lane())
                .window(ALWAYS)
                .link(new LinkId("l1"))
                .notice(Notify.NOBODY)
                .ref(mail.ref())
                .expected(mail.version())
                .before(mail.item().get())
                .changes(LinkedHashMap.empty())
                .stamp(Option.some(STAMP))
                .status(Option.some(HashSet.of(MessageBox.IMPORTED)))
                .marked(Option.some(false));
    }

    private Outcome write(Write write) {
        return box.side().write(Vector.of(write)).get(0);
    }

    private Observed.Present told(ItemRef ref) {
        Outcome outcome = write(telling(read(ref)).build());
        assertThat(outcome).isInstanceOf(Outcome.Written.class);
        return ((Outcome.Written) outcome).readBack();
    }

    @Test
    void everyFieldIsReadAndNoneIsWritten() {
        Capabilities can = box.side().capabilities(box.lane()).get();
        assertThat(can.fields().keySet())
                .containsExactlyInAnyOrder(
                        Field.SUBJECT,
                        Field.BODY,
                        Field.PERIOD,
                        Field.SENSITIVITY,
                        Field.IMPORTANCE,
                        Field.SENDER,
                        Field.RECIPIENTS,
                        Field.ATTACHMENTS);
        assertThat(can.fields().keySet().filter(can::writes)).isEmpty();
        assertThat(can.holdsStamps()).isTrue();
    }

    @Test
    void mailsWithTheMarkerAreListedFromAllFoldersButTheLeftOutOnes() {
        Seq<ItemRef> marked = Vector.of("inbox", "sentitems").map(f -> marked(f, f + "@x.example"));
        Vector.of("deleteditems", "junkemail", "drafts", "outbox").forEach(f -> marked(f, f + "@x.example"));
        box.deliver("inbox", mime("unmarked@x.example"), RECEIVED, "Red");
        Snapshot seen = listed(ALWAYS);
        assertThat(seen.items().map(Observed::ref)).containsExactlyInAnyOrderElementsOf(marked);
        assertThat(seen.completeness()).isInstanceOf(Completeness.Full.class);
        assertThat(seen.items()).allSatisfy(o -> {
            Observed.Present mail = (Observed.Present) o;
            assertThat(mail.marked()).isTrue();
            assertThat(mail.item()).isEmpty();
            assertThat(mail.title()).isEqualTo("Offer & terms");
        });
    }

    @Test
    void aQuietCycleIsOneRequest() {
        listed(ALWAYS);
        int before = box.requests();
        assertThat(listed(ALWAYS).items()).isEmpty();
        assertThat(box.requests() - before).isEqualTo(1);
    }

    @Test
    void aBoundedWindowListsWhatWasReceivedSince() {
        ItemRef mail = marked("inbox", "m1@x.example");
        assertThat(listed(new Window(RECEIVED.minusSeconds(60), Instant.parse("2126-01-01T00:00:00Z")))
                        .items()
                        .map(Observed::ref))
                .containsExactly(mail);
        assertThat(listed(new Window(RECEIVED.plusSeconds(60), Instant.parse("2126-01-01T00:00:00Z")))
                        .items())
                .isEmpty();
    }

    @Test
    void aMailIsReadAsItsUserReadsIt() {
        ItemRef ref = marked(
                "inbox",
                "m1@x.example",
                "In-Reply-To: <p2@x.example>",
                "References: <p1@x.example>",
                " <p2@x.example>",
                "Importance: high",
                "Sensitivity: Private");
        Observed.Present seen = read(ref);
        Item mail = seen.item().get();
        assertThat(mail.value(Field.SUBJECT)).isEqualTo(Value.text("Offer & terms"));
        String text = NormalForm.line(((Value.Text) mail.value(Field.BODY)).text());
        assertThat(text).contains("Dear Anna,").contains("as agreed: 1 < 2").doesNotContain("<p>");
        assertThat(mail.value(Field.PERIOD)).isEqualTo(new Value.Period(RECEIVED, RECEIVED));
        assertThat(mail.value(Field.IMPORTANCE)).isEqualTo(Value.choice("HIGH"));
        assertThat(mail.value(Field.SENSITIVITY)).isEqualTo(Value.choice("PRIVATE"));
        assertThat(mail.value(Field.SENDER))
                .isEqualTo(Value.Entries.of(Vector.of(new Value.Entry("cora@kunz.example", "", "Cora Kunz"))));
        Value.Entries recipients = (Value.Entries) mail.value(Field.RECIPIENTS);
        assertThat(recipients.values().map(e -> e.value() + " " + e.key()))
                .containsExactlyInAnyOrder("TO anna@contoso.example", "TO ben@contoso.example", "CC dora@kunz.example");
        MailHeaders headers = seen.mail().get();
        assertThat(headers.messageId()).isEqualTo("m1@x.example");
        assertThat(headers.inReplyTo()).containsExactly("p2@x.example");
        assertThat(headers.references()).containsExactly("p1@x.example", "p2@x.example");
        assertThat(headers.conversation()).isNotEmpty();
        assertThat(headers.protection()).isEqualTo(MailHeaders.Protection.NONE);
        assertThat(seen.naturalKey())
                .contains(MailKey.of(
                        "m1@x.example",
                        "cora@kunz.example",
                        Instant.parse("2026-02-27T09:29:41Z"),
                        "Offer & terms",
                        ""));
        assertThat(seen.place()).isEqualTo(Observed.Place.IN_LANE);
    }

    @Test
    void filesAreNamedAndPicturesOfTheTextAreNone() {
        String file = "Content-Type: application/pdf\r\nContent-Disposition: attachment; filename=\"Terms.PDF\"\r\n"
                + "Content-Transfer-Encoding: base64\r\n\r\nSGVsbG8gd29ybGQ=\r\n";
        String picture = "Content-Type: image/png\r\nContent-Disposition: inline; filename=\"logo.png\"\r\n"
                + "Content-ID: <logo>\r\nContent-Transfer-Encoding: base64\r\n\r\nSGVsbG8=\r\n";
        String mime = mime("m1@x.example")
                .replaceFirst("(?s)Content-Type: text/html.*", "")
                .concat("Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
                        + "Content-Type: text/html; charset=utf-8\r\n\r\n<p>See <img src=\"cid:logo\"></p>\r\n--b\r\n"
                        + file + "--b\r\n" + picture + "--b\r\n" + file + "--b--\r\n");
        ItemRef ref = box.deliver("inbox", mime, RECEIVED, box.lane().marker().name());
        Value.Entries files = (Value.Entries) read(ref).item().get().value(Field.ATTACHMENTS);
        assertThat(files.values().map(Value.Entry::key)).containsExactly("terms (2).pdf", "terms.pdf");
        assertThat(files.values().map(Value.Entry::label)).containsExactly("Terms (2).PDF", "Terms.PDF");
        assertThat(files.values().map(Value.Entry::value)).allMatch(v -> v.matches("\\d+ application/pdf"));
        Look look = new Look(box.lane(), ALWAYS, ref, Option.none());
        for (String key : files.values().map(Value.Entry::key)) {
            FileContent content = box.side().content(look, key, 1_000).get();
            assertThat(content.type()).isEqualTo("application/pdf");
            assertThat(content.open()).hasBinaryContent("Hello world".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(box.side().content(look, "terms.pdf", 3).getLeft()).isInstanceOf(PortFailure.Rejected.class);
        assertThat(box.side().content(look, "logo.png", 1_000).isLeft()).isTrue();
    }

    @Test
    void whatLiesInSentItemsCountsByWhenItWasSent() {
        ItemRef ref = marked("sentitems", "m1@x.example");
        Instant sent = Instant.parse("2026-02-27T09:29:41Z");
        assertThat(read(ref).item().get().value(Field.PERIOD)).isEqualTo(new Value.Period(sent, sent));
    }

    @Test
    void copiesHaveOneNaturalKeyAndAnotherMailOfTheSameIdHasAnother() {
        Option<String> one = read(marked("inbox", "m1@x.example")).naturalKey();
        Option<String> copy = read(marked("sentitems", "m1@x.example")).naturalKey();
        ItemRef other = box.deliver(
                "inbox",
                mime("m1@x.example").replace("Offer", "Invoice"),
                RECEIVED,
                box.lane().marker().name());
        assertThat(copy).isEqualTo(one);
        assertThat(read(other).naturalKey()).isNotEqualTo(one);
        assertThat(MailKey.idOf(read(other).naturalKey().get())).isEqualTo(MailKey.idOf(one.get()));
    }

    @Test
    void whatIsToldLeavesTheListKeepsItsUsersCategoriesAndStaysUnread() {
        ItemRef ref = box.deliver(
                "inbox",
                mime("m1@x.example"),
                RECEIVED,
                "Red",
                box.lane().marker().name());
        Observed.Present after = told(ref);
        assertThat(after.marked()).isFalse();
        assertThat(after.status()).containsExactly(MessageBox.IMPORTED);
        assertThat(after.stamp()).contains(STAMP);
        assertThat(box.categories(ref)).containsExactlyInAnyOrder("Red", MessageBox.IMPORTED.name());
        assertThat(box.isRead(ref)).isFalse();
        assertThat(refs()).isEmpty();
    }

    @Test
    void whatIsJoinedKeepsTheMarker() {
        ItemRef ref = marked("inbox", "m1@x.example");
        write(telling(read(ref)).marked(Option.none()).build());
        assertThat(box.categories(ref))
                .containsExactlyInAnyOrder(box.lane().marker().name(), MessageBox.IMPORTED.name());
        assertThat(refs()).containsExactly(ref);
        assertThat(((Observed.Present) listed(ALWAYS).items().head()).status()).containsExactly(MessageBox.IMPORTED);
    }

    @Test
    void aMailThatWasChangedMeanwhileIsNotTold() {
        ItemRef ref = marked("inbox", "m1@x.example");
        Observed.Present before = read(ref);
        box.categorise(ref, box.lane().marker().name(), "Red");
        Outcome outcome = write(telling(before).build());
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        assertThat(((Outcome.Refused) outcome).failure()).isInstanceOf(PortFailure.Stale.class);
        assertThat(box.categories(ref))
                .containsExactlyInAnyOrder(box.lane().marker().name(), "Red");
    }

    @Test
    void noMailIsMadeOrRemoved() {
        ItemRef ref = marked("inbox", "m1@x.example");
        Observed.Present mail = read(ref);
        Write made = Write.Create.builder()
                .lane(box.lane())
                .window(ALWAYS)
                .link(new LinkId("l1"))
                .notice(Notify.NOBODY)
                .stamp(STAMP)
                .item(Item.empty(Kind.MESSAGE))
                .marked(true)
                .build();
        Write removed = new Write.Remove(box.lane(), ALWAYS, new LinkId("l1"), ref, mail.version(), Notify.NOBODY);
        assertThat(box.side().write(Vector.of(made, removed)))
                .allSatisfy(outcome ->
                        assertThat(((Outcome.Refused) outcome).failure()).isInstanceOf(PortFailure.Rejected.class));
        assertThat(refs()).containsExactly(ref);
    }

    @Test
    void whatWasImportedOfAConversationIsFoundAndNothingElse() {
        ItemRef first = marked("inbox", "m1@x.example");
        ItemRef answer = marked("inbox", "m2@x.example", "In-Reply-To: <m1@x.example>", "References: <m1@x.example>");
        ItemRef other = box.deliver(
                "inbox",
                mime("m3@x.example").replace("Offer", "Something else"),
                RECEIVED,
                box.lane().marker().name());
        told(first);
        String conversation = read(answer).mail().get().conversation();
        assertThat(read(first).mail().get().conversation()).isEqualTo(conversation);
        Seq<Observed.Present> found = inThread(conversation);
        assertThat(found.map(Observed.Present::ref)).containsExactly(first);
        assertThat(found.head().stamp()).contains(STAMP);
        assertThat(found.head().period()).isEqualTo(new Value.Period(RECEIVED, RECEIVED));
        assertThat(inThread(read(other).mail().get().conversation())).isEmpty();
    }

    private Seq<Observed.Present> inThread(String conversation) {
        return box.side()
                .find(Vector.of(new Search(
                        box.lane(),
                        ALWAYS,
                        Option.none(),
                        Option.none(),
                        Value.NOTHING,
                        Option.none(),
                        Option.some(new MailThread(Vector.empty(), conversation)))))
                .get(0)
                .get();
    }

    @Test
    void anImportedMailIsFoundByItsStampWhereverItWasMoved() {
        ItemRef ref = marked("inbox", "m1@x.example");
        told(ref);
        ItemRef moved = box.move(ref, "sentitems");
        Search search = new Search(box.lane(), ALWAYS, Option.some(STAMP), Option.none(), Value.NOTHING);
        Seq<Observed.Present> found = box.side().find(Vector.of(search)).get(0).get();
        assertThat(found.map(Observed.Present::ref)).containsExactly(moved);
        assertThat(found.head().item().isDefined()).isTrue();
        Observed seen = box.side()
                .fetch(Vector.of(new Look(box.lane(), ALWAYS, ref, Option.some(STAMP))))
                .get(0)
                .get();
        assertThat(seen.ref()).isEqualTo(moved);
    }

    @Test
    void whatItsUserThrewAwayIsElsewhere() {
        ItemRef ref = marked("inbox", "m1@x.example");
        ItemRef moved = box.move(ref, "deleteditems");
        assertThat(read(moved).place()).isEqualTo(Observed.Place.ELSEWHERE);
        assertThat(refs()).isEmpty();
    }
}
