import { jwks } from "#folded";
import { publicEndpoint } from "../shared/http/public-endpoint.ts";
import { purposesMadeIn } from "../shared/ports/vault.ts";
import { composeKeys } from "../shared/runtime/compose-keys.ts";

const makes = purposesMadeIn(jwks.touches.vault);

export const { handler, serve } = publicEndpoint(
  jwks,
  async ({
    clock,
    tokens,
    vault,
  }: Pick<ReturnType<typeof composeKeys>, "clock" | "settings" | "telemetry" | "tokens" | "vault">) => ({
    keys: (await tokens.jwks(clock.now(), vault.limitedTo(makes))).map((key) => ({ ...key })),
  }),
  composeKeys,
);
