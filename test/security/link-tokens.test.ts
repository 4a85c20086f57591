import { describe, expect, it } from "vitest";
import { type Link, newLinkId, openLink, sealLink } from "../../shared/access/links.ts";
import { linkKinds } from "../../shared/account/undo.ts";
import { systemRandom } from "../../shared/runtime/services.ts";
import { vaultOnKms } from "../aws/vault-on-kms.ts";

const link: Link = {
  kind: "changed",
  user: { tenant: "acme", ref: "usr_0123456789abcdefghijkl" },
  id: newLinkId(systemRandom.bytes),
  at: Date.UTC(2026, 10, 25, 4, 30),
  expiresAt: Date.UTC(2026, 10, 28, 4, 30),
};
const base64url = (text: string): Buffer => Buffer.from(text.slice("lnk_".length), "base64url");
const tokenOf = (bytes: Uint8Array): string => `lnk_${Buffer.from(bytes).toString("base64url")}`;

describe("the token of a link", () => {
  it.each(linkKinds)("opens in any process: %s", async (kind) => {
    const { process } = vaultOnKms();
    const token = await sealLink(process(), { ...link, kind });
    expect(token).toMatch(/^lnk_[\w-]+$/);
    await expect(openLink(process(), token)).resolves.toEqual({ ...link, kind });
  });

  it.each(["a tenant\nof two lines", "müller & söhne", "", "組織"])("carries the tenant %j", async (tenant) => {
    const vault = vaultOnKms().process();
    const user = { ...link.user, tenant };
    await expect(openLink(vault, await sealLink(vault, { ...link, user }))).resolves.toEqual({ ...link, user });
  });

  it("does not open with any one bit changed: kind, tenant, user, id and expiry are all bound", async () => {
    const vault = vaultOnKms().process();
    const bytes = base64url(await sealLink(vault, link));
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const changed = bytes.map((byte, index) => (index === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
      await expect(openLink(vault, tokenOf(changed)), `bit ${bit}`).resolves.toBeNull();
    }
  });

  it("does not open cut to any length, lengthened, or written in another way", async () => {
    const vault = vaultOnKms().process();
    const token = await sealLink(vault, link);
    const others = [...Array.from({ length: token.length }, (_, end) => token.slice(0, end)), `${token}A`, `${token}=`];
    others.push(`${token} `, token.replace("lnk_", "lnk-"), ` ${token}`, "", "lnk_", `lnk_${"A".repeat(60)}`);
    for (const other of others) await expect(openLink(vault, other), other).resolves.toBeNull();
  });

  it("does not open with the end of one user's moved into the tenant", async () => {
    const vault = vaultOnKms().process();
    const one = base64url(await sealLink(vault, { ...link, user: { ref: "usr_a", tenant: "b\nc" } }));
    const other = base64url(await sealLink(vault, { ...link, user: { ref: "usr_a\nb", tenant: "c" } }));
    expect(one.equals(other)).toBe(false);
  });

  it("is no link of another deployment", async () => {
    const token = await sealLink(vaultOnKms().process(), link);
    const other = vaultOnKms().process();
    await sealLink(other, link);
    await expect(openLink(other, token)).resolves.toBeNull();
  });

  it("makes nothing where no link was ever made", async () => {
    const { process, store } = vaultOnKms();
    const token = await sealLink(vaultOnKms().process(), link);
    await expect(openLink(process().limitedTo([]), token)).resolves.toBeNull();
    expect([...store.rows, ...store.own]).toEqual([]);
  });

  it("touches no key of a tenant", async () => {
    const { process, store } = vaultOnKms();
    await sealLink(process(), link);
    expect(store.rows).toEqual([]);
    expect(store.own.map(({ tenant, purpose }) => [tenant, purpose])).toEqual([["~service", "links"]]);
  });
});

it("the ids of links are 64 random bits", () => {
  const ids = Array.from({ length: 100 }, () => newLinkId(systemRandom.bytes));
  expect(new Set(ids).size).toBe(100);
  expect(ids.every((id) => /^[\w-]{11}$/.test(id))).toBe(true);
});
