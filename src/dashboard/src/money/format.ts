import { parse, round, sign, toText, trimmed, type Decimal } from './decimal';

/** What stands for "unknown or absent" on every screen. */
export const UNKNOWN = '–';

/** Prices keep the decimals the market gave them, and never show fewer than two. */
export function formatPrice(text: string | null | undefined): string {
  const value = parse(text);
  return value ? grouped(toText(trimmed(round(value, 8)), 2)) : UNKNOWN;
}

export function formatQty(text: string | null | undefined): string {
  const value = parse(text);
  return value ? grouped(toText(trimmed(value))) : UNKNOWN;
}

/** Amounts of money: two decimals. */
export function formatMoney(value: string | Decimal | null | undefined): string {
  const decimal = typeof value === 'object' ? value : parse(value);
  return decimal ? grouped(toText(round(decimal, 2), 2)) : UNKNOWN;
}

/** As money, with the sign always said, for profit and loss. */
export function formatSigned(value: string | Decimal | null | undefined): string {
  const decimal = typeof value === 'object' ? value : parse(value);
  if (!decimal) return UNKNOWN;
  return sign(decimal) > 0 ? `+${formatMoney(decimal)}` : formatMoney(decimal);
}

export function signOf(text: string | null | undefined): -1 | 0 | 1 {
  const value = parse(text);
  return value ? sign(value) : 0;
}

/** The class that colours an amount by its sign. */
export function signClass(value: -1 | 0 | 1): string {
  return value > 0 ? 'gain' : value < 0 ? 'loss' : 'flat';
}

/** A number for sorting and nothing else: unknown sorts below every amount. */
export function sortKey(text: string | null | undefined): number {
  return parse(text) ? Number(text) : Number.NEGATIVE_INFINITY;
}

function grouped(plain: string): string {
  const [whole = '', fraction] = plain.split('.');
  const spaced = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',').replace('-', '−');
  return fraction === undefined ? spaced : `${spaced}.${fraction}`;
}
