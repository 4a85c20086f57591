import { bad, type Check, type Finding, good } from "../check.ts";
import type { StageWorld } from "../world.ts";

const patience = 10_000;

/** What a client app meets: the address answers, and the keys that assertions are checked with are there. */
export const answers: Check<StageWorld> = {
  name: "answers",
  run({ fetch, stage: { url, settings } }) {
    const target = settings.domainTarget;
    const remedy =
      target === undefined ? "Check the network from here." : `Is there a DNS record that points to ${target}?`;
    return Promise.all([
      look(fetch, `${url}/health`, () => true, remedy),
      look(fetch, `${url}/.well-known/jwks.json`, (body) => hasKeys(body), remedy),
    ]);
  },
};

async function look(
  fetch: StageWorld["fetch"],
  url: string,
  isRight: (body: unknown) => boolean,
  remedy: string,
): Promise<Finding> {
  try {
    const response = await fetch(url, { redirect: "manual", signal: AbortSignal.timeout(patience) });
    if (response.status !== 200)
      return bad(`${url} answers ${response.status}.`, "Look at the alarms and at the function's log.");
    return isRight(await response.json())
      ? good(`${url} answers.`)
      : bad(`${url} answers with something else.`, remedy);
  } catch {
    return bad(`${url} does not answer.`, remedy);
  }
}

const hasKeys = (body: unknown): boolean =>
  typeof body === "object" && body !== null && "keys" in body && Array.isArray(body.keys) && body.keys.length > 0;
