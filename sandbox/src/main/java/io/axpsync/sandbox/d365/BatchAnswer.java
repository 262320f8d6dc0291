package io.axpsync.sandbox.d365;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.olingo.commons.api.http.HttpStatusCode;
import org.apache.olingo.server.api.ODataResponse;
import org.apache.olingo.server.api.deserializer.batch.ODataResponsePart;

/**
 * The multipart answer to a batch (OData v4 protocol §11.7.4). Olingo's own writer knows no status 429 (RFC 6585), which
 * D365 puts into parts.
 */
final class BatchAnswer {

    private static final String CONTENT_ID = "Content-ID";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private BatchAnswer() {}

    static InputStream of(List<ODataResponsePart> parts, String boundary) {
        BatchAnswer answer = new BatchAnswer();
        for (ODataResponsePart part : parts) {
            answer.line("--" + boundary);
            if (part.isChangeSet()) {
                String inner = "changesetresponse_" + UUID.randomUUID();
                answer.line("Content-Type: multipart/mixed; boundary=" + inner);
                answer.line("");
                for (ODataResponse response : part.getResponses()) {
                    answer.line("--" + inner);
                    answer.response(response);
                }
                answer.line("--" + inner + "--");
            } else {
                answer.response(part.getResponses().get(0));
            }
        }
        answer.line("--" + boundary + "--");
        return new ByteArrayInputStream(answer.out.toByteArray());
    }

    private void response(ODataResponse response) {
        line("Content-Type: application/http");
        line("Content-Transfer-Encoding: binary");
        String id = response.getHeader(CONTENT_ID);
        if (id != null) {
            line(CONTENT_ID + ": " + id);
        }
        line("");
        byte[] body = body(response);
        line("HTTP/1.1 " + response.getStatusCode() + " " + reason(response.getStatusCode()));
        for (Map.Entry<String, List<String>> header : response.getAllHeaders().entrySet()) {
            if (!header.getKey().equalsIgnoreCase(CONTENT_ID)) {
                header.getValue().forEach(value -> line(header.getKey() + ": " + value));
            }
        }
        line("Content-Length: " + body.length);
        line("");
        out.writeBytes(body);
        line("");
    }

    private static String reason(int status) {
        if (status == 429) {
            return "Too Many Requests";
        }
        HttpStatusCode known = HttpStatusCode.fromStatusCode(status);
        return known == null ? "Status" : known.getInfo();
    }

    static byte[] body(ODataResponse answer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            if (answer.getODataContent() != null) {
                answer.getODataContent().write(Channels.newChannel(bytes));
            }
            InputStream content = answer.getContent();
            if (content != null) {
                content.transferTo(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private void line(String text) {
        out.writeBytes((text + "\r\n").getBytes(StandardCharsets.UTF_8));
    }
}
