package io.axpsync.sandbox.d365;

import io.axpsync.sandbox.http.Handler;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.apache.olingo.server.api.OData;
import org.apache.olingo.server.api.ODataApplicationException;
import org.apache.olingo.server.api.ODataLibraryException;
import org.apache.olingo.server.api.ODataRequest;
import org.apache.olingo.server.api.ODataResponse;
import org.apache.olingo.server.api.ServiceMetadata;
import org.apache.olingo.server.api.batch.BatchFacade;
import org.apache.olingo.server.api.deserializer.batch.BatchOptions;
import org.apache.olingo.server.api.deserializer.batch.BatchRequestPart;
import org.apache.olingo.server.api.deserializer.batch.ODataResponsePart;
import org.apache.olingo.server.api.processor.BatchProcessor;
import org.jspecify.annotations.Nullable;

/**
 * {@code $batch}: the outer status is 200 even when a changeset failed; then one part stands for the whole changeset,
 * with the status in it (500 for a write that X++ refused, as captured), and nothing of it was written.
 */
final class Batch implements BatchProcessor {

    /** Most operations in one batch (service protection limits). */
    private static final int LIMIT = 5_000;

    private final Tables tables;
    private final Errors errors;
    private final boolean goesOn;
    private final UnaryOperator<Handler> parts;
    private @Nullable OData odata;

    Batch(Tables tables, Errors errors, boolean goesOn, UnaryOperator<Handler> parts) {
        this.parts = parts;
        this.errors = errors;
        this.tables = tables;
        this.goesOn = goesOn;
    }

    @Override
    public void init(OData newOdata, ServiceMetadata metadata) {
        this.odata = newOdata;
    }

    @Override
    public void processBatch(BatchFacade facade, ODataRequest request, ODataResponse response)
            throws ODataApplicationException, ODataLibraryException {
        OData api = odata == null ? OData.newInstance() : odata;
        String boundary = facade.extractBoundaryFromContentType(request.getHeader("Content-Type"));
        BatchOptions options = BatchOptions.with()
                .rawBaseUri(request.getRawBaseUri())
                .rawServiceResolutionUri(request.getRawServiceResolutionUri())
                .isStrict(false)
                .build();
        List<BatchRequestPart> parts =
                api.createFixedFormatDeserializer().parseBatchRequest(request.getBody(), boundary, options);
        if (parts.stream().mapToInt(part -> part.getRequests().size()).sum() > LIMIT) {
            throw Errors.wrap(Refusal.query("The batch has more than " + LIMIT + " operations."));
        }
        boolean all = goesOn || asksToGoOn(request);
        List<ODataResponsePart> answers = new ArrayList<>();
        for (BatchRequestPart part : parts) {
            ODataResponsePart answer = part.isChangeSet()
                    ? facade.handleBatchRequest(part)
                    : new ODataResponsePart(one(facade, part.getRequests().get(0)), false);
            answers.add(answer);
            boolean failed = answer.getResponses().stream().anyMatch(Batch::failed);
            answer.getResponses().stream().filter(errors::refusedWrite).forEach(r -> r.setStatusCode(500));
            if (failed && !all) {
                break;
            }
        }
        String answerBoundary = "batchresponse_" + UUID.randomUUID();
        response.setStatusCode(200);
        response.setHeader("Content-Type", "multipart/mixed; boundary=" + answerBoundary);
        response.setContent(BatchAnswer.of(answers, answerBoundary));
    }

    private static boolean asksToGoOn(ODataRequest request) {
        List<String> preferences = request.getHeaders("Prefer");
        return preferences != null
                && preferences.stream().anyMatch(preference -> preference.contains("continue-on-error"));
    }

    /** Leaves the atomic block when a request of a changeset failed; carries its answer. */
    private static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient ODataResponse response;

        Failed(ODataResponse response) {
            super(null, null, false, false);
            this.response = response;
        }
    }

    @Override
    public ODataResponsePart processChangeSet(BatchFacade facade, List<ODataRequest> requests) {
        try {
            return tables.atomically(() -> {
                List<ODataResponse> answers = new ArrayList<>();
                for (ODataRequest request : requests) {
                    ODataResponse answer = one(facade, request);
                    if (failed(answer)) {
                        throw new Failed(answer);
                    }
                    answers.add(answer);
                }
                return new ODataResponsePart(answers, true);
            });
        } catch (Failed failed) {
            return new ODataResponsePart(failed.response, false);
        }
    }

    private ODataResponse one(BatchFacade facade, ODataRequest request) {
        return PartExchange.through(parts, request, inner -> handled(facade, inner));
    }

    private static ODataResponse handled(BatchFacade facade, ODataRequest request) {
        try {
            return facade.handleODataRequest(request);
        } catch (ODataApplicationException | ODataLibraryException e) {
            ODataResponse response = new ODataResponse();
            Errors.write(response, 400, "Microsoft.OData.ODataException", String.valueOf(e.getMessage()));
            return response;
        }
    }

    private static boolean failed(ODataResponse response) {
        return response.getStatusCode() >= 400;
    }
}
