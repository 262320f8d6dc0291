package io.axpsync.cli.config;

import io.axpsync.d365.odata.D365Login;
import io.axpsync.exchange.graph.GraphCredentials;
import io.vavr.control.Option;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/** How a service proves to Entra who it is: client credentials, or a token that somebody else takes care of. */
record Login(
        Option<Supplier<String>> token,
        String authority,
        String tenant,
        String clientId,
        String secret,
        Option<Path> certificate,
        Option<String> scope) {

    private static final String ENTRA = "https://login.microsoftonline.com";

    /** @param service the section that holds {@code login} or {@code token} */
    static Login read(Section service, Path folder, Secrets secrets, boolean tenantNeeded) {
        Option<Supplier<String>> token = secrets.supplier(service, "token");
        Section login = service.section("login");
        boolean asked = service.has("login");
        if (asked && service.has("token")) {
            service.wrong("token", "stands beside login", "Keep one of them.");
        } else if (!asked && !service.has("token")) {
            service.wrong(
                    "login", "is missing", "Give login: {tenant, clientId, secret or certificate}, or token: file:…");
        }
        String authority = login.parsed("authority", "an https:// address", t -> {
                    if (!"https".equalsIgnoreCase(URI.create(t).getScheme())) {
                        throw new IllegalArgumentException(t);
                    }
                    return t.replaceFirst("/+$", "");
                })
                .getOrElse(ENTRA);
        boolean needed = asked && (tenantNeeded || authority.equals(ENTRA));
        String tenant = needed
                ? login.required("tenant", "fabrikon.onmicrosoft.com")
                : login.text("tenant").getOrElse("");
        String clientId = asked
                ? login.required("clientId", "0f5b7c1a-0000-0000-0000-000000000000")
                : login.text("clientId").getOrElse("");
        Option<String> secret = secrets.read(login, "secret");
        Option<Path> certificate = login.text("certificate").map(folder::resolve);
        if (asked && login.has("secret") == login.has("certificate")) {
            login.wrong("secret", "give either a secret or a certificate", "For example: secret: ${AXPSYNC_SECRET}");
        }
        if (certificate.exists(pem -> !Files.isReadable(pem))) {
            login.wrong(
                    "certificate",
                    "the file " + certificate.get() + " cannot be read",
                    "Name a PEM file with the certificate and its private key.");
        }
        Option<String> scope = login.text("scope");
        login.done();
        return new Login(token, authority, tenant, clientId, secret.getOrElse(""), certificate, scope);
    }

    D365Login d365() {
        if (token.isDefined()) {
            return new D365Login.Token(token.get());
        }
        URI where = URI.create(tenant.isEmpty() ? authority : authority + "/" + tenant);
        D365Login.App app = new D365Login.App(where, clientId, scope);
        return certificate
                .<D365Login>map(pem -> new D365Login.Certificate(app, pem))
                .getOrElse(() -> new D365Login.Secret(app, secret));
    }

    GraphCredentials graph() {
        if (token.isDefined()) {
            return new GraphCredentials.Bearer(token.get());
        }
        return certificate
                .<GraphCredentials>map(pem -> new GraphCredentials.Certificate(tenant, clientId, pem))
                .getOrElse(() -> new GraphCredentials.Secret(tenant, clientId, secret));
    }

    @Override
    public String toString() {
        return "Login[" + clientId + "]";
    }
}
