import type { ColDef, ICellRendererParams } from 'ag-grid-community';
import type { Order } from '../api/types';
import { amount } from '../controls/columns';
import { formatPrice, formatQty } from '../money/format';
import { formatExact, formatInstant } from '../money/time';
import { OrderActions } from './ActionsCell';
import { FilledCell } from './FilledCell';
import { StatusChip } from './StatusChip';

type Cell = ICellRendererParams<Order>;

export const blotterColumns: ColDef<Order>[] = [
  {
    field: 'createdAt', headerName: 'Time', width: 80, sort: 'desc',
    cellRenderer: ({ data }: Cell) => data && <span title={formatExact(data.createdAt)}>{formatInstant(data.createdAt)}</span>,
  },
  { field: 'symbol', headerName: 'Symbol', width: 78, cellClass: 'strong' },
  {
    field: 'side', headerName: 'Side', width: 54, minWidth: 50,
    cellRenderer: ({ data }: Cell) => data && <span className={data.side === 'Buy' ? 'gain' : 'loss'}>{data.side}</span>,
  },
  amount<Order>('orderQty', 'Qty', formatQty, { width: 66, minWidth: 56 }),
  amount<Order>('price', 'Price', formatPrice, {
    width: 82,
    valueFormatter: ({ data }) => (data?.ordType === 'Market' ? 'MKT' : formatPrice(data?.price)),
  }),
  {
    field: 'ordStatus', headerName: 'Status', width: 132, minWidth: 110,
    cellRenderer: ({ data }: Cell) => data && <StatusChip order={data} compact />,
  },
  { field: 'account', headerName: 'Account', width: 90, cellClass: 'dim' },
  amount<Order>('cumQty', 'Filled', formatQty, {
    width: 72, cellRenderer: ({ data }: Cell) => data && <FilledCell order={data} />,
  }),
  amount<Order>('avgPx', 'Avg px', formatPrice, { width: 80 }),
  {
    field: 'acknowledgedAt', headerName: 'At broker', width: 86,
    cellRenderer: ({ data }: Cell) => data && <AtBroker order={data} />,
  },
  { field: 'timeInForce', headerName: 'TIF', minWidth: 56, flex: 1, cellClass: 'dim' },
  { field: 'clOrdId', headerName: 'ClOrdId', minWidth: 140, flex: 4, cellClass: 'dim mono', initialHide: innerWidth < 1600 },
  {
    colId: 'actions', headerName: '', pinned: 'right', width: 134, sortable: false, resizable: false,
    lockPosition: 'right', cellRenderer: ({ data }: Cell) => data && <OrderActions order={data} />,
  },
];

/** When the broker was first heard about the order; "not heard" is not the same as "accepted by us". */
function AtBroker({ order }: { order: Order }) {
  if (order.acknowledgedAt) return <span title={formatExact(order.acknowledgedAt)}>{formatInstant(order.acknowledgedAt)}</span>;
  return <span className={order.isOpen ? 'warn-text' : 'faint'}>{order.isOpen ? 'not heard' : '–'}</span>;
}
