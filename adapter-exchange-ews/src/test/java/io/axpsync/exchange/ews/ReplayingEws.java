package io.axpsync.exchange.ews;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A server that answers one operation once with a given text, and everything else as an ordinary one would. */
final class ReplayingEws implements AutoCloseable {

    private static final Pattern OPERATION = Pattern.compile("<(?:\\w+:)?Body[^>]*>\\s*<(?:\\w+:)?(\\w+)");
    private static final Pattern ITEM = Pattern.compile("<t:ItemId Id=\"([^\"]*)\"");

    /** An appointment as ordinary as any. */
    static final String PLAIN = "<t:ParentFolderId Id=\"cal\"/><t:Subject>Plain</t:Subject>"
            + "<t:Start>2026-06-01T09:00:00Z</t:Start><t:End>2026-06-01T10:00:00Z</t:End>"
            + "<t:CalendarItemType>Single</t:CalendarItemType>";

    final List<String> requests = Collections.synchronizedList(new ArrayList<>());

    private final String operation;
    private final int status;
    private final byte[] answer;
    private final HttpServer server;
    private boolean replayed;

    /** @param operation whose first request gets the answer */
    ReplayingEws(String operation, int status, byte[] answer) {
        this.operation = operation;
        this.status = status;
        this.answer = answer;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::serve);
        server.start();
    }

    EwsConfig.Builder config() {
        EwsConfig.Builder config = EwsConfig.builder();
        config.url(URI.create("http://localhost:" + server.getAddress().getPort() + "/EWS/Exchange.asmx"))
                .credentials(new EwsCredentials.Basic("svc", "secret-word"))
                .clock(Clock.fixed(Instant.parse("2026-03-02T08:00:00Z"), ZoneOffset.UTC))
                .tries(1)
                .pause(duration -> {});
        return config;
    }

    boolean replayed() {
        return replayed;
    }

    /** The ids in the requests of an operation. */
    Stream<String> idsAskedBy(String name) {
        return List.copyOf(requests).stream()
                .filter(body -> operation(body).equals(name))
                .flatMap(ReplayingEws::ids);
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            requests.add(request);
            String asked = operation(request);
            if (asked.equals(operation) && !replayed) {
                replayed = true;
                send(exchange, status, answer);
            } else {
                send(exchange, 200, ordinary(asked, request).getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/xml; charset=utf-8");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    static String operation(String request) {
        Matcher m = OPERATION.matcher(request);
        return m.find() ? m.group(1) : "";
    }

    private static Stream<String> ids(String request) {
        return ITEM.matcher(request).results().map(m -> m.group(1));
    }

    private static String ordinary(String operation, String request) {
        return switch (operation) {
            case "GetItem" ->
                ScriptedEws.Answer.items(ids(request)
                                .map(id -> "<t:CalendarItem><t:ItemId Id=\"" + id + "\" ChangeKey=\"k1\"/>" + PLAIN
                                        + "</t:CalendarItem>")
                                .toArray(String[]::new))
                        .body();
            case "GetFolder" -> ScriptedEws.Answer.folder().body();
            case "SyncFolderItems" -> ScriptedEws.Answer.page().body();
            case "FindItem" -> nothing("FindItem", "<t:Items/>");
            case "FindFolder" -> nothing("FindFolder", "<t:Folders/>");
            default ->
                ScriptedEws.Answer.soap(operation, ScriptedEws.Answer.refused(operation, "ErrorItemNotFound", ""))
                        .body();
        };
    }

    private static String nothing(String operation, String list) {
        return ScriptedEws.Answer.soap(
                        operation,
                        "<m:" + operation + "ResponseMessage ResponseClass=\"Success\">"
                                + "<m:ResponseCode>NoError</m:ResponseCode><m:RootFolder IndexedPagingOffset=\"0\""
                                + " TotalItemsInView=\"0\" IncludesLastItemInRange=\"true\">" + list
                                + "</m:RootFolder></m:" + operation + "ResponseMessage>")
                .body();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
