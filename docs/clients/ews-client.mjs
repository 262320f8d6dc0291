// Exchange by ews-javascript-api (the EWS Managed API in JavaScript) with Basic authentication and impersonation.
import { createRequire } from "node:module";
import { check, sandbox, step } from "./sandbox.mjs";

const ews = createRequire(import.meta.url)("ews-javascript-api");
const user = process.argv[2] ?? "anna.bergmann@fabrikon.example";
const service = new ews.ExchangeService(ews.ExchangeVersion.Exchange2013_SP1);
service.Url = new ews.Uri(sandbox.ews);
service.Credentials = new ews.WebCredentials(sandbox.ewsUser, sandbox.ewsPassword);
service.ImpersonatedUserId = new ews.ImpersonatedUserId(ews.ConnectingIdType.SmtpAddress, user);

const calendar = new ews.FolderId(ews.WellKnownFolderName.Calendar);
const day = (days) => ews.DateTime.Now.AddDays(days);

await step("folder", async () => {
  const folder = await ews.Folder.Bind(service, ews.WellKnownFolderName.Calendar);
  return `${folder.DisplayName}, ${folder.TotalCount} items`;
});
await step("folder tree", async () => {
  const view = new ews.FolderView(100);
  view.Traversal = ews.FolderTraversal.Deep;
  return (await service.FindFolders(ews.WellKnownFolderName.MsgFolderRoot, view)).Folders.length;
});
await step("list by pages", async () => {
  let count = 0;
  const view = new ews.ItemView(2);
  for (let more = true; more; ) {
    const page = await service.FindItems(ews.WellKnownFolderName.Calendar, view);
    count += page.Items.length;
    view.Offset = page.NextPageOffset;
    more = page.MoreAvailable;
  }
  return count;
});
await step("calendar view", async () => {
  const found = await service.FindAppointments(
    ews.WellKnownFolderName.Calendar,
    new ews.CalendarView(day(-7), day(30)),
  );
  return found.Items.length;
});
let state = await step("first sync", async () => {
  let last = null;
  for (let more = true; more; ) {
    const changes = await service.SyncFolderItems(
      calendar,
      ews.PropertySet.IdOnly,
      null,
      512,
      ews.SyncFolderItemsScope.NormalItems,
      last,
    );
    last = changes.SyncState;
    more = changes.MoreChangesAvailable;
  }
  return last;
});
const sync = async () => {
  const changes = await service.SyncFolderItems(
    calendar,
    ews.PropertySet.FirstClassProperties,
    null,
    512,
    ews.SyncFolderItemsScope.NormalItems,
    state,
  );
  state = changes.SyncState;
  return Array.from({ length: changes.Count }, (_, i) => changes._getItem(i));
};
const appointment = new ews.Appointment(service);
await step("create", async () => {
  appointment.Subject = "Stock client";
  appointment.Body = new ews.MessageBody(ews.BodyType.Text, "made by ews-javascript-api");
  appointment.Start = day(3);
  appointment.End = day(3).AddHours(1);
  appointment.Location = "Zürich";
  await appointment.Save(ews.WellKnownFolderName.Calendar, ews.SendInvitationsMode.SendToNone);
  check(appointment.Id.UniqueId, "an id");
});
await step("update", async () => {
  appointment.Subject = "Stock client, changed";
  await appointment.Update(
    ews.ConflictResolutionMode.AlwaysOverwrite,
    ews.SendInvitationsOrCancellationsMode.SendToNone,
  );
  const read = await ews.Appointment.Bind(service, appointment.Id);
  check(read.Subject === "Stock client, changed" && read.Location === "Zürich", read.Subject);
});
await step("sync", async () => {
  const changes = await sync();
  check(changes.some((one) => one.ItemId.UniqueId === appointment.Id.UniqueId), "the new item");
  return changes.length;
});
await step("search", async () => {
  const filter = new ews.SearchFilter.ContainsSubstring(ews.ItemSchema.Subject, "stock client");
  const found = await service.FindItems(ews.WellKnownFolderName.Calendar, filter, new ews.ItemView(10));
  check(found.Items.length > 0, found.Items.length);
});
await step("meeting", async () => {
  const meeting = new ews.Appointment(service);
  meeting.Subject = "Stock meeting";
  meeting.Start = day(4);
  meeting.End = day(4).AddHours(1);
  meeting.RequiredAttendees.Add("lukas.petersen@fabrikon.example");
  await meeting.Save(ews.WellKnownFolderName.Calendar, ews.SendInvitationsMode.SendToAllAndSaveCopy);
  await meeting.Delete(
    ews.DeleteMode.MoveToDeletedItems,
    ews.SendCancellationsMode.SendToAllAndSaveCopy,
  );
});
await step("series", async () => {
  const series = new ews.Appointment(service);
  series.Subject = "Series";
  series.Start = day(1);
  series.End = day(1).AddHours(1);
  series.Recurrence = new ews.Recurrence.DailyPattern(series.Start, 1);
  series.Recurrence.NumberOfOccurrences = 3;
  await series.Save(ews.WellKnownFolderName.Calendar, ews.SendInvitationsMode.SendToNone);
  const found = await service.FindAppointments(
    ews.WellKnownFolderName.Calendar,
    new ews.CalendarView(day(0), day(10)),
  );
  check(found.Items.filter((one) => one.Subject === "Series").length === 3, "three occurrences");
  await series.Delete(ews.DeleteMode.HardDelete);
});
await step("streaming subscription", async () => {
  const subscription = await service.SubscribeToStreamingNotifications([calendar], ews.EventType.Modified);
  check(subscription.Id, "an id");
  await subscription.Unsubscribe();
});
await step("pull subscription", async () => {
  const subscription = await service.SubscribeToPullNotifications([calendar], 10, null, ews.EventType.Created);
  const events = await subscription.GetEvents();
  await subscription.Unsubscribe();
  return events.AllEvents.length;
});
await step("resolve names", async () => {
  const found = await service.ResolveName("anna");
  return found._getItem(0).Mailbox.Address;
});
await step("free and busy", async () => {
  const window = new ews.TimeWindow(day(0), day(7));
  const answer = await service.GetUserAvailability(
    [new ews.AttendeeInfo(user)],
    window,
    ews.AvailabilityData.FreeBusy,
  );
  return answer.AttendeesAvailability.__thisIndexer(0).CalendarEvents.length;
});
await step("delete", async () => {
  await appointment.Delete(ews.DeleteMode.HardDelete);
  const changes = await sync();
  check(
    changes.some((one) => one.ChangeType === ews.ChangeType.Delete && one.ItemId.UniqueId === appointment.Id.UniqueId),
    "in the sync",
  );
});
