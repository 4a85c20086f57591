import { describe, expect, it } from "vitest";
import type { Problem, Result } from "../../client/src/index.ts";
import {
  type Need,
  noStepUp,
  type StepUpMessage,
  type StepUpState,
  updateStepUp,
} from "../../web/elements/step-up/update.ts";
import { provenCall } from "../../web/elements/step-up/step-up-prompt.ts";
import { problem } from "./problem.ts";

const now = 1_700_000_000_000;
const after = (...messages: readonly StepUpMessage[]): StepUpState => messages.reduce(updateStepUp, noStepUp);
const needed = (password: boolean, code: boolean): StepUpMessage => ({ type: "needed", need: { password, code } });
const right: StepUpMessage = { type: "password-right", token: "a.b.c", now };
const proof = { token: "d.e.f", until: now + 290_000 };

describe("the proof", () => {
  it("is the password, then a code for the token that it brought", () => {
    expect(after(needed(true, true))).toMatchObject({ view: "password", request: { call: "reauthenticate" } });
    expect(after(needed(true, true), right)).toMatchObject({ view: "code", token: "a.b.c" });
    expect(after(needed(true, true), right, { type: "code-right", proof })).toMatchObject({
      view: "idle",
      outcome: proof,
    });
  });

  it("is only a code where the password is recent enough", () => {
    expect(after(needed(false, true))).toMatchObject({ view: "code", token: null });
  });

  it("is only the password where there is no code to ask for; its token counts for less than a minute", () => {
    expect(after(needed(true, false), right)).toMatchObject({
      view: "idle",
      outcome: { token: "a.b.c", until: now + 50_000 },
    });
  });

  it("can be given up at each step", () => {
    for (const before of [[needed(true, true)], [needed(true, true), right]])
      expect(after(...before, { type: "given-up" })).toMatchObject({ view: "idle", outcome: "given-up" });
  });

  it("waits for the user where the host could not ask, or the code came too late", () => {
    const failed = after(needed(true, true), { type: "password-failed" });
    expect(failed).toMatchObject({ view: "password", request: null });
    expect(updateStepUp(failed, { type: "ask-again" })).toMatchObject({ request: { call: "reauthenticate" } });
    const late = after(needed(false, true), { type: "token-over" });
    expect(late).toMatchObject({ view: "password", request: null });
    expect([{ type: "ask-again" } as const, right].reduce(updateStepUp, late)).toMatchObject({
      view: "code",
      token: "a.b.c",
    });
  });

  it("is asked for once at a time, and takes nothing that comes unasked", () => {
    const asked = after(needed(true, true));
    expect(updateStepUp(asked, needed(false, true))).toBe(asked);
    expect(updateStepUp(asked, { type: "code-right", proof })).toBe(asked);
    expect(after(right)).toBe(noStepUp);
  });
});

describe("a call that proves too little", () => {
  const tooLittle = (maxAge: number | null, secondFactor: boolean): Result<string> => ({
    problem: { ...problem("insufficient_user_authentication"), stepUp: { maxAge, secondFactor } } as Problem,
  });
  const run = async (answers: readonly Result<string>[], grants: readonly boolean[]) => {
    const left = [...answers];
    const asked: Need[] = [];
    const result = await provenCall(
      async () => left.shift() ?? { problem: { code: "offline", detail: "" } },
      async (what) => {
        asked.push(what);
        return grants[asked.length - 1] ?? false;
      },
    );
    return { result, asked, calls: answers.length - left.length };
  };

  it("is made again by itself once more is proven", async () => {
    const { result, asked, calls } = await run([tooLittle(300, false), { data: "done" }], [true]);
    expect(result).toEqual({ data: "done" });
    expect(asked).toEqual([{ password: true, code: false }]);
    expect(calls).toBe(2);
  });

  it("asks for the code that the new password lacks", async () => {
    const { asked } = await run([tooLittle(300, false), tooLittle(null, true), { data: "done" }], [true, true]);
    expect(asked).toEqual([
      { password: true, code: false },
      { password: false, code: true },
    ]);
  });

  it("is not made again by whoever gives up, and not forever", async () => {
    expect(await run([tooLittle(300, true), { data: "done" }], [false])).toMatchObject({ calls: 1 });
    const again = tooLittle(300, true);
    expect(await run([again, again, again, again], [true, true, true, true])).toMatchObject({
      calls: 3,
      result: again,
    });
  });

  it("asks for the password when its token is over, and for nothing at any other refusal", async () => {
    expect(await run([{ problem: problem("unauthenticated") }, { data: "done" }], [true])).toMatchObject({
      asked: [{ password: true, code: false }],
      calls: 2,
    });
    expect(await run([{ problem: problem("busy") }], [true])).toMatchObject({ asked: [], calls: 1 });
  });
});
