package io.axpsync.d365.odata;

import java.net.URI;
import java.util.Locale;

/** Whether an address stays on this machine, decided by its text: a name that must be looked up may lie. */
final class Loopback {

    private Loopback() {}

    /** Whether it is plain {@code http} to this machine. */
    static boolean plain(URI address) {
        String host = address.getHost() == null ? "" : address.getHost().toLowerCase(Locale.ROOT);
        return "http".equalsIgnoreCase(address.getScheme())
                && (host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d{1,3}){3}"));
    }
}
