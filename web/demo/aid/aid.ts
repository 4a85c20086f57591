import { render, type TemplateResult } from "lit";
import {
  accountOf,
  type AuthenticatorAccount,
  readAccounts,
  readKey,
  stepSeconds,
  storeAccounts,
  totpAt,
} from "./authenticator.ts";
import { type AuthenticatorActions, authenticatorView, scanScreen, type Shown } from "./authenticator-view.ts";
import { frameView, type Tab } from "./frame.ts";
import { fetchMail, fetchSms, type Mail, newer, type Sms } from "./inbox.ts";
import { mailView, smsView } from "./messages-view.ts";

const aheadKey = "test-aid-ahead";

/** The local service's own time: ahead of this device's, once somebody let time pass. */
const serviceNow = (): number => Date.now() + Number(sessionStorage.getItem(aheadKey) ?? 0);

/** Lets time pass for the service, until it stops. The page is loaded anew, since its tokens and its session may be over. */
async function letTimePass(seconds: number): Promise<void> {
  const response = await fetch("/local/clock", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ seconds }),
  });
  if (!response.ok) return;
  const { now } = (await response.json()) as { readonly now: string };
  sessionStorage.setItem(aheadKey, String(Date.parse(now) - Date.now()));
  location.reload();
}

const lookEveryMillis = 1000;

/** The phone and the mailbox beside the app. It only looks at what left the service; the app knows nothing of it. */
export function startAid(place: HTMLElement): void {
  let tab: Tab = "messages";
  let isOpen = false;
  let sms: readonly Sms[] = [];
  let mail: readonly Mail[] = [];
  let accounts = readAccounts();
  let shown: readonly Shown[] = [];
  let notice: string | null = null;
  let announced = "";
  const unseen = { messages: 0, mail: 0, authenticator: 0 };
  let isFirstLook = true;

  const look = async (): Promise<void> => {
    if (document.hidden) return;
    const [newSms, newMail] = await Promise.all([fetchSms(), fetchMail()]);
    arrived("messages", newer(newSms ?? sms, sms), "New message on the phone");
    arrived("mail", newer(newMail ?? mail, mail), "New mail");
    sms = newSms ?? sms;
    mail = newMail ?? mail;
    shown = await Promise.all(accounts.map(withCode));
    isFirstLook = false;
    draw();
  };
  const arrived = (where: Tab, count: number, sentence: string): void => {
    if (count === 0 || isFirstLook) return;
    // The same text twice would be no change, and go unheard.
    announced = announced === sentence ? `${sentence}\u00A0` : sentence;
    if (tab !== where || !isShown()) unseen[where] += count;
    if (where === "messages" && isShown()) open("messages");
  };
  const isShown = (): boolean => isOpen || matchMedia("(min-width: 70rem)").matches;

  const withCode = async (account: AuthenticatorAccount): Promise<Shown> => {
    const key = readKey(account.key);
    return { ...account, code: key === null ? "" : await totpAt(key, serviceNow()) };
  };
  const set = (next: readonly AuthenticatorAccount[], said: string | null): void => {
    accounts = next;
    notice = said;
    storeAccounts(next);
    void look();
  };
  const actions: AuthenticatorActions = {
    scan: () => void scanScreen().then((found) => actions.add(found ?? "")),
    add: (text) => {
      const account = accountOf(text);
      if (account === null) set(accounts, text === "" ? "There is no QR code on the screen." : "That is not a key.");
      else set([account, ...accounts.filter(({ key }) => key !== account.key)], `Added: ${account.label}`);
    },
    remove: (account) =>
      set(
        accounts.filter(({ key }) => key !== account.key),
        null,
      ),
  };

  const open = (which: Tab, focus = false): void => {
    tab = which;
    unseen[which] = 0;
    draw();
    if (focus) place.querySelector<HTMLElement>(`#aid-tab-${which}`)?.focus();
  };
  const toggle = (): void => {
    isOpen = !isOpen;
    if (isOpen) unseen[tab] = 0;
    draw();
  };
  place.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !isOpen) return;
    toggle();
    place.querySelector<HTMLElement>(".aid-toggle")?.focus();
  });
  const content = (): TemplateResult => {
    if (tab === "messages") return smsView(sms);
    if (tab === "mail") return mailView(mail);
    const left = stepSeconds - (Math.floor(serviceNow() / 1000) % stepSeconds);
    return authenticatorView(shown, left, notice, actions);
  };

  const draw = (): void => {
    render(frameView({ tab, isOpen, unseen, announced }, content(), { open, toggle, letTimePass }), place);
  };

  draw();
  void look();
  setInterval(() => void look(), lookEveryMillis);
}
