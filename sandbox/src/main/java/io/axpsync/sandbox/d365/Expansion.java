package io.axpsync.sandbox.d365;

import java.util.ArrayList;
import java.util.List;
import org.apache.olingo.server.api.ODataApplicationException;
import org.apache.olingo.server.api.uri.UriResource;
import org.apache.olingo.server.api.uri.UriResourceNavigation;
import org.apache.olingo.server.api.uri.UriResourceProperty;
import org.apache.olingo.server.api.uri.queryoption.ExpandItem;
import org.apache.olingo.server.api.uri.queryoption.ExpandOption;
import org.apache.olingo.server.api.uri.queryoption.SelectItem;
import org.apache.olingo.server.api.uri.queryoption.SelectOption;
import org.jspecify.annotations.Nullable;

/**
 * One {@code $expand}ed navigation property. D365 expands the first level only, and takes nothing but {@code $select}
 * inside.
 *
 * @param selected the properties to show of the target, empty for all
 */
record Expansion(Link link, List<String> selected) {

    static List<Expansion> of(EntityDef def, @Nullable ExpandOption option) throws ODataApplicationException {
        List<Expansion> all = new ArrayList<>();
        if (option != null) {
            for (ExpandItem item : option.getExpandItems()) {
                all.add(of(def, item));
            }
        }
        return all;
    }

    private static Expansion of(EntityDef def, ExpandItem item) throws ODataApplicationException {
        if (item.isStar() || item.isRef() || item.hasCountPath() || item.getLevelsOption() != null) {
            throw refused("only named navigation properties can be expanded");
        }
        if (item.getExpandOption() != null) {
            throw refused("only the first level can be expanded");
        }
        if (item.getFilterOption() != null
                || item.getOrderByOption() != null
                || item.getTopOption() != null
                || item.getSkipOption() != null
                || item.getSearchOption() != null
                || item.getCountOption() != null) {
            throw refused("only $select is supported inside of $expand");
        }
        List<UriResource> path = item.getResourcePath().getUriResourceParts();
        if (path.size() != 1 || !(path.get(0) instanceof UriResourceNavigation)) {
            throw refused("the path is not a navigation property");
        }
        String name = ((UriResourceNavigation) path.get(0)).getProperty().getName();
        return new Expansion(def.link(name), properties(item.getSelectOption()));
    }

    /** The properties that a {@code $select} names, empty for all. */
    static List<String> properties(@Nullable SelectOption option) throws ODataApplicationException {
        List<String> names = new ArrayList<>();
        if (option != null) {
            for (SelectItem item : option.getSelectItems()) {
                if (item.isStar()) {
                    return List.of();
                }
                UriResource first = item.getResourcePath().getUriResourceParts().get(0);
                if (!(first instanceof UriResourceProperty)) {
                    throw Errors.wrap(Refusal.query(
                            "The query specified in the URI is not valid. Only properties can be selected."));
                }
                names.add(((UriResourceProperty) first).getProperty().getName());
            }
        }
        return names;
    }

    private static ODataApplicationException refused(String why) {
        return Errors.wrap(Refusal.query("The query specified in the URI is not valid: " + why + "."));
    }
}
