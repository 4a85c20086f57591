import type { Caller, Login } from "../../shared/identity/caller.ts";
import { caller as someone } from "./logins.ts";
import { fakeVault, memoryStore, now, tokensWith } from "./world.ts";

export const { store, records } = memoryStore();
export const { vault } = fakeVault();
export const tokens = tokensWith({ store, vault });
export const caller: Caller = {
  ...someone,
  passwordAt: now - 10_000,
  roles: ["2fa-admin", "reader"],
  isAdmin: true,
  email: "alice@acme.example",
  username: "alice",
};
export const proofs = {
  totp: { method: "totp", factorId: "fac_app" },
  sms: { method: "sms", factorId: "fac_phone" },
  backup_code: { method: "backup_code", factorId: `bc_${now}` },
} as const;
const login = (changed: Partial<Login> = {}): Login => ({
  caller,
  app: "shop",
  proof: proofs.totp,
  epoch: 3,
  now,
  ...changed,
});
export const signed = async (changed: Partial<Login> = {}, of: Pick<typeof tokens, "signer"> = tokens) =>
  (await of.signer(now))(login(changed));
export const good = await signed();
export const goodAccess = good.accessToken ?? "";
