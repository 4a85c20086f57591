const lookEveryMillis = 250;
/** Taken at once: whoever started this process may be gone before the service is up. */
const parent = process.ppid;

/** Calls once the process that started this one is gone: npm hands a signal to its shell only, which ends without passing it on. */
export function whenOrphaned(then: () => void): void {
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    then();
  }, lookEveryMillis);
  timer.unref();
}
