import type { Order } from '../api/types';
import { uses } from '../ticket/ordTypes';

export type ChangeField = 'price' | 'stopPx' | 'trailAmt' | 'trailPercent';

/** The prices that a replace may change: those that the order's type has, the trail in the unit that it was placed with. */
export function changeable(order: Order): { field: ChangeField; label: string }[] {
  const caps = order.ordType === 'MidPrice' || order.ordType === 'Relative';
  const all: { field: ChangeField; label: string; has: boolean }[] = [
    { field: 'stopPx', label: uses(order.ordType, 'trail') ? 'Trigger' : 'Trigger price', has: uses(order.ordType, 'stopPx') },
    { field: 'trailAmt', label: 'Trail, amount', has: uses(order.ordType, 'trail') && order.trailPercent == null },
    { field: 'trailPercent', label: 'Trail, percent', has: uses(order.ordType, 'trail') && order.trailPercent != null },
    { field: 'price', label: caps ? 'Cap' : 'Limit price', has: uses(order.ordType, 'price') },
  ];
  return all.flatMap(({ field, label, has }) => (has ? [{ field, label }] : []));
}
