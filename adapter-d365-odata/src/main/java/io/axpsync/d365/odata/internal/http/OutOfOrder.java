package io.axpsync.d365.odata.internal.http;

import io.axpsync.core.item.Reason;
import io.axpsync.core.port.PortFailure;
import io.vavr.control.Option;
import java.time.Duration;

/** Which answers tell of the server, or of our account, and not of what was asked for. */
final class OutOfOrder {

    private static final String LATER = "nothing to do unless it lasts: it is tried again in the next run";

    private OutOfOrder() {}

    /** What the last of several answers tells of the server; none when it works and knows us. */
    static Option<PortFailure> says(Answer answer, Call call) {
        int status = answer.status();
        String text = call.uri().getRawAuthority() + " answers " + status;
        if (status == 401) {
            return Option.some(new PortFailure.Denied(Reason.of(
                    "not-signed-in",
                    text,
                    "check that the application is registered in D365 and its user is enabled")));
        } else if (status == 429) {
            return Option.some(new PortFailure.Throttled(Reason.of("throttled", text, LATER), Duration.ofMinutes(1)));
        }
        return Option.when(
                status >= 502 && status <= 504,
                () -> new PortFailure.Unavailable(Reason.of("unavailable", text, LATER)));
    }

    /** Whether it would have met any other request, too; a run that is being stopped is no fault of the server. */
    static boolean shows(Trouble trouble) {
        boolean ours = trouble.failure().reason().code().equals("interrupted");
        return !ours
                && (trouble.failure() instanceof PortFailure.Unavailable
                        || trouble.failure() instanceof PortFailure.Denied);
    }

    /** What is said instead of asking it again. */
    static PortFailure notAskedAgain(PortFailure why) {
        Reason reason = Reason.of(
                why.reason().code(),
                why.reason().text() + "; nothing more is sent to it for now",
                why.reason().remedy());
        if (why instanceof PortFailure.Denied) {
            return new PortFailure.Denied(reason);
        } else if (why instanceof PortFailure.Throttled throttled) {
            return new PortFailure.Throttled(reason, throttled.retryAfter());
        }
        return new PortFailure.Unavailable(reason);
    }

    /** @param wait longer than anybody waits within a run */
    static PortFailure wantsToBeLeftAlone(Call call, Duration wait) {
        return new PortFailure.Throttled(
                Reason.of(
                        "throttled",
                        call.uri().getRawAuthority() + " asked us to wait; nothing is sent to it before that",
                        "nothing to do: it is tried again in the next run"),
                wait);
    }
}
