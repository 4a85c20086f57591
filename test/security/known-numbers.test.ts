import { expect, it } from "vitest";
import { outcomeOf } from "../harness/at-once.ts";
import { Issuer } from "../harness/issuer.ts";
import { Organisation } from "../harness/organisation.ts";
import "../harness/quick-scrypt.ts";
import { runningService } from "../harness/running-service.ts";

const shop = new Issuer("shop");
const service = runningService({ issuers: [shop.settings] });
const [known, unknown] = ["+41791234621", "+41791234622"];
const startOfHour = (): void => service.clock.forward((3_600_000 - (service.clock.now() % 3_600_000)) / 1000);

it("nobody learns whether a number is somebody's second factor, even when its owner's SMS are spent", async () => {
  startOfHour();
  const owner = new Organisation(service, shop, "acme").person("owner");
  await owner.hasSms(known);
  for (let nth = 0; nth < 6; nth += 1) {
    await owner.withPassword("POST", "/v1/login/sms");
    service.clock.forward(120);
  }
  expect(outcomeOf(await owner.withPassword("POST", "/v1/login/sms"))).toBe("sms_limit_reached");
  for (const tenant of ["acme", "umbrella"]) {
    const [one, other] = await Promise.all(
      [known, unknown].map(async (phoneNumber) =>
        new Organisation(service, shop, tenant)
          .person(`asks-for-${phoneNumber}`)
          .withPassword("POST", "/v1/factors", { body: { type: "sms", phoneNumber } }),
      ),
    );
    const bare = (text = "") => text.replaceAll(/(fac|chl)_[\w-]+/g, "$1").replaceAll(/ 2[12]"/g, ' XX"');
    expect(one?.status).toBe(201);
    expect(other?.status).toBe(201);
    expect(bare(one?.text)).toBe(bare(other?.text));
  }
});
