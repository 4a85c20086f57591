import { parseArgs } from "node:util";
import { firstFactor } from "../express/first-factor.ts";
import { hashOf } from "../express/passwords.ts";
import { secondStep } from "../express/second-step.ts";
import { elementsApp } from "./app.ts";

const { values } = parseArgs({
  options: {
    countersign: { type: "string", default: "http://127.0.0.1:8787" },
    port: { type: "string", default: "3000" },
    elements: { type: "string", default: "web/elements/dist" },
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
const countersign = secondStep({ url: values.countersign, issuerId: "shop" }, first);
const place = { countersignUrl: values.countersign, elementsFolder: values.elements };
elementsApp(new Map([[ada.email, ada]]), first, countersign, place).listen(Number(values.port), "127.0.0.1", () =>
  // Browsers offer passkeys at a domain only.
  console.log(`The shop is at http://localhost:${values.port}`),
);
