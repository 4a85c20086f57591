import { parseArgs } from "node:util";
import { shop } from "./app.ts";
import { firstFactor } from "./first-factor.ts";
import { hashOf } from "./passwords.ts";
import { secondStep } from "./second-step.ts";

const { values } = parseArgs({
  options: {
    countersign: { type: "string", default: "http://127.0.0.1:8787" },
    port: { type: "string", default: "3000" },
  },
});
const url = `http://127.0.0.1:${values.port}`;
const ada = {
  id: "42",
  email: "ada@example.com",
  tenant: "acme",
  passwordHash: await hashOf("correct horse battery staple"),
};

const first = await firstFactor({ issuer: url, audience: "shop" });
const app = shop(new Map([[ada.email, ada]]), first, secondStep({ url: values.countersign, issuerId: "shop" }, first));
app.listen(Number(values.port), "127.0.0.1", () => console.log(`The shop is at ${url}`));
