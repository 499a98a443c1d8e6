import type { Order, Remark } from '../api/types';

/** An order a person has to look at: the broker's view of it is unknown, or something was booked that should not be. */
export function needsAttention(order: Order): boolean {
  return order.inDoubt || order.ordStatus === 'InDoubt' || order.anomalies.length > 0;
}

export function isInDoubt(order: Order): boolean {
  return order.inDoubt || order.ordStatus === 'InDoubt';
}

export function remarkText(remark: Remark): string {
  if (typeof remark === 'string') return remark;
  return [remark.code, remark.text ?? remark.detail].filter(Boolean).join(': ') || JSON.stringify(remark);
}
