import type { Problem, Result } from "../api.ts";
import type { Need } from "./state.ts";

/** A right code that is refused again is a sign of a wrong clock somewhere, not of a need for more codes. */
const rounds = 2;

/** A call that, if it proves too little, has the user prove more and is then made again. Whoever gives up gets the refusal. */
export async function provenCall<T>(
  call: () => Promise<Result<T>>,
  prove: (need: Need) => Promise<boolean>,
): Promise<Result<T>> {
  let result = await call();
  for (let round = 0; round < rounds; round += 1) {
    const need = askedIn(result.problem);
    if (need === null || !(await prove(need))) break;
    result = await call();
  }
  return result;
}

function askedIn(problem: Problem | undefined): Need | null {
  if (problem?.code === "unauthenticated") return { password: true, code: false, isRefused: true };
  if (problem?.code !== "insufficient_user_authentication") return null;
  const { maxAge, secondFactor } = problem.stepUp;
  const { methods } = problem;
  return { password: maxAge !== null, code: secondFactor, ...(methods !== undefined && { methods }) };
}
