import { expect, it } from "vitest";
import type { EventData, EventDraft } from "../../shared/account/events.ts";
import { noticeSender, recordOf } from "./notices.ts";

const { service, sent, notify, someUser, contactOf, itemOf } = noticeSender();
const ended = (why: EventData<"device.ended">["why"]): EventDraft => ({
  type: "device.ended",
  data: { deviceId: "dev_AAAAAAAAAAA", why },
});

/** Delivers the event of a new user, or of the given one, who has an address. */
async function deliver(draft: EventDraft, user = someUser()): Promise<typeof user> {
  const contact = await contactOf(user, "a@example.com");
  expect(await notify([recordOf(itemOf(user, { contact }, draft), itemOf(user, { contact }))])).toEqual([]);
  return user;
}

it("a device that is remembered, and an old token that was used, are told each time", async () => {
  const user = await deliver({ type: "device.trusted", data: { deviceId: "dev_AAAAAAAAAAA" } });
  for (const _ of ["first", "second"]) await deliver(ended("stale_token"), user);
  expect(sent.map(({ subject }) => subject.replace(/^.*: /, ""))).toEqual([
    "Device remembered",
    "An old token of a remembered device was used",
    "An old token of a remembered device was used",
  ]);
});

it("a device that is out of step is told once in 30 days, each user apart", async () => {
  const user = await deliver(ended("out_of_step"));
  service.clock.forward(30 * 86_400 - 1);
  await deliver(ended("out_of_step"), user);
  expect(sent).toHaveLength(1);
  await deliver(ended("out_of_step"));
  expect(sent).toHaveLength(2);
  service.clock.forward(2);
  await deliver(ended("out_of_step"), user);
  expect(sent).toHaveLength(3);
});

it.each(["user", "admin", "factor", "password", "policy", "pushed_out"] as const)(
  "a device that ended by %s is not told: the user, or another e-mail, knows why",
  async (why) => {
    await deliver(ended(why));
    expect(sent).toEqual([]);
  },
);
