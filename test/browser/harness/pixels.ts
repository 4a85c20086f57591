import type { Browser, Page } from "playwright-core";
// A CommonJS module, whose default has itself as default.
import jsQr from "jsqr";
import type { TextOnPicture } from "./axe.ts";

/** A page of nobody's that turns pictures into pixels or into smaller pictures. */
export class Pixels {
  readonly #page: Promise<Page>;

  constructor(browser: Browser) {
    this.#page = browser.newPage();
  }

  /** Text of the QR code in a PNG; null: there is none. */
  async readQr(png: Buffer): Promise<string | null> {
    const page = await this.#page;
    const { width, height, data } = await page.evaluate(async (base64) => {
      const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${base64}`)).blob());
      const context = new OffscreenCanvas(image.width, image.height).getContext("2d");
      if (context === null) throw new Error("no canvas");
      context.drawImage(image, 0, 0);
      const pixels = context.getImageData(0, 0, image.width, image.height).data;
      let text = "";
      for (let at = 0; at < pixels.length; at += 8192) text += String.fromCharCode(...pixels.subarray(at, at + 8192));
      return { width: image.width, height: image.height, data: btoa(text) };
    }, png.toString("base64"));
    return jsQr.default(new Uint8ClampedArray(Buffer.from(data, "base64")), width, height)?.data ?? null;
  }

  /** The least contrast (WCAG 2.2, relative luminance) of each text with any pixel of the ground under it. */
  async contrasts(ground: Buffer, texts: readonly TextOnPicture[]): Promise<readonly number[]> {
    const page = await this.#page;
    return page.evaluate(
      async ({ base64, all }) => {
        const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${base64}`)).blob());
        const context = new OffscreenCanvas(image.width, image.height).getContext("2d");
        if (context === null) throw new Error("no canvas");
        context.drawImage(image, 0, 0);
        const linear = (part = 0): number => {
          const share = part / 255;
          return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
        };
        const luminance = ([red, green, blue]: ArrayLike<number> & Iterable<number>): number =>
          0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
        const contrast = (one: number, other: number): number =>
          (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
        return all.map(({ boxes, color }) => {
          const text = luminance(color);
          let least = 21;
          for (const { x, y, width, height } of boxes) {
            const { data } = context.getImageData(x, y, Math.max(1, width), Math.max(1, height));
            for (let at = 0; at < data.length; at += 4)
              least = Math.min(least, contrast(text, luminance(data.subarray(at, at + 3))));
          }
          return least;
        });
      },
      { base64: ground.toString("base64"), all: texts.map(({ boxes, color }) => ({ boxes, color })) },
    );
  }

  async webp(png: Buffer): Promise<Buffer> {
    const page = await this.#page;
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
