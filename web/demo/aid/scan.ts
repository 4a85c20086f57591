/** Every image of the page, also inside elements. */
function* images(root: Document | ShadowRoot): Generator<HTMLImageElement> {
  for (const element of root.querySelectorAll("*")) {
    if (element instanceof HTMLImageElement) yield element;
    if (element.shadowRoot !== null) yield* images(element.shadowRoot);
  }
}

const side = 480;

async function pixelsOf(image: HTMLImageElement): Promise<ImageData | null> {
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = side;
  canvas.height = side;
  const context = canvas.getContext("2d");
  if (context === null) return null;
  context.fillStyle = "white";
  context.fillRect(0, 0, side, side);
  const margin = 24;
  context.drawImage(image, margin, margin, side - 2 * margin, side - 2 * margin);
  return context.getImageData(0, 0, side, side);
}

/** Text of the QR code on the screen, read as a phone's camera would. Null: there is none. */
export async function scanScreen(): Promise<string | null> {
  // A CommonJS module, whose default has itself as default.
  const jsQr = (await import("jsqr")).default.default;
  for (const image of images(document)) {
    if (!image.src.startsWith("data:image/svg+xml")) continue;
    const pixels = await pixelsOf(image).catch(() => null);
    const found = pixels === null ? null : jsQr(pixels.data, pixels.width, pixels.height);
    if (found !== null) return found.data;
  }
  return null;
}
