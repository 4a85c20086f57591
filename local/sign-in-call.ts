import { z } from "zod";
import type { Answer, Received } from "./http-server.ts";
import { json, maxBodyBytes, parseJson, problem } from "./local-answer.ts";
import type { SignIn } from "./sign-in.ts";

const signInBody = z.strictObject({ email: z.string().max(300), password: z.string().max(300) });

/** Checks the password and answers with a first-factor token. `headersFor`: what else the caller wants to say to whom it let in. */
export async function answerSignIn(
  request: Received,
  signIn: SignIn,
  headersFor: (email: string) => Readonly<Record<string, string>> = () => ({}),
): Promise<Answer> {
  if (request.body.length > maxBodyBytes) return problem(request, "payload_too_large", "A body has at most 8 KiB.");
  const parsed = signInBody.safeParse(parseJson(request.body));
  if (!parsed.success) {
    const errors = parsed.error.issues.map(({ path, message }) => ({ path: path.join("."), message }));
    return problem(request, "invalid_request", 'Send JSON: {"email": "…", "password": "…"}.', { errors });
  }
  const token = await signIn.signIn(parsed.data.email, parsed.data.password);
  return token === null
    ? problem(request, "unauthenticated", "Wrong e-mail or password. GET /local/users lists the demo users.")
    : json(request, token, headersFor(parsed.data.email));
}
