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
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** A server that answers what a test says, in that order; the last answer goes on for ever. */
final class ScriptedEws implements AutoCloseable {

    final List<String> bodies = Collections.synchronizedList(new ArrayList<>());
    final List<Map<String, List<String>>> headers = Collections.synchronizedList(new ArrayList<>());
    final List<Duration> pauses = new ArrayList<>();

    private final Deque<Answer> script = new ArrayDeque<>();
    private final HttpServer server;

    ScriptedEws(Answer... answers) {
        script.addAll(List.of(answers));
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    EwsConfig.Builder config() {
        EwsConfig.Builder config = EwsConfig.builder();
        config.url(URI.create("http://localhost:" + server.getAddress().getPort() + "/EWS/Exchange.asmx"))
                .credentials(new EwsCredentials.Basic("svc", "secret-word"))
                .clock(Clock.fixed(Instant.parse("2026-03-02T08:00:00Z"), ZoneOffset.UTC))
                .tries(3)
                .pause(pauses::add);
        return config;
    }

    /** A header of a request; empty when it was not sent. */
    String header(int request, String name) {
        return String.join(",", headers.get(request).getOrDefault(name, List.of()));
    }

    int requests() {
        return bodies.size();
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            headers.add(Map.copyOf(exchange.getRequestHeaders()));
            Answer answer = script.size() > 1 ? script.removeFirst() : script.getFirst();
            if (answer.status() == 0) {
                return;
            }
            answer.fields()
                    .forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body, 0, answer.cut() ? body.length / 2 : body.length);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }

    /**
     * What the server says.
     *
     * @param status 0 = it hangs up without a word
     * @param cut whether it hangs up in the middle
     */
    record Answer(int status, Map<String, String> fields, String body, boolean cut) {

        private static final String T = "http://schemas.microsoft.com/exchange/services/2006/types";
        private static final String M = "http://schemas.microsoft.com/exchange/services/2006/messages";

        static Answer hangsUp() {
            return new Answer(0, Map.of(), "", false);
        }

        static Answer of(int status, String body) {
            return new Answer(status, Map.of(), body, false);
        }

        static Answer html(int status) {
            return of(status, "<html><body>Sign in<br></body></html>");
        }

        /** Response messages of an operation. */
        static Answer soap(String operation, String... messages) {
            return of(
                    200,
                    "<?xml version=\"1.0\" encoding=\"utf-8\"?>"
                            + "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Header>"
                            + "<h:ServerVersionInfo MajorVersion=\"15\" MinorVersion=\"2\" MajorBuildNumber=\"1\""
                            + " MinorBuildNumber=\"1\" xmlns:h=\"" + T + "\"/></s:Header><s:Body><m:" + operation
                            + "Response xmlns:m=\"" + M + "\" xmlns:t=\"" + T + "\"><m:ResponseMessages>"
                            + String.join("", messages) + "</m:ResponseMessages></m:" + operation
                            + "Response></s:Body></s:Envelope>");
        }

        /** A page of SyncFolderItems that is the last. */
        static Answer page(String... changes) {
            return soap(
                    "SyncFolderItems",
                    "<m:SyncFolderItemsResponseMessage ResponseClass=\"Success\"><m:ResponseCode>NoError</m:ResponseCode>"
                            + "<m:SyncState>state</m:SyncState>"
                            + "<m:IncludesLastItemInRange>true</m:IncludesLastItemInRange><m:Changes>"
                            + String.join("", changes) + "</m:Changes></m:SyncFolderItemsResponseMessage>");
        }

        static Answer items(String... items) {
            StringBuilder messages = new StringBuilder();
            for (String item : items) {
                messages.append("<m:GetItemResponseMessage ResponseClass=\"Success\">"
                        + "<m:ResponseCode>NoError</m:ResponseCode><m:Items>" + item
                        + "</m:Items></m:GetItemResponseMessage>");
            }
            return soap("GetItem", messages.toString());
        }

        static Answer folder() {
            return soap(
                    "GetFolder",
                    "<m:GetFolderResponseMessage ResponseClass=\"Success\"><m:ResponseCode>NoError</m:ResponseCode>"
                            + "<m:Folders><t:CalendarFolder><t:FolderId Id=\"cal\" ChangeKey=\"k\"/>"
                            + "<t:DisplayName>Calendar</t:DisplayName></t:CalendarFolder></m:Folders>"
                            + "</m:GetFolderResponseMessage>");
        }

        /** One refused part. @param values of MessageXml, {@code <t:Value Name=…>…} */
        static String refused(String operation, String code, String values) {
            return "<m:" + operation
                    + "ResponseMessage ResponseClass=\"Error\"><m:MessageText>said by a test</m:MessageText>"
                    + "<m:ResponseCode>" + code + "</m:ResponseCode><m:DescriptiveLinkKey>0</m:DescriptiveLinkKey>"
                    + (values.isEmpty() ? "" : "<m:MessageXml>" + values + "</m:MessageXml>")
                    + "</m:" + operation + "ResponseMessage>";
        }

        /** A SOAP fault. */
        static Answer fault(String code, String values) {
            return of(
                    500,
                    "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><s:Fault>"
                            + "<faultcode xmlns:a=\"" + T + "\">a:" + code + "</faultcode>"
                            + "<faultstring xml:lang=\"en-US\">said by a test</faultstring><detail>"
                            + "<e:ResponseCode xmlns:e=\"http://schemas.microsoft.com/exchange/services/2006/errors\">"
                            + code + "</e:ResponseCode>"
                            + "<e:Message xmlns:e=\"http://schemas.microsoft.com/exchange/services/2006/errors\">said</e:Message>"
                            + "<t:MessageXml xmlns:t=\"" + T + "\">" + values
                            + "</t:MessageXml></detail></s:Fault></s:Body></s:Envelope>");
        }

        Answer with(String field, String value) {
            return new Answer(status, Map.of(field, value), body, cut);
        }

        Answer cutShort() {
            return new Answer(status, fields, body, true);
        }
    }
}
