import type { Redeemable, WornUser } from "./worn-user.ts";
import type { TwoServices } from "./two-services.ts";

const racers = 4;

interface Kind {
  readonly name: string;
  readonly next: (user: WornUser) => Promise<Redeemable>;
  /** Refusals that a loser may get. After "busy" a retry gets the other. */
  readonly fair: readonly string[];
  readonly before?: (user: WornUser) => Promise<void>;
  readonly after?: (user: WornUser) => Promise<void>;
  /** How far the clock goes between two codes of a user (seconds): to another step; or so that no more SMS than a day's fall into a day. */
  readonly pause: number;
}

const used = ["code_already_used", "busy"];
const kinds: readonly Kind[] = [
  { name: "codes of apps", next: async (user) => user.nextAppCode(), pause: 30, fair: used },
  { name: "codes of SMS", next: async (user) => user.nextSmsCode(), pause: 1800, fair: used },
  { name: "backup codes", next: async (user) => user.nextBackupCode(), pause: 30, fair: used },
  {
    name: "answers of passkeys",
    next: async (user) => user.nextPasskeyAnswer(),
    pause: 30,
    fair: ["challenge_expired", "busy"],
    before: async (user) => user.addPasskey(),
    after: async (user) => user.removePasskey(),
  },
];

interface Races {
  redeemed: number;
  twice: number;
  never: number;
  /** Refusals that the losers got. */
  readonly refusals: Record<string, number>;
  /** Why there was no code to redeem. */
  readonly failures: string[];
}

async function race(user: WornUser, next: Kind["next"], races: Races): Promise<void> {
  races.redeemed += 1;
  const code = await next(user);
  const answers = await Promise.all(Array.from({ length: racers }, async () => user.verify(code)));
  const accepted = answers.filter(({ status }) => status === 200).length;
  if (accepted > 1) races.twice += 1;
  if (accepted === 0) races.never += 1;
  for (const { status, outcome } of answers)
    if (status !== 200) races.refusals[outcome] = (races.refusals[outcome] ?? 0) + 1;
}

/** Redeems `count` codes of each kind, each several times at once. Returns whether each was accepted exactly once. */
export async function raceRedeems(
  { clock }: Pick<TwoServices, "clock">,
  users: readonly WornUser[],
  count: number,
  say: (sentence: string) => void,
): Promise<boolean> {
  let isRight = true;
  for (const { name, next, pause, fair, before, after } of kinds) {
    clock.forward(pause);
    if (before) await Promise.all(users.map(before));
    const races: Races = { redeemed: 0, twice: 0, never: 0, refusals: {}, failures: [] };
    const began = performance.now();
    for (let tenth = 1; races.redeemed < count;) {
      clock.forward(pause);
      await Promise.all(
        users
          .slice(0, count - races.redeemed)
          .map(async (user) =>
            race(user, next, races).catch((error: unknown) => void races.failures.push(String(error))),
          ),
      );
      if (races.redeemed >= (count * tenth) / 10) {
        say(`  ${name}: ${races.redeemed} of ${count}, ${races.twice} accepted twice`);
        tenth = Math.floor((races.redeemed * 10) / count) + 1;
      }
    }
    clock.forward(pause);
    if (after) await Promise.all(users.map(after));
    const seconds = (performance.now() - began) / 1000;
    const { redeemed, twice, never, refusals, failures } = races;
    say(
      `${name}: ${redeemed} redeemed, ${racers} at once each, in ${seconds.toFixed(0)} s; ` +
        `${twice} accepted more than once, ${never} never; the others heard ${JSON.stringify(refusals)}; failures: ${JSON.stringify(failures)}`,
    );
    const isFair = Object.keys(refusals).every((outcome) => fair.includes(outcome));
    isRight &&= twice === 0 && never === 0 && isFair && failures.length === 0;
  }
  return isRight;
}
