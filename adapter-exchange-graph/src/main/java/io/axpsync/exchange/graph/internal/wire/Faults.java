package io.axpsync.exchange.graph.internal.wire;

import com.microsoft.graph.models.odataerrors.MainError;
import com.microsoft.graph.models.odataerrors.ODataError;
import io.vavr.control.Option;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** What the SDK throws, as a fault. */
final class Faults {

    private Faults() {}

    static Fault of(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof Tokens.Refused refused) {
                return refused.fault();
            }
            if (t instanceof ODataError error) {
                return of(error);
            }
            if (t instanceof SSLHandshakeException || t instanceof SSLPeerUnverifiedException) {
                return Fault.unsent("tls", "the server's certificate is not trusted: " + t.getMessage());
            }
            if (t instanceof UnknownHostException) {
                return Fault.unsent("unknown-host", "no such host: " + t.getMessage());
            }
            if (t instanceof ConnectException || t instanceof NoRouteToHostException) {
                return Fault.unsent("unreachable", String.valueOf(t.getMessage()));
            }
            if (t instanceof SocketTimeoutException) {
                String text = String.valueOf(t.getMessage());
                boolean connecting = text.toLowerCase(Locale.ROOT).contains("connect");
                return connecting ? Fault.unsent("unreachable", text) : Fault.silent("timeout", "no answer in time");
            }
            if (t instanceof IOException io) {
                return of(io);
            }
        }
        return Fault.silent(
                "unreadable", "the answer cannot be read: " + thrown.getClass().getSimpleName());
    }

    private static Fault of(IOException io) {
        String text = String.valueOf(io.getMessage());
        boolean proxy = text.contains("CONNECT") || text.contains("authenticate with proxy");
        return proxy
                ? Fault.unsent("proxy", "the proxy refuses: " + text)
                : Fault.silent("broken-connection", "the connection broke: " + text);
    }

    private static Fault of(ODataError error) {
        MainError main = error.getError();
        String code = main == null ? null : main.getCode();
        String message = main == null ? null : main.getMessage();
        int status = error.getResponseStatusCode();
        return new Fault(
                status,
                code == null || code.isEmpty() ? "status-" + status : code,
                message == null ? "status " + status : message,
                header(error, "retry-after").flatMap(RetryAfter::parse),
                true);
    }

    private static Option<String> header(ODataError error, String name) {
        if (error.getResponseHeaders() == null) {
            return Option.none();
        }
        Set<String> values = error.getResponseHeaders().get(name);
        return values == null || values.isEmpty()
                ? Option.none()
                : Option.some(List.copyOf(values).get(0));
    }
}
