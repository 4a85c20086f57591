import type {
  CountersignAdmin,
  CountersignBackupCodes,
  CountersignChallenge,
  CountersignEnrollment,
  CountersignSettings,
} from "./index.js";
import type * as React from "react";

/** Attributes and properties of an element, and what every element of a page takes. React 19 sets properties of custom elements. */
type Props<Element extends HTMLElement, Name extends keyof Element, Events extends string> = React.DetailedHTMLProps<
  React.HTMLAttributes<Element>,
  Element
> & { [Property in Name]?: Element[Property] } & { [Event in `on${Events}`]?: (event: CustomEvent) => void } & {
  "base-url"?: string;
  theme?: "light" | "dark" | "auto";
  class?: string;
};

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "countersign-challenge": Props<
        CountersignChallenge,
        "baseUrl" | "token" | "methods",
        "countersign-complete" | "countersign-cancel" | "countersign-token-needed"
      >;
      "countersign-settings": Props<
        CountersignSettings,
        "baseUrl" | "token" | "reauthenticate",
        "countersign-assertion" | "countersign-changed" | "countersign-token-needed"
      >;
      "countersign-admin": Props<
        CountersignAdmin,
        "baseUrl" | "token" | "reauthenticate",
        "countersign-assertion" | "countersign-token-needed"
      > & { tenant?: string };
      "countersign-enrollment": Props<CountersignEnrollment, "client" | "offer", "countersign-enrolled">;
      "countersign-backup-codes": Props<CountersignBackupCodes, "codes", "countersign-codes-saved">;
    }
  }
}
