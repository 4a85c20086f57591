import { html, nothing } from "lit";
import type { Translator } from "../../language/translator.ts";
import { adminTexts, generalTexts } from "../../texts/areas.ts";
import type { Row } from "./rows.ts";

/** `why`: what is wrong with a row; null: nothing. */
export function rowsTable(
  translator: Translator,
  rows: readonly { readonly row: Row; readonly why: string | null }[],
  most: number,
): unknown {
  if (rows.length === 0) return nothing;
  return html`<table part="rows">
      <thead>
        <tr>
          <th scope="col">${translator.say(adminTexts, "line")}</th>
          <th scope="col">${translator.say(adminTexts, "userId")}</th>
          <th scope="col">${translator.say(generalTexts, "phone")}</th>
        </tr>
      </thead>
      <tbody>
        ${rows.slice(0, most).map(
          ({ row, why }) =>
            html`<tr>
              <td>${row.line}</td>
              <td>${row.userId} ${why === null ? nothing : html`<p class="danger">${why}</p>`}</td>
              <td><bdi dir="ltr">${row.phoneNumber}</bdi></td>
            </tr>`,
        )}
      </tbody>
    </table>
    ${
      rows.length > most
        ? html`<p class="muted small">${translator.count(adminTexts, "moreRows", rows.length - most)}</p>`
        : nothing
    }`;
}
