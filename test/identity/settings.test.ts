import { describe, expect, it } from "vitest";
import { parseSettings } from "../../shared/settings/settings.ts";

const issuer = { id: "main", issuer: "https://login.example", audience: "app", jwksUri: "https://login.example/jwks" };
const variables = {
  TABLE_NAME: "table",
  KMS_KEY_ID: "key",
  EVENT_BUS_NAME: "bus",
  AUDIT_LOG_GROUP: "audit",
  SERVICE_ISSUER: "https://2fa.example",
  TRUSTED_ISSUERS: JSON.stringify([issuer]),
};
const read = (more: Record<string, string>) => parseSettings({ ...variables, ...more });

describe("settings", () => {
  it.each([
    [{ SMS_COUNTRIES: "UK" }, "SMS_COUNTRIES: UK is no country"],
    [{ SMS_COUNTRIES: "ch, de" }, "SMS_COUNTRIES: ch is no country"],
    [{ SMS_COUNTRIES: "DE,AX" }, "SMS_COUNTRIES: AX has the mobile numbers of FI: name FI too"],
    [{ SMS_SENDER_ID: "12345" }, "SMS_SENDER_ID: 1 to 11 letters or digits, one of them a letter"],
    [{ TOTP_WINDOW: "null" }, "TOTP_WINDOW: must be a whole number from 0 to 1"],
    [{ DATA_KEY_CACHE_SECONDS: " " }, "DATA_KEY_CACHE_SECONDS: must be a whole number from 0 to 300"],
    [{ DATA_KEY_CACHE_SECONDS: "0x10" }, "DATA_KEY_CACHE_SECONDS: must be a whole number from 0 to 300"],
    [{ TABLE_NAME: "" }, "TABLE_NAME: is missing"],
    [{ SMS_PROVIDER: "notify" }, "SMS_NOTIFY_CONFIGURATION: is needed where SMS_PROVIDER is notify"],
    [
      { FIRST_WAIT_SECONDS: "3600", LONGEST_WAIT_SECONDS: "60" },
      "FIRST_WAIT_SECONDS: must not be above LONGEST_WAIT_SECONDS, 60",
    ],
    [
      { SMS_COUNTRIES: "CH", POLICY_FLOOR: '{"smsCountries":["DE"]}' },
      "POLICY_FLOOR (smsCountries): names no country of SMS_COUNTRIES, so that no SMS goes out",
    ],
    [{ POLICY_FLOOR: "required" }, "POLICY_FLOOR: is not valid JSON"],
    [{ POLICY_FLOOR: '{"required":true,"required":false}' }, 'POLICY_FLOOR: names "required" twice'],
    [
      { POLICY_FLOOR: '{"recovery":{"mode":"off","delayHours":24,"\\u006dode":"delay"}}' },
      'POLICY_FLOOR: names "mode" twice',
    ],
    [{ TRUSTED_ISSUERS: '[{"id":"a","id":"b"}]' }, 'TRUSTED_ISSUERS: names "id" twice'],
    [{ POLICY_FLOOR: "[]" }, "POLICY_FLOOR: must be an object"],
    [{ POLICY_FLOOR: '{"recovery":{"mode":"delay","delayHours":"soon"}}' }, "must be a whole number from 24 to 336"],
    [{ POLICY_FLOOR: '{"requird":true}' }, "POLICY_FLOOR: no field is called requird"],
    [{ POLICY_FLOOR: '{"required":"yes"}' }, "POLICY_FLOOR (required): must be true or false"],
    [{ POLICY_FLOOR: '{"factorTypes":[]}' }, "POLICY_FLOOR (factorTypes): names no type"],
    [{ POLICY_FLOOR: '{"factorTypes":["email"]}' }, "POLICY_FLOOR (factorTypes.0): must be totp or sms"],
    [{ POLICY_FLOOR: '{"smsCountries":["UK"]}' }, "POLICY_FLOOR (smsCountries): UK is no country"],
    [
      { POLICY_FLOOR: '{"factorTypes":["totp"],"phoneRegistration":"pre-registered"}' },
      "POLICY_FLOOR (factorTypes): needs sms",
    ],
  ])("%j stop the start with a sentence", (more, sentence) => {
    expect(() => read(more)).toThrow(sentence);
  });

  it("take a floor, lists of countries and digits", () => {
    const more = { POLICY_FLOOR: '{"required":true}', SMS_COUNTRIES: "CA, FI,AX", TOTP_WINDOW: "0" };
    expect(read(more)).toMatchObject({
      policyFloor: { enforcement: "on" },
      smsCountries: ["CA", "FI", "AX"],
      totpWindow: 0,
    });
    expect(read({}).policyFloor).toEqual({});
    const recovery = { mode: "delay", delayHours: 72 };
    expect(read({ POLICY_FLOOR: '{"recovery":{"mode":"delay"}}' }).policyFloor).toEqual({ recovery });
    // The same name in two objects, a value that reads like a name, and quotes within names are no repetitions.
    const issuers = [
      { ...issuer, rolesClaim: 'a"{[,:]}', adminRole: "id" },
      { ...issuer, id: "id", issuer: "id", tenant: "id" },
    ];
    expect(read({ TRUSTED_ISSUERS: JSON.stringify(issuers, null, 2) }).trustedIssuers.map(({ id }) => id)).toEqual([
      "main",
      "id",
    ]);
  });
});
