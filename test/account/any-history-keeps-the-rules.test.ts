/** @module-tag histories */
import fc from "fast-check";
import { expect, it } from "vitest";
import { commandsFor } from "./model/commands.ts";
import { histories } from "./model/histories.ts";
import { newUser } from "./model/user.ts";

it("answers every history of a user as the oracle does, and no invariant breaks on the way", () => {
  const answers = new Set<string>();
  fc.assert(
    fc.property(histories, (history) => {
      const user = newUser();
      const run = commandsFor(user);
      for (const command of history) {
        user.world.now += command.wait;
        run[command.kind](command);
      }
      for (const answer of user.world.answers) answers.add(answer);
    }),
    { numRuns: 400 },
  );
  // The histories are worth something only if they lead everywhere.
  expect([...answers].toSorted()).toStrictEqual([
    "challenge_expired",
    "code_already_used",
    "country_not_allowed",
    "enrollment_expired",
    "factor_not_found",
    "factor_type_not_allowed",
    "invalid_code",
    "method_disabled",
    "not remembered",
    "not_enrolled",
    "ok",
    "phone_not_pre_registered",
    "remembered",
    "sms_limit_reached",
    "too_many_attempts",
    "too_many_factors",
    "two_factor_required",
  ]);
});
