import { expect, it } from "vitest";
import { TestClock } from "./test-clock.ts";

const minute = 60;

it("a test that has timed out no longer moves the time of the one after it", async () => {
  const clock = new TestClock();
  const start = clock.now();
  let goOn = (): void => {};
  let late: Promise<void> = Promise.resolve();
  await clock.during(async () => {
    const timedOut = new Promise<void>((resolve) => (goOn = resolve));
    late = timedOut.then(() => clock.forward(minute));
    clock.forward(1);
  });
  await clock.during(async () => {
    goOn();
    await late;
    expect(clock.now()).toBe(start + 1000);
  });
  expect(clock.now()).toBe(start + 1000);
});

it("a test that has ended cannot call the service any more", async () => {
  const clock = new TestClock();
  let goOn = (): void => {};
  let late: Promise<unknown> = Promise.resolve();
  await clock.during(async () => {
    clock.expectRunning();
    const timedOut = new Promise<void>((resolve) => (goOn = resolve));
    late = timedOut.then(() => clock.expectRunning());
  });
  goOn();
  await expect(late).rejects.toThrow("This test has ended");
});

it("the service reads the clock of the test that runs", async () => {
  const clock = new TestClock();
  const start = clock.now();
  let ask = (): void => {};
  const read = new Promise<void>((resolve) => (ask = resolve)).then(() => clock.now());
  await clock.during(async () => {
    clock.forward(minute);
    ask();
    expect(await read).toBe(start + minute * 1000);
  });
});
