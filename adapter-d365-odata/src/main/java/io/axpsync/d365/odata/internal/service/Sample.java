package io.axpsync.d365.odata.internal.service;

import io.vavr.collection.Map;
import io.vavr.control.Option;

/**
 * What one row tells of the properties of its set.
 *
 * @param properties under the names that the environment gives them
 * @param typed whether the server told the types that the values do not show (OData JSON 4.0, full metadata)
 */
public record Sample(Map<String, Property> properties, boolean typed) {

    /**
     * @param type as the server names it; empty where it does not
     * @param value none when it is null
     */
    public record Property(String type, Option<Object> value) {}
}
