import type { Quote } from '../api/types';
import { edit, type Draft } from './draft';

/**
 * Sets the limit price once for each symbol and side, to the price that side would trade at. It does not follow the market
 * afterwards: a price that moves under the hand is worse than an old one. A stale quote sets nothing.
 */
export function prefill(draft: Draft, quote: Quote | null, stale: boolean): void {
  const wanted = `${draft.symbol}/${draft.side}`;
  if (draft.ordType !== 'Limit' || draft.priceTyped || draft.prefilledFor === wanted) return;
  const price = quote && !stale && quote.symbol === draft.symbol ? (draft.side === 'Buy' ? quote.ask : quote.bid) : null;
  if (price !== null) edit({ price, prefilledFor: wanted });
  else if (draft.price !== '') edit({ price: '', prefilledFor: null });
}
