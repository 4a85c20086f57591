import { expect, test } from "vitest";
import { callerWords } from "../../shared/language/caller-words.ts";
import { languages } from "../../shared/language/languages.ts";
import { callerSms } from "../../shared/factors/sms/caller-message.ts";
import type { Answer } from "../harness/called-service.ts";
import type { Person } from "../harness/person.ts";
import { world } from "../harness/world.ts";
import { septetsOf } from "../factors/segment.ts";

/** The help desk finds out whether it speaks with the user: by two words that went to a phone or an address of theirs. */
const { service, organisation } = world({ issuer: "caller", tenant: "caller", variables: { APP_NAME: "Shop" } });
const codeOf = ({ status, body }: Answer): string => (status < 300 ? "ok" : String(body["code"]));
const send = async (person: Person, channel: string): Promise<Answer> =>
  organisation.asAdmin("POST", organisation.userPath(person, "caller-check"), { channel });
const confirm = async (person: Person, words: string): Promise<Answer> =>
  organisation.asAdmin("POST", organisation.userPath(person, "caller-check/confirm"), { words });
const wordsIn = (text = ""): string => /: ([a-z]+ [a-z]+)\./.exec(text)?.[1] ?? "";
const lastSms = (to: string) => service.outbox.messages.find((message) => message.to === to)?.body;
async function withPhone(name: string, phone: string): Promise<Person> {
  const person = organisation.person(name);
  await person.hasSms(phone);
  return person;
}
const eventsOf = async (person: Person) => {
  await service.local.drained();
  const { body } = await organisation.asAdmin("GET", organisation.userPath(person, "events"));
  return body["events"] as readonly { type: string; data: object }[];
};

test("the list has 2,048 words, none twice", () => {
  expect(new Set(callerWords).size).toBe(2048);
  expect(callerWords.filter((word) => !/^[a-z]{3,9}$/.test(word))).toEqual([]);
});

test("two words go to the confirmed phone, never digits, and the caller says them", async () => {
  const ada = await withPhone("ada", "+41791234571");
  const sent = await send(ada, "phone");
  expect([sent.status, sent.body]).toEqual([
    202,
    { sentTo: "+41 ••• •• •• 71", expiresAt: new Date(service.clock.now() + 300_000).toISOString() },
  ]);
  const body = lastSms("+41791234571");
  expect(body).toMatch(/^Tell our help desk: [a-z]+ [a-z]+\. Not a sign-in code\. Only if you called us\.$/);
  const said = wordsIn(body).toUpperCase().replace(" ", " - ");
  expect((await confirm(ada, said)).body).toEqual({ confirmed: true });
  expect(codeOf(await confirm(ada, said))).toBe("challenge_expired");
  const [checked, requested] = await eventsOf(ada);
  expect(checked).toMatchObject({ type: "caller.checked", data: { by: "phone" } });
  expect(requested).toMatchObject({ type: "sms.requested", data: { purpose: "caller_check", country: "CH" } });
});

test("three wrong tries end them, and so do five minutes", async () => {
  const ben = await withPhone("ben", "+41791234572");
  await send(ben, "phone");
  const right = wordsIn(lastSms("+41791234572"));
  for (const attemptsRemaining of [2, 1, 0])
    expect((await confirm(ben, "maple maple")).body).toMatchObject({
      status: 422,
      code: "invalid_code",
      attemptsRemaining,
    });
  expect(codeOf(await confirm(ben, right))).toBe("challenge_expired");
  await send(ben, "phone");
  service.clock.forward(300);
  expect(codeOf(await confirm(ben, wordsIn(lastSms("+41791234572"))))).toBe("challenge_expired");
});

test("three sends a day, the next with words of its own", async () => {
  const cleo = await withPhone("cleo", "+41791234573");
  await send(cleo, "phone");
  const first = wordsIn(lastSms("+41791234573"));
  await send(cleo, "phone");
  expect(codeOf(await confirm(cleo, first))).toBe("invalid_code");
  expect(codeOf(await send(cleo, "phone"))).toBe("ok");
  const fourth = await send(cleo, "phone");
  expect(fourth.body).toMatchObject({ status: 429, code: "too_many_attempts", retryAfter: expect.any(Number) });
  service.clock.forward(86_400);
  expect(codeOf(await send(cleo, "phone"))).toBe("ok");
});

test("a pending or a registered phone is no channel, nor is an address that nobody knows", async () => {
  const dora = organisation.person("dora");
  await dora.hasTotp();
  await organisation.asAdmin("PUT", organisation.userPath(dora, "phone"), { phoneNumber: "+41791234574" });
  expect((await send(dora, "phone")).body).toMatchObject({ status: 409, code: "no_channel" });
  expect(codeOf(await send(dora, "email"))).toBe("no_channel");
  expect(codeOf(await send(dora, "pigeon"))).toBe("invalid_request");
  const own = await dora.withAccess("POST", organisation.userPath(dora, "caller-check"), {
    body: { channel: "phone" },
  });
  expect(codeOf(own)).toBe("forbidden");
});

test("a number that has had its fill gets none, and the sends count as its owner's", async () => {
  const emil = await withPhone("emil", "+41791234575");
  // The limit is that of the clock's hour.
  service.clock.forward(3600 - (Math.floor(service.clock.now() / 1000) % 3600));
  for (let nth = 0; nth < 5; nth += 1) {
    service.clock.forward(130);
    await emil.withPassword("POST", "/v1/login/sms", { body: {} });
  }
  expect(codeOf(await send(emil, "phone"))).toBe("sms_limit_reached");
});

test.each(languages)("the SMS in %s fits one part with the longest words", (language) => {
  const longest = callerWords
    .toSorted((one, other) => other.length - one.length)
    .slice(0, 2)
    .join(" ");
  expect(septetsOf(callerSms(longest, language))).toBeLessThanOrEqual(160);
});

test("two words go to the known address in the user's language", async () => {
  const finn = organisation.person("finn", { email: "finn@caller.example" });
  await finn.enrollTotp({ headers: { "accept-language": "de" } });
  await finn.confirm(finn.totpFactorId, finn.totpCode());
  const { body } = await send(finn, "email");
  expect(body["sentTo"]).toBe("f•••@c•••.example");
  const [mail] = service.local.mailbox.mails.filter(({ to }) => to === "finn@caller.example");
  const words = /^[a-z]+ [a-z]+$/m.exec(mail?.text ?? "")?.[0] ?? "";
  expect((await confirm(finn, words)).body).toEqual({ confirmed: true });
  expect((await eventsOf(finn))[0]).toMatchObject({ type: "caller.checked", data: { by: "email" } });
});
