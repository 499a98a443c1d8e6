import { useEffect } from 'react';
import { api } from '../api/client';
import type { Quote } from '../api/types';
import { useLoad } from '../controls/useLoad';
import { useNow } from '../controls/useNow';
import { useDesk } from '../desk/context';
import { useStore, useStorePart } from '../desk/store';
import { ageMax, freshness } from './staleness';

interface Shown { quote: Quote | null; ageMs: number | null; stale: boolean }

/** The latest quote of a symbol with its age, which goes on growing when the quotes stop. */
export function useQuote(symbol: string, account: string | null): Shown {
  const desk = useDesk();
  const quote = useStorePart(desk.quotes, (quotes) => quotes.get(symbol) ?? null);
  const changes = useStore(desk.accountsChanged);
  const limits = useLoad(`limits ${account ?? ''}@${changes}`, async () => (account ? api.limits(account) : null));
  useNow();

  useEffect(() => {
    // The stream brings every symbol that has a price. Nothing to say to one without: the panel shows that there is none.
    if (symbol !== '' && !desk.quotes.get().has(symbol)) void desk.readQuote(symbol).catch(() => undefined);
  }, [desk, symbol]);

  return { quote, ...freshness(quote, ageMax(limits.value?.priceAgeMaxSeconds)) };
}
