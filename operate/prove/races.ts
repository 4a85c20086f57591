import { type Ground, ProvenUser } from "./proven-user.ts";
import {
  type Answer,
  fieldOf,
  outcomeOf,
  tally,
  answered,
  broken,
  judge,
  type Judged,
  unansweredOf,
  unclear,
  wrong,
  oneOf,
} from "./caller.ts";

export interface Result extends Judged {
  readonly race: string;
  readonly calls: number;
  /** How often there was each outcome. */
  readonly seen: Readonly<Record<string, number>>;
}

export interface Course extends Ground {
  readonly width: number;
  /** Guesses at once. */
  readonly guesses: number;
  /** Where passkeys of the issuer are made; null: it has none. */
  readonly site: { readonly origin: string; readonly rpId: string } | null;
  /** An operator's call; null: nobody can act as one. */
  readonly operator: ((method: string, path: string, body?: object) => Promise<Answer>) | null;
  /** A phone, and how its code is asked for. */
  readonly phone: { readonly number: string; readonly askCode: () => Promise<string> } | null;
}

export interface Race {
  readonly name: string;
  /** Why it cannot be run here; null: it can. */
  readonly hindered: (course: Course) => string | null;
  /** Once in a run, whatever the rounds. */
  readonly once?: true;
  run(course: Course): Promise<Omit<Result, "race">>;
}

const atOnce = async (times: number, call: (nth: number) => Promise<Answer>): Promise<readonly Answer[]> =>
  Promise.all(Array.from({ length: times }, async (_, nth) => call(nth)));

/** Tries again for who lost too many writes: then the answer says what became of it. */
async function withBusyAgain(call: () => Promise<Answer>): Promise<Answer> {
  const first = await call();
  return outcomeOf(first) === "busy" ? call() : first;
}

const always = (): null => null;
const needsOperator = ({ operator }: Course): string | null =>
  operator === null ? "needs an operator: --operator-token FILE" : null;

async function policyOf(course: Course): Promise<Readonly<Record<string, unknown>>> {
  const answer = await course.operator?.("GET", pathOf(course, "policy"));
  return answer?.body ?? {};
}
const pathOf = ({ tenant }: Course, call: string, more: Readonly<Record<string, string>> = {}): string =>
  `/v1/admin/${call}?${new URLSearchParams({ tenant, ...more }).toString()}`;

export const races: readonly Race[] = [
  {
    name: "one code of an app",
    hindered: always,
    async run(course) {
      const user = new ProvenUser(course);
      await user.hasApp();
      const code = user.code();
      return oneOf(await atOnce(course.width, async () => withBusyAgain(async () => user.verify({ code }))), [
        "code_already_used",
      ]);
    },
  },
  {
    name: "one backup code",
    hindered: always,
    async run(course) {
      const user = new ProvenUser(course);
      await user.hasApp();
      const [code = ""] = user.backupCodes;
      return oneOf(await atOnce(course.width, async () => withBusyAgain(async () => user.verify({ code }))), [
        "code_already_used",
      ]);
    },
  },
  {
    name: "one answer of a passkey",
    hindered: ({ site }) => (site === null ? "needs webauthn in the issuer's entry" : null),
    async run(course) {
      const user = new ProvenUser(course);
      const key = await user.hasPasskey(course.site ?? { origin: "", rpId: "" });
      const credential = key.get(fieldOf(await user.withPassword("POST", "/v1/login"), "publicKey", "challenge"));
      return oneOf(await atOnce(course.width, async () => withBusyAgain(async () => user.verify({ credential }))), [
        "challenge_expired",
      ]);
    },
  },
  {
    name: "one confirmation of a set-up",
    hindered: always,
    async run(course) {
      const user = new ProvenUser(course);
      await user.beginsApp();
      const code = user.code();
      // Once the factor is active, the password alone confirms nothing any more.
      return oneOf(await atOnce(course.width, async () => user.confirms({ code })), [
        "code_already_used",
        "unauthenticated",
        "insufficient_user_authentication",
      ]);
    },
  },
  {
    name: "wrong codes with the right one in the middle",
    hindered: always,
    once: true,
    async run(course) {
      const user = new ProvenUser(course);
      await user.hasApp();
      const half = Math.floor(course.guesses / 2);
      const codes = user.wrongCodes(course.guesses - 1).toSpliced(half, 0, user.code());
      const answers = await atOnce(codes.length, async (nth) => user.verify({ code: codes[nth] ?? "" }));
      const seen = tally(answers);
      const { 200: accepted = 0, invalid_code: judged = 0 } = seen;
      // A right code empties the count: four wrong ones may come before it and five after.
      const most = accepted === 1 ? 9 : 5;
      const calls = answers.length;
      if (judged > most) return { calls, seen, ...broken(`${judged} wrong codes were judged, and ${most} may be`) };
      const unanswered = unansweredOf(answers);
      return { calls, seen, ...judge({ calls, successes: accepted, unanswered, expected: { least: 0, most: 1 } }) };
    },
  },
  {
    name: "new backup codes",
    hindered: always,
    async run(course) {
      const user = new ProvenUser(course);
      await user.hasApp();
      // Each set that is dead costs a wrong code when it is tried, and five of those close the method.
      const answers = await atOnce(Math.min(course.width, 4), async () => user.withAccess("POST", "/v1/backup-codes"));
      const sets = answers.flatMap(({ status, body }) =>
        status === 201 && Array.isArray(body["backupCodes"]) ? [body["backupCodes"].map(String)] : [],
      );
      const tried: Answer[] = [];
      for (const [code = ""] of sets) tried.push(await user.verify({ code }));
      const alive = tried.filter(({ status }) => status === 200).length;
      const all = [...answers, ...tried];
      const counted = { calls: all.length, successes: alive, unanswered: unansweredOf(all) };
      return { calls: all.length, seen: tally(all), ...judge({ ...counted, expected: { least: 1, most: 1 } }) };
    },
  },
  {
    name: "one version of the policy",
    hindered: needsOperator,
    async run(course) {
      const { version } = await policyOf(course);
      const change = async (): Promise<Answer> =>
        (await course.operator?.("PUT", pathOf(course, "policy"), { version, trustedDevices: { days: 30 } })) ?? {
          status: 0,
          body: {},
        };
      return oneOf(await atOnce(course.width, change), ["version_conflict"]);
    },
  },
  {
    name: "one token of a remembered device",
    hindered: needsOperator,
    async run(course) {
      const { version } = await policyOf(course);
      await course.operator?.("PUT", pathOf(course, "policy"), { version, trustedDevices: { days: 30 } });
      const user = new ProvenUser(course);
      await user.hasApp();
      const remembered = await user.verify({ code: user.code(), rememberDevice: { label: "prove" } });
      const token = fieldOf(remembered, "device", "token");
      const answers = await atOnce(course.width, async () =>
        user.withPassword("POST", "/v1/login", { devices: [token] }),
      );
      const allowed = answers.filter(({ body }) => body["decision"] === "allow");
      const next = new Set(
        allowed.map(({ body }) => (Object(body["remembered"]) as { readonly token?: string }).token),
      );
      const [calls, unanswered] = [answers.length, unansweredOf(answers)];
      const seen = tally(
        answers.map((answer) =>
          answer.status < 400 ? { ...answer, status: 400, body: { code: answer.body["decision"] } } : answer,
        ),
      );
      if (next.size > 1 || next.has(undefined))
        return { calls, seen, ...broken("not every tab got one and the same next token") };
      if (allowed.length + unanswered < calls) return { calls, seen, ...wrong("not every tab was let in") };
      // Tabs succeed together, once, with the one next token.
      return { calls, seen, ...judge({ calls, successes: next.size, unanswered, expected: { least: 1, most: 1 } }) };
    },
  },
  {
    name: "a reset against logins",
    hindered: needsOperator,
    async run(course) {
      const user = new ProvenUser(course);
      await user.hasApp();
      const path = pathOf(course, "user/reset", { userId: user.id, issuer: "prove" });
      const reset = async (): Promise<Answer> =>
        (await course.operator?.("POST", path, { reason: "self-check" })) ?? { status: 0, body: {} };
      const codes = [user.code(), ...user.backupCodes.slice(0, 5)];
      const [done, ...logins] = await Promise.all([reset(), ...codes.map(async (code) => user.verify({ code }))]);
      if (done.status !== 200)
        return { calls: codes.length + 1, seen: tally([done]), ...unclear(`the reset answered ${outcomeOf(done)}`) };
      const earned = [
        user.accessToken,
        ...logins.flatMap(({ body }) => (typeof body["accessToken"] === "string" ? [body["accessToken"]] : [])),
      ];
      const after = await Promise.all(earned.map(async (token) => course.caller.call("GET", "/v1/activity", token)));
      const good = after.filter(({ status }) => status === 200).length;
      const [calls, seen] = [codes.length + 1 + after.length, tally([...logins, ...after])];
      if (good > 0) return { calls, seen, ...broken(`${good} tokens from before the reset count after it`) };
      const first = answered(logins);
      return { calls, seen, ...(first.verdict === "holds" ? answered(after) : first) };
    },
  },
  {
    name: "one code of an SMS",
    hindered: ({ phone }) => (phone === null ? "sends an SMS: only with --phone +…" : null),
    once: true,
    async run(course) {
      const user = new ProvenUser(course);
      const enrolled = await user.withPassword("POST", "/v1/factors", {
        type: "sms",
        phoneNumber: course.phone?.number,
      });
      const factor = Object(enrolled.body["factor"]) as { readonly id?: string };
      if (factor.id === undefined)
        return { calls: 1, seen: tally([enrolled]), ...unclear(`the set-up answered ${outcomeOf(enrolled)}`) };
      user.factorId = factor.id;
      const code = (await course.phone?.askCode()) ?? "";
      return oneOf(await atOnce(course.width, async () => user.confirms({ code })), [
        "code_already_used",
        "unauthenticated",
        "insufficient_user_authentication",
      ]);
    },
  },
];
