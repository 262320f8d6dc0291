// What `axpsync sandbox --json` printed, and tokens for it.
import { readFileSync } from "node:fs";

export const sandbox = JSON.parse(readFileSync(new URL("work/sandbox.json", import.meta.url)));

export async function token(scope) {
  const answer = await fetch(sandbox.tokens, {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "client_credentials",
      client_id: sandbox.clientId,
      client_secret: sandbox.clientSecret,
      scope,
    }),
  });
  if (!answer.ok) throw new Error(`no token: ${answer.status} ${await answer.text()}`);
  return (await answer.json()).access_token;
}

let failed = 0;

// Runs one step of a script, says how it went, and goes on.
export async function step(name, work) {
  try {
    const result = await work();
    console.log(`ok    ${name}${result === undefined ? "" : ": " + String(result).slice(0, 100)}`);
    return result;
  } catch (e) {
    failed++;
    console.log(`FAIL  ${name}: ${e?.message ?? e}`);
    if (process.env.DEBUG) console.log(e);
    return undefined;
  }
}

export function check(holds, what) {
  if (!holds) throw new Error("not as expected: " + what);
}

process.on("exit", () => {
  if (failed) process.exitCode = 1;
});
