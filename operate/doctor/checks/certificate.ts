import { DescribeCertificateCommand } from "@aws-sdk/client-acm";
import { askAws } from "../../aws-trouble.ts";
import { bad, type Check, good, unknown, warn } from "../check.ts";
import type { StageWorld } from "../world.ts";

const day = 86_400_000;

/** Only with a domain of one's own; else API Gateway's certificate is AWS's business. */
export const certificate: Check<StageWorld> = {
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
    const days = Math.floor((NotAfter.getTime() - clock.now()) / day);
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
