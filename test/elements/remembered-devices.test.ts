import { describe, expect, it } from "vitest";
import type { Data, Result } from "../../web/elements/api.ts";
import { deviceLabel, type DeviceStore, keepingDevice, loginBringing } from "../../web/elements/challenge/calls.ts";
import { noDevices, updateDevices } from "../../web/elements/devices/countersign-devices.ts";
import { codeAsked, now, prompt, type } from "./challenge-examples.ts";
import { problem } from "./problem.ts";

const storeOf = (...tokens: readonly string[]) => {
  const stored = [...tokens];
  const store: DeviceStore = {
    load: () => stored,
    save: (changed) => {
      stored.splice(0, stored.length, ...changed);
    },
  };
  return { store, stored };
};
const forbidden: DeviceStore = {
  load: () => {
    throw new Error("storage is forbidden");
  },
  save: async () => Promise.reject(new Error("storage is forbidden")),
};

const allow: Data<"login"> = { decision: "allow", assertion: "a.b.c", expiresAt: "2026-11-21T10:00:00Z" };
const answering = (data: Data<"login">) => async (): Promise<Result<Data<"login">>> => Promise.resolve({ data });
const verified = async (device?: { readonly token: string; readonly expiresAt: string }) =>
  Promise.resolve({
    data: {
      assertion: "a.b.c",
      accessToken: null,
      expiresAt: "2026-11-21T10:00:00Z",
      method: "totp" as const,
      backupCodes: { remaining: 10 },
      failedSinceLastLogin: 0,
      ...(device && { device }),
    },
  });

describe("the tokens of a browser", () => {
  it("go with the login, and the used one gives way to the next", async () => {
    const { store, stored } = storeOf("dvc_other", "dvc_old");
    const brought: unknown[] = [];
    const remembered = { index: 1, token: "dvc_new", expiresAt: "2026-12-21T10:00:00Z" };
    await loginBringing(store, async (body) => {
      brought.push(body);
      return answering({ ...allow, remembered, forget: [0] })();
    });
    expect(brought).toEqual([{ devices: ["dvc_other", "dvc_old"] }]);
    expect(stored).toEqual(["dvc_new"]);
  });

  it("stay as they are after any other answer, and after none", async () => {
    const { store, stored } = storeOf("dvc_one");
    await loginBringing(store, answering(codeAsked));
    await loginBringing(store, async () => Promise.resolve({ problem: problem("busy") }));
    expect(stored).toEqual(["dvc_one"]);
  });

  it("are at most five: a new one pushes out the oldest", async () => {
    const { store, stored } = storeOf("1", "2", "3", "4", "5");
    await keepingDevice(store, verified({ token: "6", expiresAt: "2026-12-21T10:00:00Z" }));
    expect(stored).toEqual(["2", "3", "4", "5", "6"]);
  });

  it("are not kept where the page does not offer it, or the code brought none", async () => {
    const { store, stored } = storeOf();
    await keepingDevice(null, verified({ token: "6", expiresAt: "2026-12-21T10:00:00Z" }));
    await keepingDevice(store, verified());
    expect(stored).toEqual([]);
  });

  it("never fail a login: a store that fails means that a code is asked for", async () => {
    const remembered = { index: 0, token: "dvc_new", expiresAt: "2026-12-21T10:00:00Z" };
    const login = await loginBringing(forbidden, answering({ ...allow, remembered }));
    expect(login).toMatchObject({ data: { decision: "allow" } });
    const verify = await keepingDevice(forbidden, verified({ token: "6", expiresAt: "2026-12-21T10:00:00Z" }));
    expect(verify).toMatchObject({ data: { assertion: "a.b.c" } });
  });
});

describe("the prompt", () => {
  const offered = { type: "decided", data: { ...codeAsked, trustedDevices: { days: 30 } }, now } as const;
  const starting = { view: "starting", request: { call: "login" }, late: false } as const;

  it("offers to remember the browser for the days that the service names, and not by itself", () => {
    expect(prompt()).toMatchObject({ deviceDays: 0, remembers: false });
    expect(prompt({ type: "start" }, offered)).toMatchObject({ deviceDays: 30, remembers: false });
  });

  it("sends the wish with a code, and never with a backup code", () => {
    const wishes = [{ type: "start" }, offered, { type: "remembers", on: true }] as const;
    expect(starting.view).toBe("starting");
    expect(prompt(...wishes, type("123456"))).toMatchObject({ request: { call: "verify", remembers: true } });
    const backup = prompt(...wishes, type("0123-4567-89AB"), { type: "submitted", now });
    expect(backup).toMatchObject({ request: { call: "verify", remembers: false } });
  });
});

describe("the name of a device", () => {
  it.each([
    [
      "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36",
      "Chrome, macOS",
    ],
    [
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36 Edg/120.0.0.0",
      "Edge, Windows",
    ],
    [
      "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 Mobile/15E148 Safari/604.1",
      "Safari, iPhone",
    ],
    ["Mozilla/5.0 (Android 14; Mobile; rv:121.0) Gecko/121.0 Firefox/121.0", "Firefox, Android"],
    ["curl/8", "Browser"],
  ])("%s", (userAgent, label) => {
    expect(deviceLabel(userAgent)).toBe(label);
    expect(label.length).toBeLessThanOrEqual(24);
  });
});

describe("the list of remembered devices", () => {
  const device = (id: string) => ({
    id,
    label: "Chrome, macOS",
    createdAt: "2026-11-01T10:00:00Z",
    lastUsedAt: "2026-11-03T10:00:00Z",
    expiresAt: "2026-12-01T10:00:00Z",
  });
  const listed = updateDevices(noDevices, { type: "listed", devices: [device("dev_1"), device("dev_2")] });

  it("loses the one that was ended, or all", () => {
    expect(updateDevices(listed, { type: "ended", deviceId: "dev_1" })).toMatchObject({
      devices: [{ id: "dev_2" }],
      ended: 1,
    });
    expect(updateDevices(listed, { type: "ended", deviceId: null })).toMatchObject({ devices: [], ended: 1 });
  });

  it("asks for a code only when the user wants to see or to end them", () => {
    expect(updateDevices(noDevices, { type: "opened" }).request).toEqual({ call: "list" });
    const refused = updateDevices(
      { ...noDevices, request: { call: "list" } },
      { type: "refused", problem: problem("unauthenticated"), now },
    );
    expect(updateDevices(refused, { type: "retry" }).request).toEqual({ call: "list", proves: true });
    expect(updateDevices(listed, { type: "end", deviceId: "dev_1" }).request).toMatchObject({ proves: true });
  });

  it("takes one call at a time", () => {
    const busy = updateDevices(listed, { type: "end", deviceId: "dev_1" });
    expect(updateDevices(busy, { type: "end-all" }).request).toMatchObject({ call: "end" });
  });
});
