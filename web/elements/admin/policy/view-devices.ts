import { html, type TemplateResult } from "lit";
import { button } from "../../parts/button.ts";
import { notice } from "../../parts/notice.ts";
import { generalTexts, organizationTexts } from "../../texts/areas.ts";
import type { PolicyContext, PolicyForm } from "./update.ts";

/** The remembered devices of all users: ended at once, whatever the days of the policy. */
export function devicesView({ devices, request }: PolicyForm, { translator, send }: PolicyContext): TemplateResult {
  const text = translator.say(organizationTexts, "endDevices");
  const isBusy = request?.call === "end-devices";
  return html`<section class="stack tight person" aria-labelledby="devices-title">
    <h3 id="devices-title" tabindex="-1">${translator.say(organizationTexts, "devices")}</h3>
    ${
      devices === "ended"
        ? notice("success", translator.say(organizationTexts, "endDevicesDone"))
        : html`<p class="muted small">${translator.say(organizationTexts, "endDevicesText")}</p>`
    }
    ${
      devices === "ending"
        ? html`<div id="end-devices" class="row buttons" tabindex="-1">
            ${button({
              text,
              look: "danger",
              part: "button end-devices",
              busy: isBusy,
              onClick: () => send({ type: "devices-confirmed" }),
            })}
            ${button({
              text: translator.say(generalTexts, "cancel"),
              part: "button cancel",
              disabled: isBusy,
              onClick: () => send({ type: "devices", open: false }),
            })}
          </div>`
        : html`<div class="row">
            ${button({ text, part: "button open-devices", onClick: () => send({ type: "devices", open: true }) })}
          </div>`
    }
  </section>`;
}
