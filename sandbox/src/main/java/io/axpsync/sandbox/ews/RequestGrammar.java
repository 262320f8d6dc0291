package io.axpsync.sandbox.ews;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Names and order of what stands in requests, as the published schema has them; checked before anything is done. What
 * stands in items is {@link ItemElements}'.
 */
final class RequestGrammar {

    private static final String ATTACHMENT = "t:AttachmentId t:Name t:ContentType t:ContentId t:ContentLocation"
            + " t:AttachmentOriginalUrl t:Size t:LastModifiedTime t:IsInline";

    private static final Map<String, List<String>> CHILDREN = Map.ofEntries(
            entry("m:GetFolder", "m:FolderShape m:FolderIds"),
            entry(
                    "m:FindFolder",
                    "m:FolderShape m:IndexedPageFolderView m:FractionalPageFolderView m:Restriction m:ParentFolderIds"),
            entry("m:CreateFolder", "m:ParentFolderId m:Folders"),
            entry("m:UpdateFolder", "m:FolderChanges"),
            entry("m:DeleteFolder", "m:FolderIds"),
            entry("m:EmptyFolder", "m:FolderIds"),
            entry("m:MoveFolder", "m:ToFolderId m:FolderIds"),
            entry("m:SyncFolderHierarchy", "m:FolderShape m:SyncFolderId m:SyncState"),
            entry(
                    "m:SyncFolderItems",
                    "m:ItemShape m:SyncFolderId m:SyncState m:Ignore m:MaxChangesReturned m:SyncScope"),
            entry(
                    "m:FindItem",
                    "m:ItemShape m:IndexedPageItemView m:FractionalPageItemView m:SeekToConditionPageItemView"
                            + " m:CalendarView m:ContactsView m:GroupBy m:DistinguishedGroupBy m:Restriction"
                            + " m:SortOrder m:ParentFolderIds m:QueryString"),
            entry("m:GetItem", "m:ItemShape m:ItemIds"),
            entry("m:CreateItem", "m:SavedItemFolderId m:Items"),
            entry("m:UpdateItem", "m:SavedItemFolderId m:ItemChanges"),
            entry("m:SendItem", "m:ItemIds m:SavedItemFolderId"),
            entry("m:DeleteItem", "m:ItemIds"),
            entry("m:MoveItem", "m:ToFolderId m:ItemIds m:ReturnNewItemIds"),
            entry("m:CopyItem", "m:ToFolderId m:ItemIds m:ReturnNewItemIds"),
            entry("m:CreateAttachment", "m:ParentItemId m:Attachments"),
            entry("m:GetAttachment", "m:AttachmentShape m:AttachmentIds"),
            entry("m:DeleteAttachment", "m:AttachmentIds"),
            entry("t:FileAttachment", ATTACHMENT + " t:IsContactPhoto t:Content"),
            entry(
                    "t:ItemAttachment",
                    ATTACHMENT + " t:Item t:Message t:SharingMessage t:CalendarItem t:Contact t:MeetingMessage"
                            + " t:MeetingRequest t:MeetingResponse t:MeetingCancellation t:Task t:PostItem"),
            entry("m:Subscribe", "m:PullSubscriptionRequest m:PushSubscriptionRequest m:StreamingSubscriptionRequest"),
            entry("m:PullSubscriptionRequest", "t:FolderIds t:EventTypes t:Watermark t:Timeout"),
            entry("m:StreamingSubscriptionRequest", "t:FolderIds t:EventTypes"),
            entry("m:GetEvents", "m:SubscriptionId m:Watermark"),
            entry("m:GetStreamingEvents", "m:SubscriptionIds m:ConnectionTimeout"),
            entry("m:Unsubscribe", "m:SubscriptionId"),
            entry(
                    "m:GetUserAvailabilityRequest",
                    "t:TimeZone m:MailboxDataArray t:FreeBusyViewOptions t:SuggestionsViewOptions"),
            entry("t:MailboxData", "t:Email t:AttendeeType t:ExcludeConflicts"),
            entry("t:FreeBusyViewOptions", "t:TimeWindow t:MergedFreeBusyIntervalInMinutes t:RequestedView"),
            entry("t:TimeWindow", "t:StartTime t:EndTime"),
            entry("m:GetServerTimeZones", "m:Ids"),
            entry("m:ResolveNames", "m:ParentFolderIds m:UnresolvedEntry"),
            entry("m:GetUserConfiguration", "m:UserConfigurationName m:UserConfigurationProperties"),
            entry("m:UpdateUserConfiguration", "m:UserConfiguration"),
            entry("m:ConvertId", "m:SourceIds"),
            entry(
                    "m:ItemShape",
                    "t:BaseShape t:IncludeMimeContent t:BodyType t:UniqueBodyType t:NormalizedBodyType"
                            + " t:FilterHtmlContent t:ConvertHtmlCodePageToUTF8 t:InlineImageUrlTemplate"
                            + " t:BlockExternalImages t:AddBlankTargetToLinks t:MaximumBodySize"
                            + " t:AdditionalProperties"),
            entry("m:FolderShape", "t:BaseShape t:AdditionalProperties"),
            entry(
                    "t:ItemChange",
                    "t:ItemId t:OccurrenceItemId t:RecurringMasterItemId t:Updates t:CalendarActivityData"),
            entry("t:FolderChange", "t:FolderId t:DistinguishedFolderId t:Updates"),
            entry("t:IsEqualTo", "t:FieldURI t:IndexedFieldURI t:ExtendedFieldURI t:FieldURIOrConstant"),
            entry("t:Contains", "t:FieldURI t:IndexedFieldURI t:ExtendedFieldURI t:Constant"),
            entry("t:FieldURIOrConstant", "t:FieldURI t:IndexedFieldURI t:ExtendedFieldURI t:Constant"),
            entry("t:FieldOrder", "t:FieldURI t:IndexedFieldURI t:ExtendedFieldURI"),
            entry(
                    "t:SetItemField",
                    "t:FieldURI t:IndexedFieldURI t:ExtendedFieldURI t:Item t:Message t:CalendarItem t:Contact"
                            + " t:DistributionList t:MeetingMessage t:MeetingRequest t:MeetingResponse"
                            + " t:MeetingCancellation t:Task t:PostItem"),
            entry("t:DeleteItemField", "t:FieldURI t:IndexedFieldURI t:ExtendedFieldURI"),
            entry("t:ExtendedProperty", "t:ExtendedFieldURI t:Value t:Values"),
            entry("t:UserConfiguration", "t:UserConfigurationName t:ItemId t:Dictionary t:XmlData t:BinaryData"));

    /** Lists and what they list. */
    private static final Map<String, List<String>> LISTS = Map.ofEntries(
            entry("m:ItemIds", "t:ItemId t:OccurrenceItemId t:RecurringMasterItemId t:RecurringMasterItemIdRanges"),
            entry("m:Ids", "t:Id"),
            entry("m:Attachments", "t:ItemAttachment t:FileAttachment t:ReferenceAttachment"),
            entry("m:AttachmentIds", "t:AttachmentId"),
            entry("t:FolderIds", "t:FolderId t:DistinguishedFolderId"),
            entry("t:EventTypes", "t:EventType"),
            entry("m:SubscriptionIds", "t:SubscriptionId"),
            entry("m:SourceIds", "t:AlternateId t:AlternatePublicFolderId t:AlternatePublicFolderItemId"),
            entry("m:FolderIds", "t:FolderId t:DistinguishedFolderId"),
            entry("m:ParentFolderIds", "t:FolderId t:DistinguishedFolderId"),
            entry("m:ItemChanges", "t:ItemChange"),
            entry("m:FolderChanges", "t:FolderChange"),
            entry("m:Folders", "t:Folder t:CalendarFolder t:ContactsFolder t:SearchFolder t:TasksFolder"),
            entry("m:SortOrder", "t:FieldOrder"),
            entry("t:AdditionalProperties", "t:FieldURI t:IndexedFieldURI t:ExtendedFieldURI"),
            entry("t:Categories", "t:String"),
            entry("t:Values", "t:Value"));

    private RequestGrammar() {}

    private static Map.Entry<String, List<String>> entry(String name, String children) {
        return Map.entry(name, Arrays.asList(children.split(" ")));
    }

    /** @throws EwsFault {@code ErrorSchemaValidation} for the first element that is not where the schema has it */
    static void check(Xml element) {
        List<String> order = CHILDREN.get(element.name());
        List<String> members = LISTS.get(element.name());
        if ((order != null || members != null) && !element.text().isBlank()) {
            throw EwsFault.schema(element, "The element '" + element.localName() + "' cannot contain text.");
        }
        if (members != null && element.children().isEmpty() && !element.name().equals("t:Categories")) {
            element.first();
        }
        int last = -1;
        for (Xml child : element.children()) {
            int at = order == null ? last + 1 : order.indexOf(child.name());
            if (at <= last || members != null && !members.contains(child.name())) {
                throw EwsFault.schema(
                        child,
                        "The element '" + element.localName() + "' has invalid child element '" + child.localName()
                                + "'.");
            }
            last = at;
            check(child);
        }
    }
}
