package io.axpsync.sandbox.ews;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.axpsync.sandbox.contract.ContractWatch;
import io.axpsync.sandbox.http.Headers;
import io.axpsync.sandbox.http.Request;
import io.axpsync.sandbox.http.Response;
import io.axpsync.sandbox.mailbox.CalendarItem;
import io.axpsync.sandbox.mailbox.MasterCategory;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.TimeZone;
import java.util.UUID;
import microsoft.exchange.webservices.data.core.ExchangeService;
import microsoft.exchange.webservices.data.core.PropertySet;
import microsoft.exchange.webservices.data.core.enumeration.misc.ConnectingIdType;
import microsoft.exchange.webservices.data.core.enumeration.misc.ExchangeVersion;
import microsoft.exchange.webservices.data.core.enumeration.misc.UserConfigurationProperties;
import microsoft.exchange.webservices.data.core.enumeration.misc.error.ServiceError;
import microsoft.exchange.webservices.data.core.enumeration.property.BasePropertySet;
import microsoft.exchange.webservices.data.core.enumeration.property.BodyType;
import microsoft.exchange.webservices.data.core.enumeration.property.DefaultExtendedPropertySet;
import microsoft.exchange.webservices.data.core.enumeration.property.LegacyFreeBusyStatus;
import microsoft.exchange.webservices.data.core.enumeration.property.MapiPropertyType;
import microsoft.exchange.webservices.data.core.enumeration.property.WellKnownFolderName;
import microsoft.exchange.webservices.data.core.enumeration.property.time.DayOfTheWeek;
import microsoft.exchange.webservices.data.core.enumeration.service.ConflictResolutionMode;
import microsoft.exchange.webservices.data.core.enumeration.service.DeleteMode;
import microsoft.exchange.webservices.data.core.enumeration.service.SendCancellationsMode;
import microsoft.exchange.webservices.data.core.enumeration.service.SendInvitationsMode;
import microsoft.exchange.webservices.data.core.enumeration.service.SendInvitationsOrCancellationsMode;
import microsoft.exchange.webservices.data.core.enumeration.service.SyncFolderItemsScope;
import microsoft.exchange.webservices.data.core.enumeration.sync.ChangeType;
import microsoft.exchange.webservices.data.core.exception.service.remote.ServiceResponseException;
import microsoft.exchange.webservices.data.core.service.folder.CalendarFolder;
import microsoft.exchange.webservices.data.core.service.folder.Folder;
import microsoft.exchange.webservices.data.core.service.item.Appointment;
import microsoft.exchange.webservices.data.core.service.schema.AppointmentSchema;
import microsoft.exchange.webservices.data.core.service.schema.FolderSchema;
import microsoft.exchange.webservices.data.misc.ImpersonatedUserId;
import microsoft.exchange.webservices.data.misc.UserConfiguration;
import microsoft.exchange.webservices.data.property.complex.FolderId;
import microsoft.exchange.webservices.data.property.complex.MessageBody;
import microsoft.exchange.webservices.data.property.complex.recurrence.pattern.Recurrence;
import microsoft.exchange.webservices.data.property.complex.time.OlsonTimeZoneDefinition;
import microsoft.exchange.webservices.data.property.definition.ExtendedPropertyDefinition;
import microsoft.exchange.webservices.data.search.CalendarView;
import microsoft.exchange.webservices.data.search.FolderView;
import microsoft.exchange.webservices.data.search.ItemView;
import microsoft.exchange.webservices.data.search.filter.SearchFilter;
import microsoft.exchange.webservices.data.sync.ChangeCollection;
import microsoft.exchange.webservices.data.sync.ItemChange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Microsoft's own Java client against the front end, over HTTP. */
class EwsJavaApiTest {

    @RegisterExtension
    static final ContractWatch watch = ContractWatch.open();

    private static final UUID OURS = UUID.fromString("3f1a6c2e-0d4b-4a55-9f56-0a6c7a4b1d11");

    private final EwsClient ews = new EwsClient(watch);
    private final HttpServer server = serve();
    private ExchangeService service = new ExchangeService(ExchangeVersion.Exchange2010_SP2);

    @BeforeEach
    void connect() {
        service = new ExchangeService(ExchangeVersion.Exchange2010_SP2);
        int port = server.getAddress().getPort();
        service.setUrl(URI.create("http://127.0.0.1:" + port + "/EWS/Exchange.asmx"));
    }

    @AfterEach
    void stop() {
        service.close();
        server.stop(0);
    }

    private HttpServer serve() {
        try {
            HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            http.createContext("/", exchange -> {
                Headers[] headers = {Headers.EMPTY.with(EwsService.USER, ews.user)};
                exchange.getRequestHeaders()
                        .forEach((name, values) -> headers[0] = headers[0].with(name, values.get(0)));
                Request request = new Request(
                        exchange.getRemoteAddress().toString(),
                        exchange.getRequestMethod(),
                        exchange.getRequestURI(),
                        headers[0],
                        exchange.getRequestBody().readAllBytes());
                Response response = ews.service.handle(request);
                watch.seen("ews", request, response);
                response.headers()
                        .fields()
                        .forEach((name, values) -> exchange.getResponseHeaders().put(name, values));
                exchange.sendResponseHeaders(response.status(), response.body().length);
                try (OutputStream out = exchange.getResponseBody()) {
                    out.write(response.body());
                }
            });
            http.start();
            return http;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Date date(String instant) {
        return Date.from(Instant.parse(instant));
    }

    private Appointment appointment(String subject) throws Exception {
        Appointment appointment = new Appointment(service);
        appointment.setSubject(subject);
        appointment.setStart(date("2026-03-10T09:00:00Z"));
        appointment.setEnd(date("2026-03-10T10:00:00Z"));
        OlsonTimeZoneDefinition vienna = new OlsonTimeZoneDefinition(TimeZone.getTimeZone("Europe/Vienna"));
        appointment.setStartTimeZone(vienna);
        appointment.setEndTimeZone(vienna);
        return appointment;
    }

    private ChangeCollection<ItemChange> sync(String state) throws Exception {
        return service.syncFolderItems(
                new FolderId(WellKnownFolderName.Calendar),
                PropertySet.IdOnly,
                null,
                512,
                SyncFolderItemsScope.NormalItems,
                state);
    }

    @Test
    void createFollowReadUpdateAndDelete() throws Exception {
        ExtendedPropertyDefinition stamp = new ExtendedPropertyDefinition(OURS, "axpStamp", MapiPropertyType.String);
        Appointment created = appointment("Jour fixe");
        created.setBody(new MessageBody(BodyType.Text, "agenda"));
        created.setLocation("Room 1");
        created.setLegacyFreeBusyStatus(LegacyFreeBusyStatus.OOF);
        created.getCategories().add("D365");
        created.setExtendedProperty(stamp, "axp1;i;l;c/k");
        created.save(SendInvitationsMode.SendToNone);

        CalendarItem stored = ews.anna.items(ews.calendarId()).get(0);
        assertThat(stored.start().zone()).isEqualTo("W. Europe Standard Time");
        assertThat(stored.categories()).containsExactly("D365");

        ChangeCollection<ItemChange> first = sync("");
        assertThat(first.getCount()).isEqualTo(1);
        assertThat(first.getChangeAtIndex(0).getChangeType()).isEqualTo(ChangeType.Create);

        PropertySet all = new PropertySet(
                BasePropertySet.FirstClassProperties,
                stamp,
                new ExtendedPropertyDefinition(
                        DefaultExtendedPropertySet.Appointment, 0x8205, MapiPropertyType.Integer));
        all.setRequestedBodyType(BodyType.Text);
        Appointment read = Appointment.bind(service, first.getChangeAtIndex(0).getItemId(), all);
        assertThat(read.getSubject()).isEqualTo("Jour fixe");
        assertThat(read.getStart()).isEqualTo(date("2026-03-10T09:00:00Z"));
        assertThat(MessageBody.getStringFromMessageBody(read.getBody())).isEqualTo("agenda");
        assertThat(read.getLegacyFreeBusyStatus()).isEqualTo(LegacyFreeBusyStatus.OOF);
        assertThat(read.getICalUid()).isEqualTo(stored.uid());
        assertThat(read.getExtendedProperties().getItems()).hasSize(2);
        assertThat(read.getOrganizer().getAddress()).isEqualTo("anna@contoso.example");
        assertThat(read.getStartTimeZone().getId()).isEqualTo("W. Europe Standard Time");

        read.setSubject("Jour fixe, moved");
        read.setStart(date("2026-03-10T12:00:00Z"));
        read.setEnd(date("2026-03-10T13:00:00Z"));
        read.update(ConflictResolutionMode.NeverOverwrite, SendInvitationsOrCancellationsMode.SendToNone);
        assertThat(ews.anna.items(ews.calendarId()).get(0).subject()).isEqualTo("Jour fixe, moved");
        ChangeCollection<ItemChange> second = sync(first.getSyncState());
        assertThat(second.getChangeAtIndex(0).getChangeType()).isEqualTo(ChangeType.Update);

        read.delete(DeleteMode.MoveToDeletedItems, SendCancellationsMode.SendToNone);
        ChangeCollection<ItemChange> third = sync(second.getSyncState());
        assertThat(third.getChangeAtIndex(0).getChangeType()).isEqualTo(ChangeType.Delete);
        assertThat(third.getChangeAtIndex(0).getItemId().getUniqueId())
                .isEqualTo(read.getId().getUniqueId());
        assertThat(ews.company.outbox().mails()).isEmpty();
    }

    @Test
    void aStaleChangeKeyIsAConflictToTheClientToo() throws Exception {
        Appointment mine = appointment("mine");
        mine.save(SendInvitationsMode.SendToNone);
        ews.anna.bump(mine.getId().getUniqueId());

        mine.setSubject("later");

        assertThatThrownBy(() -> mine.update(
                        ConflictResolutionMode.NeverOverwrite, SendInvitationsOrCancellationsMode.SendToNone))
                .isInstanceOfSatisfying(
                        ServiceResponseException.class,
                        e -> assertThat(e.getErrorCode()).isEqualTo(ServiceError.ErrorIrresolvableConflict));
    }

    @Test
    void searchesFoldersSeriesNamesAndCategories() throws Exception {
        ExtendedPropertyDefinition stamp = new ExtendedPropertyDefinition(OURS, "axpStamp", MapiPropertyType.String);
        Appointment weekly = appointment("weekly");
        weekly.setExtendedProperty(stamp, "here");
        weekly.setRecurrence(new Recurrence.WeeklyPattern(
                date("2026-03-10T00:00:00Z"), 1, DayOfTheWeek.Tuesday, DayOfTheWeek.Thursday));
        weekly.getRecurrence().setNumberOfOccurrences(6);
        weekly.save(SendInvitationsMode.SendToNone);
        appointment("other").save(SendInvitationsMode.SendToNone);
        ews.anna.put(new MasterCategory("c1", "Blue", "preset7"));
        FolderId calendar = new FolderId(WellKnownFolderName.Calendar);

        assertThat(service.findItems(calendar, new SearchFilter.IsEqualTo(stamp, "here"), new ItemView(10))
                        .getItems())
                .hasSize(1);
        assertThat(service.findAppointments(
                                calendar, new CalendarView(date("2026-03-01T00:00:00Z"), date("2026-04-01T00:00:00Z")))
                        .getItems())
                .hasSize(7);
        Appointment master = Appointment.bind(
                service,
                weekly.getId(),
                new PropertySet(AppointmentSchema.Recurrence, AppointmentSchema.LastOccurrence));
        assertThat(((Recurrence.WeeklyPattern) master.getRecurrence())
                        .getDaysOfTheWeek()
                        .getCount())
                .isEqualTo(2);
        assertThat(Appointment.bindToOccurrence(service, weekly.getId(), 2).getStart())
                .isEqualTo(date("2026-03-12T09:00:00Z"));

        CalendarFolder made = new CalendarFolder(service);
        made.setDisplayName("Projects");
        made.save(WellKnownFolderName.Calendar);
        assertThat(service.findFolders(
                                WellKnownFolderName.Calendar,
                                new SearchFilter.IsEqualTo(FolderSchema.DisplayName, "Projects"),
                                new FolderView(10))
                        .getFolders())
                .hasSize(1);
        Folder bound = Folder.bind(service, WellKnownFolderName.Calendar);
        assertThat(bound.getTotalCount()).isEqualTo(2);

        assertThat(service.resolveName("Ben").iterator().next().getMailbox().getAddress())
                .isEqualTo("ben@contoso.example");
        UserConfiguration categories = UserConfiguration.bind(
                service, "CategoryList", WellKnownFolderName.Calendar, UserConfigurationProperties.XmlData);
        assertThat(new String(categories.getXmlData(), StandardCharsets.UTF_8)).contains("name=\"Blue\" color=\"7\"");
    }

    @Test
    void impersonationOpensTheOtherMailbox() throws Exception {
        service.setImpersonatedUserId(new ImpersonatedUserId(ConnectingIdType.SmtpAddress, "ben@contoso.example"));

        appointment("for Ben").save(SendInvitationsMode.SendToNone);

        assertThat(ews.ben.items("calendar").stream().map(CalendarItem::subject))
                .containsExactly("for Ben");
    }
}
