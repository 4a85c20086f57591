import { html, nothing, render } from "lit";
import { backEnd, Refused } from "./back-end.ts";
import { fieldText } from "./field-text.ts";
import { say } from "./words.ts";

/**
 * Asks for the password again, in the app's own dialog; the elements never see it. Resolves with a fresh first-factor token, or null
 * if the user would rather not.
 */
export function askForPassword(email: string): Promise<string | null> {
  const dialog = document.createElement("dialog");
  dialog.className = "password-dialog";
  dialog.setAttribute("aria-labelledby", "password-dialog-title");
  let answer: string | null = null;

  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (!(event.currentTarget instanceof HTMLFormElement)) return;
    const password = fieldText(event.currentTarget, "password");
    show({ busy: true, notice: null });
    try {
      ({ token: answer } = await backEnd.passwordAgain(email, password));
      dialog.close();
    } catch (error) {
      show({
        busy: false,
        notice: error instanceof Refused && error.status === 401 ? say("wrongPassword") : say("tryAgain"),
      });
      dialog.querySelector<HTMLInputElement>("#password-again")?.select();
    }
  };
  const show = ({ busy, notice }: { readonly busy: boolean; readonly notice: string | null }): void => {
    render(
      html`
        <form method="dialog" @submit=${(event: SubmitEvent) => void submit(event)}>
          <h2 id="password-dialog-title">${say("dialogTitle")}</h2>
          <p>${say("dialogText")}</p>
          <input type="email" name="email" .value=${email} autocomplete="username" hidden />
          <label for="password-again">${say("password")}</label>
          <input
            id="password-again"
            name="password"
            type="password"
            autocomplete="current-password"
            required
            autofocus
            aria-describedby="password-again-error"
            aria-invalid=${notice === null ? nothing : "true"}
          />
          <p id="password-again-error" class="error" role="alert">${notice ?? nothing}</p>
          <div class="buttons">
            <button type="button" @click=${() => dialog.close()}>${say("cancel")}</button>
            <button type="submit" class="primary" aria-disabled=${busy ? "true" : nothing}>${say("continue")}</button>
          </div>
        </form>
      `,
      dialog,
    );
  };

  show({ busy: false, notice: null });
  const closed = new Promise<string | null>((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(answer);
    });
  });
  document.body.append(dialog);
  dialog.showModal();
  return closed;
}
