import { html, type TemplateResult } from "lit";
import { type Client, createClient, type Data } from "../../client/src/index.ts";
import { activitySentence } from "./activity-sentence.ts";
import type { Tokens } from "./tokens.ts";

type Entry = Data<"listActivity">["events"][number];

const when = (at: string): string =>
  new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" }).format(
    new Date(at),
  );

const row = (entry: Entry): TemplateResult => html`
  <li>
    <span>${activitySentence(entry)}</span>
    <time datetime=${entry.at}>${when(entry.at)}</time>
  </li>
`;

/** What happened to somebody's second step, as the account page shows it. */
export function createActivity({ tokens, redraw }: { readonly tokens: Tokens; readonly redraw: () => void }) {
  const client: Client = createClient({ baseUrl: "/", token: tokens.current });
  let entries: readonly Entry[] | null = null;
  let problem = false;

  const refresh = async (): Promise<void> => {
    const answer = await client.listActivity({ limit: 12 });
    problem = answer.data === undefined;
    entries = answer.data?.events ?? entries;
    redraw();
  };
  const list = (): TemplateResult => {
    if (problem) return html`<p role="status">Your activity cannot be shown right now.</p>`;
    if (entries === null) return html`<p role="status">Loading…</p>`;
    if (entries.length === 0) return html`<p>Nothing has happened yet.</p>`;
    return html`<ol class="activity">
      ${entries.map(row)}
    </ol>`;
  };
  return {
    refresh,
    forget: (): void => {
      entries = null;
      problem = false;
    },
    view: (): TemplateResult => html`
      <section class="card" aria-labelledby="activity-title">
        <div class="card-head">
          <h2 id="activity-title">Activity</h2>
          <button type="button" class="small" @click=${() => void refresh()}>Refresh</button>
        </div>
        ${list()}
      </section>
    `,
  };
}
