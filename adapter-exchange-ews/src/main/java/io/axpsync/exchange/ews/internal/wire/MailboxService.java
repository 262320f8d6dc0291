package io.axpsync.exchange.ews.internal.wire;

import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Date;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import javax.xml.stream.XMLStreamException;
import microsoft.exchange.webservices.data.core.ExchangeService;
import microsoft.exchange.webservices.data.core.enumeration.misc.ConnectingIdType;
import microsoft.exchange.webservices.data.core.enumeration.misc.ExchangeVersion;
import microsoft.exchange.webservices.data.core.request.HttpWebRequest;
import microsoft.exchange.webservices.data.core.service.item.Appointment;
import microsoft.exchange.webservices.data.misc.ImpersonatedUserId;
import microsoft.exchange.webservices.data.property.complex.recurrence.pattern.Recurrence;
import org.apache.http.config.Registry;
import org.apache.http.config.RegistryBuilder;
import org.apache.http.conn.socket.ConnectionSocketFactory;

/**
 * The library's service for one mailbox and one unit of work. It is light: the library's own HTTP clients are closed
 * unused, all requests go through the one {@link Connection}.
 */
public final class MailboxService extends ExchangeService {

    private static final int LONGEST_TEXT = 300;
    private final Connection connection;
    private final String mailbox;
    private final Route route;
    private final Deque<Instant> times = new ArrayDeque<>();
    private final Set<Instant> named = new HashSet<>();
    private final Deque<String> recurrences = new ArrayDeque<>();
    private Seq<Verdict> verdicts = Vector.empty();
    private Map<String, Vector<Part>> series = LinkedHashMap.empty();
    private Option<Fault> trouble = Option.none();
    private boolean sent;
    private boolean withoutReceipts;

    MailboxService(Connection connection, URI url, String mailbox, Route route, boolean impersonate) {
        super(ExchangeVersion.Exchange2010_SP2);
        super.close();
        this.connection = connection;
        this.mailbox = mailbox;
        this.route = route;
        setUrl(url);
        if (impersonate) {
            setImpersonatedUserId(new ImpersonatedUserId(ConnectingIdType.SmtpAddress, mailbox));
        }
    }

    /** The library's own clients connect to nothing: theirs is a trust in any self-made certificate. */
    @Override
    protected Registry<ConnectionSocketFactory> createConnectionSocketFactoryRegistry() {
        return RegistryBuilder.<ConnectionSocketFactory>create().build();
    }

    /** Sets start and end of an item in the order in which the items will be sent. */
    public void period(Appointment appointment, Instant start, Instant end) throws Exception {
        appointment.setStart(Date.from(start));
        appointment.setEnd(Date.from(end));
        times.add(start);
        times.add(end);
    }

    /**
     * Sets the recurrence of an item, in the order in which the items will be sent: the library writes its dates in the
     * zone of the JVM.
     *
     * @param xml the content of {@code t:Recurrence}
     */
    public void recurrence(Appointment appointment, String xml) throws Exception {
        appointment.setRecurrence(new Recurrence.DailyPattern(new Date(), 1));
        recurrences.add(xml);
    }

    /** What the last answer said of an item and the library misreads: pattern and exceptions, attachments. */
    public Seq<Part> series(String item) {
        return series.getOrElse(item, Vector.empty());
    }

    /** An instant as a server writes it. */
    public static Option<Instant> instant(String text) {
        return Normal.instant(text);
    }

    /** A time for any property of an item: noted, so that the request says it in digits that a server reads. */
    public Date time(Instant instant) {
        named.add(instant);
        return Date.from(instant);
    }

    /** The next update tells no sender that his message was read. Newer than the schema of 2010. */
    public void withoutReceipts() {
        withoutReceipts = true;
    }

    /** A time as a constant in a search. */
    public static String constant(Instant instant) {
        return RequestXml.time(instant);
    }

    @Override
    public HttpWebRequest prepareHttpWebRequest() {
        return new Exchange(this::send);
    }

    @Override
    public HttpWebRequest prepareHttpPoolingWebRequest() {
        return prepareHttpWebRequest();
    }

    /** What the last answer said of each part. */
    Seq<Verdict> verdicts() {
        return verdicts;
    }

    /** Why the last request has no answer. */
    Option<Fault> trouble() {
        return trouble;
    }

    /** Whether the last request went out: else it was the library that refused it. */
    boolean sent() {
        return sent;
    }

    void begin() {
        sent = false;
        verdicts = Vector.empty();
        trouble = Option.none();
        times.clear();
        recurrences.clear();
        series = LinkedHashMap.empty();
        named.clear();
        withoutReceipts = false;
    }

    private byte[] send(byte[] soap) {
        sent = true;
        try {
            byte[] repaired =
                    RequestXml.recurring(RequestXml.repaired(RequestXml.inDigits(soap, named), times), recurrences);
            return understood(
                    connection.send(mailbox, route, withoutReceipts ? RequestXml.withoutReceipts(repaired) : repaired));
        } catch (Trouble t) {
            trouble = Option.some(t.fault());
            throw t;
        }
    }

    private byte[] understood(Connection.Answer answer) {
        if (answer.status() == 200 || answer.status() == 500) {
            try {
                AnswerXml.Clean clean = AnswerXml.clean(answer.body());
                verdicts = clean.verdicts();
                series = clean.series();
                if (!clean.fault()) {
                    return clean.xml();
                }
                throw new Trouble(clean.verdicts()
                        .headOption()
                        .map(verdict -> verdict.asFault(answer.status()))
                        .getOrElse(() -> new Fault(500, "fault", "a SOAP fault without a word", Option.none(), true)));
            } catch (XMLStreamException e) {
                if (answer.status() == 200) {
                    throw new Trouble(new Fault(
                            200,
                            "html",
                            "the answer is not what an Exchange server sends: " + firstLine(e),
                            Option.none(),
                            true));
                }
            }
        }
        throw new Trouble(HttpFaults.of(answer));
    }

    private static String firstLine(XMLStreamException e) {
        String text = String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
        return text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text;
    }

    static Option<Duration> retryAfter(String text) {
        String digits = text.strip();
        return digits.matches("\\d{1,7}") ? Option.some(Duration.ofSeconds(Long.parseLong(digits))) : Option.none();
    }
}
