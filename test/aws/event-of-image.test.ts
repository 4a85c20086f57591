import { describe, expect, it } from "vitest";
import { accountToItem, eventToItem } from "../../shared/aws/dynamodb/account-item.ts";
import { eventOfImage } from "../../shared/aws/dynamodb/event-of-image.ts";
import { accountKey, challengeKey, policyKey } from "../../shared/aws/dynamodb/keys.ts";
import { fullAccount, loginSucceeded, policyUpdated } from "./examples.ts";

const strange = { tenant: "a#b%23 ü", ref: "usr_1" };

describe("the event of a stream image", () => {
  it("is that of an account, with its user", () => {
    const image = { ...accountKey(strange), ...accountToItem(fullAccount, loginSucceeded()) };
    expect(eventOfImage(image)).toEqual({ subject: strange, event: loginSucceeded() });
  });

  it("is that of a policy, with its tenant", () => {
    const image = { ...policyKey("acme"), s: 1, v: 1, e: eventToItem(policyUpdated()) };
    expect(eventOfImage(image)).toEqual({ subject: { tenant: "acme", ref: null }, event: policyUpdated() });
  });

  it("survives without data", () => {
    const event = { ...loginSucceeded(), type: "phone.pre_registered", data: {} } as const;
    expect(eventOfImage({ ...accountKey(strange), ...accountToItem(fullAccount, event) })?.event).toEqual(event);
  });

  it("is none for an item without one, and for every other kind of item", () => {
    expect(eventOfImage({ ...accountKey(strange), ...accountToItem(fullAccount, undefined) })).toBeNull();
    const e = eventToItem(loginSucceeded());
    expect(eventOfImage({ ...challengeKey(strange, "fac_1"), s: 1, e })).toBeNull();
    expect(eventOfImage({ pk: "TENANT#acme", sk: "EVENT#2026", s: 1, e })).toBeNull();
    expect(eventOfImage({ pk: "SIGNING", sk: "KEY#1", s: 1, e })).toBeNull();
  });

  it("is refused loudly if it cannot be read", () => {
    const image = { ...accountKey(strange), ...accountToItem(fullAccount, loginSucceeded()) };
    expect(() => eventOfImage({ ...image, s: 2 })).toThrow("unknown schema version");
    expect(() => eventOfImage({ ...image, e: { ...eventToItem(loginSucceeded()), t: 1 } })).toThrow("event: e.t");
  });
});
