package io.axpsync.exchange.ews.internal;

import microsoft.exchange.webservices.data.core.PropertySet;
import microsoft.exchange.webservices.data.core.enumeration.property.BasePropertySet;
import microsoft.exchange.webservices.data.core.enumeration.property.BodyType;
import microsoft.exchange.webservices.data.core.service.schema.AppointmentSchema;

/** What is asked for of an item, made anew for each request (the library's sets are mutable). */
final class Shapes {

    private Shapes() {}

    static PropertySet ids() {
        return new PropertySet(BasePropertySet.IdOnly);
    }

    /** What a feed may tell: no body, no attendees, no folder, no zone. */
    static PropertySet light() {
        return new PropertySet(
                BasePropertySet.IdOnly,
                AppointmentSchema.Subject,
                AppointmentSchema.Categories,
                AppointmentSchema.LastModifiedTime,
                AppointmentSchema.ICalUid,
                AppointmentSchema.Start,
                AppointmentSchema.End,
                AppointmentSchema.IsAllDayEvent,
                AppointmentSchema.AppointmentType,
                AppointmentSchema.TimeZone,
                Mapi.STAMP,
                Mapi.STATE,
                Mapi.RECURRING);
    }

    /** What a targeted read tells of what a feed may not: the pattern and the exceptions of a series. */
    static PropertySet series() throws Exception {
        PropertySet light = light();
        light.addRange(java.util.List.of(
                AppointmentSchema.StartTimeZone,
                AppointmentSchema.Recurrence,
                AppointmentSchema.ModifiedOccurrences,
                AppointmentSchema.DeletedOccurrences));
        return light;
    }

    static PropertySet full() {
        PropertySet full = new PropertySet(
                BasePropertySet.IdOnly,
                AppointmentSchema.ParentFolderId,
                AppointmentSchema.Subject,
                AppointmentSchema.Sensitivity,
                AppointmentSchema.Body,
                AppointmentSchema.Categories,
                AppointmentSchema.Importance,
                AppointmentSchema.IsReminderSet,
                AppointmentSchema.ReminderMinutesBeforeStart,
                AppointmentSchema.LastModifiedTime,
                AppointmentSchema.ICalUid,
                AppointmentSchema.Start,
                AppointmentSchema.End,
                AppointmentSchema.IsAllDayEvent,
                AppointmentSchema.LegacyFreeBusyStatus,
                AppointmentSchema.Location,
                AppointmentSchema.IsResponseRequested,
                AppointmentSchema.AppointmentType,
                AppointmentSchema.Organizer,
                AppointmentSchema.RequiredAttendees,
                AppointmentSchema.OptionalAttendees,
                AppointmentSchema.Resources,
                AppointmentSchema.Recurrence,
                AppointmentSchema.ModifiedOccurrences,
                AppointmentSchema.DeletedOccurrences,
                AppointmentSchema.StartTimeZone,
                AppointmentSchema.IsOnlineMeeting,
                AppointmentSchema.Attachments,
                Mapi.STAMP,
                Mapi.BUSY,
                Mapi.STATE,
                Mapi.RECURRING,
                Mapi.TEAMS,
                Mapi.SKYPE);
        full.setRequestedBodyType(BodyType.Text);
        return full;
    }
}
