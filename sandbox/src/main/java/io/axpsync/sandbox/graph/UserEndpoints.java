package io.axpsync.sandbox.graph;

import io.axpsync.sandbox.http.Response;
import io.axpsync.sandbox.mailbox.Mailbox;
import java.time.Clock;
import java.util.List;

/** What there is below a user. */
final class UserEndpoints {

    private final SettingsEndpoint settings = new SettingsEndpoint();
    private final MailboxSettingsEndpoint mailboxSettings;
    private final EntityStore entities;
    private final CalendarsEndpoint calendars;
    private final FoldersEndpoint folders;

    UserEndpoints(Clock clock, GraphFaults faults, Subscriptions subscriptions) {
        this(new EntityStore(clock), new MailboxSettingsEndpoint(), faults);
        entities.tell(subscriptions::changed);
    }

    private UserEndpoints(EntityStore entities, MailboxSettingsEndpoint mailboxSettings, GraphFaults faults) {
        this.entities = entities;
        this.mailboxSettings = mailboxSettings;
        this.calendars = new CalendarsEndpoint(new EventsEndpoint(faults), new DeltaEndpoint(faults));
        this.folders = new FoldersEndpoint(new EntitiesEndpoint(entities, faults), new FolderFeed(faults));
    }

    /** The same with other faults. */
    UserEndpoints with(GraphFaults faults) {
        return new UserEndpoints(entities, mailboxSettings, faults);
    }

    Response users(Call call, List<Mailbox> all) {
        return settings.users(call, all);
    }

    Response user(Call call, Mailbox mailbox) {
        return settings.user(call, mailbox);
    }

    /** @param rest the path after the user */
    Response answer(MailboxCall call, List<String> rest) {
        List<String> after = rest.subList(1, rest.size());
        return switch (rest.get(0)) {
            case "mailboxSettings" -> mailboxSettings.answer(call, rest);
            case "outlook" -> settings.outlook(call, after);
            case "translateExchangeIds", "microsoft.graph.translateExchangeIds" -> IdTranslation.answer(call);
            case "mailFolders" -> folders.folders(call, EntityKind.MESSAGE, after);
            case "messages" -> folders.items(call, EntityKind.MESSAGE, after);
            case "contactFolders" -> folders.folders(call, EntityKind.CONTACT, after);
            case "contacts" -> folders.items(call, EntityKind.CONTACT, after);
            case "todo" -> {
                if (after.isEmpty() || !after.get(0).equals("lists")) {
                    throw GraphError.noSegment("todo");
                }
                yield folders.folders(call, EntityKind.TASK, after.subList(1, after.size()));
            }
            default -> calendars.answer(call, rest);
        };
    }
}
