import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { describe, expect, it } from "vitest";
import { accountFromItem, accountToItem } from "../../shared/aws/dynamodb/account-item.ts";
import { policyStore } from "../../shared/aws/dynamodb/policy-store.ts";
import { isEnabled, preferredFactor } from "../../shared/account/account.ts";
import { noDemand } from "../../shared/account/enforcement.ts";
import { loginNeeds } from "../../shared/account/accept.ts";
import { defaultPasskeys, defaultRecovery } from "../../shared/account/policy-fields.ts";
import { replacePolicy } from "../../shared/account/policy.ts";
import { removeFactor } from "../../shared/account/remove.ts";
import { provesFactor } from "../../shared/account/step-up.ts";
import { updateFactor } from "../../shared/account/update-factor.ts";
import { at } from "../account/examples.ts";
import { mockTable } from "./mock-table.ts";
import { accountItem, policyItem } from "./releases/0.1-account.ts";

/** Shapes that a later release may store: more attributes, more methods, another factor type. */
const hologram = {
  i: "fac_holo!",
  l: "Hologram",
  c: 1795000000000,
  a: 1795000060000,
  t: "hologram",
  f: 3,
  q: new Uint8Array([7]),
};
const newer = {
  ...accountItem,
  f: [...accountItem.f.map((factor) => ({ ...factor, zz: { more: 1 } })), hologram],
  b: { ...accountItem.b, zz: 2 },
  g: { ...accountItem.g, k: [4, 0] },
  zz: ["anything", { at: 3 }],
};
const { pk: _pk, sk: _sk, e: _e, ...stored } = newer;

const phoneId = `fac_${Buffer.from(accountItem.f[1].i).toString("base64url")}`;

describe("items of release 0.1", () => {
  it("are read, and written back as they were but for the version", () => {
    const { account, lastEventId } = accountFromItem(accountItem);
    const { pk, sk, e, ...attributes } = accountItem;
    expect([pk, sk, lastEventId]).toEqual([
      "USER#acme#usr_0123456789abcdefghijkl",
      "ACCOUNT",
      `evt_${Buffer.from(e.i).toString("base64url")}`,
    ]);
    expect(accountToItem(account, undefined)).toEqual({ ...attributes, v: attributes.v + 1 });
  });
});

describe("an account that a newer release wrote", () => {
  const { account } = accountFromItem(newer);

  it("keeps all that this one does not know, byte for byte, through a write", () => {
    expect(accountToItem(account, undefined)).toEqual({ ...stored, v: stored.v + 1 });
  });

  it("keeps it through a change of what this one knows", () => {
    const { write } = updateFactor(account, phoneId, { label: "Mine" });
    const item = write && accountToItem(write.account, undefined);
    expect(item?.["zz"]).toEqual(newer.zz);
    expect(item?.["f"]).toContainEqual(hologram);
  });

  it("counts a factor of an unknown type as 2FA that is on, and proves nothing by it", () => {
    const only = { ...account, factors: account.factors.filter(({ type }) => type === "unknown") };
    expect(isEnabled(only)).toBe(true);
    expect(loginNeeds(only, noDemand)).toMatchObject({ ok: true, decision: "challenge" });
    const used = { epoch: account.epoch, factorId: "fac_holo!", tokenId: "a", method: "hologram" };
    expect(provesFactor(only, used)).toBe(false);
  });

  it("asks for a factor that it can check before one that it cannot", () => {
    const marked = { ...newer, f: [{ ...hologram, p: true }, ...accountItem.f.slice(1, 2)] };
    expect(preferredFactor(accountFromItem(marked).account)?.id).toBe(phoneId);
  });

  it("counts a factor as active of which it can read nothing but the type", () => {
    const item = { ...newer, f: [{ t: "hologram", i: 5 }] };
    const read = accountFromItem(item).account;
    expect(isEnabled(read)).toBe(true);
    expect(accountToItem(read, undefined)["f"]).toEqual(item.f);
  });

  it("lets the user remove and rename it", () => {
    expect(removeFactor(account, { factorId: "fac_holo!", by: null }, false, at()).write?.event?.data).toMatchObject({
      factorType: "unknown",
    });
    const { write } = updateFactor(account, "fac_holo!", { label: "Blue key" });
    expect(write && accountToItem(write.account, undefined)["f"]).toContainEqual({
      ...hologram,
      l: "Blue key",
      p: false,
    });
  });
});

describe("a policy that a newer release wrote", () => {
  const item = {
    ...policyItem,
    policy: { ...policyItem.policy, factorTypes: ["hologram", "totp"], grace: { days: 3 } },
  };

  it("keeps unknown types and fields through a change, and lets nobody register those types here", async () => {
    const { mock, table } = mockTable();
    mock.on(GetCommand).resolves({ Item: item });
    const store = policyStore(table, { now: () => 0 });
    const current = await store.current("acme");
    expect(current?.factorTypes).toEqual(["totp"]);
    const change = { enforcement: "off", factorTypes: ["totp", "sms"] } as const;
    const replaced = current && replacePolicy(current, change, 0);
    if (!replaced) throw new Error("There is a policy");
    const event = { ...replaced.event, id: "evt_3", at: 0, actor: { role: "admin", ref: "usr_admin" } as const };
    expect(await store.replace("acme", replaced.policy, event)).toBe("written");
    // The version of before goes into the history first.
    const put = mock.commandCalls(PutCommand).at(-1);
    expect(put?.args[0].input.Item?.["policy"]).toEqual({
      ...policyItem.policy,
      required: false,
      enforcement: "off",
      graceDays: 0,
      requiredFor: { roles: [] },
      factorTypes: ["totp", "sms", "hologram"],
      passkeys: defaultPasskeys,
      recovery: defaultRecovery,
      grace: { days: 3 },
    });
  });
});
