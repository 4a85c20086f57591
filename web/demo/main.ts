import { html, render } from "lit";
import { createActions } from "./actions.ts";
import { startAid } from "./aid/aid.ts";
import { backEnd, type DemoUser } from "./back-end.ts";
import { createStore, type Portfolio, type State } from "./state.ts";
import { createTokens } from "./tokens.ts";
import { createElements } from "./elements.ts";
import { adminView, secondStepView, securityView } from "./views/pages.ts";
import { frame } from "./views/frame.ts";
import { overviewView } from "./views/overview.ts";
import { say } from "./words.ts";
import { signInView } from "./views/sign-in.ts";

const placeOf = (id: string): HTMLElement => {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`The page has no #${id}.`);
  return found;
};

const app = placeOf("app");
let users: readonly DemoUser[] = [];
let portfolio: Portfolio | null = null;

const content = (state: State) => {
  switch (state.at) {
    case "loading":
      return html`<main id="main"></main>`;
    case "sign-in":
      return signInView(state, users, actions);
    case "second-step":
      return secondStepView(state.email, elements.challenge(state.email), actions);
    case "inside": {
      const { session, place, news } = state;
      const pages = {
        overview: () => overviewView(session, portfolio),
        security: () => securityView(elements.settings(session)),
        admin: () => adminView(session, elements.admin(session)),
      };
      return frame(session, { place, news }, pages[place](), actions);
    }
  }
};

const draw = (): void => {
  render(content(store.state), app);
};

const entitle = (state: State): void => {
  document.title = state.at === "inside" ? `${say(state.place)} · Larch` : "Larch";
};

/** A new page begins at its top, for the eye and for a screen reader. */
function arrive(state: State, before: string): void {
  const where = state.at === "inside" ? state.place : state.at;
  if (where === before) return;
  entitle(state);
  window.scrollTo({ top: 0 });
  if (before !== "" && state.at === "inside") document.getElementById("main")?.focus();
}

let shown = "";
const store = createStore((state) => {
  draw();
  const before = shown;
  arrive(state, before);
  shown = state.at === "inside" ? state.place : state.at === "loading" ? "" : state.at;
  if (state.at !== "inside") portfolio = null;
  else if (portfolio === null) void loadAccount();
});
const tokens = createTokens();
const actions = createActions(store, tokens);
const elements = createElements({ tokens, actions });

async function loadAccount(): Promise<void> {
  try {
    portfolio = await backEnd.account();
    draw();
  } catch {
    await actions.leave(say("ended"));
  }
}

window.addEventListener("hashchange", () => actions.go());
app.addEventListener("larch-language", () => {
  entitle(store.state);
  draw();
});
startAid(placeOf("aid"));
users = await backEnd.users().catch(() => []);
await actions.begin();
