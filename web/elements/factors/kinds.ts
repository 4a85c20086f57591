import type { ClosableMethod, Factor, FactorType } from "../api.ts";
import type { Translator } from "../language/translator.ts";
import type { FactorKind, MethodKind } from "../method/kind.ts";
import type { IconName } from "../parts/blocks.ts";
import { challengeTexts, generalTexts, settingsTexts } from "../texts/areas.ts";
import { passkey } from "./passkey/kind.ts";
import { sms } from "./sms/kind.ts";
import { totp } from "./totp/kind.ts";

/** Only verifies: nobody sets it up by itself. */
const backupCode = {
  icon: "key",
  name: "backupCode",
  sendsCode: false,
  isCeremony: false,
  keyboard: "letters",
  codeLabel: "backupCode",
  puzzled: null,
  lead: ({ translator }) => translator.say(challengeTexts, "leadBackup"),
} as const satisfies MethodKind;

/** Backup codes are offered beside the factors, and are none. */
export const backupCodes = { id: null, type: "backup_code" } as const;

/** In the order in which they are offered. */
export const kinds: Readonly<Record<FactorType, FactorKind>> = { passkey, totp, sms };
const methods = { ...kinds, backup_code: backupCode };

export const knownTypes = Object.keys(kinds).filter(isKnown);

export function isKnown(type: string): type is FactorType {
  return Object.hasOwn(kinds, type);
}

/** Null: the service has types that are newer than this page. */
export const kindOf = (type: string): FactorKind | null => (isKnown(type) ? kinds[type] : null);

/** The browser itself answers for these. */
export const isCeremony = (type: string): boolean => kindOf(type)?.isCeremony === true;

export const methodKindOf = (method: string): MethodKind | null =>
  Object.hasOwn(methods, method) ? methods[method as keyof typeof methods] : null;

/** Methods of a newer service cannot be named in a call of this page. */
export const isClosable = (method: string): method is ClosableMethod =>
  methodKindOf(method) !== null || method === "enrollment";

export const factorIcon = (type: string): IconName => kindOf(type)?.icon ?? "help";

/** The name of a method, of backup codes, or of the set-up, which has wrong codes of its own; null if it is newer than this page. */
export function methodName(translator: Translator, method: string): string | null {
  const kind = methodKindOf(method);
  if (kind !== null) return translator.say(generalTexts, kind.name);
  const others: Readonly<Record<string, string>> = { enrollment: translator.say(generalTexts, "setUp") };
  return Object.hasOwn(others, method) ? (others[method] ?? null) : null;
}

/** Of a passkey: who keeps it, where that is known, and whether copies may be on other devices. */
export function keeperOf(translator: Translator, { synced, provider }: Factor): string | null {
  if (synced === undefined) return null;
  const copies = translator.say(settingsTexts, synced ? "synced" : "notSynced");
  return provider === undefined || provider === null ? copies : `${provider} · ${copies}`;
}

/** A factor that nobody has named has its name in the reader's language. */
export function factorName(
  translator: Translator,
  { type, label }: { readonly type: string; readonly label: string },
): string {
  const kind = kindOf(type);
  return kind !== null && label === kind.defaultLabel ? translator.say(generalTexts, kind.name) : label;
}
