const HIDDEN_MS = 250;

/** Gathers what arrives and hands it on once per animation frame; a hidden tab gets no frames, so a timer stands by. */
export function frames<T>(flush: (batch: readonly T[]) => void): { push: (item: T) => void } {
  let waiting: T[] = [];
  let frame = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const run = () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    const batch = waiting;
    waiting = [];
    flush(batch);
  };
  return {
    push: (item) => {
      waiting.push(item);
      if (waiting.length > 1) return;
      frame = requestAnimationFrame(run);
      timer = setTimeout(run, HIDDEN_MS);
    },
  };
}
