import { systemClock } from "../shared/runtime/services.ts";
import { startLocalService } from "./service.ts";
import { terminalTelemetry } from "./telemetry.ts";
import { note, tourClient, tourContext, type TourContext } from "./tour/client.ts";
import { activity, enforce, mustEnroll, resetToRegisteredPhone } from "./tour/organisation-stories.ts";
import { paint } from "../client/command-line/command-line.ts";
import { addPhone, logInWithApp, nothingSetUp, setUpApp, wrongCodes } from "./tour/user-stories.ts";

const help = `Plays the main stories against a service of its own and shows every request and answer.

Usage: npm run tour

The service keeps nothing, takes any free port, and its clock is moved on where a story
would have to wait. Ends with code 1 if anything went otherwise than it should.
`;

async function play(context: TourContext, drained: () => Promise<void>): Promise<void> {
  await nothingSetUp(context);
  const enrolled = await setUpApp(context);
  await addPhone(context, await logInWithApp(context, enrolled));
  const owner = await wrongCodes(context, enrolled);
  const admin = await enforce(context);
  await mustEnroll(context);
  await resetToRegisteredPhone(context, admin);
  await activity(context, owner, drained);
}

async function runTour(): Promise<void> {
  let ahead = 0;
  const clock = { now: () => systemClock.now() + ahead, advance: (seconds: number) => (ahead += seconds * 1000) };
  const service = await startLocalService({ clock, telemetry: terminalTelemetry("ERROR") });
  const client = tourClient(service.url);
  try {
    await play(tourContext(client, service.url, clock), service.drained);
  } catch (error) {
    client.expect(`the tour goes on to its end (${error instanceof Error ? error.message : String(error)})`, false);
  } finally {
    await service.stop();
  }
  const missed = client.unfulfilled.length;
  note(
    missed === 0
      ? paint("green", "All went as it should.")
      : paint("red", `${missed} expectations were not fulfilled.`),
  );
  process.exitCode = missed === 0 ? 0 : 1;
}

if (process.argv.slice(2).some((arg) => arg === "--help" || arg === "-h")) console.log(help);
else await runTour();
