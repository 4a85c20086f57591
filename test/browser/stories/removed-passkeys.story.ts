import { describe, expect } from "vitest";
import { Passkeys, passkeyUser as user, setsUpPasskey, signsInWithPasskey } from "../harness/passkeys.ts";
import { story, type World } from "../harness/world.ts";

/** Two browsers with a passkey each: the second removes that of the first, which then tries it. */
async function removedElsewhere(world: World): Promise<readonly [lost: Passkeys, kept: Passkeys]> {
  const robin = await world.visitor();
  const lost = await Passkeys.of(robin, "synced");
  const codes = await setsUpPasskey(robin);
  await robin.signsOut();

  const again = await world.visitor();
  const kept = await Passkeys.of(again, "synced");
  await again.entersPassword(user);
  await again.presses("Try another way");
  await again.presses(/^Backup code/);
  await again.entersCode(codes[0] ?? "", "Backup code");
  await again.isInside();
  await again.goesTo("Security");
  await again.presses("Add a passkey");
  await again.presses("Continue");
  await again.reads("The method is added.");

  await robin.entersPassword(user);
  await robin.sees("button", "Use your passkey");
  const first = again.page.locator("[data-factor]").first();
  await first.getByRole("button", { name: "Remove" }).click();
  await first.locator("[part~=confirm]").click();
  await again.reads("The method is removed.");

  await robin.presses("Use your passkey");
  await robin.reads("This passkey was removed. Use another way.");
  return [lost, kept];
}

/** Somebody removes the only method, a passkey. */
async function switchedOff(world: World): Promise<Passkeys> {
  const robin = await world.visitor();
  const passkeys = await Passkeys.of(robin, "synced");
  await setsUpPasskey(robin);
  await robin.signsOut();
  await signsInWithPasskey(robin);
  await robin.goesTo("Security");
  await robin.presses("Remove");
  await robin.presses("Remove and switch off");
  await robin.entersPasswordAgain();
  await robin.presses("Use your passkey");
  await robin.reads("Two-step sign-in is off.");
  return passkeys;
}

describe("while a removed passkey can come back", () => {
  story("the prompt says that it was removed elsewhere, and the browser keeps it", async (world) => {
    const [lost, kept] = await removedElsewhere(world);
    expect([await lost.count(), await kept.count()]).toEqual([1, 1]);
  });

  story("the settings ask for it before they remove it, and the browser keeps it", async (world) => {
    expect(await (await switchedOff(world)).count()).toBe(1);
  });
});

describe("where nothing removed can come back", () => {
  const atOnce = { UNDO_HOURS: "0" };

  story(
    "the browser forgets a passkey as soon as the settings have removed it",
    async (world) => {
      const passkeys = await switchedOff(world);
      await expect.poll(async () => passkeys.count()).toBe(0);
    },
    atOnce,
  );

  story(
    "the browser forgets a passkey that was removed elsewhere when the prompt asks for it",
    async (world) => {
      const [lost, kept] = await removedElsewhere(world);
      await expect.poll(async () => lost.count()).toBe(0);
      expect(await kept.count()).toBe(1);
    },
    atOnce,
  );
});
