package io.axpsync.sandbox.ews;

import io.axpsync.sandbox.mailbox.MailboxFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Response messages: one per part of the request, in its order; a part that fails leaves the others alone. */
final class Batch {

    private final EwsBehaviour behaviour;
    private final String operation;
    private final List<Xml> whenRefused;

    /** @param whenRefused what an error message of this operation carries beside its code, as Exchange does */
    Batch(Call call, String operation, Xml... whenRefused) {
        this.behaviour = call.behaviour();
        this.operation = operation;
        this.whenRefused = List.of(whenRefused);
    }

    /** One message per part. */
    <T> List<Xml> each(List<T> parts, Function<T, List<Xml>> work) {
        Optional<EwsBehaviour.ItemError> planned = behaviour.nextItemError(operation, parts.size());
        int failing = planned.map(EwsBehaviour.ItemError::index).orElse(0);
        boolean stops = planned.map(EwsBehaviour.ItemError::stops).orElse(false);
        List<Xml> messages = new ArrayList<>();
        for (T part : parts) {
            int index = messages.size() + 1;
            if (index == failing) {
                String code = planned.orElseThrow().code();
                messages.add(error(operation, code, "The part failed on purpose.", Map.of(), whenRefused));
            } else if (stops && index > failing) {
                messages.add(warning(
                        operation, "ErrorBatchProcessingStopped", "Processing of the batch was stopped.", whenRefused));
            } else {
                messages.add(attempted(() -> work.apply(part)));
            }
        }
        return messages;
    }

    /** Work that yields the content of a success message. */
    @FunctionalInterface
    interface Work {
        List<Xml> content();
    }

    /** The message of an operation that has one part. */
    Xml one(Work work) {
        return each(List.of(work), Work::content).get(0);
    }

    private Xml attempted(Work work) {
        try {
            return success(operation, work.content());
        } catch (EwsError refused) {
            return error(operation, refused.code(), refused.text(), Map.of(), whenRefused);
        } catch (MailboxFault refused) {
            return error(operation, refused.code(), String.valueOf(refused.getMessage()), Map.of(), whenRefused);
        }
    }

    static Xml success(String operation, List<Xml> content) {
        List<Xml> parts = new ArrayList<>();
        parts.add(Xml.text("m:ResponseCode", "NoError"));
        parts.addAll(content);
        return Xml.of("m:" + operation + "ResponseMessage", parts).with("ResponseClass", "Success");
    }

    /** @param values {@code Value} entries of {@code MessageXml} by name */
    static Xml error(String operation, String code, String text, Map<String, String> values, List<Xml> content) {
        return message(operation, "Error", code, text, values, content);
    }

    static Xml warning(String operation, String code, String text, List<Xml> content) {
        return message(operation, "Warning", code, text, Map.of(), content);
    }

    private static Xml message(
            String operation, String kind, String code, String text, Map<String, String> values, List<Xml> content) {
        List<Xml> parts = new ArrayList<>();
        parts.add(Xml.text("m:MessageText", text));
        parts.add(Xml.text("m:ResponseCode", code));
        parts.add(Xml.text("m:DescriptiveLinkKey", 0));
        if (!values.isEmpty()) {
            List<Xml> entries = new ArrayList<>();
            values.forEach(
                    (name, value) -> entries.add(Xml.text("t:Value", value).with("Name", name)));
            parts.add(Xml.of("m:MessageXml", entries));
        }
        parts.addAll(content);
        return Xml.of("m:" + operation + "ResponseMessage", parts).with("ResponseClass", kind);
    }
}
