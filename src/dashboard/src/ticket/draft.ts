import type { Instrument, OrdType, Side, TimeInForce } from '../api/types';
import { createStore } from '../desk/store';

/** What stands in the ticket, whichever page put it there. */
export interface Draft {
  /** Null: the account chosen in the top bar. */
  account: string | null;
  symbol: string;
  instrument: Instrument | null;
  side: Side;
  orderQty: string;
  ordType: OrdType;
  price: string;
  /** For what the price was prefilled; a price that was typed is never written over. */
  prefilledFor: string | null;
  priceTyped: boolean;
  timeInForce: TimeInForce;
}

const EMPTY: Draft = {
  account: null, symbol: '', instrument: null, side: 'Buy', orderQty: '', ordType: 'Limit', price: '', prefilledFor: null,
  priceTyped: false, timeInForce: 'Day',
};

export const draft = createStore<Draft>(EMPTY);

export function edit(change: Partial<Draft>): void {
  draft.set((held) => ({ ...held, ...change }));
}

export function chooseSymbol(symbol: string, instrument: Instrument | null = null): void {
  const held = draft.get();
  if (held.symbol === symbol) {
    if (instrument) edit({ instrument });
    return;
  }
  edit({ symbol, instrument, price: '', prefilledFor: null, priceTyped: false });
}

/** A price taken over by hand, from a key, the quote or the book. */
export function typePrice(price: string): void {
  edit({ price, priceTyped: price !== '' });
}

export function resetDraft(): void {
  draft.set(EMPTY);
}

/** After an order has gone, its quantity must not lie ready for a second one. */
export function clearAfterSubmission(): void {
  edit({ orderQty: '', price: '', prefilledFor: null, priceTyped: false });
}
