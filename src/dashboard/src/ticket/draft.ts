import type { ContingencyType, Instrument, OrdType, Side, TimeInForce } from '../api/types';
import { createStore } from '../desk/store';
import { ORD_TYPES } from './ordTypes';

/** The terms of one order as they stand in the form, word for word. */
export interface TermsDraft {
  side: Side;
  orderQty: string;
  ordType: OrdType;
  /** The limit; the cap of the types that may have one. */
  price: string;
  /** The trigger; the first one of the trailing types. */
  stopPx: string;
  trailBy: 'amount' | 'percent';
  trail: string;
  limitOffset: string;
  pegOffset: string;
  timeInForce: TimeInForce;
  /** As the field of the browser has it: local time without a zone. */
  expireTime: string;
  outsideRth: boolean;
}

/** What stands in the ticket, whichever page put it there. */
export interface Draft extends TermsDraft {
  /** Null: the account chosen in the top bar. */
  account: string | null;
  symbol: string;
  instrument: Instrument | null;
  /** For what the price was prefilled; a price that was typed is never written over. */
  prefilledFor: string | null;
  priceTyped: boolean;
  /** Null: an order that stands alone. */
  contingency: ContingencyType | null;
  /** The orders of a list after the first. Of a bracket: the profit target, then the protective stop. */
  legs: readonly LegDraft[];
}

/** `on`: whether the leg is part of the list; a bracket may have one exit only. */
export interface LegDraft extends TermsDraft { on: boolean }

const TERMS: TermsDraft = {
  side: 'Buy', orderQty: '', ordType: 'Limit', price: '', stopPx: '', trailBy: 'amount', trail: '', limitOffset: '', pegOffset: '',
  timeInForce: 'Day', expireTime: '', outsideRth: false,
};

export const EMPTY: Draft = {
  ...TERMS, account: null, symbol: '', instrument: null, prefilledFor: null, priceTyped: false, contingency: null, legs: [],
};

const LEGS_MAX = 9;

export const draft = createStore<Draft>(EMPTY);

export function edit(change: Partial<Draft>): void {
  draft.set((held) => {
    // A limit that nobody typed must not become the cap or the limit of another type.
    const left = change.ordType && change.ordType !== held.ordType && !held.priceTyped ? { price: '', prefilledFor: null } : {};
    return { ...held, ...left, ...fitting({ ...held, ...change }), ...change };
  });
}

export function editLeg(index: number, change: Partial<LegDraft>): void {
  draft.set((held) => ({
    ...held,
    legs: held.legs.map((leg, at) => (at === index ? { ...leg, ...fitting({ ...leg, ...change }), ...change } : leg)),
  }));
}

/** An order alone, or the first of a list with the legs such a list begins with. */
export function chooseContingency(contingency: ContingencyType | null): void {
  edit({ contingency, legs: legsOf(contingency, draft.get()) });
}

export function addLeg(): void {
  const { legs, side } = draft.get();
  if (legs.length < LEGS_MAX) edit({ legs: [...legs, { ...TERMS, side, on: true }] });
}

export function removeLeg(index: number): void {
  edit({ legs: draft.get().legs.filter((_, at) => at !== index) });
}

/** The side of the orders that close what this side opens. */
export function opposite(side: Side): Side {
  return side === 'Buy' ? 'Sell' : 'Buy';
}

export function chooseSymbol(symbol: string, instrument: Instrument | null = null): void {
  const held = draft.get();
  if (held.symbol === symbol) {
    if (instrument) edit({ instrument });
    return;
  }
  // Prices of one instrument mean nothing for another.
  edit({ symbol, instrument, ...withoutPrices(held) });
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
  const held = draft.get();
  edit({ orderQty: '', ...withoutPrices(held), legs: legsOf(held.contingency, held) });
}

/** What another choice of type rules out. */
function fitting(terms: TermsDraft): Partial<TermsDraft> {
  return ORD_TYPES[terms.ordType].tifs.includes(terms.timeInForce) ? {} : { timeInForce: 'Day' };
}

function withoutPrices({ legs }: Draft): Partial<Draft> {
  const none = { price: '', stopPx: '', trail: '', limitOffset: '', pegOffset: '' };
  return { ...none, prefilledFor: null, priceTyped: false, legs: legs.map((leg) => ({ ...leg, ...none })) };
}

function legsOf(contingency: ContingencyType | null, { side }: TermsDraft): readonly LegDraft[] {
  const exit: LegDraft = { ...TERMS, side: opposite(side), on: true };
  switch (contingency) {
    case null: return [];
    // An exit that ended with the day would leave the position without it.
    case 'Bracket': return [{ ...exit, timeInForce: 'GTC' }, { ...exit, ordType: 'Stop', timeInForce: 'GTC' }];
    case 'OTO': return [exit];
    case 'OCO': return [{ ...exit, side, ordType: 'Stop' }];
  }
}
