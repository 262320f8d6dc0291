package io.axpsync.sandbox.ews;

import io.axpsync.sandbox.http.Handler;
import io.axpsync.sandbox.http.Request;
import io.axpsync.sandbox.http.Response;
import io.axpsync.sandbox.mailbox.Mailboxes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Exchange Web Services over the sandbox's mailboxes: POST to {@code /EWS/Exchange.asmx}. Who calls is said by the
 * shell in front, which has checked the credentials, in the header {@link #USER}.
 */
public final class EwsService implements Handler {

    /** The request header that names the authenticated user: an SMTP address, a UPN or an account name. */
    public static final String USER = "X-Sandbox-User";

    /** The answer header that marks what {@link EwsBehaviour} spoiled on purpose. */
    static final String SPOILED = "X-Sandbox-Fault";

    /** Clients ask these before they name a mailbox, to learn the server's version. */
    private static final Set<String> OF_NO_MAILBOX = Set.of("ConvertId", "GetServerTimeZones");

    private static final Map<String, Operation> OPERATIONS = Map.ofEntries(
            Map.entry("GetFolder", Folders::get),
            Map.entry("FindFolder", Folders::find),
            Map.entry("CreateFolder", FolderWrites::create),
            Map.entry("UpdateFolder", FolderWrites::update),
            Map.entry("MoveFolder", FolderWrites::move),
            Map.entry("EmptyFolder", FolderWrites::empty),
            Map.entry("DeleteFolder", FolderWrites::delete),
            Map.entry("SyncFolderHierarchy", Folders::sync),
            Map.entry("SyncFolderItems", new SyncFolderItems()),
            Map.entry("FindItem", new FindItem()),
            Map.entry("GetItem", new GetItem()),
            Map.entry("CreateItem", new CreateItem()),
            Map.entry("SendItem", new SendItem()),
            Map.entry("UpdateItem", new UpdateItem()),
            Map.entry("DeleteItem", new DeleteItem()),
            Map.entry("MoveItem", MoveItem::move),
            Map.entry("CopyItem", MoveItem::copy),
            Map.entry("CreateAttachment", AttachmentCalls::create),
            Map.entry("GetAttachment", AttachmentCalls::get),
            Map.entry("DeleteAttachment", AttachmentCalls::delete),
            Map.entry("Subscribe", SubscriptionCalls::subscribe),
            Map.entry("GetEvents", SubscriptionCalls::events),
            Map.entry("GetStreamingEvents", SubscriptionCalls::streaming),
            Map.entry("Unsubscribe", SubscriptionCalls::unsubscribe),
            Map.entry("GetUserAvailabilityRequest", new GetUserAvailability()),
            Map.entry("GetServerTimeZones", new GetServerTimeZones()),
            Map.entry("ResolveNames", new ResolveNames()),
            Map.entry("GetUserConfiguration", CategoryList::get),
            Map.entry("UpdateUserConfiguration", CategoryList::update),
            Map.entry("ConvertId", new ConvertId()));

    private final Mailboxes company;
    private final EwsBehaviour behaviour;
    private final ServerState state;

    public EwsService(Mailboxes company, EwsBehaviour behaviour) {
        this.company = company;
        this.behaviour = behaviour;
        this.state = ServerState.fresh(behaviour);
    }

    @Override
    public Response handle(Request request) {
        Response response = served(request).with("request-id", UUID.randomUUID().toString());
        boolean echo = request.headers()
                .first("return-client-request-id")
                .filter("true"::equalsIgnoreCase)
                .isPresent();
        return request.headers()
                .first("client-request-id")
                .filter(id -> echo && id.matches("[\\w{}.-]{1,100}"))
                .map(id -> response.with("client-request-id", id))
                .orElse(response);
    }

    private Response served(Request request) {
        Optional<Response> spoiled = Spoiling.before(behaviour);
        if (spoiled.isPresent()) {
            return spoiled.get();
        }
        if (!request.method().equals("POST")) {
            return Response.empty(405).with("Allow", "POST");
        }
        String type = request.headers().first("Content-Type").orElse("");
        if (!type.regionMatches(true, 0, "text/xml", 0, 8)) {
            return Response.empty(415);
        }
        try {
            return answer(request);
        } catch (EwsFault fault) {
            return Soap.fault(fault);
        } catch (EwsError refusedAsAWhole) {
            return Soap.fault(new EwsFault(refusedAsAWhole.code(), refusedAsAWhole.text()));
        }
    }

    /** The two headers that lead a request to the mailbox of a public folder. */
    private static boolean routed(Request request) {
        return Stream.of("X-AnchorMailbox", "X-PublicFolderMailbox")
                .allMatch(name -> request.headers()
                        .first(name)
                        .filter(address -> !address.isBlank())
                        .isPresent());
    }

    private Response answer(Request request) {
        Soap.Envelope envelope = Soap.open(XmlReading.read(request.body()));
        Xml operation = envelope.operation();
        String name = operation.localName();
        Operation known = OPERATIONS.get(name);
        if (!operation.name().startsWith("m:")) {
            throw EwsFault.schema(operation, "The element '" + name + "' is no operation.");
        }
        if (known == null) {
            throw new EwsFault("ErrorInvalidOperation", "The operation " + name + " is not offered by this server.");
        }
        RequestGrammar.check(operation);
        Optional<EwsBehaviour.BusyAnswer> busy = behaviour.nextBusy();
        if (busy.isPresent()) {
            return Spoiling.busy(busy.get(), name, operation);
        }
        SoapHeaders headers = SoapHeaders.read(envelope.headers());
        String user = request.headers().first(USER).orElse("");
        Call call = headers.call(company, state, user, routed(request), OF_NO_MAILBOX.contains(name));
        List<Xml> messages = known.answer(call, operation);
        return Soap.answer(call.version(), known.wrapped(name, messages));
    }
}
