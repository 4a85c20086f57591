import { askAws } from "./aws-trouble.ts";

/** All items of an answer that comes in pages. */
export const askAllPages = <Page, Item>(
  action: string,
  pages: AsyncIterable<Page>,
  itemsOf: (page: Page) => readonly Item[] | undefined,
): Promise<readonly Item[]> =>
  askAws(action, async () => {
    const items: Item[] = [];
    for await (const page of pages) items.push(...(itemsOf(page) ?? []));
    return items;
  });
