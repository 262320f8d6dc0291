package io.axpsync.sandbox.mailbox;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;
import org.apache.james.mime4j.dom.FieldParser;
import org.apache.james.mime4j.dom.address.Mailbox;
import org.apache.james.mime4j.dom.field.DateTimeField;
import org.apache.james.mime4j.field.DateTimeFieldImpl;
import org.apache.james.mime4j.field.DateTimeFieldLenientImpl;
import org.apache.james.mime4j.field.address.LenientAddressParser;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.RawField;
import org.apache.james.mime4j.util.CharsetUtil;
import org.apache.james.mime4j.util.MimeUtil;

/** The texts of a message: fields, encoded words, charsets, addresses, dates, ids. What cannot be read is left out. */
final class MimeText {

    private static final Charset WINDOWS = Charset.forName("windows-1252");
    private static final Pattern NAME = Pattern.compile("[!-9;-~]{1,200}");
    private static final Pattern ID = Pattern.compile("<[^<>\\s]+>");
    private static final Pattern CONTROLS =
            Pattern.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f\\ufffe\\uffff]|\\p{Cs}");

    private MimeText() {}

    /** A field with its value unfolded, on one line; none for what is no field. */
    static Optional<MessageItem.Header> field(Field raw) {
        byte[] bytes = Optional.ofNullable(raw.getRaw())
                .map(sequence -> sequence.toByteArray())
                .orElseGet(() -> (raw.getName() + ":" + raw.getBody()).getBytes(StandardCharsets.UTF_8));
        String line = decoded(bytes, "");
        int colon = line.indexOf(':');
        String name = colon < 0 ? "" : line.substring(0, colon).strip();
        return NAME.matcher(name).matches()
                ? Optional.of(new MessageItem.Header(name, oneLine(line.substring(colon + 1))))
                : Optional.empty();
    }

    private static String oneLine(String folded) {
        return clean(MimeUtil.unfold(folded).replaceAll("[\\r\\n]+\\s*|\\t", " "))
                .strip();
    }

    /** Without what neither XML nor a person can show. */
    static String clean(String text) {
        return CONTROLS.matcher(text).replaceAll("");
    }

    /** Encoded words (RFC 2047) decoded; those of unknown charsets stay. */
    static String words(String value) {
        try {
            return oneLine(DecoderUtil.decodeEncodedWords(value, DecodeMonitor.SILENT));
        } catch (IllegalArgumentException malformed) {
            return value;
        }
    }

    /** Text of that charset; of an unknown or undeclared one, UTF-8 where it fits, else Windows-1252. */
    static String decoded(byte[] bytes, String charset) {
        Charset known = charset.isEmpty() ? null : CharsetUtil.lookup(charset);
        if (known != null && !known.equals(StandardCharsets.US_ASCII)) {
            return new String(bytes, known);
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException not) {
            return new String(bytes, WINDOWS);
        }
    }

    /** A name without its path. */
    static String fileName(String raw) {
        String name = words(raw).replaceAll("[\\t\\r\\n]", " ");
        name = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1)
                .strip();
        return name.length() > 255 ? name.substring(0, 255) : name;
    }

    /** The people of an address field, groups opened; who has no name is called by the address. */
    static List<Person> people(String value) {
        List<Person> people = new ArrayList<>();
        try {
            for (Mailbox box :
                    LenientAddressParser.DEFAULT.parseAddressList(value).flatten()) {
                String address =
                        clean(Optional.ofNullable(box.getAddress()).orElse("")).strip();
                String name = words(Optional.ofNullable(box.getName()).orElse(""));
                if (!address.isEmpty() || !name.isEmpty()) {
                    people.add(new Person(name.isEmpty() ? address : name, address));
                }
            }
        } catch (RuntimeException malformed) {
            return List.of();
        }
        return people;
    }

    /** The time of a date field, in any form that mails have; none of one that says no time. */
    static Optional<Instant> time(String value) {
        // the strict parser knows the names of zones, the lenient one passes over them
        return time(DateTimeFieldImpl.PARSER, value).or(() -> time(DateTimeFieldLenientImpl.PARSER, value));
    }

    private static Optional<Instant> time(FieldParser<DateTimeField> parser, String value) {
        try {
            Date date = parser.parse(new RawField("Date", value), DecodeMonitor.SILENT)
                    .getDate();
            return Optional.ofNullable(date).map(Date::toInstant).filter(MimeText::sensible);
        } catch (RuntimeException unreadable) {
            return Optional.empty();
        }
    }

    /** What a MAPI time can hold and a client shows. */
    private static boolean sensible(Instant time) {
        return time.isAfter(Instant.parse("1601-01-02T00:00:00Z"))
                && time.isBefore(Instant.parse("4500-01-01T00:00:00Z"));
    }

    /** A message id with its brackets; what stands there when there are none. */
    static String id(String value) {
        Matcher id = ID.matcher(value);
        return id.find() ? id.group() : value.strip();
    }

    /** The message ids of References, in order. */
    static List<String> ids(String value) {
        return ID.matcher(value).results().map(r -> r.group()).toList();
    }
}
