package io.axpsync.sandbox.http;

/**
 * Which front end answers below a path of a port.
 *
 * @param frontEnd as {@link Traffic} names it
 * @param prefix of the path, without regard to case
 * @param handler answers, authentication included
 */
public record Route(String frontEnd, String prefix, Handler handler, Mischief mischief) {

    boolean serves(Request request) {
        return request.path().regionMatches(true, 0, prefix, 0, prefix.length());
    }
}
