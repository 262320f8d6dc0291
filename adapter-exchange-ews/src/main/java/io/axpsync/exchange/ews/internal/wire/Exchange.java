package io.axpsync.exchange.ews.internal.wire;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import microsoft.exchange.webservices.data.core.request.HttpWebRequest;

/**
 * One HTTP exchange as the library sees it: what it writes is buffered and sent by us, what it reads is an answer that
 * came whole and was cleaned. Everything else never reaches it.
 */
final class Exchange extends HttpWebRequest {

    private final ByteArrayOutputStream request = new ByteArrayOutputStream();
    private final UnaryOperator<byte[]> send;
    private byte[] answer = new byte[0];

    /** @param send throws {@link Trouble} when there is no answer to be read */
    Exchange(UnaryOperator<byte[]> send) {
        this.send = send;
    }

    @Override
    public int executeRequest() {
        answer = send.apply(request.toByteArray());
        return 200;
    }

    @Override
    public OutputStream getOutputStream() {
        return request;
    }

    @Override
    public InputStream getInputStream() {
        return new ByteArrayInputStream(answer);
    }

    @Override
    public InputStream getErrorStream() {
        return getInputStream();
    }

    @Override
    public void close() {}

    @Override
    public void prepareConnection() {}

    @Override
    public Map<String, String> getResponseHeaders() {
        return new HashMap<>();
    }

    @Override
    public String getContentEncoding() {
        return "";
    }

    @Override
    public String getResponseContentType() {
        return "text/xml";
    }

    @Override
    public int getResponseCode() {
        return 200;
    }

    @Override
    public String getResponseText() {
        return "";
    }

    @Override
    public String getResponseHeaderField(String name) {
        return "";
    }

    @Override
    public Map<String, String> getRequestProperty() {
        return new HashMap<>();
    }
}
