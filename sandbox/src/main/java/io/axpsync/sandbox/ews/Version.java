package io.axpsync.sandbox.ews;

import java.util.List;

/**
 * The schema version that a request is written in ({@code RequestServerVersion}); it decides which properties exist for
 * this client. Requests without the header speak Exchange 2007.
 */
record Version(String name) implements Comparable<Version> {

    private static final List<String> ORDER = List.of(
            "Exchange2007",
            "Exchange2007_SP1",
            "Exchange2009",
            "Exchange2010",
            "Exchange2010_SP1",
            "Exchange2010_SP2",
            "Exchange2012",
            "Exchange2013",
            "Exchange2013_SP1",
            "Exchange2015",
            "Exchange2016",
            "V2015_10_05",
            "V2016_01_06",
            "V2016_04_13",
            "V2016_07_13",
            "V2016_10_10",
            "V2017_01_07",
            "V2017_04_14",
            "V2017_07_11");

    static final Version EXCHANGE_2007 = new Version("Exchange2007");
    static final Version EXCHANGE_2007_SP1 = new Version("Exchange2007_SP1");
    static final Version EXCHANGE_2010 = new Version("Exchange2010");
    static final Version EXCHANGE_2013 = new Version("Exchange2013");
    static final Version EXCHANGE_2016 = new Version("Exchange2016");

    /** @throws EwsFault {@code ErrorInvalidServerVersion} for a name that the schema does not know */
    static Version of(String name) {
        if (!ORDER.contains(name)) {
            throw new EwsFault("ErrorInvalidServerVersion", "The specified server version is invalid.");
        }
        return new Version(name);
    }

    boolean atLeast(Version other) {
        return compareTo(other) >= 0;
    }

    @Override
    public int compareTo(Version other) {
        return Integer.compare(ORDER.indexOf(name), ORDER.indexOf(other.name));
    }
}
