import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pools } from "../../docs/recipes/providers/pools.ts";
import { services } from "../../docs/recipes/providers/services.ts";
import { exp, iat, type Provider, present } from "../../docs/recipes/providers/shape.ts";
import { issuerSchema } from "../../shared/settings/issuer.ts";
import { Person } from "../harness/person.ts";
import { RunningService } from "../harness/running-service.ts";
import { acmeKey, tokenOf } from "../identity/world.ts";

const means = ({ means: meant }: Provider) =>
  meant as { readonly passwordAt?: number | null; readonly isAdmin?: boolean };

describe.each(Object.entries({ ...pools, ...services }))("%s", (_, provider) => {
  const { entry, claims, header } = provider;
  const issuer = issuerSchema.parse({
    id: "provider",
    jwks: { keys: [acmeKey.publicJwk] },
    algorithms: ["ES256"],
    ...entry,
  });
  const service = new RunningService({ issuers: [issuer] });
  beforeAll(async () => service.start());
  afterAll(async () => service.stop());

  /** The example's instants as they would be now. */
  const today = <T>(value: T): T => {
    const later = Math.floor(service.clock.now() / 1000) - present;
    return JSON.parse(JSON.stringify(value), (_name, one: unknown) =>
      typeof one === "number" && Math.abs(one - present) < 86_400 ? one + later : one,
    ) as T;
  };
  const user = () =>
    new Person(service, "", async () =>
      tokenOf(acmeKey, today({ iss: issuer.issuer[0], iat, exp, ...claims }), header),
    );

  it("logs in, manages where the token tells the password's time, and acts as admin where it brings the role", async () => {
    await service.clock.during(async () => {
      const jane = user();
      const { status, body } = await jane.withPassword("POST", "/v1/login");
      expect([status, body["decision"]]).toEqual([200, "allow"]);
      const asked = await jane.withPassword("POST", "/v1/factors", { body: { type: "totp" } });
      if (means(provider).passwordAt === null) {
        expect([asked.status, asked.body["code"]]).toEqual([403, "password_time_unknown"]);
        return;
      }
      expect(asked.status).toBe(201);
      await jane.hasTotp();
      expect((await jane.withAccess("GET", "/v1/admin/policy")).status).toBe(
        means(provider).isAdmin === true ? 200 : 403,
      );
    });
  });
});
