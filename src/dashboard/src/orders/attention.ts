import type { Order, Remark } from '../api/types';
import { unlooked } from './looked';

/** An order a person has to look at: the broker's view of it is unknown, or something was booked that should not be and nobody looked. */
export function needsAttention(order: Order): boolean {
  return isInDoubt(order) || unlooked(order).length > 0;
}

export function isInDoubt(order: Order): boolean {
  return order.inDoubt || order.ordStatus === 'InDoubt';
}

/** Since when; where that is not told, since its last change at the latest. */
export function doubtSince(order: Order): string {
  return order.inDoubtSince ?? order.updatedAt;
}

export function remarkText(remark: Remark): string {
  if (typeof remark === 'string') return remark;
  return [remark.code, remark.text ?? remark.detail].filter(Boolean).join(': ') || JSON.stringify(remark);
}
