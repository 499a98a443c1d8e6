import type { OrderRequest } from '../api/types';
import { isMultiple, parse, sign } from '../money/decimal';
import type { Draft } from './draft';

export type FieldName = 'account' | 'symbol' | 'orderQty' | 'price';
export type FieldErrors = Partial<Record<string, string>>;

/** What is missing or cannot be read; the server decides everything else. */
export function faults(draft: Draft, account: string | null): FieldErrors {
  const found: FieldErrors = {};
  if (!account) found.account = 'Choose an account.';
  if (draft.symbol === '') found.symbol = 'Choose an instrument.';
  const qty = parse(draft.orderQty);
  if (!qty || sign(qty) <= 0) found.orderQty = draft.orderQty === '' ? 'Enter a quantity.' : 'Enter a positive number.';
  const price = parse(draft.price);
  if (draft.ordType === 'Limit' && (!price || (sign(price) <= 0 && draft.instrument?.secType !== 'FUT'))) {
    found.price = draft.price === '' ? 'Enter a limit price.' : 'Enter a positive number.';
  }
  return found;
}

/** Advice on the instrument's increments. Only advice: the ladder in force is the server's to know. */
export function advice(draft: Draft): FieldErrors {
  const { instrument } = draft;
  const tick = parse(instrument?.tickSize);
  const lot = parse(instrument?.lotSize);
  const price = parse(draft.price);
  const qty = parse(draft.orderQty);
  return {
    ...(draft.ordType === 'Limit' && price && tick && !isMultiple(price, tick)
      ? { price: `Not a multiple of the tick ${instrument?.tickSize ?? ''}.` } : {}),
    ...(qty && lot && !isMultiple(qty, lot) ? { orderQty: `Not a multiple of the lot ${instrument?.lotSize ?? ''}.` } : {}),
  };
}

/** The order as it will be sent, null while it is not complete. */
export function termsOf(draft: Draft, account: string | null): OrderRequest | null {
  if (account === null || Object.keys(faults(draft, account)).length > 0) return null;
  return {
    account,
    symbol: draft.symbol,
    side: draft.side,
    orderQty: draft.orderQty.trim(),
    ordType: draft.ordType,
    ...(draft.ordType === 'Limit' ? { price: draft.price.trim() } : {}),
    timeInForce: draft.timeInForce,
  };
}
