import { expect, test } from "vitest";
import { userKey } from "../../shared/identity/tokens.ts";
import { activeOf } from "../../shared/account/account.ts";
import { reserveSend } from "../../shared/factors/sms/reserve-send.ts";
import { Person } from "../harness/person.ts";
import { runningService } from "../harness/running-service.ts";

const service = runningService();

test("a process that dies between the two writes of an SMS login costs five seconds: the next login sends", async () => {
  const ada = new Person(service, "user@example.com");
  await ada.hasSms("+41791234567");
  const { accounts, vault, settings } = service.local.services;
  const sentBefore = service.local.outbox.messages.length;

  // The first write lands: the account says that a new code is on its way. Then nothing more happens.
  const user = await userKey(vault, { tenant: "acme", issuerId: "local", subject: "user@example.com" });
  const { account } = await accounts.read(user);
  const [factor] = activeOf(account, "sms");
  if (!factor) throw new Error("There is no phone");
  const at = { now: service.clock.now(), rules: settings };
  const { write } = reserveSend(account, { factor, challengeId: "chl_AAAAAAAAAAAAAAAAAAAAAA" }, at);
  if (!write) throw new Error("The send was not reserved");
  expect(await accounts.write(user, write.account)).toBe("written");

  const waiting = await ada.withPassword("POST", "/v1/login");
  expect(waiting.body).toMatchObject({
    decision: "challenge",
    challenge: null,
    sms: { unavailable: "sms_limit_reached" },
  });
  const guess = await ada.verify("000000", "chl_AAAAAAAAAAAAAAAAAAAAAA");
  expect(guess.body["code"]).toBe("challenge_expired");
  expect((await ada.verify(ada.backupCodes[0] ?? "")).body["method"]).toBe("backup_code");
  expect(service.local.outbox.messages).toHaveLength(sentBefore);

  service.clock.forward(5);
  const { body } = await ada.withPassword("POST", "/v1/login");
  expect((await ada.verify(service.lastSmsCode(), String(body["challenge"].id))).body["method"]).toBe("sms");
});
