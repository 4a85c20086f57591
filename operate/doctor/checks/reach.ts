import { dayMillis } from "../../../shared/account/instant.ts";
import {
  type AccountContext,
  bad,
  type Check,
  type Finding,
  good,
  type StageContext,
  unknown,
  warn,
} from "../check.ts";
import { DescribeCertificateCommand } from "@aws-sdk/client-acm";
import { askAws } from "../../aws-trouble.ts";
import type { Stack } from "@aws-sdk/client-cloudformation";
import { stackNames } from "../../../infra/outputs.ts";
import { describeStack } from "../../stage.ts";

const patience = 10_000;

/** The service as a client app meets it: the address answers, and the keys that check assertions are there. */
export const answers: Check<StageContext> = {
  name: "answers",
  run({ fetch, stage: { url, settings } }) {
    const target = settings.domainTarget;
    const remedy =
      target === undefined ? "Check the network from here." : `Is there a DNS record that points to ${target}?`;
    return Promise.all([
      look(fetch, `${url}/health`, () => true, remedy),
      look(fetch, `${url}/.well-known/jwks.json`, (body) => hasKeys(body), remedy),
    ]);
  },
};

async function look(
  fetch: StageContext["fetch"],
  url: string,
  isRight: (body: unknown) => boolean,
  remedy: string,
): Promise<Finding> {
  try {
    const response = await fetch(url, { redirect: "manual", signal: AbortSignal.timeout(patience) });
    if (response.status !== 200)
      return bad(`${url} answers ${response.status}.`, "Look at the alarms and at the function's log.");
    return isRight(await response.json())
      ? good(`${url} answers.`)
      : bad(`${url} answers with something else.`, remedy);
  } catch {
    return bad(`${url} does not answer.`, remedy);
  }
}

const hasKeys = (body: unknown): boolean =>
  typeof body === "object" && body !== null && "keys" in body && Array.isArray(body.keys) && body.keys.length > 0;

/** Only with a domain of one's own; else API Gateway's certificate is AWS's business. */
export const certificate: Check<StageContext> = {
  name: "certificate",
  async run({ aws: { acm }, clock, stage }) {
    const { domainName, certificateArn } = stage.settings;
    if (domainName === undefined || certificateArn === undefined) return good("The stage uses API Gateway's own name.");
    if (certificateArn.split(":")[3] !== stage.region)
      return bad(
        `The certificate is not in ${stage.region}.`,
        "API Gateway needs one in its own region: request it there.",
      );
    const { Certificate } = await askAws("acm:DescribeCertificate", () =>
      acm.send(new DescribeCertificateCommand({ CertificateArn: certificateArn })),
    );
    const { Status, NotAfter, RenewalEligibility, DomainName = "", SubjectAlternativeNames = [] } = Certificate ?? {};
    if (Status !== "ISSUED")
      return bad(`The certificate is ${Status ?? "without a state"}.`, "Put the record that ACM shows into the DNS.");
    if (![DomainName, ...SubjectAlternativeNames].some((name) => covers(name, domainName)))
      return bad(
        `The certificate does not name ${domainName}.`,
        "Request one that does and set domain.certificateArn.",
      );
    if (NotAfter === undefined) return unknown("The certificate has no end.", "Look in the ACM console.");
    const days = Math.floor((NotAfter.getTime() - clock.now()) / dayMillis);
    if (days >= 30) return good(`The certificate for ${domainName} holds for ${days} days.`);
    const remedy =
      RenewalEligibility === "ELIGIBLE"
        ? "ACM should have renewed it: is its record still in the DNS?"
        : "ACM does not renew it: import or request a new one.";
    return days < 7
      ? bad(`The certificate ends in ${days} days.`, remedy)
      : warn(`The certificate ends in ${days} days.`, remedy);
  },
};

/** `*.example.com` covers one label. */
const covers = (name: string, domain: string): boolean =>
  name === domain || (name.startsWith("*.") && domain.split(".").slice(1).join(".") === name.slice(2));

export const stacks: Check<AccountContext> = {
  name: "stacks",
  run: ({ aws, stageName }) => {
    const { data, service } = stackNames(stageName);
    return Promise.all(
      [data, service].map(async (name) => judgeStack(name, await describeStack(aws.cloudformation, name))),
    );
  },
};

function judgeStack(name: string, stack: Stack | null): Finding {
  if (stack === null) return bad(`${name} is not deployed here.`, "Deploy it, or check account and region.");
  const status = stack.StackStatus ?? "without a state";
  if (status.endsWith("_IN_PROGRESS")) return warn(`${name} is being changed (${status}).`, "Wait, then look again.");
  if (status === "UPDATE_ROLLBACK_COMPLETE")
    return warn(`${name} runs, but its last deployment was rolled back.`, "Read the stack's events and deploy again.");
  if (/^(CREATE|UPDATE|IMPORT)_COMPLETE$/.test(status)) return good(`${name} is ${status}.`);
  return bad(`${name} is ${status}.`, "Read the stack's events; docs/deploy.md, Rollback, says what to do.");
}
