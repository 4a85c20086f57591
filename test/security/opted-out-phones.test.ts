import { InvalidParameterException } from "@aws-sdk/client-sns";
import { expect, it } from "vitest";
import { Interposer } from "../harness/interposer.ts";
import { Issuer } from "../harness/issuer.ts";
import { Organisation } from "../harness/organisation.ts";
import "../harness/quick-scrypt.ts";
import { runningService } from "../harness/running-service.ts";

const shop = new Issuer("shop");
const interposer = new Interposer();
const service = runningService({ issuers: [shop.settings], wrapClients: interposer.wrap });
const number = "+41791234601";

/** What SNS answers once the phone's owner has replied STOP. */
const optedOut = (command: string): Error | undefined =>
  command === "PublishCommand"
    ? new InvalidParameterException({
        $metadata: { httpStatusCode: 400 },
        message: `Invalid parameter: PhoneNumber Reason: ${number} is opted out`,
      })
    : undefined;

it("a phone that has answered STOP: the refusal says that no SMS goes out, names no number, and another method gets in", async () => {
  const person = new Organisation(service, shop, "acme").person("stopped");
  await person.hasSms(number);
  await interposer.during(optedOut, async () => {
    const sent = await person.withPassword("POST", "/v1/login/sms", { body: {} });
    expect(sent).toMatchObject({ status: 502, body: { code: "sms_delivery_failed" } });
    expect(sent.text).not.toMatch(/79\D*123|opted/);
    const login = await person.withPassword("POST", "/v1/login");
    expect(login.body).toMatchObject({
      decision: "challenge",
      challenge: null,
      sms: { unavailable: "sms_delivery_failed" },
    });
    expect((await person.verify(person.backupCodes[0] ?? "")).status).toBe(200);
  });
  expect((await person.withPassword("POST", "/v1/login/sms", { body: {} })).status).toBe(202);
});
