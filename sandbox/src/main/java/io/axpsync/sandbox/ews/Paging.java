package io.axpsync.sandbox.ews;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The rows of a search that a client asked for by its view, and where the next ones begin.
 *
 * @param next the offset behind these rows, from the base point of the view
 * @param total how many rows there are in all
 * @param last whether nothing follows
 * @param fractional whether the view counts in fractions of all rows
 */
record Paging<T>(List<T> rows, int next, int total, boolean last, boolean fractional) {

    /**
     * Reads {@code Indexed…View} or {@code Fractional…View} and takes its rows.
     *
     * @param kind {@code ItemView} or {@code FolderView}
     * @param limit the server gives no more at once, whatever is asked for
     * @throws EwsError for offsets and sizes that are none
     */
    static <T> Paging<T> of(Xml request, String kind, List<T> found, int limit) {
        Optional<Xml> indexed = request.child("m:IndexedPage" + kind);
        Optional<Xml> fraction = request.child("m:FractionalPage" + kind);
        int most = Math.min(limit, most(indexed.or(() -> fraction)));
        boolean fromEnd = indexed.map(v -> v.choice("BasePoint", List.of("Beginning", "End")))
                .map("End"::equals)
                .orElse(false);
        int offset = fraction.map(view -> start(view, found.size()))
                .orElseGet(() -> indexed.map(v -> Values.integer(v, "Offset")).orElse(0));
        if (offset < 0) {
            throw new EwsError("ErrorInvalidIndexedPagingParameters", "The offset is negative.");
        }
        List<T> ordered = new ArrayList<>(found);
        if (fromEnd) {
            Collections.reverse(ordered);
        }
        int from = Math.min(offset, ordered.size());
        int to = from + Math.min(most, ordered.size() - from);
        List<T> rows = new ArrayList<>(ordered.subList(from, to));
        if (fromEnd) {
            Collections.reverse(rows);
        }
        return new Paging<>(
                rows, fromEnd ? ordered.size() - to : to, found.size(), to == ordered.size(), fraction.isPresent());
    }

    private static int start(Xml view, int total) {
        int numerator = Values.integer(view, "Numerator");
        int denominator = Values.integer(view, "Denominator");
        if (denominator <= 0 || numerator < 0 || numerator > denominator) {
            throw new EwsError(
                    "ErrorInvalidFractionalPagingParameters", "The numerator lies between 0 and the denominator.");
        }
        return (int) ((long) total * numerator / denominator);
    }

    /** How many rows the view wants at most. @throws EwsError {@code ErrorInvalidPagingMaxRows} */
    static int most(Optional<Xml> view) {
        int most = view.filter(v -> v.attribute("MaxEntriesReturned").isPresent())
                .map(v -> Values.integer(v, "MaxEntriesReturned"))
                .orElse(Integer.MAX_VALUE);
        if (most < 1) {
            throw new EwsError("ErrorInvalidPagingMaxRows", "The maximum number of rows must be greater than 0.");
        }
        return most;
    }

    /** The {@code RootFolder} of the answer around these rows. */
    Xml root(Xml content) {
        Xml root = Xml.of("m:RootFolder", content);
        Xml positioned = fractional
                ? root.with("NumeratorOffset", next).with("AbsoluteDenominator", Math.max(1, total))
                : root.with("IndexedPagingOffset", next);
        return positioned.with("TotalItemsInView", total).with("IncludesLastItemInRange", last);
    }
}
