package io.axpsync.sandbox.ews;

import io.axpsync.sandbox.http.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** The answers that {@link EwsBehaviour} makes in place of the right ones. */
final class Spoiling {

    private static final List<String> LISTS = List.of(
            "m:ItemIds",
            "m:Attachments",
            "m:AttachmentIds",
            "m:Items",
            "m:ItemChanges",
            "m:FolderIds",
            "m:ParentFolderIds",
            "m:Folders",
            "m:FolderChanges");

    private Spoiling() {}

    /** What is answered before the request is looked at. */
    static Optional<Response> before(EwsBehaviour behaviour) {
        if (behaviour.retired().get()) {
            return Optional.of(Response.text(403, "text/html", "<html><body>Access is denied.</body></html>"));
        }
        if (take(behaviour.htmlAnswers())) {
            return Optional.of(Response.text(200, "text/html", "<html><body>Please sign in<br></body></html>")
                    .with(EwsService.SPOILED, "html"));
        }
        return Optional.empty();
    }

    static Response busy(EwsBehaviour.BusyAnswer busy, String operation, Xml request) {
        boolean itself = operation.equals("GetUserAvailabilityRequest"); // it has no response messages to say it in
        return switch (itself ? EwsBehaviour.Busy.FAULT : busy.shape()) {
            case FAULT -> Soap.fault(EwsFault.busy(busy.backOffMillis()));
            case SERVICE_UNAVAILABLE ->
                Response.text(503, "text/html", "<html><body><h2>The service is unavailable.</h2></body></html>")
                        .with("Retry-After", Long.toString((busy.backOffMillis() + 999) / 1000));
            case IN_ANSWER ->
                inAnswer(
                        operation,
                        request,
                        "ErrorServerBusy",
                        Map.of("BackOffMilliseconds", Long.toString(busy.backOffMillis())));
            case INNER ->
                inAnswer(
                        operation,
                        request,
                        "ErrorInternalServerError",
                        Map.of("InnerErrorResponseCode", "ErrorServerBusy"));
        };
    }

    private static Response inAnswer(String operation, Xml request, String code, Map<String, String> values) {
        int parts = LISTS.stream()
                .flatMap(name -> request.child(name).stream())
                .mapToInt(list -> list.children().size())
                .max()
                .orElse(1);
        List<Xml> messages = new ArrayList<>();
        for (int i = 0; i < Math.max(1, parts); i++) {
            messages.add(Batch.error(
                    operation,
                    code,
                    "The server cannot service this request right now. Try again later.",
                    values,
                    List.of()));
        }
        return Soap.answer(
                        Version.EXCHANGE_2016,
                        Xml.of("m:" + operation + "Response", Xml.of("m:ResponseMessages", messages)))
                .with(EwsService.SPOILED, "busy");
    }

    private static boolean take(AtomicInteger counter) {
        return counter.getAndUpdate(n -> n > 0 ? n - 1 : 0) > 0;
    }
}
