package io.axpsync.sandbox.d365;

import io.axpsync.sandbox.http.Handler;
import io.axpsync.sandbox.http.Headers;
import io.axpsync.sandbox.http.Request;
import io.axpsync.sandbox.http.Response;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.olingo.commons.api.format.ContentType;
import org.apache.olingo.commons.api.http.HttpMethod;
import org.apache.olingo.server.api.OData;
import org.apache.olingo.server.api.ODataHandler;
import org.apache.olingo.server.api.ODataRequest;
import org.apache.olingo.server.api.ODataResponse;
import org.apache.olingo.server.api.ServiceMetadata;
import org.apache.olingo.server.api.serializer.CustomContentTypeSupport;
import org.apache.olingo.server.api.serializer.RepresentationType;

/** Hands requests to Olingo's raw handler: a new one each time, because handlers are not safe to share. */
final class ODataFront {

    /** The service root, on-premises behind a namespace such as {@code /namespaces/AXSF}, and what follows it. */
    private static final Pattern PATH = Pattern.compile("(|/.*?)(/data)(/.*)?");

    private final Tables tables;
    private final Writes writes;
    private final Versions versions;
    private final D365Options options;
    private final UnaryOperator<Handler> parts;
    private final OData odata = OData.newInstance();
    private final ServiceMetadata metadata;

    ODataFront(Tables tables, Writes writes, Versions versions, D365Options options, UnaryOperator<Handler> parts) {
        this.parts = parts;
        this.tables = tables;
        this.writes = writes;
        this.versions = versions;
        this.options = options;
        Schema schema = Schema.standard();
        List<EntityDef> published =
                schema.sets().stream().filter(options::published).toList();
        List<EnumDef> used = published.stream()
                .flatMap(def -> def.fields().values().stream())
                .flatMap(field -> field.members().stream())
                .distinct()
                .toList();
        this.metadata = odata.createServiceMetadata(new Metadata(published, used, options), List.of());
    }

    Response handle(Request request) {
        HttpMethod method;
        try {
            method = HttpMethod.valueOf(request.headers()
                    .first("X-HTTP-Method")
                    .filter(name -> request.method().equals("POST"))
                    .orElse(request.method())
                    .toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            return error(501, "The method '" + request.method() + "' is not supported.");
        }
        Matcher path = PATH.matcher(request.path());
        if (!path.matches()) {
            return error(404, "No HTTP resource was found that matches the request URI.");
        }
        try {
            return response(handler().process(odataRequest(request, method, path)));
        } catch (RuntimeException e) {
            return error(500, "The request could not be processed: " + e);
        }
    }

    private static Response error(int status, String message) {
        return Response.json(status, Errors.body("System.Web.Http.HttpResponseException", message))
                .with("OData-Version", "4.0");
    }

    private ODataHandler handler() {
        ODataHandler handler = odata.createRawHandler(metadata);
        handler.register(new RowProcessor(tables, writes, versions, options));
        Errors errors = new Errors();
        handler.register(errors);
        handler.register(new Batch(tables, errors, options.batchGoesOn(), parts));
        handler.register(new Root());
        handler.register((CustomContentTypeSupport) ODataFront::jsonOnly);
        return handler;
    }

    /** D365 speaks JSON only, except for {@code $metadata}. */
    private static List<ContentType> jsonOnly(List<ContentType> offered, RepresentationType type) {
        return type == RepresentationType.METADATA
                ? offered
                : offered.stream()
                        .filter(content -> !content.getSubtype().contains("xml"))
                        .toList();
    }

    private static ODataRequest odataRequest(Request request, HttpMethod method, Matcher path) {
        ODataRequest odata = new ODataRequest();
        odata.setMethod(method);
        request.headers()
                .fields()
                .forEach((name, values) -> odata.addHeader(
                        name,
                        name.equalsIgnoreCase("Accept")
                                ? values.stream()
                                        .map(ODataFront::withoutStreaming)
                                        .toList()
                                : values));
        odata.setBody(new ByteArrayInputStream(request.body()));
        odata.setProtocol("HTTP/1.1");
        URI uri = request.uri();
        String base = (uri.getScheme() == null ? "http" : uri.getScheme()) + "://" + uri.getRawAuthority()
                + path.group(1) + path.group(2);
        String resource = path.group(3) == null ? "" : path.group(3);
        odata.setRawBaseUri(base);
        odata.setRawODataPath(resource);
        // A plus sign in a query is a blank for D365's web server, which Olingo's parser does not know.
        String query = uri.getRawQuery() == null ? null : uri.getRawQuery().replace("+", "%20");
        odata.setRawQueryPath(query);
        odata.setRawRequestUri(base + resource + (query == null ? "" : "?" + query));
        return odata;
    }

    /** Olingo refuses the harmless parameter {@code odata.streaming}. */
    private static String withoutStreaming(String accept) {
        return accept.replaceAll("(?i);\\s*odata\\.streaming=\\w+", "");
    }

    private static Response response(ODataResponse answer) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        answer.getAllHeaders().forEach((name, values) -> headers.put(name, List.copyOf(values)));
        return new Response(answer.getStatusCode(), new Headers(headers), BatchAnswer.body(answer));
    }
}
