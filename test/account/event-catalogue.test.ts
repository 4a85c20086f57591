import { describe, expect, it } from "vitest";
import { eventCatalogue, isEventType, versionOf } from "../../shared/account/events.ts";

describe("the data of an event", () => {
  const factor = { factorId: "fac_1", factorType: "totp" };
  it("names the type of a factor that only a newer release knows as unknown", () => {
    const { data } = eventCatalogue["factor.removed"];
    expect(data.parse(factor)).toStrictEqual(factor);
    expect(data.parse({ ...factor, factorType: "newer" })).toStrictEqual({ ...factor, factorType: "unknown" });
  });
  it("holds nothing beside its fields: no code and no number can go along", () => {
    const { data } = eventCatalogue["factor.removed"];
    expect(data.safeParse({ ...factor, phone: "+41 79 000 00 00" }).success).toBe(false);
    expect(eventCatalogue["contact.changed"].data.safeParse({ address: "a@b.example" }).success).toBe(false);
  });
  it("says of a code by phone that it was read out, or nothing", () => {
    const { data } = eventCatalogue["sms.requested"];
    const sent = { factorId: "fac_1", purpose: "login" };
    expect(data.parse(sent)).toStrictEqual(sent);
    expect(data.parse({ ...sent, channel: "voice" })).toStrictEqual({ ...sent, channel: "voice" });
    for (const channel of ["", "sms", null]) expect(data.safeParse({ ...sent, channel }).success).toBe(false);
  });
  it("tells what a wrong code cost, and which part of the slow budget it reached", () => {
    const { data } = eventCatalogue["code.rejected"];
    const rejected = { method: "totp", attemptsRemaining: 2 };
    expect(data.parse(rejected)).toStrictEqual({ ...rejected, compared: 3 });
    expect([25, 50, 100, 75, "25"].map((spent) => data.safeParse({ ...rejected, spent }).success)).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
  });
  it.each(["user", "admin", "stale_token", "out_of_step", "factor", "password", "policy", "pushed_out"])(
    "says why a device ended: %s",
    (why) => {
      const { data } = eventCatalogue["device.ended"];
      expect(data.safeParse({ deviceId: "dev_1", why }).success).toBe(true);
      expect(data.safeParse({ deviceId: "dev_1", why: `${why}?` }).success).toBe(false);
    },
  );
});

describe("a type of event", () => {
  it("is one of the catalogue, and nothing that every object has", () => {
    for (const type of Object.keys(eventCatalogue)) expect(isEventType(type)).toBe(true);
    for (const type of ["newer.event", "constructor", "toString", "__proto__", ""])
      expect(isEventType(type)).toBe(false);
  });
  it("has the version of its data, and 1 where this release does not know it", () => {
    expect(versionOf("factor.removed")).toBe(1);
    expect(versionOf("login.succeeded")).toBe(2);
    expect(versionOf("newer.event")).toBe(1);
    expect(versionOf("constructor")).toBe(1);
  });
});
