import { describe, expect } from "vitest";
import { demoUsers } from "../../../local/sign-in.ts";
import type { Visitor } from "../harness/visitor.ts";
import { story, type World } from "../harness/world.ts";

const user = "user@example.com";
const admin = "admin@example.com";

async function onAdminPage(world: World): Promise<Visitor> {
  const { app } = await world.given.admin();
  const alex = await world.visitor();
  await alex.signsIn(admin, app);
  await alex.goesTo("Admin");
  await alex.sees("heading", "Users");
  return alex;
}

async function finds(alex: Visitor, userId: string): Promise<void> {
  await alex.fills("User ID", userId);
  await alex.presses("Find");
  await alex.sees("heading", userId);
}

describe("the help desk and the organisation", () => {
  story("lets the help desk bridge a day, and a second admin approve what the policy asks for", async (world) => {
    const { app } = await world.given.authenticator(user);
    const alex = await onAdminPage(world);
    await finds(alex, user);
    await alex.presses("Make a code");
    await alex.sees("heading", `Make a code for ${user}?`);
    await alex.looks("admin: help-desk code?");
    await alex.fills("Reason", "Phone at home, checked by video call");
    await alex.presses("Make a code");
    await alex.reads(/^Give this code to user@example\.com\. It is shown only now/);
    await alex.looks("admin: help-desk code");
    await alex.presses("Check who is calling");
    await alex.sees("heading", `Is this ${user}?`);
    await alex.looks("admin: caller");
    await alex.presses("Cancel");

    await world.given.policy({ resetApproval: "two" });
    await alex.presses("Reset second step");
    await alex.fills("Reason", "Lost the phone");
    await alex.presses(`Reset ${user}`);
    await alex.reads(/^Nothing has changed yet\. A second administrator has to approve it/);
    await alex.presses("Approvals");
    await alex.reads(`Reset second step · ${user}`);
    await alex.looks("admin: approvals");
    await alex.presses("Drop");
    await alex.reads("The request is dropped.");

    const robin = await world.visitor();
    await robin.entersPassword(user);
    await robin.entersCode(await app.freshCode());
    await robin.isInside();
  });

  story("shows what SMS cost and how the organisation stands, and takes a budget", async (world) => {
    await world.given.phone(user, "+41791234567");
    const alex = await onAdminPage(world);
    await alex.presses("Policy");
    await alex.fills("Budget for text messages, in US dollars a month", "0,5");
    await alex.presses("Review the change");
    await alex.reads("Enter a number from 1 to 1,000,000, or leave it empty.");
    await alex.fills("Budget for text messages, in US dollars a month", "49.5");
    await alex.presses("Review the change");
    await alex.reads(/cost 49\.5 US dollars\. Sign-ins go on\.$/);
    await alex.presses("Save the policy");
    await alex.reads("The policy is saved.");
    await alex.presses("SMS");
    await alex.reads(/of \$49\.50|of US\$49\.50/);
    await alex.reads("Switzerland");
    await alex.reads("Nothing is stopped.");
    await alex.looks("admin: SMS");
    await alex.presses("Earlier month");
    await alex.reads("Nothing was sent in this month.");
    await alex.presses("Posture");
    await alex.reads("Everybody uses a second factor");
    await alex.reads("To do: Require the second step of everybody, on the policy page.");
    await alex.looks("admin: posture");
  });

  story("shows where no messages go out, and lets the provider's support alone send there again", async (world) => {
    await world.given.stoppedRange("+417830");
    const alex = await onAdminPage(world);
    const { app } = await world.given.admin();
    const stopped = /^Switzerland: a range of numbers gets no set-up messages until /;
    const sendsAgain = async (): Promise<void> => {
      await alex.presses("SMS");
      await alex.reads(stopped);
      await alex.presses("Send again");
      await alex.reads(/Only the provider’s support can do this\.$/);
      await alex.presses("Send again");
    };
    await sendsAgain();
    await alex.reads("Your account is not allowed to do this.");
    await alex.looks("admin: SMS that are stopped");

    const admins = demoUsers.find(({ email }) => email === admin) ?? expect.fail("There is no admin");
    const { roles } = admins;
    Object.assign(admins, { roles: [...roles, "operator"] });
    try {
      await alex.signsOut();
      await alex.signsIn(admin, app);
      await alex.goesTo("Admin");
      await sendsAgain();
      await alex.reads("Set-ups get messages again.");
      await alex.reads("Nothing is stopped.");
    } finally {
      Object.assign(admins, { roles });
    }
  });

  story("rehearses a policy for a list of users, and shows the organisation's history", async (world) => {
    await world.given.authenticator(user);
    const alex = await onAdminPage(world);
    await alex.presses("Rehearsal");
    await alex.presses("Rehearse");
    await alex.reads("Enter at least one user ID.");
    await alex.fills("User IDs", `${user}\nnobody@example.com`);
    await alex.looks("admin: rehearsal");
    await alex.presses("Rehearse");
    await alex.reads("Have to set up: 1");
    await alex.reads("Text messages in the first week: 0 – 5, US$0.00 – US$0.45");
    await alex.looks("admin: rehearsed");
    const { fileName, text } = await alex.saves("Download the report");
    expect(fileName).toBe("rehearsal.csv");
    expect(text).toContain('"nobody@example.com","allow","enroll","no_factor"');
    await world.given.policy({ issuerName: "Larch" });
    await world.given.policy({ issuerName: "Birch" });
    await alex.presses("History");
    await alex.reads("In force");
    await alex.looks("admin: history");
    await alex.find("button", "Restore this version").first().click();
    await alex.sees("heading", "What changes for your users");
    await alex.presses("Save the policy");
    await alex.reads("The policy is saved.");
  });
});
