/** @module-tag processes */
import { describe, expect, it } from "vitest";
import { many, type Statement, statementsByFunction } from "./roles.ts";
import { synthesized } from "./synthesized.ts";

/** Whoever sends codes may do so by the stage's provider, from the stage's senders, and by nothing else. */
const senders = [
  "admin-check-caller",
  "complete-recovery",
  "enroll-factor",
  "events-notify-user",
  "login",
  "resend-enrollment-sms",
  "scheduled-remind-of-recoveries",
  "send-sms",
  "undo-change",
];
const text = (resource: unknown): string =>
  JSON.stringify(resource)
    .replaceAll(/\{"Ref":"AWS::(\w+)"\}/g, "<$1>")
    .replaceAll(/\{"Fn::Join":\["",\[([^\]]*)\]\]\}/g, (_, parts: string) => parts.replaceAll(/[",]/g, ""))
    .replaceAll('"', "");
const arn = (resource: string): string => `arn:<Partition>:sms-voice:<Region>:<AccountId>:${resource}`;
const aboutMessages = ({ Action }: Statement): boolean => many(Action).some((one) => /^(?:sns|sms-voice):/.test(one));

/** Each thing that a function may do with messages, with its resources. */
function rights(changes: object): ReadonlyMap<string, Readonly<Record<string, readonly string[]>>> {
  const roles = statementsByFunction(synthesized(changes).service);
  return new Map(
    [...roles].flatMap(([name, statements]) => {
      const found = statements.filter(aboutMessages).flatMap(({ Effect, Action, Resource, NotResource }) => {
        expect(Effect).toBe("Allow");
        const where = NotResource === undefined ? many(Resource).map(text) : [`all but ${text(NotResource)}`];
        return many(Action).map((action) => [action, where.toSorted()] as const);
      });
      return found.length === 0 ? [] : [[name, Object.fromEntries(found)] as const];
    }),
  );
}

const feedback = { "sms-voice:PutMessageFeedback": [arn("message/*")] };
const everySender = (actions: Readonly<Record<string, readonly string[]>>) =>
  Object.fromEntries(senders.map((name) => [name, actions]));

describe("the right to send a message", () => {
  it("of SNS is that of no other provider", () => {
    expect(Object.fromEntries(rights({}))).toEqual(
      everySender({ "sns:Publish": ["all but arn:<Partition>:sns:*:*:*"] }),
    );
  });

  it("of End User Messaging is on the pool, the number of calls, the configuration set and the protect configuration alone", () => {
    const about = [arn("configuration-set/countersign-prod"), arn("protect-configuration/protect-9")];
    const found = rights({
      smsProvider: "end-user-messaging",
      smsOrigination: "pool-1",
      smsVoiceOrigination: "phone-2",
      smsConfigurationSet: "countersign-prod",
      smsProtectConfiguration: "protect-9",
    });
    expect(Object.fromEntries(found)).toEqual({
      ...everySender({
        "sms-voice:SendTextMessage": [...about, arn("pool/pool-1")].toSorted(),
        "sms-voice:SendVoiceMessage": [...about, arn("phone-number/phone-2")].toSorted(),
      }),
      "events-sms-feedback": feedback,
    });
  });

  it.each([
    ["Larch", arn("sender-id/Larch/*")],
    ["phone-7", arn("phone-number/phone-7")],
    ["rcs-7", arn("rcs-agent/rcs-7")],
    [
      "arn:aws:sms-voice:eu-central-1:111122223333:pool/pool-7",
      "arn:aws:sms-voice:eu-central-1:111122223333:pool/pool-7",
    ],
  ])("by the sender %s is on it alone, and without a number of calls there are none", (smsOrigination, resource) => {
    const found = rights({ smsProvider: "end-user-messaging", smsOrigination });
    expect(Object.fromEntries(found)).toEqual({
      ...everySender({ "sms-voice:SendTextMessage": [resource] }),
      "events-sms-feedback": feedback,
    });
  });

  it("of Notify is on its configuration alone", () => {
    const found = rights({ smsProvider: "notify", smsNotifyConfiguration: "nc-3", smsNotifyVoiceTemplate: "tpl-1" });
    const on = [arn("notify-configuration/nc-3")];
    expect(Object.fromEntries(found)).toEqual({
      ...everySender({ "sms-voice:SendNotifyTextMessage": on, "sms-voice:SendNotifyVoiceMessage": on }),
      "events-sms-feedback": feedback,
    });
  });
});
