// D365 by @odata/client: list, filter, create, update, delete.
import { createRequire } from "node:module";
import { check, sandbox, step, token } from "./sandbox.mjs";

const { OData } = createRequire(import.meta.url)("@odata/client");
const access = await token(sandbox.d365Scope);
const client = OData.New4({
  serviceEndpoint: sandbox.d365 + "/",
  commonHeaders: { Authorization: "Bearer " + access },
  fetchProxy: async (url, init) => {
    const response = await fetch(url, init);
    const text = await response.text();
    const json = (response.headers.get("content-type") ?? "").includes("json");
    return { content: json && text ? JSON.parse(text) : text, response };
  },
});
const activities = client.getEntitySet("Activities");

await step("count", () => activities.count());
await step("list by filter, order and selection", async () => {
  const rows = await activities.query(
    activities
      .newOptions()
      .filter(client.newFilter().property("Purpose").eq("*e*"))
      .select(["ActivityNumber", "Purpose"])
      .orderby("ActivityNumber")
      .top(3),
  );
  check(rows.length === 3 && Object.keys(rows[0]).length === 3, JSON.stringify(rows[0]));
  return rows.map((row) => row.Purpose).join(", ");
});
const created = await step("create", async () => {
  const row = await activities.create({ Purpose: "Besuch", Category: "Appointment" });
  check(row.ActivityNumber, "a number");
  return row.ActivityNumber;
});
const key = { dataAreaId: "nord", ActivityNumber: created };
await step("update", async () => {
  await activities.update(key, { Location: "Zürich" });
  check((await activities.retrieve(key)).Location === "Zürich", "the new place");
});
await step("delete", async () => {
  await activities.delete(key);
  const left = await activities.query(client.newFilter().property("ActivityNumber").eq(created));
  check(left.length === 0, "none left");
});
await step("a refusal is understood", async () => {
  try {
    await activities.create({ Purpose: "x", ResponsibleWorkerPersonnelNumber: "999999" });
  } catch (e) {
    return e.message;
  }
  throw new Error("it was not refused");
});
