import { createHash } from "node:crypto";
import { linkKinds } from "../shared/account/undo.ts";
import { publicRoutes } from "../shared/contract/public-routes.ts";
import { endpoint } from "../shared/http/endpoint.ts";
import { Problem } from "../shared/http/problem.ts";
import { Page } from "../shared/http/step.ts";
import { script, style } from "../web/links/built.ts";

const only = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/** No request but to this service, nothing from anywhere else, and no text that becomes markup. */
const policy = [
  "default-src 'none'",
  "frame-ancestors 'none'",
  `script-src ${only(script)}`,
  `style-src ${only(style)}`,
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join("; ");

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escaped = (text: string): string => text.replaceAll(/[&<>"]/g, (character) => entities[character] ?? "");

/** The token is in the fragment, which no browser sends: the page is the same for everybody. */
const html = (appName: string, settingsPage: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escaped(appName)}</title>
<style>${style}</style>
</head>
<body>
<main data-settings="${escaped(settingsPage)}" aria-live="polite"><noscript>This page needs JavaScript.</noscript></main>
<script>${script}</script>
</body>
</html>
`;

export const { handler, serve } = endpoint(publicRoutes.linkPage, async ({ params }, { settings }) => {
  if (!linkKinds.some((kind) => kind === params.kind)) throw new Problem("not_found");
  return new Page(html(settings.appName, settings.settingsPage ?? ""), policy);
});
