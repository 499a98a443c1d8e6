import type { ColDef } from 'ag-grid-community';
import { compare, parse } from '../money/decimal';

/** Sorts decimal strings by value; what is unknown goes below every amount. */
export function byAmount(a: string | null | undefined, b: string | null | undefined): number {
  const x = parse(a);
  const y = parse(b);
  if (!x || !y) return x ? 1 : y ? -1 : 0;
  return compare(x, y);
}

/** A column of amounts: to the right, sorted by value, shown by `format`. */
export function amount<T>(
  field: keyof T & string, headerName: string, format: (value: string | null) => string, more: ColDef<T> = {},
): ColDef<T> {
  return {
    field: field as unknown as ColDef<T>['field'],
    headerName,
    type: 'rightAligned',
    comparator: byAmount,
    valueFormatter: ({ value }) => format(value as string | null),
    width: 96,
    ...more,
  };
}
