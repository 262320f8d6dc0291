package io.axpsync.exchange.ews;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.axpsync.sandbox.http.Headers;
import io.axpsync.sandbox.http.Request;
import io.axpsync.sandbox.http.Response;
import io.axpsync.sandbox.http.Traffic;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A mailbox of mails as far as these tests look: lists and items are given as a server writes them, search folders are made
 * and taken away, and whatever is restricted finds everything that was put there.
 */
final class MailsOfEws implements AutoCloseable {

    private static final Pattern ITEM = Pattern.compile("<t:ItemId Id=\"([^\"]*)\"");
    private static final Pattern FOLDER = Pattern.compile("<t:(Distinguished)?FolderId Id=\"([^\"]*)\"");
    private static final Pattern NAME = Pattern.compile("<t:DisplayName>([^<]*)<");
    private static final Pattern CRITERIA = Pattern.compile("PropertyName=\"AxpSearch\".*?<t:Value>([^<]*)<");

    /** What each mail says, in the order of the schema, after its id. */
    final Map<String, String> mails = new LinkedHashMap<>();

    /** Which mails a folder of this id lists; search folders are called as they are. */
    final Map<String, List<String>> lists = new LinkedHashMap<>();

    /** Search folders, each with what it looks for. */
    final Map<String, String> searches = new LinkedHashMap<>();

    final List<String> requests = Collections.synchronizedList(new ArrayList<>());

    /** What the server answers to operations that it refuses. */
    final Map<String, String> refused = new LinkedHashMap<>();

    private final HttpServer server;
    private final Traffic traffic;

    MailsOfEws(Traffic traffic) {
        this.traffic = traffic;
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
                .tries(2)
                .pause(duration -> {});
        return config;
    }

    /** The operations that were asked since, in order; forgets them. */
    List<String> asked() {
        List<String> operations = requests.stream().map(ReplayingEws::operation).toList();
        requests.clear();
        return operations;
    }

    /** The only request of that operation. */
    String request(String operation) {
        List<String> fitting = requests.stream()
                .filter(r -> ReplayingEws.operation(r).equals(operation))
                .toList();
        if (fitting.size() != 1) {
            throw new AssertionError(fitting.size() + " of " + operation + " in " + requests);
        }
        return fitting.get(0);
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String text = new String(body, StandardCharsets.UTF_8);
            requests.add(text);
            String operation = ReplayingEws.operation(text);
            Response response = Response.text(
                    200,
                    "text/xml; charset=utf-8",
                    refused.containsKey(operation) ? soap(operation, refusal(operation)) : answer(operation, text));
            traffic.seen(
                    "ews",
                    new Request(
                            "test",
                            "POST",
                            URI.create("http://localhost/EWS/Exchange.asmx"),
                            new Headers(exchange.getRequestHeaders()),
                            body),
                    response);
            exchange.getResponseHeaders().set("Content-Type", "text/xml; charset=utf-8");
            exchange.sendResponseHeaders(200, response.body().length);
            exchange.getResponseBody().write(response.body());
        }
    }

    private String refusal(String operation) {
        String refusal = ScriptedEws.Answer.refused(operation, String.valueOf(refused.get(operation)), "");
        String content = operation.endsWith("Item") && !operation.equals("FindItem") ? "<m:Items/>" : "";
        return refusal.replace(
                "</m:" + operation + "ResponseMessage>", content + "</m:" + operation + "ResponseMessage>");
    }

    private static String soap(String operation, String messages) {
        return ScriptedEws.Answer.soap(operation, messages).body();
    }

    private String answer(String operation, String request) {
        return switch (operation) {
            case "GetFolder" ->
                soap(operation, all(FOLDER, request).map(MailsOfEws::known).collect(Collectors.joining()));
            case "FindFolder" ->
                soap(operation, found(operation, "Folders", request.contains("\"searchfolders\"") ? searches() : TREE));
            case "CreateFolder" -> created(request);
            case "DeleteFolder" -> deleted(request);
            case "FindItem" -> soap(operation, found(operation, "Items", listed(request)));
            case "GetItem" -> soap(operation, all(ITEM, request).map(this::item).collect(Collectors.joining()));
            case "UpdateItem" ->
                soap(
                        operation,
                        all(ITEM, request)
                                .map(id -> message(
                                        operation,
                                        "<m:Items><t:Message><t:ItemId Id=\"" + id
                                                + "\" ChangeKey=\"k2\"/></t:Message></m:Items>"
                                                + "<m:ConflictResults><t:Count>0</t:Count></m:ConflictResults>"))
                                .collect(Collectors.joining()));
            default -> throw new AssertionError("nobody should ask for " + operation);
        };
    }

    private static java.util.stream.Stream<String> all(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(m -> m.group(m.groupCount()));
    }

    /** Below Inbox a project; below Deleted Items a folder that was thrown away. */
    private static final String TREE = folder("inbox", "root", "Inbox")
            + folder("projects", "inbox", "Projects")
            + folder("sentitems", "root", "Sent Items")
            + folder("deleteditems", "root", "Deleted Items")
            + folder("old", "deleteditems", "Old")
            + folder("junkemail", "root", "Junk")
            + folder("drafts", "root", "Drafts")
            + folder("outbox", "root", "Outbox");

    private static String folder(String id, String parent, String name) {
        return "<t:Folder><t:FolderId Id=\"" + id + "\" ChangeKey=\"k\"/><t:ParentFolderId Id=\"" + parent
                + "\" ChangeKey=\"k\"/><t:FolderClass>IPF.Note</t:FolderClass><t:DisplayName>" + name
                + "</t:DisplayName></t:Folder>";
    }

    private static String known(String id) {
        return message(
                "GetFolder",
                "<m:Folders><t:Folder><t:FolderId Id=\"" + id + "\" ChangeKey=\"k\"/></t:Folder></m:Folders>");
    }

    private String searches() {
        return searches.entrySet().stream()
                .map(s -> "<t:SearchFolder><t:FolderId Id=\"" + s.getKey() + "\" ChangeKey=\"k\"/><t:DisplayName>"
                        + s.getKey() + "</t:DisplayName><t:ExtendedProperty><t:ExtendedFieldURI"
                        + " PropertySetId=\"6b1d5fdc-5a0c-4f0e-9d5b-6f6c3f0a4a51\" PropertyName=\"AxpSearch\""
                        + " PropertyType=\"String\"/><t:Value>" + s.getValue()
                        + "</t:Value></t:ExtendedProperty></t:SearchFolder>")
                .collect(Collectors.joining());
    }

    private String created(String request) {
        Matcher name = NAME.matcher(request);
        Matcher criteria = CRITERIA.matcher(request);
        if (!name.find() || !criteria.find()) {
            throw new AssertionError(request);
        }
        searches.put(name.group(1), criteria.group(1));
        return soap(
                "CreateFolder",
                message(
                        "CreateFolder",
                        "<m:Folders><t:SearchFolder><t:FolderId Id=\"" + name.group(1)
                                + "\" ChangeKey=\"k\"/></t:SearchFolder></m:Folders>"));
    }

    private String deleted(String request) {
        searches.keySet().removeAll(all(FOLDER, request).toList());
        return soap("DeleteFolder", message("DeleteFolder", ""));
    }

    private String listed(String request) {
        String parents = request.substring(request.indexOf("<m:ParentFolderIds>"));
        String folder = all(FOLDER, parents).findFirst().orElseThrow();
        return lists.getOrDefault(folder, List.of()).stream().map(this::mail).collect(Collectors.joining());
    }

    /** Whether it is listed or read, it says all that a test gave it. */
    private String mail(String id) {
        return "<t:Message><t:ItemId Id=\"" + id + "\" ChangeKey=\"k1\"/>" + mails.get(id) + "</t:Message>";
    }

    private String item(String id) {
        return mails.containsKey(id)
                ? message("GetItem", "<m:Items>" + mail(id) + "</m:Items>")
                : "<m:GetItemResponseMessage ResponseClass=\"Error\"><m:MessageText>no</m:MessageText>"
                        + "<m:ResponseCode>ErrorItemNotFound</m:ResponseCode>"
                        + "<m:DescriptiveLinkKey>0</m:DescriptiveLinkKey><m:Items/></m:GetItemResponseMessage>";
    }

    private static String found(String operation, String list, String entries) {
        return message(
                operation,
                "<m:RootFolder IndexedPagingOffset=\"9\" TotalItemsInView=\"9\" IncludesLastItemInRange=\"true\"><t:"
                        + list + ">" + entries + "</t:" + list + "></m:RootFolder>");
    }

    private static String message(String operation, String content) {
        return "<m:" + operation + "ResponseMessage ResponseClass=\"Success\"><m:ResponseCode>NoError</m:ResponseCode>"
                + content + "</m:" + operation + "ResponseMessage>";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
