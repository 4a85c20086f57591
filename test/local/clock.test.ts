import { expect, it } from "vitest";
import { world } from "../harness/world.ts";

/** Time that somebody lets pass in the local run, so that a recovery can be played in minutes. */
const { service } = world();

it.each([
  [{ seconds: 3600 }, 200],
  [{ seconds: -1 }, 400],
  [{ seconds: "3600" }, 400],
  [{ seconds: 40_000_000 }, 400],
  [{}, 400],
])("%j is answered by %i, and time goes forward alone", async (body, status) => {
  const before = Date.now();
  const answer = await fetch(`${service.local.url}/local/clock`, { method: "POST", body: JSON.stringify(body) });
  const { now } = (await answer.json()) as { readonly now?: string };
  expect(answer.status).toBe(status);
  if (status === 200) expect(Date.parse(now ?? "") - before).toBeGreaterThan(3_500_000);
  else expect(now).toBeUndefined();
});
