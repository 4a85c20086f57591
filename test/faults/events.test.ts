/** @module-tag crowds */
import type { PutEventsCommandInput, PutEventsCommandOutput } from "@aws-sdk/client-eventbridge";
import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Clients } from "../../shared/aws/clients.ts";
import { accountKey } from "../../shared/aws/dynamodb/keys.ts";
import type { Person } from "../harness/person.ts";
import { world } from "../harness/world.ts";

const trouble: string[] = [];
/** How many entries the bus refuses one by one, and of which type. */
let refusals = { type: "", times: 0 };

const { service, organisation: acme } = world({
  onTrouble: (sentence) => trouble.push(sentence),
  wrapClients: refusing,
});
const putEvents = /^PutEventsCommand$/;

beforeEach(() => {
  service.aws.heal();
  trouble.length = 0;
  vi.spyOn(Math, "random").mockReturnValue(0);
});

/** The bus takes all entries but those named in `refusals`, as PutEvents does under load. */
function refusing(all: Clients): Clients {
  all.eventBridge.middlewareStack.add(
    (next) => async (args) => {
      const { Entries = [] } = args.input as PutEventsCommandInput;
      const isRefused = Entries.map(({ DetailType }) => DetailType === refusals.type && (refusals.times -= 1) >= 0);
      const taken = Entries.filter((_, nth) => !isRefused[nth]);
      if (taken.length === Entries.length) return next(args);
      const result = taken.length === 0 ? null : await next({ ...args, input: { ...args.input, Entries: taken } });
      const answers = result === null ? [] : [...((result.output as PutEventsCommandOutput).Entries ?? [])];
      const entries = isRefused.map((no) => (no ? { ErrorCode: "ThrottlingException" } : answers.shift()));
      return { response: result?.response, output: { $metadata: {}, Entries: entries } };
    },
    { step: "initialize" },
  );
  return all;
}

interface Published {
  readonly id: string;
  readonly type: string;
  readonly ref: string;
}

/** Events about a person on the bus, oldest first. */
const published = async (person: Person): Promise<readonly Published[]> => {
  await service.local.drained();
  const { body } = await acme.asAdmin("GET", acme.userPath(person));
  return service.local.events
    .map(({ detail }) => detail as Published)
    .filter(({ ref }) => ref === body["ref"])
    .toReversed();
};
const activity = async (person: Person): Promise<readonly Published[]> => {
  const { body } = await person.activity("?limit=100");
  return body["events"];
};

const story = [
  "factor.enrollment_started",
  "factor.activated",
  "code.rejected",
  "login.succeeded",
  "backup_codes.regenerated",
];
/** Leaves the events of `story`, in this order. */
async function lives(person: Person): Promise<void> {
  await person.hasTotp();
  await person.verify(person.wrongTotpCode());
  await person.verify(person.totpCode());
  await person.withAccess("POST", "/v1/backup-codes");
}

describe("while the bus fails", () => {
  it("events wait, and arrive later: all of them, once, in order", async () => {
    const person = acme.person("bus-down");
    await acme.admin();
    await service.local.drained();
    service.aws.fail(putEvents, "throttled", { times: 6 });
    await lives(person);
    const events = await published(person);
    expect(service.aws.areSpent).toBe(true);
    expect(events.map(({ type }) => type)).toEqual(story);
    expect(new Set(events.map(({ id }) => id)).size).toBe(story.length);
    expect((await activity(person)).map(({ type }) => type).toSorted()).toEqual(story.toSorted());
    expect(trouble).toEqual([]);
  });

  it("an event that it took without saying so comes again under the same id, and is one line of the activity", async () => {
    const person = acme.person("bus-mute");
    service.aws.fail(putEvents, "timedOut", { times: 1, afterwards: true });
    await lives(person);
    const events = await published(person);
    expect(events.length).toBeGreaterThan(story.length);
    expect([...new Set(events.map(({ id }) => id))]).toHaveLength(story.length);
    expect(await activity(person)).toHaveLength(story.length);
  });

  it("an event that it refuses holds back the later ones of the same user, so that none overtakes", async () => {
    const person = acme.person("bus-picky");
    refusals = { type: "code.rejected", times: 2 };
    await lives(person);
    const events = await published(person);
    const firsts = events.filter(({ id }, place) => events.findIndex((other) => other.id === id) === place);
    expect(firsts.map(({ type }) => type)).toEqual(story);
    expect(await activity(person)).toHaveLength(story.length);
  });
});

describe("while e-mails fail", () => {
  const sendEmail = /^SendEmailCommand$/;
  const reachable = (name: string) => acme.person(name, { email: `${name}@shop.example` });
  const subjects = (name: string): readonly string[] =>
    service.local.mailbox.mails
      .filter(({ to }) => to === `${name}@shop.example`)
      .map(({ subject }) => subject.replace("Countersign: ", ""))
      .toReversed();
  const told = ["Two-step sign-in is on", "New backup codes"];

  it.each(["throttled", "broken", "reset"] as const)(
    "those that SES did not take (%s) go out later, once",
    async (kind) => {
      const person = reachable(`ses-${kind}`);
      service.aws.fail(sendEmail, kind, { times: 2 });
      await lives(person);
      expect((await published(person)).map(({ type }) => type)).toEqual(story);
      expect(service.aws.areSpent).toBe(true);
      expect(subjects(`ses-${kind}`)).toEqual(told);
      expect(trouble).toEqual([]);
    },
  );

  it("for good, the events go on to the bus, and what comes after it is told", async () => {
    const person = reachable("ses-down");
    service.aws.fail(sendEmail, "broken", { times: 4 });
    await lives(person);
    expect((await published(person)).map(({ type }) => type)).toEqual(story);
    expect(subjects("ses-down")).toEqual(told.slice(1));
    expect(trouble).toEqual([expect.stringMatching(/^notify-user gave up stream record \d+/)]);
  });

  it("while the bus is down for good, users are told all the same", async () => {
    const person = reachable("bus-gone");
    await acme.admin();
    await service.local.drained();
    service.aws.fail(putEvents, "broken", { times: 1000 });
    await lives(person);
    await service.local.drained();
    service.aws.heal();
    expect(subjects("bus-gone")).toEqual(told);
  });

  it("and the claim cannot be written, they go out later, once", async () => {
    const person = reachable("claims-down");
    service.aws.fail(/^PutItemCommand$/, "throttled", { sk: /KNOWN|RENEWED/, times: 6 });
    await lives(person);
    await service.local.drained();
    expect(service.aws.areSpent).toBe(true);
    expect(subjects("claims-down")).toEqual(told);
  });

  it("and the answer to a claim gets lost, they go out at once and once", async () => {
    const person = reachable("claims-mute");
    service.aws.fail(/^PutItemCommand$/, "timedOut", { sk: /KNOWN|RENEWED/, times: 1, afterwards: true });
    await lives(person);
    await service.local.drained();
    expect(subjects("claims-mute")).toEqual(told);
    expect(trouble).toEqual([]);
  });
});

it("activity that cannot be written is written later", async () => {
  const person = acme.person("activity-down");
  service.aws.fail(/^PutItemCommand$/, "broken", { sk: /EVENT#/, times: 6 });
  await lives(person);
  await service.local.drained();
  expect(await activity(person)).toHaveLength(story.length);
});

it("a record that nobody can read is set aside and told of, and stops nobody else's events for good", async () => {
  const person = acme.person("behind-poison");
  await acme.admin();
  await service.local.drained();
  const poison = {
    ...accountKey({ tenant: "acme", ref: "usr_poison" }),
    s: 1,
    v: 1,
    e: { i: "evt_poison", t: "unheard.of" },
  };
  await service.aws.clients.documents.send(new PutCommand({ TableName: "countersign", Item: poison }));
  await lives(person);
  const events = await published(person);
  expect(new Set(events.map(({ type }) => type))).toEqual(new Set(story));
  const gaveUp = (consumer: string) => expect.stringMatching(new RegExp(`^${consumer} gave up stream record \\d+`));
  expect(trouble.toSorted()).toEqual([gaveUp("notify-user"), gaveUp("publish-events")]);
  expect(await activity(person)).toHaveLength(story.length);
});
