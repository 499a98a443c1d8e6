import type { ColDef, ICellRendererParams } from 'ag-grid-community';
import type { Order } from '../api/types';
import { amount } from '../controls/columns';
import { formatPrice, formatQty } from '../money/format';
import { formatExact, formatInstant } from '../money/time';
import { OrderActions } from './ActionsCell';
import { FilledCell } from './FilledCell';
import { legText } from './lists';
import { StatusChip } from './StatusChip';
import { priceText, sideClass } from './termsText';

type Cell = ICellRendererParams<Order>;

export const blotterColumns: ColDef<Order>[] = [
  {
    field: 'createdAt', headerName: 'Time', width: 76, sort: 'desc',
    cellRenderer: ({ data }: Cell) => data && <span title={formatExact(data.createdAt)}>{formatInstant(data.createdAt)}</span>,
  },
  {
    field: 'symbol', headerName: 'Symbol', width: 100, cellClass: 'strong',
    cellRenderer: ({ data }: Cell) => data && <SymbolCell order={data} />,
  },
  {
    field: 'side', headerName: 'Side', width: 52, minWidth: 50,
    cellRenderer: ({ data }: Cell) => data && <span className={sideClass(data.side)}>{data.side === 'SellShort' ? 'Short' : data.side}</span>,
  },
  amount<Order>('orderQty', 'Qty', formatQty, { width: 62, minWidth: 56 }),
  amount<Order>('price', 'Price', formatPrice, {
    width: 100,
    valueFormatter: ({ data }) => (data ? priceText(data) : ''),
  }),
  {
    field: 'ordStatus', headerName: 'Status', width: 132, minWidth: 110,
    cellRenderer: ({ data }: Cell) => data && <StatusChip order={data} compact />,
  },
  { field: 'account', headerName: 'Account', width: 88, cellClass: 'dim' },
  amount<Order>('cumQty', 'Filled', formatQty, {
    width: 66, cellRenderer: ({ data }: Cell) => data && <FilledCell order={data} />,
  }),
  amount<Order>('avgPx', 'Avg px', formatPrice, { width: 76 }),
  {
    field: 'acknowledgedAt', headerName: 'At broker', width: 80,
    cellRenderer: ({ data }: Cell) => data && <AtBroker order={data} />,
  },
  {
    field: 'timeInForce', headerName: 'TIF', minWidth: 56, flex: 1, cellClass: 'dim',
    cellRenderer: ({ data }: Cell) => data && <TimeInForce order={data} />,
  },
  { field: 'clOrdId', headerName: 'ClOrdId', minWidth: 140, flex: 4, cellClass: 'dim mono', initialHide: innerWidth < 1600 },
  {
    colId: 'actions', headerName: '', pinned: 'right', width: 150, sortable: false, resizable: false,
    lockPosition: 'right', cellRenderer: ({ data }: Cell) => data && <OrderActions order={data} />,
  },
];

/** When the broker was first heard about the order; "not heard" is not the same as "accepted by us". */
function AtBroker({ order }: { order: Order }) {
  if (order.acknowledgedAt) return <span title={formatExact(order.acknowledgedAt)}>{formatInstant(order.acknowledgedAt)}</span>;
  return <span className={order.isOpen ? 'warn-text' : 'faint'}>{order.isOpen ? 'not heard' : '–'}</span>;
}

/** An order of a list says what it is to the list; its first order says of what kind that is. */
function SymbolCell({ order }: { order: Order }) {
  const leg = legText(order);
  if (leg === null) return order.symbol;
  const isChild = order.listLeg !== 'Parent' && order.listLeg !== 'Leg';
  return (
    <span className="list-symbol">
      {isChild && <span className="list-branch" aria-hidden="true" />}
      <span className={isChild ? 'visually-hidden' : ''}>{order.symbol}</span>
      <span className="list-leg" title={`${leg} of a list, ${order.contingencyType ?? ''}`}>{order.listLeg === 'Parent' || order.listLeg === 'Leg' ? order.contingencyType : leg}</span>
    </span>
  );
}

function TimeInForce({ order }: { order: Order }) {
  return (
    <span title={order.expireTime ? `ends ${formatExact(order.expireTime)}` : undefined}>
      {order.timeInForce}{order.outsideRth && <span title="Also outside regular trading hours"> +ext</span>}
    </span>
  );
}
