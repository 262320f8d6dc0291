package io.axpsync.cli.config;

import io.axpsync.core.item.Category;
import io.axpsync.core.item.Kind;
import io.axpsync.core.run.SyncRun;
import io.axpsync.d365.odata.D365Config;
import io.axpsync.exchange.ews.EwsConfig;
import io.axpsync.exchange.graph.GraphConfig;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/** Reads a configuration from YAML: strictly, and telling everything that is wrong with it at once. */
public final class ConfigurationFile {

    private final Path file;
    /** The reader's time grows with the square of a text's length. */
    private static final long LARGEST = 1 << 20;

    private final Path folder;
    private final Problems problems = new Problems();
    private final Secrets secrets;

    private ConfigurationFile(Path file, Function<String, @Nullable String> environment) {
        this.file = file;
        this.folder = Option.of(file.toAbsolutePath().getParent()).getOrElse(Path.of("."));
        this.secrets = new Secrets(folder, environment);
    }

    /**
     * Reads a file with the variables of the process' environment.
     *
     * @throws BadConfiguration naming all problems
     */
    public static Configuration read(Path file) {
        return read(file, System::getenv);
    }

    /**
     * Reads a file.
     *
     * @param environment the value of a variable, or null
     * @throws BadConfiguration naming all problems
     */
    public static Configuration read(Path file, Function<String, @Nullable String> environment) {
        ConfigurationFile reading = new ConfigurationFile(file, environment);
        Option<Configuration> configuration = reading.compose().flatMap(reading::configuration);
        Seq<Problem> found = reading.problems.all();
        if (!found.isEmpty() || configuration.isEmpty()) {
            throw new BadConfiguration(file.toString(), found);
        }
        return configuration.get();
    }

    private Option<Node> compose() {
        try (Reader reader = Files.newBufferedReader(file)) {
            if (Files.size(file) > LARGEST) {
                problems.add(0, "", "the file is larger than a megabyte", "Check that it is the configuration.");
                return Option.none();
            }
            Node node = new Yaml(new LoaderOptions()).compose(reader);
            if (node == null) {
                problems.add(0, "", "the file is empty", "docs/configuration.md has a full example.");
            }
            return Option.of(node);
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
            problems.add(line, "", "is not YAML: " + e.getProblem(), "Check quotes, colons and indentation.");
        } catch (YAMLException e) {
            problems.add(0, "", "is not YAML that can be read", "Check its characters, size and nesting.");
        } catch (IOException e) {
            problems.add(0, "", "the file cannot be read", "Check its path (-c FILE), rights and encoding (UTF-8).");
        }
        return Option.none();
    }

    private Option<Configuration> configuration(Node node) {
        Section root = Section.of(node, "", problems);
        Transport transport = Transport.read(root, folder, secrets);
        ServiceSections services = new ServiceSections(folder, secrets, transport, problems);
        Option<D365Config> d365 = services.d365(root.section("d365"));
        Section exchange = root.section("exchange");
        Backend backend = exchange.choice("backend", Backend.class).getOrElse(Backend.GRAPH);
        Option<GraphConfig> graph = exchange.has("graph") ? services.graph(exchange.section("graph")) : Option.none();
        Option<EwsConfig> ews = exchange.has("ews") ? services.ews(exchange.section("ews")) : Option.none();
        exchange.done();
        Section lanes = root.section("lanes");
        Kinds kinds = Kinds.NONE.read(lanes);
        lanes.done();
        Option<Category> marker = root.parsed("marker", "a category", Category::new);
        Option<Boolean> offerMarker = root.flag("offerMarker");
        Option<StoreSettings> store = store(root.section("store"), transport);
        Section journal = root.section("journal");
        Option<Duration> retention = Transport.duration(journal, "retention");
        journal.done();
        Seq<String> domains = root.texts("insideDomains").map(d -> d.toLowerCase(Locale.ROOT));
        Seq<MailboxSettings> mailboxes = mailboxes(root, backend, kinds);
        Option<Discovery> discovery =
                root.has("discover") ? Option.some(discovery(root.section("discover"), backend, kinds)) : Option.none();
        Map<String, Query> queries = QuerySection.read(root.section("queries"));
        Seq<PublishedSettings> published = PublishedSection.read(
                root.section("publishedFolders"),
                queries,
                backend,
                kinds.contacts().getOrElse(() -> LaneSections.defaults(Kind.CONTACT)));
        if (mailboxes.isEmpty() && discovery.isEmpty() && published.isEmpty()) {
            root.wrong("mailboxes", "names no mailbox", "For example: mailboxes: [{address: anna@fabrikon.example}]");
        }
        needed(
                exchange,
                mailboxes
                        .map(MailboxSettings::backend)
                        .appendAll(discovery.map(d -> d.settings().backend()))
                        .appendAll(published.map(PublishedSettings::backend)));
        root.done();
        if (!problems.all().isEmpty()) {
            return Option.none();
        }
        return Option.some(Configuration.builder()
                .file(file)
                .store(store.get())
                .marker(marker.getOrElse(new Category("D365")))
                .offerMarker(offerMarker.getOrElse(true))
                .d365(d365.get())
                .graph(graph)
                .ews(ews)
                .deadline(transport.run())
                .retention(retention.getOrElse(SyncRun.RETENTION))
                .insideDomains(
                        domains.isEmpty()
                                ? mailboxes
                                        .map(MailboxSettings::address)
                                        .appendAll(discovery.toVector().flatMap(Discovery::addresses))
                                        .appendAll(published.map(PublishedSettings::mailbox))
                                        .map(a -> a.replaceFirst(".*@", ""))
                                        .reject(d -> d.contains("*"))
                                        .distinct()
                                : domains)
                .mailboxes(mailboxes)
                .discovery(discovery)
                .queries(queries)
                .published(published)
                .build());
    }

    private void needed(Section exchange, Seq<Backend> used) {
        for (Backend backend : used.distinct()) {
            String key = Section.yaml(backend);
            if (!exchange.has(key)) {
                exchange.wrong(key, "is missing, but mailboxes use it", "Say there how it is reached.");
            }
        }
    }

    private Option<StoreSettings> store(Section section, Transport transport) {
        int before = problems.count();
        Option<Path> named = section.text("file").map(folder::resolve);
        Option<String> url = section.text("url");
        String user = section.text("user").getOrElse("");
        String password = secrets.read(section, "password").getOrElse("");
        Option<Path> secret = section.text("secret").map(t -> folder.resolve(t.replaceFirst("^file:", "")));
        if (named.isDefined() && url.isDefined()) {
            section.wrong("url", "stands beside file", "Keep one of them: file is H2, url is PostgreSQL.");
        } else if (url.isDefined() && secret.isEmpty()) {
            section.wrong("secret", "is missing", "Make a file with `openssl rand -base64 32`, chmod 600, name it.");
        }
        section.done();
        StoreSettings settings = StoreSettings.builder()
                .file(url.isDefined() ? Option.none() : named.orElse(Option.some(folder.resolve("axpsync-data/state"))))
                .url(url)
                .user(user)
                .password(password)
                .secret(secret)
                .connectTimeout(transport.connect())
                .readTimeout(transport.read())
                .build();
        if (problems.count() == before) {
            try {
                settings.config(new byte[io.axpsync.store.jdbc.InstallationSecret.BYTES]);
            } catch (IllegalArgumentException e) {
                problems.add(section.line(), "store", String.valueOf(e.getMessage()), "");
            }
        }
        return Option.some(settings);
    }

    private Seq<MailboxSettings> mailboxes(Section root, Backend backend, Kinds kinds) {
        Seq<MailboxSettings> mailboxes = root.sections("mailboxes").map(section -> mailbox(section, backend, kinds));
        Seq<String> known = Vector.empty();
        for (MailboxSettings mailbox : mailboxes) {
            String address = mailbox.address();
            if (known.contains(address)) {
                problems.add(mailbox.line(), "mailboxes", address + " stands twice", "Keep one of them.");
            }
            Option<String> number = mailbox.personnelNumber().map(n -> "worker " + n);
            if (number.exists(known::contains)) {
                problems.add(mailbox.line(), "mailboxes", number.get() + " has two mailboxes", "Keep one of them.");
            }
            known = known.append(address).appendAll(number);
        }
        return mailboxes;
    }

    private static Discovery discovery(Section section, Backend backend, Kinds defaults) {
        Discovery discovery = new Discovery(
                lower(section.texts("addresses")),
                lower(section.texts("companies")),
                lower(section.texts("except")),
                MailboxSettings.builder()
                        .line(section.line())
                        .address("")
                        .backend(section.choice("backend", Backend.class).getOrElse(backend))
                        .appointments(defaults.appointments())
                        .tasks(defaults.tasks())
                        .contacts(defaults.contacts())
                        .mail(defaults.mail())
                        .country(country(section))
                        .build());
        if (discovery.addresses().isEmpty()) {
            section.wrong("addresses", "is missing", "For example: addresses: [\"*@fabrikon.example\"]");
        }
        section.done();
        return discovery;
    }

    static String country(Section section) {
        String code = section.text("country").getOrElse("").strip().toUpperCase(Locale.ROOT);
        if (!code.isEmpty()
                && !Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2).contains(code)) {
            section.wrong("country", "\"" + code + "\" is no country code", "Use two letters of ISO 3166, such as AT.");
        }
        return code;
    }

    private static Seq<String> lower(Seq<String> texts) {
        return texts.map(t -> t.strip().toLowerCase(Locale.ROOT));
    }

    private static MailboxSettings mailbox(Section section, Backend backend, Kinds defaults) {
        String address =
                section.required("address", "anna@fabrikon.example").strip().toLowerCase(Locale.ROOT);
        if (!address.isEmpty() && !address.matches("[^@\\s]+@[^@\\s]+")) {
            section.wrong("address", "\"" + address + "\" is no SMTP address", "");
        }
        Kinds kinds = defaults.read(section);
        MailboxSettings mailbox = MailboxSettings.builder()
                .line(section.line())
                .address(address)
                .personnelNumber(section.text("personnelNumber"))
                .company(section.text("company").map(c -> c.toLowerCase(Locale.ROOT)))
                .timeZone(section.parsed("timeZone", "an IANA time zone such as Europe/Vienna", ZoneId::of))
                .backend(section.choice("backend", Backend.class).getOrElse(backend))
                .companies(section.texts("companies").map(c -> c.toLowerCase(Locale.ROOT)))
                .appointments(kinds.appointments())
                .tasks(kinds.tasks())
                .contacts(kinds.contacts())
                .mail(kinds.mail())
                .country(country(section))
                .build();
        section.done();
        return mailbox;
    }
}
