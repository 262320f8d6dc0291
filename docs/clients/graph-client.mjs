// Exchange by Microsoft's own Graph client for JavaScript: list, create, update, delete, delta, batch.
import { createRequire } from "node:module";
import { check, sandbox, step, token } from "./sandbox.mjs";

const { BatchRequestContent, Client, PageIterator } = createRequire(import.meta.url)(
  "@microsoft/microsoft-graph-client",
);
const graph = Client.initWithMiddleware({
  baseUrl: sandbox.graph.replace(/v1\.0\/?$/, ""),
  defaultVersion: "v1.0",
  customHosts: new Set(["localhost", "127.0.0.1"]),
  authProvider: { getAccessToken: () => token(sandbox.exchangeScope) },
});
const user = process.argv[2] ?? "anna.bergmann@fabrikon.example";
const me = `/users/${user}`;
const at = (days, hour) => {
  const day = new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  return { dateTime: `${day}T${hour}:00`, timeZone: "W. Europe Standard Time" };
};
const from = new Date(Date.now() - 7 * 86_400_000).toISOString();
const to = new Date(Date.now() + 30 * 86_400_000).toISOString();

await step("user", async () => (await graph.api(me).get()).displayName);
await step("users", async () => (await graph.api("/users").top(5).select("displayName,mail").get()).value.length);
await step("calendars", async () =>
  (await graph.api(`${me}/calendars`).get()).value.map((calendar) => calendar.name).join(", "),
);
await step("list with every page", async () => {
  let count = 0;
  const first = await graph.api(`${me}/events`).top(2).select("subject,start").orderby("start/dateTime").get();
  await new PageIterator(graph, first, () => ++count > 0).iterate();
  check(count > 0, "events");
  return count + " events";
});
await step("calendar view", async () =>
  (await graph.api(`${me}/calendarView`).query({ startDateTime: from, endDateTime: to }).get()).value.length,
);
let delta;
await step("first delta", async () => {
  let page = await graph.api(`${me}/calendarView/delta`).query({ startDateTime: from, endDateTime: to }).get();
  let count = page.value.length;
  while (page["@odata.nextLink"]) {
    page = await graph.api(page["@odata.nextLink"]).get();
    count += page.value.length;
  }
  delta = page["@odata.deltaLink"];
  check(delta, "a delta link");
  return count + " items";
});
const id = await step("create", async () => {
  const event = await graph.api(`${me}/events`).post({
    subject: "Stock client",
    body: { contentType: "text", content: "made by the Graph client" },
    start: at(3, "10:00"),
    end: at(3, "11:00"),
    location: { displayName: "Zürich" },
    categories: ["Blue category"],
  });
  return event.id;
});
await step("update", async () => {
  await graph.api(`${me}/events/${id}`).patch({ subject: "Stock client, changed" });
  const event = await graph.api(`${me}/events/${id}`).header("Prefer", 'outlook.timezone="UTC"').get();
  check(event.subject === "Stock client, changed", event.subject);
  check(event.start.timeZone === "UTC", event.start.timeZone);
});
await step("filter", async () => {
  const found = await graph.api(`${me}/events`).filter("startswith(subject,'Stock')").count(true).get();
  check(found.value.length === 1, found.value.length);
});
await step("changes by delta", async () => {
  const page = await graph.api(delta).get();
  check(page.value.some((event) => event.id === id), "the new event");
  delta = page["@odata.deltaLink"] ?? delta;
  return page.value.length + " items";
});
await step("batch", async () => {
  const batch = new BatchRequestContent([
    { id: "1", request: new Request(`https://localhost${me}/events?$top=1`) },
    { id: "2", request: new Request(`https://localhost${me}/events/none`) },
  ]);
  const answer = await graph.api("/$batch").post(await batch.getContent());
  return answer.responses.map((one) => `${one.id}:${one.status}`).sort().join(" ");
});
await step("attachment", async () => {
  await graph.api(`${me}/events/${id}/attachments`).post({
    "@odata.type": "#microsoft.graph.fileAttachment",
    name: "a.txt",
    contentBytes: Buffer.from("hello").toString("base64"),
  });
  return (await graph.api(`${me}/events/${id}/attachments`).get()).value.map((one) => one.name).join();
});
await step("delete", async () => {
  await graph.api(`${me}/events/${id}`).delete();
  const page = await graph.api(delta).get();
  check(page.value.some((event) => event.id === id && event["@removed"]), "@removed");
});
await step("mail folders and messages", async () =>
  (await graph.api(`${me}/mailFolders`).get()).value.map((folder) => folder.displayName).join(", "),
);
await step("contacts", async () => (await graph.api(`${me}/contacts`).top(2).get()).value.length);
