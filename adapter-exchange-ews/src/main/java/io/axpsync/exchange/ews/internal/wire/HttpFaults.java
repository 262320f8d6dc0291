package io.axpsync.exchange.ews.internal.wire;

import io.vavr.control.Option;

/** Answers that are no SOAP: from IIS, a gateway, a load balancer. */
final class HttpFaults {

    private HttpFaults() {}

    static Fault of(Connection.Answer answer) {
        int status = answer.status();
        return switch (status) {
            case 301, 302, 303, 307, 308 ->
                fault(answer, "redirect", "it leads to " + answer.location() + ", which was not followed", false);
            case 401 -> fault(answer, "unauthorized", "user or password are not accepted", false);
            case 403 -> fault(answer, "forbidden", "access is refused before any mailbox was asked", false);
            case 404 -> fault(answer, "no-ews", "there is no Exchange Web Services at this address", false);
            case 407 -> fault(answer, "proxy", "the proxy wants other credentials", false);
            case 429, 503 -> fault(answer, "throttled", "the server is busy", false);
            default ->
                status >= 500
                        ? fault(answer, "server", "the server failed", true)
                        : fault(answer, "http", "the server refused the request", status < 400);
        };
    }

    private static Fault fault(Connection.Answer answer, String code, String message, boolean doubt) {
        return new Fault(
                answer.status(),
                code,
                message,
                code.equals("throttled") ? MailboxService.retryAfter(answer.retryAfter()) : Option.none(),
                doubt);
    }
}
