import { useCallback, useEffect, useState } from 'react';

/** Reads now, when `key` changes, and again and again while the page is looked at. */
export function useEvery<T>(key: string, everyMs: number, read: () => Promise<T>): { value: T | null; error: unknown; reload: () => void } {
  const [state, setState] = useState<{ key: string; value: T | null; error: unknown }>({ key, value: null, error: null });
  const [round, setRound] = useState(0);
  useEffect(() => {
    let current = true;
    const look = () => {
      if (document.hidden) return;
      read().then(
        (value) => { if (current) setState({ key, value, error: null }); },
        (error: unknown) => { if (current) setState((held) => ({ ...held, error })); },
      );
    };
    look();
    const timer = setInterval(look, everyMs);
    return () => { current = false; clearInterval(timer); };
    // `read` closes over what `key` names.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [key, everyMs, round]);
  const reload = useCallback(() => setRound((held) => held + 1), []);
  return { value: state.key === key ? state.value : null, error: state.error, reload };
}
