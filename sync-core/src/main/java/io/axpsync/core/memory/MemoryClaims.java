package io.axpsync.core.memory;

import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.LinkId;
import io.axpsync.core.link.Claim;
import io.axpsync.core.port.Claims;
import io.vavr.control.Option;
import java.util.HashMap;
import java.util.Map;

final class MemoryClaims implements Claims {

    private final Map<Claim, Taken> claims = new HashMap<>();

    @Override
    public synchronized Taken take(Claim claim, LinkId link) {
        return claims.computeIfAbsent(claim, free -> new Taken(link, Option.none()));
    }

    @Override
    public synchronized void settle(LinkId link, ItemRef row) {
        claims.replaceAll((claim, taken) ->
                taken.equals(new Taken(link, Option.none())) ? new Taken(link, Option.some(row)) : taken);
    }

    @Override
    public synchronized void release(LinkId link) {
        claims.values().removeIf(taken -> taken.equals(new Taken(link, Option.none())));
    }

    @Override
    public synchronized void free(Claim claim, ItemRef row) {
        claims.computeIfPresent(claim, (c, taken) -> taken.row().contains(row) ? null : taken);
    }
}
