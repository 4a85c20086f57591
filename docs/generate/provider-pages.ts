import { pools } from "../recipes/providers/pools.ts";
import { services } from "../recipes/providers/services.ts";
import type { Provider } from "../recipes/providers/shape.ts";

/** Recipes for providers, made of the tokens that the tests read. */
export function providersPage(): string {
  const all = Object.entries({ ...pools, ...services });
  const parts = all
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, provider]) => part(name, provider));
  return `# Providers

Made of [the table of real tokens](providers/) by \`npm run docs\`; \`npm run test:issuers\` logs a user in with each entry, sets a method up where the token says when the password was entered, and makes an admin's call where it brings the role. The shapes
follow the providers' documentation. Add \`jwksUri\`, and \`id\`, which never changes.

${parts.join("\n\n")}
`;
}

function part(name: string, { entry, claims, means, notes }: Provider): string {
  const json = JSON.stringify({ id: "…", ...entry, jwksUri: "https://…" }, null, 2);
  return `## ${name}

\`\`\`json
${json}
\`\`\`

- Read of the token: ${Object.keys(claims)
    .map((claim) => `\`${claim}\``)
    .join(", ")}.
- ${"passwordAt" in means && means.passwordAt === null ? "Users log in; for changes the token says too little of the password (`403 password_time_unknown`)." : "Users log in and manage their methods."}${"isAdmin" in means ? " Admins have the role." : ""}
${notes.map((note) => `- ${note}`).join("\n")}`;
}
