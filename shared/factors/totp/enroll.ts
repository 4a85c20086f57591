import { renderSVG } from "uqr";
import type { At } from "../../account/decision.ts";
import { enrollTotp } from "../../account/enroll.ts";
import type { Policy } from "../../account/policy.ts";
import { totpSecretBytes, totpSecretText, totpUri } from "./codes.ts";
import { granted } from "../../http/problem.ts";
import { newId } from "../../runtime/id.ts";
import type { Services } from "../../runtime/services.ts";
import type { Caller } from "../../identity/caller.ts";
import type { AccountAccess } from "../../access/account-access.ts";
import { contactOf } from "../../access/contact.ts";
import { openContact, sealTotpSecret } from "../../access/sealed-values.ts";
import { factorView } from "../../access/views.ts";

interface AuthenticatorRequest {
  readonly account: AccountAccess;
  readonly caller: Caller;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly at: At;
  readonly label: string;
  readonly policy: Policy;
}

/** Sets an authenticator app up. The secret leaves the service in this one answer and never again. */
export async function enrollAuthenticator({ vault, random }: Services, request: AuthenticatorRequest) {
  const { account, caller, headers, at, label, policy } = request;
  const factorId = newId("fac", random);
  const secret = random.bytes(totpSecretBytes);
  const sealed = await sealTotpSecret(vault, account.user, factorId, secret);
  const contact = await contactOf(vault, account.user, caller, headers["accept-language"]);
  const outcome = await account.change((state) =>
    enrollTotp(state.account, { factorId, label, policy, contact, secret: sealed }, at),
  );
  const { factor, account: enrolled } = granted(outcome, at.now);
  // An assertion carries no e-mail address; the one known since the first factor names the entry in the app.
  const known = await openContact(vault, account.user, enrolled);
  const name = caller.email ?? known?.email ?? caller.username ?? caller.subject;
  const uri = totpUri(secret, { issuer: policy.issuerName, account: name });
  return {
    factor: await factorView(vault, account.user, enrolled, factor, at),
    secret: totpSecretText(secret),
    uri,
    qrCode: qrCodeOf(uri),
  };
}

/** With the quiet zone of four modules that ISO/IEC 18004 asks for, so that it can be read on a dark page too. */
const qrCodeOf = (uri: string): string =>
  `data:image/svg+xml;base64,${Buffer.from(renderSVG(uri, { pixelSize: 1, border: 4 })).toString("base64")}`;
