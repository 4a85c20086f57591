/** @module-tag crowds */
import { expect, test } from "vitest";
import type { Person } from "../harness/person.ts";
import { world } from "../harness/world.ts";

/** Every change is told to the user, in the user's language, where the user could be reached before the change. */
const { service, organisation } = world({
  issuer: "mail",
  tenant: "mail",
  variables: { APP_NAME: "Acme Portal" },
});
const personOf = (name: string): Person => organisation.person(name, { email: `${name}@mail.example` });

interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}
/** Reads an address's new mails, oldest first. */
const read = new Map<string, number>();
async function newMail(to: string): Promise<readonly Mail[]> {
  await service.local.drained();
  const { body } = await service.call("GET", "/local/mail");
  const all = (body["mails"] as Mail[]).filter((mail) => mail.to === to).toReversed();
  const seen = read.get(to) ?? 0;
  read.set(to, all.length);
  return all.slice(seen);
}
const subjects = async (name: string): Promise<readonly string[]> =>
  (await newMail(`${name}@mail.example`)).map(({ subject }) => subject);

/** Sets an app up in a browser of that language, under a label of one's own. */
async function setsUp(person: Person, language: string, label = "My app"): Promise<void> {
  await person.enrollTotp({
    token: await person.passwordToken(),
    body: { type: "totp", label },
    headers: { "accept-language": language },
  });
  await service.call("POST", `/v1/factors/${person.totpFactorId}/confirm`, {
    token: await person.passwordToken(),
    body: { code: person.totpCode() },
    headers: { "accept-language": language },
  });
  await person.loginWithTotp();
}

test("a life with a second factor, as the mailbox tells it", async () => {
  const ada = personOf("ada");
  const phone = "+41791234601";
  await ada.hasTotp();
  expect(await subjects("ada")).toEqual(["Acme Portal: Two-step sign-in is on"]);
  await ada.hasSms(phone);
  expect(await subjects("ada")).toEqual(["Acme Portal: New sign-in method"]);
  await ada.withAccess("PATCH", `/v1/factors/${ada.totpFactorId}`, { body: { label: "Other" } });
  await ada.loginWithTotp();
  expect(await subjects("ada")).toEqual([]);

  for (const code of ada.backupCodes.slice(0, 7)) await ada.verify(code);
  const used = await newMail("ada@mail.example");
  expect(used.map(({ text }) => /left: (\d)\..*/.exec(text)?.[0])).toEqual([
    ...[9, 8, 7, 6, 5, 4].map((left) => `left: ${String(left)}.`),
    "left: 3. Make new ones soon.",
  ]);
  expect(used.at(-1)?.subject).toBe("Acme Portal: Backup code used, few are left");
  for (const { text, html } of used) for (const code of ada.backupCodes) expect(text + html).not.toContain(code);

  await ada.withAccess("POST", "/v1/backup-codes");
  expect(await subjects("ada")).toEqual(["Acme Portal: New backup codes"]);
  await ada.withAccess("DELETE", `/v1/factors/${ada.smsFactorId}`);
  expect(await subjects("ada")).toEqual(["Acme Portal: Sign-in method removed"]);
  for (let nth = 0; nth < 4; nth += 1) await ada.verify(ada.wrongTotpCode(nth));
  expect(await subjects("ada")).toEqual([]);
  await ada.verify(ada.wrongTotpCode(4));
  expect(await subjects("ada")).toEqual(["Acme Portal: Too many wrong codes"]);
  await ada.withAccess("DELETE", "/v1/factors");
  expect(await subjects("ada")).toEqual(["Acme Portal: Two-step sign-in is off"]);
});

test("what an admin does, and a method that is disabled", async () => {
  const ben = personOf("ben");
  await ben.hasTotp();
  await ben.loginWithTotp();
  expect(await subjects("ben")).toHaveLength(1);
  await organisation.asAdmin("PUT", organisation.userPath(ben, "phone"), { phoneNumber: "+41791234602" });
  await organisation.asAdmin("DELETE", organisation.userPath(ben, "phone"));
  await organisation.asAdmin("POST", organisation.userPath(ben, "reset"), { reason: "Lost <b>the phone</b>" });
  const mails = await newMail("ben@mail.example");
  expect(mails.map(({ subject }) => subject)).toEqual([
    "Acme Portal: Phone number registered for you",
    "Acme Portal: Registered phone number removed",
    "Acme Portal: Your second step was reset",
  ]);
  for (const { text, html } of mails) expect(text + html).not.toMatch(/1234602|Lost/);

  await ben.enrollTotp({ token: await ben.passwordToken() });
  await service.call("POST", `/v1/factors/${ben.totpFactorId}/confirm`, {
    token: await ben.passwordToken(),
    body: { code: ben.totpCode() },
  });
  for (let nth = 1; nth <= 20; nth += 1)
    service.clock.forward(Number((await ben.verify(ben.wrongTotpCode())).body["retryAfter"] ?? 0));
  expect((await subjects("ben")).at(-1)).toBe("Acme Portal: Sign-in method switched off");
});

test.each([
  ["en", "Two-step sign-in is on"],
  ["de-CH,de;q=0.9", "Zwei-Schritt-Anmeldung ist eingeschaltet"],
  ["fr", "Connexion en deux étapes activée"],
  ["it", "Accesso in due passaggi attivato"],
  ["es-AR", "Inicio de sesión en dos pasos activado"],
])("in the language of the browser that the factor was set up in: %s", async (language, subject) => {
  const name = `in-${language.slice(0, 2)}`;
  const person = personOf(name);
  await setsUp(person, language, `<img src="https://evil.example/${name}">`);
  const [mail, ...more] = await newMail(`${name}@mail.example`);
  expect(more).toEqual([]);
  expect(mail?.subject).toBe(`Acme Portal: ${subject}`);
  expect(mail?.html).toContain(`<html lang="${language.slice(0, 2)}">`);
  expect(mail?.text).toMatch(/\d:\d\d:\d\d UTC/);
  expect(JSON.stringify(mail)).not.toContain("evil");
});

test.each([
  ["en", "Help-desk code made for you", "Help-desk code used"],
  ["de", "Helpdesk-Code für Sie erstellt", "Helpdesk-Code verwendet"],
  ["fr", "Code d’assistance créé pour vous", "Code d’assistance utilisé"],
  ["it", "Codice dell’assistenza creato per te", "Codice dell’assistenza usato"],
  ["es", "Código de asistencia creado para usted", "Código de asistencia usado"],
])(
  "a code of the help desk when it is made and when it is used, in %s, without the code",
  async (language, made, used) => {
    const name = `desk-${language}`;
    const person = personOf(name);
    await setsUp(person, language);
    await subjects(name);
    const path = organisation.userPath(person, "bypass-code");
    const { body } = await organisation.asAdmin("POST", path, { reason: "Phone at home" });
    const code = String(body["code"]);
    await person.verify(`${code.slice(0, 4)}-0000-0000`);
    expect((await newMail(`${name}@mail.example`)).map(({ subject }) => subject)).toEqual([`Acme Portal: ${made}`]);
    expect((await person.verify(code)).status).toBe(200);
    const [mail, ...more] = await newMail(`${name}@mail.example`);
    expect([mail?.subject, more]).toEqual([`Acme Portal: ${used}`, []]);
    expect(mail?.html).toContain(`<html lang="${language}">`);
    expect(JSON.stringify(mail)).not.toMatch(new RegExp(`${code}|${code.replaceAll("-", "")}|Phone at home`));
  },
);

test("whoever takes the login over cannot silence the owner: the address known before is told as well", async () => {
  const owner = personOf("owner");
  await owner.hasTotp();
  await organisation.asAdmin("POST", organisation.userPath(owner, "reset"), { reason: "New phone" });
  await subjects("owner");
  const thief = organisation.person("owner", { email: "thief@evil.example" });
  await thief.enrollTotp();
  await organisation.asAdmin("PUT", organisation.userPath(owner, "phone"), { phoneNumber: "+41791234603" });
  expect(await subjects("owner")).toEqual(["Acme Portal: Phone number registered for you"]);
  expect(await newMail("thief@evil.example")).toEqual([]);
  await thief.confirm(thief.totpFactorId, thief.totpCode());
  expect(await subjects("owner")).toEqual([
    "Acme Portal: Two-step sign-in is on",
    "Acme Portal: Another e-mail address",
  ]);
  expect((await newMail("thief@evil.example")).map(({ subject }) => subject)).toEqual([
    "Acme Portal: Two-step sign-in is on",
    "Acme Portal: Another e-mail address",
  ]);
});

test("a set-up that is given up, a login with an app or a phone, and a refusal are not told", async () => {
  const cleo = personOf("cleo");
  await cleo.hasTotp();
  await cleo.loginWithTotp();
  await subjects("cleo");
  const started = await cleo.withAccess("POST", "/v1/factors", {
    body: { type: "sms", phoneNumber: "+41791234604" },
  });
  await cleo.withAccess("DELETE", `/v1/factors/${String(started.body["factor"].id)}`);
  await cleo.loginWithTotp();
  await cleo.withAccess("DELETE", "/v1/factors/fac_unknown");
  expect(await subjects("cleo")).toEqual([]);
});

test("who has no address is told nothing, and nothing fails", async () => {
  const before = service.local.mailbox.mails.length;
  await organisation.person("nobody").hasTotp();
  await service.local.drained();
  expect(service.local.mailbox.mails).toHaveLength(before);
});
