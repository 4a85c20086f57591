import { html, nothing, type TemplateResult } from "lit";
import type { Actions } from "../actions.ts";
import type { DemoUser } from "../back-end.ts";
import { fieldText } from "../field-text.ts";
import { say } from "../words.ts";
import { front } from "./pages.ts";

const submit = (event: SubmitEvent, actions: Actions): void => {
  event.preventDefault();
  if (!(event.currentTarget instanceof HTMLFormElement)) return;
  const form = event.currentTarget;
  void actions.enterPassword(fieldText(form, "email").trim(), fieldText(form, "password"));
};

/** Fills the form in, so that one sees what is sent, and sends it. */
const useUser = (event: Event, { email, password }: DemoUser): void => {
  if (!(event.currentTarget instanceof HTMLElement)) return;
  const form = event.currentTarget.ownerDocument.querySelector<HTMLFormElement>("#sign-in");
  const values: Readonly<Record<string, string>> = { email, password };
  for (const field of form?.querySelectorAll("input") ?? []) field.value = values[field.name] ?? "";
  form?.requestSubmit();
};

const initials = (email: string): string => email.slice(0, 1).toUpperCase();

const choice = (user: DemoUser): TemplateResult => html`
  <li>
    <button type="button" class="person" @click=${(event: Event) => useUser(event, user)}>
      <span class="avatar" aria-hidden="true">${initials(user.email)}</span>
      <span class="person-name">${user.email}</span>
      <span class="person-note"
        >${say(user.roles.includes("admin") ? "administrator" : "customer")} · ${user.tenant}</span
      >
    </button>
  </li>
`;

export const signInView = (
  state: { readonly busy: boolean; readonly notice: string | null },
  users: readonly DemoUser[],
  actions: Actions,
): TemplateResult =>
  front(html`
    <section class="card sign-in" aria-labelledby="sign-in-title">
      <h1 id="sign-in-title">${say("signInTitle")}</h1>
      <p id="sign-in-notice" class="notice" role="status">${state.notice || nothing}</p>
      <form id="sign-in" method="post" @submit=${(event: SubmitEvent) => submit(event, actions)}>
        <label for="email">${say("email")}</label>
        <input id="email" name="email" type="email" autocomplete="username" required />
        <label for="password">${say("password")}</label>
        <input
          id="password"
          name="password"
          type="password"
          autocomplete="current-password"
          aria-describedby="sign-in-notice"
          required
        />
        <button type="submit" class="primary" aria-disabled=${state.busy ? "true" : nothing}>
          ${say(state.busy ? "signingIn" : "signIn")}
        </button>
      </form>
    </section>
    <section class="people" aria-labelledby="people-title">
      <h2 id="people-title">${say("people")}</h2>
      <ul>
        ${users.map(choice)}
      </ul>
    </section>
  `);
