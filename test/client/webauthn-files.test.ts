import { describe, expect, it } from "vitest";
import { webauthnSchema } from "../../shared/settings/webauthn.ts";
import { inProcess } from "./admin-command.ts";

const fingerprint = Array.from({ length: 32 }, (_, at) => at.toString(16).padStart(2, "0").toUpperCase()).join(":");
const files = async (...options: readonly string[]) => inProcess(["webauthn", "files", ...options]);

describe("countersign-admin webauthn files", () => {
  it("prints the files of pages on two domains and of both kinds of phones, and a setting that the service takes", async () => {
    const options = ["--rp-id", "example.com", "--origin", "https://example.com,https://example.shop"];
    const apps = ["--ios", "ABCDE12345.com.example.app", "--android", `com.example.app=${fingerprint}`];
    const ended = await files(...options, ...apps, "--json");
    expect(ended).toMatchObject({ code: 0, errors: "" });
    const { files: printed, webauthn } = JSON.parse(ended.output);
    expect(printed).toEqual({
      "/.well-known/webauthn": { origins: ["https://example.com", "https://example.shop"] },
      "/.well-known/apple-app-site-association": { webcredentials: { apps: ["ABCDE12345.com.example.app"] } },
      "/.well-known/assetlinks.json": [
        {
          relation: ["delegate_permission/common.handle_all_urls", "delegate_permission/common.get_login_creds"],
          target: {
            namespace: "android_app",
            package_name: "com.example.app",
            sha256_cert_fingerprints: [fingerprint],
          },
        },
      ],
    });
    const hash = Buffer.from(fingerprint.replaceAll(":", ""), "hex").toString("base64url");
    expect(webauthn.origins).toEqual(["https://example.com", "https://example.shop", `android:apk-key-hash:${hash}`]);
    expect(webauthnSchema.parse(webauthn)).toMatchObject({ rpId: "example.com", relatedOrigins: true });
  });

  it("prints no file where one domain's pages need none, and needs neither service nor token", async () => {
    const ended = await files("--rp-id", "example.com", "--origin", "https://app.example.com");
    expect(ended.code).toBe(0);
    expect(ended.output).not.toContain("/.well-known/");
    expect(ended.output).toContain('"rpId": "example.com"');
  });

  it.each([
    [[], "--rp-id"],
    [["--rp-id", "Example.com"], "--rp-id"],
    [["--rp-id", "example.com"], "--origin, --ios or --android"],
    [["--rp-id", "example.com", "--origin", "example.com"], "--origin example.com"],
    [["--rp-id", "example.com", "--ios", "com.example.app"], "--ios com.example.app"],
    [["--rp-id", "example.com", "--android", "com.example.app=AA:BB"], "--android com.example.app=AA:BB"],
  ])("%j ends with 2 and says why", async (options, why) => {
    const ended = await files(...options);
    expect(ended.code).toBe(2);
    expect(ended.errors).toContain(why);
  });
});
