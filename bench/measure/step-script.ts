import { TOTP } from "otpauth";
import { invocationOf, type Invocation } from "../world/invoke.ts";
import type { BenchService } from "../world/service.ts";

type Body = Readonly<Record<string, unknown>>;
/** Makes the call and returns its body. */
export type Run = (step: string, invocation: Invocation) => Promise<Body>;

const text = (value: unknown, name: string): string => {
  const found = typeof value === "object" && value !== null ? (value as Body)[name] : undefined;
  if (typeof found !== "string") throw new Error(`The answer has no ${name}`);
  return found;
};

/** The life of one user's second factor, step by step, as the API is called for it. */
export async function lifeOfUser(service: BenchService, subject: string, run: Run): Promise<void> {
  const { clock, issuer, outbox } = service;
  const token = await issuer.tokenFor(subject, clock.now());
  const post = (path: string, body: object, as = token): Invocation =>
    invocationOf({ method: "POST", path, token: as, body }, clock.now());
  const lastSms = (): string => (outbox.messages[0]?.body ?? "").slice(0, 6);

  const enrolled = await run("enroll", post("/v1/factors", { type: "totp" }));
  const app = new TOTP({ secret: text(enrolled, "secret") });
  // The clock stands still, so that nothing that is kept in memory expires between two steps: the app is a step ahead later.
  const code = (ahead: number): string => app.generate({ timestamp: clock.now() + ahead * 30_000 });
  const confirmed = await run(
    "confirm",
    post(`/v1/factors/${text(enrolled["factor"], "id")}/confirm`, { code: code(0) }),
  );
  const accessToken = text(confirmed, "accessToken");
  const [backupCode] = confirmed["backupCodes"] as readonly string[];

  const phone = await run(
    "enrollPhone",
    post("/v1/factors", { type: "sms", phoneNumber: numberOf(subject) }, accessToken),
  );
  await run(
    "confirmPhone",
    post(`/v1/factors/${text(phone["factor"], "id")}/confirm`, { code: lastSms() }, accessToken),
  );

  await run("login", post("/v1/login", {}));
  await run("verifyTotp", post("/v1/login/verify", { code: code(1) }));
  const sent = await run("sendSms", post("/v1/login/sms", {}));
  await run("verifySms", post("/v1/login/verify", { code: lastSms(), challengeId: text(sent["challenge"], "id") }));
  await run("verifyBackupCode", post("/v1/login/verify", { code: backupCode }));
}

/** A Swiss mobile number for each subject. */
const numberOf = (subject: string): string => `+4179${String(1_000_000 + Number(subject.replace(/\D/g, "")))}`;

/** A reset by an admin, who first sets up the second factor that it takes. */
export async function resetByAdmin({ clock, issuer }: BenchService, subject: string, run: Run): Promise<void> {
  const first = await issuer.tokenFor(`admin-of-${subject}`, clock.now(), ["admin"]);
  const post = (path: string, body: object, token = first): Invocation =>
    invocationOf({ method: "POST", path, token, body }, clock.now());
  const enrolled = await run("prepare", post("/v1/factors", { type: "totp" }));
  const app = new TOTP({ secret: text(enrolled, "secret") });
  const path = `/v1/factors/${text(enrolled["factor"], "id")}/confirm`;
  const confirmed = await run("prepare", post(path, { code: app.generate({ timestamp: clock.now() }) }));
  await run(
    "reset",
    post(`/v1/admin/user/reset?userId=${subject}`, { reason: "phone lost" }, text(confirmed, "accessToken")),
  );
}
