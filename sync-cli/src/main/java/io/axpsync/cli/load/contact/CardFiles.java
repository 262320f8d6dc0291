package io.axpsync.cli.load.contact;

import ezvcard.VCard;
import ezvcard.io.text.VCardReader;
import io.axpsync.cli.load.part.FolderFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads vCards of all versions with ez-vcard. A card that the library cannot read is left out and takes no other with it. */
final class CardFiles {

    private final List<FileCard> cards = new ArrayList<>();
    private final List<LeftOut> leftOut = new ArrayList<>();

    /**
     * Not put into the mailbox.
     *
     * @param reason a code, lower case with dashes
     * @param why for people: what is the matter, and what can be done
     */
    record LeftOut(String source, String reason, String why) {}

    CardFiles(List<Path> files) {
        files.forEach(this::file);
    }

    private void file(Path file) {
        String name = String.valueOf(file.getFileName());
        try {
            if (!Files.isRegularFile(file)) {
                leftOut.add(new LeftOut(name, "unreadable-file", "it is no file"));
            } else if (Files.size(file) > FolderFiles.LARGEST) {
                leftOut.add(new LeftOut(name, "too-large", "the file is larger than 16 MiB; split it"));
            } else {
                read(name, FolderFiles.text(Files.readAllBytes(file)));
            }
        } catch (IOException e) {
            leftOut.add(new LeftOut(name, "unreadable-file", FolderFiles.message(e)));
        }
    }

    /** Nothing is thrown, whatever the text is. */
    private void read(String name, String text) {
        int number = 0;
        for (String part : text.split("(?mi)(?=^BEGIN:VCARD\\s*$)")) {
            if (part.regionMatches(true, 0, "BEGIN:VCARD", 0, 11)) {
                number++;
                card(name + "#" + number, part);
            }
        }
        if (number == 0) {
            leftOut.add(new LeftOut(name, "no-card", "the file holds no vCard"));
        }
    }

    private void card(String source, String text) {
        try (VCardReader reader = new VCardReader(text)) {
            VCard card = reader.readNext();
            if (card == null) {
                leftOut.add(new LeftOut(source, "unreadable-card", "the vCard has no end; is the file whole?"));
            } else if (card.getKind() != null && card.getKind().isGroup()) {
                leftOut.add(new LeftOut(
                        source,
                        "group",
                        "KIND: it is a group, not a person. Its members are imported from their own cards"));
            } else {
                cards.add(CardReading.of(source, card));
            }
        } catch (IOException | RuntimeException | StackOverflowError e) {
            leftOut.add(new LeftOut(source, "unreadable-card", FolderFiles.message(e)));
        }
    }

    List<FileCard> cards() {
        return cards;
    }

    List<LeftOut> leftOut() {
        return leftOut;
    }
}
