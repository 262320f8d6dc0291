package io.axpsync.core.run;

import static io.axpsync.core.run.TwoSides.appointment;
import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.item.AttachedFile;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Value;
import io.axpsync.core.memory.Hostility;
import io.axpsync.core.memory.MemoryHabits;
import io.axpsync.core.plan.AttachmentRules;
import io.axpsync.core.port.Write;
import io.vavr.collection.HashSet;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import org.junit.jupiter.api.Test;

/** Files of appointments get copies in D365, one by one, and only where they are needed. */
class AttachmentsTest {

    private final TwoSides company = new TwoSides();

    @Test
    void filesOfAnEventGetCopiesAndTheSecondRunDoesNothing() {
        company.put(Side.EXCHANGE, with(file("Offer.pdf", 10), file("Plan.docx", 20)));
        company.settle();
        assertThat(copies()).containsExactly("offer.pdf=10", "plan.docx=20");
        assertThat(company.exchange.contents()).isEqualTo(2);
    }

    @Test
    void anEditThatTouchesNoFileReadsNoContents() {
        company.put(Side.EXCHANGE, with(file("Offer.pdf", 10)));
        company.settle();
        int before = company.exchange.contents();
        company.edit(Side.EXCHANGE, Field.LOCATION, Value.text("Room 4"));
        company.settle();
        company.edit(Side.D365, Field.LOCATION, Value.text("Room 5"));
        company.settle();
        assertThat(company.exchange.contents()).isEqualTo(before);
        assertThat(copies()).containsExactly("offer.pdf=10");
    }

    @Test
    void aChangedFileReplacesItsCopyAndOnlyThatOneIsRead() {
        company.put(Side.EXCHANGE, with(file("Offer.pdf", 10), file("Plan.docx", 20)));
        company.settle();
        company.edit(Side.EXCHANGE, Field.ATTACHMENTS, set(file("Offer.pdf", 11), file("Plan.docx", 20)));
        company.settle();
        assertThat(copies()).containsExactly("offer.pdf=11", "plan.docx=20");
        assertThat(company.exchange.contents()).isEqualTo(3);
    }

    @Test
    void aFileThatWasRemovedInOutlookLosesItsCopyAndNothingIsRead() {
        company.put(Side.EXCHANGE, with(file("Offer.pdf", 10), file("Plan.docx", 20)));
        company.settle();
        company.edit(Side.EXCHANGE, Field.ATTACHMENTS, set(file("Plan.docx", 20)));
        company.settle();
        assertThat(copies()).containsExactly("plan.docx=20");
        assertThat(company.exchange.contents()).isEqualTo(2);
    }

    @Test
    void whatIsLeftOutIsSaidWithItsReasonAndNamedInTheNotes() {
        company.rules = company.rules.withAttachments(new AttachmentRules(100, 150, HashSet.of("exe")));
        company.put(
                Side.EXCHANGE,
                with(
                        file("a.pdf", 100),
                        file("b.pdf", 60),
                        file("big.zip", 101),
                        file("Setup.EXE. ", 1),
                        new AttachedFile("mail", "mail", 1, AttachedFile.ITEM),
                        new AttachedFile("link", "link", 1, AttachedFile.REFERENCE)));
        RunReport report = company.run();
        assertThat(copies()).containsExactly("a.pdf=100");
        assertThat(report.lanes()
                        .head()
                        .plan()
                        .get()
                        .decisions()
                        .head()
                        .reason()
                        .text())
                .contains("b.pdf (with the files before it larger than the 150 bytes of one item)")
                .contains("big.zip (larger than the 100 bytes of one file)")
                .contains("Setup.EXE. (files of type exe are blocked)")
                .contains("mail (an attached item, no file)")
                .contains("link (a link, no file)");
        assertThat(created().attachments()).isInstanceOf(Value.Entries.class);
        assertThat(((Value.Entries) created().attachments()).values().map(Value.Entry::key))
                .containsExactly("b.pdf", "big.zip", "link", "mail", "setup.exe.");
    }

    @Test
    void aBlockedFileThatIsAddedLaterIsSaidToo() {
        company.put(Side.EXCHANGE, appointment("Offer"));
        company.settle();
        company.edit(Side.EXCHANGE, Field.ATTACHMENTS, set(file("Setup.exe", 1)));
        RunReport report = company.run();
        assertThat(report.lanes()
                        .head()
                        .plan()
                        .get()
                        .decisions()
                        .head()
                        .reason()
                        .text())
                .contains("Setup.exe (files of type exe are blocked)");
        company.settle();
    }

    @Test
    void stockD365NamesThemInTheNotes() {
        TwoSides stock = new TwoSides(MemoryHabits.STOCK_D365, MemoryHabits.GRAPH);
        stock.put(Side.EXCHANGE, with(file("Offer.pdf", 10)));
        stock.settle();
        assertThat(stock.exchange.contents()).isZero();
        Write.Create create = (Write.Create) stock.d365.written().head();
        assertThat(((Value.Entries) create.attachments()).values().map(Value.Entry::label))
                .containsExactly("Offer.pdf");
    }

    @Test
    void aPrivateEventShowsNeitherFilesNorNames() {
        company.put(
                Side.EXCHANGE,
                with(file("Offer.pdf", 10), file("x.exe", 1)).with(Field.SENSITIVITY, Value.choice("PRIVATE")));
        company.settle();
        assertThat(copies()).isEmpty();
        assertThat(created().attachments().isNothing()).isTrue();
        assertThat(company.exchange.contents()).isZero();
    }

    @Test
    void aFileWhoseContentCannotBeReadIsAnOpenCaseAndIsTriedAgain() {
        company.put(Side.EXCHANGE, with(file("Offer.pdf", 10), file("Plan.docx", 20)));
        company.exchange.behave(Hostility.builder().lostContents(2).build());
        company.run();
        assertThat(copies()).containsExactly("offer.pdf=10");
        assertThat(company.store
                        .cases()
                        .ofLane(company.lane.id())
                        .map(c -> c.reason().code()))
                .containsExactly("file-not-copied");
        company.exchange.behave(Hostility.NONE);
        company.time.updateAndGet(t -> t.plusSeconds(86_400));
        company.settle();
        assertThat(copies()).containsExactly("offer.pdf=10", "plan.docx=20");
        assertThat(company.store.cases().ofLane(company.lane.id())).isEmpty();
    }

    @Test
    void filesOfOneNameAreToldApart() {
        Seq<AttachedFile> files = AttachedFile.distinct(Vector.of(file("a.txt", 1), file("A.txt", 2), file("b/c", 3)));
        assertThat(files.map(AttachedFile::key)).containsExactly("a.txt", "a (2).txt", "b_c");
        assertThat(files.map(AttachedFile::name)).containsExactly("a.txt", "A (2).txt", "b_c");
    }

    private Write.Create created() {
        return (Write.Create) company.d365.written().head();
    }

    private Seq<String> copies() {
        Value value = company.only(Side.D365).value(Field.ATTACHMENTS);
        return value instanceof Value.Entries e ? e.values().map(x -> x.key() + "=" + x.value()) : Vector.empty();
    }

    private static Item with(AttachedFile... files) {
        return appointment("Offer").with(Field.ATTACHMENTS, set(files));
    }

    private static Value set(AttachedFile... files) {
        return AttachedFile.set(Vector.of(files));
    }

    private static AttachedFile file(String name, long bytes) {
        return AttachedFile.listed(name, bytes, "application/octet-stream");
    }
}
