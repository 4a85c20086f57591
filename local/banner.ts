import { paint } from "../client/command-line/command-line.ts";
import { demoUsers, pageUrl } from "./sign-in.ts";

const bold = (text: string): string => paint("bold", text);
const width = Math.max(...demoUsers.map(({ email }) => email.length));

/** First words of a service that has just come up. */
export function banner({ url, directory }: { readonly url: string; readonly directory: string | null }): string {
  const [first] = demoUsers;
  const users = demoUsers.map(
    ({ email, tenant, roles }) => `    ${email.padEnd(width)}  ${[`tenant ${tenant}`, ...roles].join(", ")}`,
  );
  const signIn = JSON.stringify({ email: first?.email, password: first?.password });
  return `
  ${bold("Countersign")} is running on ${url}

  Try it      ${bold(pageUrl(url))} in a browser: a demo app, a phone and a mailbox beside it
  Reference   ${pageUrl(url)}/docs
  Issuer      ${url} is the iss of its assertions, whatever name you call it by
  State       ${directory === null ? "in memory; gone when this stops" : `in ${directory}; remove that directory to start afresh`}
  Contract    ${url}/openapi.json
  SMS         shown here as they are sent, and under ${url}/local/sms
  E-mails     likewise, and under ${url}/local/mail
  Events      ${url}/local/events
  Time        POST ${url}/local/clock {"seconds": 3600} lets it pass, until this stops

  Demo users, all with the password ${bold(first?.password ?? "")}
${users.join("\n")}

  Or with curl: sign in, then ask what the login needs
    TOKEN=$(curl -s ${url}/local/sign-in -H 'content-type: application/json' \\
      -d '${signIn}' | sed 's/.*"token":"\\([^"]*\\)".*/\\1/')
    curl -s -X POST ${url}/v1/login -H "authorization: Bearer $TOKEN"

  ${bold("npm run tour")} plays the whole story. Ctrl-C stops the service.
`;
}
