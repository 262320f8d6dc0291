package io.axpsync.sandbox;

import io.axpsync.sandbox.http.Handler;
import io.axpsync.sandbox.http.Mischief;
import io.axpsync.sandbox.http.Request;
import io.axpsync.sandbox.http.Response;
import io.axpsync.sandbox.mailbox.MailboxBehaviour;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;

/** Lets the mailbox model itself go wrong, so that both front ends answer as if nothing had happened. */
final class ExchangeMischief implements Mischief {

    private static final int ALL_OF_ONE_REQUEST = 1000;

    private final Supplier<MailboxBehaviour> behaviour;

    ExchangeMischief(Supplier<MailboxBehaviour> behaviour) {
        this.behaviour = behaviour;
    }

    @Override
    public Response withoutEffect(Request request, Handler handler) {
        return during(MailboxBehaviour::ignoredWrites, request, handler, ALL_OF_ONE_REQUEST);
    }

    @Override
    public Response twice(Request request, Handler handler) {
        return during(MailboxBehaviour::doubledCreates, request, handler, 1);
    }

    @Override
    public Response withExtraMail(Request request, Handler handler) {
        return during(MailboxBehaviour::extraMails, request, handler, 1);
    }

    /** The switch is on while this request is answered; what was not used up is taken back. */
    private synchronized Response during(
            Function<MailboxBehaviour, AtomicInteger> which, Request request, Handler handler, int times) {
        AtomicInteger counter = which.apply(behaviour.get());
        counter.set(times);
        try {
            return handler.handle(request);
        } finally {
            counter.set(0);
        }
    }
}
