package io.axpsync.d365.odata.internal.service;

import io.axpsync.core.item.Reason;
import io.axpsync.d365.odata.internal.http.Answer;
import io.axpsync.d365.odata.internal.http.Trouble;
import io.vavr.collection.HashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@code multipart/mixed} form of a batch (OData v4 protocol, 11.7): reads as they are, each write in a change set
 * of its own. Olingo's own batches are not used: they pump through piped streams and threads, address parts absolutely
 * and ask for full metadata, which some servers refuse.
 */
final class Multipart {

    static final String BOUNDARY = "batch_axp";
    private static final String CHANGES = "changeset_axp";
    private static final Pattern ETAG = Pattern.compile("(W/)?\"[^\"\\r\\n]*\"");
    private static final Pattern DELIMITER = Pattern.compile("boundary=\"?([^\";]+)\"?");
    private static final Pattern STATUS = Pattern.compile("HTTP/\\d\\.\\d (\\d{3})(?: .*)?");

    private Multipart() {}

    /** The body of a batch. No line of a part can look like a delimiter: JSON bodies are one line each. */
    static byte[] write(Seq<Operation> operations, Json json) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int id = 0;
        for (Seq<Operation> together : groups(operations)) {
            int changes = id + 1;
            line(out, "--" + BOUNDARY);
            if (together.head().isRead()) {
                id++;
                part(out, together.head(), json, 0);
                continue;
            }
            line(out, "Content-Type: multipart/mixed; boundary=" + CHANGES + changes);
            line(out, "");
            for (Operation operation : together) {
                id++;
                line(out, "--" + CHANGES + changes);
                part(out, operation, json, id);
            }
            line(out, "--" + CHANGES + changes + "--");
        }
        line(out, "--" + BOUNDARY + "--");
        return out.toByteArray();
    }

    /** What is carried out together: each read and each write alone, but for those that join the write before. */
    static Vector<Vector<Operation>> groups(Seq<Operation> operations) {
        Vector<Vector<Operation>> groups = Vector.empty();
        for (Operation operation : operations) {
            boolean joins = operation.joined()
                    && groups.nonEmpty()
                    && !groups.last().head().isRead();
            groups = joins
                    ? groups.update(groups.size() - 1, groups.last().append(operation))
                    : groups.append(Vector.of(operation));
        }
        return groups;
    }

    private static void part(ByteArrayOutputStream out, Operation operation, Json json, int id) {
        line(out, "Content-Type: application/http");
        line(out, "Content-Transfer-Encoding: binary");
        if (id > 0) {
            line(out, "Content-ID: " + id);
        }
        line(out, "");
        line(out, operation.method() + " " + relative(operation.uri()) + " HTTP/1.1");
        line(out, "Accept: application/json;odata.metadata=minimal");
        if (ETAG.matcher(operation.etag()).matches()) {
            line(out, "If-Match: " + operation.etag());
        }
        if (!operation.body().isEmpty()) {
            byte[] body = json.write(operation.set(), operation.body());
            line(out, "Content-Type: application/json;odata.metadata=minimal");
            line(out, "Content-Length: " + body.length);
            line(out, "");
            out.writeBytes(body);
        } else {
            line(out, "");
        }
        line(out, "");
    }

    /** Path and query, so that no part can leave the host that was asked. */
    private static String relative(URI uri) {
        return uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
    }

    private static void line(ByteArrayOutputStream out, String text) {
        out.writeBytes((text + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The answers in order, each read or change set with its own. A change set that failed has one answer for all of it.
     * A body that is not closed was cut off on its way.
     */
    static Vector<Vector<Answer>> read(Answer outer) {
        String type = outer.header("Content-Type").getOrElse("");
        return parts(type, new String(outer.body(), StandardCharsets.ISO_8859_1));
    }

    private static Vector<Vector<Answer>> parts(String contentType, String body) {
        Matcher boundary = DELIMITER.matcher(contentType);
        if (!contentType.toLowerCase(Locale.ROOT).startsWith("multipart/mixed") || !boundary.find()) {
            throw nonsense("its answer is " + contentType);
        }
        String delimiter = "--" + boundary.group(1).strip();
        Vector<Vector<Answer>> answers = Vector.empty();
        StringBuilder part = new StringBuilder();
        boolean inside = false;
        for (String line : body.split("(?<=\n)")) {
            String bare = line.stripTrailing();
            boolean last = bare.equals(delimiter + "--");
            if (!last && !bare.equals(delimiter)) {
                part.append(line);
                continue;
            }
            if (inside) {
                answers = answers.append(part(part.toString()));
            }
            if (last) {
                return answers;
            }
            part.setLength(0);
            inside = true;
        }
        throw nonsense("its answer ends before it is complete");
    }

    private static Vector<Answer> part(String text) {
        String[] halves = halves(text);
        String type = headers(halves[0]).getOrElse("content-type", "");
        if (type.toLowerCase(Locale.ROOT).startsWith("multipart/mixed")) {
            return parts(type, halves[1]).flatMap(inner -> inner);
        }
        String[] lines = halves[1].stripLeading().split("\r?\n", 2);
        Matcher status = STATUS.matcher(lines[0].strip());
        if (!status.matches()) {
            throw nonsense("a part of its answer is no HTTP answer");
        }
        String[] message = halves(lines.length > 1 ? lines[1] : "");
        return Vector.of(new Answer(
                Integer.parseInt(status.group(1)),
                headers(message[0]),
                message[1].replaceFirst("\r?\n$", "").getBytes(StandardCharsets.ISO_8859_1)));
    }

    /** Header and body; a message without header starts with the empty line. */
    private static String[] halves(String text) {
        if (text.startsWith("\r\n") || text.startsWith("\n")) {
            return new String[] {"", text.replaceFirst("\r?\n", "")};
        }
        String[] halves = text.split("\r?\n\r?\n", 2);
        return halves.length == 2 ? halves : new String[] {halves[0], ""};
    }

    private static Map<String, String> headers(String text) {
        return HashMap.ofEntries(Vector.of(text.split("\r?\n"))
                .filter(l -> l.contains(":"))
                .map(l -> io.vavr.Tuple.of(
                        l.substring(0, l.indexOf(':')).strip().toLowerCase(Locale.ROOT),
                        l.substring(l.indexOf(':') + 1).strip())));
    }

    private static Trouble nonsense(String why) {
        return Trouble.uncertain(Reason.of("nonsense", "D365 was asked for a batch, but " + why));
    }
}
