import { useEffect, useState } from 'react';
import { api } from '../api/client';
import type { OrderPreview, OrderRequest } from '../api/types';

const WAIT_MS = 400;

export interface PreviewOfOrder { value: OrderPreview | null; error: unknown }
export interface Preview { key: string; orders: readonly PreviewOfOrder[] }

/** Asks the server what it would say to each of these orders, a moment after the last key. */
export function usePreview(orders: readonly OrderRequest[] | null): { preview: Preview | null; current: boolean; again: () => void } {
  const key = orders ? JSON.stringify(orders) : '';
  const [preview, setPreview] = useState<Preview | null>(null);
  const [round, setRound] = useState(0);

  useEffect(() => {
    if (key === '') return;
    const stop = new AbortController();
    const ask = (order: OrderRequest): Promise<PreviewOfOrder> => api.previewOrder(order, stop.signal).then(
      (value) => ({ value, error: null }), (error: unknown) => ({ value: null, error }));
    const timer = setTimeout(() => {
      void Promise.all((JSON.parse(key) as OrderRequest[]).map(ask)).then((answers) => {
        if (!stop.signal.aborted) setPreview({ key, orders: answers });
      });
    }, WAIT_MS);
    return () => { clearTimeout(timer); stop.abort(); };
  }, [key, round]);

  return { preview: key === '' ? null : preview, current: preview?.key === key, again: () => setRound((held) => held + 1) };
}
