import { known } from "#folded";
import { fallback } from "../shared/http/fallback.ts";

/** Answers what no route matches (the gateway's $default route). */
export const { handler, serve } = fallback(known);
