import type { OrderRequest, OrdType, Pricing, Side } from '../api/types';
import { formatPrice, formatQty } from '../money/format';
import { ORD_TYPES } from '../ticket/ordTypes';

type Terms = Pricing & { ordType: OrdType; price?: string | null };

const SHORT: Partial<Record<OrdType, string>> = {
  Market: 'MKT', Stop: 'STP', StopLimit: 'STP', TrailingStop: 'TRAIL', TrailingStopLimit: 'TRAIL', MarketOnClose: 'MOC', LimitOnClose: 'LOC',
  MarketOnOpen: 'MOO', LimitOnOpen: 'LOO', MarketIfTouched: 'MIT', LimitIfTouched: 'LIT', MidPrice: 'MID', Relative: 'REL',
};

/** The price of an order as a desk writes it: "187.20", "MKT", "STP 180.00 LMT 179.50", "TRAIL 2%". */
export function priceText(terms: Terms): string {
  const short = SHORT[terms.ordType] ?? (terms.ordType === 'Limit' ? '' : terms.ordType);
  const limit = given(terms.price);
  const limitWord = given(terms.stopPx) ? 'LMT ' : terms.ordType === 'MidPrice' || terms.ordType === 'Relative' ? 'cap ' : '';
  return [
    short,
    given(terms.trailPercent) ? `${formatQty(terms.trailPercent)}%` : given(terms.trailAmt) && formatPrice(terms.trailAmt),
    given(terms.stopPx) && (isTrailing(terms.ordType) ? `@ ${formatPrice(terms.stopPx)}` : formatPrice(terms.stopPx)),
    given(terms.limitOffset) && `LMT ±${formatPrice(terms.limitOffset)}`,
    given(terms.pegOffset) && `+${formatPrice(terms.pegOffset)}`,
    limit && `${limitWord}${formatPrice(terms.price)}`,
  ].filter(Boolean).join(' ');
}

/** The same in words: "Limit 187.20", "Stop limit, trigger 180.00, limit 179.50". */
export function priceWords(terms: Terms): string {
  // A type from a newer server is called by its own name.
  const label = (ORD_TYPES as Partial<Record<string, { label: string }>>)[terms.ordType]?.label ?? terms.ordType;
  if (terms.ordType === 'Limit' && given(terms.price)) return `Limit ${formatPrice(terms.price)}`;
  const caps = terms.ordType === 'MidPrice' || terms.ordType === 'Relative';
  return [
    label,
    given(terms.trailPercent) ? `${formatQty(terms.trailPercent)}% behind the market` : given(terms.trailAmt) && `${formatPrice(terms.trailAmt)} behind the market`,
    given(terms.stopPx) && `${isTrailing(terms.ordType) ? 'first trigger' : 'trigger'} ${formatPrice(terms.stopPx)}`,
    given(terms.limitOffset) && `limit ${formatPrice(terms.limitOffset)} beyond the trigger`,
    given(terms.pegOffset) && `${formatPrice(terms.pegOffset)} better than its side`,
    given(terms.price) && `${caps ? 'cap' : 'limit'} ${formatPrice(terms.price)}`,
  ].filter(Boolean).join(', ');
}

export function requestWords(order: OrderRequest): string {
  return [`${sideText(order.side)} ${formatQty(order.orderQty)} ${order.symbol}`, priceWords(order), order.timeInForce, order.outsideRth && 'outside regular hours', order.account]
    .filter(Boolean).join(', ');
}

export function sideText(side: Side): string {
  return side === 'SellShort' ? 'Sell short' : side;
}

/** The colour of a side: what takes and what gives. */
export function sideClass(side: Side): string {
  return side === 'Buy' ? 'gain' : 'loss';
}

function isTrailing(type: OrdType): boolean {
  return type === 'TrailingStop' || type === 'TrailingStopLimit';
}

function given(text: string | null | undefined): boolean {
  return text !== null && text !== undefined && text !== '';
}
