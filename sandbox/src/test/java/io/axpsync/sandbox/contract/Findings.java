package io.axpsync.sandbox.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What one look at a message found: how many messages were looked at, what was wrong, and which rights it used. */
final class Findings {

    private final String frontEnd;
    private final List<Violation> violations = new ArrayList<>();
    private final Map<String, String> permissions = new TreeMap<>();
    private final List<String> reviewed = new ArrayList<>();
    private String side = "request";
    private String method = "";
    private String path = "";
    private int checked;
    private int faulted;
    private int deliberate;

    Findings(String frontEnd) {
        this.frontEnd = frontEnd;
    }

    /** From here on, findings belong to this message, which counts as checked. */
    Findings on(String theSide, String theMethod, String thePath) {
        side = theSide;
        method = theMethod;
        path = thePath;
        checked++;
        return this;
    }

    void wrong(String reason) {
        violations.add(new Violation(frontEnd, side, method, path, reason));
    }

    /** Says it unless the condition holds. */
    void must(boolean condition, String reason) {
        if (!condition) {
            wrong(reason);
        }
    }

    void uses(String call, String permission) {
        permissions.put(call, permission);
    }

    void usesReviewed(String call, String permission) {
        permissions.put(call, permission);
        reviewed.add(call);
    }

    void faultedAnswer() {
        faulted++;
    }

    void deliberatelyBad() {
        deliberate++;
    }

    List<Violation> violations() {
        return violations;
    }

    Map<String, String> permissions() {
        return permissions;
    }

    List<String> reviewed() {
        return reviewed;
    }

    int checked() {
        return checked;
    }

    int faulted() {
        return faulted;
    }

    int deliberate() {
        return deliberate;
    }
}
