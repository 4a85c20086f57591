import { SignJWT } from "jose";

/** Made by your login, right after the password was right; `user.id` is what you call the user everywhere. */
export function firstFactorToken(user: { id: string; email: string; tenant: string }, key: CryptoKey) {
  return new SignJWT({ email: user.email, tenant: user.tenant, auth_time: Math.floor(Date.now() / 1000) })
    .setProtectedHeader({ alg: "ES256", kid: "login-1" })
    .setIssuer("https://login.example.com")
    .setAudience("my-app")
    .setSubject(user.id)
    .setIssuedAt()
    .setExpirationTime("60s")
    .sign(key);
}
