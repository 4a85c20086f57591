import { Session } from "node:inspector/promises";
import { fileURLToPath } from "node:url";
import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { type Functions, functionsOf, invocationOf, invoke } from "../../bench/world/invoke.ts";
import { engineAccess } from "../../local/dynamodb-engine.ts";
import { type Clients, createClients } from "../../shared/aws/clients.ts";
import { snsSmsSender } from "../../shared/aws/sms-sender.ts";
import { composeServices } from "../../shared/runtime/compose.ts";
import { Organisation } from "../harness/organisation.ts";
import type { Person } from "../harness/person.ts";
import { RunningService } from "../harness/running-service.ts";
import { Issuer } from "../harness/issuer.ts";

const top = new URL("../../", import.meta.url).href;

/** Names of the product's files of which a function ran during `work`, by V8's own count. */
async function executedDuring(session: Session, work: () => Promise<unknown>): Promise<readonly string[]> {
  await session.post("Profiler.takePreciseCoverage");
  await work();
  const { result } = await session.post("Profiler.takePreciseCoverage");
  return result
    .filter(({ url }) => /^(functions|shared)\//.test(url.slice(top.length)) && url.startsWith(top))
    .filter(({ functions }) => functions.some(({ ranges }) => ranges.some(({ count }) => count > 0)))
    .map(({ url }) => fileURLToPath(url).slice(fileURLToPath(top).length))
    .toSorted();
}

interface Configured {
  readonly config: {
    readonly endpoint?: (() => Promise<{ protocol: string; hostname: string; port?: number }>) | undefined;
  };
}
const endpointOf = async ({ config }: Configured): Promise<string> => {
  const { protocol = "", hostname = "", port = 0 } = (await config.endpoint?.()) ?? {};
  return `${protocol}//${hostname}:${String(port)}`;
};

/** The service's functions on clients of their own: nothing that they write goes through the stream, whose consumers would be counted too. */
async function functionsOn({ aws, local, clock }: RunningService): Promise<{ functions: Functions; clients: Clients }> {
  const [dynamodb, others] = [await endpointOf(aws.clients.documents), await endpointOf(aws.clients.kms)];
  const other = { ...engineAccess, endpoint: others };
  const clients = createClients({
    dynamodb: { ...engineAccess, endpoint: dynamodb },
    kms: other,
    sns: other,
    eventBridge: other,
    sesv2: other,
    smsVoice: other,
  });
  const { settings, telemetry, bus, audit, metrics, feedback } = local.services;
  const outbound = { sms: snsSmsSender(clients.sns, settings), bus, audit, metrics, feedback };
  const services = { ...composeServices({ settings, clients, clock, telemetry }), ...outbound };
  return { clients, functions: await functionsOf(services) };
}

export interface ExecutedFiles {
  /** A login's right code of an authenticator app. */
  readonly verifiedCode: readonly string[];
  /** A phone's set-up: the call that sends the SMS, and the one that confirms its code. */
  readonly phoneSetUp: readonly string[];
}

/** Makes the calls once to fill the process's caches, and counts the second time. */
export async function executedFiles(): Promise<ExecutedFiles> {
  const issuer = new Issuer("shop");
  const service = new RunningService({ issuers: [issuer.settings] });
  await service.start();
  const session = new Session();
  session.connect();
  const { functions, clients } = await functionsOn(service);
  try {
    const acme = new Organisation(service, issuer, "acme");
    const call = async (person: Person, path: string, body: object): Promise<APIGatewayProxyStructuredResultV2> =>
      invoke(
        functions,
        invocationOf({ method: "POST", path, token: await person.passwordToken(), body }, service.clock.now()),
      );
    const verify = async (person: Person) => call(person, "/v1/login/verify", { code: person.totpCode() });
    const setUp = async (person: Person, phoneNumber: string) => {
      const { body = "{}" } = await call(person, "/v1/factors", { type: "sms", phoneNumber });
      const { factor } = JSON.parse(body) as { readonly factor: { readonly id: string } };
      await call(person, `/v1/factors/${factor.id}/confirm`, { code: service.lastSmsCode(phoneNumber) });
    };
    const ada = acme.person("ada");
    await ada.hasTotp();
    await verify(ada);
    ada.nextStep();
    await setUp(acme.person("ben"), "+41791234501");

    await session.post("Profiler.enable");
    await session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: false });
    return {
      verifiedCode: await executedDuring(session, async () => verify(ada)),
      phoneSetUp: await executedDuring(session, async () => setUp(acme.person("cleo"), "+41791234502")),
    };
  } finally {
    session.disconnect();
    for (const client of Object.values(clients)) client.destroy();
    await service.stop();
  }
}

if (import.meta.main) {
  const { verifiedCode, phoneSetUp } = await executedFiles();
  for (const [name, files] of Object.entries({ "A verified code": verifiedCode, "A phone's set-up": phoneSetUp }))
    process.stdout.write(`${name} runs through ${String(files.length)} files:\n  ${files.join("\n  ")}\n`);
}
