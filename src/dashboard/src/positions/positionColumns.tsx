import type { ColDef, ICellRendererParams } from 'ag-grid-community';
import { ageOf } from '../api/serverClock';
import type { Position } from '../api/types';
import { amount } from '../controls/columns';
import { useNow } from '../controls/useNow';
import { formatPrice, formatQty, formatSigned, signClass, signOf } from '../money/format';
import { formatAge, formatExact } from '../money/time';

type Cell = ICellRendererParams<Position>;
const MARK_OLD_MS = 60_000;

export const positionColumns: ColDef<Position>[] = [
  { field: 'symbol', headerName: 'Symbol', width: 96, cellClass: 'strong', sort: 'asc' },
  { field: 'account', headerName: 'Account', width: 110, cellClass: 'dim' },
  amount<Position>('quantity', 'Quantity', formatQty, {
    width: 100, cellClass: ({ value }) => `ag-right-aligned-cell ${signClass(signOf(value as string | null))}`,
  }),
  amount<Position>('avgCost', 'Avg cost', formatPrice, { width: 110 }),
  amount<Position>('marketPrice', 'Market price', formatPrice, { width: 110 }),
  {
    field: 'marketPriceAt', headerName: 'Age', width: 84,
    cellRenderer: ({ data }: Cell) => data && <MarkAge at={data.marketPriceAt} />,
  },
  profit('unrealizedPnl', 'Unrealized P&L'),
  profit('realizedPnl', 'Realized P&L'),
  { field: 'currency', headerName: 'Currency', width: 84, cellClass: 'dim' },
  { field: 'secType', headerName: 'Type', minWidth: 70, flex: 1, cellClass: 'dim' },
];

function profit(field: 'unrealizedPnl' | 'realizedPnl', headerName: string): ColDef<Position> {
  return amount<Position>(field, headerName, formatSigned, {
    width: 124, cellClass: ({ value }) => `ag-right-aligned-cell ${signClass(signOf(value as string | null))}`,
  });
}

function MarkAge({ at }: { at: string | null }) {
  useNow();
  const age = ageOf(at);
  return <span className={age === null || age > MARK_OLD_MS ? 'warn-text' : 'dim'} title={formatExact(at)}>{formatAge(age)}</span>;
}
