import { type Kind, type Language, languages, texts } from "./texts.ts";

/** Answer of POST /v1/links. */
interface LinkAnswer {
  readonly kind: Kind;
  readonly app: string;
  readonly account: string;
  readonly at: string;
  readonly state: "open" | "done" | "expired";
}

/** The call that each kind of link is for. */
const acts: Readonly<Record<Kind, string>> = {
  changed: "freeze",
  reopen: "reopen",
  "cancel-recovery": "recovery/cancel",
};

const wished = navigator.languages.map((tag) => tag.toLowerCase().split("-")[0]);
const language: Language = wished.flatMap((tag) => languages.find((one) => one === tag) ?? [])[0] ?? "en";
/** With the reader's own way to write a date. */
const locale = navigator.languages.find((tag) => tag.toLowerCase().split("-")[0] === language) ?? language;
const text = texts[language];
const token = location.hash.slice(1);
// Neither the history nor a screenshot of the address keeps it.
history.replaceState(null, "", location.pathname);
document.documentElement.lang = language;
const main = document.querySelector("main");

type Child = HTMLElement | string | null;
function make(
  name: string,
  children: readonly Child[],
  attributes: Readonly<Record<string, string>> = {},
): HTMLElement {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children.filter((child) => child !== null));
  return element;
}

function button(label: string, press: () => void, name = ""): HTMLElement {
  const element = make("button", [label], { type: "button", class: name });
  element.addEventListener("click", press);
  return element;
}

function show(title: string, ...children: readonly Child[]): void {
  document.title = title;
  const heading = make("h1", [title], { tabindex: "-1" });
  main?.replaceChildren(heading, ...children.filter((child) => child !== null));
  heading.focus();
}

const paragraph = (line: string): HTMLElement => make("p", [line]);

/** Null: the service did not answer, or could not do its part. */
async function ask(path: string): Promise<unknown> {
  const body = JSON.stringify({ token });
  const headers = { "content-type": "application/json" };
  try {
    // Beside the page's own folder, so that a path before it stays.
    const answer = await fetch(`../v1/${path}`, { method: "POST", headers, body });
    if (answer.status === 404 || answer.status === 400) return "unknown";
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}

function trouble(title: string, again: () => void): void {
  show(title, paragraph(text.trouble), button(text.again, again));
}

/** Leads to the app's own settings: only there, after the password, can a change be undone. */
function undoing({ kind }: LinkAnswer): readonly Child[] {
  if (kind !== "changed") return [];
  const page = main?.dataset["settings"];
  const link = page ? make("a", [text.undoLink], { class: "button", href: `${page}#countersign-undo=${token}` }) : null;
  return [paragraph(text.undo), link];
}

async function act(link: LinkAnswer): Promise<void> {
  for (const one of document.querySelectorAll("button")) one.disabled = true;
  const { title, acted } = text.kinds[link.kind];
  const answer = await ask(acts[link.kind]);
  if (typeof answer !== "object" || answer === null || !("state" in answer))
    return answer === null ? trouble(title, () => void act(link)) : show(title, paragraph(text.unknown));
  const sentence = { done: acted, over: text.over, expired: text.expired }[String(answer.state)] ?? text.over;
  show(title, paragraph(sentence), ...(answer.state === "expired" ? [] : undoing(link)));
}

function describe(link: LinkAnswer): void {
  const { title, happened, does, leave, act: doIt } = text.kinds[link.kind];
  const time = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeStyle: "short" }).format(new Date(link.at));
  const facts = [
    [text.at, link.app],
    [text.account, link.account],
    [text.when, time],
  ].filter(([, value]) => value !== "");
  const about = [
    paragraph(happened),
    make(
      "dl",
      facts.flatMap(([name = "", value = ""]) => [make("dt", [name]), make("dd", [value])]),
    ),
  ];
  if (link.state === "expired") return show(title, ...about, paragraph(text.expired));
  if (link.state === "done") return show(title, ...about, paragraph(text.over), ...undoing(link));
  const choices = [button(leave, () => show(title, paragraph(text.left))), button(doIt, () => void act(link), "act")];
  return show(title, ...about, paragraph(does), make("div", choices, { class: "choices" }));
}

/** Only reads: scanners of e-mails run pages, so nothing is done before somebody presses. */
async function start(): Promise<void> {
  const answer = token === "" ? "unknown" : await ask("links");
  if (answer === null) return trouble(document.title, () => void start());
  if (answer === "unknown") return show(document.title, paragraph(text.unknown));
  return describe(answer as LinkAnswer);
}

void start();
