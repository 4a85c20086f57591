/** Session, as the demo's own back end tells it. */
export interface Session {
  readonly email: string;
  readonly tenant: string;
  readonly roles: readonly string[];
  /** How the second step was done; null: there was none. */
  readonly factor: "totp" | "sms" | "passkey" | "backup_code" | null;
  readonly signedInAt: string;
}

export const places = ["overview", "security", "admin"] as const;
export type Place = (typeof places)[number];

/** News of a sign-in that this page shows, since it leaves the element that would. */
export interface News {
  /** Wrong codes before it. */
  readonly failed: number;
  /** Null: it was none with a backup code. */
  readonly codesLeft: number | null;
}

export type State =
  | { readonly at: "loading" }
  | { readonly at: "sign-in"; readonly busy: boolean; readonly notice: string | null }
  | { readonly at: "second-step"; readonly email: string; readonly busy: boolean; readonly notice: string | null }
  | { readonly at: "inside"; readonly session: Session; readonly place: Place; readonly news: News };

export type DemoEvent =
  | { readonly what: "nobody-is-signed-in"; readonly notice?: string }
  | { readonly what: "password-sent" }
  | { readonly what: "refused"; readonly notice: string }
  | { readonly what: "password-was-right"; readonly email: string }
  | { readonly what: "assertion-sent" }
  | { readonly what: "signed-in"; readonly session: Session; readonly place: Place; readonly news?: News }
  | { readonly what: "went"; readonly place: Place };

export const initial: State = { at: "loading" };

export function update(state: State, event: DemoEvent): State {
  switch (event.what) {
    case "nobody-is-signed-in":
      return { at: "sign-in", busy: false, notice: event.notice ?? null };
    case "password-sent":
      return { at: "sign-in", busy: true, notice: null };
    case "refused":
      return { at: "sign-in", busy: false, notice: event.notice };
    case "password-was-right":
      return { at: "second-step", email: event.email, busy: false, notice: null };
    case "assertion-sent":
      return state.at === "second-step" ? { ...state, busy: true } : state;
    case "signed-in":
      return {
        at: "inside",
        session: event.session,
        place: allowed(event.session, event.place),
        news: event.news ?? { failed: 0, codesLeft: null },
      };
    case "went":
      return state.at === "inside" ? { ...state, place: allowed(state.session, event.place) } : state;
  }
}

const isAdmin = ({ roles }: Session): boolean => roles.includes("admin");

export const placesOf = (session: Session): readonly Place[] =>
  places.filter((place) => place !== "admin" || isAdmin(session));

const allowed = (session: Session, place: Place): Place => (placesOf(session).includes(place) ? place : "overview");

/** From the address's fragment: `#security`. */
export const placeIn = (hash: string): Place => places.find((place) => hash === `#${place}`) ?? "overview";

/** Holder of the state; calls its listeners after every change. */
export function createStore(onChange: (state: State) => void) {
  let state = initial;
  return {
    get state() {
      return state;
    },
    dispatch: (event: DemoEvent): void => {
      state = update(state, event);
      onChange(state);
    },
  };
}
export type Store = ReturnType<typeof createStore>;

export interface Portfolio {
  readonly name: string;
  readonly currency: string;
  readonly total: number;
  readonly history: readonly number[];
  readonly holdings: readonly {
    readonly name: string;
    readonly detail: string;
    readonly value: number;
    readonly change: number;
  }[];
  readonly movements: readonly { readonly on: string; readonly what: string; readonly amount: number }[];
}

/** A line through the values within a box, as the points of an SVG path; the lowest value keeps some room below. */
export function linePath(values: readonly number[], width: number, height: number): string {
  const low = Math.min(...values);
  const span = Math.max(...values) - low || 1;
  const x = (index: number): number => (index / Math.max(1, values.length - 1)) * width;
  const y = (value: number): number => height - 14 - ((value - low) / span) * (height - 28);
  return values
    .map((value, index) => `${index === 0 ? "M" : "L"}${x(index).toFixed(1)} ${y(value).toFixed(1)}`)
    .join("");
}
