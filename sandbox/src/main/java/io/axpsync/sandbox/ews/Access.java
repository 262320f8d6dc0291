package io.axpsync.sandbox.ews;

import io.axpsync.sandbox.mailbox.Folder;
import io.axpsync.sandbox.mailbox.FolderRights;
import io.axpsync.sandbox.mailbox.Mailbox;
import io.axpsync.sandbox.mailbox.PermissionLevel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the caller of a request, by impersonation or as the account itself, may do in a folder or with an item.
 *
 * @param own whether the caller created the item
 */
record Access(PermissionLevel level, boolean own) {

    static Access in(Call call, Mailbox mailbox, String folderId) {
        boolean readOnly =
                call.company().behaviour().readOnly().contains(mailbox.address().toLowerCase(Locale.ROOT));
        PermissionLevel level = mailbox.rights().of(folderId, call.mailbox().address());
        return new Access(readOnly && level.reads() ? PermissionLevel.REVIEWER : level, false);
    }

    static Access in(Call call, Call.In<Folder> folder) {
        return in(call, folder.mailbox(), folder.what().id());
    }

    static Access to(Call call, Call.In<Stored> item) {
        return to(call, item.mailbox(), item.what());
    }

    static Access to(Call call, Mailbox mailbox, Stored item) {
        Access folder = in(call, mailbox, item.identity().folderId());
        return new Access(
                folder.level(),
                mailbox.rights()
                        .isCreator(item.identity().immutableId(), call.mailbox().address()));
    }

    private static void refuseUnless(boolean allowed) {
        if (!allowed) {
            throw new EwsError("ErrorAccessDenied", "Access is denied. Check credentials and try again.");
        }
    }

    void sees() {
        refuseUnless(level.sees());
    }

    void reads() {
        refuseUnless(level.reads());
    }

    /** An item that may not be read is not there. */
    void finds() {
        if (!level.reads()) {
            throw Ids.itemNotFound();
        }
    }

    void creates() {
        refuseUnless(level.creates());
    }

    void makesFolders() {
        refuseUnless(level.makesFolders());
    }

    void edits() {
        refuseUnless(level.edits().covers(own));
    }

    void deletes() {
        refuseUnless(level.deletes().covers(own));
    }

    void owns() {
        refuseUnless(level == PermissionLevel.OWNER);
    }

    /** {@code t:EffectiveRights} of a folder. */
    Xml ofFolder() {
        boolean owner = level == PermissionLevel.OWNER;
        return rights(owner, level.creates(), level.makesFolders(), owner, owner);
    }

    /** {@code t:EffectiveRights} of an item. */
    Xml ofItem() {
        return rights(
                false, false, false, level.deletes().covers(own), level.edits().covers(own));
    }

    private Xml rights(boolean associated, boolean contents, boolean hierarchy, boolean delete, boolean modify) {
        return Xml.of(
                "t:EffectiveRights",
                Xml.text("t:CreateAssociated", associated),
                Xml.text("t:CreateContents", contents),
                Xml.text("t:CreateHierarchy", hierarchy),
                Xml.text("t:Delete", delete),
                Xml.text("t:Modify", modify),
                Xml.text("t:Read", level.reads()));
    }

    /** {@code t:PermissionSet} of a folder that has permissions of its own or of a parent; else everybody is Owner. */
    static Xml permissionSet(Mailbox mailbox, Folder folder) {
        Map<String, PermissionLevel> table =
                mailbox.rights().of(folder.id()).orElse(Map.of(FolderRights.DEFAULT, PermissionLevel.OWNER));
        List<Xml> permissions = new ArrayList<>();
        table.entrySet().stream()
                .filter(e -> !e.getKey().equals(FolderRights.APPLICATION)) // of Graph
                .sorted(Map.Entry.comparingByKey())
                .forEach(e -> permissions.add(permission(e.getKey(), e.getValue())));
        return Xml.of("t:PermissionSet", Xml.of("t:Permissions", permissions));
    }

    private static Xml permission(String user, PermissionLevel level) {
        boolean distinguished = user.equals(FolderRights.DEFAULT) || user.equals(FolderRights.ANONYMOUS);
        return Xml.of(
                "t:Permission",
                Xml.of("t:UserId", Xml.text(distinguished ? "t:DistinguishedUser" : "t:PrimarySmtpAddress", user)),
                Xml.text("t:CanCreateItems", level.creates()),
                Xml.text("t:CanCreateSubFolders", level.makesFolders()),
                Xml.text("t:IsFolderOwner", level == PermissionLevel.OWNER),
                Xml.text("t:IsFolderVisible", level.sees()),
                Xml.text("t:IsFolderContact", level == PermissionLevel.OWNER),
                Xml.text("t:EditItems", level.edits().word()),
                Xml.text("t:DeleteItems", level.deletes().word()),
                Xml.text("t:ReadItems", level.reads() ? "FullDetails" : "None"),
                Xml.text("t:PermissionLevel", level.word()));
    }

    /**
     * The permissions that a client writes.
     *
     * @throws EwsError {@code ErrorInvalidPermissionSettings} for levels and users that are not offered here
     */
    static Map<String, PermissionLevel> read(Xml permissionSet) {
        Map<String, PermissionLevel> table = new LinkedHashMap<>();
        for (Xml permission : permissionSet.required("t:Permissions").children()) {
            Xml user = permission.required("t:UserId");
            String name = user.childText("t:DistinguishedUser")
                    .or(() -> user.childText("t:PrimarySmtpAddress"))
                    .orElseThrow(() -> unfit("Users are named by DistinguishedUser or PrimarySmtpAddress here."));
            String level = permission.childText("t:PermissionLevel").orElse("");
            table.put(
                    name,
                    PermissionLevel.named(level)
                            .orElseThrow(() -> unfit("The level '" + level + "' is not offered here.")));
        }
        return table;
    }

    private static EwsError unfit(String text) {
        return new EwsError("ErrorInvalidPermissionSettings", text);
    }
}
