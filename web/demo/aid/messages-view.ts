import { html, nothing, type TemplateResult } from "lit";
import { codeIn, linkIn, type Mail, type Sms } from "./inbox.ts";

const time = (at: string): string => new Intl.DateTimeFormat("en-GB", { timeStyle: "short" }).format(new Date(at));

const copy = (text: string, label: string): TemplateResult => html`
  <button type="button" class="copy" aria-label=${label} @click=${() => void navigator.clipboard.writeText(text)}>
    Copy
  </button>
`;

const bubble = ({ to, body, at }: Sms): TemplateResult => {
  const code = codeIn(body);
  return html`
    <li class="sms">
      <p class="sms-head"><bdi>${to}</bdi> <time datetime=${at}>${time(at)}</time></p>
      <div class="bubble">
        <p>${code === null ? body : html`<b class="code">${code}</b>${body.slice(code.length)}`}</p>
        ${code === null ? nothing : copy(code, `Copy the code ${code}`)}
      </div>
    </li>
  `;
};

export const smsView = (all: readonly Sms[]): TemplateResult =>
  all.length === 0
    ? html`<p class="empty">No messages yet. Codes that are sent by SMS arrive here.</p>`
    : html`<ul class="messages">
        ${all.slice(0, 30).map(bubble)}
      </ul>`;

const lineOf = (line: string, nth: number): TemplateResult => {
  const to = linkIn(line, location.origin);
  const shown = to === null ? line : html`<a href=${to} target="_blank" rel="noopener noreferrer">${line}</a>`;
  return html`${nth === 0 ? nothing : "\n"}${shown}`;
};

const letter = ({ to, subject, text, at }: Mail): TemplateResult => html`
  <li>
    <details class="mail">
      <summary>
        <b>${subject}</b>
        <span class="sms-head"><span>${to}</span> <time datetime=${at}>${time(at)}</time></span>
      </summary>
      <p class="mail-text">${text.split("\n").map(lineOf)}</p>
    </details>
  </li>
`;

export const mailView = (all: readonly Mail[]): TemplateResult =>
  all.length === 0
    ? html`<p class="empty">No mail yet. When something about a sign-in changes, its owner is told here.</p>`
    : html`<ul class="messages">
        ${all.slice(0, 30).map(letter)}
      </ul>`;
