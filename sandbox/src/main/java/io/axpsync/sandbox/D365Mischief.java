package io.axpsync.sandbox;

import io.axpsync.sandbox.d365.D365Service;
import io.axpsync.sandbox.http.Handler;
import io.axpsync.sandbox.http.Mischief;
import io.axpsync.sandbox.http.Request;
import io.axpsync.sandbox.http.Response;
import java.util.function.Supplier;

/** Takes back or repeats what a request wrote into D365's tables. D365 sends no mail. */
final class D365Mischief implements Mischief {

    private final Supplier<D365Service> d365;

    D365Mischief(Supplier<D365Service> d365) {
        this.d365 = d365;
    }

    @Override
    public Response withoutEffect(Request request, Handler handler) {
        return d365.get().takingBack(() -> handler.handle(request));
    }

    @Override
    public Response twice(Request request, Handler handler) {
        Response first = handler.handle(request);
        handler.handle(request);
        return first;
    }

    @Override
    public Response withExtraMail(Request request, Handler handler) {
        return handler.handle(request);
    }
}
