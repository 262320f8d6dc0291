package io.axpsync.cli.load.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.axpsync.cli.load.part.FolderFiles;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CardFilesTest {

    static Path folder() {
        try {
            return Objects.requireNonNull(Path.of(Objects.requireNonNull(CardFilesTest.class.getResource("apple.vcf"))
                            .toURI())
                    .getParent());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private final CardFiles read = new CardFiles(FolderFiles.of(folder()).cards());

    private FileCard card(String source) {
        return read.cards().stream()
                .filter(card -> card.source().equals(source))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatAppleSaysByLabelsGoesToItsPlace() {
        FileCard card = card("apple.vcf#1");
        assertThat(card.lines())
                .contains(
                        entry(Line.PREFIX, "Dr."),
                        entry(Line.MIDDLE, "Marie Sophie"),
                        entry(Line.DEPARTMENT, "Einkauf"),
                        entry(Line.SPOUSE, "Ole"));
        assertThat(card.phones())
                .containsOnly(
                        entry("MobilePhone", "0171 5550100"),
                        entry("BusinessPhone", "0461 5550101"),
                        entry("BusinessFax", "0461 5550102"),
                        entry("Pager", "0461 5550103"),
                        entry("AssistantPhone", "0461 5550104"));
        assertThat(card.addresses())
                .containsOnly(entry(
                        "Business", new FileCard.Postal("Hafendamm 7\n2. Stock", "Flensburg", "", "24937", "Germany")));
        assertThat(card.anniversary()).contains(LocalDate.of(2011, 5, 14));
        assertThat(card.birthday()).contains(LocalDate.of(1984, 2, 29));
        assertThat(card.children()).containsExactly("Fietje");
        assertThat(card.others()).containsExactly("PHOTO");
    }

    @Test
    void whatOutlookSaysByNamesOfItsOwnGoesToItsPlace() {
        FileCard card = card("outlook.vcf#1");
        assertThat(card.title()).isEqualTo("Jörg Müller");
        assertThat(card.lines())
                .contains(
                        entry(Line.ASSISTANT, "Frau Ahlers"),
                        entry(Line.MANAGER, "Herr Groth"),
                        entry(Line.SPOUSE, "Inga"),
                        entry(Line.ROLE, "Fischwirt"));
        assertThat(card.anniversary()).contains(LocalDate.of(2008, 8, 8));
        assertThat(card.categories()).containsExactly("Messe", "Kunden");
    }

    @Test
    void whatHasNoPlaceInOutlookIsNamed() {
        FileCard card = card("others.vcf#1");
        assertThat(card.emails()).containsExactly("one@ahrens.example", "two@ahrens.example", "three@ahrens.example");
        assertThat(card.others()).containsExactly("EMAIL beyond Outlook's places");
        assertThat(card("others.vcf#2").phones()).containsOnly(entry("BusinessPhone", "+49-4451-5550120"));
    }

    @Test
    void groupsAndCardsThatCannotBeReadAreLeftOutAndTakeNoOtherWithThem() {
        assertThat(read.cards()).hasSize(8);
        assertThat(read.leftOut())
                .extracting(out -> out.source() + " " + out.reason())
                .containsExactly("outlook.vcf#4 group");
    }

    @Test
    void whateverTheBytesAreNothingIsThrown(@TempDir Path folder) throws Exception {
        Files.write(folder.resolve("binary.vcf"), new byte[] {0, -1, 13, 10, 0x42});
        Files.writeString(
                folder.resolve("broken.vcf"),
                "BEGIN:VCARD\nVERSION:9\n;;;:\nN\nBDAY:soon\nTEL;TYPE:\nEND:VCALENDAR\nEND:VCARD\n",
                StandardCharsets.UTF_8);
        Files.write(folder.resolve("latin.vcf"), latin());
        Files.createDirectory(folder.resolve("folder.vcf"));
        CardFiles files = new CardFiles(FolderFiles.of(folder).cards());
        assertThat(files.leftOut())
                .extracting(CardFiles.LeftOut::reason)
                .containsExactlyInAnyOrder("no-card", "unreadable-file");
        assertThat(files.cards()).extracting(FileCard::title).isEqualTo(List.of("", "Größe"));
    }

    private static byte[] latin() {
        return "BEGIN:VCARD\nVERSION:3.0\nN:Größe;;;;\nEND:VCARD\n".getBytes(StandardCharsets.ISO_8859_1);
    }
}
