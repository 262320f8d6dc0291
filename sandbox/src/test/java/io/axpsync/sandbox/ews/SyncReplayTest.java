package io.axpsync.sandbox.ews;

import static io.axpsync.sandbox.ews.EwsClient.sync;
import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.sandbox.contract.ContractWatch;
import io.axpsync.sandbox.mailbox.CalendarItem;
import io.axpsync.sandbox.mailbox.Deletion;
import io.axpsync.sandbox.mailbox.Notify;
import io.axpsync.sandbox.mailbox.ZonedTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that only replays what SyncFolderItems says knows the folder, whatever happens between the pages. */
class SyncReplayTest {

    @RegisterExtension
    static final ContractWatch watch = ContractWatch.open();

    private final EwsClient ews = new EwsClient(watch);
    private final Map<String, String> replica = new HashMap<>();
    private String state = "";

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void theReplicaEqualsTheFolderAfterEachRound(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 12; round++) {
            int writes = random.nextInt(12);
            for (int i = 0; i < writes; i++) {
                write(random);
            }
            boolean last = false;
            while (!last) {
                last = page(1 + random.nextInt(4));
                if (!last && random.nextBoolean()) {
                    write(random);
                }
            }
            assertThat(replica).isEqualTo(folder());
        }
    }

    private Map<String, String> folder() {
        return ews.anna.items("calendar").stream()
                .collect(Collectors.toMap(
                        i -> i.identity().classicId(), i -> i.identity().changeKey()));
    }

    private void write(Random random) {
        List<CalendarItem> items = ews.anna.items("calendar");
        int action = random.nextInt(5);
        if (items.isEmpty() || action < 2) {
            ZonedTime now = ZonedTime.at(ews.clock.instant(), "UTC");
            ews.anna.create(
                    "calendar", CalendarItem.builder().start(now).end(now).build(), Notify.NONE);
            return;
        }
        String id = items.get(random.nextInt(items.size())).identity().classicId();
        switch (action) {
            case 2 -> ews.anna.delete(id, null, Deletion.HARD, Notify.NONE, "");
            case 3 -> ews.anna.delete(id, null, Deletion.TO_DELETED_ITEMS, Notify.NONE, "");
            default -> ews.anna.bump(id);
        }
    }

    private boolean page(int most) {
        Xml message = ews.ok(sync(state, most));
        List<Xml> changes = message.required("m:Changes").children();
        assertThat(changes).hasSizeLessThanOrEqualTo(most);
        for (Xml change : changes) {
            boolean deleted = change.localName().equals("Delete");
            Xml itemId = deleted ? change.only() : change.only().required("t:ItemId");
            String id = itemId.requiredAttribute("Id");
            assertThat(replica.containsKey(id))
                    .as(change.localName())
                    .isEqualTo(!change.localName().equals("Create"));
            if (deleted) {
                replica.remove(id);
            } else {
                replica.put(id, itemId.requiredAttribute("ChangeKey"));
            }
        }
        state = message.required("m:SyncState").text();
        return message.required("m:IncludesLastItemInRange").text().equals("true");
    }
}
