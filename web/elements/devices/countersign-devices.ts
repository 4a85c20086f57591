import { html, nothing, type PropertyDeclarations, type TemplateResult } from "lit";
import type { Client, Data, Problem } from "../api.ts";
import { CountersignElement } from "../base/countersign-element.ts";
import { outcomeOf, StateController } from "../base/controllers.ts";
import { button } from "../parts/buttons.ts";
import { icon } from "../parts/blocks.ts";
import { dayText } from "../parts/time.ts";
import { base } from "../style/base.ts";
import { controls } from "../style/controls.ts";
import { notices } from "../style/notices.ts";
import { deviceStyles } from "../style/settings.ts";
import { generalTexts, settingsTexts } from "../texts/areas.ts";
import { needsSignIn, problemText, type Trouble, troubleNotice, troubleOf, tryAgain } from "../trouble/trouble.ts";

export type RememberedDevice = Data<"listDevices">["devices"][number];

/** `proves`: the user asks for it, and enters a code if need be. */
export type DevicesRequest =
  | { readonly call: "list"; readonly proves?: boolean }
  | { readonly call: "end"; readonly deviceId: string; readonly proves?: boolean }
  | { readonly call: "end-all"; readonly proves?: boolean };

export interface DevicesState {
  readonly request: DevicesRequest | null;
  /** Null: not known yet. */
  readonly devices: readonly RememberedDevice[] | null;
  /** Some are asked for codes again: the host's activity has news. */
  readonly ended: number;
  readonly trouble: Trouble<DevicesRequest> | null;
}

export type DevicesMessage =
  | { readonly type: "opened" }
  | { readonly type: "end"; readonly deviceId: string }
  | { readonly type: "end-all" }
  | { readonly type: "listed"; readonly devices: readonly RememberedDevice[] }
  | { readonly type: "ended"; readonly deviceId: string | null }
  | { readonly type: "refused"; readonly problem: Problem; readonly now: number }
  | { readonly type: "retry" };

export const noDevices: DevicesState = { request: null, devices: null, ended: 0, trouble: null };

/** The user's remembered devices: listed, and ended one by one or all at once. Pure; one call at a time. */
export function updateDevices(state: DevicesState, message: DevicesMessage): DevicesState {
  const { request, devices, trouble } = state;
  switch (message.type) {
    case "opened":
      return request === null || request.call === "list"
        ? { ...state, trouble: null, request: { call: "list" } }
        : state;
    case "end":
      return ask(state, { call: "end", deviceId: message.deviceId, proves: true });
    case "end-all":
      return ask(state, { call: "end-all", proves: true });
    case "listed":
      return { ...state, request: null, trouble: null, devices: message.devices };
    case "ended": {
      const left = message.deviceId === null ? [] : (devices ?? []).filter(({ id }) => id !== message.deviceId);
      return { request: null, trouble: null, devices: left, ended: state.ended + 1 };
    }
    case "refused":
      return { ...state, request: null, trouble: troubleOf(message.problem, message.now, request) };
    case "retry":
      return trouble?.retry ? ask(state, { ...trouble.retry, ...(needsSignIn(trouble) && { proves: true }) }) : state;
  }
}

const ask = (state: DevicesState, request: DevicesRequest): DevicesState =>
  state.request === null ? { ...state, trouble: null, request } : state;

type DeviceCalls = Pick<Client, "listDevices" | "endDevice" | "endDevices">;

/**
 * The devices at which the user is not asked for a code.
 *
 * @tagname countersign-devices
 *
 * @fires countersign-devices-ended - A device, or all of them, are asked for codes again
 * @csspart section - A part of the page
 * @csspart devices - The list of remembered devices
 */
export class CountersignDevices extends CountersignElement {
  static override styles = [base, controls, notices, deviceStyles];
  static override properties: PropertyDeclarations = {
    client: { attribute: false },
    proven: { attribute: false },
    changes: { attribute: false },
  };

  declare client: DeviceCalls | null;
  /** The same calls, where the user enters a code if one is needed. */
  declare proven: DeviceCalls | null;
  /** How many changes were made here: a removed method ends devices. */
  declare changes: number;
  declare private readonly controller: StateController<DevicesState, DevicesMessage, DevicesRequest>;

  constructor() {
    super();
    this.client = null;
    this.proven = null;
    this.changes = 0;
    this.controller = new StateController<DevicesState, DevicesMessage, DevicesRequest>(this, {
      initial: noDevices,
      update: updateDevices,
      call: async (request) => this.call(request),
      onChange: (before, after) => this.follow(before, after),
    });
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    super.willUpdate(changed);
    if (this.client !== null && (changed.has("client") || changed.has("changes")))
      this.controller.send({ type: "opened" });
  }

  private async call(request: DevicesRequest): Promise<DevicesMessage> {
    const refused = (problem: Problem): DevicesMessage => ({ type: "refused", problem, now: Date.now() });
    const client = request.proves === true ? this.proven : this.client;
    if (client === null) return refused({ code: "unexpected", status: 0 });
    switch (request.call) {
      case "list":
        return outcomeOf(client.listDevices(), ({ devices }) => ({ type: "listed", devices }), refused);
      case "end": {
        const { deviceId } = request;
        return outcomeOf(client.endDevice({ deviceId }), () => ({ type: "ended", deviceId }), refused);
      }
      case "end-all":
        return outcomeOf(client.endDevices(), () => ({ type: "ended", deviceId: null }), refused);
    }
  }

  /** Nobody asked for the first list: its outcome is not announced. */
  private follow(before: DevicesState, after: DevicesState): void {
    if (after.ended !== before.ended) {
      this.announce(this.translator.say(settingsTexts, "devicesEnded"));
      this.focusOn("#devices");
      this.emit("countersign-devices-ended");
    }
    if (before.request?.proves === true && after.trouble !== null && after.trouble !== before.trouble)
      this.announce(problemText(this.translator, after.trouble.code));
  }

  protected override render(): TemplateResult {
    const { translator } = this;
    const { state, send } = this.controller;
    return this.frame(
      html`<section class="stack" part="section devices" aria-labelledby="devices">
        <div class="stack tight">
          <h3 id="devices" tabindex="-1">${translator.say(settingsTexts, "devices")}</h3>
          <p class="muted small">${translator.say(settingsTexts, "devicesLead")}</p>
        </div>
        ${this.list(state)} ${this.trouble(state)}
        ${
          (state.devices?.length ?? 0) > 1
            ? html`<div class="row">
                ${button({
                  text: translator.say(settingsTexts, "devicesEndAll"),
                  part: "button end-devices",
                  busy: state.request?.call === "end-all",
                  onClick: () => send({ type: "end-all" }),
                })}
              </div>`
            : nothing
        }
      </section>`,
    );
  }

  private list({ devices, request }: DevicesState): unknown {
    const { translator } = this;
    if (devices === null)
      return request === null ? nothing : html`<p class="muted small">${translator.say(generalTexts, "loading")}</p>`;
    if (devices.length === 0) return html`<p class="muted small">${translator.say(settingsTexts, "devicesNone")}</p>`;
    return html`<ul class="devices" role="list" part="devices">
      ${devices.map((device) => this.row(device, request))}
    </ul>`;
  }

  private row(
    { id, label, lastUsedAt, expiresAt }: RememberedDevice,
    request: DevicesState["request"],
  ): TemplateResult {
    const { translator } = this;
    return html`<li data-device=${id}>
      ${icon("app", 24)}
      <div>
        <strong>${label}</strong>
        <p class="muted small">
          ${translator.say(settingsTexts, "deviceUsed", {
            used: dayText(translator, lastUsedAt),
            until: dayText(translator, expiresAt),
          })}
        </p>
      </div>
      <div role="group" aria-label=${label}>
        ${button({
          text: translator.say(settingsTexts, "deviceEnd"),
          look: "plain",
          part: "button end-device",
          busy: request?.call === "end" && request.deviceId === id,
          onClick: () => this.controller.send({ type: "end", deviceId: id }),
        })}
      </div>
    </li>`;
  }

  private trouble({ trouble }: DevicesState): unknown {
    const { translator } = this;
    const now = Date.now();
    const retry = (): void => this.controller.send({ type: "retry" });
    if (trouble === null || !needsSignIn(trouble))
      return troubleNotice(trouble, { translator, now }, tryAgain(trouble, { translator, now }, retry));
    return html`<div class="row">
      ${button({ text: translator.say(settingsTexts, "devicesShow"), look: "plain", part: "button show-devices", onClick: retry })}
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "countersign-devices": CountersignDevices;
  }
}
