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
    public synchronized void settle(Claim claim, LinkId link, ItemRef row) {
        Option.of(claims.get(claim))
                .filter(taken -> taken.link().equals(link))
                .getOrElseThrow(() -> new IllegalStateException(link + " does not hold " + claim));
        claims.put(claim, new Taken(link, Option.some(row)));
    }

    @Override
    public synchronized void release(Claim claim, LinkId link) {
        claims.remove(claim, new Taken(link, Option.none()));
    }
}
