import { html, nothing, svg, type TemplateResult } from "lit";
import { linePath, type Portfolio, type Session } from "../state.ts";
import { day, localeTag, money, perCent, say, signed } from "../words.ts";

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

const protection = (session: Session): TemplateResult => html`
  <section class="card protection ${session.factor ? "on" : "off"}" aria-labelledby="protection-title">
    <h2 id="protection-title">${say(session.factor ? "twoSteps" : "onlyPassword")}</h2>
    <p>
      ${say("signedIn", {
        how: say(session.factor ?? "none"),
        time: new Intl.DateTimeFormat(localeTag(), { timeStyle: "short" }).format(new Date(session.signedInAt)),
      })}
      ${session.factor ? nothing : say("safer")}
    </p>
    <a class=${session.factor ? "button" : "button primary"} href="#security"
      >${say(session.factor ? "settings" : "addStep")}</a
    >
  </section>
`;

const holdings = ({ holdings: all, total, currency }: Portfolio): TemplateResult => html`
  <section class="card" aria-labelledby="holdings-title">
    <h2 id="holdings-title">${say("owned")}</h2>
    <ul class="holdings">
      ${all.map(
        ({ name, detail, value, change }) => html`
          <li>
            <span class="what"><b>${name}</b><small>${detail}</small></span>
            <span class="much"><b>${money(value, currency)}</b><small>${perCent(change)}</small></span>
            <meter min="0" max=${total} value=${value} aria-label=${say("share")}></meter>
          </li>
        `,
      )}
    </ul>
  </section>
`;

const movements = ({ movements: all }: Portfolio): TemplateResult => html`
  <section class="card" aria-labelledby="movements-title">
    <h2 id="movements-title">${say("movements")}</h2>
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
    ? html`<p class="waiting" role="status">${say("loading")}</p>`
    : html`
        <section class="worth" aria-labelledby="worth-title">
          <h1 id="worth-title">${say("hello", { name: portfolio.name.split(" ")[0] ?? "" })}</h1>
          <p class="worth-label">${say("together")}</p>
          <p class="worth-total">${money(portfolio.total, portfolio.currency)}</p>
          <p class="worth-change">${say("year", { amount: signed(portfolio.total - (portfolio.history[0] ?? 0)) })}</p>
          ${chart(portfolio)}
        </section>
        <div class="columns">
          <div class="column">${holdings(portfolio)}</div>
          <div class="column">${protection(session)}${movements(portfolio)}</div>
        </div>
      `;
