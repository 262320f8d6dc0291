package io.axpsync.d365.odata;

import io.vavr.control.Option;

/**
 * The proxy through which D365 and the token endpoint are reached ({@code CONNECT} for https).
 *
 * @param user for Basic authentication at the proxy
 */
public record D365Proxy(String host, int port, Option<String> user, String password) {

    public D365Proxy {
        if (host.isBlank() || port < 1 || port > 65535) {
            throw new IllegalArgumentException("a proxy needs host:port, not " + host + ":" + port);
        }
    }

    public static D365Proxy of(String host, int port) {
        return new D365Proxy(host, port, Option.none(), "");
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
