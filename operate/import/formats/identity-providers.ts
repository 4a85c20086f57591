import { app, appOfUri, base32, base64, fieldsIn, type Fields, isFields, jsonIn, listIn, numberOr, textIn, textOr, transportsIn, utf8 } from "../fields.ts"; // prettier-ignore
import { type ImportedFactor, type ImportedPasskey, type ImportedUser, RowFault } from "../imported.ts";

type Reads = (entry: Fields) => ImportedUser;

const contactOf = (entry: Fields): ImportedUser["contact"] => {
  const email = textOr(entry, "email");
  return email?.includes("@") === true ? { email, language: "en" } : undefined;
};

/** Keycloak, a realm's export: facts of a credential are JSON in texts. */
export const keycloakUser: Reads = (entry) => {
  const userId = textIn(entry, "id");
  const left = new Set<string>();
  const factors = listIn(entry["credentials"]).flatMap((value, index): readonly ImportedFactor[] => {
    const at = `credentials.${String(index)}.`;
    const credential = fieldsIn(value, at);
    const type = textOr(credential, "type") ?? "";
    const known = { label: textOr(credential, "userLabel"), createdAt: numberOr(credential, "createdDate") };
    if (type === "otp") return [{ ...keycloakApp(credential, at), ...known }];
    if (type.startsWith("webauthn")) return [{ ...keycloakPasskey(credential, at, userId), ...known }];
    if (type === "recovery-authn-codes") left.add("recovery_codes");
    return [];
  });
  return { userId, factors, contact: contactOf(entry), left: [...left] };
};

/** The key is the text's bytes as they are, unless `secretEncoding` says otherwise. */
function keycloakApp(credential: Fields, at: string) {
  const data = jsonIn(credential, "credentialData", at);
  const secretData = jsonIn(credential, "secretData", at);
  if (!/^totp$/.test(textOr(data, "subType") ?? "totp"))
    throw new RowFault(`${at}credentialData.subType`, "is another kind than TOTP");
  const field = `${at}secretData.value`;
  const value = textIn(secretData, "value", `${at}secretData.`);
  const encoding = textOr(data, "secretEncoding");
  if (encoding !== undefined && encoding.toUpperCase() !== "BASE32")
    throw new RowFault(`${at}credentialData.secretEncoding`, "is an encoding that is not known here");
  const secret = encoding === undefined ? utf8(value) : base32(value, field);
  const parameters = {
    algorithm: textOr(data, "algorithm"),
    digits: numberOr(data, "digits"),
    period: numberOr(data, "period"),
  };
  return app(secret, parameters, { secret: field, prefix: `${at}credentialData.` });
}

/** Keycloak gives authenticators the user's id as the handle, and does not keep whether a copy may exist. */
function keycloakPasskey(credential: Fields, at: string, userId: string): ImportedPasskey {
  const data = jsonIn(credential, "credentialData", at);
  const prefix = `${at}credentialData.`;
  return {
    type: "passkey",
    credentialId: base64(textIn(data, "credentialId", prefix), `${prefix}credentialId`),
    publicKey: base64(textIn(data, "credentialPublicKey", prefix), `${prefix}credentialPublicKey`),
    aaguid: aaguidOf(textOr(data, "aaguid"), `${prefix}aaguid`),
    signCount: numberOr(data, "counter") ?? 0,
    transports: transportsIn(data["transports"]),
    userHandle: utf8(userId),
  };
}

const noAaguid = "00000000-0000-0000-0000-000000000000";
export function aaguidOf(text = noAaguid, field: string): Uint8Array {
  const bytes = /^[0-9a-f-]{36}$/i.test(text) ? Buffer.from(text.replaceAll("-", ""), "hex") : base64(text, field);
  if (bytes.length !== 16) throw new RowFault(field, "is not of 16 bytes");
  return new Uint8Array(bytes);
}

/** Auth0, the file of its import. */
export const auth0User: Reads = (entry) => {
  const factors = listIn(entry["mfa_factors"]).map((value, index): ImportedFactor => {
    const at = `mfa_factors.${String(index)}.`;
    const factor = fieldsIn(value, at);
    const { totp, phone } = factor;
    if (isFields(totp)) {
      const field = `${at}totp.secret`;
      return app(base32(textIn(totp, "secret", `${at}totp.`), field), {}, { secret: field });
    }
    if (isFields(phone)) return { type: "sms", phoneNumber: textIn(phone, "value", `${at}phone.`) };
    throw new RowFault(at.slice(0, -1), "is neither totp nor phone");
  });
  return { userId: textIn(entry, "user_id"), factors, contact: contactOf(entry), left: [] };
};

/** Ory Kratos, identities with their credentials. */
export const kratosUser: Reads = (entry) => {
  const credentials = isFields(entry["credentials"]) ? entry["credentials"] : {};
  const config = (name: string): Fields => {
    const credential = credentials[name];
    return isFields(credential) && isFields(credential["config"]) ? credential["config"] : {};
  };
  const uri = textOr(config("totp"), "totp_url");
  const { webauthn, passkey } = { webauthn: config("webauthn"), passkey: config("passkey") };
  const passkeys = [...kratosPasskeys(webauthn, "webauthn"), ...kratosPasskeys(passkey, "passkey")];
  const left = listIn(config("lookup_secret")["recovery_codes"]).length > 0 ? ["recovery_codes"] : [];
  const apps = uri === undefined ? [] : [appOfUri(uri, "credentials.totp.config.totp_url")];
  return { userId: textIn(entry, "id"), factors: [...apps, ...passkeys], left };
};

function kratosPasskeys(config: Fields, name: string): readonly ImportedPasskey[] {
  const handle = textOr(config, "user_handle");
  return listIn(config["credentials"]).map((value, index) => {
    const at = `credentials.${name}.config.credentials.${String(index)}.`;
    const credential = fieldsIn(value, at);
    const authenticator = isFields(credential["authenticator"]) ? credential["authenticator"] : {};
    const flags = isFields(credential["flags"]) ? credential["flags"] : {};
    if (authenticator["clone_warning"] === true)
      throw new RowFault(`${at}authenticator.clone_warning`, "says that this key may have been copied");
    const eligible = flags["backup_eligible"];
    return {
      type: "passkey",
      label: textOr(credential, "display_name"),
      credentialId: base64(textIn(credential, "id", at), `${at}id`),
      publicKey: base64(textIn(credential, "public_key", at), `${at}public_key`),
      aaguid: aaguidOf(textOr(authenticator, "aaguid"), `${at}authenticator.aaguid`),
      signCount: numberOr(authenticator, "sign_count") ?? 0,
      ...(typeof eligible === "boolean" && { backupEligible: eligible }),
      transports: [],
      ...(handle !== undefined && { userHandle: base64(handle, `credentials.${name}.config.user_handle`) }),
    };
  });
}

/** SuperTokens, the file of its bulk import. */
export const supertokensUser: Reads = (entry) => ({
  userId: textOr(entry, "externalUserId") ?? textIn(entry, "id"),
  factors: listIn(entry["totpDevices"]).map((value, index) => {
    const at = `totpDevices.${String(index)}.`;
    const device = fieldsIn(value, at);
    const field = `${at}secretKey`;
    const label = textOr(device, "deviceName");
    const secret = base32(textIn(device, "secretKey", at), field);
    return app(secret, { period: numberOr(device, "period") }, { secret: field, prefix: at }, { label });
  }),
  left: [],
});

/** FusionAuth, users with `twoFactor`. */
export const fusionauthUser: Reads = (entry) => {
  const twoFactor = isFields(entry["twoFactor"]) ? entry["twoFactor"] : {};
  const left = new Set(listIn(twoFactor["recoveryCodes"]).length > 0 ? ["recovery_codes"] : []);
  const factors = listIn(twoFactor["methods"]).flatMap((value, index): readonly ImportedFactor[] => {
    const at = `twoFactor.methods.${String(index)}.`;
    const method = fieldsIn(value, at);
    switch (textIn(method, "method", at)) {
      case "authenticator": {
        const field = `${at}secret`;
        const facts = isFields(method["authenticator"]) ? method["authenticator"] : {};
        const secret = base64(textIn(method, "secret", at), field);
        const parameters = {
          algorithm: textOr(facts, "algorithm"),
          digits: numberOr(facts, "codeLength"),
          period: numberOr(facts, "timeStep"),
        };
        return [app(secret, parameters, { secret: field, prefix: `${at}authenticator.` })];
      }
      case "sms":
        return [{ type: "sms", phoneNumber: textIn(method, "mobilePhone", at) }];
      default:
        left.add("other_methods");
        return [];
    }
  });
  return { userId: textIn(entry, "id"), factors, contact: contactOf(entry), left: [...left] };
};
