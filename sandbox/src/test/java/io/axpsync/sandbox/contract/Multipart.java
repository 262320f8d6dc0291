package io.axpsync.sandbox.contract;

import io.axpsync.sandbox.http.Headers;
import io.axpsync.sandbox.http.Request;
import io.axpsync.sandbox.http.Response;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The parts of a {@code multipart/mixed} body, as OData batches use it (OData v4 protocol §11.7). */
record Multipart(List<Part> parts) {

    /** @param content what follows the part's own header */
    record Part(Headers headers, String content) {
        Optional<Multipart> nested(Findings findings) {
            String type = headers.first("Content-Type").orElse("");
            return type.startsWith("multipart/mixed")
                    ? Optional.of(Multipart.read(type, content, findings))
                    : Optional.empty();
        }

        /** The HTTP request in this part. */
        Optional<Request> request(Request outer, Findings findings) {
            http(findings);
            Matcher line = Pattern.compile("([A-Z]+) (\\S+) HTTP/1\\.1").matcher(firstLine(content));
            if (!line.matches()) {
                findings.wrong("a batch part is no HTTP request: " + firstLine(content));
                return Optional.empty();
            }
            String target = line.group(2);
            findings.must(
                    target.startsWith("http") || target.startsWith("/"),
                    "a part addresses '" + target + "': D365 documents absolute addresses or /data/…");
            Message message = message();
            return Optional.of(new Request(
                    outer.connection(),
                    line.group(1),
                    outer.uri().resolve(URI.create(target)),
                    message.headers(),
                    message.body()));
        }

        /** The HTTP answer in this part. */
        Optional<Response> response(Findings findings) {
            http(findings);
            Matcher line = Pattern.compile("HTTP/1\\.1 (\\d{3}).*").matcher(firstLine(content));
            if (!line.matches()) {
                findings.wrong("a batch part is no HTTP answer: " + firstLine(content));
                return Optional.empty();
            }
            Message message = message();
            return Optional.of(new Response(Integer.parseInt(line.group(1)), message.headers(), message.body()));
        }

        private void http(Findings findings) {
            findings.must(
                    headers.first("Content-Type").orElse("").startsWith("application/http"),
                    "a batch part needs Content-Type: application/http");
            findings.must(
                    headers.first("Content-Transfer-Encoding").orElse("").equals("binary"),
                    "a batch part needs Content-Transfer-Encoding: binary");
        }

        private record Message(Headers headers, byte[] body) {}

        private Message message() {
            String[] lines = content.split("\r?\n", 2);
            Part part = Multipart.part(lines.length < 2 ? "" : lines[1]);
            return new Message(part.headers(), part.content().getBytes(StandardCharsets.UTF_8));
        }
    }

    private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";]+)\"?");

    static Multipart read(String contentType, String body, Findings findings) {
        Matcher boundary = BOUNDARY.matcher(contentType);
        if (!contentType.startsWith("multipart/mixed") || !boundary.find()) {
            findings.wrong("Content-Type is '" + contentType + "', not multipart/mixed with a boundary");
            return new Multipart(List.of());
        }
        String delimiter = "--" + boundary.group(1);
        List<Part> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        boolean inside = false;
        boolean closed = false;
        for (String line : body.split("(?<=\n)")) {
            String bare = line.stripTrailing();
            if (bare.equals(delimiter) || bare.equals(delimiter + "--")) {
                if (inside) {
                    parts.add(part(part.toString().replaceFirst("\r?\n$", "")));
                }
                part.setLength(0);
                inside = true;
                closed = bare.endsWith("--") && !bare.equals(delimiter);
                if (closed) {
                    break;
                }
            } else if (inside) {
                part.append(line);
            }
        }
        findings.must(closed, "the multipart body is not closed by " + delimiter + "--");
        return new Multipart(parts);
    }

    private static Part part(String text) {
        String[] halves = text.startsWith("\r\n") || text.startsWith("\n")
                ? new String[] {"", text.replaceFirst("\r?\n", "")}
                : text.split("\r?\n\r?\n", 2);
        Map<String, List<String>> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        Arrays.stream(halves[0].split("\r?\n"))
                .filter(l -> l.contains(":"))
                .forEach(l -> fields.computeIfAbsent(
                                l.substring(0, l.indexOf(':')).strip(), n -> new ArrayList<>())
                        .add(l.substring(l.indexOf(':') + 1).strip()));
        return new Part(new Headers(fields), halves.length > 1 ? halves[1] : "");
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("").strip();
    }
}
