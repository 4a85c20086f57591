import metadata from "libphonenumber-js/max/metadata";
import { expect, it } from "vitest";
import { maskPhone } from "../../shared/factors/sms/send-code.ts";

const callingCodes = [...Object.keys(metadata.country_calling_codes), ...Object.keys(metadata.nonGeographic)];

it.each([
  ["+41791234512", "+41 ••• •• •• 12"],
  ["+12133734253", "+1 ••• •• •• 53"],
  ["+35312345", "+353 ••• •• •• 45"],
  ["+491512345678901", "+49 ••• •• •• 01"],
])("%s is shown as %s", (e164, mask) => {
  expect(maskPhone(e164)).toBe(mask);
});

it("finds every calling code that libphonenumber knows, whatever digit follows", () => {
  expect(callingCodes.length).toBeGreaterThan(200);
  for (const code of callingCodes) {
    for (const next of "0123456789") expect(maskPhone(`+${code}${next}234567`)).toBe(`+${code} ••• •• •• 67`);
  }
});

it("shows no digit but the calling code and the last two", () => {
  expect(maskPhone("+41799999912").replace("+41", "")).not.toMatch(/9/);
  expect(maskPhone("+00000012")).toBe("+ ••• •• •• 12");
});
