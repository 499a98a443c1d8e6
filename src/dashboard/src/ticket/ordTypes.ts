import type { OrdType, TimeInForce } from '../api/types';

export type PriceField = 'price' | 'stopPx' | 'trail' | 'limitOffset' | 'pegOffset';
type Need = 'needed' | 'optional';

interface TypeOfOrder { label: string; help: string; fields: Partial<Record<PriceField, Need>>; tifs: readonly TimeInForce[] }

const WORKING: readonly TimeInForce[] = ['Day', 'GTC', 'GTD'];
const ANY: readonly TimeInForce[] = ['Day', 'GTC', 'IOC', 'FOK', 'GTD', 'AtTheOpening'];
const AUCTION: readonly TimeInForce[] = ['Day'];

/** What each type of order does, and needs, in plain words. Mirrors the server's rules so that the form can be right the first time. */
export const ORD_TYPES: Record<OrdType, TypeOfOrder> = {
  Limit: { label: 'Limit', help: 'Trades at the limit price or better, or waits.', fields: { price: 'needed' }, tifs: ANY },
  Market: { label: 'Market', help: 'Trades at once at whatever the market asks.', fields: {}, tifs: ANY },
  Stop: { label: 'Stop', help: 'Sleeps until the market reaches the trigger, then trades at whatever the market asks.', fields: { stopPx: 'needed' }, tifs: WORKING },
  StopLimit: { label: 'Stop limit', help: 'Sleeps until the market reaches the trigger, then works at the limit. In a fast market it may be left behind.', fields: { stopPx: 'needed', price: 'needed' }, tifs: WORKING },
  TrailingStop: { label: 'Trailing stop', help: 'A stop whose trigger follows the market when that goes your way, and stays when it turns.', fields: { trail: 'needed', stopPx: 'optional' }, tifs: WORKING },
  TrailingStopLimit: { label: 'Trailing stop limit', help: 'A trailing stop that works at a limit once it is triggered; the limit lies the offset beyond the trigger.', fields: { trail: 'needed', limitOffset: 'needed', stopPx: 'optional' }, tifs: WORKING },
  MarketIfTouched: { label: 'Market if touched', help: 'Sleeps until the market comes to the better price you name, then trades at whatever it asks.', fields: { stopPx: 'needed' }, tifs: WORKING },
  LimitIfTouched: { label: 'Limit if touched', help: 'Sleeps until the market comes to the trigger, then works at the limit.', fields: { stopPx: 'needed', price: 'needed' }, tifs: WORKING },
  MidPrice: { label: 'Mid-price', help: 'Seeks the middle between bid and ask. With a cap it never pays more, or takes less.', fields: { price: 'optional' }, tifs: WORKING },
  Relative: { label: 'Relative', help: 'Follows the best price of its own side, bettered by the offset. With a cap it never pays more, or takes less.', fields: { pegOffset: 'optional', price: 'optional' }, tifs: WORKING },
  MarketOnOpen: { label: 'Market on open', help: 'Trades in the opening auction at its price.', fields: {}, tifs: AUCTION },
  LimitOnOpen: { label: 'Limit on open', help: 'Trades in the opening auction if its price is the limit or better.', fields: { price: 'needed' }, tifs: AUCTION },
  MarketOnClose: { label: 'Market on close', help: 'Trades in the closing auction at its price.', fields: {}, tifs: AUCTION },
  LimitOnClose: { label: 'Limit on close', help: 'Trades in the closing auction if its price is the limit or better.', fields: { price: 'needed' }, tifs: AUCTION },
};

export const TIF_HELP: Record<TimeInForce, string> = {
  Day: 'Until the end of the trading day.',
  GTC: 'Good till canceled: works day after day until it fills or is canceled.',
  IOC: 'Immediate or cancel: what cannot trade at once is canceled.',
  FOK: 'Fill or kill: all at once or nothing.',
  GTD: 'Good till date: works until the time you name.',
  AtTheOpening: 'For the opening auction only.',
};

export function uses(type: OrdType, field: PriceField): boolean {
  // A type from a newer server is shown, and changed in quantity, without this program knowing its prices.
  return (ORD_TYPES as Partial<typeof ORD_TYPES>)[type]?.fields[field] !== undefined;
}

export function needs(type: OrdType, field: PriceField): boolean {
  return ORD_TYPES[type].fields[field] === 'needed';
}

/** An auction has its own time: such an order names none, and does not trade outside the regular hours. */
export function isAuction(type: OrdType): boolean {
  return ORD_TYPES[type].tifs === AUCTION;
}

/** Waits for the market to move against the position that it protects: the stop loss of a bracket. */
export function isProtective(type: OrdType): boolean {
  return type === 'Stop' || type === 'StopLimit' || type === 'TrailingStop' || type === 'TrailingStopLimit';
}

/** Waits below the market to buy and above it to sell, as a stop does not. */
export function isTouched(type: OrdType): boolean {
  return type === 'MarketIfTouched' || type === 'LimitIfTouched';
}
