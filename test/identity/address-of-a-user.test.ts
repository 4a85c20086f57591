import { describe, expect, it } from "vitest";
import { userKey } from "../../shared/identity/tokens.ts";
import { NoDataKeyYet } from "../../shared/ports/vault.ts";
import { fakeVault } from "./world.ts";

const alice = { tenant: "acme-corp", issuerId: "acme", subject: "alice@acme.example" };
const failing = (fault: Error) => ({ ...fakeVault().vault, mac: () => Promise.reject(fault) });

describe("the address of a user in the table", () => {
  it("is in the tenant, always the same, and says nothing of who it is", async () => {
    const { vault } = fakeVault();
    const address = await userKey(vault, alice);
    expect(address).toEqual({ tenant: "acme-corp", ref: expect.stringMatching(/^usr_[\w-]{22}$/) as unknown });
    expect(await userKey(vault, alice)).toEqual(address);
  });
  it("is another for another issuer, subject or tenant, and under another key", async () => {
    const { vault } = fakeVault();
    const others = [
      { ...alice, issuerId: "twin" },
      { ...alice, subject: "bob@acme.example" },
      { ...alice, tenant: "other" },
      { ...alice, issuerId: 'acme","alice@acme.example', subject: "" },
    ];
    const refs = [
      await userKey(vault, alice),
      ...(await Promise.all(others.map(async (other) => userKey(vault, other)))),
      await userKey(fakeVault("another deployment's").vault, alice),
    ].map(({ ref }) => ref);
    expect(new Set(refs).size).toBe(6);
  });
  it("is hashed for this purpose alone, with the tenant's own key", async () => {
    const contexts: unknown[] = [];
    const { vault } = fakeVault();
    await userKey(
      { ...vault, mac: async (context, bytes) => (contexts.push(context), vault.mac(context, bytes)) },
      alice,
    );
    expect(contexts).toEqual([{ tenant: "acme-corp", purpose: "identity", about: [] }]);
  });
  it("is nobody's in a tenant that has no keys yet", async () => {
    expect(await userKey(failing(new NoDataKeyYet("acme-corp")), alice)).toEqual({ tenant: "acme-corp", ref: "" });
  });
  it("is not known while the keys cannot be had", async () => {
    await expect(userKey(failing(new Error("KMS is down")), alice)).rejects.toThrow("KMS is down");
  });
});
