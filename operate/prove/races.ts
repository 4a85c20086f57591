import { type Answer, outcomeOf, tally } from "./caller.ts";
import { type Ground, ProvenUser } from "./proven-user.ts";

export interface Result {
  readonly race: string;
  readonly calls: number;
  /** How often there was each outcome. */
  readonly seen: Readonly<Record<string, number>>;
  /** Sentence about what must not be; null: nothing of it was seen. */
  readonly fault: string | null;
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

/** Answers of a deployment that has too much to do: nobody who hears one was let in. */
const overloaded = ["busy", "temporarily_unavailable"];

/** One success and no other outcome than these. */
function oneOf(answers: readonly Answer[], losers: readonly string[], success = "200"): Omit<Result, "race"> {
  const seen = tally(answers);
  const { [success]: successes = 0, ...others } = seen;
  const strange = Object.keys(others).filter((outcome) => ![...losers, ...overloaded].includes(outcome));
  const fault =
    successes !== 1
      ? `${successes} successes in the place of one`
      : strange.length > 0
        ? `answers that cannot be: ${strange.join(", ")}`
        : null;
  return { calls: answers.length, seen, fault };
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
      const { body } = await user.withPassword("POST", "/v1/login");
      const options = Object(body["publicKey"]) as { readonly challenge?: string };
      const credential = key.get(options.challenge ?? "");
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
      const fault = accepted > 1 || judged > most ? `${judged} wrong codes were judged, and ${most} may be` : null;
      return { calls: answers.length, seen, fault };
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
      return {
        calls: answers.length + tried.length,
        seen: tally([...answers, ...tried]),
        fault: alive === 1 ? null : `${alive} sets of codes are alive in the place of one`,
      };
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
      const { token } = Object(remembered.body["device"]) as { readonly token?: string };
      const answers = await atOnce(course.width, async () =>
        user.withPassword("POST", "/v1/login", { devices: [token] }),
      );
      const next = answers.map(({ body }) => (Object(body["remembered"]) as { readonly token?: string }).token);
      const decisions = tally(answers.map(({ body }) => ({ status: 400, body: { code: body["decision"] } })));
      const isOne = decisions["allow"] === answers.length && new Set(next).size === 1 && next[0] !== undefined;
      return {
        calls: answers.length,
        seen: decisions,
        fault: isOne ? null : "not every tab was let in with one and the same next token",
      };
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
        return { calls: codes.length + 1, seen: tally([done]), fault: `the reset answered ${outcomeOf(done)}` };
      const earned = [
        user.accessToken,
        ...logins.flatMap(({ body }) => (typeof body["accessToken"] === "string" ? [body["accessToken"]] : [])),
      ];
      const after = await Promise.all(earned.map(async (token) => course.caller.call("GET", "/v1/activity", token)));
      const good = after.filter(({ status }) => status === 200).length;
      return {
        calls: codes.length + 1 + after.length,
        seen: tally([...logins, ...after]),
        fault: good === 0 ? null : `${good} tokens from before the reset count after it`,
      };
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
        return { calls: 1, seen: tally([enrolled]), fault: `the set-up answered ${outcomeOf(enrolled)}` };
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
