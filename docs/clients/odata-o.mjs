// D365 by o.js (package odata): list, create, update, delete, and changes by a time stamp, which is all the sync that OData has.
import { createRequire } from "node:module";
import { check, sandbox, step, token } from "./sandbox.mjs";

const { o } = createRequire(import.meta.url)("odata");
const access = await token(sandbox.d365Scope);
const d365 = () =>
  o(sandbox.d365 + "/", {
    headers: { Authorization: "Bearer " + access, "Content-Type": "application/json" },
  });

await step("list across companies", async () => {
  const rows = await d365().get("Activities").query({ "cross-company": "true", $top: 50, $select: "dataAreaId" });
  check(new Set(rows.map((row) => row.dataAreaId)).size === 2, "two companies");
  return rows.length + " rows";
});
await step("expand", async () => {
  const rows = await d365().get("Activities").query({ $top: 1, $expand: "ServiceOrderHeaders" });
  check(Array.isArray(rows[0].ServiceOrderHeaders), "a collection");
});
const number = await step("create", async () => {
  const row = await d365().post("Activities", { Purpose: "Telefonat", Category: "Task" }).query();
  return row.ActivityNumber;
});
const path = `Activities(dataAreaId='nord',ActivityNumber='${number}')`;
await step("update", async () => {
  await d365().patch(path, { Priority: "High" }).query();
  check((await d365().get(path).query()).Priority === "High", "the new priority");
});
await step("changes since", async () => {
  const since = new Date(Date.now() - 60_000).toISOString().replace(/\.\d+/, "");
  const rows = await d365().get("Activities").query({ $filter: `LastDateTimeEdited ge ${since}` });
  check(rows.some((row) => row.ActivityNumber === number), "the changed row");
  return rows.length + " rows";
});
await step("delete", async () => {
  await d365().delete(path).query();
  try {
    await d365().get(path).query();
  } catch (e) {
    check(e.status === 404, "404, not " + e.status);
    return;
  }
  throw new Error("it is still there");
});
