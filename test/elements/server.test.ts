import { expect, it } from "vitest";

it("a server can import the elements, and defines nothing", async () => {
  await import("../../web/elements/index.ts");
  const { customElements } = globalThis as { customElements?: CustomElementRegistry };
  for (const name of ["challenge", "settings", "admin", "enrollment", "backup-codes", "activity"])
    expect(customElements?.get(`countersign-${name}`)).toBeUndefined();
});
