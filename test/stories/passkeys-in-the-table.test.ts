/** @module-tag crowds */
import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { describe, expect, it } from "vitest";
import { Authenticator, type Ceremony } from "../harness/authenticator.ts";
import type { Person } from "../harness/person.ts";
import { shopOrigin, withPasskeys, world } from "../harness/world.ts";

const { service, organisation: acme } = world({ ...withPasskeys, issuer: "shop" });
let nth = 0;
const newcomer = (claims: object = {}): Person => acme.person(`user-${(nth += 1)}`, claims);
const keyOf = (said: Partial<Ceremony> = {}) => new Authenticator(shopOrigin, said);
const tableName = "countersign";

describe("a removed passkey", () => {
  it("is unknown, and its credential is gone from the table, unless it is the one kept for an undo", async () => {
    const ada = newcomer();
    const [kept, gone, last] = [keyOf(), keyOf(), keyOf()];
    await ada.hasPasskey(kept);
    const keptId = ada.passkeyFactorId;
    await ada.loginWithPasskey(kept);
    await ada.hasPasskey(gone);
    const goneId = ada.passkeyFactorId;
    await ada.loginWithPasskey(gone);
    await ada.hasPasskey(last);
    for (const id of [keptId, goneId]) {
      await ada.loginWithPasskey(last);
      expect((await ada.withAccess("DELETE", `/v1/factors/${id}`)).status).toBe(204);
    }
    const { publicKey } = (await ada.withPassword("POST", "/v1/login")).body;
    const credentialId = gone.keys[0]?.id;
    const stale = gone.get({ ...publicKey, allowCredentials: [{ id: credentialId }] });
    expect((await ada.verifyPasskey(stale)).body).toMatchObject({
      code: "unknown_passkey",
      rpId: "shop.example",
      credentialId,
    });
    const items = await credentialItems();
    expect(items.filter(({ sk }) => sk === `CREDENTIAL#${goneId}`).map((item) => Object.keys(item).toSorted())).toEqual(
      [["pk", "s", "sk", "ttl"]],
    );
    expect(items.find(({ sk }) => sk === `CREDENTIAL#${keptId}`)).toHaveProperty("ttl");
    expect((await ada.loginWithPasskey(last)).status).toBe(200);
    await ada.withAccess("DELETE", "/v1/factors");
    service.clock.forward(73 * 3600);
    expect((await ada.withPassword("GET", "/v1/factors")).body).not.toHaveProperty("passkeys");
  });
});

type Item = Readonly<Record<string, unknown>>;
async function credentialItems(): Promise<readonly Item[]> {
  const puts = service.aws.calls.flatMap(({ input }) => {
    const { Item: item } = Object(input) as { readonly Item?: Item };
    return item && String(item["sk"]).startsWith("CREDENTIAL#") ? [item] : [];
  });
  const latest = new Map(puts.map((item) => [`${String(item["pk"])} ${String(item["sk"])}`, item]));
  return [...latest.values()];
}

describe("a credential moved in the table", () => {
  const moved = async (from: Item, to: Item): Promise<void> => {
    const { documents } = service.aws.clients;
    await documents.send(new PutCommand({ TableName: tableName, Item: { ...from, pk: to["pk"], sk: to["sk"] } }));
  };
  const itemOf = async ({ passkeyFactorId }: Person): Promise<Item> => {
    const found = (await credentialItems()).find(({ sk }) => sk === `CREDENTIAL#${passkeyFactorId}`);
    if (!found) throw new Error("No credential was written");
    return found;
  };

  it.each(["another user", "another factor"])("to %s does not open: 503, and nobody gets in", async (target) => {
    const ada = newcomer();
    const [hers, stolen] = [keyOf(), keyOf()];
    await ada.hasPasskey(hers);
    const item = await itemOf(ada);
    const options = (await ada.withPassword("POST", "/v1/login")).body["publicKey"];
    const thief = target === "another user" ? newcomer() : ada;
    if (target === "another factor") await ada.loginWithPasskey(hers);
    await thief.hasPasskey(stolen);
    await moved(await itemOf(thief), item);
    const challenge = target === "another factor" ? {} : { challenge: options.challenge };
    const answer = await ada.verifyPasskey(
      stolen.get({ ...options, ...challenge, allowCredentials: [{ id: stolen.keys[0]?.id }] }),
    );
    expect(answer.body["code"]).toBe("temporarily_unavailable");
    expect((await ada.withPassword("POST", "/v1/login")).status).toBe(503);
    const { documents } = service.aws.clients;
    const key = { pk: item["pk"], sk: item["sk"] };
    expect((await documents.send(new GetCommand({ TableName: tableName, Key: key }))).Item).toBeDefined();
  });
});

describe("a security key whose counter goes back", () => {
  it("is refused, told by e-mail and in the activity, and its challenge is dead", async () => {
    const ada = newcomer({ email: "copied@example.com" });
    const key = keyOf();
    await ada.hasPasskey(key);
    await ada.loginWithPasskey(key, { signCount: 9 });
    const { body } = await ada.withPassword("POST", "/v1/login");
    const stale = key.get(body["publicKey"], { signCount: 4 });
    expect((await ada.verifyPasskey(stale)).body).toMatchObject({ code: "passkey_refused", reason: "counter" });
    expect((await ada.verifyPasskey(stale)).body["code"]).toBe("challenge_expired");
    await service.local.drained();
    const { body: activity } = await ada.activity();
    expect(activity["events"]).toContainEqual(
      expect.objectContaining({ type: "passkey.counter_fell", data: { factorId: ada.passkeyFactorId } }),
    );
    expect(service.local.mailbox.mails.map(({ subject }) => subject).join()).toContain("may have been copied");
    expect((await ada.loginWithPasskey(key, { signCount: 10 })).status).toBe(200);
  });
});
