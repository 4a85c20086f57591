import { openApiDocument } from "../../shared/contract/openapi.ts";
import { endpointTable, problemsByCallTable, problemTable } from "./contract-tables.ts";
import { eventsTable } from "./events-table.ts";
import { example } from "./example.ts";
import { settingsTable } from "./settings-table.ts";

/** What is made of what the code says: whole files, and the parts of pages between their markers. */
export const wholeFiles = {
  "docs/openapi.json": (): string => `${JSON.stringify(openApiDocument(), null, 2)}\n`,
} as const;

export const parts = async (): Promise<Readonly<Record<string, Readonly<Record<string, string>>>>> => ({
  "docs/api.md": { problems: problemTable(), "problems-by-call": problemsByCallTable() },
  "docs/events.md": { events: eventsTable() },
  "README.md": {
    "first-login": await example("first-login.sh"),
    endpoints: endpointTable(),
    settings: settingsTable(),
    "verify-assertion": await example("verify-assertion.ts"),
    "first-factor-token": await example("first-factor-token.ts"),
    "own-login": await example("own-login.issuer.json"),
    oidc: await example("oidc.issuer.json"),
  },
});
