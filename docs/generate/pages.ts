import { openApiDocument } from "../../shared/contract/openapi.ts";
import { typesOf } from "../../client/generate/types.ts";
import { commandsTable } from "./commands-table.ts";
import { clientContract } from "./client-contract.ts";
import { elementsManifest } from "./elements-manifest.ts";
import { endpointTable, problemsByCallTable, problemTable } from "./contract-tables.ts";
import { eventsTable } from "./events-table.ts";
import { example } from "./example.ts";
import { guessingOdds } from "./guessing-odds.ts";
import { linkPageParts } from "./link-page.ts";
import { levelsTable } from "./levels-table.ts";
import { providersPage } from "./provider-pages.ts";
import { settingProps } from "./setting-props.ts";
import { settingsTable } from "./settings-table.ts";

const openApiJson = (): string => `${JSON.stringify(openApiDocument(), null, 2)}\n`;

/** Generated from the code: whole files, and the parts of pages between markers. */
export const wholeFiles: Readonly<Record<string, (old: string) => string | Promise<string>>> = {
  "docs/openapi.json": openApiJson,
  "client/src/schema.ts": async () => typesOf(openApiJson()),
  "client/src/contract.ts": clientContract,
  "web/elements/custom-elements.json": elementsManifest,
  "infra/setting-props.ts": settingProps,
  "docs/recipes/providers.md": providersPage,
  "web/links/built.ts": linkPageParts,
};

export const parts = async (): Promise<Readonly<Record<string, Readonly<Record<string, string>>>>> => ({
  "docs/admin.md": { commands: commandsTable() },
  "docs/settings.md": { settings: settingsTable() },
  "docs/api.md": {
    endpoints: endpointTable(),
    levels: levelsTable(),
    problems: problemTable(),
    "problems-by-call": problemsByCallTable(),
  },
  "docs/threat-model.md": { "guessing-odds": guessingOdds() },
  "docs/events.md": { events: eventsTable() },
  "README.md": {
    "first-login": await example("first-login.sh"),
    "verify-assertion": await example("verify-assertion.ts"),
    "first-factor-token": await example("first-factor-token.ts"),
    "own-login": await example("own-login.issuer.json"),
    oidc: await example("oidc.issuer.json"),
  },
});
