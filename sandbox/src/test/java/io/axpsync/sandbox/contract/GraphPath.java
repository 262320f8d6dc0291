package io.axpsync.sandbox.contract;

import io.axpsync.sandbox.contract.GraphModel.Operation;
import io.axpsync.sandbox.contract.GraphModel.TypeRef;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request path walked along the metadata: entity sets, keys, navigation and structural properties, casts, bound
 * operations, {@code $value} and {@code $count}.
 *
 * @param template the path with {@code {id}} for every key, as the permission table writes it; {@code me} is
 *     {@code users/{id}}
 * @param end what stands at the end
 * @param type the type at the end; empty for {@code $value} and {@code $count}
 * @param operation the bound operation at the end
 * @param last the name of the last segment, keys left out
 */
record GraphPath(String template, End end, Optional<TypeRef> type, Optional<Operation> operation, String last) {

    /** What a path may end in. */
    enum End {
        COLLECTION,
        ENTITY,
        PROPERTY,
        RAW_VALUE,
        COUNT,
        FUNCTION,
        ACTION
    }

    /** The path is not a navigation that the metadata allows. */
    static final class Illegal extends Exception {
        Illegal(String message) {
            super(message);
        }
    }

    private static final Pattern CALL = Pattern.compile("([^(]+)\\((.*)\\)");

    /** @param path percent-encoded, from the version segment on: {@code /v1.0/users/…} */
    static GraphPath walk(GraphModel model, String path) throws Illegal {
        List<String> segments = Arrays.stream(path.split("/"))
                .filter(s -> !s.isEmpty())
                .map(QueryOptions::decode)
                .toList();
        if (segments.size() < 2 || !segments.get(0).equals("v1.0")) {
            throw new Illegal("the path does not begin with /v1.0/ and a resource");
        }
        Walk walk = new Walk(model);
        for (String segment : segments.subList(1, segments.size())) {
            walk.step(segment);
        }
        return walk.result();
    }

    private static final class Walk {
        private final GraphModel model;
        private final StringBuilder template = new StringBuilder();
        private End end = End.ENTITY;
        private Optional<TypeRef> at = Optional.empty();
        private Optional<Operation> operation = Optional.empty();
        private String last = "";

        Walk(GraphModel model) {
            this.model = model;
        }

        GraphPath result() {
            return new GraphPath(template.toString(), end, at, operation, last);
        }

        void step(String segment) throws Illegal {
            if (end != End.COLLECTION && end != End.ENTITY && end != End.PROPERTY) {
                throw new Illegal("nothing follows " + template + ", but '" + segment + "' does");
            }
            Matcher call = CALL.matcher(segment);
            String name = call.matches() ? call.group(1) : segment;
            Optional<String> inBrackets = call.matches() ? Optional.of(call.group(2)) : Optional.empty();
            if (at.isEmpty()) {
                root(name);
                inBrackets.filter(k -> !k.isEmpty()).ifPresent(k -> key());
                return;
            }
            TypeRef type = at.get();
            if (tail(name) || bound(name, inBrackets, type) || cast(name, type)) {
                return;
            }
            if (type.collection()) {
                if (end == End.PROPERTY) {
                    throw new Illegal("a collection of values has no members: '" + segment + "'");
                }
                key();
                return;
            }
            member(name, type);
            inBrackets.filter(k -> !k.isEmpty()).ifPresent(k -> key());
        }

        private void root(String name) throws Illegal {
            at = model.root(name);
            if (at.isEmpty()) {
                throw new Illegal("'" + name + "' is no entity set or singleton");
            }
            end = at.get().collection() ? End.COLLECTION : End.ENTITY;
            template.append(name.equals("me") ? "/users/{id}" : "/" + name);
            last = name;
        }

        private boolean tail(String name) {
            if (name.equals("$value") || name.equals("$count")) {
                end = name.equals("$value") ? End.RAW_VALUE : End.COUNT;
                at = Optional.empty();
                template.append('/').append(name);
                last = name;
                return true;
            }
            return false;
        }

        private boolean bound(String name, Optional<String> brackets, TypeRef type) throws Illegal {
            List<String> parameters =
                    brackets.filter(b -> !b.isEmpty()).map(b -> QueryOptions.split(b, ',')).orElse(List.of()).stream()
                            .map(a -> a.contains("=") ? a.substring(0, a.indexOf('=')) : a)
                            .toList();
            Optional<Operation> found = model.operation(
                    GraphModel.simple(name),
                    type,
                    parameters.stream()
                            .map(p -> p.toLowerCase(java.util.Locale.ROOT))
                            .collect(java.util.stream.Collectors.toSet()));
            if (found.isEmpty()) {
                return false;
            }
            operation = found;
            end = found.get().action() ? End.ACTION : End.FUNCTION;
            at = found.get().returns();
            template.append('/').append(GraphModel.simple(name));
            for (String parameter : parameters) {
                if (!found.get().parameters().containsKey(parameter.toLowerCase(java.util.Locale.ROOT))) {
                    throw new Illegal(name + " has no parameter '" + parameter + "'");
                }
            }
            last = GraphModel.simple(name);
            return true;
        }

        private boolean cast(String name, TypeRef type) throws Illegal {
            if (!name.startsWith("microsoft.graph.") && !name.startsWith("graph.")) {
                return false;
            }
            String target = GraphModel.simple(name);
            if (model.type(target).isEmpty() || !model.derives(target, type.name())) {
                throw new Illegal("'" + name + "' is no type below " + type.name() + " and no operation bound to it");
            }
            at = Optional.of(new TypeRef(target, type.collection(), type.nullable()));
            return true;
        }

        private void key() {
            at = at.map(TypeRef::element);
            end = End.ENTITY;
            template.append("/{id}");
        }

        private void member(String name, TypeRef type) throws Illegal {
            Optional<TypeRef> navigation = model.navigation(type.name(), name);
            Optional<TypeRef> property = model.property(type.name(), name);
            if (navigation.isPresent()) {
                at = navigation;
                end = navigation.get().collection() ? End.COLLECTION : End.ENTITY;
            } else if (property.isPresent()) {
                at = property;
                end = End.PROPERTY;
            } else {
                throw new Illegal("'" + name + "' is no property, navigation or operation of " + type.name());
            }
            template.append('/').append(name);
            last = name;
        }
    }
}
