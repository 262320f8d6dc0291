package io.axpsync.sandbox.d365;

import java.util.List;

/**
 * A request that D365 refuses. The text that helps is the Infolog: parts such as {@code Error: …}, joined by
 * {@code "; "}, inside {@code innererror.message} (captured shape).
 */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1;
    private static final String WRITE = "Microsoft.Dynamics.Platform.Integration.Services.OData.AxODataWriteException";

    private final int status;
    private final String type;

    private Refusal(int status, String type, String message) {
        super(message);
        this.status = status;
        this.type = type;
    }

    /** A write that X++ refused, with the lines of the Infolog. */
    static Refusal write(EntityDef entity, String... infolog) {
        return new Refusal(
                400,
                WRITE,
                "Write failed for table row of type '" + entity.aot() + "'. Infolog: "
                        + String.join("; ", List.of(infolog)) + ".");
    }

    /** A payload that does not fit the metadata. */
    static Refusal payload(String message) {
        return new Refusal(400, "System.Reflection.TargetInvocationException", message);
    }

    /** A query that the service does not understand or does not support. */
    static Refusal query(String message) {
        return new Refusal(400, "Microsoft.OData.ODataException", message);
    }

    static Refusal missing(EntityDef entity) {
        return new Refusal(
                404,
                "System.Web.Http.HttpResponseException",
                "No resource of '" + entity.set() + "' was found for the given key.");
    }

    /** @param status 412, 409, or 400, which is how X++ itself refuses an update conflict */
    static Refusal stale(EntityDef entity, int status) {
        String conflict = "update conflict due to another user process deleting the record or changing one or more"
                + " fields in the record";
        return status == 400
                ? write(entity, "Error: The record cannot be written: " + conflict)
                : new Refusal(status, WRITE, "The record was changed: " + conflict + ".");
    }

    /** The same refusal, its Infolog in the language of the caller. */
    Refusal in(String language) {
        return new Refusal(status, type, Infolog.in(language, getMessage()));
    }

    static Refusal notAllowed(EntityDef entity) {
        return new Refusal(405, WRITE, "The entity set '" + entity.set() + "' is read-only.");
    }

    /** The HTTP status that a single request with this fault gets. */
    public int status() {
        return status;
    }

    /** The .NET type that {@code innererror.type} names. */
    public String type() {
        return type;
    }

    /** Whether X++ refused a write; inside a batch such a part answers 500 instead of 400 (captured). */
    boolean isWrite() {
        return status == 400 && type.equals(WRITE);
    }

    @Override
    public String getMessage() {
        String message = super.getMessage();
        return message == null ? "" : message;
    }
}
