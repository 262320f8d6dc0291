package io.axpsync.sandbox.contract;

import io.axpsync.sandbox.http.Request;
import io.axpsync.sandbox.http.Response;
import io.axpsync.sandbox.http.Traffic;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Checks every message that it hears against the published contracts: EWS against its schema, Graph against its
 * metadata and permission table, D365 against the OData grammar and the documented subset.
 *
 * <p>Use {@code @RegisterExtension static final ContractWatch watch = ContractWatch.open();} and give it to the
 * sandbox as {@link Traffic}: each test of the class then fails with the breaches that happened during it. Outside
 * JUnit use {@link #assertClean()} and {@link #close()}.
 *
 * <p>Two kinds of message are not held to the contract, and are counted apart: an answer that fault injection made
 * ({@link #FAULT}), and a request that a test of a server sends wrong on purpose ({@link #DELIBERATE}); the latter
 * must be refused.
 *
 * <p>Where no contract folder is configured the state is {@code NOT CHECKED}, said by {@link #summary()}, counted, and
 * never a pass: tests about the contract itself start with {@link #required()}.
 */
public final class ContractWatch implements Traffic, AutoCloseable, AfterEachCallback, AfterAllCallback {

    /** A header of a request that is wrong on purpose; its value says what is wrong. Tests of servers only. */
    public static final String DELIBERATE = "X-Deliberately-Bad";

    /** A header that the sandbox puts on answers made by fault injection before {@link Traffic} hears them. */
    public static final String FAULT = "X-Sandbox-Fault";

    private final Map<String, Contract> contracts;
    private final List<Violation> violations = new ArrayList<>();
    private final Map<String, String> permissions = new TreeMap<>();
    private final Map<String, Integer> reviewed = new TreeMap<>();
    private long checked;
    private long notChecked;

    private final ContractCounts counts;

    private ContractWatch(Map<String, Contract> contracts, ContractCounts counts) {
        this.contracts = contracts;
        this.counts = counts;
    }

    static ContractWatch over(Map<String, Contract> contracts, ContractCounts counts) {
        return new ContractWatch(contracts, counts);
    }

    /** A watch over the configured contracts; without them it only counts what was not checked. */
    public static ContractWatch open() {
        return over(Contracts.configured(), ContractCounts.ofThisJvm());
    }

    /** Skips the test, naming what is missing, where no contract folder is configured. */
    public static void required() {
        Assumptions.assumeTrue(ContractFolder.find().isPresent(), ContractFolder.MISSING);
    }

    /** The contract folder, for tests that read samples from it; skips them, naming what is missing. */
    public static Path requiredFolder() {
        required();
        return ContractFolder.find().orElseThrow();
    }

    /** False means {@code NOT CHECKED}. */
    public boolean checks() {
        return !contracts.isEmpty();
    }

    @Override
    public void seen(String frontEnd, Request request, Response response) {
        if (contracts.isEmpty()) {
            synchronized (this) {
                notChecked++;
            }
            counts.add("not-checked", 1);
            return;
        }
        Optional.ofNullable(contracts.get(frontEnd)).ifPresent(contract -> look(contract, frontEnd, request, response));
    }

    private void look(Contract contract, String frontEnd, Request request, Response response) {
        Findings findings = new Findings(frontEnd);
        String target = request.uri().getRawPath()
                + Optional.ofNullable(request.uri().getRawQuery())
                        .map(q -> "?" + q)
                        .orElse("");
        try {
            if (request.headers().first(DELIBERATE).isPresent()) {
                findings.deliberatelyBad();
            } else {
                findings.on("request", request.method(), target);
                contract.request(request, findings);
            }
            if (response.headers().first(FAULT).isPresent()) {
                findings.faultedAnswer();
            } else {
                findings.on("answer", request.method(), target);
                contract.answer(request, response, findings);
                if (request.headers().first(DELIBERATE).isPresent()) {
                    findings.must(
                            refused(response), "a request that is wrong on purpose was accepted: " + response.status());
                }
            }
        } catch (RuntimeException e) {
            findings.wrong("the checker could not read it: " + e);
        }
        counts.add(findings);
        synchronized (this) {
            checked += findings.checked();
            violations.addAll(findings.violations());
            permissions.putAll(findings.permissions());
            findings.reviewed().forEach(call -> reviewed.merge(call, 1, Integer::sum));
        }
    }

    private static boolean refused(Response response) {
        return response.status() >= 400
                || response.text().contains("ResponseClass=\"Error\"")
                || response.text().contains("\"error\"")
                || response.text().contains("HTTP/1.1 4");
    }

    /** The breaches so far, in the order in which they were heard. */
    public synchronized List<Violation> violations() {
        return List.copyOf(violations);
    }

    /** How many messages were checked; the parts of a batch count each. */
    public synchronized long checked() {
        return checked;
    }

    /** Graph: for each call that was used ({@code GET /users/{id}/events}) the least application permission. */
    public synchronized Map<String, String> permissionsUsed() {
        return Map.copyOf(permissions);
    }

    /** Graph: calls that only the reviewed table allows, and how often each was used. */
    public synchronized Map<String, Integer> reviewedCalls() {
        return Map.copyOf(reviewed);
    }

    /** One line for a human: the counts, or {@code NOT CHECKED}. */
    public synchronized String summary() {
        if (contracts.isEmpty()) {
            return "contract messages: NOT CHECKED (" + notChecked + " messages; " + ContractFolder.MISSING + ")";
        }
        String calls = reviewed.isEmpty() ? "" : ", reviewed calls " + reviewed;
        return "contract messages: " + checked + ", violations: " + violations.size() + calls;
    }

    /** @throws AssertionError naming every breach */
    public synchronized void assertClean() {
        if (!violations.isEmpty()) {
            StringBuilder text = new StringBuilder(violations.size() + " breaches of the published contracts:");
            violations.stream().limit(30).forEach(v -> text.append("\n  ").append(v));
            throw new AssertionError(text.toString());
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        try {
            assertClean();
        } finally {
            synchronized (this) {
                violations.clear();
            }
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        close();
        assertClean();
    }

    /** Writes the counts of this JVM; the watch stays usable. */
    @Override
    public void close() {
        counts.write(Path.of(""));
    }
}
