import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";

/** OWASP Password Storage Cheat Sheet. It takes 128 MiB and some tenths of a second, which a limit on guesses has to keep within bounds. */
const cost = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 2 ** 20 };

const derive = async (password: string, salt: Buffer): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    scrypt(password.normalize("NFKC"), salt, 32, cost, (error, key) => (error ? reject(error) : resolve(key)));
  });

/** Salted scrypt hash: the table stores it in place of the password. */
export async function hashOf(password: string): Promise<string> {
  const salt = randomBytes(16);
  return `${salt.toString("base64url")}.${(await derive(password, salt)).toString("base64url")}`;
}

const nobodys = await hashOf(randomBytes(16).toString("hex"));

/** Costs the same for a user who is not there: else the time would tell who has an account. */
export async function isPassword(password: string, hash: string | undefined): Promise<boolean> {
  const [salt = "", key = ""] = (hash ?? nobodys).split(".");
  const isRight = timingSafeEqual(
    await derive(password, Buffer.from(salt, "base64url")),
    Buffer.from(key, "base64url"),
  );
  return isRight && hash !== undefined;
}
