import { expect } from "vitest";
import type { World } from "./world.ts";

interface Mail {
  readonly to: string;
  readonly text: string;
}

/** The newest text of this shape that was mailed, other than the one before; `to`: only to this address. */
export async function mailed(
  { service }: World,
  shape: RegExp,
  { to, before = "" }: { readonly to?: string; readonly before?: string } = {},
): Promise<string> {
  let newest = before;
  const look = async (): Promise<string> => {
    const answer = await fetch(`${service.url}/local/mail`);
    const { mails } = (await answer.json()) as { readonly mails: readonly Mail[] };
    const found = mails.filter((mail) => to === undefined || mail.to === to).map(({ text }) => shape.exec(text)?.[0]);
    newest = found.find((one) => one !== undefined) ?? before;
    return newest;
  };
  await expect.poll(look, { timeout: 10_000 }).not.toBe(before);
  return newest;
}

export const mailedCode = async (world: World, to: string, before = ""): Promise<string> =>
  mailed(world, /^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/m, { to, before });

/** The address behind the link of a removal's notice, on the page where it leads. */
export const mailedUndo = async (world: World): Promise<string> =>
  `${world.service.pageUrl}/#countersign-undo=${await mailed(world, /lnk_\S+$/m)}`;
