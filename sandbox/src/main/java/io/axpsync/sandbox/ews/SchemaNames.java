package io.axpsync.sandbox.ews;

import java.util.List;
import java.util.Set;

/** Names that the published schema enumerates and whose order it fixes. */
final class SchemaNames {

    /** Children of an item in schema order; every kind of item begins with them. */
    static final List<String> ITEM = List.of(("""
            MimeContent ItemId ParentFolderId ItemClass Subject Sensitivity Body Attachments
            DateTimeReceived Size Categories Importance InReplyTo IsSubmitted IsDraft IsFromMe IsResend
            IsUnmodified InternetMessageHeaders DateTimeSent DateTimeCreated ResponseObjects ReminderDueBy
            ReminderIsSet ReminderNextTime ReminderMinutesBeforeStart DisplayCc DisplayTo DisplayBcc
            HasAttachments ExtendedProperty Culture EffectiveRights LastModifiedName LastModifiedTime
            IsAssociated WebClientReadFormQueryString WebClientEditFormQueryString ConversationId
            UniqueBody Flag StoreEntryId InstanceKey NormalizedBody EntityExtractionResult PolicyTag
            ArchiveTag RetentionDate Preview RightsManagementLicenseData PredictedActionReasons IsClutter
            BlockStatus HasBlockedImages TextBody IconIndex SearchKey SortKey Hashtags Mentions MentionedMe
            MentionsPreview MentionsEx AppliedHashtags AppliedHashtagsPreview Likes LikesPreview
            PendingSocialActivityTagIds AtAllMention CanDelete InferenceClassification
            """).strip().split("\\s+"));

    /** Children of a calendar item that follow those of the item, in schema order. */
    static final List<String> CALENDAR = List.of(("""
            UID RecurrenceId DateTimeStamp Start End OriginalStart IsAllDayEvent LegacyFreeBusyStatus
            Location When IsMeeting IsCancelled IsRecurring MeetingRequestWasSent IsResponseRequested
            CalendarItemType MyResponseType Organizer RequiredAttendees OptionalAttendees Resources
            InboxReminders ConflictingMeetingCount AdjacentMeetingCount ConflictingMeetings
            AdjacentMeetings Duration TimeZone AppointmentReplyTime AppointmentSequenceNumber
            AppointmentState Recurrence FirstOccurrence LastOccurrence ModifiedOccurrences
            DeletedOccurrences MeetingTimeZone StartTimeZone EndTimeZone ConferenceType
            AllowNewTimeProposal IsOnlineMeeting MeetingWorkspaceUrl NetShowUrl EnhancedLocation
            StartWallClock EndWallClock StartTimeZoneId EndTimeZoneId IntendedFreeBusyStatus
            JoinOnlineMeetingUrl OnlineMeetingSettings IsOrganizer CalendarActivityData DoNotForwardMeeting
            """).strip().split("\\s+"));

    /** Children of a message that follow those of the item, in schema order. */
    static final List<String> MESSAGE = List.of(("""
            Sender ToRecipients CcRecipients BccRecipients IsReadReceiptRequested IsDeliveryReceiptRequested
            ConversationIndex ConversationTopic From InternetMessageId IsRead IsResponseRequested References
            ReplyTo ReceivedBy ReceivedRepresenting ApprovalRequestData VotingInformation
            ReminderMessageData MessageSafety SenderSMTPAddress MailboxGuids MailboxGuid PublishedCalendarItemIcs
            PublishedCalendarItemName
            """).strip().split("\\s+"));

    /** Children of a contact that follow those of the item, in schema order. */
    static final List<String> CONTACT = List.of(("""
            FileAs FileAsMapping DisplayName GivenName Initials MiddleName Nickname CompleteName CompanyName
            EmailAddresses AbchEmailAddresses PhysicalAddresses PhoneNumbers AssistantName Birthday
            BusinessHomePage Children Companies ContactSource Department Generation ImAddresses JobTitle
            Manager Mileage OfficeLocation PostalAddressIndex Profession SpouseName Surname
            WeddingAnniversary HasPicture PhoneticFullName PhoneticFirstName PhoneticLastName Alias Notes
            Photo UserSMIMECertificate MSExchangeCertificate DirectoryId ManagerMailbox DirectReports
            AccountName IsAutoUpdateDisabled IsMessengerEnabled Comment ContactShortId ContactType Gender
            IsHidden ObjectId PassportId IsPrivate SourceId TrustLevel CreatedBy Urls Cid
            SkypeAuthCertificate SkypeContext SkypeId SkypeRelationship YomiNickname XboxLiveTag InviteFree
            HidePresenceAndProfile IsPendingOutbound SupportGroupFeeds UserTileHash UnifiedInbox Mris Wlid
            AbchContactId NotInBirthdayCalendar ShellContactType ImMri PresenceTrustLevel OtherMri
            ProfileLastChanged MobileIMEnabled PartnerNetworkProfilePhotoUrl PartnerNetworkThumbnailPhotoUrl
            PersonId ConversationGuid
            """).strip().split("\\s+"));

    /** Children of a task that follow those of the item, in schema order. */
    static final List<String> TASK = List.of(("""
            ActualWork AssignedTime BillingInformation ChangeCount Companies CompleteDate Contacts
            DelegationState Delegator DueDate IsAssignmentEditable IsComplete IsRecurring IsTeamTask Mileage
            Owner PercentComplete Recurrence StartDate Status StatusDescription TotalWork
            """).strip().split("\\s+"));

    /** Children of a distribution list that follow those of the item, in schema order. */
    static final List<String> DISTRIBUTION_LIST = List.of(("""
            DisplayName FileAs ContactSource Members
            """).strip().split("\\s+"));

    /** Children of a post that follow those of the item, in schema order. */
    static final List<String> POST = List.of(("""
            ConversationIndex ConversationTopic From InternetMessageId IsRead PostedTime References Sender
            """).strip().split("\\s+"));

    /** Children of a folder in schema order. */
    static final List<String> FOLDER = List.of(("""
            FolderId ParentFolderId FolderClass DisplayName TotalCount ChildFolderCount ExtendedProperty
            ManagedFolderInformation EffectiveRights DistinguishedFolderId PolicyTag ArchiveTag ReplicaList
            """).strip().split("\\s+"));

    /** Property paths of items and calendar items. */
    static final Set<String> ITEM_URIS = Set.of(("""
            item:ItemId item:ParentFolderId item:ItemClass item:MimeContent item:Attachments item:Subject
            item:DateTimeReceived item:Size item:Categories item:HasAttachments item:Importance
            item:InReplyTo item:InternetMessageHeaders item:IsAssociated item:IsDraft item:IsFromMe
            item:IsResend item:IsSubmitted item:IsUnmodified item:DateTimeSent item:DateTimeCreated
            item:Body item:ResponseObjects item:Sensitivity item:ReminderDueBy item:ReminderIsSet
            item:ReminderNextTime item:ReminderMinutesBeforeStart item:DisplayTo item:DisplayCc
            item:DisplayBcc item:Culture item:EffectiveRights item:LastModifiedName item:LastModifiedTime
            item:ConversationId item:UniqueBody item:Flag item:StoreEntryId item:InstanceKey
            item:NormalizedBody item:EntityExtractionResult item:PolicyTag item:ArchiveTag
            item:RetentionDate item:Preview item:PredictedActionReasons item:IsClutter
            item:RightsManagementLicenseData item:BlockStatus item:HasBlockedImages
            item:WebClientReadFormQueryString item:WebClientEditFormQueryString item:TextBody
            item:IconIndex item:MimeContentUTF8 item:Mentions item:MentionedMe item:MentionsPreview
            item:MentionsEx item:Hashtags item:AppliedHashtags item:AppliedHashtagsPreview item:Likes
            item:LikesPreview item:PendingSocialActivityTagIds item:AtAllMention item:CanDelete
            item:InferenceClassification item:FirstBody calendar:Start calendar:End calendar:OriginalStart
            calendar:StartWallClock calendar:EndWallClock calendar:StartTimeZoneId calendar:EndTimeZoneId
            calendar:IsAllDayEvent calendar:LegacyFreeBusyStatus calendar:Location
            calendar:EnhancedLocation calendar:When calendar:IsMeeting calendar:IsCancelled
            calendar:IsRecurring calendar:MeetingRequestWasSent calendar:IsResponseRequested
            calendar:CalendarItemType calendar:MyResponseType calendar:Organizer calendar:RequiredAttendees
            calendar:OptionalAttendees calendar:Resources calendar:ConflictingMeetingCount
            calendar:AdjacentMeetingCount calendar:ConflictingMeetings calendar:AdjacentMeetings
            calendar:InboxReminders calendar:Duration calendar:TimeZone calendar:AppointmentReplyTime
            calendar:AppointmentSequenceNumber calendar:AppointmentState calendar:Recurrence
            calendar:FirstOccurrence calendar:LastOccurrence calendar:ModifiedOccurrences
            calendar:DeletedOccurrences calendar:MeetingTimeZone calendar:ConferenceType
            calendar:AllowNewTimeProposal calendar:IsOnlineMeeting calendar:MeetingWorkspaceUrl
            calendar:NetShowUrl calendar:UID calendar:RecurrenceId calendar:DateTimeStamp
            calendar:StartTimeZone calendar:EndTimeZone calendar:JoinOnlineMeetingUrl
            calendar:OnlineMeetingSettings calendar:IsOrganizer calendar:CalendarActivityData
            calendar:DoNotForwardMeeting
            """).strip().split("\\s+"));

    /** Property paths of folders. */
    static final Set<String> FOLDER_URIS = Set.of(("""
            folder:FolderId folder:ParentFolderId folder:DisplayName folder:UnreadCount folder:TotalCount
            folder:ChildFolderCount folder:FolderClass folder:SearchParameters
            folder:ManagedFolderInformation folder:PermissionSet folder:EffectiveRights
            folder:SharingEffectiveRights folder:DistinguishedFolderId folder:PolicyTag folder:ArchiveTag
            folder:ReplicaList
            """).strip().split("\\s+"));

    /** Distinguished folder names; most of them no mailbox of the sandbox has. */
    static final Set<String> DISTINGUISHED = Set.of(("""
            calendar contacts deleteditems drafts inbox journal notes outbox sentitems tasks msgfolderroot
            publicfoldersroot root junkemail searchfolders voicemail recoverableitemsroot
            recoverableitemsdeletions recoverableitemsversions recoverableitemspurges
            recoverableitemsdiscoveryholds archiveroot archivemsgfolderroot archivedeleteditems
            archiveinbox archiverecoverableitemsroot archiverecoverableitemsdeletions
            archiverecoverableitemsversions archiverecoverableitemspurges
            archiverecoverableitemsdiscoveryholds syncissues conflicts localfailures serverfailures
            recipientcache quickcontacts conversationhistory adminauditlogs todosearch mycontacts directory
            imcontactlist peopleconnect favorites mecontact personmetadata teamspaceactivity
            teamspacemessaging teamspaceworkitems scheduled orionnotes tagitems alltaggeditems
            externalcontacts teamchat teamchathistory yammerroot yammerinbound yammeroutbound yammerfeeds
            onedriveroot onedriverecylebin onedrivesystem onedrivevolume important starred archive
            """).strip().split("\\s+"));

    private SchemaNames() {}
}
