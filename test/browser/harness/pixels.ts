import type { Browser, Page } from "playwright-core";
// A CommonJS module, whose default has itself as default.
import jsQr from "jsqr";
import type { Box, TextOnPicture } from "./axe.ts";
import { type Painted, painted } from "./painted.ts";

/** Text of the QR code on the screen, read with the margin that scanners want; what is scrolled out of sight is no part of it. Null: there is none. */
export async function readQr(page: Page): Promise<string | null> {
  const part = await page.locator("[part=qr-code]").evaluate((image) => {
    const margin = 24;
    const { left, top, right, bottom } = image.getBoundingClientRect();
    const [x, y] = [Math.max(0, left - margin), Math.max(0, top - margin)];
    const [width, height] = [Math.min(innerWidth, right + margin) - x, Math.min(innerHeight, bottom + margin) - y];
    return { x: x + scrollX, y: y + scrollY, width, height };
  });
  const { data, width, height } = await painted(page, part, "screen");
  return jsQr.default(data, width, height)?.data ?? null;
}

const linear = Array.from({ length: 256 }, (_, part) => {
  const share = part / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
});
const luminance = (red = 0, green = 0, blue = 0): number =>
  0.2126 * (linear[red] ?? 0) + 0.7152 * (linear[green] ?? 0) + 0.0722 * (linear[blue] ?? 0);
const contrast = (one: number, other: number): number => (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);

/** The smallest box around all of these. */
export function around(boxes: readonly Box[]): Box {
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  return {
    x,
    y,
    width: Math.max(...boxes.map((box) => box.x + box.width)) - x,
    height: Math.max(...boxes.map((box) => box.y + box.height)) - y,
  };
}

/** The least contrast (WCAG 2.2, relative luminance) of a text with any pixel of the ground under it; what is off the page counts as black. */
export function leastContrast(ground: Painted, { boxes, color }: TextOnPicture): number {
  const text = luminance(...color);
  let least = 21;
  for (const box of boxes) {
    const left = Math.trunc(box.x) - ground.x;
    const top = Math.trunc(box.y) - ground.y;
    for (let y = top; y < top + Math.max(1, Math.trunc(box.height)); y += 1)
      for (let x = left; x < left + Math.max(1, Math.trunc(box.width)); x += 1) {
        const isOn = x >= 0 && y >= 0 && x < ground.width && y < ground.height;
        const at = (y * ground.width + x) * 4;
        const under = isOn ? luminance(ground.data[at], ground.data[at + 1], ground.data[at + 2]) : 0;
        least = Math.min(least, contrast(text, under));
      }
  }
  return least;
}

/** A page of nobody's that turns pictures into smaller pictures. */
export class Pixels {
  readonly #browser: Browser;
  #page: Promise<Page> | null = null;

  constructor(browser: Browser) {
    this.#browser = browser;
  }

  async webp(png: Buffer): Promise<Buffer> {
    const page = await (this.#page ??= this.#browser.newPage());
    const base64 = await page.evaluate(async (source) => {
      const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${source}`)).blob());
      const canvas = new OffscreenCanvas(image.width, image.height);
      canvas.getContext("2d")?.drawImage(image, 0, 0);
      const bytes = new Uint8Array(
        await (await canvas.convertToBlob({ type: "image/webp", quality: 0.9 })).arrayBuffer(),
      );
      let text = "";
      for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
      return btoa(text);
    }, png.toString("base64"));
    return Buffer.from(base64, "base64");
  }
}
