import type { Instrument, OrderRequest, Quote } from '../api/types';
import { compare, isMultiple, parse, sign, type Decimal } from '../money/decimal';
import type { TermsDraft } from './draft';
import { isAuction, isProtective, isTouched, needs, uses, type PriceField } from './ordTypes';

export type FieldErrors = Partial<Record<string, string>>;

const MISSING: Record<PriceField, string> = {
  price: 'Enter a limit price.', stopPx: 'Enter a trigger price.', trail: 'Enter how far the stop follows.', limitOffset: 'Enter the offset of the limit.',
  pegOffset: 'Enter an offset.',
};
const PRICES: readonly PriceField[] = ['price', 'stopPx', 'trail', 'limitOffset', 'pegOffset'];
const HUNDRED: Decimal = { units: 100n, scale: 0 };

/** What is missing or cannot be read; the server decides everything else. */
export function termsFaults(terms: TermsDraft, instrument: Instrument | null, now = Date.now()): FieldErrors {
  const found: FieldErrors = {};
  const qty = parse(terms.orderQty);
  if (!qty || sign(qty) <= 0) found.orderQty = terms.orderQty === '' ? 'Enter a quantity.' : 'Enter a positive number.';
  for (const field of PRICES) {
    if (!uses(terms.ordType, field)) continue;
    const fault = priceFault(terms, field, instrument);
    if (fault) found[field] = fault;
  }
  if (terms.timeInForce === 'GTD') {
    const end = Date.parse(terms.expireTime);
    if (Number.isNaN(end)) found.expireTime = 'Enter the time at which the order ends.';
    else if (end <= now) found.expireTime = 'That time is over already.';
  }
  return found;
}

function priceFault(terms: TermsDraft, field: PriceField, instrument: Instrument | null): string | null {
  if (terms[field].trim() === '') return needs(terms.ordType, field) ? MISSING[field] : null;
  const value = parse(terms[field]);
  if (!value) return 'Enter a number.';
  const isOffset = field === 'limitOffset' || field === 'pegOffset';
  // A price of a future may be below zero; an offset may be zero; a trail is a distance.
  if (field === 'trail') {
    if (sign(value) <= 0) return 'Enter a positive number.';
    return terms.trailBy === 'percent' && compare(value, HUNDRED) >= 0 ? 'Enter less than 100 percent.' : null;
  }
  const negative = isOffset ? sign(value) < 0 : sign(value) <= 0 && instrument?.secType !== 'FUT';
  return negative ? (isOffset ? 'Enter zero or more.' : 'Enter a positive number.') : null;
}

/** Advice on increments and on triggers that the market has passed. Only advice: the rules in force are the server's to know. */
export function termsAdvice(terms: TermsDraft, instrument: Instrument | null, quote: Quote | null = null): FieldErrors {
  const found: FieldErrors = {};
  const lot = parse(instrument?.lotSize);
  const tick = parse(instrument?.tickSize);
  const qty = parse(terms.orderQty);
  if (qty && lot && !isMultiple(qty, lot)) found.orderQty = `Not a multiple of the lot ${instrument?.lotSize ?? ''}.`;
  for (const field of PRICES) {
    const value = parse(terms[field]);
    if (!value || !tick || !uses(terms.ordType, field) || (field === 'trail' && terms.trailBy === 'percent')) continue;
    if (!isMultiple(value, tick)) found[field] = `Not a multiple of the tick ${instrument?.tickSize ?? ''}.`;
  }
  if (!found.stopPx && uses(terms.ordType, 'stopPx') && isPast(terms, quote)) {
    found.stopPx = 'The market is past this trigger: it would go off at once.';
  }
  return found;
}

/** A stop buys above the market and sells below it; an order "if touched" does it the other way round. */
function isPast(terms: TermsDraft, quote: Quote | null): boolean {
  const trigger = parse(terms.stopPx);
  const last = parse(quote?.last);
  if (!trigger || !last || !(isProtective(terms.ordType) || isTouched(terms.ordType))) return false;
  const waitsAbove = (terms.side === 'Buy') !== isTouched(terms.ordType);
  return waitsAbove ? compare(last, trigger) >= 0 : compare(last, trigger) <= 0;
}

/** The order as it will be sent: what its type has no use for stays behind, whatever stands in the form. */
export function requestOf(terms: TermsDraft, account: string, symbol: string): OrderRequest {
  const { ordType } = terms;
  const given = (field: PriceField) => uses(ordType, field) && terms[field].trim() !== '';
  const auction = isAuction(ordType);
  return {
    account,
    symbol,
    side: terms.side,
    orderQty: terms.orderQty.trim(),
    ordType,
    ...(given('price') ? { price: terms.price.trim() } : {}),
    ...(given('stopPx') ? { stopPx: terms.stopPx.trim() } : {}),
    ...(given('trail') ? { [terms.trailBy === 'amount' ? 'trailAmt' : 'trailPercent']: terms.trail.trim() } : {}),
    ...(given('limitOffset') ? { limitOffset: terms.limitOffset.trim() } : {}),
    ...(given('pegOffset') ? { pegOffset: terms.pegOffset.trim() } : {}),
    ...(auction ? {} : { timeInForce: terms.timeInForce }),
    ...(!auction && terms.timeInForce === 'GTD' ? { expireTime: new Date(terms.expireTime).toISOString() } : {}),
    ...(mayTradeOutside(terms) && terms.outsideRth ? { outsideRth: true } : {}),
  };
}

export function mayTradeOutside({ ordType, timeInForce }: TermsDraft): boolean {
  return !isAuction(ordType) && timeInForce !== 'AtTheOpening';
}
