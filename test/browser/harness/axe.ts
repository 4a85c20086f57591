import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults, ImpactValue } from "axe-core";
import type { Page } from "playwright-core";
import { sessionOf } from "./session.ts";

declare global {
  interface Window {
    /** Once `source` has run in the page. */
    readonly axe: { run(options: object): Promise<AxeResults> };
  }
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A text on a ground that no style sheet names, such as a gradient. */
export interface TextOnPicture {
  readonly where: string;
  readonly boxes: readonly Box[];
  /** Red, green and blue, 0 to 255. */
  readonly color: readonly number[];
  /** The least contrast that WCAG 2.2 (1.4.3) allows it. */
  readonly least: number;
}

export interface Findings {
  readonly violations: readonly string[];
  readonly texts: readonly TextOnPicture[];
}

/** Without a list: all of them. Rules that are in none read the tree alone, and what of it is shown. */
const colours = ["color-contrast", "link-in-text-block"];
const rulesOf = {
  everything: null,
  colours,
  layout: [...colours, "label-content-name-mismatch", "scrollable-region-focusable", "skip-link"],
} as const;
export type Judged = keyof typeof rulesOf;

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Runs axe on the page as it is, open shadow roots included. A point that axe leaves to people is measured elsewhere or counts as a violation. */
export async function runAxe(page: Page, judged: Judged): Promise<Findings> {
  if (!(await page.evaluate(() => "axe" in window)))
    await (await sessionOf(page)).send("Runtime.evaluate", { expression: `${source};0` });
  const rules = rulesOf[judged];
  const only = rules === null ? {} : { runOnly: { type: "rule", values: rules } };
  return page.evaluate(async (options) => {
    interface Finding {
      readonly element?: HTMLElement;
      readonly target: readonly (string | readonly string[])[];
      readonly failureSummary?: string;
      readonly impact?: ImpactValue;
    }
    const { violations, incomplete } = await window.axe.run({
      ...options,
      elementRef: true,
      resultTypes: ["violations", "incomplete"],
      // No rule of those that are on reads the style sheets themselves, and a video whose length is unknown is unclear.
      preload: false,
      // A picture behind everything would make it give up on every text above it.
      checks: { "color-contrast": { options: { ignorePseudo: true } } },
    });

    const place = ({ target }: Finding): string => target.flat().join(" ");
    const colorOf = (element: Element): readonly number[] => {
      const context = new OffscreenCanvas(1, 1).getContext("2d");
      if (context === null) throw new Error("no canvas");
      context.fillStyle = getComputedStyle(element).color;
      context.fillRect(0, 0, 1, 1);
      return Array.from(context.getImageData(0, 0, 1, 1).data.subarray(0, 3));
    };
    /** Boxes of a text, without the part that is scrolled out of sight in a list. */
    const boxesOf = (element: Element) => {
      const range = document.createRange();
      range.selectNodeContents(element);
      let boxes = [...range.getClientRects()].map(({ left, top, right, bottom }) => ({ left, top, right, bottom }));
      let around: Element | null = element;
      while (around !== null && around !== document.body) {
        if (getComputedStyle(around).overflowY !== "visible") {
          const frame = around.getBoundingClientRect();
          boxes = boxes.filter(({ top, bottom }) => top >= frame.top && bottom <= frame.bottom);
        }
        const root: Node = around.getRootNode();
        around = around.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
      }
      return boxes.map(({ left, top, right, bottom }) => ({
        x: left + scrollX,
        y: top + scrollY,
        width: right - left,
        height: bottom - top,
      }));
    };
    const isLarge = (element: Element): boolean => {
      const { fontSize, fontWeight } = getComputedStyle(element);
      return parseFloat(fontSize) >= (Number(fontWeight) >= 700 ? 18.66 : 24);
    };
    const said = (id: string, help: string, node: Finding): string =>
      `${id}: ${help}\n  at ${place(node)}\n  ${node.failureSummary ?? ""}`;

    const unclear = incomplete.flatMap(({ id, help, nodes }) =>
      (nodes as readonly Finding[]).map((node) => ({ id, help, node })),
    );
    const isText = ({ id, node }: { id: string; node: Finding }): boolean =>
      id === "color-contrast" && node.element !== undefined;
    return {
      violations: [
        ...violations.flatMap(({ id, help, nodes }) =>
          (nodes as readonly Finding[]).map((node) => said(id, help, node)),
        ),
        ...unclear.filter((one) => !isText(one)).map(({ id, help, node }) => said(`unclear: ${id}`, help, node)),
      ],
      texts: unclear.filter(isText).flatMap(({ node }) =>
        node.element === undefined
          ? []
          : [
              {
                where: place(node),
                boxes: boxesOf(node.element),
                color: colorOf(node.element),
                least: isLarge(node.element) ? 3 : 4.5,
              },
            ],
      ),
    };
  }, only);
}
