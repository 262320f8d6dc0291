package io.axpsync.sandbox.contract;

/**
 * One breach of a published contract.
 *
 * @param frontEnd {@code graph}, {@code ews} or {@code d365}
 * @param side {@code request} or {@code answer}
 * @param path the request target; of a batch part, the part's own
 */
public record Violation(String frontEnd, String side, String method, String path, String reason) {

    @Override
    public String toString() {
        return frontEnd + " " + side + " of " + method + " " + path + ": " + reason;
    }
}
