import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { describe, expect, it } from "vitest";
import { accountKey } from "../../shared/aws/dynamodb/keys.ts";
import { itemSize } from "../aws/item-size.ts";
import { steps } from "../faults/steps.ts";
import { Issuer } from "../harness/issuer.ts";
import { Organisation } from "../harness/organisation.ts";
import { runningService } from "../harness/running-service.ts";
import { withPasskeys } from "../harness/world.ts";

const shop = new Issuer("shop", withPasskeys);
const service = runningService({
  issuers: [shop.settings],
  variables: { SMS_SET_UPS_PER_TENANT_DAY: "10000", SMS_PER_DAY: "50000" },
});
const acme = new Organisation(service, shop, "acme");

/** Account and challenge in one query; the limits; the reservation; a claim of each limit; the code's hash; the SMS and its mark. */
const sendWith = (claims: readonly string[]): readonly string[] => [
  "Query",
  "BatchGet",
  "Put",
  ...claims,
  "Put",
  "Publish",
  "Put",
];
/** The number, and the sum of the tenant's logins. */
const send = sendWith(["Update", "Update"]);
/** The watch on pumping is asked again; the number in the tenant and in all; the set-ups of the tenant and of all. */
const setUpSend = sendWith(["BatchGet", "Update", "Update", "Update", "Update"]);
/** The policy is read in each try, after the account, and the watch on pumping with the limits. */
const setUpUnderPolicy = ["Query", "Get", "BatchGet", ...setUpSend.slice(1)];
/** The admin's own account comes first; an act that may need a second admin then reads the policy. */
const ofAdmin = ["Get"];
/** The policy, the user, and whose account it is. */
const forSecondPerson = ["Get", "Get", "Get"];
/** A first factor: the look for whose account it is, which is put down once, before the factor counts. */
const firstFactor = ["Query", "Get", "Get", "Put", "Put"];

/** Cost of each step in a process that has its keys and the policy, in order. No step asks KMS. */
const budgets: Readonly<Record<string, readonly string[]>> = {
  "login without a factor": ["Query", "Get"],
  "login that sends an SMS": ["Query", ...send],
  "sending an SMS": send,
  "a code of an app": ["Get", "Put"],
  "a code of an SMS": ["Query", "Put"],
  "a backup code": ["Get", "Put"],
  "a wrong code": ["Get", "Put"],
  "setting an app up": ["Get", "Get", "Put"],
  "setting a phone up": setUpUnderPolicy,
  "confirming an app": firstFactor,
  "confirming a phone": firstFactor,
  "sending the SMS of a set-up again": setUpUnderPolicy,
  "the own factors": ["Query"],
  "the own activity": ["Get", "Query"],
  "renaming a factor": ["Get", "Put"],
  "removing a factor": ["Get", "Get", "Put"],
  "switching 2FA off": ["Get", "Get", "Put"],
  "new backup codes": ["Get", "Put"],
  "an admin's look at a user": [...ofAdmin, "Get"],
  "an admin's look at a user's events": [...ofAdmin, "Query"],
  "an admin's reset": [...ofAdmin, "Get", "Get", "Get", "Get", "Put"],
  "a pre-registered phone": [...ofAdmin, "Get", "Get", "Get", "Get", "Get", "Put"],
  "no pre-registered phone any more": [...ofAdmin, "Get", "Get"],
  // Read to ask whether it is looser, to change it, and for the history; then the name of who changes it.
  "a changed policy": [...ofAdmin, "Get", "Get", "Get", "BatchGet", "Put"],
  "setting a passkey up": ["Query", "Get", "Put"],
  // Its credential first, then the account that makes it count.
  "confirming a passkey": ["Query", "Get", "Put", "Get", "Put", "Put"],
  "login that asks for a passkey": ["Query"],
  "an assertion of a passkey": ["Query", "Put"],
  // The credential is given its end after the write that removes the factor.
  "removing a passkey": ["Get", "Get", "Put", "Get", "Put"],
  "a code that has the device remembered": ["Get", "Get", "Put"],
  "login of a remembered device": ["Query", "Put"],
  "the own devices": ["Get"],
  "ending a device": ["Get", "Put"],
  "ending all devices": ["Get", "Put"],
  "asking for a recovery": ["Get", "Get", "Put"],
  "the recovery under way": ["Get", "Get"],
  "looking at a link": ["Get"],
  "issuing a bypass code": [...ofAdmin, ...forSecondPerson, "Get", "Put"],
  "a bypass code": ["Get", "Put"],
  "sending a caller two words": [...ofAdmin, "Get", "BatchGet", "Get", "Get", "Put", "Update", "Update", "Publish"],
  "checking a caller's two words": [...ofAdmin, "Get", "Get", "Get", "Put"],
  "a requirement for one user": [...ofAdmin, "Get", "Get", "Get", "Put", "Get", "Put"],
  "asking for a second person": [...ofAdmin, "Get", "Get", "Query", "Get", "Put"],
  "a rehearsal of a policy": [...ofAdmin, "Get", "BatchGet"],
  "acts that wait for a second person": [...ofAdmin, "Query"],
  "the versions of a policy": [...ofAdmin, "Query", "Get", "BatchGet"],
  "an organisation's activity": [...ofAdmin, "Query", "BatchGet"],
  "an organisation's posture": [...ofAdmin, "Get"],
  "an organisation's bill of SMS": [...ofAdmin, "Get", "Query"],
};
/** Rare in the life of a user or an organisation; hours pass before most of them, so that a process has forgotten what it had read. */
const rare: readonly string[] = [
  "a list of pre-registered phones",
  "approving a recovery",
  "approving as the second person",
  "completing a recovery",
  "confirming the factor that a recovery set up",
  "confirming the request for a recovery",
  "dropping what waits for a second person",
  "ending a recovery by the notice's link",
  "ending a user's devices",
  "ending all devices of an organisation",
  "ending one's own recovery",
  "freezing by the notice's link",
  "refusing a recovery",
  "reopening a method by an admin",
  "reopening a method by the notice's link",
  "undoing a removal by the app",
  "undoing a removal, the phone's code being sent",
];

const nameOf = (step: string): string => step.replaceAll(/\W+/g, "-");

describe("the calls to AWS of a warm process", () => {
  it("are counted for every step but the rare ones", () => {
    const uncounted = Object.keys(steps).filter((name) => !(name in budgets));
    expect(uncounted.toSorted()).toEqual(rare.toSorted());
  });

  const counted = Object.entries(steps).filter(([name]) => name in budgets);
  it.each(counted)("%s", async (name, step) => {
    const call = await step.prepare(acme.person(`${nameOf(name)}-1`), acme);
    const isSingle = name === "a changed policy";
    const other = isSingle ? call : await step.prepare(acme.person(`${nameOf(name)}-2`), acme);
    // The first call brings whatever has to be asked for again by now.
    if (!isSingle) expect((await call()).status).toBe(step.status);
    // Or else the consumers of its events count too.
    await service.local.drained();
    let status = 0;
    const sent = await service.aws.during(async () => ({ status } = await other()));
    expect(status).toBe(step.status);
    expect(sent).toEqual(budgets[name]);
  });
});

describe("an account with everything in it", () => {
  it("fits in one write unit as it stands in the table, with its newest event", async () => {
    const person = acme.person("everything", { email: "a.person.with.a.name@example.com" });
    await person.hasTotp();
    await person.hasSms("+4915112345678");
    await acme.asAdmin("PUT", acme.userPath(person, "phone"), { phoneNumber: "+4915112345679" });
    await person.withPassword("POST", "/v1/login", { body: { factorId: person.smsFactorId } });
    service.clock.forward(30);
    const sent = await person.withPassword("POST", "/v1/login/sms", { body: { factorId: person.smsFactorId } });
    for (const [code, challengeId] of [
      ["000000", String(sent.body["challenge"].id)],
      [person.wrongTotpCode(), undefined],
      ["9ZZZ-ZZZZ-ZZZZ", undefined],
    ] as const)
      await person.verify(code, challengeId);
    const { body } = await acme.asAdmin("GET", acme.userPath(person));
    expect(body).toMatchObject({ factors: [{ type: "totp" }, { type: "sms" }], backupCodes: { remaining: 10 } });
    const Key = accountKey({ tenant: "acme", ref: String(body["ref"]) });
    const { Item = {} } = await service.aws.clients.documents.send(
      new GetCommand({ TableName: "countersign", Key, ConsistentRead: true }),
    );
    expect(Object.keys(Item)).toEqual(expect.arrayContaining(["f", "b", "g", "d", "p", "c", "e"]));
    expect(itemSize(Item)).toBeLessThanOrEqual(1024);
  });
});
