// One question at a time: of those that come while one is under way, only the newest counts.

/** Runs `work` for the newest of what is wanted, one after another; `failed` is told what went wrong. */
export function newest<T>(
  work: (wanted: T) => Promise<void>,
  failed: (error: unknown) => void,
): (wanted: T) => Promise<void> {
  let next: { wanted: T } | null = null;
  let running: Promise<void> | null = null;
  async function run(): Promise<void> {
    while (next) {
      const { wanted } = next;
      next = null;
      await work(wanted).catch(failed);
    }
    running = null;
  }
  return (wanted) => {
    next = { wanted };
    running ??= run();
    return running;
  };
}
