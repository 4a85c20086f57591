import { type CryptoKey, SignJWT } from "jose";

interface User {
  id: string; // what you call the user everywhere
  email: string;
  tenant: string;
}

/** Made by your login after the password was right, for each call anew: `passwordAt` stays that of the password. */
export function firstFactorToken(user: User, passwordAt: Date, key: CryptoKey) {
  return new SignJWT({ email: user.email, tenant: user.tenant, auth_time: Math.floor(passwordAt.getTime() / 1000) })
    .setProtectedHeader({ alg: "ES256", kid: "login-1" })
    .setIssuer("https://login.example.com")
    .setAudience("my-app")
    .setSubject(user.id)
    .setIssuedAt()
    .setExpirationTime("60s")
    .sign(key);
}
