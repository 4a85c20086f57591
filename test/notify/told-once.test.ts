import { describe, expect, it } from "vitest";
import { MailRefused } from "../../shared/ports/outbound.ts";
import { noticeSender, recordOf, reset, sequence } from "./notices.ts";

const { service, sent, written, mailbox, notify, someUser, contactOf, itemOf, resetOf, renewed, metrics, addresses } =
  noticeSender();

describe("an event that is delivered", () => {
  it("twice, or out of order, is told once", async () => {
    const [one, two] = [await resetOf("one@example.com"), await resetOf("two@example.com")];
    expect(await notify([one, two, one])).toEqual([]);
    expect(await notify([two, one])).toEqual([]);
    expect(addresses()).toEqual(["one@example.com", "two@example.com"]);
  });

  it("to many at the same moment is told once; who comes too early has it delivered again", async () => {
    const record = await resetOf("a@example.com");
    const hold = Promise.withResolvers<void>();
    mailbox.onSend = () => hold.promise;
    let early = 0;
    const deliveries = Array.from({ length: 6 }, async () => {
      const failures = await notify([record]);
      if ((early += 1) === 5) hold.resolve();
      return failures;
    });
    const outcomes = await Promise.all(deliveries);
    expect(sent).toHaveLength(1);
    expect(outcomes.filter((failures) => failures.length === 0)).toHaveLength(1);
    expect(await notify([record])).toEqual([]);
    expect(sent).toHaveLength(1);
  });

  it("to a process that dies with the claim is told after the lease, and only then", async () => {
    const record = await resetOf("a@example.com");
    const { notices } = service.local.services;
    const dies = { ...notices, release: () => Promise.reject(new Error("dead")) };
    mailbox.onSend = () => Promise.reject(new Error("dead"));
    await notify([record], { notices: dies });
    mailbox.onSend = () => {};
    expect(await notify([record])).toEqual([sequence(record)]);
    service.clock.forward(119);
    expect(await notify([record])).toEqual([sequence(record)]);
    expect(sent).toEqual([]);
    service.clock.forward(1);
    expect(await notify([record])).toEqual([]);
    expect(sent).toHaveLength(1);
  });

  it("and sent, but could not be marked as sent, is not sent again at once", async () => {
    const record = await resetOf("a@example.com");
    const { notices } = service.local.services;
    const mute = { ...notices, settle: () => Promise.reject(new Error("throttled")) };
    expect(await notify([record], { notices: mute })).toEqual([]);
    expect(await notify([record])).toEqual([sequence(record)]);
    expect(sent).toHaveLength(1);
  });
});

describe("while SES", () => {
  it("is down, the rest of the batch comes again from the first that failed, and goes out once it is up", async () => {
    const records = await Promise.all(["a", "b", "c"].map((name) => resetOf(`${name}@example.com`)));
    mailbox.onSend = ({ to }) => {
      if (to.startsWith("b")) throw Object.assign(new Error("b@example.com"), { name: "TooManyRequestsException" });
    };
    expect(await notify(records)).toEqual([sequence(records[1])]);
    expect(metrics()).toEqual({ NoticesSent: 1, NoticesLeft: 1 });
    expect(written.join()).toContain("TooManyRequestsException");
    mailbox.onSend = () => {};
    expect(await notify(records.slice(1))).toEqual([]);
    expect(addresses()).toEqual(["a@example.com", "b@example.com", "c@example.com"]);
  });

  it("takes the e-mail to the former address and not the one to the new, only the latter is tried again", async () => {
    const record = await renewed("old@example.com", "new@example.com");
    mailbox.onSend = ({ to }) => {
      if (to.startsWith("new")) throw new Error("down");
    };
    expect(await notify([record])).toEqual([sequence(record)]);
    mailbox.onSend = () => {};
    expect(await notify([record])).toEqual([]);
    expect(addresses()).toEqual(["old@example.com", "new@example.com"]);
  });

  it("refuses an address for good, that is counted and logged without it, and stops nobody", async () => {
    const records = [await resetOf("bad@example.com"), await resetOf("good@example.com")];
    mailbox.onSend = ({ to }) => {
      if (to.startsWith("bad")) throw new MailRefused("MessageRejected");
    };
    expect(await notify(records)).toEqual([]);
    expect(metrics()).toEqual({ NoticesSent: 1, NoticesRefused: 1 });
    expect(written.join()).toContain('"reason":"MessageRejected"');
    mailbox.onSend = () => {};
    expect(await notify(records)).toEqual([]);
    expect(addresses()).toEqual(["good@example.com"]);
  });
});

describe("a record that", () => {
  const good = () => resetOf("good@example.com");

  it("cannot be read is left, and stops nobody", async () => {
    const user = someUser();
    const unknown = { ...itemOf(user, {}, reset), s: 99 };
    const untold = itemOf(user, {}, { type: "method.locked", data: { method: "totp" } as never });
    const oldUnknown = recordOf(itemOf(user, {}, reset), { ...itemOf(user, {}), s: 99 });
    const records = [recordOf(unknown, null), recordOf(untold, null), oldUnknown, await good()];
    expect(await notify(records)).toEqual(records.slice(0, 3).map(sequence));
    expect(addresses()).toEqual(["good@example.com"]);
  });

  it("holds another user's contact is left, and stops nobody", async () => {
    const contact = await contactOf(someUser(), "other@example.com");
    const moved = recordOf(itemOf(someUser(), { contact }, reset), null);
    expect(await notify([moved, await good()])).toEqual([sequence(moved)]);
    expect(addresses()).toEqual(["good@example.com"]);
  });
});

it("no address, subject or text is in a log or a metric, whatever happens", async () => {
  const email = "canary.bird@mine-shaft.example";
  const record = await resetOf(email);
  mailbox.onSend = ({ to, text }) => {
    throw new Error(`${to} ${text}`);
  };
  await notify([record]);
  mailbox.onSend = () => {
    throw new MailRefused("MessageRejected");
  };
  await notify([record, await resetOf(email)]);
  mailbox.onSend = () => {};
  await notify([await resetOf(email)]);
  expect(written.length).toBeGreaterThan(4);
  expect(sent).toHaveLength(1);
  expect(written.join("\n")).not.toMatch(/canary|mine-shaft|second step was reset/);
});
