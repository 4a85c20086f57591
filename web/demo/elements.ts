import "../elements/index.ts";
import { html, type TemplateResult } from "lit";
import type { Actions } from "./actions.ts";
import { askForPassword } from "./password-dialog.ts";
import type { Session } from "./state.ts";
import type { Tokens } from "./tokens.ts";
import { say } from "./words.ts";

/** Of an element that got a new proof meanwhile. */
type Proved = CustomEvent<{ readonly assertion: string }>;
type Completed = CustomEvent<{
  readonly assertion: string;
  readonly failedSinceLastLogin: number;
  readonly backupCodesLeft?: number;
}>;

/** The elements with what they need of an app: a token, the password once more, and somebody who listens. */
export function createElements({ tokens, actions }: { readonly tokens: Tokens; readonly actions: Actions }) {
  const { current } = tokens;
  const backToPassword = (): void => void actions.leave(say("tooLong"));
  const complete = ({ detail }: Completed): void => void actions.enter(detail);
  const proved = ({ detail }: Proved): void => void actions.proveMore(detail.assertion);
  /** One function for as long as the session lasts: an element begins anew when it gets another. */
  let asking: { readonly email: string; readonly freshToken: () => Promise<string | null> } | null = null;
  const freshTokenOf = ({ email }: Session): (() => Promise<string | null>) => {
    if (asking?.email !== email) asking = { email, freshToken: () => askForPassword(email) };
    return asking.freshToken;
  };
  return {
    challenge: (email: string): TemplateResult => html`
      <countersign-challenge
        base-url="/"
        app-name="Larch"
        .account=${email}
        remember-device
        .token=${current}
        @countersign-complete=${complete}
        @countersign-cancel=${() => void actions.leave("")}
        @countersign-token-needed=${backToPassword}
      ></countersign-challenge>
    `,
    settings: (session: Session): TemplateResult => html`
      <countersign-settings
        base-url="/"
        app-name="Larch"
        .account=${session.email}
        .token=${current}
        .reauthenticate=${freshTokenOf(session)}
        @countersign-assertion=${proved}
        @countersign-token-needed=${backToPassword}
      ></countersign-settings>
    `,
    admin: (session: Session): TemplateResult => html`
      <countersign-admin
        base-url="/"
        .token=${current}
        .reauthenticate=${freshTokenOf(session)}
        @countersign-assertion=${proved}
        @countersign-token-needed=${backToPassword}
      ></countersign-admin>
    `,
  };
}
