import { inflateSync } from "node:zlib";
import type { Page } from "playwright-core";
import type { Box } from "./axe.ts";
import { sessionOf } from "./session.ts";

/** Pixels of a part of a page. */
export interface Painted {
  /** Where the part begins in the page. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Red, green, blue and alpha of each pixel, row by row. */
  readonly data: Uint8ClampedArray;
}

/** Pixels of this part of the page, one for each CSS pixel or each of the screen's: coded in haste, and decoded here, which costs a fraction of a whole picture. */
export async function painted(page: Page, part: Box, pixels: "css" | "screen" = "css"): Promise<Painted> {
  const session = await sessionOf(page);
  const seen = await page.evaluate(() => ({
    ratio: devicePixelRatio,
    left: scrollX,
    top: scrollY,
    right: scrollX + document.documentElement.clientWidth,
    bottom: scrollY + document.documentElement.clientHeight,
    pageWidth: document.documentElement.scrollWidth,
    pageHeight: document.documentElement.scrollHeight,
  }));
  const x = Math.max(0, Math.floor(part.x));
  const y = Math.max(0, Math.floor(part.y));
  const width = Math.max(1, Math.min(seen.pageWidth, Math.ceil(part.x + part.width)) - x);
  const height = Math.max(1, Math.min(seen.pageHeight, Math.ceil(part.y + part.height)) - y);
  const { data } = await session.send("Page.captureScreenshot", {
    format: "png",
    optimizeForSpeed: true,
    clip: { x, y, width, height, scale: pixels === "css" ? 1 / seen.ratio : 1 },
    captureBeyondViewport: x < seen.left || y < seen.top || x + width > seen.right || y + height > seen.bottom,
  });
  return { x, y, ...decode(Buffer.from(data, "base64")) };
}

/** A PNG as Chromium writes it: eight bits, with or without alpha, not interlaced (https://www.w3.org/TR/png-3/). */
function decode(png: Buffer): Pick<Painted, "width" | "height" | "data"> {
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  const [depth, kind, interlaced] = [png[24], png[25], png[28]];
  const bytes = kind === 6 ? 4 : 3;
  if (depth !== 8 || (kind !== 2 && kind !== 6) || interlaced !== 0) throw new Error("That is no PNG of Chromium's.");
  const packed: Buffer[] = [];
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at))
    if (png.toString("latin1", at + 4, at + 8) === "IDAT")
      packed.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  const rows = inflateSync(Buffer.concat(packed));
  const stride = width * bytes;
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  let above = new Uint8Array(stride);
  for (let row = 0; row < height; row += 1) {
    const from = row * (stride + 1);
    const line = rows.subarray(from + 1, from + 1 + stride);
    unfilter(rows[from] ?? 0, line, above, bytes);
    for (let at = 0, to = row * width * 4; at < stride; at += bytes, to += 4)
      data.set(line.subarray(at, at + bytes), to);
    above = line;
  }
  return { width, height, data };
}

/** Section 9 of the PNG standard: each byte was written as its difference from its neighbours. */
function unfilter(filter: number, line: Uint8Array, above: Uint8Array, bytes: number): void {
  if (filter === 0) return;
  for (let at = 0; at < line.length; at += 1) {
    const left = at < bytes ? 0 : (line[at - bytes] ?? 0);
    const up = above[at] ?? 0;
    const corner = at < bytes ? 0 : (above[at - bytes] ?? 0);
    line[at] = (line[at] ?? 0) + guess(filter, left, up, corner);
  }
}

function guess(filter: number, left: number, up: number, corner: number): number {
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  const sum = left + up - corner;
  const [offLeft, offUp, offCorner] = [Math.abs(sum - left), Math.abs(sum - up), Math.abs(sum - corner)];
  if (offLeft <= offUp && offLeft <= offCorner) return left;
  return offUp <= offCorner ? up : corner;
}
