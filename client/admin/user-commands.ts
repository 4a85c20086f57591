import { Misused, printable } from "../command-line/command-line.ts";
import { type Command, type Context, exitCodes, confirmed, yesOption } from "./command.ts";
import { answered } from "./mistake.ts";
import type { Data } from "../src/index.ts";

export const who =
  "A user is named by the sub, as the provider shows it; users of another issuer than your own by --issuer too.";
export const issuerOption = { type: "string", value: "ID", help: "the user's issuer; your own if left out" } as const;

export const reasonOption = { type: "string", value: "TEXT", help: "why, 3 to 500 characters; required" } as const;
export function reasonOf({ text }: Pick<Context, "text">): string {
  const reason = text("reason");
  if (reason === undefined) throw new Misused("Why? Give --reason; it is kept in the activity.");
  return reason;
}

/** The user that a command names. */
export const userOf = ({ target, args, text }: Pick<Context, "target" | "args" | "text">) => {
  const issuer = text("issuer");
  return { ...target, userId: args[0] ?? "", ...(issuer !== undefined && { issuer }) };
};
const slip = "Look for a slip in the id, or in the issuer.";
const differs = `Codes go to another number than the registered one, until the user changes it in the settings. If that phone is lost
or in other hands: countersign-admin user reset.`;
const count = (number: number, thing: string): string => `${String(number)} ${thing}${number === 1 ? "" : "s"}`;
const idOf = (args: readonly string[]): string => args[0] ?? "";

export const showUser: Command = {
  name: "user show",
  args: ["userId"],
  summary: "Show a user's factors, backup codes, registered phone and locks",
  details: `${who}\nOf a user who was never here it says so: look for a slip in the id.`,
  options: { issuer: issuerOption },
  examples: [
    "countersign-admin user show user@example.com",
    "countersign-admin user show 5f1c… --issuer cognito --json",
  ],
  run: async (context) => {
    const { client, show } = context;
    const user = answered(await client.adminGetUser(userOf(context)));
    show(user, userText(user));
    return exitCodes.done;
  },
};

export const resetUser: Command = {
  name: "user reset",
  args: ["userId"],
  summary: "Remove a user's factors, backup codes and locks",
  details: `For a user who lost the phone and the codes. Identify the user first: anybody with the password can set up
the next second factor. A pre-registered phone stays. The activity keeps the reason.
${who}`,
  options: {
    issuer: issuerOption,
    reason: reasonOption,
    yes: yesOption,
  },
  examples: [
    'countersign-admin user reset user@example.com --reason "Lost phone, identified by video call"',
    'countersign-admin user reset user@example.com --reason "Ticket 1234" --yes --json',
  ],
  run: async (context) => {
    const { client, args, show } = context;
    const reason = reasonOf(context);
    if (!(await confirmed(context, `Reset the second factor of ${idOf(args)}?`))) return exitCodes.failed;
    const answer = answered(await client.adminResetUser({ ...userOf(context), reason }));
    const { factors, backupCodes } = answer.removed;
    const user = printable(answer.userId);
    show(
      answer,
      answer.known
        ? `Removed ${count(factors, "factor")} and ${count(backupCodes, "backup code")} of ${user}.`
        : `${user} was never seen here, so there was nothing to remove. ${slip}`,
    );
    return answer.known ? exitCodes.done : exitCodes.failed;
  },
};

export const reopenMethod: Command = {
  name: "user reopen",
  args: ["userId", "method"],
  summary: "Reopen a method that wrong codes have closed",
  details: `The method is totp, sms, backup_code or enrollment. Five wrong codes close it again. Identify the user first: whoever
typed the wrong codes knows the password. The activity keeps the reason.
${who}`,
  options: { issuer: issuerOption, reason: reasonOption },
  examples: ['countersign-admin user reopen user@example.com totp --reason "Ticket 1234, identified by video call"'],
  run: async (context) => {
    const { client, args, show } = context;
    const { userId, ...user } = userOf(context);
    const method = methodOf(args[1] ?? "");
    const reason = reasonOf(context);
    answered(await client.adminReopenMethod({ ...user, userId, method, reason }));
    show({ userId, method }, `${method} takes codes of ${userId} again.`);
    return exitCodes.done;
  },
};

type Closable = Parameters<Context["client"]["adminReopenMethod"]>[0]["method"];
const closable: Readonly<Record<Closable, true>> = { totp: true, sms: true, backup_code: true, enrollment: true };
const isClosable = (name: string): name is Closable => Object.hasOwn(closable, name);

function methodOf(name: string): Closable {
  if (!isClosable(name)) throw new Misused(`Which method? It is one of ${Object.keys(closable).join(", ")}.`);
  return name;
}

export const preRegister: Command = {
  name: "user pre-register",
  args: ["userId", "phoneNumber"],
  summary: "Define the phone that a user may register",
  details: `The number needs its country code. It takes the place of an earlier one. A phone that is set up already stays in use;
the answer says so where its number is another.\n${who}`,
  options: { issuer: issuerOption },
  examples: ["countersign-admin user pre-register user@example.com '+41 79 123 45 67'"],
  run: async (context) => {
    const { client, args, show } = context;
    const answer = answered(await client.adminPreRegisterPhone({ ...userOf(context), phoneNumber: args[1] ?? "" }));
    const lines = [
      `${printable(answer.userId)} may register ${answer.preRegisteredPhone}.`,
      ...(answer.known ? [] : [`Never seen here before. ${slip}`]),
      ...(answer.activePhoneDiffers ? [differs] : []),
    ];
    show(answer, lines.join("\n"));
    return exitCodes.done;
  },
};

export const removePhone: Command = {
  name: "user remove-phone",
  args: ["userId"],
  summary: "Remove the phone that a user may register",
  details: `A phone that is already a factor keeps working; user reset removes it.\n${who}`,
  options: { issuer: issuerOption },
  examples: ["countersign-admin user remove-phone user@example.com"],
  run: async (context) => {
    const { client, args, show } = context;
    answered(await client.adminRemovePhone(userOf(context)));
    show({ userId: idOf(args), preRegisteredPhone: null }, `${printable(idOf(args))} has no registered phone.`);
    return exitCodes.done;
  },
};

export const endUserDevices: Command = {
  name: "user end-devices",
  args: ["userId"],
  summary: "Ask all devices of a user for codes again",
  details: `For a lost or stolen device that the user had let be remembered. Factors and backup codes stay.\n${who}`,
  options: { issuer: issuerOption },
  examples: ["countersign-admin user end-devices user@example.com"],
  run: async (context) => {
    const { client, args, show } = context;
    answered(await client.adminEndUserDevices(userOf(context)));
    show({ userId: idOf(args), devices: [] }, `${idOf(args)} is asked for a code at every device.`);
    return exitCodes.done;
  },
};

export const requireUser: Command = {
  name: "user require",
  args: ["userId", "must"],
  summary: "Say that a user must use a second factor, or that it is as the policy says",
  details: `yes: this user must, whatever the policy says. no: as the policy says; nobody is exempt from it.\n${who}`,
  options: { issuer: issuerOption, reason: reasonOption },
  examples: ['countersign-admin user require user@example.com yes --reason "Signs payments"'],
  run: async (context) => {
    const { client, args, show } = context;
    const must = args[1];
    if (must !== "yes" && must !== "no") throw new Misused("Must the user? Say yes or no.");
    const required = must === "yes" ? (true as const) : null;
    const answer = answered(
      await client.adminSetRequirement({ ...userOf(context), required, reason: reasonOf(context) }),
    );
    const user = printable(answer.userId);
    show(answer, required ? `${user} must use a second factor.` : `For ${user} it is as the policy says.`);
    return exitCodes.done;
  },
};

type User = Data<"adminGetUser">;

/** A user as an admin wants to see one. */
function userText(user: User): string {
  const codes =
    user.backupCodes === null
      ? "none"
      : `${user.backupCodes.remaining} left of those made ${user.backupCodes.generatedAt}`;
  return [
    `${printable(user.userId)} of ${printable(user.issuer)}${user.ref === null ? "" : `  (${user.ref} in logs and events)`}`,
    ...(user.known ? [] : [`Never seen here. ${slip}`]),
    `Second factor     ${user.enabled ? "on" : "off"}${user.required ? ", required" : ""}`,
    ...(user.requirement === true ? ["Required          of this user, whatever the policy says"] : []),
    ...(user.grace === null ? [] : [`Grace             until ${printable(user.grace.until)}`]),
    ...(user.factors.length === 0 ? ["Factors           none"] : user.factors.map(factorLine)),
    `Backup codes      ${codes}`,
    `Registered phone  ${user.preRegisteredPhone ?? "none"}`,
    ...(user.activePhoneDiffers ? [differs] : []),
    ...locks(user.throttle),
    ...recoveryLine(user.recovery),
  ].join("\n");
}

const recoveryLine = (recovery: User["recovery"]): readonly string[] => {
  if (recovery === null) return [];
  const { state, readyAt, needsApproval } = recovery;
  const facts = [state, readyAt && `ready at ${readyAt}`, needsApproval && "needs approval"].filter(
    (fact) => typeof fact === "string",
  );
  return [`Recovery          ${facts.map(printable).join(", ")}`];
};

const factorLine = ({ type, label, phoneNumber, status, preferred, createdAt }: User["factors"][number]): string =>
  `Factor            ${[
    type,
    label,
    phoneNumber,
    status,
    preferred ? "preferred" : undefined,
    createdAt && `since ${createdAt}`,
  ]
    .filter((part) => part !== undefined)
    .map(printable)
    .join(", ")}`;

const locks = (throttle: User["throttle"]): readonly string[] =>
  Object.entries(throttle).flatMap(([method, { failures, lockedUntil, disabled }]) => {
    if (failures === 0 && lockedUntil === null && !disabled) return [];
    const state = disabled
      ? "disabled until it is set up again or reopened"
      : lockedUntil === null
        ? "not locked"
        : `locked until ${lockedUntil}`;
    return [`Wrong codes       ${method}: ${failures}, ${state}`];
  });
