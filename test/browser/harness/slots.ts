import type { Page } from "playwright-core";
import { expect } from "vitest";

/** So many digits are in the one field, each in the middle of its slot, and the next slot is marked. */
export async function inSlots(page: Page, count: number): Promise<void> {
  const seen = await page.locator(".slotted input").evaluate((input: HTMLInputElement) => {
    const slots = [...(input.parentElement?.querySelectorAll(".slots > span") ?? [])];
    const { letterSpacing, paddingInlineStart, fontSize, fontFamily } = getComputedStyle(input);
    const context = new OffscreenCanvas(1, 1).getContext("2d");
    if (context === null) throw new Error("no canvas");
    context.font = `${fontSize} ${fontFamily}`;
    const digit = context.measureText("0").width;
    const middle = input.getBoundingClientRect().left + 1 + parseFloat(paddingInlineStart) + digit / 2;
    const off = slots.map((slot, nth) => {
      const { left, width } = slot.getBoundingClientRect();
      return Math.abs(middle + nth * (digit + parseFloat(letterSpacing)) - left - width / 2);
    });
    const next = slots.findIndex((slot) => slot.matches(".next"));
    return { typed: input.value.length, next, slots: slots.length, off: Math.max(...off) };
  });
  expect(seen).toMatchObject({ typed: count, next: count, slots: 6 });
  expect(seen.off, "digits beside their slots, in px").toBeLessThan(3);
}
