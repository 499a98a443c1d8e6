import { useEffect, useState } from 'react';
import { api } from '../api/client';
import type { OrderPreview, OrderRequest } from '../api/types';

const WAIT_MS = 400;

export interface Preview { key: string; value: OrderPreview | null; error: unknown }

/** Asks the server what it would say to these terms, a moment after the last key. */
export function usePreview(terms: OrderRequest | null): { preview: Preview | null; current: boolean; again: () => void } {
  const key = terms ? JSON.stringify(terms) : '';
  const [preview, setPreview] = useState<Preview | null>(null);
  const [round, setRound] = useState(0);

  useEffect(() => {
    if (key === '') return;
    const stop = new AbortController();
    const timer = setTimeout(() => {
      api.previewOrder(JSON.parse(key) as OrderRequest, stop.signal).then(
        (value) => setPreview({ key, value, error: null }),
        (error: unknown) => { if (!stop.signal.aborted) setPreview({ key, value: null, error }); },
      );
    }, WAIT_MS);
    return () => { clearTimeout(timer); stop.abort(); };
  }, [key, round]);

  return { preview: key === '' ? null : preview, current: preview?.key === key, again: () => setRound((held) => held + 1) };
}
