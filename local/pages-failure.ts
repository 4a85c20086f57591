const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escaped = (text: string): string => text.replaceAll(/[&<>"]/g, (character) => entities[character] ?? "");

/** Instead of a page that could not be built. */
export const failurePage = (reason: string): string => `<!doctype html>
<html lang="en">
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width">
  <title>The page could not be built</title>
  <h1>The page could not be built</h1>
  <p>The API is up and not affected. Put this right and load the page again:</p>
  <pre>${escaped(reason)}</pre>
</html>
`;
