package io.axpsync.cli.load.part;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The files of a folder that can be loaded, by name.
 *
 * @param calendars {@code .ics}
 * @param cards {@code .vcf}
 * @param mails {@code .eml}
 */
public record FolderFiles(List<Path> calendars, List<Path> cards, List<Path> mails) {

    /** In bytes; what is larger is left out. */
    public static final int LARGEST = 16 << 20;

    private static final int LONGEST_WHY = 300;

    /** @throws IllegalArgumentException when there is no such folder, or nothing in it that can be loaded */
    public static FolderFiles of(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException("there is no folder " + folder);
        }
        FolderFiles files = new FolderFiles(ending(folder, ".ics"), ending(folder, ".vcf"), ending(folder, ".eml"));
        if (files.calendars.isEmpty() && files.cards.isEmpty() && files.mails.isEmpty()) {
            throw new IllegalArgumentException("there is no .ics, .vcf or .eml file in " + folder);
        }
        return files;
    }

    private static List<Path> ending(Path folder, String extension) {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(f -> f.toString().toLowerCase(Locale.ROOT).endsWith(extension))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** UTF-8 as the standards want it; where it is not, the bytes are taken for ISO 8859-1. */
    public static String text(byte[] bytes) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            text = new String(bytes, StandardCharsets.ISO_8859_1);
        }
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /** What an exception says, cut where it says too much. */
    public static String message(Throwable e) {
        String why = String.valueOf(e.getMessage());
        return why.length() > LONGEST_WHY ? why.substring(0, LONGEST_WHY) + "…" : why;
    }
}
