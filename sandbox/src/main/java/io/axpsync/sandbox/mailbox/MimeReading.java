package io.axpsync.sandbox.mailbox;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.field.LenientFieldParser;
import org.apache.james.mime4j.message.DefaultBodyDescriptorBuilder;
import org.apache.james.mime4j.message.MaximalBodyDescriptor;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.apache.james.mime4j.stream.RecursionMode;

/** Takes a message apart, leniently and within limits. Messages in the message are not opened. */
final class MimeReading {

    /** What Exchange receives at most, by its default for the cloud. */
    static final int MOST_BYTES = 36 * 1024 * 1024;

    static final int MOST_DEPTH = 50;
    static final int MOST_PARTS = 1_000;
    static final int MOST_FIELDS = 2_000;
    static final int LONGEST_FIELD = 256 * 1024;
    static final int LONGEST_LINE = MOST_BYTES;

    private static final MimeConfig CONFIG = MimeConfig.custom()
            .setStrictParsing(false)
            .setMalformedHeaderStartsBody(true)
            .setMaxHeaderCount(MOST_FIELDS)
            .setMaxHeaderLen(LONGEST_FIELD)
            .setMaxLineLen(LONGEST_LINE)
            .setMaxContentLen(MOST_BYTES)
            .build();

    /** A part whose end is not reached yet. */
    private static final class Open {
        final List<MessageItem.Header> fields = new ArrayList<>();
        final List<MimePart> parts = new ArrayList<>();
        String type = "text/plain";
        String charset = "";
        String disposition = "";
        String fileName = "";
        byte[] content = {};

        MimePart part() {
            return new MimePart(List.copyOf(fields), type, charset, disposition, fileName, List.copyOf(parts), content);
        }
    }

    private final MimeTokenStream stream = new MimeTokenStream(
            CONFIG,
            DecodeMonitor.SILENT,
            new DefaultBodyDescriptorBuilder(null, LenientFieldParser.getParser(), DecodeMonitor.SILENT));
    private final Deque<Open> open = new ArrayDeque<>();
    private int count;
    private int depth;
    private long bytes;

    private MimeReading() {}

    /** @throws UnreadableMail naming the limit that the message passes */
    static MimePart read(byte[] mime) {
        if (mime.length > MOST_BYTES) {
            throw new UnreadableMail("The message has " + mime.length + " bytes; " + MOST_BYTES + " are received.");
        }
        try {
            return new MimeReading().parsed(mime);
        } catch (UnreadableMail limit) {
            throw limit;
        } catch (MimeException | IOException | RuntimeException broken) {
            throw new UnreadableMail("The message cannot be parsed: " + broken.getMessage());
        }
    }

    /** The subject of a message in a message; empty when it has none or cannot be read. */
    static String subject(byte[] mime) {
        MimeReading reading = new MimeReading();
        try {
            reading.stream.parse(new ByteArrayInputStream(mime));
            for (EntityState state = reading.stream.getState();
                    state != EntityState.T_END_HEADER && state != EntityState.T_END_OF_STREAM;
                    state = reading.stream.next()) {
                if (state == EntityState.T_FIELD) {
                    Optional<MessageItem.Header> field = MimeText.field(reading.stream.getField());
                    if (field.filter(f -> f.name().equalsIgnoreCase("Subject")).isPresent()) {
                        return MimeText.words(field.get().value());
                    }
                }
            }
            return "";
        } catch (MimeException | IOException broken) {
            return "";
        }
    }

    private MimePart parsed(byte[] mime) throws MimeException, IOException {
        stream.setRecursionMode(RecursionMode.M_NO_RECURSE);
        stream.parse(new ByteArrayInputStream(mime, envelope(mime), mime.length));
        MimePart whole = null;
        for (EntityState state = stream.getState(); state != EntityState.T_END_OF_STREAM; state = stream.next()) {
            switch (state) {
                case T_START_MESSAGE, T_START_BODYPART -> begin();
                case T_FIELD -> field(stream.getField());
                case T_START_MULTIPART -> {
                    described();
                    if (++depth > MOST_DEPTH) {
                        throw new UnreadableMail("Its parts are nested deeper than " + MOST_DEPTH + ".");
                    }
                }
                case T_END_MULTIPART -> depth--;
                case T_BODY -> {
                    described();
                    body();
                }
                case T_END_MESSAGE, T_END_BODYPART -> {
                    MimePart done = open.pop().part();
                    if (open.isEmpty()) {
                        whole = done;
                    } else {
                        open.peek().parts.add(done);
                    }
                }
                default -> {
                    // preamble, epilogue and the like are nothing that is shown
                }
            }
        }
        if (whole == null) {
            throw new UnreadableMail("The message ends before it begins.");
        }
        return whole;
    }

    /** How long the line is that mailbox files put before a message. */
    private static int envelope(byte[] mime) {
        boolean there = mime.length > 5 && new String(mime, 0, 5, StandardCharsets.ISO_8859_1).equals("From ");
        int at = 0;
        while (there && at < mime.length && mime[at++] != '\n') {
            // the message begins behind the line
        }
        return at;
    }

    private void begin() {
        if (++count > MOST_PARTS) {
            throw new UnreadableMail("It has more than " + MOST_PARTS + " parts.");
        }
        open.push(new Open());
    }

    private void field(Field raw) {
        MimeText.field(raw).ifPresent(current().fields::add);
    }

    private Open current() {
        Open part = open.peek();
        if (part == null) {
            throw new UnreadableMail("The message ends before it begins.");
        }
        return part;
    }

    private void described() {
        Open part = current();
        if (stream.getBodyDescriptor() instanceof MaximalBodyDescriptor told) {
            part.type = told.getMimeType().toLowerCase(Locale.ROOT);
            boolean declared = part.fields.stream()
                    .anyMatch(f -> f.name().equalsIgnoreCase("Content-Type")
                            && f.value().toLowerCase(Locale.ROOT).contains("charset"));
            part.charset = declared && told.getCharset() != null ? told.getCharset() : "";
            part.disposition = Optional.ofNullable(told.getContentDispositionType())
                    .orElse("")
                    .toLowerCase(Locale.ROOT);
            String name = Optional.ofNullable(told.getContentDispositionFilename())
                    .or(() ->
                            Optional.ofNullable(told.getContentTypeParameters().get("name")))
                    .orElse("");
            part.fileName = MimeText.fileName(name);
        }
    }

    private void body() throws IOException {
        byte[] content = stream.getDecodedInputStream().readAllBytes();
        bytes += content.length;
        if (bytes > MOST_BYTES) {
            throw new UnreadableMail("Decoded it has more than " + MOST_BYTES + " bytes.");
        }
        current().content = content;
    }
}
