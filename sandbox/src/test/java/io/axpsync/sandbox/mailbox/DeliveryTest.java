package io.axpsync.sandbox.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliveryTest {

    private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");

    private final Mailbox anna =
            new Mailboxes(Clock.fixed(NOW, ZoneOffset.UTC)).add("anna@contoso.example", "Anna", "UTC");

    private MessageItem delivered(String mime) {
        return delivered(mime.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    private MessageItem delivered(byte[] mime) {
        return (MessageItem)
                new Delivery("inbox", mime, NOW, List.of("D365")).into(anna).content();
    }

    private static String multipart(String sort, String... parts) {
        return "From: a@b.example\nContent-Type: multipart/" + sort + "; boundary=x\n\n--x\n"
                + String.join("\n--x\n", parts) + "\n--x--\n";
    }

    @Test
    void aMailWithoutADateWasSentWhenItWasReceived() {
        MessageItem message = delivered("From: otto@example.org\nDate: yesterday, I think\nSubject: S\n\nText");
        assertThat(message.sent()).contains(NOW);
        assertThat(message.received()).contains(NOW);
        assertThat(message.draft()).isFalse();
        assertThat(message.categories()).containsExactly("D365");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Mon, 2 Mar 2026 09:30:00 +0100        | 2026-03-02T08:30:00Z
            2 Mar 26 09:30 +0100                  | 2026-03-02T08:30:00Z
            Mon, 02 Mar 2026 08:30:00 GMT (now)   | 2026-03-02T08:30:00Z
            Mon, 2 Mar 2026 03:30:00 EST          | 2026-03-02T08:30:00Z
            Sun, 31 Feb 9999 99:99:99 +9999       | 2026-03-02T08:00:00Z
            """)
    void datesAreReadInTheFormsThatMailsHave(String date, Instant sent) {
        assertThat(delivered("Date: " + date + "\n\nx").sent()).contains(sent);
    }

    @Test
    void namesAndSubjectsAreDecodedAfterTheyWereTakenApart() {
        MessageItem message = delivered("""
                From: =?utf-8?Q?M=C3=BCller=2C_Otto_=3Cevil=40example.net=3E?= <otto@example.org>
                To: Group: "Huber, A." <a@example.org>, b@example.org;, Nobody
                Subject: =?iso-8859-1?Q?Gr=FC=DFe?=
                 =?utf-8?B?IPCfkYs=?= =?x-unknown?Q?stays?=
                Message-ID: (comment) <id-1@example.org>
                In-Reply-To: Your mail <id-0@example.org>
                References: <r@example.org>
                 <id-0@example.org>

                x""");
        assertThat(message.from()).contains(new Person("Müller, Otto <evil@example.net>", "otto@example.org"));
        assertThat(message.to()).extracting(Person::address).contains("a@example.org", "b@example.org");
        assertThat(message.subject()).startsWith("Grüße 👋").contains("stays");
        assertThat(message.messageId()).isEqualTo("<id-1@example.org>");
        assertThat(message.inReplyTo()).isEqualTo("<id-0@example.org>");
        assertThat(message.references()).isEqualTo("<r@example.org> <id-0@example.org>");
    }

    @Test
    void aFoldedFieldMakesNoFurtherField() {
        MessageItem message = delivered("Subject: a\n\tBcc: secret@example.org\n b\nX-A: 1\n\nx");
        assertThat(message.subject()).isEqualTo("a Bcc: secret@example.org b");
        assertThat(message.bcc()).isEmpty();
        assertThat(message.headers()).extracting(MessageItem.Header::name).containsExactly("Subject", "X-A");
    }

    @Test
    void htmlIsTheBodyAndTheRestAreFiles() {
        String alternative = "Content-Type: multipart/alternative; boundary=y\n\n--y\n\nplain\n--y\n"
                + "Content-Type: text/html; charset=utf-8\n\n<p>Grüße</p><img src=cid:i1>\n--y--";
        MessageItem message = delivered(multipart(
                "mixed",
                alternative,
                "Content-Type: image/png; name=i.png\nContent-ID: <i1>\nContent-Transfer-Encoding: base64\n\niVBORw==",
                "Content-Type: application/pdf\nContent-Disposition: attachment; filename*=utf-8''%c3%9cbersicht.pdf\n\nPDF",
                "Content-Type: text/plain\n\nA footer",
                "Content-Type: message/rfc822\n\nSubject: Inner\n\nx"));
        assertThat(message.body().type()).isEqualTo(BodyType.HTML);
        assertThat(message.bodyText()).isEqualTo("Grüße");
        assertThat(message.attachments())
                .extracting(Attachment::name)
                .containsExactly("i.png", "Übersicht.pdf", "ATT00003.txt", "Inner");
        assertThat(message.attachments().get(0).inline()).isTrue();
        assertThat(message.hasAttachments()).isTrue();
        assertThat(message.attachments())
                .extracting(Attachment::id)
                .doesNotHaveDuplicates()
                .doesNotContain("");
    }

    @Test
    void encryptedAndSignedMailsAreToldByTheirClass() {
        MessageItem encrypted =
                delivered("Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\n\nMIIB");
        assertThat(encrypted.itemClass()).isEqualTo("IPM.Note.SMIME");
        assertThat(encrypted.attachments()).extracting(Attachment::name).containsExactly("smime.p7m");
        MessageItem signed = delivered(multipart(
                "signed; protocol=\"application/pkcs7-signature\"",
                "\nHello",
                "Content-Type: application/pkcs7-signature; name=smime.p7s\n\nMIIB"));
        assertThat(signed.itemClass()).isEqualTo("IPM.Note.SMIME.MultipartSigned");
        assertThat(signed.body().content()).isEqualTo("Hello");
        assertThat(signed.attachments()).isEmpty();
        MessageItem managed = delivered("Content-Class: rpmsg.message\n\nx");
        assertThat(MessageProperties.of(managed).values())
                .extracting(ExtendedProperty::values)
                .contains(List.of("rpmsg.message"));
    }

    @Test
    void anAnswerIsOfTheConversationOfWhatItAnswers() {
        MessageItem first = delivered("Message-ID: <1@x>\nSubject: A\n\nx");
        MessageItem answer = delivered("Message-ID: <2@x>\nIn-Reply-To: <1@x>\nSubject: Other words\n\nx");
        MessageItem further = delivered("Message-ID: <3@x>\nReferences: <unknown@x> <2@x>\n\nx");
        MessageItem foreign = delivered("Message-ID: <4@x>\nSubject: A\n\nx");
        assertThat(List.of(answer, further))
                .extracting(MessageItem::conversationId)
                .containsOnly(first.conversationId());
        assertThat(foreign.conversationId()).isNotEqualTo(first.conversationId());
    }

    @Test
    @Timeout(20)
    void bombsAreRefusedWithTheLimitThatTheyPass() {
        StringBuilder deep = new StringBuilder("Content-Type: multipart/mixed; boundary=b0\n\n");
        for (int i = 0; i < 2_000; i++) {
            deep.append("--b")
                    .append(i)
                    .append("\nContent-Type: multipart/mixed; boundary=b")
                    .append(i + 1)
                    .append("\n\n");
        }
        assertThatThrownBy(() -> delivered(deep.toString()))
                .isInstanceOf(UnreadableMail.class)
                .hasMessageContaining("nested");
        String many =
                multipart("mixed", Stream.generate(() -> "\nx").limit(5_000).toArray(String[]::new));
        assertThatThrownBy(() -> delivered(many))
                .isInstanceOf(UnreadableMail.class)
                .hasMessageContaining("parts");
        assertThatThrownBy(() -> delivered("X: y\n".repeat(5_000) + "\nx"))
                .isInstanceOf(UnreadableMail.class)
                .hasMessageContaining("header");
        assertThatThrownBy(() -> delivered("Subject: " + "y".repeat(1_000_000) + "\n\nx"))
                .isInstanceOf(UnreadableMail.class);
        assertThatThrownBy(() -> delivered(new byte[40 * 1024 * 1024]))
                .isInstanceOf(UnreadableMail.class)
                .hasMessageContaining("bytes");
    }

    @Test
    @Timeout(20)
    void aLargeBodyAndTenThousandRecipientsAreReceived() {
        String body = "All work and no play.\n".repeat(1_150_000);
        MessageItem large = delivered("Subject: large\n\n" + body);
        assertThat(large.body().content()).hasSizeGreaterThan(25_000_000);
        StringBuilder to = new StringBuilder("To: p0@example.org");
        for (int i = 1; i < 10_000; i++) {
            to.append(",\n p").append(i).append("@example.org");
        }
        assertThat(delivered(to + "\n\nx").to()).hasSize(10_000);
    }

    @Test
    void htmlBecomesTextThatCanBeRead() {
        String text = HtmlText.of("""
                <html><head><style>p {color: red}</style><title>no</title></head><body>
                <p>Dear   Otto,</p><div>one<br>two</div><ul><li>a</li><li>b</li></ul>
                <table><tr><td>x</td><td>y</td></tr></table><script>alert(1)</script>
                <a href="https://example.org/a">here</a> &amp; <a href="http://b">http://b</a>
                <img src="http://tracker.example/p.gif"><pre>  kept
                  as is</pre><blockquote>&gt; quoted</blockquote><!-- c --></body></html>""");
        assertThat(text.replace("\r\n", "\n")).isEqualTo("""
                Dear Otto,

                one
                two

                  *   a
                  *   b

                x\ty

                here<https://example.org/a> & http://b

                  kept
                  as is

                > quoted""");
    }

    @Test
    void whatNobodyCanShowIsLeftOut() {
        MessageItem message =
                delivered("Subject: =?utf-8?B?AAECeA==?=\nContent-Type: text/html\n\n<p>a&#1;b&#xD800;c</p>");
        assertThat(message.subject()).isEqualTo("x");
        assertThat(message.bodyText()).isEqualTo("abc");
    }

    @Test
    void aLineOfAMailboxFileIsNoPartOfTheMessage() {
        assertThat(delivered("From otto@example.org  Mon Mar  2 09:00:00 2026\nSubject: S\n\nx")
                        .subject())
                .isEqualTo("S");
    }

    @Test
    void everyRealMailIsDeliveredOrRefusedWithAReason() throws IOException {
        Optional<Path> folder = realMails();
        assumeTrue(folder.isPresent(), "NOT CHECKED: there is no folder of real mails beside the contracts");
        List<String> refused = new ArrayList<>();
        List<Path> mails;
        try (Stream<Path> files = Files.list(folder.orElseThrow())) {
            mails = files.filter(file -> file.toString().endsWith(".eml"))
                    .sorted()
                    .toList();
        }
        long began = System.nanoTime();
        for (Path mail : mails) {
            try {
                MessageItem message = delivered(Files.readAllBytes(mail));
                assertThat(message.bodyText() + message.subject() + message.attachments())
                        .as(mail.getFileName().toString())
                        .doesNotContain("\u0000")
                        .doesNotContain("=?utf-8?");
            } catch (UnreadableMail reason) {
                refused.add(mail.getFileName() + ": " + reason.getMessage());
            }
        }
        assertThat(mails).hasSizeGreaterThanOrEqualTo(56);
        assertThat(refused).isEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
    }

    private static Optional<Path> realMails() {
        return Optional.ofNullable(System.getProperty("axpsync.contracts", System.getenv("AXPSYNC_CONTRACTS")))
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder).resolveSibling("data").resolve("mails"))
                .filter(Files::isDirectory);
    }
}
