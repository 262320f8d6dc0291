package io.axpsync.core.property;

import io.axpsync.core.change.Observed;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Value;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One item as its users know it, through all its names. */
final class Thing {

    final Side side;
    final Set<ItemRef> refs = new LinkedHashSet<>();
    /** What a user typed last, as the server showed it then. */
    final Map<Field, Value> typed = new EnumMap<>(Field.class);

    ItemRef ref;
    /** What it said when it was looked at last, and the change that made it so. */
    @Nullable Item seen;

    long seenAt;
    Observed.Role role = Observed.Role.OWNER;
    boolean deletedByUser;
    /** Its user got it back after its counterpart may have been made anew. */
    boolean broughtBack;

    /** It left its folder or its owner once, which ends a pair without touching the marker. */
    boolean moved;

    boolean elsewhere;
    boolean given;
    boolean unreadable;
    boolean withheldBody;
    /** It lay behind us once, when nobody is mailed. */
    boolean everOver;

    Thing(ItemRef ref) {
        this.side = ref.side();
        this.ref = ref;
        refs.add(ref);
    }

    void rename(ItemRef now) {
        ref = now;
        refs.add(now);
    }

    boolean away() {
        return elsewhere || given;
    }
}
