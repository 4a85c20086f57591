import type { Data } from "../src/index.ts";

type User = Data<"adminGetUser">;

/** A user as an admin wants to see one. */
export function userText(user: User): string {
  const codes =
    user.backupCodes === null
      ? "none"
      : `${user.backupCodes.remaining} left of those made ${user.backupCodes.generatedAt}`;
  return [
    `${user.userId}  (${user.ref} in logs and events)`,
    `Second factor     ${user.enabled ? "on" : "off"}${user.required ? ", required" : ""}`,
    ...(user.factors.length === 0 ? ["Factors           none"] : user.factors.map(factorLine)),
    `Backup codes      ${codes}`,
    `Registered phone  ${user.preRegisteredPhone ?? "none"}`,
    ...locks(user.throttle),
  ].join("\n");
}

const factorLine = ({ type, label, phoneNumber, status, preferred, createdAt }: User["factors"][number]): string =>
  `Factor            ${[type, label, phoneNumber, status, preferred ? "preferred" : undefined, `since ${createdAt}`].filter((part) => part !== undefined).join(", ")}`;

const locks = (throttle: User["throttle"]): readonly string[] =>
  Object.entries(throttle).flatMap(([method, { failures, lockedUntil, disabled }]) => {
    if (failures === 0 && lockedUntil === null && !disabled) return [];
    const state = disabled
      ? "disabled until a reset"
      : lockedUntil === null
        ? "not locked"
        : `locked until ${lockedUntil}`;
    return [`Wrong codes       ${method}: ${failures}, ${state}`];
  });
