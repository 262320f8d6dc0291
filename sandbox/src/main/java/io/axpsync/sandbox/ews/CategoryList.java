package io.axpsync.sandbox.ews;

import io.axpsync.sandbox.mailbox.Folder;
import io.axpsync.sandbox.mailbox.FolderKind;
import io.axpsync.sandbox.mailbox.Mailbox;
import io.axpsync.sandbox.mailbox.MasterCategory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The mailbox's category list as EWS has it: the user configuration {@code CategoryList} of the calendar, XML in base64
 * (MS-OXOCFG 2.2.5).
 */
final class CategoryList {

    private static final String NAMESPACE = "CategoryList.xsd";

    private CategoryList() {}

    static List<Xml> get(Call call, Xml request) {
        Xml name = request.required("m:UserConfigurationName");
        List<String> wanted = List.of(
                request.required("m:UserConfigurationProperties").text().strip().split("\\s+"));
        return List.of(new Batch(call, "GetUserConfiguration").one(() -> {
            Mailbox mailbox = mailbox(call, name);
            List<Xml> parts = new ArrayList<>();
            parts.add(new Xml("t:UserConfigurationName", name.attributes(), name.children(), "", Xml.Place.NONE));
            if (wanted.contains("XmlData") || wanted.contains("All")) {
                parts.add(Xml.text("t:XmlData", Base64.getEncoder().encodeToString(write(mailbox))));
            }
            return List.of(Xml.of("m:UserConfiguration", parts));
        }));
    }

    static List<Xml> update(Call call, Xml request) {
        Xml configuration = request.required("m:UserConfiguration");
        Xml name = configuration.required("t:UserConfigurationName");
        return List.of(new Batch(call, "UpdateUserConfiguration").one(() -> {
            Mailbox mailbox = mailbox(call, name);
            Xml data = configuration
                    .child("t:XmlData")
                    .orElseThrow(() -> new EwsError("ErrorInvalidValueForProperty", "XmlData is missing."));
            replace(mailbox, read(data));
            return List.of();
        }));
    }

    private static Mailbox mailbox(Call call, Xml name) {
        Call.In<Folder> folder = Ids.folder(call, name.only(), "ErrorFolderNotFound");
        if (!name.requiredAttribute("Name").equals("CategoryList")
                || folder.what().kind() != FolderKind.CALENDAR
                || !folder.what().distinguished()) {
            throw new EwsError("ErrorItemNotFound", "The configuration object was not found.");
        }
        return folder.mailbox();
    }

    private static byte[] write(Mailbox mailbox) {
        List<Xml> categories = mailbox.categories().stream()
                .map(c -> Xml.of("category")
                        .with("name", c.displayName())
                        .with("color", color(c))
                        .with("keyboardShortcut", 0)
                        .with("guid", "{" + c.id().toUpperCase(Locale.ROOT) + "}"))
                .toList();
        Xml list = Xml.of("categories", categories)
                .with("xmlns", NAMESPACE)
                .with("default", "")
                .with("lastSavedSession", 0);
        return XmlWriting.plain(list).getBytes(StandardCharsets.UTF_8);
    }

    private static int color(MasterCategory category) {
        return category.color().startsWith("preset")
                ? Integer.parseInt(category.color().substring("preset".length()))
                : -1;
    }

    private static List<MasterCategory> read(Xml data) {
        Xml list;
        try {
            list = XmlReading.read(Base64.getMimeDecoder().decode(data.text()));
        } catch (IllegalArgumentException | EwsFault broken) {
            throw new EwsError("ErrorInvalidValueForProperty", "XmlData is not well-formed XML in base64.");
        }
        List<MasterCategory> categories = new ArrayList<>();
        for (Xml category : list.children()) {
            String guid =
                    category.attribute("guid").orElse("").replaceAll("[{}]", "").toLowerCase(Locale.ROOT);
            String color = category.attribute("color").orElse("-1");
            if (guid.isEmpty()
                    || !color.matches("-1|[0-9]{1,2}")
                    || category.attribute("name").isEmpty()) {
                throw new EwsError("ErrorInvalidValueForProperty", "A category needs name, color and guid.");
            }
            categories.add(new MasterCategory(
                    guid,
                    category.requiredAttribute("name"),
                    color.equals("-1") ? "none" : "preset" + Integer.parseInt(color)));
        }
        return categories;
    }

    private static void replace(Mailbox mailbox, List<MasterCategory> categories) {
        mailbox.locked(() -> {
            Set<String> kept = new HashSet<>();
            for (MasterCategory category : categories) {
                kept.add(mailbox.put(category).id());
            }
            mailbox.categories().stream()
                    .map(MasterCategory::id)
                    .filter(id -> !kept.contains(id))
                    .forEach(mailbox::removeCategory);
            return kept;
        });
    }
}
