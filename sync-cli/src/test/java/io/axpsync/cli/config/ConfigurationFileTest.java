package io.axpsync.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.item.Category;
import io.axpsync.core.item.DirectoryEntry;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.RecurringTasks;
import io.axpsync.core.item.Side;
import io.axpsync.core.plan.AttachmentRules;
import io.axpsync.core.plan.FieldPolicy;
import io.axpsync.core.plan.GuardLimits;
import io.axpsync.core.plan.SyncRules;
import io.axpsync.core.plan.Verb;
import io.axpsync.d365.odata.D365Config;
import io.axpsync.d365.odata.D365Login;
import io.axpsync.d365.odata.D365Proxy;
import io.axpsync.d365.odata.Marking;
import io.axpsync.d365.odata.Profile;
import io.axpsync.exchange.ews.EwsConfig;
import io.axpsync.exchange.ews.EwsCredentials;
import io.axpsync.exchange.graph.GraphConfig;
import io.axpsync.exchange.graph.GraphCredentials;
import io.axpsync.store.jdbc.StoreConfig;
import io.vavr.collection.HashMap;
import io.vavr.collection.HashSet;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationFileTest {

    private final Path folder;
    private final Yaml yaml;

    ConfigurationFileTest(@TempDir Path folder) {
        this.folder = folder;
        this.yaml = new Yaml(folder);
    }

    /** The example of docs/configuration.md, with the files that it names. */
    private Configuration documented(int block) throws IOException {
        String doc = Files.readString(Path.of("..", "docs", "configuration.md"));
        yaml.file("graph.pem", "pem");
        yaml.file("company-ca.pem", "pem");
        yaml.file("ews.password", "hidden-ews\n");
        yaml.file("installation.secret", "unread");
        return yaml.read(doc.split("```yaml\n")[block].split("```")[0]);
    }

    @Test
    void whatIsLeftOutHasItsDefault() {
        Configuration c = yaml.read(Yaml.SMALLEST);

        assertThat(c.marker()).isEqualTo(new Category("D365"));
        assertThat(c.store().file()).isEqualTo(Option.some(folder.resolve("axpsync-data/state")));
        assertThat(c.store().url()).isEmpty();
        assertThat(c.store().user()).isEmpty();
        assertThat(c.store().password()).isEmpty();
        assertThat(c.store().secret()).isEmpty();
        assertThat(c.deadline()).isEmpty();
        assertThat(c.retention()).isEqualTo(Duration.ofDays(90));
        assertThat(c.insideDomains()).containsExactly("fabrikon.example");
        assertThat(c.ews()).isEmpty();

        D365Config d365 = c.d365();
        assertThat(d365.profile()).isEqualTo(Profile.DISCOVER);
        assertThat(d365.marking()).isEqualTo(Marking.CATEGORY);
        assertThat(d365.categorySeparator()).isEqualTo(";");
        assertThat(d365.names()).isEmpty();
        assertThat(d365.connectTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(d365.readTimeout()).isEqualTo(Duration.ofSeconds(100));
        assertThat(d365.trust()).isEmpty();
        assertThat(d365.proxy()).isEmpty();
        assertThat(((D365Login.Token) d365.login()).token().get()).isEqualTo("hidden-token");

        GraphConfig graph = c.graph().get();
        assertThat(graph.host()).isEqualTo(URI.create("https://graph.microsoft.com"));
        assertThat(graph.scope()).isEmpty();
        assertThat(graph.privateFieldsAreSilent()).isFalse();
        assertThat(((GraphCredentials.Bearer) graph.credentials()).token().get())
                .isEqualTo("hidden-token");

        MailboxSettings mailbox = c.mailboxes().single();
        assertThat(mailbox.backend()).isEqualTo(Backend.GRAPH);
        assertThat(mailbox.personnelNumber()).isEmpty();
        assertThat(mailbox.company()).isEmpty();
        assertThat(mailbox.timeZone()).isEmpty();
        assertThat(mailbox.companies()).isEmpty();
        assertThat(mailbox.appointments()).isEqualTo(LaneSettings.builder().build());
        assertThat(mailbox.appointments().back()).isEqualTo(Duration.ofDays(30));
        assertThat(mailbox.appointments().ahead()).isEqualTo(Duration.ofDays(180));
        assertThat(mailbox.appointments().compareEvery()).isEqualTo(Duration.ofDays(1));
        assertThat(mailbox.appointments().rules()).isEqualTo(SyncRules.builder().build());
    }

    @Test
    void everyPropertyOfTheDocumentedExampleArrives() throws IOException {
        Configuration c = documented(1);

        assertThat(c.marker()).isEqualTo(new Category("D365"));
        assertThat(c.insideDomains()).containsExactly("fabrikon.example", "fabrikon.test");
        assertThat(c.store().file()).isEqualTo(Option.some(folder.resolve("axpsync-data/state")));
        assertThat(c.deadline()).isEqualTo(Option.some(Duration.ofHours(2)));
        assertThat(c.retention()).isEqualTo(Duration.ofDays(30));

        D365Config d365 = c.d365();
        assertThat(d365.address()).isEqualTo(URI.create("https://fabrikon.operations.dynamics.com"));
        assertThat(d365.login())
                .isEqualTo(new D365Login.Secret(
                        new D365Login.App(
                                URI.create("https://login.microsoftonline.com/fabrikon.example"),
                                "11111111-2222-3333-4444-555555555555",
                                Option.some("https://fabrikon.operations.dynamics.com/.default")),
                        "hidden-d365"));
        assertThat(d365.sourceApplication()).isEqualTo("AXPExchangeSync");
        assertThat(d365.batchSize()).isEqualTo(100);
        assertThat(d365.names())
                .isEqualTo(
                        HashMap.of("AxpActivityAttendees", "ContosoAttendees", "AxpActivityAttendees.Email", "Mail"));
        assertThat(d365.trust()).isEqualTo(Option.some(folder.resolve("company-ca.pem")));
        assertThat(d365.proxy())
                .isEqualTo(Option.some(
                        new D365Proxy("proxy.fabrikon.example", 8080, Option.some("axpsync"), "hidden-proxy")));

        GraphConfig graph = c.graph().get();
        assertThat(graph.host()).isEqualTo(URI.create("https://graph.microsoft.com"));
        assertThat(graph.authority()).isEqualTo(URI.create("https://login.microsoftonline.com"));
        assertThat(graph.credentials())
                .isEqualTo(new GraphCredentials.Certificate(
                        "fabrikon.example", "11111111-2222-3333-4444-555555555555", folder.resolve("graph.pem")));
        assertThat(graph.scope()).isEqualTo(Option.some("https://graph.microsoft.com/.default"));
        assertThat(graph.pageSize()).isEqualTo(200);
        assertThat(graph.trust()).isEqualTo(Option.some(folder.resolve("company-ca.pem")));
        assertThat(graph.proxy())
                .isEqualTo(
                        Option.some(new GraphConfig.Proxy("proxy.fabrikon.example", 8080, "axpsync", "hidden-proxy")));

        EwsConfig ews = c.ews().get();
        assertThat(ews.publicFolderRoutes())
                .contains(new EwsConfig.PublicFolderRoutes(
                        "pf-tree@fabrikon.example", "pf-tree@fabrikon.example", "pf-content@fabrikon.example"));
        assertThat(ews.url()).isEqualTo(URI.create("https://mail.fabrikon.example/EWS/Exchange.asmx"));
        assertThat(ews.credentials()).isEqualTo(new EwsCredentials.Ntlm("FABRIKON", "svc-axpsync", "hidden-ews"));
        assertThat(ews.impersonate()).isTrue();
        assertThat(ews.batchSize()).isEqualTo(50);
        assertThat(ews.trust()).isEqualTo(Option.some(folder.resolve("company-ca.pem")));
        assertThat(ews.proxy())
                .isEqualTo(Option.some(new EwsConfig.Proxy("proxy.fabrikon.example", 8080, "axpsync", "hidden-proxy")));

        assertThat(c.mailboxes().map(MailboxSettings::address))
                .containsExactly("anna.bergmann@fabrikon.example", "urs.zgraggen@fabrikon.example");
        LaneSettings anna = c.mailboxes().get(0).appointments();
        assertThat(anna.rules())
                .isEqualTo(SyncRules.builder()
                        .policies(HashMap.of(Field.SUBJECT, FieldPolicy.D365, Field.SHOW_AS, FieldPolicy.EXCHANGE))
                        .attachments(new AttachmentRules(
                                AttachmentRules.DEFAULT.perFile(),
                                AttachmentRules.DEFAULT.perItem(),
                                HashSet.of("exe", "js")))
                        .build());
        MailboxSettings urs = c.mailboxes().get(1);
        assertThat(urs.personnelNumber()).isEqualTo(Option.some("000112"));
        assertThat(urs.company()).isEqualTo(Option.some("sued"));
        assertThat(urs.timeZone()).isEqualTo(Option.some(ZoneId.of("Europe/Zurich")));
        assertThat(urs.companies()).containsExactly("sued", "nord");
        assertThat(urs.backend()).isEqualTo(Backend.EWS);
        assertThat(urs.appointments())
                .isEqualTo(anna.withAhead(Duration.ofDays(60))
                        .withRules(anna.rules().withPrivacy(SyncRules.Privacy.SKIP)));
    }

    @Test
    void everyPropertyOfALaneCanDifferFromItsDefault() {
        LaneSettings lane = yaml.read(Yaml.SMALLEST + """
                lanes:
                  appointments:
                    back: 1d
                    ahead: 2d
                    compareEvery: PT12H
                    policy: d365
                    policies: {body: newest}
                    first: d365
                    onD365Delete: release
                    onExchangeDelete: restore
                    cancelMeetings: true
                    privacy: full
                    maskedSubject: Privat
                    limits:
                      {create: 1/2%, update: 3 / 4 %, blank: 5/6%, delete: 7/8%, release: 9/10%, mailsInside: 9,
                       mailsOutside: 0}
                """).mailboxes().single().appointments();

        assertThat(lane.back()).isEqualTo(Duration.ofDays(1));
        assertThat(lane.ahead()).isEqualTo(Duration.ofDays(2));
        assertThat(lane.compareEvery()).isEqualTo(Duration.ofHours(12));
        assertThat(lane.rules())
                .isEqualTo(SyncRules.builder()
                        .policy(FieldPolicy.D365)
                        .policies(HashMap.of(Field.BODY, FieldPolicy.NEWEST))
                        .first(Side.D365)
                        .onD365Delete(SyncRules.OnDelete.RELEASE)
                        .onExchangeDelete(SyncRules.OnDelete.RESTORE)
                        .cancelMeetings(true)
                        .privacy(SyncRules.Privacy.FULL)
                        .maskedSubject("Privat")
                        .limits(new GuardLimits(
                                HashMap.of(
                                        Verb.CREATE, new GuardLimits.Limit(1, 2),
                                        Verb.UPDATE, new GuardLimits.Limit(3, 4),
                                        Verb.BLANK, new GuardLimits.Limit(5, 6),
                                        Verb.DELETE, new GuardLimits.Limit(7, 8),
                                        Verb.RELEASE, new GuardLimits.Limit(9, 10)),
                                9,
                                0))
                        .build());
    }

    @Test
    void tasksAreSynchronisedWhereASectionOfThemStands() {
        assertThat(yaml.read(Yaml.SMALLEST).mailboxes().head().tasks()).isEmpty();
        LaneSettings tasks =
                yaml.read(Yaml.SMALLEST + """
                lanes:
                  tasks:
                    policies: {due-date: d365}
                """).mailboxes().head().tasks().get();
        assertThat(tasks.recurring()).isEqualTo(RecurringTasks.REFUSE);
        assertThat(yaml.read(Yaml.SMALLEST + "lanes: {tasks: {recurring: single}}\n")
                        .mailboxes()
                        .head()
                        .tasks()
                        .get()
                        .recurring())
                .isEqualTo(RecurringTasks.SINGLE);
        assertThat(tasks.rules().limits()).isEqualTo(GuardLimits.TASKS);
        assertThat(tasks.rules().policy(Field.DUE_DATE)).isEqualTo(FieldPolicy.D365);
        assertThat(yaml.read(Yaml.SMALLEST + "lanes: {tasks: {}}\n")
                        .mailboxes()
                        .head()
                        .tasks())
                .isNotEmpty();
    }

    @Test
    void mailboxesMayBeDiscoveredInsteadOfListed() {
        Configuration c = yaml.read(Yaml.SMALLEST.replaceFirst("(?s)mailboxes:.*", "") + """
                discover:
                  addresses: ["*@Fabrikon.Example"]
                  companies: [NORD]
                  except: [boss@fabrikon.example]
                """);

        assertThat(c.mailboxes()).isEmpty();
        assertThat(c.insideDomains()).containsExactly("fabrikon.example");
        assertThat(c.backends()).containsExactly(Backend.GRAPH);
        Discovery discovery = c.discovery().get();
        assertThat(discovery.takes("anna@fabrikon.example", "nord")).isTrue();
        assertThat(discovery.takes("anna@fabrikon.example", "sued")).isFalse();
        assertThat(discovery.takes("anna@fabrikonxexample", "nord")).isFalse();
        assertThat(discovery.takes("boss@fabrikon.example", "nord")).isFalse();
    }

    @Test
    void everyPropertyOfTheSidesCanDifferFromItsDefault() {
        Configuration c = yaml.read("""
                marker: Kunde
                d365:
                  url: http://localhost:8080/namespaces/AXSF
                  profile: companion
                  marker: both
                  login: {authority: https://sts.fabrikon.example/adfs, clientId: c, secret: '${TOKEN}'}
                  categorySeparator: ', '
                  sourceApplication: Test
                  batchSize: 7
                  acceptForeignEntryIds: true
                  directories: [workers, customers]
                exchange:
                  backend: ews
                  graph:
                    host: https://microsoftgraph.chinacloudapi.cn
                    login: {authority: https://login.partner.microsoftonline.cn, tenant: t, clientId: c, secret: '${TOKEN}'}
                    pageSize: 9
                    silentPrivateFields: true
                  ews:
                    url: http://127.0.0.1/EWS/Exchange.asmx
                    auth: bearer
                    token: ${TOKEN}
                    impersonation: false
                    batchSize: 5
                timeouts: {connect: 1s, read: 2m}
                mailboxes: [{address: Anna@Fabrikon.Example}]
                """);

        assertThat(c.marker()).isEqualTo(new Category("Kunde"));
        assertThat(c.d365().profile()).isEqualTo(Profile.COMPANION);
        assertThat(c.d365().marking()).isEqualTo(Marking.BOTH);
        assertThat(c.d365().login())
                .isEqualTo(new D365Login.Secret(
                        D365Login.App.of("https://sts.fabrikon.example/adfs", "c"), "hidden-token"));
        assertThat(c.d365().categorySeparator()).isEqualTo(", ");
        assertThat(c.d365().sourceApplication()).isEqualTo("Test");
        assertThat(c.d365().batchSize()).isEqualTo(7);
        assertThat(c.d365().acceptForeignEntryIds()).isTrue();
        assertThat(c.d365().directories()).containsExactly(DirectoryEntry.Type.WORKER, DirectoryEntry.Type.CUSTOMER);
        assertThat(c.d365().connectTimeout()).isEqualTo(Duration.ofSeconds(1));
        assertThat(c.d365().readTimeout()).isEqualTo(Duration.ofMinutes(2));
        GraphConfig graph = c.graph().get();
        assertThat(graph.host()).isEqualTo(URI.create("https://microsoftgraph.chinacloudapi.cn"));
        assertThat(graph.authority()).isEqualTo(URI.create("https://login.partner.microsoftonline.cn"));
        assertThat(graph.credentials()).isEqualTo(new GraphCredentials.Secret("t", "c", "hidden-token"));
        assertThat(graph.pageSize()).isEqualTo(9);
        assertThat(graph.privateFieldsAreSilent()).isTrue();
        assertThat(graph.connectTimeout()).isEqualTo(Duration.ofSeconds(1));
        assertThat(graph.readTimeout()).isEqualTo(Duration.ofMinutes(2));
        EwsConfig ews = c.ews().get();
        assertThat(((EwsCredentials.Bearer) ews.credentials()).token().get()).isEqualTo("hidden-token");
        assertThat(ews.impersonate()).isFalse();
        assertThat(ews.batchSize()).isEqualTo(5);
        assertThat(ews.connectTimeout()).isEqualTo(Duration.ofSeconds(1));
        assertThat(ews.readTimeout()).isEqualTo(Duration.ofMinutes(2));
        assertThat(c.mailboxes().single().backend()).isEqualTo(Backend.EWS);
        assertThat(c.mailboxes().single().address()).isEqualTo("anna@fabrikon.example");
    }

    @Test
    void basicAuthenticationNamesTheDomainWithTheUser() {
        String section = "  ews: {url: 'https://mail', auth: basic, user: svc, domain: FAB, password: '${TOKEN}'}\n";
        EwsConfig ews = yaml.read(Yaml.SMALLEST.replace("  graph:", section + "  graph:"))
                .ews()
                .get();

        assertThat(ews.credentials()).isEqualTo(new EwsCredentials.Basic("FAB\\svc", "hidden-token"));
    }

    @Test
    void theDocumentedPostgresStoreIsRead() throws IOException {
        String doc = Files.readString(Path.of("..", "docs", "configuration.md"));
        StoreSettings store = yaml.read(
                        Yaml.SMALLEST + doc.split("```yaml\n")[2].split("```")[0])
                .store();
        StoreConfig config = store.config(new byte[32]);

        assertThat(config.url())
                .isEqualTo(Option.some("jdbc:postgresql://db.fabrikon.example/axpsync?currentSchema=axpsync"));
        assertThat(config.user()).isEqualTo("axpsync");
        assertThat(config.password()).isEqualTo("hidden-db");
        assertThat(config.file()).isEmpty();
        assertThat(store.secret()).isEqualTo(Option.some(folder.resolve("installation.secret")));
        assertThat(store.toString()).doesNotContain("hidden-db", "jdbc:");
    }

    @Test
    void noSecretIsShownInTheTextOfAConfiguration() throws IOException {
        String shown = documented(1).toString();

        assertThat(Vector.of("hidden-d365", "hidden-proxy", "hidden-ews", "hidden-token"))
                .noneMatch(shown::contains);
    }
}
