import { describe, expect, it } from "vitest";
import type { Client } from "../../web/elements/api.ts";
import { callSettings } from "../../web/elements/settings/effects.ts";
import type { SettingsRequest } from "../../web/elements/settings/state.ts";

/** The calls that went out, and how often the password was asked for. */
async function play(request: SettingsRequest, isConfirmed: boolean) {
  const calls: string[] = [];
  let asked = 0;
  const answer = (name: string) => async () => {
    calls.push(name);
    return { data: undefined };
  };
  const client = { disable: answer("disable"), removeFactor: answer("removeFactor") };
  const message = await callSettings(
    client as typeof client & Client,
    request,
    () => null,
    async () => {
      asked += 1;
      return isConfirmed;
    },
  );
  return { calls, asked, message };
}

const last = { call: "remove", factorId: "fac_1", switchesOff: true } as const;

describe("switching off asks for the password again, however fresh the token is", () => {
  it.each([{ call: "disable" } as const, last])("%j goes out after it", async (request) => {
    const { calls, asked } = await play(request, true);
    expect(calls).toHaveLength(1);
    expect(asked).toBe(1);
  });

  it.each([{ call: "disable" } as const, last])("%j does not go out without it", async (request) => {
    expect(await play(request, false)).toMatchObject({ calls: [], message: { type: "unconfirmed" } });
  });

  it("one method of several is removed without it", async () => {
    expect(await play({ ...last, switchesOff: false }, false)).toMatchObject({ calls: ["removeFactor"], asked: 0 });
  });
});
