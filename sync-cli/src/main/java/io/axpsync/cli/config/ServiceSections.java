package io.axpsync.cli.config;

import io.axpsync.core.item.DirectoryEntry;
import io.axpsync.d365.odata.D365Config;
import io.axpsync.d365.odata.D365Proxy;
import io.axpsync.d365.odata.Marking;
import io.axpsync.d365.odata.Profile;
import io.axpsync.exchange.ews.EwsConfig;
import io.axpsync.exchange.ews.EwsCredentials;
import io.axpsync.exchange.graph.GraphConfig;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.net.URI;
import java.nio.file.Path;
import java.util.function.Supplier;

/** The sections that say how D365 and Exchange are reached. */
final class ServiceSections {

    private static final Map<String, Profile> PROFILES =
            LinkedHashMap.of("auto", Profile.DISCOVER, "stock", Profile.STOCK, "companion", Profile.COMPANION);
    private static final Map<String, Marking> MARKINGS =
            LinkedHashMap.of("category", Marking.CATEGORY, "flag", Marking.FLAG, "both", Marking.BOTH);

    private static final Map<String, DirectoryEntry.Type> DIRECTORIES = LinkedHashMap.of(
            "contacts", DirectoryEntry.Type.CONTACT_PERSON,
            "customers", DirectoryEntry.Type.CUSTOMER,
            "vendors", DirectoryEntry.Type.VENDOR,
            "prospects", DirectoryEntry.Type.PROSPECT,
            "workers", DirectoryEntry.Type.WORKER);

    private final Path folder;
    private final Secrets secrets;
    private final Transport transport;
    private final Problems problems;

    ServiceSections(Path folder, Secrets secrets, Transport transport, Problems problems) {
        this.folder = folder;
        this.secrets = secrets;
        this.transport = transport;
        this.problems = problems;
    }

    Option<D365Config> d365(Section section) {
        int before = problems.count();
        section.required("url", "https://fabrikon.operations.dynamics.com");
        Option<URI> url = address(section, "url");
        Login login = Login.read(section, folder, secrets, false);
        Option<Profile> profile = section.oneOf("profile", PROFILES);
        Option<Marking> marking = section.oneOf("marker", MARKINGS);
        Option<String> separator = section.text("categorySeparator");
        Option<String> source = section.text("sourceApplication");
        Option<Integer> batch = section.integer("batchSize", 1, 1000);
        Option<Boolean> foreign = section.flag("acceptForeignEntryIds");
        Seq<DirectoryEntry.Type> directories = directories(section);
        Section names = section.section("names");
        Map<String, String> renamed =
                names.keys().toLinkedMap(k -> k, k -> names.text(k).getOrElse(k));
        section.done();
        return build(section, before, () -> {
            D365Config.Builder config = D365Config.builder()
                    .address(url.get())
                    .login(login.d365())
                    .names(renamed)
                    .connectTimeout(transport.connect())
                    .readTimeout(transport.read())
                    .trust(transport.trust())
                    .proxy(transport.proxy().map(ServiceSections::d365Proxy));
            profile.forEach(config::profile);
            marking.forEach(config::marking);
            separator.forEach(config::categorySeparator);
            source.forEach(config::sourceApplication);
            batch.forEach(config::batchSize);
            foreign.forEach(config::acceptForeignEntryIds);
            if (section.has("directories")) {
                config.directories(directories);
            }
            return config.build();
        });
    }

    private static Seq<DirectoryEntry.Type> directories(Section section) {
        Seq<String> named = section.texts("directories");
        if (!named.forAll(DIRECTORIES::containsKey) || named.distinct().size() != named.size()) {
            section.wrong(
                    "directories",
                    "is no list of directories: " + named.mkString(", "),
                    "Name each at most once: " + DIRECTORIES.keySet().mkString(", ") + ".");
            return Vector.empty();
        }
        return named.flatMap(DIRECTORIES::get);
    }

    private static D365Proxy d365Proxy(Proxy p) {
        return new D365Proxy(p.host(), p.port(), Option.some(p.user()).filter(u -> !u.isEmpty()), p.password());
    }

    Option<GraphConfig> graph(Section section) {
        int before = problems.count();
        Option<URI> host = address(section, "host");
        Login login = Login.read(section, folder, secrets, true);
        Option<Boolean> silent = section.flag("silentPrivateFields");
        Option<Integer> page = section.integer("pageSize", 1, 1000);
        section.done();
        Option<GraphConfig> built = build(section, before, () -> {
            GraphConfig.Builder config = GraphConfig.builder()
                    .credentials(login.graph())
                    .authority(URI.create(login.authority()))
                    .scope(login.scope())
                    .connectTimeout(transport.connect())
                    .readTimeout(transport.read())
                    .trust(transport.trust())
                    .proxy(transport
                            .proxy()
                            .map(p -> new GraphConfig.Proxy(p.host(), p.port(), p.user(), p.password())));
            host.forEach(config::host);
            silent.forEach(config::privateFieldsAreSilent);
            page.forEach(config::pageSize);
            return config.build();
        });
        built.toVector()
                .flatMap(GraphConfig::problems)
                .forEach(problem -> problems.add(section.line(), section.path(), problem, ""));
        return built;
    }

    Option<EwsConfig> ews(Section section) {
        int before = problems.count();
        section.required("url", "https://mail.fabrikon.example/EWS/Exchange.asmx");
        Option<URI> url = address(section, "url");
        Option<EwsCredentials> credentials = ewsCredentials(section);
        Option<Boolean> impersonation = section.flag("impersonation");
        Option<Integer> batch = section.integer("batchSize", 1, 1000);
        Option<EwsConfig.PublicFolderRoutes> routes =
                Option.when(section.has("publicFolders"), "publicFolders").map(name -> routes(section.section(name)));
        section.done();
        Option<EwsConfig> built = build(section, before, () -> {
            EwsConfig.Builder config = EwsConfig.builder()
                    .url(url.get())
                    .credentials(credentials.get())
                    .connectTimeout(transport.connect())
                    .readTimeout(transport.read())
                    .trust(transport.trust())
                    .proxy(transport.proxy().map(p -> new EwsConfig.Proxy(p.host(), p.port(), p.user(), p.password())));
            impersonation.forEach(config::impersonate);
            batch.forEach(config::batchSize);
            return config.publicFolderRoutes(routes).build();
        });
        built.toVector()
                .flatMap(EwsConfig::problems)
                .forEach(problem -> problems.add(section.line(), section.path(), problem, ""));
        return built;
    }

    private static EwsConfig.PublicFolderRoutes routes(Section section) {
        EwsConfig.PublicFolderRoutes routes = new EwsConfig.PublicFolderRoutes(
                section.required("anchor", "pf-tree@fabrikon.example"),
                section.required("hierarchy", "pf-tree@fabrikon.example"),
                section.required("content", "pf-content@fabrikon.example"));
        section.done();
        return routes;
    }

    private Option<EwsCredentials> ewsCredentials(Section section) {
        EwsAuth auth = section.choice("auth", EwsAuth.class).getOrElse(EwsAuth.NTLM);
        Option<Supplier<String>> token = secrets.supplier(section, "token");
        Option<String> password = secrets.read(section, "password");
        String domain = section.text("domain").getOrElse("");
        if (auth == EwsAuth.BEARER) {
            if (!section.has("token")) {
                section.wrong("token", "is missing", "For example: token: file:ews.token");
            }
            section.text("user"); // may stay in the file when only auth changes
            return token.map(EwsCredentials.Bearer::new);
        }
        String user = section.required("user", "svc-axpsync");
        if (!section.has("password")) {
            section.wrong("password", "is missing", "For example: password: ${EWS_PASSWORD}");
        }
        return password.map(secret -> auth == EwsAuth.NTLM
                ? new EwsCredentials.Ntlm(domain, user, secret)
                : new EwsCredentials.Basic(domain.isEmpty() ? user : domain + "\\" + user, secret));
    }

    /** How the service account proves who it is to Exchange on-premises. */
    private enum EwsAuth {
        BASIC,
        NTLM,
        BEARER
    }

    /** An address that is https, or http on this machine. */
    private static Option<URI> address(Section section, String key) {
        return section.text(key).filter(t -> !t.isBlank()).flatMap(t -> {
            try {
                URI uri = URI.create(t.strip());
                String host = String.valueOf(uri.getHost());
                boolean here = GraphConfig.LOOPBACK.contains(host.toLowerCase(java.util.Locale.ROOT));
                if (uri.getHost() == null || uri.getRawUserInfo() != null) {
                    section.wrong(key, "\"" + t + "\" is no address", "Write https://host, without a user.");
                } else if ("https".equalsIgnoreCase(uri.getScheme())
                        || ("http".equalsIgnoreCase(uri.getScheme()) && here)) {
                    return Option.some(uri);
                } else {
                    section.wrong(key, "\"" + t + "\" is not https", "http:// is for this machine only.");
                }
            } catch (IllegalArgumentException e) {
                section.wrong(key, "\"" + t + "\" is no address", "Write https://host.");
            }
            return Option.none();
        });
    }

    /** Builds what was read, unless something in it is wrong already; what the adapter objects to is a problem too. */
    private <T> Option<T> build(Section section, int before, Supplier<T> config) {
        if (problems.count() > before) {
            return Option.none();
        }
        try {
            return Option.some(config.get());
        } catch (IllegalArgumentException e) {
            problems.add(section.line(), section.path(), String.valueOf(e.getMessage()), "");
            return Option.none();
        }
    }
}
