import type { Order } from '../api/types';
import { parse, percent, ZERO } from '../money/decimal';
import { formatQty } from '../money/format';

export function FilledCell({ order }: { order: Order }) {
  const share = percent(parse(order.cumQty) ?? ZERO, parse(order.orderQty) ?? ZERO);
  return (
    <span className="filled" title={`${formatQty(order.leavesQty)} left`}>
      <span>{formatQty(order.cumQty)}</span>
      {share > 0 && <span className="filled-bar" aria-hidden="true"><span style={{ width: `${share}%` }} /></span>}
    </span>
  );
}
