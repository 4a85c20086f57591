import { renderSVG } from "uqr";
import { contactOf, openContact, sealFactor } from "../../access/sealed-values.ts";
import { withPrepared } from "../../access/account-access.ts";
import { newId } from "../../runtime/services.ts";
import type { Enrolls } from "../flow.ts";
import { enrollTotp, totpSecretBytes, totpSecretText, totpUri } from "./rules.ts";

interface AuthenticatorSetUp {
  /** Base 32. */
  readonly secret: string;
  readonly uri: string;
  /** The uri as an SVG data URL. */
  readonly qrCode: string;
}

/** Sets an authenticator app up. The secret leaves the service in this one answer and never again. */
export const totpEnrolls: Enrolls<object, AuthenticatorSetUp> = {
  async enroll({ vault, random }, { account, caller, headers, at, label, policy, view }) {
    const factorId = newId("fac", random);
    const secret = random.bytes(totpSecretBytes);
    const sealed = await sealFactor(vault, account.user, { type: "totp", id: factorId }, secret);
    let issuer = "";
    const outcome = await account.change(async (state) => {
      const binding = await policy();
      const contact = await contactOf(vault, account.user, { caller, headers }, state.account);
      issuer = binding.issuerName;
      const decision = enrollTotp(state.account, { factorId, label, policy: binding, contact, secret: sealed }, at);
      return withPrepared(decision, async ({ factor, account: enrolled }) => ({
        view: await view(enrolled, factor),
        // A token of ours carries no e-mail address; the one known since the first factor names the entry in the app.
        known: await openContact(vault, account.user, enrolled),
      }));
    });
    if (!outcome.ok) return outcome;
    const name = caller.email ?? outcome.known?.email ?? caller.username ?? caller.subject;
    const uri = totpUri(secret, { issuer, account: shortened(name) });
    return {
      ok: true,
      view: outcome.view,
      answer: { secret: totpSecretText(secret), uri, qrCode: qrCodeOf(uri) },
    };
  },
};

/** Characters of a name once it is percent-encoded. The organisation's name stands in the URI twice; a QR code holds 2,331 in all. */
const longestName = 600;

/** The beginning of a name, in whole characters, that the QR code still holds. */
function shortened(name: string): string {
  let fits = "";
  for (const { segment } of new Intl.Segmenter().segment(name)) {
    if (encodeURIComponent(fits + segment).length > longestName) return fits;
    fits += segment;
  }
  return fits;
}

/** With the quiet zone of four modules that ISO/IEC 18004 asks for, so that it can be read on a dark page too. */
const qrCodeOf = (uri: string): string =>
  `data:image/svg+xml;base64,${Buffer.from(renderSVG(uri, { pixelSize: 1, border: 4 })).toString("base64")}`;
