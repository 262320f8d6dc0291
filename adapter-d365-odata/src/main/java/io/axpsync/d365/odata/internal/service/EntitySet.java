package io.axpsync.d365.odata.internal.service;

import io.vavr.collection.Seq;
import io.vavr.collection.Vector;

/**
 * The entity sets that we use, with their default names and the properties that we read or write. Keys come first.
 * Sources: captured metadata for the stock sets, docs/companion.md for the others.
 */
public enum EntitySet {
    ACTIVITIES(
            "Activities",
            2,
            "dataAreaId ActivityNumber Category Purpose Notes OutlookText Location StartDateTime EndDateTime AllDay"
                    + " Reminder ReminderDate ReminderMinutes Sensitivity ShowTimeAs Priority"
                    + " ResponsibleWorkerPersonnelNumber OutlookEntryId OutlookSharedObjectId OutlookCategories"
                    + " OutlookResponseRequested KeepSynchronized LastDateTimeEdited RecurrenceState MasterAppointment"
                    + " SourceApplication ActivityStatus CompletedPercentage TotalWork ActualWork Closed DateAndTimeClosed"
                    + " BillingInformation Mileage OriginalStartDate"),
    ATTENDEES(
            "AxpActivityAttendees",
            3,
            "dataAreaId ActivityNumber Email Name AttendeeType ResponseStatus OrganizerActivityNumber"),
    LINKS("AxpActivityLinks", 4, "dataAreaId ActivityNumber ParentType ParentId IsPrimary"),
    RECURRENCES(
            "AxpActivityRecurrences",
            2,
            "dataAreaId ActivityNumber RecurrenceType Interval Instance DaysOfWeek DayofMonth MonthOfYearId"
                    + " DurationMinutes PatternStartDateTime PatternEndDateTime NoEndDate Occurrences FirstDayOfWeek"
                    + " TimeZone"),
    OCCURRENCES(
            "AxpActivityOccurrences", 3, "dataAreaId MasterActivityNumber OriginalStartDateTime ActivityNumber State"),
    ATTACHMENTS("AxpActivityAttachments", 3, "dataAreaId ActivityNumber FileName MimeType Content"),
    VERSIONS("AxpActivityVersions", 2, "dataAreaId ActivityNumber ModifiedDateTime RecVersion IsDeleted"),
    INSTALLATIONS("AxpInstallations", 1, "InstallationId Epoch"),
    LEGAL_ENTITIES("LegalEntities", 1, "LegalEntityId Name"),
    WORKERS("Workers", 1, "PersonnelNumber Name PartyNumber User IdentityEmail PrimaryContactEmail WorkerStatus"),
    PERSON_USERS("PersonUsers", 3, "UserId PartyNumber ValidFrom ValidTo UserEmail"),
    SYSTEM_USERS("SystemUsers", 1, "UserID Email Company PreferredTimeZone"),
    PARTY_CONTACTS(
            "PartyContactsV3",
            2,
            "PartyNumber ElectronicAddressId Type Locator LocatorExtension Description Purpose IsPrimary IsPrivate"
                    + " IsMobilePhone"),
    POSTAL_ADDRESSES(
            "PartyLocationPostalAddressesV2",
            3,
            "PartyNumber LocationId ValidFrom ValidTo Street StreetNumber ZipCode City State CountryRegionId IsPrimary"
                    + " IsRoleBusiness IsRoleHome"),
    CONTACT_PERSONS(
            "ContactPersons",
            2,
            "dataAreaId ContactPersonId ContactPersonPartyNumber ContactPersonName PrimaryEmailAddress"
                    + " LastEditDateTime IsInactive AssociatedPartyNumber FirstName MiddleName LastName Initials"
                    + " ProfessionalTitle ProfessionalSuffix KnownAsName PhoneticFirstName PhoneticLastName Gender"
                    + " BirthDay BirthMonth BirthYear AnniversaryDay AnniversaryMonth AnniversaryYear ChildrenNames"
                    + " SpouseName EmploymentJobTitle EmploymentProfession EmploymentDepartment"
                    + " EmploymentOfficeLocation ManagerContactPersonId AssistantName AssistantPhoneNumber"
                    + " MicrosoftOutlookCategories ContactActivitySensitivityLevel"
                    + " ContactPersonResponsiblePersonnelNumber Notes"),
    PRIVATE_CONTACTS("AxpPrivateContacts", 3, "dataAreaId PersonnelNumber ContactPersonId ModifiedDateTime IsDeleted"),
    STAMPS("AxpStamps", 4, "dataAreaId EntityName EntityKey LinkId"),
    CONTACT_VERSIONS("AxpContactVersions", 2, "dataAreaId ContactPersonId ModifiedDateTime RecVersion IsDeleted"),
    CUSTOMERS(
            "CustomersV3", 2, "dataAreaId CustomerAccount PartyNumber OrganizationName PrimaryContactEmail NameAlias"),
    VENDORS(
            "VendorsV2",
            2,
            "dataAreaId VendorAccountNumber VendorPartyNumber VendorOrganizationName PrimaryEmailAddress"),
    PROSPECTS("Prospects", 2, "dataAreaId ProspectId ProspectPartyNumber ProspectName PrimaryEmailAddress");

    private final String name;
    private final int keys;
    private final Vector<String> properties;

    EntitySet(String name, int keys, String properties) {
        this.name = name;
        this.keys = keys;
        this.properties = Vector.of(properties.split(" "));
    }

    /** The name of the set in an environment that renames nothing. */
    public String defaultName() {
        return name;
    }

    public Seq<String> keys() {
        return properties.take(keys);
    }

    public Seq<String> properties() {
        return properties;
    }
}
