package io.axpsync.cli.config;

/**
 * The proxy that all clients use.
 *
 * @param user empty = no credentials
 */
public record Proxy(String host, int port, String user, String password) {

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
