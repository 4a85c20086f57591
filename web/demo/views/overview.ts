import { html, nothing, svg, type TemplateResult } from "lit";
import { day, linePath, money, perCent, type Portfolio, signed } from "../portfolio.ts";
import type { Session } from "../state.ts";

const width = 720;
const height = 180;

function chart({ history }: Portfolio): TemplateResult {
  const line = linePath(history, width, height);
  return html`
    <svg class="chart" viewBox="0 0 ${width} ${height}" preserveAspectRatio="none" aria-hidden="true">
      ${svg`<path class="chart-area" d=${`${line}V${String(height)}H0Z`} /><path class="chart-line" d=${line} vector-effect="non-scaling-stroke" />`}
    </svg>
  `;
}

const factorNames: Readonly<Record<NonNullable<Session["factor"]>, string>> = {
  totp: "authenticator app",
  sms: "phone",
  passkey: "passkey",
  backup_code: "a backup code",
};

const howSignedIn = ({ factor }: Session): string =>
  factor === null
    ? "your password"
    : `your password and ${factor === "backup_code" ? "" : "your "}${factorNames[factor]}`;

const protection = (session: Session): TemplateResult => html`
  <section class="card protection ${session.factor ? "on" : "off"}" aria-labelledby="protection-title">
    <h2 id="protection-title">${session.factor ? "Two steps protect you" : "Only a password protects you"}</h2>
    <p>
      You signed in with ${howSignedIn(session)} at
      ${new Intl.DateTimeFormat("en-GB", { timeStyle: "short" }).format(new Date(session.signedInAt))}.
      ${session.factor ? nothing : "A second step keeps your money safe even if somebody learns your password."}
    </p>
    <a class=${session.factor ? "button" : "button primary"} href="#security"
      >${session.factor ? "Sign-in settings" : "Add a second step"}</a
    >
  </section>
`;

const holdings = ({ holdings: all, total, currency }: Portfolio): TemplateResult => html`
  <section class="card" aria-labelledby="holdings-title">
    <h2 id="holdings-title">What you own</h2>
    <ul class="holdings">
      ${all.map(
        ({ name, detail, value, change }) => html`
          <li>
            <span class="what"><b>${name}</b><small>${detail}</small></span>
            <span class="much"><b>${money(value, currency)}</b><small>${perCent(change)}</small></span>
            <meter min="0" max=${total} value=${value} aria-label="Share of the whole"></meter>
          </li>
        `,
      )}
    </ul>
  </section>
`;

const movements = ({ movements: all }: Portfolio): TemplateResult => html`
  <section class="card" aria-labelledby="movements-title">
    <h2 id="movements-title">Latest movements</h2>
    <ul class="movements">
      ${all.map(
        ({ on, what, amount }) => html`
          <li>
            <time datetime=${on}>${day(on)}</time><span>${what}</span>
            <b class=${amount > 0 ? "in" : ""}>${signed(amount)}</b>
          </li>
        `,
      )}
    </ul>
  </section>
`;

export const overviewView = (session: Session, portfolio: Portfolio | null): TemplateResult =>
  portfolio === null
    ? html`<p class="waiting" role="status">Loading your account…</p>`
    : html`
        <section class="worth" aria-labelledby="worth-title">
          <h1 id="worth-title">Good to see you, ${portfolio.name.split(" ")[0]}</h1>
          <p class="worth-label">Everything together</p>
          <p class="worth-total">${money(portfolio.total, portfolio.currency)}</p>
          <p class="worth-change">${signed(portfolio.total - (portfolio.history[0] ?? 0))} in twelve months</p>
          ${chart(portfolio)}
        </section>
        <div class="columns">
          <div class="column">${holdings(portfolio)}</div>
          <div class="column">${protection(session)}${movements(portfolio)}</div>
        </div>
      `;
