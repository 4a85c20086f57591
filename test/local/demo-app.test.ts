import { TOTP } from "otpauth";
import { describe, expect, it } from "vitest";
import { openApiDocument } from "../../shared/contract/openapi.ts";
import { routes } from "../../shared/contract/routes.ts";
import { codeIn, linkIn, newer } from "../../web/demo/aid/inbox.ts";
import { accountOf, readKey, totpAt } from "../../web/demo/aid/authenticator.ts";
import { initial, linePath, placeIn, placesOf, type Session, type State, update } from "../../web/demo/state.ts";
import { inChapters, type OpenApi } from "../../web/demo/reference.ts";

const customer: Session = {
  email: "user@example.com",
  tenant: "acme",
  roles: [],
  factor: null,
  signedInAt: "2026-05-04T03:02:01.000Z",
};
const admin: Session = { ...customer, email: "admin@example.com", roles: ["admin"] };

describe("the demo app's state", () => {
  it("goes from the password over the second step inside, and out again", () => {
    const steps: readonly State[] = [
      update(initial, { what: "nobody-is-signed-in" }),
      update(initial, { what: "password-sent" }),
      update(initial, { what: "password-was-right", email: customer.email }),
    ];
    expect(steps).toEqual([
      { at: "sign-in", busy: false, notice: null },
      { at: "sign-in", busy: true, notice: null },
      { at: "second-step", email: customer.email, busy: false, notice: null },
    ]);
    const inside = update(initial, { what: "signed-in", session: customer, place: "overview" });
    expect(inside).toEqual({
      at: "inside",
      session: customer,
      place: "overview",
      news: { failed: 0, codesLeft: null },
    });
    expect(update(inside, { what: "nobody-is-signed-in", notice: "Bye." })).toMatchObject({
      at: "sign-in",
      notice: "Bye.",
    });
  });

  it("keeps the admin page for admins, whatever the address says", () => {
    expect(placesOf(customer)).toEqual(["overview", "security"]);
    expect(placesOf(admin)).toContain("admin");
    for (const [session, place] of [
      [customer, "overview"],
      [admin, "admin"],
    ] as const) {
      expect(update(initial, { what: "signed-in", session, place: "admin" })).toMatchObject({ place });
      const inside = update(initial, { what: "signed-in", session, place: "security" });
      expect(update(inside, { what: "went", place: "admin" })).toMatchObject({ place });
    }
  });

  it("lets nobody go anywhere who is not inside", () => {
    const outside = update(initial, { what: "nobody-is-signed-in" });
    expect(update(outside, { what: "went", place: "security" })).toBe(outside);
    expect(update(outside, { what: "assertion-sent" })).toBe(outside);
  });

  it.each([
    ["#security", "security"],
    ["#admin", "admin"],
    ["", "overview"],
    ["#constructor", "overview"],
  ])("reads the place out of %j", (hash, place) => {
    expect(placeIn(hash)).toBe(place);
  });
});

describe("the phone beside the app", () => {
  const at = (minute: number) => ({ at: `2026-05-04T03:0${String(minute)}:00.000Z`, body: "x" });

  it("counts what is new", () => {
    expect(newer([at(1)], [])).toBe(1);
    expect(newer([at(3), at(2), at(1)], [at(1)])).toBe(2);
    expect(newer([at(1)], [at(1)])).toBe(0);
    // The service has been started anew.
    expect(newer([at(5)], [at(4), at(3)])).toBe(1);
    expect(newer([], [at(4)])).toBe(0);
  });

  it("finds the code at the beginning, and nothing else", () => {
    expect(codeIn("012345 is your code")).toBe("012345");
    expect(codeIn("Your code is 012345")).toBeNull();
    expect(codeIn("0123456 is no code")).toBeNull();
  });

  it("follows a line of an e-mail to a page of the own service, under the name that the reader uses, and nowhere else", () => {
    const here = "http://localhost:8787";
    for (const name of ["localhost", "127.0.0.1"])
      expect(linkIn(`http://${name}:8787/links/reopen#lnk_1`, here)).toBe(`${here}/links/reopen#lnk_1`);
    expect(linkIn("https://2fa.example/links/changed#lnk_1", "https://2fa.example")).toBe(
      "https://2fa.example/links/changed#lnk_1",
    );
    for (const line of [
      "javascript:alert(1)",
      "data:text/html,<script>alert(1)</script>",
      "blob:http://localhost:8787/1",
      "https://localhost:8787/links/reopen",
      "http://localhost:8788/links/reopen",
      "http://evil.example:8787/links/reopen",
      "http://localhost:8787@evil.example/",
      "http://robin:secret@localhost:8787/",
      "//localhost:8787/links/reopen",
      "/links/reopen",
      "See http://localhost:8787/links/reopen",
    ])
      expect(linkIn(line, here), line).toBeNull();
  });

  it("makes the codes of an authenticator app", async () => {
    const secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
    const key = readKey(` ${secret.toLowerCase().replaceAll(/(.{4})/g, "$1 ")}`);
    if (key === null) throw new Error("no key");
    for (const timestamp of [0, 59_000, 1_234_567_890_000, 20_000_000_000_000])
      expect(await totpAt(key, timestamp)).toBe(new TOTP({ secret }).generate({ timestamp }));
  });

  it("takes an app's address or a typed key, and nothing else", () => {
    const uri = "otpauth://totp/Larch:user%40example.com?secret=JBSWY3DPEHPK3PXP&issuer=Larch";
    expect(accountOf(uri)).toEqual({ label: "Larch:user@example.com", key: "JBSWY3DPEHPK3PXP" });
    expect(accountOf("jbsw y3dp ehpk 3pxp")?.key).toBe("JBSWY3DPEHPK3PXP");
    for (const nothing of ["", "123456", "https://example.com", "otpauth://totp/x?secret=1"])
      expect(accountOf(nothing)).toBeNull();
  });
});

it("draws a line from the left edge to the right one, within its box", () => {
  expect(linePath([1, 3, 2], 100, 50)).toBe("M0.0 36.0L50.0 14.0L100.0 25.0");
  expect(linePath([5, 5], 100, 50)).toBe("M0.0 36.0L100.0 36.0");
});

describe("the API reference", () => {
  it("has every call of the contract in the chapter that it belongs to, and asks no other place", () => {
    const contract = JSON.parse(JSON.stringify(openApiDocument("https://elsewhere.example"))) as OpenApi;
    const shown = inChapters(contract) as OpenApi & { tags: readonly { name: string }[] };
    expect(shown).not.toHaveProperty("servers");
    const chapters = Object.values(routes).map(({ method, path }) => [
      path,
      shown.paths[path]?.[method.toLowerCase()]?.["tags"],
    ]);
    expect(Object.fromEntries(chapters)).toMatchObject({
      "/v1/login/verify": ["Login"],
      "/v1/backup-codes": ["One's own second factor"],
      "/v1/admin/policy": ["Admin"],
      "/health": ["Public"],
    });
    const known = shown.tags.map(({ name }) => name);
    for (const [, tags] of chapters) expect(known).toEqual(expect.arrayContaining([...(tags as string[])]));
  });
});
