import type { Answer } from "./called-service.ts";
import type { Person } from "./person.ts";

export const deviceLabel = "Chrome, macOS";

/** Logs in with the app's next code, or the given one, and has the device remembered. */
export async function remember(person: Person, code?: string): Promise<Answer> {
  if (code === undefined) person.nextStep();
  const body = { code: code ?? person.totpCode(), rememberDevice: { label: deviceLabel } };
  const answer = await person.withPassword("POST", "/v1/login/verify", { body });
  person.accessToken = answer.body["accessToken"] ?? person.accessToken;
  return answer;
}

export const deviceTokenOf = async (person: Person): Promise<string> =>
  String((await remember(person)).body["device"].token);

/** Logs in with the password and these tokens. */
export const loginWith = async (person: Person, ...devices: readonly string[]): Promise<Answer> =>
  person.withPassword("POST", "/v1/login", { body: { devices } });
