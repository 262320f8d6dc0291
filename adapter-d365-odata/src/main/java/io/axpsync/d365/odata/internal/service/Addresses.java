package io.axpsync.d365.odata.internal.service;

import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import java.net.URI;
import org.apache.olingo.client.api.ODataClient;
import org.apache.olingo.client.api.uri.QueryOption;
import org.apache.olingo.client.api.uri.URIBuilder;

/**
 * Addresses of sets and rows, by Olingo's URI builder. It encodes query options but neither doubles quotes nor encodes
 * keys, so literals and keys are encoded here. Every address asks across companies: otherwise rows of other companies
 * silently vanish.
 */
public final class Addresses {

    private final ODataClient client;
    private final String root;
    private final Names names;

    Addresses(ODataClient client, String base, Names names) {
        this.client = client;
        this.root = base + "/data";
        this.names = names;
    }

    URI root() {
        return URI.create(root + "/");
    }

    URI batch() {
        return client.newURIBuilder(root).appendBatchSegment().build();
    }

    public URI set(EntitySet set) {
        return across(client.newURIBuilder(root).appendEntitySetSegment(names.of(set)));
    }

    public URI row(Key key) {
        return row(key, Vector.empty());
    }

    /** @param select our names; empty = all */
    public URI row(Key key, Seq<String> select) {
        String parts = key.set()
                .keys()
                .zipWith(key.parts(), (name, value) -> names.of(key.set(), name) + "=" + literal(name, value))
                .mkString(",");
        URIBuilder builder = client.newURIBuilder(root)
                .appendEntitySetSegment(names.of(key.set()) + "(" + Literals.encode(parts) + ")");
        return across(select(builder, key.set(), select, Vector.empty()));
    }

    private static String literal(String property, String value) {
        return property.equals("ParentType")
                ? Literals.member("smmActivityParentType", value)
                : Literals.of(property, value);
    }

    public URI query(Query query) {
        return across(builder(query));
    }

    URI ofDefaultCompany(Query query) {
        return builder(query).build();
    }

    private URIBuilder builder(Query query) {
        URIBuilder builder = client.newURIBuilder(root).appendEntitySetSegment(names.of(query.set()));
        if (!query.filter().isEmpty()) {
            builder.addQueryOption(QueryOption.FILTER, query.filter());
        }
        select(builder, query.set(), query.select(), query.raw());
        if (!query.order().isEmpty()) {
            builder.orderBy(query.order().map(p -> names.of(query.set(), p)).mkString(","));
        }
        if (query.top() > 0) {
            builder.top(query.top());
        }
        return builder;
    }

    private URIBuilder select(URIBuilder builder, EntitySet set, Seq<String> properties, Seq<String> raw) {
        return properties.isEmpty()
                ? builder
                : builder.addQueryOption(
                        QueryOption.SELECT,
                        properties
                                .map(p -> names.of(set, p))
                                .appendAll(raw)
                                .distinct()
                                .mkString(","));
    }

    private static URI across(URIBuilder builder) {
        return builder.addCustomQueryOption("cross-company", "true").build();
    }
}
