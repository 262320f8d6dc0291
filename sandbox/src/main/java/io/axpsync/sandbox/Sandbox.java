package io.axpsync.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.sandbox.admin.AdminSurface;
import io.axpsync.sandbox.auth.AuthOptions;
import io.axpsync.sandbox.auth.BearerGate;
import io.axpsync.sandbox.auth.EwsGate;
import io.axpsync.sandbox.auth.SelfMadeCertificate;
import io.axpsync.sandbox.auth.TokenEndpoint;
import io.axpsync.sandbox.auth.Tokens;
import io.axpsync.sandbox.d365.D365Service;
import io.axpsync.sandbox.ews.EwsBehaviour;
import io.axpsync.sandbox.graph.GraphService;
import io.axpsync.sandbox.http.Faults;
import io.axpsync.sandbox.http.Port;
import io.axpsync.sandbox.http.RequestCounts;
import io.axpsync.sandbox.http.Route;
import io.axpsync.sandbox.http.Traffic;
import io.axpsync.sandbox.mailbox.Mailboxes;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * A company with its Exchange and its D365, on loopback ports of its own: {@code Sandbox.start(options)}. Clients reach
 * it over HTTP by what {@link #client()} says; tests in the same JVM may also look behind the front ends.
 *
 * <p>Four ports: Exchange (EWS and Graph), D365, the token endpoint (always TLS), the admin surface. Closing it closes
 * all of them.
 */
public final class Sandbox implements AutoCloseable {

    private static final List<String> CLOUD_AUDIENCES =
            List.of("https://graph.microsoft.com", "https://outlook.office365.com");

    private final SandboxOptions options;
    private final SandboxClock clock;
    private final Faults faults = new Faults();
    private final RequestCounts counts = new RequestCounts();
    private final Tokens tokens = new Tokens(Clock.systemUTC());
    private final SelfMadeCertificate serverCertificate = SelfMadeCertificate.forServer();
    private final SelfMadeCertificate clientCertificate;
    private volatile Servers servers;
    private final ExchangeMischief exchangeMischief =
            new ExchangeMischief(() -> mailboxes().behaviour());
    private final D365Mischief d365Mischief = new D365Mischief(this::d365);
    private final List<Port> ports = Collections.synchronizedList(new ArrayList<>());
    private final SandboxClientView client;

    private Sandbox(SandboxOptions options) {
        this.options = options;
        this.clock = new SandboxClock(options.clock());
        this.clientCertificate = SelfMadeCertificate.forClient(options.auth().clientId());
        this.servers = startServers();
        try {
            this.client = open(options.auth(), AuthOptions.random());
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Starts a sandbox. @throws java.io.UncheckedIOException when a port is taken */
    public static Sandbox start(SandboxOptions options) {
        return new Sandbox(options);
    }

    /** The sample company on free ports, plain HTTP, stock D365. */
    public static Sandbox start() {
        return start(SandboxOptions.builder().build());
    }

    private Servers startServers() {
        return Servers.start(
                options,
                clock,
                parts -> faults.parts("graph", parts, exchangeMischief),
                parts -> faults.parts("d365", parts, d365Mischief));
    }

    private SandboxClientView open(AuthOptions auth, String adminToken) {
        Optional<SSLContext> secure = Optional.of(serverCertificate.serverContext());
        Optional<SSLContext> tls = options.tls() ? secure : Optional.empty();
        Traffic traffic = counts.and(options.traffic());
        Port exchange = port(
                options.exchangePort(),
                tls,
                traffic,
                new Route(
                        "graph",
                        "/v1.0",
                        BearerGate.graph(
                                tokens, "exchange", r -> servers.graph().handle(r)),
                        exchangeMischief),
                new Route(
                        "ews",
                        "/EWS/Exchange.asmx",
                        new EwsGate(auth, tokens, "exchange", r -> servers.ews().handle(r)),
                        exchangeMischief));
        Port d365 = port(
                options.d365Port(),
                tls,
                traffic,
                new Route(
                        "d365",
                        "/", // on-premises has a path before /data
                        BearerGate.d365(
                                tokens,
                                "d365",
                                auth.d365LoginPage(),
                                r -> servers.d365().handle(r)),
                        d365Mischief));
        Map<String, String> audiences = new HashMap<>(Map.of(exchange.base(), "exchange", d365.base(), "d365"));
        CLOUD_AUDIENCES.forEach(audience -> audiences.put(audience, "exchange"));
        Port token = port(
                options.tokenPort(),
                secure,
                traffic,
                new Route(
                        "token",
                        "/",
                        new TokenEndpoint(auth, tokens, clientCertificate, audiences, this::isUser),
                        exchangeMischief));
        Port admin = Port.open(
                options.adminPort(),
                Optional.empty(),
                List.of(new Route(
                        "admin", "/", new AdminSurface(adminToken, new AdminCalls(this).all()), exchangeMischief)),
                new Faults(),
                options.traffic());
        ports.add(admin);
        return ImmutableSandboxClientView.builder()
                .graphBase(exchange.base() + "/v1.0")
                .ewsUrl(exchange.base() + "/EWS/Exchange.asmx")
                .d365Base(d365.base())
                .authorityHost(token.base())
                .tenant(auth.tenant())
                .clientId(auth.clientId())
                .clientSecret(auth.clientSecret())
                .clientCertificatePem(clientCertificate.certificatePem())
                .clientKeyPem(clientCertificate.privateKeyPem())
                .exchangeScope(exchange.base() + "/.default")
                .d365Scope(d365.base() + "/.default")
                .userName(auth.userName())
                .domain(auth.domain())
                .password(auth.password())
                .trustPem(serverCertificate.certificatePem())
                .adminBase(admin.base())
                .adminToken(adminToken)
                .build();
    }

    private Port port(int number, Optional<SSLContext> tls, Traffic traffic, Route... routes) {
        Port port = Port.open(number, tls, List.of(routes), faults, traffic);
        ports.add(port);
        return port;
    }

    /** What a client needs to be let in. */
    public SandboxClientView client() {
        return client;
    }

    /** A token for Graph and EWS, as the token endpoint gives it: for clients under test that do not fetch their own. */
    public String exchangeToken() {
        return tokens.give("exchange", options.auth().tokenLifetime());
    }

    /** A delegated token for Graph: {@code /me} is that mailbox, and no other is open to it. */
    public String exchangeToken(String address) {
        return tokens.give("exchange", options.auth().tokenLifetime(), address);
    }

    private boolean isUser(String address) {
        return mailboxes().find(address).isPresent();
    }

    public String d365Token() {
        return tokens.give("d365", options.auth().tokenLifetime());
    }

    public Tokens tokens() {
        return tokens;
    }

    public Faults faults() {
        return faults;
    }

    /** Requests since the start or the last clear; the admin surface is not counted. */
    public RequestCounts counts() {
        return counts;
    }

    public SandboxClock clock() {
        return clock;
    }

    public Mailboxes mailboxes() {
        return servers.mailboxes();
    }

    /** The D365 behind its front end, which no fault hits. */
    public D365Service d365() {
        return servers.d365();
    }

    public GraphService graph() {
        return servers.graph();
    }

    /** The troubles that the EWS front end can be told to make. */
    public EwsBehaviour ewsBehaviour() {
        return servers.ewsBehaviour();
    }

    /** All raw items: {@code d365} by set, {@code mailboxes}, {@code outbox}. */
    public ObjectNode snapshot() {
        return servers.snapshot();
    }

    /** The company as it was at the start, at real time, without faults and counts. Ports, tokens and secrets stay. */
    public void reset() {
        clock.advance(Duration.between(clock.instant(), options.clock().instant()));
        faults.clear();
        counts.clear();
        servers = startServers();
    }

    @Override
    public void close() {
        ports.forEach(Port::close);
    }
}
