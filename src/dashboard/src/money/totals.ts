import { add, parse, ZERO, type Decimal } from './decimal';

export interface Total {
  readonly currency: string;
  readonly sum: Decimal;
  /** How many amounts were unknown: a total over them is provisional and has to say so. */
  readonly unknown: number;
  readonly count: number;
}

/** Sums amounts within each currency. Currencies are never mixed, so there is no grand total. */
export function totalsByCurrency<T>(
  rows: readonly T[],
  currency: (row: T) => string,
  amount: (row: T) => string | null,
): Total[] {
  const totals = new Map<string, Total>();
  for (const row of rows) {
    const key = currency(row);
    const held = totals.get(key) ?? { currency: key, sum: ZERO, unknown: 0, count: 0 };
    const value = parse(amount(row));
    totals.set(key, {
      currency: key,
      sum: value ? add(held.sum, value) : held.sum,
      unknown: held.unknown + (value ? 0 : 1),
      count: held.count + 1,
    });
  }
  return [...totals.values()].sort((a, b) => a.currency.localeCompare(b.currency));
}
