import { useCallback, useEffect, useState } from 'react';

interface Load<T> { value: T | null; error: unknown; loading: boolean; reload: () => void; set: (value: T) => void }

/** Reads something when `key` changes or on demand; an answer that was overtaken is dropped. */
export function useLoad<T>(key: string, read: (signal: AbortSignal) => Promise<T>): Load<T> {
  const [state, setState] = useState<{ key: string; value: T | null; error: unknown; loading: boolean }>({
    key, value: null, error: null, loading: true,
  });
  const [round, setRound] = useState(0);

  useEffect(() => {
    const stop = new AbortController();
    setState((held) => ({ key, value: sameThing(held.key, key) ? held.value : null, error: null, loading: true }));
    read(stop.signal).then(
      (value) => { if (!stop.signal.aborted) setState({ key, value, error: null, loading: false }); },
      (error: unknown) => {
        if (!stop.signal.aborted) setState((held) => ({ ...held, error, loading: false }));
      },
    );
    return () => stop.abort();
    // `read` closes over what `key` names.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [key, round]);

  const reload = useCallback(() => setRound((held) => held + 1), []);
  const set = useCallback((value: T) => setState({ key, value, error: null, loading: false }), [key]);
  return { value: state.value, error: state.error, loading: state.loading, reload, set };
}

/** A key is `thing@version`: a newer version of the same thing is shown over the older one, without a gap. */
function sameThing(a: string, b: string): boolean {
  return a.split('@')[0] === b.split('@')[0];
}
