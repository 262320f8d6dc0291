package io.axpsync.sandbox.contract;

import io.axpsync.sandbox.contract.Multipart.Part;
import io.axpsync.sandbox.http.Request;
import io.axpsync.sandbox.http.Response;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** D365's multipart batch: reads outside, writes inside change sets, each part a message of its own (d365.md §4). */
final class D365Batch {

    private static final int MOST_OPERATIONS = 5000;

    private final Contract parts;

    D365Batch(Contract parts) {
        this.parts = parts;
    }

    private static Multipart read(Request request, Findings findings) {
        return Multipart.read(request.headers().first("Content-Type").orElse(""), request.text(), findings);
    }

    void request(Request request, Findings findings) {
        findings.must(request.method().equals("POST"), "$batch is called by POST");
        Multipart batch = read(request, findings);
        findings.must(!batch.parts().isEmpty(), "the batch is empty");
        int operations = 0;
        for (Part part : batch.parts()) {
            Optional<Multipart> changes = part.nested(findings);
            if (changes.isEmpty()) {
                operations++;
                inner(part, request, Set.of("GET"), findings);
                continue;
            }
            Set<String> ids = new TreeSet<>();
            for (Part change : changes.get().parts()) {
                operations++;
                String id = change.headers().first("Content-ID").orElse("");
                findings.must(
                        !id.isEmpty() && ids.add(id), "a change needs a Content-ID of its own, this has '" + id + "'");
                inner(change, request, Set.of("POST", "PATCH", "DELETE"), findings);
            }
        }
        findings.must(operations <= MOST_OPERATIONS, operations + " operations in one batch, more than 5,000");
    }

    private void inner(Part part, Request outer, Set<String> methods, Findings findings) {
        part.request(outer, findings).ifPresent(inner -> {
            findings.must(methods.contains(inner.method()), inner.method() + " stands at the wrong place of a batch");
            if (inner.headers().first(ContractWatch.DELIBERATE).isPresent()) {
                findings.deliberatelyBad();
            } else {
                parts.request(inner, findings.on("request", inner.method(), "$batch:" + inner.uri()));
            }
        });
    }

    void answer(Request request, Response response, Findings findings) {
        findings.must(response.status() == 200 || response.status() == 202, "$batch answers " + response.status());
        Findings silent = new Findings("d365");
        List<Part> asked = read(request, silent).parts();
        List<Part> said = Multipart.read(
                        response.headers().first("Content-Type").orElse(""), response.text(), findings)
                .parts();
        findings.must(said.size() <= asked.size(), said.size() + " answers to " + asked.size() + " parts");
        findings.must(
                said.size() == asked.size() || (!said.isEmpty() && failed(said.get(said.size() - 1), silent)),
                "only " + said.size() + " answers to " + asked.size() + " parts, and the last is no error");
        for (int i = 0; i < Math.min(asked.size(), said.size()); i++) {
            Optional<Multipart> changes = asked.get(i).nested(silent);
            Optional<Multipart> answers = said.get(i).nested(findings);
            if (changes.isEmpty()) {
                pair(asked.get(i), said.get(i), request, findings);
            } else if (answers.isPresent()) {
                changeSet(changes.get().parts(), answers.get().parts(), request, findings);
            } else {
                findings.must(
                        failed(said.get(i), silent), "a change set that succeeded is not answered by a multipart");
                pair(changes.get().parts().get(0), said.get(i), request, findings);
            }
        }
    }

    private void changeSet(List<Part> changes, List<Part> answers, Request outer, Findings findings) {
        boolean failure = answers.size() == 1 && failed(answers.get(0), new Findings("d365"));
        findings.must(
                failure || answers.size() == changes.size(),
                answers.size() + " answers to a change set of " + changes.size());
        for (int i = 0; i < Math.min(changes.size(), answers.size()); i++) {
            pair(changes.get(i), answers.get(i), outer, findings);
        }
    }

    private void pair(Part asked, Part said, Request outer, Findings findings) {
        Optional<Request> request = asked.request(outer, new Findings("d365"));
        Optional<Response> response = said.response(findings);
        if (request.isPresent() && response.isPresent()) {
            findings.on(
                    "answer", request.get().method(), "$batch:" + request.get().uri());
            if (response.get().headers().first(ContractWatch.FAULT).isPresent()) {
                findings.faultedAnswer();
            } else {
                parts.answer(request.get(), response.get(), findings);
            }
        }
    }

    private static boolean failed(Part part, Findings silent) {
        return part.response(silent).map(r -> r.status() >= 400).orElse(false);
    }
}
