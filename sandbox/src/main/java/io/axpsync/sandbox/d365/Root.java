package io.axpsync.sandbox.d365;

import org.apache.olingo.commons.api.format.ContentType;
import org.apache.olingo.server.api.OData;
import org.apache.olingo.server.api.ODataLibraryException;
import org.apache.olingo.server.api.ODataRequest;
import org.apache.olingo.server.api.ODataResponse;
import org.apache.olingo.server.api.ServiceMetadata;
import org.apache.olingo.server.api.processor.ServiceDocumentProcessor;
import org.apache.olingo.server.api.uri.UriInfo;
import org.jspecify.annotations.Nullable;

/** The service document; its context is absolute, so that clients find the sets also when no slash ended the address. */
final class Root implements ServiceDocumentProcessor {

    private @Nullable OData odata;
    private @Nullable ServiceMetadata metadata;

    @Override
    public void init(OData newOdata, ServiceMetadata newMetadata) {
        this.odata = newOdata;
        this.metadata = newMetadata;
    }

    @Override
    public void readServiceDocument(ODataRequest request, ODataResponse response, UriInfo uri, ContentType format)
            throws ODataLibraryException {
        if (odata == null || metadata == null) {
            throw new IllegalStateException("not initialised");
        }
        response.setStatusCode(200);
        response.setHeader("Content-Type", format.toContentTypeString());
        response.setContent(odata.createSerializer(format)
                .serviceDocument(metadata, request.getRawBaseUri() + "/")
                .getContent());
    }
}
